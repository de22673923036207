"""What the views draw with: each kind of node has a shape and a colour, each relation a stroke, a head and a colour.

Nothing is told by colour alone. Colours are names of CSS custom properties (network.css), so that light and dark
give each its own value of the same Okabe-Ito hue.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EdgeKind", "NodeKind", "edge_kind", "node_kind"]


@dataclass(frozen=True)
class NodeKind:
    """How a kind of node is called and drawn. Shapes are those of static/shapes.js."""

    key: str
    label: str
    plural: str
    shape: str
    color: str

    @staticmethod
    def all() -> tuple[NodeKind, ...]:
        """Return all kinds in the order of the legend."""
        return _NODE_KINDS


@dataclass(frozen=True)
class EdgeKind:
    """How a relation is called and drawn. Heads are those of vis-network; dash is a canvas line dash."""

    key: str
    label: str
    color: str
    dash: tuple[int, ...] = ()
    head: str = "triangle"
    width: float = 2.0
    faint: bool = False

    @staticmethod
    def all() -> tuple[EdgeKind, ...]:
        """Return all relations in the order of the legend."""
        return _EDGE_KINDS


_NODE_KINDS = (
    NodeKind("debate", "Question", "Questions", "banner", "ink"),
    NodeKind("answer", "Answer", "Answers", "card", "blue"),
    NodeKind("claim", "Other claim", "Other claims", "rect", "sky"),
    NodeKind("estimate", "Estimate", "Estimates", "ticket", "yellow"),
    NodeKind("analogy", "Analogy", "Analogies", "parallelogram", "purple"),
    NodeKind("inference", "Step of argument", "Steps of argument", "dot", "green"),
    NodeKind("evidence", "Evidence", "Evidence", "cylinder", "green"),
    NodeKind("school", "School", "Schools", "hexagon", "purple"),
    NodeKind("historian", "Historian", "Historians", "pill", "orange"),
    NodeKind("actor", "Actor of the period", "Actors of the period", "octagon", "vermillion"),
    NodeKind("unnamed-party", "Unnamed voice", "Unnamed voices", "dashed-pill", "grey"),
)

_DASHED = (9, 5)
_DOTTED = (2, 5)
_DASH_DOT = (12, 4, 2, 4)

_EDGE_KINDS = (
    EdgeKind("answers", "answers", "grey", head="", width=1.5),
    EdgeKind("bearsOn", "bears on", "grey", dash=_DOTTED, head="", width=1.25),
    EdgeKind("asserts", "asserts", "ink", width=1.5),
    EdgeKind("presupposes", "presupposes", "ink", head="vee", width=1.5),
    EdgeKind("concedes", "concedes", "ink", head="circle", width=1.5),
    EdgeKind("entertains", "entertains", "sky", dash=_DOTTED, head="vee", width=2.0),
    EdgeKind("doubts", "doubts", "vermillion", dash=_DOTTED, head="bar", width=2.0),
    EdgeKind("denies", "denies", "vermillion", dash=_DASHED, head="bar", width=1.5),
    EdgeKind("withdraws", "withdraws", "grey", dash=_DASHED, head="vee", width=1.5),
    EdgeKind("supports", "supports", "green", width=2.5),
    EdgeKind("rebuts", "rebuts a claim", "vermillion", dash=_DASHED, head="triangle", width=2.5),
    EdgeKind("undercuts", "undercuts a step", "purple", dash=_DASHED, head="diamond", width=2.5),
    EdgeKind("undermines", "undermines evidence", "orange", dash=_DASHED, head="box", width=2.5),
    EdgeKind("qualifies", "qualifies", "blue", dash=_DOTTED, head="vee", width=2.5),
    EdgeKind("preferredTo", "is preferred to", "blue", dash=_DASH_DOT, width=2.0),
    EdgeKind("incompatibleWith", "is incompatible with", "vermillion", dash=_DASH_DOT, head="", width=1.5),
    EdgeKind("specializes", "specializes", "sky", dash=_DOTTED, head="triangle", width=1.5),
    EdgeKind("membership:founder", "founder of", "purple", head="diamond", width=2.5),
    EdgeKind("membership:member", "member of", "purple", head="", width=2.0),
    EdgeKind("membership:precursor", "precursor of", "purple", dash=_DOTTED, head="vee", width=2.0),
    EdgeKind("membership:fellow-traveller", "near to", "purple", dash=_DOTTED, head="", width=2.0),
    EdgeKind("membership:undecided", "placed undecidedly", "grey", dash=_DOTTED, head="circle", width=2.0),
    EdgeKind("membership:critic", "critic of", "vermillion", dash=_DASHED, head="triangle", width=2.0),
    EdgeKind("membership:explicitly-not", "explicitly not in", "vermillion", dash=_DASHED, head="bar", width=2.0),
    EdgeKind("drawnFrom", "speaks for", "purple", dash=_DASH_DOT, head="vee", width=2.0),
    EdgeKind("broader", "is a branch of", "purple", head="triangle", width=2.0),
    EdgeKind("other", "other relation", "grey", head="vee", width=1.0),
    EdgeKind("takesPart", "takes part in", "grey", head="", width=1.0, faint=True),
)

_NODES = {kind.key: kind for kind in _NODE_KINDS}
_EDGES = {kind.key: kind for kind in _EDGE_KINDS}


def node_kind(key: str) -> NodeKind:
    """Return the kind of node with this key."""
    return _NODES[key]


def edge_kind(key: str) -> EdgeKind:
    """Return the relation with this key; a relation that a reader's own data adds is drawn as "other"."""
    return _EDGES.get(key, _EDGES["other"])
