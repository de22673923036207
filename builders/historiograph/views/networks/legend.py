"""What the views draw with: each kind of node has a shape and a colour, each relation a stroke, a head and a colour.

Nothing is told by colour alone. Colours are names of CSS custom properties (network.css), so that light and dark
give each its own value of the same Okabe-Ito hue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from historiograph.views.language import text

__all__ = ["EdgeKind", "NodeKind", "edge_kind", "is_ours", "node_kind", "own_kinds"]


@dataclass(frozen=True)
class NodeKind:
    """How a kind of node is called and drawn. Shapes are those of static/network/shapes.js."""

    key: str
    shape: str
    color: str

    @property
    def label(self) -> str:
        """The name of one, in English."""
        return text(f"words.kind.{self.key}")

    @staticmethod
    def all() -> tuple[NodeKind, ...]:
        """Return all kinds in the order of the legend."""
        return _NODE_KINDS


@dataclass(frozen=True)
class EdgeKind:
    """How a relation is called and drawn. Heads are those of static/network/lines.js; dash is a canvas line dash."""

    key: str
    color: str
    dash: tuple[int, ...] = ()
    head: str = "triangle"
    width: float = 2.0
    faint: bool = False
    name: str = ""

    @property
    def label(self) -> str:
        """The name of the relation: a dataset's own word for its own, in English for ours."""
        return self.name or text(f"words.relation.{self.key}")

    @staticmethod
    def all() -> tuple[EdgeKind, ...]:
        """Return all relations in the order of the legend."""
        return _EDGE_KINDS


_NODE_KINDS = (
    NodeKind("debate", "banner", "ink"),
    NodeKind("answer", "card", "blue"),
    NodeKind("claim", "rect", "sky"),
    NodeKind("estimate", "ticket", "yellow"),
    NodeKind("analogy", "parallelogram", "purple"),
    NodeKind("inference", "dot", "green"),
    NodeKind("evidence", "cylinder", "green"),
    NodeKind("school", "hexagon", "purple"),
    NodeKind("historian", "pill", "orange"),
    NodeKind("actor", "octagon", "vermillion"),
    NodeKind("unnamed-party", "dashed-pill", "grey"),
    NodeKind("work", "book", "ink"),
    NodeKind("theme", "folder", "grey"),
    NodeKind("bundle", "stack", "grey"),
    NodeKind("topic", "tag", "sky"),
    NodeKind("event", "flag", "green"),
    NodeKind("period", "arrow", "grey"),
    NodeKind("place", "trapezoid", "grey"),
    NodeKind("measure", "funnel", "grey"),
    NodeKind("thing", "clipped", "grey"),
)

_DASHED = (9, 5)
_DOTTED = (2, 5)
_DASH_DOT = (12, 4, 2, 4)

_EDGE_KINDS = (
    EdgeKind("answers", "grey", head="", width=1.5),
    EdgeKind("bearsOn", "grey", dash=_DOTTED, head="", width=1.25),
    EdgeKind("asserts", "ink", width=1.5),
    EdgeKind("presupposes", "ink", head="vee", width=1.5),
    EdgeKind("concedes", "ink", head="circle", width=1.5),
    EdgeKind("entertains", "sky", dash=_DOTTED, head="vee", width=2.0),
    EdgeKind("doubts", "vermillion", dash=_DOTTED, head="bar", width=2.0),
    EdgeKind("denies", "vermillion", dash=_DASHED, head="bar", width=1.5),
    EdgeKind("withdraws", "grey", dash=_DASHED, head="vee", width=1.5),
    EdgeKind("supports", "green", width=2.5),
    EdgeKind("rebuts", "vermillion", dash=_DASHED, head="triangle", width=2.5),
    EdgeKind("undercuts", "purple", dash=_DASHED, head="diamond", width=2.5),
    EdgeKind("undermines", "orange", dash=_DASHED, head="box", width=2.5),
    EdgeKind("qualifies", "blue", dash=_DOTTED, head="vee", width=2.5),
    EdgeKind("preferredTo", "blue", dash=_DASH_DOT, width=2.0),
    EdgeKind("incompatibleWith", "vermillion", dash=_DASH_DOT, head="", width=1.5),
    EdgeKind("specializes", "sky", dash=_DOTTED, head="triangle", width=1.5),
    EdgeKind("membership:founder", "purple", head="diamond", width=2.5),
    EdgeKind("membership:member", "purple", head="", width=2.0),
    EdgeKind("membership:precursor", "purple", dash=_DOTTED, head="vee", width=2.0),
    EdgeKind("membership:fellow-traveller", "purple", dash=_DOTTED, head="", width=2.0),
    EdgeKind("membership:undecided", "grey", dash=_DOTTED, head="circle", width=2.0),
    EdgeKind("membership:critic", "vermillion", dash=_DASHED, head="triangle", width=2.0),
    EdgeKind("membership:explicitly-not", "vermillion", dash=_DASHED, head="bar", width=2.0),
    EdgeKind("drawnFrom", "purple", dash=_DASH_DOT, head="vee", width=2.0),
    EdgeKind("broader", "purple", head="triangle", width=2.0),
    EdgeKind("statedIn", "ink", dash=_DOTTED, head="vee", width=1.5),
    EdgeKind("creator", "ink", head="circle", width=1.25),
    EdgeKind("reports", "grey", head="circle", width=1.5),
    EdgeKind("opposes", "vermillion", dash=_DASHED, head="diamond", width=1.5),
    EdgeKind("rival", "vermillion", dash=_DASHED, head="bar", width=2.5),
    EdgeKind("other", "grey", head="vee", width=1.0),
    EdgeKind("takesPart", "grey", head="", width=1.0, faint=True),
)

_OWN_LOOKS = (
    ("blue", (), "triangle"),
    ("green", _DASHED, "triangle"),
    ("purple", _DASH_DOT, "vee"),
    ("orange", _DOTTED, "diamond"),
    ("vermillion", _DASHED, "bar"),
    ("ink", _DOTTED, "circle"),
)

_NODES = {kind.key: kind for kind in _NODE_KINDS}
_EDGES = {kind.key: kind for kind in _EDGE_KINDS}


def node_kind(key: str) -> NodeKind:
    """Return the kind of node with this key."""
    return _NODES[key]


def edge_kind(key: str) -> EdgeKind:
    """Return the relation with this key; a relation that a reader's own data adds is drawn as "other"."""
    return _EDGES.get(key, _EDGES["other"])


def is_ours(key: str) -> bool:
    """Return whether a relation is one of ours."""
    return key in _EDGES


def own_kinds(names: Iterable[str]) -> Mapping[str, EdgeKind]:
    """Return how the relations of a dataset's own are drawn, by their names; from the seventh on, looks repeat."""
    kinds = {}
    for number, name in enumerate(sorted(set(names))):
        color, dash, head = _OWN_LOOKS[number % len(_OWN_LOOKS)]
        kinds[name] = EdgeKind(f"own-{number}", color, dash, head, name=name)
    return kinds
