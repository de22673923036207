"""From what an analysis found to the table that every answer is: rows of RDF terms, with notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from historiograph.analysis.catalogue import Analysis, Findings
from historiograph.analysis.corpus import Queryable
from historiograph.individuals import readable
from historiograph.queries import Result
from historiograph.store import Term

__all__ = ["notes_of", "table", "term_of"]

_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def table(kg: Queryable, asked: Analysis, found: Findings) -> Result:
    """Return the rows of an analysis as a result, its notes ending with the method and the caveat."""
    rows = [tuple(row) for row in found.rows]
    several = [place for place, column in enumerate(asked.columns) if column.kind == "things"]
    names = _names(kg, sorted({iri for row in rows for place in several for iri in row[place]}))
    terms = [
        tuple(_cell(value, column.kind, names) for value, column in zip(row, asked.columns, strict=True))
        for row in rows
    ]
    columns = [column.name for column in asked.columns]
    return Result(columns, terms, lambda iris: _names(kg, iris), notes=notes_of(asked, found))


def notes_of(asked: Analysis, found: Findings) -> tuple[str, ...]:
    """Return what is to be said with the rows: what depends on the graph, then the method and the caveat."""
    return (*found.notes, f"{asked.method} {asked.caveat}")


def term_of(value: Any, kind: str) -> Term | None:
    """Return the RDF term of a value in a column of this kind; None for a gap."""
    if value is None or value == "":
        return None
    if kind == "thing":
        return ox.NamedNode(value)
    if kind == "share":
        return ox.Literal(f"{value:.3f}", datatype=_DECIMAL)
    return ox.Literal(value)


def _names(kg: Queryable, iris: Sequence[str]) -> Mapping[str, str]:
    """Return a name for each; moves have none, and go by the last part of their IRI in words."""
    known = kg.labels(iris)
    return {iri: known.get(iri) or readable(iri) for iri in iris}


def _cell(value: Any, kind: str, names: Mapping[str, str]) -> Term | None:
    return term_of("; ".join(names[iri] for iri in value), "word") if kind == "things" else term_of(value, kind)
