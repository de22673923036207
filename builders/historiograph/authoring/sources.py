"""What the YAML files of a dataset say of its source texts, and where the records that take passages are written.

Read off the files themselves and not off the graph: while passages are still missing, a dataset does not conform.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from historiograph.errors import DataError, InputError, NotFoundError
from historiograph.loading.documents import Document, read_document
from historiograph.loading.files import YAML_SUFFIXES, dataset_files
from historiograph.loading.sections import SECTIONS
from historiograph.texts import Division

__all__ = ["Declared", "Sources", "Written"]

KeyPath = tuple[str | int, ...]
_WITH_PASSAGES = frozenset(one.kind for one in SECTIONS.values() if one.from_source) - {"claim"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A source text as declared.

    Attributes:
        id: its slug.
        identifier: name of its file.
        sha256: digest of the copy that passages point into.
        divisions: its titled sections.
    """

    id: str
    identifier: str
    sha256: str
    divisions: tuple[Division, ...]


class Written(NamedTuple):
    """A record that takes passages.

    Attributes:
        name: what a message calls it.
        file: where it is written.
        path: keys and list indexes from the top of the file to it.
        id: its slug, if it says one.
        holder: whose stance it is, if it is one.
        source: the source text that its passages have by default.
        has_passage: whether it has one.
    """

    name: str
    file: Path
    path: KeyPath
    id: str
    holder: str
    source: str
    has_passage: bool


class Sources:
    """The YAML files of a dataset, read once."""

    def __init__(self, places: Sequence[Path]) -> None:
        """Read them.

        Raises:
            InputError: if a place is missing or holds nothing to load.
            DataError: if a file is no YAML, with its line.
        """
        read = [read_document(file) for file in dataset_files(places) if file.suffix in YAML_SUFFIXES]
        if faults := [one for one in read if not isinstance(one, Document)]:
            raise DataError(faults)
        self._documents = [one for one in read if isinstance(one, Document)]

    def texts(self) -> list[Declared]:
        """Return the source texts, in the order of files."""
        return [
            Declared(
                str(record.get("id", "")),
                str(record.get("identifier", "")),
                str(record.get("sourceDigest", "")),
                tuple(_divisions(record)),
            )
            for document in self._documents
            for _, record in _records(document.data.get("sourceTexts"))
        ]

    def counts_paragraphs(self, source: str) -> bool:
        """Say whether passages of a text give their paragraph; where there are none yet, they do."""
        given = [
            "paragraph" in passage
            for document in self._documents
            for passage in _passages(document.data, str(document.data.get("source", "")), source)
        ]
        return any(given) or not given

    def fingerprint_files(self, source: str) -> list[Path]:
        """Return the files that hold the fingerprints of a text."""
        return [one.path for one in self._documents if "fingerprints" in one.data and one.data.get("source") == source]

    def stances(self, claim: str) -> list[Written]:
        """Return the stances on a claim.

        Args:
            claim: its id, or the last part of its IRI, or its label.

        Raises:
            NotFoundError: if there is no such claim, with the nearest.
        """
        claims = list(self._claims())
        wanted = claim.rpartition("/")[2]
        ids = {str(record.get("id", "")) for *_, record in claims}
        if wanted not in ids:
            labelled = [str(record["id"]) for *_, record in claims if "id" in record and record.get("label") == claim]
            if len(labelled) != 1:
                raise NotFoundError("claim", claim, ids)
            wanted = labelled[0]
        name = f"on '{wanted}'"
        found = [
            _written(document, name, (*path, "stances", index), stance)
            for document, path, record in claims
            if record.get("id") == wanted
            for index, stance in _records(record.get("stances"))
        ]
        return found + [
            _written(document, name, ("stances", index), stance)
            for document in self._documents
            for index, stance in _records(document.data.get("stances"))
            if stance.get("onClaim") == wanted
        ]

    def record(self, name: str, places: Mapping[str, tuple[Path, KeyPath]]) -> Written:
        """Return a step of argument, a stance, a membership, a name of a school or a reference.

        Args:
            name: its slug, as findings give it; with its kind before it where two kinds have it (`move/ID`).
            places: where the records of the dataset stand, as its source map has it.

        Raises:
            NotFoundError: if there is no such record that takes passages.
            InputError: if there are several.
        """
        known = {iri for iri in places if iri.partition("/")[0] in _WITH_PASSAGES}
        found = sorted(iri for iri in known if name in (iri, iri.partition("/")[2]))
        if not found:
            raise NotFoundError("record with passages", name, {iri.partition("/")[2] for iri in known})
        if len(found) > 1:
            raise InputError(f"several records are called '{name}'; say which: {', '.join(found)}")
        file, path = places[found[0]]
        document = next(one for one in self._documents if one.path == file)
        record: Any = document.data
        for step in path:
            record = record if step == 0 and isinstance(record, dict) else record[step]
        return _written(document, f"'{found[0]}'", path, record)

    def _claims(self) -> Iterator[tuple[Document, KeyPath, dict[str, Any]]]:
        for document in self._documents:
            for section in ("claims", "estimates", "analogies"):
                for index, record in _records(document.data.get(section)):
                    yield document, (section, index), record


def _written(document: Document, name: str, path: KeyPath, record: dict[str, Any]) -> Written:
    source = str(record.get("source") or document.data.get("source") or "")
    holder, slug = str(record.get("holder", "")), str(record.get("id", ""))
    return Written(name, document.path, path, slug, holder, source, "passage" in record)


def _records(value: Any) -> list[tuple[int, dict[str, Any]]]:
    listed = value if isinstance(value, list) else [value]
    return [(index, record) for index, record in enumerate(listed) if isinstance(record, dict)]


def _divisions(record: dict[str, Any]) -> Iterator[Division]:
    for _, division in _records(record.get("divisions")):
        label, start, end = (division.get(key) for key in ("label", "start", "end"))
        if isinstance(label, dict):
            label = next(iter(label.values()), None)
        if isinstance(label, str) and isinstance(start, int) and isinstance(end, int):
            yield Division(label, start, end)


def _passages(value: Any, default: str, source: str) -> Iterator[dict[str, Any]]:
    """Yield the passages of a text, in whatever records they are."""
    if isinstance(value, list):
        for one in value:
            yield from _passages(one, default, source)
    elif isinstance(value, dict):
        default = str(value.get("source") or default)
        for key, inner in value.items():
            if key == "passage":
                yield from (one for _, one in _records(inner) if str(one.get("source") or default) == source)
            else:
                yield from _passages(inner, default, source)
