"""What is written where: the files of A with what B adds, beside them what B has in files of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from historiograph.authoring.formatting import formatted
from historiograph.editions.records import PASSAGE, Record
from historiograph.loading.documents import parsed
from historiograph.loading.format import Format
from historiograph.loading.keys import DEFAULTS
from historiograph.loading.records import FILLED_BY_REPORTER, SHOWN
from historiograph.loading.sections import FINGERPRINTS, SECTION_OF_NESTED_KEY, SECTIONS
from historiograph.merging.joining import Joined
from historiograph.merging.sides import Side
from historiograph.merging.splicing import Chunk, Splice
from historiograph.merging.splicing import Path as Steps
from historiograph.merging.values import passage_data, value_data
from historiograph.merging.vocabulary import Vocabulary
from historiograph.vocabulary import as_own_files

__all__ = ["merged_files"]

_BACK = {"stances": "onClaim", "editions": "realizationOf", "divisions": "divisionOf", "identifications": "identifies"}
"""Key that holds records inside a record -> the key by which they would name it themselves."""


def merged_files(a: Side, b: Side, joined: Joined, vocabulary: Vocabulary) -> dict[Path, str]:
    """Return path -> content of every YAML file of the merged folder.

    Raises:
        InputError: if a file is written in a way that cannot be changed line by line.
    """
    return _Files(a, b, joined, vocabulary).texts()


@dataclass
class _Files:
    a: Side
    b: Side
    joined: Joined
    vocabulary: Vocabulary
    _splices: dict[Path, Splice] = field(default_factory=dict)
    _new: dict[Path, str] = field(default_factory=dict)

    def texts(self) -> dict[Path, str]:
        self._change_records()
        self._remove_records()
        self._add_records()
        self._header()
        self._fingerprints()
        found: dict[Path, str] = {}
        for file in self.a.documents:
            text = (self.a.folder / file).read_text("utf-8-sig")
            if file in self._splices:
                changed = self._splices[file].result()
                if changed != self._splices[file].text:
                    text = formatted(changed, str(file), as_own_files(self.vocabulary.files))
            if _says_something(text):
                found[file] = text
        return found | self._new

    @property
    def _form(self) -> Format:
        return self.vocabulary.known.form

    # -- which records -----------------------------------------------------------------------------------------------

    @cached_property
    def _moved(self) -> set[str]:
        """Records that B has inside another record than A, or in another section since they are of another class."""
        found = set()
        for name, record in self.a.edition.records.items():
            kept, place = self.joined.records.get(name), self.a.place(name)
            if kept is None or place is None:
                continue
            if place[1][0] not in SECTIONS and kept.values.get("type") != record.values.get("type"):
                found.add(name)
            if len(place[1]) > 2 and record.kind != PASSAGE:
                back = _BACK.get(str(place[1][-2]))
                if back and kept.values.get(back) != record.values.get(back):
                    found.add(name)
        return found

    @cached_property
    def _added(self) -> set[str]:
        """Records that come from B's files."""
        ours = self.a.edition.records
        return self._moved | {
            name for name, one in self.joined.records.items() if name not in ours and one.kind != PASSAGE
        }

    @cached_property
    def _removed(self) -> set[str]:
        gone = {name for name in self.a.edition.records if name not in self.joined.records}
        return self._moved | {name for name in gone if self.a.edition.records[name].kind != PASSAGE}

    # -- A's own records ---------------------------------------------------------------------------------------------

    def _change_records(self) -> None:
        for name, before in self.a.edition.records.items():
            after = self.joined.records.get(name)
            if after is None or name in self._moved or after.values == before.values:
                continue
            place = self.a.place(name)
            if place is not None:
                for key in sorted(before.values.keys() | after.values.keys()):
                    if before.values.get(key) != after.values.get(key):
                        self._change(*place, key, after)

    def _change(self, file: Path, path: Steps, key: str, after: Record) -> None:
        raw = self._splice(file).data(path)
        elsewhere = self.b.place(after.id)
        theirs = _at(self.b.documents[elsewhere[0]], elsewhere[1]) if elsewhere else {}
        if key in SECTION_OF_NESTED_KEY or (key in SHOWN and key not in raw and key not in theirs):
            return  # comes and goes with records of its own
        values = after.values.get(key, ())
        data: Any = None
        if values and key == "passage":
            source = _source_at(self.a, file, path)
            data = [passage_data(self.joined.records[one.text], source) for one in sorted(values)]
            data = data[0] if len(data) == 1 else data
        elif values:
            data = value_data(key, values, self.a.dataset.header.language, self.joined.records, self._form)
        splice = self._splice(file)
        if isinstance(data, list) and key in raw:  # what A has stays in A's order
            written = raw[key] if isinstance(raw[key], list) else [raw[key]]
            data.sort(key=lambda one: written.index(one) if one in written else len(written))
        if data is None:
            splice.remove_key((*path, key))
        elif key in raw:
            splice.replace((*path, key), data)
        else:
            splice.insert_key(path, key, data)

    def _remove_records(self) -> None:
        gone = self._removed
        lists: dict[tuple[Path, Steps], list[int]] = defaultdict(list)
        for name in sorted(gone):
            if (place := self.a.place(name)) is not None and not _inside(place, gone, self._ids_of_a):
                lists[place[0], place[1][:-1]].append(int(place[1][-1]))
        for (file, path), indexes in lists.items():
            self._splice(file).remove_records(path, indexes)

    # -- B's records -------------------------------------------------------------------------------------------------

    def _add_records(self) -> None:
        lists: dict[tuple[Path, Steps], list[tuple[int | None, Chunk]]] = defaultdict(list)
        alone: dict[Path, set[str]] = defaultdict(set)
        before: dict[tuple[Path, Steps], tuple[Path, Steps]] = {}
        for name, (file, path) in _in_order(self.b):
            known = self.a.place(name)
            if name not in self._added and name not in self._removed and known is not None:
                before[file, path[:-1]] = known
            if name not in self._added or _inside((file, path), self._added, self._ids_of_b):
                continue
            if len(path) > 2:
                parent = self._ids_of_b[file, path[:-2]]
                home = self.a.place(parent)
                assert home is not None  # noqa: S101 - what is not added with its parent has a parent in A
                into, target = home[0], (*home[1], path[-2])
            elif file in self.a.documents and self.a.defaults(file) == self.b.defaults(file):
                into, target = file, path[:-1]
            else:
                alone[file].add(name)
                continue
            place, above = before.get((file, path[:-1]), (into, ()))
            behind = int(above[-1]) if (place, above[:-1]) == (into, target) else None
            lists[into, target].append((behind, self._chunk(file, path, into, target)))
        for (into, target), chunks in lists.items():
            self._splice(into).insert_records(target, chunks)
        self._write_new(alone)

    @cached_property
    def _ids_of_a(self) -> Mapping[tuple[Path, Steps], str]:
        return {place: name for name, place in _in_order(self.a)}

    @cached_property
    def _ids_of_b(self) -> Mapping[tuple[Path, Steps], str]:
        return {place: name for name, place in _in_order(self.b)}

    def _chunk(self, file: Path, path: Steps, into: Path, target: Steps) -> Chunk:
        """Return a record of B as it is to stand in a file of A: by itself if that gives other defaults."""
        chunk = self._b_splice(file).chunk(path)
        part = Splice("\n".join(chunk.lines), [chunk.data], str(self.b.folder / file))
        self._leave_out(part, file, path, (0,))
        theirs, ours = self.b.defaults(file), self.a.defaults(into)
        source = _source_at(self.b, file, path[:-1])
        if source and source != _source_at(self.a, into, target) and "source" not in chunk.data:
            part.insert_key((0,), "source", source)
        if (reporter := theirs.get("reporter")) is not None and reporter != ours.get("reporter"):
            section = SECTION_OF_NESTED_KEY[str(path[-2])] if len(path) > 2 else self._form.sections[str(path[0])]
            _name_reporter(part, (0,), chunk.data, section.types[0], reporter)
        text = part.result()
        if text == part.text:
            return chunk
        return Chunk(tuple(text.removesuffix("\n").split("\n")), parsed(text)[0], chunk.gap)

    def _leave_out(self, part: Splice, file: Path, path: Steps, here: Steps) -> None:
        """Take out of a record of B the records inside it that come from elsewhere, or from nowhere."""
        for key in SECTION_OF_NESTED_KEY:
            number = part.length((*here, key))
            others = [
                index for index in range(number) if self._ids_of_b.get((file, (*path, key, index))) not in self._added
            ]
            if others:
                part.remove_records((*here, key), others)
            for index in range(number):
                if index not in others:
                    self._leave_out(part, file, (*path, key, index), (*here, key, index))

    def _write_new(self, alone: Mapping[Path, set[str]]) -> None:
        """Write the files of B that have no place among A's, with those records alone that they add."""
        for file, data in self.b.documents.items():
            fresh = FINGERPRINTS in data and str(data.get("source", "")) not in self.a.fingerprints
            fresh = fresh and bool(self.joined.fingerprints.get(str(data.get("source", ""))))
            if not alone.get(file) and not fresh:
                continue
            splice = Splice((self.b.folder / file).read_text("utf-8-sig"), data, str(self.b.folder / file))
            for key in data:
                if key == "dataset" or (key == FINGERPRINTS and not fresh):
                    splice.remove_key((key,))
                elif key in self._form.sections:
                    number = splice.length((key,))
                    others = [
                        index
                        for index in range(number)
                        if self._ids_of_b.get((file, (key, index))) not in alone.get(file, ())
                    ]
                    if others:
                        splice.remove_records((key,), others)
                    for index in range(number):
                        if index not in others:
                            self._leave_out(splice, file, (key, index), (key, index))
            self._new[self._free(file)] = splice.result()

    def _free(self, file: Path) -> Path:
        """Return the path of a new file: its own, or one with a number if A has a file there."""
        taken, number, free = {*self.a.files(), *self._new}, 2, file
        while free in taken:
            free, number = file.with_stem(f"{file.stem}-{number}"), number + 1
        return free

    # -- what is no record -------------------------------------------------------------------------------------------

    def _header(self) -> None:
        file = next(file for file, data in self.a.documents.items() if "dataset" in data)
        self._texts(file, ("dataset",), self.a.header, self.joined.header)

    def _fingerprints(self) -> None:
        for source, ours in self.a.fingerprints.items():
            file = next(
                file
                for file, data in self.a.documents.items()
                if FINGERPRINTS in data and str(data.get("source", "")) == source
            )
            self._texts(file, (FINGERPRINTS,), ours, self.joined.fingerprints.get(source, {}))

    def _texts(self, file: Path, path: Steps, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) == after.get(key):
                continue
            if key not in after:
                self._splice(file).remove_key((*path, key))
            elif key in before:
                self._splice(file).replace((*path, key), after[key])
            else:
                self._splice(file).insert_key(path, key, after[key])

    def _splice(self, file: Path) -> Splice:
        if file not in self._splices:
            path = self.a.folder / file
            self._splices[file] = Splice(path.read_text("utf-8-sig"), self.a.documents[file], str(path))
        return self._splices[file]

    @cached_property
    def _b_splices(self) -> dict[Path, Splice]:
        return {}

    def _b_splice(self, file: Path) -> Splice:
        if file not in self._b_splices:
            path = self.b.folder / file
            self._b_splices[file] = Splice(path.read_text("utf-8-sig"), self.b.documents[file], str(path))
        return self._b_splices[file]


