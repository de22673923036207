"""A store elsewhere as rdflib sees it: an `rdflib.Dataset` whose triples and queries are asked of the endpoint.

rdflib's own SPARQLStore has its own way to the server, without second tries, time limits or the dataset's graphs; here
everything goes through `RemoteStore`. It is for reading only.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from rdflib.query import Result
from rdflib.store import Store as RdflibStore

from historiograph.errors import QueryError
from historiograph.store.binding import prepare

if TYPE_CHECKING:
    from rdflib.term import Identifier, Node

    from historiograph.store.solutions import Store, Term

__all__ = ["rdflib_dataset"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NAMES = ("s", "p", "o")


def rdflib_dataset(store: Store) -> rdflib.Dataset:
    """Return a Dataset over a store; its default graph is the union of all."""
    return rdflib.Dataset(store=_ReadOnlyStore(store), default_union=True)


class _ReadOnlyStore(RdflibStore):
    """What rdflib asks of a store, turned into queries."""

    context_aware = True
    graph_aware = True

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._prefixes: dict[str, rdflib.URIRef] = {}

    def triples(  # type: ignore[override]
        self, triple_pattern: tuple[Node | None, ...], context: rdflib.Graph | None = None
    ) -> Iterator[tuple[tuple[Node, ...], Iterator[rdflib.Graph]]]:
        """Yield the triples that fit, each with the graphs that it is in."""
        pattern = " ".join(f"?{name}" for name in _NAMES)
        fixed = {name: _to_ox(term) for name, term in zip(_NAMES, triple_pattern, strict=True) if term is not None}
        if any(isinstance(term, ox.BlankNode) for term in fixed.values()):
            return
        if graph := _name(context):
            rows = self._rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ {pattern} }} }}", fixed)
            for row in rows:
                yield row, iter((rdflib.Graph(self, rdflib.URIRef(graph)),))
            return
        found: dict[tuple[Node, ...], list[rdflib.Graph]] = {}
        if names := {rdflib.URIRef(name) for name in getattr(self._store, "graphs", ())}:
            for row in self._rows(f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ {pattern} }} }}", fixed):
                if row[3] in names:
                    found.setdefault(row[:3], []).append(rdflib.Graph(self, row[3]))  # type: ignore[arg-type]
        else:
            found = {row: [] for row in self._rows(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}", fixed)}
        for row, graphs in found.items():
            yield row, iter(graphs)

    def _rows(self, query: str, bindings: Mapping[str, Term]) -> list[tuple[Node, ...]]:
        return [tuple(_to_rdflib(term) for term in row if term) for row in self._store.query(query, bindings).rows]

    def __len__(self, context: rdflib.Graph | None = None) -> int:
        graph = _name(context)
        if not graph:
            return self._store.size()
        ((count,),) = self._store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows
        return int(getattr(count, "value", 0))

    def contexts(self, triple: tuple[Node | None, ...] | None = None) -> Generator[rdflib.Graph, None, None]:
        """Yield the named graphs, or those that hold a triple."""
        if triple is None or triple == (None, None, None):
            rows = [(rdflib.URIRef(name),) for name in getattr(self._store, "graphs", ())]
        else:
            fixed = {name: _to_ox(term) for name, term in zip(_NAMES, triple, strict=True) if term is not None}
            query = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
            rows = sorted({(row[3],) for row in self._rows(query, fixed)})  # type: ignore[misc]
        for (name,) in rows:
            yield rdflib.Graph(self, name)

    def query(  # type: ignore[override]
        self,
        query: str,
        initNs: Mapping[str, Any],  # noqa: N803 - the name is rdflib's
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str = "",  # noqa: ARG002, N803
        **_: Any,
    ) -> Result:
        """Answer a query; bindings are put in place as terms, as for every other query."""
        text = prepare(str(query), {}, {str(name): str(iri) for name, iri in initNs.items()}).text
        bindings = {str(name).removeprefix("?"): _to_ox(term) for name, term in initBindings.items()}
        found = self._store.query(text, bindings)
        if found.boolean is not None:
            result = Result("ASK")
            result.askAnswer = found.boolean
        elif found.triples is not None:
            result = Result("CONSTRUCT")
            result.graph = rdflib.Graph()
            for triple in found.triples:
                result.graph.add(tuple(_to_rdflib(term) for term in triple))  # type: ignore[arg-type]
        else:
            result = Result("SELECT")
            result.vars = [rdflib.Variable(name) for name in found.variables]
            result.bindings = [
                {name: _to_rdflib(term) for name, term in zip(result.vars, row, strict=True) if term is not None}  # type: ignore[misc]
                for row in found.rows
            ]
        return result

    def bind(self, prefix: str, namespace: rdflib.URIRef, override: bool = True) -> None:
        """Keep a prefix, for rdflib's writers."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> rdflib.URIRef | None:
        """Return what a prefix stands for."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: rdflib.URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((name for name, iri in self._prefixes.items() if iri == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, rdflib.URIRef]]:
        """Yield all prefixes."""
        yield from list(self._prefixes.items())

    def add(self, *_: Any, **__: Any) -> None:
        """Refuse."""
        raise QueryError("the graph is read-only; `push` loads a graph into a store")

    def remove(self, *_: Any, **__: Any) -> None:
        """Refuse."""
        raise QueryError("the graph is read-only; `push` loads a graph into a store")

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Do nothing: asking for a graph that is not there does not make it."""


def _name(context: rdflib.Graph | None) -> str:
    """Return the name of a graph, "" for the union of all."""
    name = "" if context is None else str(context.identifier)
    return "" if name == str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else name


def _to_ox(term: Node) -> Term:
    if isinstance(term, rdflib.Literal):
        datatype = None if term.datatype is None else ox.NamedNode(str(term.datatype))
        return ox.Literal(str(term), language=term.language, datatype=datatype)
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    return ox.NamedNode(str(term))


def _to_rdflib(term: Term) -> Node:
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value == _STRING else term.datatype.value
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    return rdflib.URIRef(str(getattr(term, "value", term)))
