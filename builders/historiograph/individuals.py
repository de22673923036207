"""Reading the individuals of a class as plain records, one query a class.

One row a statement instead of one row a record: properties with several values multiply nothing, and the same
query works for every class and on every store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from historiograph.namespaces import HG, local_name

__all__ = ["Record", "SparqlGraph", "Value", "read_pointing", "read_records", "read_things"]

_FEW = 400
"""So many things are asked for at once: a store elsewhere does not take queries of any length."""
_NAMES = ("prefLabel", "name", "title", "literalForm", "gist")


class SparqlGraph(Protocol):
    """What this module needs of a knowledge graph."""

    def sparql(self, query: str, /) -> Any:
        """Return the rows of a SELECT query; a row maps variables to RDF terms."""


@dataclass(frozen=True, order=True, slots=True)
class Value:
    """One object of a statement: an IRI, or a literal with its language."""

    text: str
    lang: str = ""
    is_iri: bool = False


@dataclass(slots=True)
class Record:
    """An individual: its IRI and its values by the local name of the property."""

    iri: str
    values: dict[str, list[Value]] = field(default_factory=dict)

    def iris(self, key: str) -> list[str]:
        """Return the IRIs that `key` points to, sorted."""
        return sorted(value.text for value in self.values.get(key, ()) if value.is_iri)

    def iri_of(self, key: str) -> str:
        """Return the first IRI that `key` points to, or an empty string."""
        return next(iter(self.iris(key)), "")

    def texts(self, key: str) -> list[str]:
        """Return all literal values of `key`, English first, then by language and text."""
        literals = [value for value in self.values.get(key, ()) if not value.is_iri]
        return [value.text for value in sorted(literals, key=_by_language)]

    def text(self, key: str) -> str:
        """Return the preferred literal value of `key`, or an empty string."""
        return next(iter(self.texts(key)), "")

    def flag(self, key: str) -> bool:
        """Return whether `key` is the boolean true."""
        return self.text(key) in ("true", "1")

    @property
    def label(self) -> str:
        """The name for readers; never an IRI: a record without any name is called by its last path segment."""
        return next((self.text(key) for key in _NAMES if self.text(key)), "") or readable(self.iri)

    @property
    def other_names(self) -> list[str]:
        """All further names, for searching."""
        names = [text for key in (*_NAMES[:-1], "altLabel") for text in self.texts(key)]
        return [name for name in dict.fromkeys(names) if name != self.label]


def readable(iri: str) -> str:
    """Return the last segment of an IRI in words: `.../school/new-left` becomes "new left"."""
    return local_name(iri).replace("-", " ")


def read_records(kg: SparqlGraph, class_name: str) -> Mapping[str, Record]:
    """Return the individuals of an `hg:` class by IRI, sorted.

    Example:
        `read_records(kg, "Stance")` has one record a stance, with the keys holder, onClaim, attitude, ...
    """
    return _records(kg, f"?s a <{HG}{class_name}> ; ?p ?o")


def read_things(kg: SparqlGraph, iris: Iterable[str]) -> Mapping[str, Record]:
    """Return these things by IRI, sorted; those of which nothing is said are left out."""
    wanted = sorted(set(iris))
    found: dict[str, Record] = {}
    for start in range(0, len(wanted), _FEW):
        found |= _records(
            kg, f"VALUES ?s {{ {' '.join(f'<{iri}>' for iri in wanted[start : start + _FEW])} }} ?s ?p ?o"
        )
    return found


def read_pointing(kg: SparqlGraph, property_iri: str, iri: str) -> Mapping[str, Record]:
    """Return the records that point to a thing by a property, such as the stances `hg:onClaim` a claim, sorted."""
    return _records(kg, f"?s <{property_iri}> <{iri}> ; ?p ?o")


def _records(kg: SparqlGraph, pattern: str) -> dict[str, Record]:
    """Return what is said of every `?s` that fits a pattern, by IRI, sorted."""
    records: dict[str, Record] = {}
    for row in kg.sparql(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} . FILTER(!isBlank(?o)) }}"):
        record = records.setdefault(row["s"].value, Record(row["s"].value))
        term = row["o"]
        is_iri = not hasattr(term, "datatype")
        value = Value(term.value, getattr(term, "language", None) or "", is_iri)
        record.values.setdefault(local_name(row["p"].value), []).append(value)
    for record in records.values():
        for values in record.values.values():
            values.sort()
    return dict(sorted(records.items()))


def _by_language(value: Value) -> tuple[bool, bool, str, str]:
    return (not value.lang.startswith("en"), value.lang != "", value.lang, value.text)
