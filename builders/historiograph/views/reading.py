"""The graph read once for a view: its network, and the records that details quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from historiograph.individuals import Record, SparqlGraph, read_records, readable
from historiograph.network import build_network

__all__ = ["Reading"]

MOVES = ("Inference", "Rebuttal", "Undercut", "Undermining", "Qualification", "Weighing")
AGENTS = frozenset({"historian", "actor", "unnamed-party"})
CLAIMS = frozenset({"claim", "estimate", "analogy"})


@dataclass(frozen=True)
class Reading:
    """A knowledge graph as the views see it. Every query runs at most once."""

    kg: SparqlGraph

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The whole graph."""
        return build_network(self.kg)

    @cached_property
    def stances(self) -> Mapping[str, Record]:
        """All stances by IRI."""
        return read_records(self.kg, "Stance")

    @cached_property
    def memberships(self) -> Mapping[str, Record]:
        """All memberships by IRI."""
        return read_records(self.kg, "Membership")

    @cached_property
    def school_names(self) -> Mapping[str, Record]:
        """All names of schools by IRI."""
        return read_records(self.kg, "SchoolName")

    @cached_property
    def names_of_schools(self) -> Mapping[str, frozenset[str]]:
        """The IRIs of the school names by school."""
        schools = read_records(self.kg, "School")
        return {iri: frozenset(record.iris("schoolName")) for iri, record in schools.items()}

    @cached_property
    def moves(self) -> Mapping[str, Record]:
        """All argument moves by IRI."""
        return {iri: record for name in MOVES for iri, record in read_records(self.kg, name).items()}

    @cached_property
    def _passages(self) -> Mapping[str, Record]:
        return read_records(self.kg, "Passage")

    @cached_property
    def _selectors(self) -> Mapping[str, tuple[str, str]]:
        rows = self.kg.sparql(
            "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT DISTINCT ?s ?a ?b WHERE { ?s oa:start ?a ; oa:end ?b }"
        )
        return {row["s"].value: (row["a"].value, row["b"].value) for row in rows}

    def kind(self, iri: str) -> str:
        """Return the kind of a thing, or an empty string for what is no node of the network."""
        return str(self.network.nodes[iri]["kind"]) if iri in self.network else ""

    def label(self, iri: str) -> str:
        """Return the name of a thing for readers; never an IRI."""
        return str(self.network.nodes[iri]["label"]) if iri in self.network else readable(iri)

    def node(self, iri: str) -> Mapping[str, Any]:
        """Return the attributes of a node of the network."""
        attributes: Mapping[str, Any] = self.network.nodes[iri]
        return attributes

    def labels(self, iris: Iterable[str]) -> str:
        """Return the names of several things, with commas."""
        return ", ".join(self.label(iri) for iri in iris)

    def where(self, record: Record) -> tuple[str, ...]:
        """Return the passages that attest a record, one line each."""
        return tuple(self._passage(iri) for iri in record.iris("attestedBy"))

    def _passage(self, iri: str) -> str:
        passage = self._passages.get(iri, Record(iri))
        parts = [self.label(passage.iri_of("hasSource"))] if passage.iri_of("hasSource") else []
        if passage.text("section"):
            parts.append(f"“{passage.text('section')}”")
        if passage.text("paragraph"):
            parts.append(f"paragraph {passage.text('paragraph')}")
        if passage.text("page"):
            parts.append(f"p. {passage.text('page')}")
        if passage.iri_of("hasSelector") in self._selectors:
            start, end = self._selectors[passage.iri_of("hasSelector")]
            parts.append(f"characters {int(start):,}–{int(end):,}")
        return ", ".join(parts) or readable(iri)
