"""One YAML file: read, bounded, parsed; its syntax faults told by line.

A fast parser reads every file. Where in a file something stands is found by a second, marking parser that runs only
over files with something to report (see `source_map`). Both are safe against tags; aliases are bounded here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml_rs

from historiograph.findings import Finding

__all__ = ["MAX_BYTES", "Document", "parsed", "read_document"]

MAX_BYTES = 32 * 1024 * 1024
"""A larger YAML file is refused: nobody wrote it by hand, and it belongs into RDF."""
_ALIASES = yaml_rs.AliasLimits(max_total_replayed_events=20_000)
_LINE = re.compile(r"line (\d+), column (\d+)")
_TAB = re.compile(r" *\t")
_KEY = re.compile(r"\s*(?:- )?[A-Za-z]+:(?: |$)")
_OPENED = re.compile(r"\s*(?:- )?[A-Za-z]+: ([\"'])(.*)$")
_GLUED = re.compile(r"\s*(?:- )?([A-Za-z]+):([^\s:/].{0,40})")
_DUPLICATE = re.compile(r"duplicate mapping key: '?(.*?)'?$")


@dataclass(slots=True)
class Document:
    """A parsed file: its path as the user gave it, and its top-level mapping."""

    path: Path
    data: dict[str, Any]


def read_document(path: Path) -> Document | Finding:
    """Read and parse one YAML file; what is wrong with it as a whole comes back as a finding."""

    def fault(code: str, message: str, hint: str, line: int = 1, column: int = 1) -> Finding:
        return Finding(code, "violation", message, hint, str(path), line, column)

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return fault(
                "file-too-large",
                f"this file has {size / 1024 / 1024:.0f} MB; the limit for YAML is {MAX_BYTES // 1024 // 1024} MB",
                "Split it by subject, or convert it to Turtle or N-Quads, which have no limit.",
            )
        raw = path.read_bytes()
    except OSError as error:
        return fault("unreadable-file", f"cannot be read: {error.strerror}", "Make the file readable.", 0, 0)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return fault(
            "wrong-encoding",
            f"byte 0x{raw[error.start]:02X} is not UTF-8",
            "Save the file with the encoding UTF-8.",
            line,
            column,
        )
    try:
        data = parsed(text)
    except yaml_rs.YAMLDecodeError as error:
        return _syntax_fault(path, text, str(error))
    if data is None:
        return fault("empty-file", "this file is empty", "Write at least one section such as `claims:`, or delete it.")
    if not isinstance(data, dict):
        return fault(
            "not-a-mapping",
            "a file is a mapping from section names to lists of records",
            "Begin with a section such as `claims:` and put the list under it; one YAML document a file.",
        )
    return Document(path, data)


def parsed(text: str) -> Any:
    """Return what YAML says; numbers are numbers, dates stay text."""
    return yaml_rs.loads(text, parse_datetime=False, alias_limits=_ALIASES)


def _syntax_fault(path: Path, text: str, reason: str) -> Finding:
    line, column = 1, 1
    if at := _LINE.search(reason):
        line, column = int(at[1]), int(at[2])
    what = reason.strip().splitlines()[-1]
    if duplicate := _DUPLICATE.search(reason.strip()):
        key = duplicate[1]
        line, column, first = _second_use(text, key)
        return Finding(
            "duplicate-key",
            "violation",
            f"the key '{key}' is written twice in the same record (first in line {first})"
            if first
            else f"the key '{key}' is written twice in the same record",
            "Keep one of them; several values go into one list.",
            str(path),
            line,
            column,
        )
    if "alias" in what:
        return Finding(
            "too-many-aliases",
            "violation",
            "the aliases of this file (`*name`) unfold to more than the limit",
            "Write the repeated parts out.",
            str(path),
            line,
            column,
        )
    lines = text.split("\n")
    indented = [number for number in range(line, line + 2) if _TAB.match("".join(lines[number - 1 : number]))]
    if "tab" in what or indented:
        line, column = (indented[0], 1) if indented else (line, column)
        return Finding(
            "tab",
            "violation",
            "a tab is used for indentation, which YAML forbids",
            "Indent with spaces.",
            str(path),
            line,
            column,
        )
    line, column, message, hint = _likely_cause(lines, line) or (
        line,
        column,
        f"not valid YAML: {what}",
        "Look at this line and the one before it: indentation, a missing quotation mark, a colon inside unquoted text.",
    )
    return Finding("yaml-syntax", "violation", message, hint, str(path), line, column)


def _likely_cause(lines: list[str], reported: int) -> tuple[int, int, str, str] | None:
    """Return line, column, message and hint of what most often keeps a file from being read, if it is there.

    A parser reports where it could not go on, which may be far below a quotation mark that was never closed.
    """
    for number, text in enumerate(lines[:-1], start=1):
        opened = _OPENED.match(text)
        if opened and opened[2].count(opened[1]) % 2 == 0 and _KEY.match(lines[number]):
            return (
                number,
                opened.start(1) + 1,
                f"not valid YAML: a quotation mark ({opened[1]}) is opened here and not closed",
                "Close it at the end of the text, or take it away.",
            )
        if number > reported + 1:
            break
    for number in range(max(1, reported - 1), min(len(lines), reported + 1) + 1):
        if glued := _GLUED.match(lines[number - 1]):
            return (
                number,
                glued.start(1) + 1,
                f"not valid YAML: the colon after `{glued[1]}` has no space behind it",
                f"Write a space after the colon: `{glued[1]}: {glued[2]}`.",
            )
    return None


def _second_use(text: str, key: str) -> tuple[int, int, int]:
    """Return line and column of the second use of a key in one mapping, and the line of the first use."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return 1, 1, 0
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for name, _ in node.value:
                if name.value == key and key in first:
                    return name.start_mark.line + 1, name.start_mark.column + 1, first[key]
                first.setdefault(name.value, name.start_mark.line + 1)
            pending += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
    return 1, 1, 0
