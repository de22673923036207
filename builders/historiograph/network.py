"""The whole graph as a networkx multigraph.

Nodes are the things that history is about and the people who speak of it: claims, debates, schools, historians,
evidence, works and so on. What somebody attests becomes edges:

    stance          holder -> claim           the relation is the attitude: asserts, denies, doubts, ...
    membership      member -> school          `membershipKind` says which: member, critic, explicitly-not, ...
    inference       premise -> inference -> conclusion; and, derived, premise -supports-> conclusion
    rebuttal        attacker -rebuts-> claim
    undercut        attacker -undercuts-> inference
    undermining     attacker -undermines-> evidence
    qualification   qualifier -qualifies-> claim
    weighing        preferred -preferredTo-> dispreferred
    reference       text's author -refersTo-> work

An edge that an attested record stands behind names it in `behind`. `explicit` is true for what a text states and
false for what the curator infers; `derived` is true for what a rule worked out from other edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import networkx as nx

from historiograph.individuals import Record, SparqlGraph, read_records, read_things
from historiograph.namespaces import ONTOLOGY, local_name

__all__ = ["NODE_KINDS", "build_network"]

NODE_KINDS: Mapping[str, str] = {
    "Estimate": "estimate",
    "Analogy": "analogy",
    "Claim": "claim",
    "Inference": "inference",
    "Debate": "debate",
    "School": "school",
    "Historian": "historian",
    "UnnamedParty": "unnamed-party",
    "Actor": "actor",
    "Evidence": "evidence",
    "Edition": "edition",
    "Work": "work",
    "SourceText": "text",
    "Measure": "measure",
    "Event": "event",
    "Period": "period",
    "Place": "place",
    "Topic": "topic",
}
"""Class -> kind, the more special class first: an estimate is a claim, a historian may be an actor of the period."""


class _Link(NamedTuple):
    """How a class of attested records becomes edges; an empty relation is read from the record's attitude."""

    class_name: str
    source: str
    target: str
    relation: str
    voice: str


_LINKS = (
    _Link("Stance", "holder", "onClaim", "", "reporter"),
    _Link("Membership", "member", "inSchool", "membership", "accordingTo"),
    _Link("Rebuttal", "attacker", "target", "rebuts", "movedBy"),
    _Link("Undercut", "attacker", "target", "undercuts", "movedBy"),
    _Link("Undermining", "attacker", "target", "undermines", "movedBy"),
    _Link("Qualification", "qualifier", "qualifiedClaim", "qualifies", "movedBy"),
    _Link("Weighing", "preferred", "dispreferred", "preferredTo", "movedBy"),
    _Link("Reference", "accordingTo", "refersTo", "refersTo", "accordingTo"),
)
_Edges = Iterator[tuple[str, str, dict[str, str | bool]]]
_DECLARED = "ASK { ?class a <http://www.w3.org/2002/07/owl#Class> FILTER (!STRSTARTS(STR(?class), '%s')) }"
_OWN = """
SELECT DISTINCT ?thing ?label WHERE {
  ?class a <http://www.w3.org/2002/07/owl#Class> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label .
  FILTER (!STRSTARTS(STR(?class), "%s"))
  ?thing a ?class .
  FILTER NOT EXISTS {
    ?thing a ?special . ?special <http://www.w3.org/2000/01/rdf-schema#subClassOf> ?class FILTER (?special != ?class)
  }
} ORDER BY ?thing ?label
"""
"""The names of the classes of a dataset's own, the most special of each thing."""
_RULE_MADE = frozenset(
    {"agreesWith", "disagreesWith", "conflictsWith", "seemsToConflictWith", "estimatesPartOf", "exceedsWhole"}
)
_HAVE_A_MOVE_BEHIND = frozenset(
    {"supports", "rebuts", "undercuts", "undermines", "qualifies", "premise", "conclusion", "movedBy", "accordingTo"}
)


