"""A network view as data: what is drawn, where, and what is told of each thing. No HTML, no drawing.

The same data is the JSON in the page, the table beside the drawing and what tests compare.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from historiograph.views.networks.legend import EdgeKind, NodeKind

__all__ = ["Edge", "Entry", "Group", "NetworkView", "Node", "Region", "Run", "Section"]

Facets = Mapping[str, tuple[str, ...]]
"""Facet -> ids of the values that a thing has; a facet that is not there is not asked of it."""


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

    `strong` marks the question of a debate view and its answers, `column` says in which column a view of columns has
    it, `within` the group that it is folded into. The layout sets the lines of text and the box.
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
    facets: Facets = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    column: int = 0
    within: str = ""
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
        path      by way of the points in `via`
        straight  from border to border
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
    facets: Facets = field(default_factory=dict)
    route: str = "across"
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    via: tuple[tuple[int, ...], ...] = ()
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
class Group:
    """Several nodes that are drawn as one until a reader opens it; x and y are the centre of its frame."""

    id: str
    label: str
    kind: str = "theme"
    open: bool = False
    lines: tuple[str, ...] = ()
    size: int = 0
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def box(self) -> Node:
        """The box that stands for it while it is closed."""
        return Node(self.id, "", self.kind, self.label, x=self.x, y=self.y, width=self.width, height=self.height)


@dataclass(frozen=True)
class NetworkView:
    """A drawn part of the graph. Nodes and edges are sorted: by column and place, once laid out.

    `headings` names the columns; `facets` has the label of each value of each facet, by id; `notes` is what a reader
    should know before looking: what is left out, or folded together; `own_kinds` are relations of the dataset's own.
    """

    name: str
    title: str
    subtitle: str
    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    regions: tuple[Region, ...] = ()
    groups: tuple[Group, ...] = ()
    headings: Mapping[int, str] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    own_kinds: tuple[EdgeKind, ...] = ()

    @property
    def node_kinds(self) -> tuple[tuple[NodeKind, int], ...]:
        """The kinds that occur, in the order of the legend, with their numbers."""
        counts = Counter(node.kind for node in self.nodes)
        counts.update(group.kind for group in self.groups)
        return tuple((kind, counts[kind.key]) for kind in NodeKind.all() if counts[kind.key])

    @property
    def edge_kinds(self) -> tuple[tuple[EdgeKind, int], ...]:
        """The relations that occur, in the order of the legend, with their numbers."""
        counts = Counter(edge.relation for edge in self.edges)
        return tuple((kind, counts[kind.key]) for kind in (*EdgeKind.all(), *self.own_kinds) if counts[kind.key])

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
