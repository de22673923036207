"""Fills docs/model.md: between `<!-- yaml: ... -->` or `<!-- turtle: ... -->` and `<!-- end -->` stands what is real.

`<!-- yaml: FILE RECORD [RECORD ...] -->` cuts records out of a file of the curated dataset. A RECORD is `section/id`,
or `section/id:key,key`, which keeps only these keys; of the key `stances=A+B` only the stances of these ids or holders.
`<!-- turtle: PICTURE -->` writes the triples that the picture shows.
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from documentation.drawing import Draughtsman
from documentation.pictures import PICTURES
from historiograph.exports import triples_to
from historiograph.resources import resource

_BLOCK = re.compile(r"(<!-- (yaml|turtle): (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)
_SOURCE = "graph_data/stalinism"


def filled(text: str, draughtsman: Draughtsman) -> str:
    """Return the page with each block as it is now."""

    def block(found: re.Match[str]) -> str:
        kind, told = found[2], found[3]
        body = turtle(told, draughtsman) if kind == "turtle" else records(*told.split())
        return f"{found[1]}\n```{kind}\n{body.strip()}\n```\n\n{found[4]}"

    return _BLOCK.sub(block, text)


def turtle(name: str, draughtsman: Draughtsman) -> str:
    """Return what a picture shows, as Turtle."""
    (picture,) = (one for one in PICTURES if one.name == name)
    return triples_to("turtle", draughtsman.told(picture), draughtsman.base).decode("utf-8")


def records(file: str, *wanted: str) -> str:
    """Return records of a file as they stand there."""
    lines, root = _read(resource(f"{_SOURCE}/{file}"))
    parts = [f"# {_SOURCE}/{file}"]
    parts += [f"{key.value}: {value.value}" for key, value in root.value if isinstance(value.value, str)]
    section = ""
    for one in wanted:
        (place, _, keys) = one.partition(":")
        within, _, slug = place.partition("/")
        (records_of,) = (value for key, value in root.value if key.value == within)
        record = next(node for node in records_of.value if slug in _names(node))
        if within != section:
            section = within
            parts.append(f"{section}:")
        parts.append(textwrap.indent(_cut(lines, record, keys), "  "))
    return "\n".join(parts)


@lru_cache(maxsize=16)
def _read(file: Path) -> tuple[list[str], Any]:
    text = file.read_text("utf-8")
    return text.split("\n"), yaml.compose(text, Loader=yaml.CSafeLoader)


def _names(record: Any) -> set[str]:
    """Return by what a record may be called: its id, or its member, holder or literal."""
    told = {key.value: value.value for key, value in record.value if isinstance(value.value, str)}
    by_whom = f"{told.get('member', '')}--{told.get('inSchool', '')}--{told.get('accordingTo', '')}"
    return {told.get("id", ""), told.get("holder", ""), by_whom}


def _cut(lines: list[str], record: Any, keys: str) -> str:
    """Return the lines of a record, or those of some of its keys, from its dash on."""
    if not keys:
        found = lines[record.start_mark.line : _end(record)]
        return _trim(textwrap.dedent("\n".join(found)))
    kept = []
    for asked in keys.split(","):
        name, _, only = asked.partition("=")
        key, value = next((key, value) for key, value in record.value if key.value == name)
        if only:
            kept.append(" " * key.start_mark.column + f"{name}:")
            for item in value.value:
                if _names(item) & set(only.split("+")):
                    kept += lines[item.start_mark.line : _end(item)]
        else:
            kept += lines[key.start_mark.line : max(_end(value), key.start_mark.line + 1)]
    body = textwrap.dedent("\n".join(line.replace("- ", "  ", 1) if at == 0 else line for at, line in enumerate(kept)))
    return _trim("- " + textwrap.indent(body, "  ")[2:])


def _end(node: Any) -> int:
    """Return the line after a node's last; one that ends a block ends where the next begins."""
    in_block = getattr(node, "flow_style", None) is False
    return int(node.end_mark.line + (1 if node.end_mark.column and not in_block else 0))


def _trim(text: str) -> str:
    return re.sub(r"(\n\s*(#.*)?)+\Z", "", text)
