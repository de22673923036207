"""What each of the two folders holds that are to be merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from historiograph.editions.records import DATASET, PASSAGE, Edition, edition_of
from historiograph.editions.terms import TERM_KINDS
from historiograph.errors import InputError
from historiograph.loading import Dataset, load_dataset
from historiograph.loading.documents import Document, read_document
from historiograph.loading.files import YAML_SUFFIXES, dataset_files
from historiograph.loading.sections import FINGERPRINTS
from historiograph.places import places_of

__all__ = ["HEADER_FILE", "Preference", "Side", "read_side"]

HEADER_FILE = "dataset.yaml"
Preference = Literal["A", "B"] | None
_PASSED_OVER = frozenset({".git", ".hg", ".svn", "__pycache__"})


@dataclass
class Side:
    """One folder.

    Attributes:
        name: "A", "B" or, for the edition that both began with, "base".
        folder: where it lies.
        dataset: as loaded; without violation.
        edition: its records, passages among them, without what is in `header` and `fingerprints` and own terms.
        documents: path below the folder -> content, for every YAML file that was loaded.
        header: what the dataset says of itself, as text.
        fingerprints: id of a source text -> `start-end` of a passage -> its fingerprint.
    """

    name: str
    folder: Path
    dataset: Dataset
    edition: Edition
    documents: dict[Path, dict[str, Any]]
    header: dict[str, str]
    fingerprints: dict[str, dict[str, str]]

    def files(self) -> list[Path]:
        """Return every file of the folder, relative to it, but for what a version control keeps there."""
        return sorted(
            file.relative_to(self.folder)
            for file in self.folder.rglob("*")
            if file.is_file() and not _PASSED_OVER.intersection(file.relative_to(self.folder).parts)
        )

    def own_files(self) -> dict[Path, Path]:
        """Return the files of its own words, shapes, rules, questions and views: path below the folder -> path."""
        return self.dataset.own.by_name()

    def where_declared(self, iri: str, file: Path) -> tuple[str, int]:
        """Return file and line where a term is declared, line 0 if it is no term."""
        at, line = self.dataset.ontology.lines.get(iri, (str(file), 0))
        return at, line

    def place(self, record: str) -> tuple[Path, tuple[str | int, ...]] | None:
        """Return the file of a record, relative to the folder, and its path in it."""
        found = self.dataset.source_map.places.get(record)
        return None if found is None else (found[0].relative_to(self.folder), found[1])

    def where(self, record: str, key: str = "") -> str:
        """Return where a key of a record is written, as `file:line`."""
        at = self.dataset.locate(record, (key,) if key else ())
        return f"{at.file}:{at.line}" if at.line else at.file or str(self.folder)

    def where_described(self, key: str) -> str:
        """Return where the dataset's own record says something, as `file:line`."""
        file = next(self.folder / file for file, data in self.documents.items() if "dataset" in data)
        at = self.dataset.source_map.position(file, ("dataset", key))
        return f"{at.file}:{at.line}"

    def defaults(self, file: Path) -> dict[str, str]:
        """Return reporter and source that a file gives its records."""
        return {key: str(self.documents[file][key]) for key in ("reporter", "source") if self.documents[file].get(key)}


def read_side(folder: str | Path, name: str) -> Side:
    """Read one of the folders.

    Raises:
        InputError: if it is no folder, or holds RDF, which has no lines to be merged.
        DataError: if it does not load, with every finding.
    """
    (place,) = places_of(folder)
    if not place.is_dir():
        why = "is a file" if place.exists() else "no such folder"
        raise InputError(f"{place}: {why}; merge takes two dataset folders")
    files = dataset_files([place])
    rdf = [file for file in files if file.suffix not in YAML_SUFFIXES]
    if rdf:
        raise InputError(
            f"{rdf[0]}: is RDF; merge puts YAML files together. Move it out of the folder (RDF needs no merging:"
            " `--data` may be given twice), or the build that it belongs to"
        )
    dataset = load_dataset([place])
    dataset.raise_violations()
    edition = edition_of(dataset.quads, dataset.header, str(folder))
    edition.records = {key: one for key, one in edition.records.items() if one.kind not in ("", DATASET, *TERM_KINDS)}
    for record in edition.records.values():
        if record.kind == PASSAGE:
            record.values.pop("fingerprint", None)
    documents = {
        document.path.relative_to(place): document.data
        for document in map(read_document, files)
        if isinstance(document, Document)
    }
    header: dict[str, Any] = next((one["dataset"] for one in documents.values() if "dataset" in one), {})
    fingerprints: dict[str, dict[str, str]] = {}
    for document in documents.values():
        if FINGERPRINTS in document:
            fingerprints.setdefault(str(document.get("source", "")), {}).update(document[FINGERPRINTS])
    return Side(
        name,
        place,
        dataset,
        edition,
        documents,
        {key: str(value) for key, value in header.items()},
        fingerprints,
    )
