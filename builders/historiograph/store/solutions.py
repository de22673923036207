"""What a store is asked, and what it answers: the terms, the rows and the interface that every store has.

Queries see the union of all named graphs, because graph names carry packaging and never meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol, TypeAlias, TypeVar

import pyoxigraph as ox

__all__ = ["Row", "Solutions", "Store", "Term", "read_up_to"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]
T = TypeVar("T")


class Solutions:
    """The answer to a SPARQL query, read to its end (or to a limit).

    Attributes:
        variables: names of the columns of a SELECT; empty for the other forms.
        rows: the rows of a SELECT.
        triples: the triples of a CONSTRUCT or DESCRIBE, else None.
        boolean: the answer of an ASK, else None.
        cut: whether a limit left rows out.
    """

    __slots__ = ("boolean", "cut", "rows", "triples", "variables")

    def __init__(
        self,
        variables: Sequence[str] = (),
        rows: Sequence[Row] = (),
        triples: Sequence[ox.Triple] | None = None,
        boolean: bool | None = None,
        cut: bool = False,
    ) -> None:
        self.variables = tuple(variables)
        self.rows = tuple(rows)
        self.triples = None if triples is None else tuple(triples)
        self.boolean = boolean
        self.cut = cut


class Store(Protocol):
    """What a KnowledgeGraph asks of a store."""

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Solutions:
        """Answer a SPARQL 1.1 query; the project's prefixes need no declaration.

        Args:
            text: the query.
            bindings: variable -> term put in its place, as a term and never as text.
            timeout: seconds after which to give up.
            limit: number of rows or triples after which to stop reading.

        Raises:
            QueryError: if the text is no SPARQL query, or the time is up.
            InputError: if a store elsewhere cannot be reached, or refuses.
        """

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield every quad of one named graph, or of all, in no fixed order."""

    def size(self) -> int:
        """Return the number of quads."""

    def own_prefixes(self) -> dict[str, str]:
        """Return the prefixes of the ontologies in it, with their namespaces; a store elsewhere is not asked."""


def read_up_to(answers: Iterable[T], limit: int | None) -> tuple[list[T], bool]:
    """Read answers to their end or to a limit; return them, and whether the limit left some out."""
    if limit is None:
        return list(answers), False
    found = list(islice(answers, limit + 1))
    return found[:limit], len(found) > limit
