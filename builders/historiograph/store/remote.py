"""A store elsewhere, asked over the SPARQL 1.1 Protocol.

Queries travel as form-encoded POST (section 2.1.2): there is no limit on their length, and every server takes it.
Values are put in their place before (see `binding`), rows are read as they arrive, and left-out rows are paged in.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias
from urllib.parse import urlencode

import pyoxigraph as ox

from historiograph.errors import InputError, QueryError
from historiograph.namespaces import prefixes
from historiograph.store.addresses import endpoint
from historiograph.store.answers import Page, accept, read_page
from historiograph.store.authentication import Credentials
from historiograph.store.binding import Prepared, prepare
from historiograph.store.constructing import filled, template_of
from historiograph.store.embedded import EmbeddedStore
from historiograph.store.failures import NotAcceptedError, TimeIsUpError, gave_up
from historiograph.store.paging import all_rows, number
from historiograph.store.solutions import Solutions, Term, read_up_to
from historiograph.store.transport import Answer, Request, Transport

__all__ = ["RemoteStore"]

_PATIENCE = 120.0
_LONG = 600.0
"""Seconds that it may take to read a whole graph."""
_MANY_GRAPHS = 500
_DESCRIBED = """
SELECT ?graph ?base ?shown WHERE {
  GRAPH ?graph { ?dataset a void:Dataset ; void:uriSpace ?base }
  OPTIONAL { ?dataset void:uriSpace ?shown }
}
"""
_NAMES = (
    "SELECT ?graph WHERE { GRAPH ?graph { } }",
    "SELECT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph",
)
"""How to ask for the names of all graphs: as SPARQL 1.1 (section 18.6) has it, and as Virtuoso answers it at once."""
_Fields: TypeAlias = tuple[tuple[str, str], ...]
_UNNAMED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


class RemoteStore:
    """A SPARQL endpoint.

    The default graph of a query is the union of the dataset's graphs: where the server's own default graph does not
    show them, they are found out once, and named in every query.

    Args:
        address: URL of the endpoint; may name graphs by `default-graph-uri` and `named-graph-uri`.
        credentials: who we are; None for what the environment says.
        timeout: seconds that a query may take where none are given.
        most: bytes that an answer may have.

    Raises:
        InputError: if the address is none, or holds a password.
    """

    def __init__(
        self, address: str, *, credentials: Credentials | None = None, timeout: float = _PATIENCE, most: int = 1 << 30
    ) -> None:
        self.endpoint = endpoint(address)
        self.address = self.endpoint.address
        self.credentials = Credentials.from_environment() if credentials is None else credentials
        self._timeout = timeout
        self._transport = Transport(self.address, self.credentials, most)
        self._is_virtuoso = False

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Solutions:
        """Answer a SPARQL 1.1 query; see `Store.query`."""
        return self._answer(text, bindings or {}, self._graphs_sent, timeout, limit)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield every quad of one named graph, or of all; see `Store.quads`."""
        for name in self.graphs if graph is None else (graph,):
            node = _node(name)
            for row in self._plain(f"SELECT ?s ?p ?o WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}", _LONG).rows:
                yield _quad(row, node)
        if graph is None and not self._described and not self._graphs_sent:
            for row in self._plain(_UNNAMED if self.graphs else "SELECT ?s ?p ?o WHERE { ?s ?p ?o }", _LONG).rows:
                yield _quad(row, ox.DefaultGraph())

    def own_prefixes(self) -> dict[str, str]:
        """Return none: whoever asks an endpoint declares them."""
        return {}

    def size(self) -> int:
        """Return the number of quads."""
        if not self._described and not self._graphs_sent:
            return self._count("?s ?p ?o")
        return sum(map(self.count, self.graphs))

    def count(self, graph: str) -> int:
        """Return the number of triples in a named graph."""
        return self._count(f"GRAPH {_node(graph)} {{ ?s ?p ?o }}")

    def named(self, beginning: str) -> tuple[str, ...]:
        """Return the names of the store's graphs that begin so, sorted."""
        return tuple(sorted(name for name in self._names if name.startswith(beginning)))

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The names of the dataset's graphs; of all there are, where no dataset says what its graphs are called."""
        if named := self.endpoint.named_graphs or self.endpoint.default_graphs:
            return named
        bases = tuple(f"{base}graph/" for _, base, _ in self._described)
        own = {graph for graph, _, _ in self._described}
        return tuple(sorted(name for name in self._names if not bases or name.startswith(bases) or name in own))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of all graphs of the store."""
        for query in _NAMES:
            try:
                rows = self._plain(query).rows
            except QueryError:  # a server that does not know the empty group
                continue
            if names := frozenset(term.value for (term,) in rows if isinstance(term, ox.NamedNode)):
                return names
        return frozenset()

    @cached_property
    def _described(self) -> tuple[tuple[str, str, bool], ...]:
        """For each dataset that describes itself in a graph: that graph, its base, and whether queries see it there."""
        if self.endpoint.default_graphs or self.endpoint.named_graphs:
            return ()
        return tuple(
            (str(getattr(graph, "value", "")), str(getattr(base, "value", "")), shown is not None)
            for graph, base, shown in self._plain(_DESCRIBED).rows
        )

    @cached_property
    def _graphs_sent(self) -> _Fields:
        """The graphs that are named in each query, as fields of its form; none where the server shows all by itself."""
        default, named = self.endpoint.default_graphs, self.endpoint.named_graphs or self.endpoint.default_graphs
        if not default and not named:
            if all(shown for _, _, shown in self._described) and (
                self._described or self._plain("ASK { ?s ?p ?o }").boolean
            ):
                return ()
            default = named = self.graphs
            if len(default) > _MANY_GRAPHS:
                raise InputError(
                    f"{self.address}: the server's default graph is empty and it has {len(default):,} named graphs; say"
                    " in the address which you mean: ...?default-graph-uri=IRI"
                )
        fields = [("default-graph-uri", name) for name in default]
        return (*fields, *(("named-graph-uri", name) for name in named))

    def _plain(self, text: str, timeout: float | None = None) -> Solutions:
        """Answer a query of ours over all that the server has."""
        return self._answer(text, {}, (), timeout, None)

    def _answer(
        self, text: str, bindings: Mapping[str, Term], graphs: _Fields, timeout: float | None, limit: int | None
    ) -> Solutions:
        asked = prepare(text, bindings, prefixes())
        if not asked.form:
            self._explain(text, {})
        seconds = self._timeout if timeout is None else timeout
        ends = time.monotonic() + seconds
        if self._is_virtuoso and asked.form == "CONSTRUCT" and (template := template_of(asked.text)) is not None:
            rows = self._answer(template.select, {}, graphs, timeout, None).rows
            triples, cut = read_up_to(dict.fromkeys(filled(template, rows)), limit)
            return Solutions(triples=triples, cut=cut)
        try:
            first = self._ask(asked, bindings, graphs, seconds, limit)
            if first.capped_at is None:
                return first.solutions

            def ask(page: str, columns: tuple[str, ...] | None) -> Solutions:
                left = ends - time.monotonic()
                if left <= 0:
                    raise gave_up(seconds)
                return self._ask(asked._replace(text=page, columns=columns), bindings, graphs, left, None).solutions

            return all_rows(asked.text, asked.columns, first.capped_at, limit, ask)
        except TimeIsUpError:
            raise gave_up(seconds) from None
        except NotAcceptedError:
            if not asked.calls:
                self._explain(text, bindings)
            raise

    def _count(self, pattern: str) -> int:
        return number(self._plain(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}"))

    def _ask(
        self,
        asked: Prepared,
        bindings: Mapping[str, Term],
        graphs: _Fields,
        seconds: float,
        limit: int | None,
    ) -> Page:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept(asked.form)}
        fields = [("query", asked.text), *graphs]
        if self._is_virtuoso:  # or it goes on with what nobody waits for any more
            fields.append(("timeout", str(max(1000, int(seconds * 1000)))))
        request = Request("POST", self.address, urlencode(fields).encode(), headers)

        def read(answer: Answer) -> Page:
            self._is_virtuoso = answer.headers.get("server", "").startswith("Virtuoso")
            return read_page(answer, asked, bindings, limit)

        return self._transport.exchange(request, seconds, read)

    @staticmethod
    def _explain(text: str, bindings: Mapping[str, Term]) -> None:
        """Raise what the embedded engine finds wrong with a query: it shows the place."""
        EmbeddedStore().query(text, bindings, limit=0)

    def __repr__(self) -> str:
        return f"<RemoteStore {self.address}>"


def _quad(row: tuple[Term | None, ...], graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    subject, predicate, value = row
    return ox.Quad(subject, predicate, value, graph)  # type: ignore[arg-type]


def _node(name: str) -> ox.NamedNode:
    """Return the name of a graph, which may come from an address or out of another's data."""
    try:
        return ox.NamedNode(name)
    except ValueError as error:
        raise InputError(f"'{name}' cannot be the name of a graph: {error}") from None
