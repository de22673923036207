"""The network as GEXF 1.2, Gephi's own format: places, colours, sizes and shapes are part of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from networkx.readwrite.gexf import GEXFWriter

from historiograph.exports.drawing import Look, draw, look_of_edge

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_gexf"]

_TAKEN = frozenset({"id", "label", "pid", "parents", "start", "end", "slices", "spells", "viz", "type", "weight"})
"""Attributes that GEXF has a meaning of its own for; `label` is meant."""


def to_gexf(kg: KnowledgeGraph) -> bytes:
    """Return the network as GEXF (https://gexf.net/) with the `viz` module; Gephi and Gephi Lite show it as it is.

    An edge's relation is its `label` and its attribute `relation`, since `type` is GEXF's word for directed.
    """
    network, looks = draw(kg)
    for iri, look in looks.items():
        _rename(network.nodes[iri])
        network.nodes[iri]["viz"] = _viz(look) | {
            "position": {"x": look.place[0], "y": look.place[1], "z": 0.0},
            "size": look.size,
        }
    for _, _, key, attributes in network.edges(keys=True, data=True):
        look = look_of_edge(attributes)
        _rename(attributes)
        attributes |= {"id": key, "viz": _viz(look) | {"thickness": look.size}}
    network.graph["name"] = kg.header.title
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    for meta in writer.xml.findall("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same graph is the same file tomorrow
        for creator in meta.findall("creator"):
            creator.text = "historiograph"
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue().replace(b"\r", b"&#13;")


def _viz(look: Look) -> dict[str, object]:
    red, green, blue = look.color
    return {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "shape": look.shape}


def _rename(attributes: dict[str, object]) -> None:
    for key in sorted(_TAKEN & attributes.keys() - {"label"}):
        attributes[f"{key}_"] = attributes.pop(key)
