"""A passage put into a record of a YAML file; every other line, comment and quotation mark stays as it is."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import yaml

from historiograph.authoring.formatting import end_of, leads_of, node_at
from historiograph.authoring.layout import order_of_keys
from historiograph.errors import InputError

__all__ = ["Spot", "flow", "lines_of", "with_passage"]

Spot = tuple[str | int, ...]
_PLAIN = re.compile(r"[^\W\d_][^:#{}\[\],&*!|>\"%@`?\n]*")


def flow(record: dict[str, str | int]) -> str:
    """Return a record on one line, as passages and divisions are written."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in record.items()) + "}"


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if re.fullmatch(r"[0-9a-f]{64}", value) and not value.isdigit() and not re.fullmatch(r"\d+e\d+", value):
        return value
    if _PLAIN.fullmatch(value) and value == value.strip() and _parsed(f"{{a: {value}}}") == {"a": value}:
        return value
    return json.dumps(value, ensure_ascii=False)


def with_passage(text: str, spot: Spot, passage: dict[str, str | int], *, replace: bool = False) -> str:
    """Return a file with a passage put into one of its records.

    Args:
        text: the file.
        spot: keys and list indexes from the top of the file to the record.
        passage: what to write.
        replace: whether it stands in for those that are there, rather than beside them.

    Raises:
        InputError: if the record is written in a way that this cannot change for certain; nothing is guessed.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    node = node_at(yaml.compose(plain, Loader=yaml.CSafeLoader), spot)
    lines = plain.split("\n")
    if not isinstance(node, yaml.MappingNode):
        raise _by_hand(passage)
    there = next((pair for pair in node.value if pair[0].value == "passage"), None)
    if there is None:
        (_into_flow if node.flow_style else _into_block)(lines, node, f"passage: {flow(passage)}")
    elif replace:
        _replace(lines, there[0], there[1], f" {flow(passage)}")
    else:
        _beside(lines, there[0], there[1], flow(passage))
    changed = "\n".join(lines)
    try:
        same = _parsed(changed) == _expected(_parsed(plain), spot, passage, replace=replace)
    except (yaml.YAMLError, ValueError):
        same = False
    if not same:
        raise _by_hand(passage)
    return mark + changed.replace("\n", ends)


def lines_of(text: str, spot: Spot) -> range:
    """Return the lines of a file, counted from 1, on which a record is written; none if it is not there."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    node = node_at(yaml.compose(plain, Loader=yaml.CSafeLoader), spot)
    if not isinstance(node, yaml.CollectionNode):
        return range(0)
    return range(node.start_mark.line + 1, end_of(plain.split("\n"), node) + 1)


def _parsed(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _by_hand(passage: dict[str, str | int]) -> InputError:
    return InputError(
        f"this record is written in a way that only you can change; put into it: passage: {flow(passage)}"
    )


def _expected(data: Any, spot: Spot, passage: dict[str, str | int], *, replace: bool) -> Any:
    """Return the data with the passage at this one place: what an alias repeats elsewhere must not change."""
    if spot and spot[0] == 0 and isinstance(data, dict):
        return _expected(data, spot[1:], passage, replace=replace)
    if spot:
        changed = copy.copy(data)
        changed[spot[0]] = _expected(data[spot[0]], spot[1:], passage, replace=replace)
        return changed
    before = [] if replace else data.get("passage", [])
    there = before if isinstance(before, list) else [before]
    return {**data, "passage": [*there, passage] if there else passage}


def _into_flow(lines: list[str], node: yaml.MappingNode, entry: str) -> None:
    row, column = node.end_mark.line, node.end_mark.column - 1
    before = lines[row][:column].rstrip()
    comma = "" if before.endswith(",") else ","
    lines[row] = f"{before}{comma} {entry}{lines[row][column:]}"


def _into_block(lines: list[str], node: yaml.MappingNode, entry: str) -> None:
    """Put an entry where it belongs in the order of keys, above whatever comes later and the comments of that."""
    order = order_of_keys("record")
    later = set(order[order.index("passage") + 1 :])
    column = node.value[0][0].start_mark.column
    at = end_of(lines, node)
    for (key, _), lead in zip(node.value, leads_of(lines, node), strict=True):
        if key.value in later and key is not node.value[0][0]:
            at = lead
            break
    lines.insert(at, " " * column + entry)


def _replace(lines: list[str], key: yaml.ScalarNode, value: yaml.Node, entry: str) -> None:
    row, column = key.end_mark.line, key.end_mark.column
    last, rest = _end(lines, value)
    lines[row : last + 1] = [lines[row][:column] + ":" + entry + rest]


def _beside(lines: list[str], key: yaml.ScalarNode, value: yaml.Node, entry: str) -> None:
    start, end = value.start_mark, value.end_mark
    inner = " " * (key.start_mark.column + 2)
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        row, column = end.line, end.column - 1
        lines[row] = f"{lines[row][:column].rstrip().removesuffix(',')}, {entry}{lines[row][column:]}"
    elif isinstance(value, yaml.SequenceNode):
        last, _ = _end(lines, value)
        lines.insert(last + 1, " " * start.column + "- " + entry)
    elif isinstance(value, yaml.MappingNode) and value.flow_style and start.line == end.line == key.start_mark.line:
        line = lines[start.line]
        lines[start.line : start.line + 1] = [
            line[: key.end_mark.column] + ":" + line[end.column :].rstrip(),
            f"{inner}- {line[start.column : end.column]}",
            f"{inner}- {entry}",
        ]
    elif isinstance(value, yaml.MappingNode) and not value.flow_style:
        last, _ = _end(lines, value)
        column = start.column
        lines[start.line] = " " * column + "- " + lines[start.line][column:]
        for row in range(start.line + 1, last + 1):
            lines[row] = "  " + lines[row]
        lines.insert(last + 1, " " * column + "- " + entry)


def _end(lines: list[str], value: yaml.Node) -> tuple[int, str]:
    """Return the last line of a value, and what stands behind the value in it."""
    if isinstance(value, yaml.CollectionNode) and not value.flow_style:
        return end_of(lines, value) - 1, ""
    return value.end_mark.line, lines[value.end_mark.line][value.end_mark.column :]
