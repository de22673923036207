"""What is said of a thing: in the dataset, in the ontology and in the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.namespaces import ONTOLOGY, RDF_TYPE
from historiograph.resources import resource

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["Statements"]

_NAMES = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
)


class Statements:
    """The statements of a graph, and those of the words that it uses."""

    def __init__(self, kg: KnowledgeGraph, engine: ox.Store) -> None:
        self._kg = kg
        self._engine = engine

    @cached_property
    def _words(self) -> ox.Store:
        """The ontology and the vocabularies."""
        store = ox.Store()
        for name in ("historiograph", "vocabularies"):
            file = resource(f"ontology/{name}.ttl")
            store.load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{ONTOLOGY}/{name}"))
        return store

    @cached_property
    def _stores(self) -> tuple[ox.Store, ...]:
        return (self._engine, self._words)

    @property
    def ontology(self) -> Iterator[ox.Triple]:
        """Every statement of the ontology, without the vocabularies."""
        graph = ox.NamedNode(f"{ONTOLOGY}/historiograph")
        return (quad.triple for quad in self._words.quads_for_pattern(None, None, None, graph))

    def knows(self, iri: str) -> bool:
        """Return whether anything is said of a thing, or in a graph of this name."""
        node = ox.NamedNode(iri)
        return any(
            next(store.quads_for_pattern(*pattern), None) is not None
            for store in self._stores
            for pattern in ((node, None, None, None), (None, None, node, None), (None, None, None, node))
        )

    def about(self, iri: str) -> Iterator[ox.Triple]:
        """Yield what is said of a thing, where it is the subject and where it is the object; of a graph, its content.

        The same triple may come more than once.
        """
        node = ox.NamedNode(iri)
        for store in self._stores:
            for pattern in ((node, None, None, None), (None, None, node, None), (None, None, None, node)):
                for quad in store.quads_for_pattern(*pattern):
                    yield quad.triple

    def outgoing(self, iri: str, limit: int) -> list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
        """Return predicate and object of what is said of a thing, up to a number."""
        node = ox.NamedNode(iri)
        quads = (quad for store in self._stores for quad in store.quads_for_pattern(node, None, None, None))
        return list(dict.fromkeys((quad.predicate.value, quad.object) for quad in islice(quads, limit)))

    def incoming(self, iri: str, limit: int) -> list[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
        """Return predicate and subject of what is said with a thing as the object, up to a number."""
        node = ox.NamedNode(iri)
        quads = (quad for store in self._stores for quad in store.quads_for_pattern(None, None, node, None))
        return list(dict.fromkeys((quad.predicate.value, quad.subject) for quad in islice(quads, limit)))

    def in_graph(self, iri: str) -> int:
        """Return how many statements the graph of this name holds."""
        return sum(1 for _ in self._stores[0].quads_for_pattern(None, None, None, ox.NamedNode(iri)))

    def kinds(self, iri: str) -> list[str]:
        """Return the IRIs of a thing's classes, sorted."""
        quads = (
            quad
            for store in self._stores
            for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF_TYPE), None, None)
        )
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)})

    def labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return the names for people of those of these IRIs that have one; the dataset's own names first."""
        known = dict(self._kg.labels(iris))
        for iri in iris:
            if iri not in known and (name := self._name(iri)):
                known[iri] = name
        return known

    def _name(self, iri: str) -> str | None:
        for name in _NAMES:
            found = self._words.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(name), None, None)
            texts = sorted(
                (not (quad.object.language or "en").startswith("en"), quad.object.value)
                for quad in found
                if isinstance(quad.object, ox.Literal)
            )
            if texts:
                return texts[0][1]
        return None