def _in_order(side: Side) -> list[tuple[str, tuple[Path, Steps]]]:
    """Return id and place of every record but the passages, in the order in which they are written."""
    found = [(name, place) for name in side.edition.records if (place := side.place(name)) is not None]
    kinds = {name: one.kind for name, one in side.edition.records.items()}
    records = [(name, place) for name, place in found if kinds[name] != PASSAGE]
    return sorted(records, key=lambda one: (one[1][0], [str(step).zfill(9) for step in one[1][1]]))


def _inside(place: tuple[Path, Steps], names: set[str], ids: Mapping[tuple[Path, Steps], str]) -> bool:
    """Return whether a record stands inside one of some others."""
    file, path = place
    return any(ids.get((file, path[:depth])) in names for depth in range(2, len(path), 2))


def _at(data: Any, path: Steps) -> Any:
    for step in path:
        if not (step == 0 and isinstance(data, dict)):
            data = data[step]
    return data


def _source_at(side: Side, file: Path, path: Steps) -> str | None:
    """Return the text that passages mean which do not say, in a record or list at a path."""
    found = side.defaults(file).get("source")
    data: Any = side.documents[file]
    for step in path:
        if step == 0 and isinstance(data, dict):
            continue
        data = _at(data, (step,)) if isinstance(data, list) or step in data else {}
        if isinstance(data, dict) and data.get("source"):
            found = str(data["source"])
    return found


def _name_reporter(part: Splice, path: Steps, data: Any, kind: str, reporter: str) -> None:
    """Let a record and those inside it say who reports them, where they left it to their file."""
    filled = FILLED_BY_REPORTER.get(kind)
    if filled is not None and filled not in data and "reporter" not in data:
        part.insert_key(path, filled, reporter)
    for key, section in SECTION_OF_NESTED_KEY.items():
        nested = data.get(key, ())
        for index, one in enumerate([nested] if isinstance(nested, dict) else nested):
            _name_reporter(part, (*path, key, index), one, section.types[0], reporter)


def _says_something(text: str) -> bool:
    """Return whether a file still has a section, and not only the defaults for records that are gone."""
    data = parsed(text)
    return isinstance(data, dict) and any(key not in DEFAULTS for key in data)
