"""The network as other programs draw it: every attribute with its type, every node with place, colour and size.

Colours and strokes are those of the pages' legend, on a light ground: Gephi, Cytoscape and their kin then show at once
what a page of ours shows, and nothing is told by colour alone where the format knows shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import sqrt
from typing import TYPE_CHECKING

import networkx as nx

from historiograph.exports.positions import place
from historiograph.views.networks.legend import EdgeKind, NodeKind, edge_kind

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["TYPES", "Look", "draw", "look_of_edge", "typed", "xml_text"]

TYPES: dict[str, type] = {
    "earliestYear": int,
    "latestYear": int,
    "extent": int,
    "pointValue": float,
    "lowerBound": float,
    "upperBound": float,
    "explicit": bool,
    "derived": bool,
}
"""Attribute -> what its values are; every other one is text."""
_FOR_SEARCH_ONLY = ("nameKey", "textKey")
_HUES = {
    "ink": (45, 50, 56),
    "grey": (125, 130, 136),
    "blue": (0, 114, 178),
    "sky": (86, 180, 233),
    "green": (0, 158, 115),
    "vermillion": (213, 94, 0),
    "orange": (230, 159, 0),
    "purple": (204, 121, 167),
    "yellow": (240, 228, 66),
}
"""The names that the legend uses, as Okabe and Ito mixed them."""
_SHAPES = {"debate": "square", "school": "square", "inference": "triangle", "evidence": "diamond"}
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How something is drawn: red, green and blue (0 to 255), size or thickness, and the name of a shape of GEXF's."""

    color: tuple[int, int, int]
    size: float
    shape: str
    place: tuple[float, float] = (0.0, 0.0)


def draw(kg: KnowledgeGraph) -> tuple[nx.MultiDiGraph, dict[str, Look]]:
    """Return the network with typed attributes, its edges numbered in a stable order, and the look of each node.

    Nodes are IRIs in order, each with `kind`, `label` and its values; the keys of the edges are "e1", "e2" and so on.
    """
    source = kg.network()
    answers = {start for start, _, relation in source.edges(data="relation") if relation == "answers"}
    kinds = {kind.key: kind for kind in NodeKind.all()}
    places = place(source)
    network = nx.MultiDiGraph()
    looks: dict[str, Look] = {}
    for iri in sorted(source):
        attributes = source.nodes[iri]
        network.add_node(iri, **typed(attributes))
        kind = "answer" if iri in answers and attributes["kind"] == "claim" else attributes["kind"]
        hue = _HUES[kinds[kind].color] if kind in kinds else _HUES["grey"]
        size = round(6 + 3 * sqrt(source.degree(iri)), 1)
        looks[iri] = Look(hue, size, _SHAPES.get(kind, "disc"), places[iri])
    edges = sorted(source.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for number, (start, end, _, attributes) in enumerate(edges, start=1):
        network.add_edge(start, end, key=f"e{number}", **typed(attributes))
    return network, looks


def look_of_edge(attributes: dict[str, object]) -> Look:
    """Return how a relation is drawn; its thickness stands for nothing but the kind of relation."""
    relation = str(attributes["relation"])
    if relation == "membership":
        relation = f"membership:{attributes.get('membershipKind', '')}"
    kind = edge_kind("supports" if relation in ("premise", "conclusion") else relation)
    return Look(_HUES[kind.color], kind.width / 2, _stroke(kind))


def _stroke(kind: EdgeKind) -> str:
    if not kind.dash:
        return "solid"
    return "dotted" if kind.dash[0] <= 2 else "dashed"


def typed(attributes: dict[str, object]) -> dict[str, str | int | float | bool]:
    """Return the attributes as values of the type that they have; what is empty, or is not of its type, stays away."""
    found: dict[str, str | int | float | bool] = {}
    for key, value in attributes.items():
        if value in ("", None) or key in _FOR_SEARCH_ONLY:
            continue
        wanted = TYPES.get(key, str)
        if isinstance(value, bool) or wanted is bool:
            found[key] = value in (True, "true", "1")
        elif wanted is str:
            found[key] = xml_text(str(value))
        else:
            try:
                number = Decimal(str(value).split(";")[0])
                found[key] = int(number) if wanted is int else float(number)
            except (InvalidOperation, ValueError, OverflowError):
                continue
    return found


def xml_text(text: str) -> str:
    """Return a text without the few characters that no XML file can hold; each becomes U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)
