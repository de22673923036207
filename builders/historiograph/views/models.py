"""A network view as data: what is drawn, where, and what is told of each thing. No HTML, no drawing.

The same data is the JSON in the page, the table beside the drawing and what tests compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from historiograph.views.legend import EdgeKind, NodeKind

__all__ = ["Edge", "Entry", "NetworkView", "Node", "Region", "Run", "Section"]


@dataclass(frozen=True)
class Run:
    """A piece of running text; with `ref`, a link to that node of the view."""

    text: str
    ref: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of a section: running text, remarks in small type below it, and whether it is our inference."""

    runs: tuple[Run, ...]
    remarks: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True)
class Section:
    """A titled list in the details of a node."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Node:
    """A thing drawn.

    `strong` marks the question of a debate view and its answers. The layout sets the lines of text and the box.
    """

    id: str
    iri: str
    kind: str
    label: str
    text: str = ""
    byline: str = ""
    other_names: tuple[str, ...] = ()
    strong: bool = False
    sections: tuple[Section, ...] = ()
    lines: tuple[str, ...] = ()
    small_lines: tuple[str, ...] = ()
    size: int = 0
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Edge:
    """A relation drawn.

    `explicit` is false for what the curator infers, `behind` the IRI of the stance, membership or move. The
    layout sets the route, so that it stays right when a node is dragged: where the line leaves and arrives
    (`start`, `end`, measured from the centres of the boxes), and how:

        across    an S between two columns, through the gaps in columns between them (`via`: left, right, y)
        side      out of one side and back into the same side, `reach` away from the box
        bus       to the vertical line at x = `reach`, and along it
        frame     not drawn: the frame that the source stands in says it
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    explicit: bool = True
    derived: bool = False
    behind: str = ""
    remarks: tuple[str, ...] = ()
    count: int = 1
    route: str = "across"
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    via: tuple[tuple[int, int, int], ...] = ()
    reach: int = 0


@dataclass(frozen=True)
class Region:
    """A frame or a column heading behind the nodes."""

    label: str
    x: int
    y: int
    width: int
    height: int
    framed: bool = True


@dataclass(frozen=True)
class NetworkView:
    """A drawn part of the graph. Nodes and edges are sorted: by column and place, once laid out."""

    name: str
    title: str
    subtitle: str
    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    regions: tuple[Region, ...] = ()

    @property
    def node_kinds(self) -> tuple[tuple[NodeKind, int], ...]:
        """The kinds that occur, in the order of the legend, with their numbers."""
        return tuple((kind, n) for kind in NodeKind.all() if (n := sum(x.kind == kind.key for x in self.nodes)))

    @property
    def edge_kinds(self) -> tuple[tuple[EdgeKind, int], ...]:
        """The relations that occur, in the order of the legend, with their numbers."""
        return tuple((kind, n) for kind in EdgeKind.all() if (n := sum(x.relation == kind.key for x in self.edges)))

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises:
            KeyError: if the view has none.
        """
        return next(iter(node for node in self.nodes if node.id == node_id))

    def by_id(self) -> Mapping[str, Node]:
        """Return the nodes by id."""
        return {node.id: node for node in self.nodes}

    def to_json(self) -> str:
        """Return the whole view as JSON, keys sorted; the same view gives the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1)