def build_network(kg: SparqlGraph) -> nx.MultiDiGraph:
    """Return the knowledge graph as a directed multigraph.

    A node is an IRI with `kind`, `label`, `iri` and its literal values by property name, and `class`, the name of its
    class, if that is the dataset's own; a thing of no class of ours is of the kind "thing". An edge has `relation`,
    `label`, `explicit`, `derived`, `behind` (the IRI of the stance, membership or move, or an empty string) and
    `voice` (who reports it, places it or makes the move). All attributes are text, so any format can carry them,
    except the two flags.
    """
    graph = nx.MultiDiGraph()
    things: dict[str, Record] = {}
    for class_name, kind in NODE_KINDS.items():
        for iri, record in read_records(kg, class_name).items():
            if iri not in things:
                things[iri] = record
                graph.add_node(iri, **_node_attributes(record, kind))
    if any(row["answer"].value == "true" for row in kg.sparql(_DECLARED % ONTOLOGY)):
        _add_own_classes(kg, graph, things)
    inferences = {iri: record for iri, record in things.items() if graph.nodes[iri]["kind"] == "inference"}
    for source, target, attributes in (
        *_plain_edges(things),
        *_attested_edges(kg),
        *_inference_edges(inferences),
    ):
        if source in graph and target in graph:
            key = f"{attributes['relation']} {attributes['behind']}".strip()
            graph.add_edge(source, target, key=key, **attributes)
    return graph


def _add_own_classes(kg: SparqlGraph, graph: nx.MultiDiGraph, things: dict[str, Record]) -> None:
    """Say of each thing which class of the dataset's own it is in, and add those that are in no class of ours."""
    own = {row["thing"].value: row["label"].value for row in kg.sparql(_OWN % ONTOLOGY)}
    for iri, record in read_things(kg, own.keys() - things.keys() - _values(kg)).items():
        things[iri] = record
        graph.add_node(iri, **_node_attributes(record, "thing"))
    for iri, label in own.items():
        if iri in graph:
            graph.nodes[iri]["class"] = label


def _values(kg: SparqlGraph) -> set[str]:
    """Return the values of vocabularies, which are words and no things."""
    rows = kg.sparql(
        "SELECT DISTINCT ?value WHERE { ?value a <http://www.w3.org/2004/02/skos/core#Concept> ;"
        " a/<http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://www.w3.org/2004/02/skos/core#Concept> }"
    )
    return {row["value"].value for row in rows}


def _node_attributes(record: Record, kind: str) -> dict[str, str]:
    literals = {key: "; ".join(record.texts(key)) for key in sorted(record.values) if record.texts(key)}
    literals.pop("label", None)
    return {**literals, "kind": kind, "label": record.label, "iri": record.iri}


def _edge(relation: str, **more: str | bool) -> dict[str, str | bool]:
    label = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in relation).replace("-", " ")
    return {"relation": relation, "label": label, "explicit": True, "derived": False, "behind": "", "voice": "", **more}


def _plain_edges(things: Mapping[str, Record]) -> _Edges:
    """Yield what is said of a thing directly: what a claim answers, who wrote a work, what is broader."""
    for iri, record in things.items():
        answered = set(record.iris("answers"))
        for key in sorted(record.values):
            if key in _HAVE_A_MOVE_BEHIND:
                continue
            for target in record.iris(key):
                if key == "bearsOn" and target in answered:  # implied by the closer relation
                    continue
                yield iri, target, _edge(key, derived=key in _RULE_MADE)


def _attested_edges(kg: SparqlGraph) -> _Edges:
    """Yield one edge for each stance, membership, attack, qualification, weighing and reference."""
    for link in _LINKS:
        for iri, record in read_records(kg, link.class_name).items():
            relation = link.relation or local_name(record.iri_of("attitude"))
            more = {key: local_name(record.iri_of(key)) for key in ("hedge", "membershipKind") if record.iri_of(key)}
            explicit = record.flag("explicit") if "explicit" in record.values else True
            for source in record.iris(link.source):
                for target in record.iris(link.target):
                    voice = record.iri_of(link.voice)
                    yield source, target, _edge(relation, explicit=explicit, behind=iri, voice=voice, **more)


def _inference_edges(inferences: Mapping[str, Record]) -> _Edges:
    """Yield premise -> inference -> conclusion, and the derived shortcut from premise to conclusion."""
    for iri, record in inferences.items():
        common: dict[str, str | bool] = {
            "explicit": record.flag("explicit"),
            "behind": iri,
            "voice": record.iri_of("movedBy"),
        }
        for conclusion in record.iris("conclusion"):
            yield iri, conclusion, _edge("conclusion", **common)
            for premise in record.iris("premise"):
                yield premise, conclusion, _edge("supports", **{**common, "derived": True})
        for premise in record.iris("premise"):
            yield premise, iri, _edge("premise", **common)
