"""The network as GraphML: for igraph, Cytoscape, yEd, NetworkX, and Gephi, which reads place and colour from it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx

from historiograph.exports.drawing import draw, look_of_edge

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_graphml"]


def to_graphml(kg: KnowledgeGraph) -> bytes:
    """Return the network as GraphML (http://graphml.graphdrawing.org/), each attribute declared with its type.

    GraphML itself knows no places and colours; `x`, `y`, `size`, `r`, `g` and `b` are the names that Gephi takes for
    them. Parallel edges are kept, each with an id of its own.
    """
    network, looks = draw(kg)
    for iri, look in looks.items():
        (x, y), (r, g, b) = look.place, look.color
        network.nodes[iri].update(x=x, y=y, size=look.size, r=r, g=g, b=b)
    for _, _, attributes in network.edges(data=True):
        r, g, b = look_of_edge(attributes).color
        attributes.update(r=r, g=g, b=b)
    written = io.BytesIO()
    nx.write_graphml_xml(network, written)
    return written.getvalue().replace(b"\r", b"&#13;")  # an XML reader would make a line feed of it
