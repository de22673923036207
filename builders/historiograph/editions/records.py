"""What an edition says, record by record, under the keys that authors write; a passage is a record like others.

Ids are the IRIs without the base of their dataset (`claim/no-master-plan`), so that two editions can be compared whose
addresses differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from historiograph.authoring.rules import words
from historiograph.dataset_header import DatasetHeader
from historiograph.editions.terms import name_own
from historiograph.loading.dataset import no_collection
from historiograph.loading.keys import keys
from historiograph.loading.sections import SECTIONS
from historiograph.namespaces import HG, RDF_TYPE, local_name, prefixes
from historiograph.vocabulary.files import FOLDER

__all__ = ["DATASET", "PASSAGE", "Edition", "Record", "Value", "edition_of", "file_records", "read_edition"]

PASSAGE = "Passage"
DATASET = "Dataset"
_CLASSES = (
    *dict.fromkeys(name for section in SECTIONS.values() for name in section.types if name != "Claim"),
    *("Claim", PASSAGE, DATASET),
)
"""In this order the first class that a record has is what it is called by; an estimate is a claim, too."""
_FILLED_IN = frozenset({"earliestYear", "latestYear", "uriSpace"})
"""What the loader works out from other keys; a change of it would be told twice."""
_NAMES = ("label", "name", "title", "literalForm", "gist")
_DECIMALS = frozenset({"pointValue", "lowerBound", "upperBound"})
_DECIMAL = ox.NamedNode(prefixes()["xsd"] + "decimal")


class Value(NamedTuple):
    """One value of a key: the id of a record, another IRI, or a text with its language."""

    text: str
    language: str = ""
    is_iri: bool = False


@dataclass(slots=True)
class Record:
    """A record of an edition.

    Attributes:
        id: its IRI without the dataset's base.
        types: local names of its classes among ours; others are values of `type`.
        values: key -> its values.
        own: what the dataset's own words make of it: the most special of its own classes, or for an own term, or a
            file of its own, one of the names in `KINDS`; "" if nothing.
    """

    id: str
    types: set[str] = field(default_factory=set)
    values: dict[str, set[Value]] = field(default_factory=dict)
    own: str = ""

    @property
    def kind(self) -> str:
        """The class of ours that it is treated by, else what it is to the dataset; "" if it is nothing to either."""
        return next((name for name in _CLASSES if name in self.types), self.own)

    @property
    def class_name(self) -> str:
        """The class that it is called by: the dataset's own if it has one."""
        return self.own or self.kind

    def all(self, key: str) -> list[Value]:
        """Return the values of a key, English first, then by language and text."""
        return sorted(self.values.get(key, ()), key=lambda one: (not one.language.startswith("en"), one))

    def one(self, key: str) -> str:
        """Return the text of the first value of a key, or ""."""
        return next((value.text for value in self.all(key)), "")

    @property
    def label(self) -> str:
        """Its name for readers, "" if it has none."""
        return next((text for key in _NAMES if (text := self.one(key))), "")


@dataclass(slots=True)
class Edition:
    """A dataset at one moment.

    Attributes:
        header: its name, base IRI, title and language.
        records: by id; own terms and files are among them.
        place: where it was read from.
        terms: local name of each own term -> its record.
        is_folder: whether it was read from a folder, which has files of its own besides records.
    """

    header: DatasetHeader
    records: dict[str, Record]
    place: str = ""
    terms: Mapping[str, Record] = field(default_factory=dict)
    is_folder: bool = False

    def called(self, name: str) -> str:
        """Return the name of a record, or what its id ends in."""
        record = self.records.get(name) or self.term(name)
        return (record.label if record else "") or local_name(name)

    def term(self, name: str) -> Record | None:
        """Return the own term of this id."""
        found = self.terms.get(local_name(name))
        return found if found is not None and found.id == name else None


def read_edition(where: str | Path) -> Edition:
    """Read an edition from all that `--data` takes: a folder, RDF, the name of a bundled dataset, a store, an endpoint.

    Raises:
        InputError: if it is missing, unreadable or holds nothing.
        DataError: if the files do not make a dataset, with every finding.
    """
    from historiograph.places import places_of
    from historiograph.store import is_address
    from historiograph.store.folder import is_store

    if is_address(where) or is_store(Path(where)):
        from historiograph.graph import load

        kg = load(where)
        return edition_of(kg.authored, kg.header, str(where))
    from historiograph.loading import load_dataset

    dataset = load_dataset(places_of(where))
    dataset.raise_violations()
    edition = edition_of(dataset.quads, dataset.header, str(where))
    edition.is_folder = any(place.is_dir() for place in places_of(where))
    edition.records |= file_records(dataset.own.by_name())
    return edition


def file_records(files: Mapping[Path, Path]) -> dict[str, Record]:
    """Return own shapes, lints, rules, questions and views, each file a record with its text.

    Args:
        files: path below the dataset's folder -> where the file lies; those of terms are passed over.
    """
    found = {}
    for name, file in files.items():
        if (folder := name.parent.as_posix()) != FOLDER:
            content = Value("\n".join(file.read_text("utf-8-sig", "replace").splitlines()))
            found[name.as_posix()] = Record(name.as_posix(), values={"content": {content}}, own=folder)
    return found


def edition_of(quads: Iterable[ox.Quad], header: DatasetHeader, place: str = "") -> Edition:
    """Return the edition that some statements make; in which graphs they lie says nothing."""
    base = header.base
    records: dict[str, Record] = {}
    ours = _keys()
    key_of: dict[str, str] = dict(ours)
    last, record = None, Record("")
    with no_collection():
        for subject, predicate, term, _ in quads:
            if subject != last:  # the statements of one subject mostly come together
                name = subject.value.removeprefix(base)
                last, record = subject, records.setdefault(name, Record(name))
            iri = predicate.value
            if iri == RDF_TYPE:
                _add_type(record, term.value, base)
                continue
            key = key_of.get(iri) or key_of.setdefault(iri, local_name(iri))
            if key in _FILLED_IN:
                continue
            if isinstance(term, ox.Literal):
                decimal = key in _DECIMALS or (iri not in ours and term.datatype == _DECIMAL)
                value = Value(_plain_number(term.value) if decimal else term.value, term.language or "")
            else:
                value = Value(term.value.removeprefix(base), "", True)
            values = record.values.get(key)
            if values is None:
                record.values[key] = {value}
            else:
                values.add(value)
    _fold_selectors(records)
    return Edition(header, {name: records[name] for name in sorted(records)}, place, name_own(records, base))


def _add_type(record: Record, iri: str, base: str) -> None:
    name = local_name(iri)
    if iri.startswith(HG) or name == DATASET:
        record.types.add(name)
    else:
        record.values.setdefault("type", set()).add(Value(iri.removeprefix(base), "", True))


def _fold_selectors(records: dict[str, Record]) -> None:
    """Put the offsets of each selector into its passage, where authors write them."""
    for passage in [record for record in records.values() if PASSAGE in record.types]:
        for selector in passage.values.pop("hasSelector", ()):
            span = records.pop(selector.text, None)
            for key in ("start", "end"):
                if span is not None and key in span.values:
                    passage.values[key] = span.values[key]


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, str]:
    """Return IRI of a property -> the key that authors write for it."""
    found = {HG + "attestedBy": "passage", HG + "schoolName": "schoolName", HG + "fingerprint": "fingerprint"}
    for key in keys():
        iri, inverse = words().path_of(key)
        if not inverse:
            found.setdefault(iri, key)
    return found


def _plain_number(text: str) -> str:
    """Return a decimal in one form: stores write 12.50 as 12.5."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text
