"""The graph read once for a view: its network, and the records that details quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from historiograph.individuals import Record, SparqlGraph, read_records, readable
from historiograph.moves import MOVES
from historiograph.namespaces import local_name
from historiograph.network import build_network

__all__ = ["Reading"]

AGENTS = frozenset({"historian", "actor", "unnamed-party"})
CLAIMS = frozenset({"claim", "estimate", "analogy"})


BELONGING = frozenset({"founder", "member", "fellow-traveller", "precursor"})
"""The kinds of membership that count somebody to a school."""
PARTS = (
    "conclusion",
    "target",
    "qualifiedClaim",
    "premise",
    "attacker",
    "qualifier",
    "preferred",
    "dispreferred",
)
"""What a thing may be in a move of argument."""


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
    def memberships_of(self) -> Mapping[str, list[Record]]:
        """The memberships by whom they are of."""
        return _grouped(self.memberships, "member")

    @cached_property
    def memberships_in(self) -> Mapping[str, list[Record]]:
        """The memberships by the school that they are in."""
        return _grouped(self.memberships, "inSchool")

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

    @cached_property
    def stances_on(self) -> Mapping[str, list[Record]]:
        """The stances by the claim that they are on."""
        return _grouped(self.stances, "onClaim")

    @cached_property
    def stances_of(self) -> Mapping[str, list[Record]]:
        """The stances by their holder."""
        return _grouped(self.stances, "holder")

    @cached_property
    def moves_with(self) -> Mapping[tuple[str, str], list[Record]]:
        """The argument moves by what a thing is in them (a property such as "premise") and the thing."""
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for move in self.moves.values():
            for key in PARTS:
                for end in move.iris(key):
                    found[key, end].append(move)
        return found

    def kind(self, iri: str) -> str:
        """Return the kind of a thing, or an empty string for what is no node of the network."""
        return str(self.network.nodes[iri]["kind"]) if iri in self.network else ""

    def label(self, iri: str) -> str:
        """Return the name of a thing for readers; never an IRI."""
        return str(self.network.nodes[iri]["label"]) if iri in self.network else readable(iri)

    def schools_of(self, agent: str) -> tuple[str, ...]:
        """Return the schools that somebody is placed in or near, or that an unnamed voice speaks for."""
        return self._schools.get(agent, ())

    @cached_property
    def _schools(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for membership in self.memberships.values():
            if local_name(membership.iri_of("membershipKind")) in BELONGING:
                found[membership.iri_of("member")].add(membership.iri_of("inSchool"))
        for source, target, relation in self.network.edges(data="relation"):
            if relation == "drawnFrom":
                found[source].add(target)
        return {agent: tuple(sorted(schools)) for agent, schools in found.items()}

    def labels_of(self, iri: str) -> Mapping[str, str]:
        """Return the label of a thing in languages other than English, where it has one."""
        return self._other_labels.get(iri, {})

    @cached_property
    def _other_labels(self) -> Mapping[str, Mapping[str, str]]:
        rows = self.kg.sparql(
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?s ?label WHERE { ?s skos:prefLabel ?label"
            " FILTER(LANG(?label) != '' && LANG(?label) != 'en') } ORDER BY ?s ?label"
        )
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows:
            found[row["s"].value].setdefault(row["label"].language, row["label"].value)
        return found

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


def _grouped(records: Mapping[str, Record], key: str) -> Mapping[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        found[record.iri_of(key)].append(record)
    return found
