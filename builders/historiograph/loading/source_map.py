"""Where a record stands: IRI -> file, line, column.

The walk over the records notes for each IRI its document and its path in it. Lines are looked up only when a
finding asks: the file is then composed once more by libyaml, which marks every node.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Position", "SourceMap"]

Step = str | int


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column are 1-based, 0 when unknown."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class SourceMap:
    """The places of all records of a dataset."""

    places: dict[str, tuple[Path, tuple[Step, ...]]] = field(default_factory=dict)
    _marks: dict[Path, Any] = field(default_factory=dict)

    def note(self, iri: str, file: Path, path: tuple[Step, ...]) -> None:
        """Remember where the record with this IRI (relative to the dataset) was first written."""
        self.places.setdefault(iri, (file, path))

    def locate(self, iri: str, keys: Iterable[str] = ()) -> Position:
        """Return where a record is written, or the first of `keys` that it has."""
        if (place := self.places.get(iri)) is None:
            return Position()
        file, path = place
        for key in keys:
            if (found := self.position(file, (*path, key), exact=True)).line:
                return found
        return self.position(file, path)

    def position(self, file: Path, path: tuple[Step, ...], *, exact: bool = False) -> Position:
        """Return where the value at `path` is written: at its key, if it has one.

        Args:
            file: the file.
            path: keys and list indexes from the top of the file.
            exact: whether to answer with line 0 rather than with the nearest enclosing place.
        """
        import yaml

        if file not in self._marks:
            try:
                text = file.read_bytes().decode("utf-8-sig")
                self._marks[file] = yaml.compose(text, Loader=yaml.CSafeLoader)
            except (OSError, ValueError, yaml.YAMLError):
                self._marks[file] = None
        node = self._marks[file]
        if node is None:
            return Position(str(file))
        mark = node.start_mark
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == step), None)
                if pair is None:
                    break
                mark, node = pair[0].start_mark, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            elif step == 0:
                continue  # a single record may stand where a list of records may
            else:
                break
        else:
            return Position(str(file), mark.line + 1, mark.column + 1)
        return Position(str(file), 0 if exact else mark.line + 1, 0 if exact else mark.column + 1)
