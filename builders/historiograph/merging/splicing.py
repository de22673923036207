"""Changes to a YAML file that leave every other line as it is: records and keys put in, replaced, taken out.

Places are paths of keys and list indexes, as in the text before any change; all changes are made at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import yaml

from historiograph.authoring.formatting import node_at
from historiograph.errors import InputError
from historiograph.merging.values import flow, folded

__all__ = ["Chunk", "Path", "Splice", "Step"]

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str
    depth: int
    """Of two insertions at one place, that into the inner collection comes first."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A record as it is written.

    Attributes:
        lines: from the margin on, the first beginning with a dash but for the comments above it.
        data: what they say.
        gap: whether a blank line stands above it.
    """

    lines: tuple[str, ...]
    data: Any
    gap: bool = False


class Splice:
    """A YAML file, or a part of one, to be changed."""

    def __init__(self, text: str, data: Any, name: str) -> None:
        """Take a text.

        Args:
            text: the YAML.
            data: what it says, as its own parser has read it.
            name: of the file, for messages.
        """
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.text += "" if self.text.endswith("\n") or not self.text else "\n"
        self.name = name
        self._data = data
        self._edits: list[_Edit] = []
        self._lines = self.text.split("\n")
        self._offsets = [0, *accumulate(len(line) + 1 for line in self._lines)]
        events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        self._has_aliases = any(isinstance(event, yaml.AliasEvent) for event in events)
        root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        self._root: yaml.Node = root if root is not None else yaml.MappingNode("tag:yaml.org,2002:map", [])

    # -- reading -----------------------------------------------------------------------------------------------------

    def data(self, path: Path) -> Any:
        """Return what stands at a path; None if there is nothing."""
        found = self._data
        for step in path:
            if step == 0 and isinstance(found, dict):
                continue  # a single record may stand where a list of records may
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def length(self, path: Path) -> int:
        """Return how many records the list at a path holds."""
        found = self.data(path)
        return len(found) if isinstance(found, list) else int(found is not None)

    def chunk(self, path: Path) -> Chunk:
        """Return a record of a list, with the comments right above it."""
        holder, node, data = self._node(path[:-1]), self._node(path), self.data(path)
        if node is None or not isinstance(holder, yaml.SequenceNode) or holder.flow_style or self._has_aliases:
            return Chunk(tuple(_written(data)), data)
        column = holder.start_mark.column
        lead = self._lead(node.start_mark.line, column)
        lines = self._lines[lead : self._last_line(node) + 1]
        gap = lead > 0 and not self._lines[lead - 1].strip()
        return Chunk(tuple(line[column:] if not line[:column].strip() else line.lstrip() for line in lines), data, gap)

    # -- changing ----------------------------------------------------------------------------------------------------

    def insert_records(self, path: Path, chunks: Sequence[tuple[int | None, Chunk]]) -> None:
        """Put records into the list at a path, which is made if it is missing.

        Args:
            path: of the list.
            chunks: each record with the index of the one behind which it comes, None for the end.
        """
        node = self._node(path)
        if node is None:
            self._insert_list(path, [chunk for _, chunk in chunks])
        elif not self._is_block(node):
            text = ", ".join(flow(chunk.data) for _, chunk in chunks)
            start, end = self._offset(node.start_mark), self._offset(node.end_mark)
            if isinstance(node, yaml.MappingNode):
                self._edit(start, start, "[", len(path))
                self._edit(end, end, f", {text}]", len(path))
            else:
                self._edit(end - 1, end - 1, f", {text}" if node.value else text, len(path))
        else:
            if isinstance(node, yaml.MappingNode):
                self._make_list(node)
            margin = node.start_mark.column
            for after, chunk in chunks:
                alone = isinstance(node, yaml.MappingNode)
                last = self._last_line(node if alone else node.value[-1 if after is None else after])
                at = self._offsets[last + 1]
                self._edit(at, at, ("\n" if chunk.gap else "") + _indented(chunk, margin), len(path))

    def _insert_list(self, path: Path, chunks: Sequence[Chunk]) -> None:
        holder, key = self._node(path[:-1]), str(path[-1])
        if not isinstance(holder, yaml.MappingNode):
            raise self._refusal()
        if self._is_block(holder):
            column = holder.value[0][0].start_mark.column if holder.value else 0
            block = "".join(
                ("\n" if chunk.gap and number else "") + _indented(chunk, column + 2)
                for number, chunk in enumerate(chunks)
            )
            above = "\n" if len(path) == 1 and holder.value else ""
            at = self._offsets[self._last_line(holder) + 1] if holder.value else len(self.text)
            self._edit(at, at, f"{above}{' ' * column}{key}:\n{block}", len(path) - 1)
        else:
            self.insert_key(path[:-1], key, [chunk.data for chunk in chunks])

    def insert_key(self, path: Path, key: str, value: Any) -> None:
        """Put a key into the mapping at a path, with its value as data."""
        node = self._node(path)
        if not isinstance(node, yaml.MappingNode):
            raise self._refusal()
        if self._is_block(node) and node.value:
            column = node.value[0][0].start_mark.column
            at = self._offsets[self._last_line(node) + 1]
            self._edit(at, at, f"{' ' * column}{flow(key)}: {self._block(value, column)}\n", len(path))
        else:
            end = self._offset(node.end_mark) - 1
            text = _pair(key, value)
            self._edit(end, end, f", {text}" if node.value else text, len(path))

    def replace(self, path: Path, value: Any) -> None:
        """Put data in the place of the value at a path, whose last step is a key."""
        holder = self._node(path[:-1])
        pair = next((one for one in getattr(holder, "value", ()) if one[0].value == path[-1]), None)
        if pair is None or not isinstance(holder, yaml.MappingNode):
            raise self._refusal()
        key, node = pair
        start = self.text.index(":", self._offset(key.end_mark)) + 1
        if self._is_block(node):
            last = self._last_line(node)
            end = self._offsets[last] + len(self._lines[last])
        else:
            end = max(start, self._offset(node.end_mark))
        text = self._block(value, key.start_mark.column)
        if holder.flow_style:
            text = _pair(key.value, value).partition(": ")[2]
        self._edit(start, end, f" {text}", len(path))

    def remove_key(self, path: Path) -> None:
        """Take a key out of a mapping, with the comments right above it."""
        holder = self._node(path[:-1])
        keys = [key.value for key, _ in getattr(holder, "value", ())]
        if not isinstance(holder, yaml.MappingNode) or path[-1] not in keys:
            raise self._refusal()
        if len(keys) == 1 and path[:-1]:
            raise self._refusal()
        place = keys.index(path[-1])
        key, node = holder.value[place]
        if holder.flow_style:
            if place:
                start, end = holder.value[place - 1][1].end_mark, node.end_mark
            else:
                start, end = key.start_mark, holder.value[1][0].start_mark
            self._edit(self._offset(start), self._offset(end), "", len(path))
            return
        first, last = key.start_mark.line, max(key.end_mark.line, self._last_line(node))
        column = key.start_mark.column
        start = self._offsets[self._lead(first, column)]
        if self._lines[first][:column].strip():  # the dash of its record stands before it
            after = holder.value[1][0].start_mark
            self._edit(self._offset(key.start_mark), self._offset(after), "", len(path))
        else:
            self._edit(start, self._offsets[last + 1], "", len(path))

    def remove_records(self, path: Path, indexes: Sequence[int]) -> None:
        """Take records out of the list at a path, with the comments right above them; and the key of an empty list."""
        node = self._node(path)
        if node is None:
            raise self._refusal()
        if len(set(indexes)) == self.length(path):
            self.remove_key(path)
            return
        if not self._is_block(node):
            left = [one for place, one in enumerate(self.data(path)) if place not in indexes]
            self.replace(path, left)
            return
        for index in sorted(set(indexes)):
            item = node.value[index]
            lead = self._lead(item.start_mark.line, node.start_mark.column)
            last = self._last_line(item)
            if lead and not self._lines[lead - 1].strip():
                lead -= 1
            self._edit(self._offsets[lead], self._offsets[last + 1], "", len(path))

    def result(self) -> str:
        """Return the text with all changes made.

        Raises:
            InputError: if they cannot be made in this text.
        """
        if not self._edits:
            return self.text
        if self._has_aliases:
            raise self._refusal()
        ordered = sorted(enumerate(self._edits), key=lambda one: (one[1].start, -one[1].depth, one[0]))
        text, at = [], 0
        for _, edit in ordered:
            if edit.start < at:
                if edit.end <= at and not edit.text:
                    continue  # within what is taken out anyway
                raise self._refusal()
            text += [self.text[at : edit.start], edit.text]
            at = edit.end
        return "".join(text) + self.text[at:]

    # -- where things are --------------------------------------------------------------------------------------------

    def _node(self, path: Path) -> yaml.Node | None:
        return node_at(self._root, path)

    def _offset(self, mark: yaml.Mark) -> int:
        return min(self._offsets[mark.line] + mark.column, len(self.text))

    def _is_block(self, node: yaml.Node) -> bool:
        if isinstance(node, yaml.ScalarNode):
            return node.style in ("|", ">")
        return isinstance(node, yaml.CollectionNode) and not node.flow_style

    def _last_line(self, node: yaml.Node) -> int:
        """Return the last line on which a node stands; comments below it are not its own."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            key, value = node.value[-1]
            return max(int(key.end_mark.line), self._last_line(value))
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self._last_line(node.value[-1])
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            last = int(node.end_mark.line) - (1 if node.end_mark.column == 0 else 0)
            last = min(last, len(self._lines) - 1)
            margin = self._margin(int(node.start_mark.line))
            while last > node.start_mark.line and self._margin(last) <= margin:
                last -= 1
            return last
        return int(node.end_mark.line)

    def _margin(self, line: int) -> int:
        text = self._lines[line]
        return len(text) - len(text.lstrip(" ")) if text.strip() else -1

    def _lead(self, first: int, column: int) -> int:
        """Return the first of the lines of comment that stand right above a line, as far to the right."""
        while first and self._lines[first - 1].startswith(" " * column + "#"):
            first -= 1
        return first

    def _make_list(self, node: yaml.MappingNode) -> None:
        """Turn a record that stands where a list may into a list of one."""
        for line in range(node.start_mark.line, self._last_line(node) + 1):
            at = self._offsets[line] + (node.start_mark.column if line == node.start_mark.line else 0)
            self._edit(at, at, "- " if line == node.start_mark.line else "  ", 99)

    def _block(self, value: Any, column: int) -> str:
        if isinstance(value, list) and len(value) > 1 and all(isinstance(one, dict) for one in value):
            return "".join(f"\n{' ' * (column + 2)}- {flow(one)}" for one in value)
        return folded(value, column + 2)

    def _edit(self, start: int, end: int, text: str, depth: int) -> None:
        self._edits.append(_Edit(start, end, text, depth))

    def _refusal(self) -> InputError:
        why = "its anchors and aliases stand in the way; write them out" if self._has_aliases else "lay it out plainly"
        return InputError(f"{self.name}: cannot be merged as it is written: {why}, one key a line, and merge again")


def _pair(key: str, value: Any) -> str:
    """Return a key and its value as they stand in a flow mapping, where a comma needs quotation marks."""
    return flow({key: value})[1:-1]


def _indented(chunk: Chunk, column: int) -> str:
    return "".join(f"{' ' * column}{line}".rstrip(" ") + "\n" for line in chunk.lines)


def _written(data: Any) -> list[str]:
    """Return data as the lines of a list's item."""
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=float("inf"), default_flow_style=None)
    lines = text.removesuffix("\n").split("\n")
    return [("- " if not number else "  ") + line for number, line in enumerate(lines)]
