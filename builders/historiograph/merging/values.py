"""The values of a key as an author writes them in YAML."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable
from typing import Any

import yaml

from historiograph.authoring.layout import order_of_keys
from historiograph.editions.records import Record, Value
from historiograph.loading.format import Format
from historiograph.loading.keys import Key
from historiograph.namespaces import curie, local_name

__all__ = ["can_be_written", "flow", "folded", "passage_data", "value_data"]

_WIDE = 96
"""A longer text is folded over several lines."""


def can_be_written(key: str, values: Collection[Value], language: str, form: Format) -> bool:
    """Return whether the format can hold these texts together: several of one language go only with no other."""
    if key not in form.keys or form.keys[key].holds != "text":
        return True
    languages = [value.language for value in values]
    return len(set(languages)) == len(languages) or set(languages) == {language}


def value_data(key: str, values: Iterable[Value], language: str, known: Collection[str], form: Format) -> Any:
    """Return the values of a key as the data that its YAML holds.

    Args:
        key: as authors write it.
        values: at least one; not passages, see `passage_data`.
        language: of texts that need not say theirs.
        known: ids of all records, to tell whether a bare id means one only.
        form: what the keys hold.
    """
    ordered = sorted(values)
    if key == "type":
        own = {local_name(value.text) for value in ordered} & form.classes.keys()
        special = [name for name in own if all(other == name or name not in form.classes[other] for other in own)]
        data: list[Any] = [curie(value.text) for value in ordered if local_name(value.text) not in own]
        data = [*sorted(special), *data]
        return data[0] if len(data) == 1 else data
    spec = form.keys.get(key, Key("string"))
    if spec.holds == "text":
        if all(value.language == language for value in ordered):
            data = [value.text for value in ordered]
        else:
            return {value.language: value.text for value in ordered}
    else:
        data = [_datum(spec, value, known) for value in ordered]
    return data[0] if len(data) == 1 else data


def passage_data(passage: Record, source: str | None) -> dict[str, Any]:
    """Return a passage as the mapping that an author writes.

    Args:
        passage: the record.
        source: the text that is meant where a passage does not say.
    """
    own = passage.one("hasSource").partition("/")[2]
    data: dict[str, Any] = {"source": own} if own and own != source else {}
    for key in order_of_keys("passage"):
        if key != "source" and (text := passage.one(key)):
            data[key] = int(text) if key in ("start", "end", "paragraph") else text
    return data


def flow(data: Any) -> str:
    """Return data as YAML in one line."""
    text = yaml.safe_dump(
        data, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf")
    ).removesuffix("\n")
    return text.removesuffix("\n...")


def folded(data: Any, indent: int) -> str:
    """Return data as YAML, a long text folded over lines that are indented by so many spaces."""
    text = flow(data)
    plain = isinstance(data, str) and data == " ".join(data.split())
    if len(text) + indent <= _WIDE or not plain:
        return text
    lines = textwrap.wrap(data, _WIDE - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(" " * indent + line for line in lines)


def _datum(spec: Key, value: Value, known: Collection[str]) -> Any:
    if spec.holds == "value":
        return local_name(value.text)
    if spec.holds in ("reference", "same-kind") and value.is_iri:
        kind, _, slug = value.text.partition("/")
        others = [one for one in spec.kinds if one != kind and f"{one}/{slug}" in known]
        return value.text if others else slug or kind
    if spec.holds == "integer":
        return int(value.text)
    if spec.holds == "boolean":
        return value.text in ("true", "1")
    if spec.holds == "decimal":
        return float(value.text) if "." in value.text else int(value.text)
    return value.text
