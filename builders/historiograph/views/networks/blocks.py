"""The layout of the overview: schools with their people at the left, the debates by theme at the right.

A person stands with the school that most often counts them in; other placements (contested, critical, "not one of
them") are lines that run between the boxes. Those without a school stand in blocks of their own. A theme has room
for its debates, and is drawn as one box until a reader opens it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from historiograph.views.networks.avoiding import ways_round
from historiograph.views.networks.layouts import Layouts
from historiograph.views.networks.measure import box, wrap
from historiograph.views.networks.models import Edge, Group, NetworkView, Node, Region
from historiograph.views.networks.routing import route
from historiograph.views.networks.themes import themes
from historiograph.views.phrases import phrase
from historiograph.views.reading import Reading

__all__ = ["lay_out_overview"]

_GAP, _BETWEEN, _PADDING, _SPINE, _GUTTER = 9, 34, 14, 30, 110
_LOOSE = 12
_SCREEN = (1170, 770)
_DEBATE, _DEBATE_SIZE, _FEW, _THEME, _THEME_SIZE = 134, 8, 4, 200, 21
_BELONGS = {
    "membership:founder": 5,
    "membership:member": 4,
    "drawnFrom": 4,
    "membership:fellow-traveller": 2,
    "membership:precursor": 2,
    "membership:undecided": 1,
}


class _Part(Protocol):
    """Something that has a place in a column."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    def place(self, x: float, top: float) -> Iterable[Node]:
        """Yield its nodes, with its centre at x and its upper side at top."""


@dataclass
class _Block:
    """A school (or none) with the people who stand with it, in two columns left and right of a spine."""

    school: Node | None
    people: list[Node]
    width: int = 0
    height: int = 0
    left: list[Node] = field(default_factory=list)
    right: list[Node] = field(default_factory=list)

    def measure(self) -> _Block:
        """Share the people out between the columns and find the size."""
        heights = {False: 0, True: 0}
        for person in self.people:
            to_right = heights[True] < heights[False]
            (self.right if to_right else self.left).append(person)
            heights[to_right] += person.height + _GAP
        across = [max((person.width for person in side), default=0) for side in (self.left, self.right)]
        self.width = max(sum(across) + _SPINE, self.school.width if self.school else 0) + 2 * _PADDING
        self.height = self._head() + max(heights.values()) - (_GAP if self.people else 0) + 2 * _PADDING
        return self

    def _head(self) -> int:
        return self.school.height + (16 if self.people else 0) if self.school else 10

    def place(self, x: float, top: float) -> Iterable[Node]:
        """Yield the nodes of the block with the block's centre at x."""
        y = top + _PADDING
        if self.school:
            yield replace(self.school, x=round(x), y=round(y + self.school.height / 2))
        shift = 0.0
        if self.left and self.right:
            shift = (max(p.width for p in self.left) - max(p.width for p in self.right)) / 2
        for side, people in ((-1, self.left), (1, self.right)):
            lower = y + self._head()
            for person in people:
                centre = x + shift + side * (_SPINE + person.width) / 2 if self.right else x + _SPINE / 4
                yield replace(person, x=round(centre), y=round(lower + person.height / 2))
                lower += person.height + _GAP

    @property
    def members(self) -> list[Node]:
        """The school and its people."""
        return ([self.school] if self.school else []) + self.people


@dataclass
class _Theme:
    """A theme with its debates in one column."""

    id: str
    label: str
    debates: list[Node]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return wrap(self.label, _THEME_SIZE * 1.1, self.width - 20)

    @cached_property
    def head(self) -> int:
        return round(len(self.lines) * _THEME_SIZE * 1.2) + 22

    @cached_property
    def width(self) -> int:
        columns = 1 if len(self.debates) < _FEW else 2
        return max(columns * (_DEBATE + _GAP) - _GAP, _THEME) + 2 * _PADDING

    @cached_property
    def height(self) -> int:
        return self.head + sum(max(node.height for node in row) + _GAP for row in self.rows) - _GAP + _PADDING

    @cached_property
    def rows(self) -> list[list[Node]]:
        across = 1 if len(self.debates) < _FEW else 2
        return [self.debates[start : start + across] for start in range(0, len(self.debates), across)]

    def place(self, x: float, top: float) -> Iterable[Node]:
        y = top + self.head
        for row in self.rows:
            high = max(node.height for node in row)
            left = x - (len(row) * (_DEBATE + _GAP) - _GAP) / 2
            for number, node in enumerate(row):
                centre = left + number * (_DEBATE + _GAP) + _DEBATE / 2
                yield replace(node, x=round(centre), y=round(y + high / 2), height=high, within=self.id)
            y += high + _GAP


def lay_out_overview(view: NetworkView, reading: Reading, layouts: Layouts | None = None) -> NetworkView:
    """Return the view with boxes, positions, frames round schools, themes, and routes."""
    by_iri = {node.iri: node for node in view.nodes}
    nodes = {n.id: box(n) if n.kind != "debate" else box(n, _DEBATE - 16, _DEBATE_SIZE, 0.5) for n in view.nodes}
    home = _homes(view)
    found = [
        _Theme(
            key,
            label,
            [replace(nodes[by_iri[iri].id], width=_DEBATE) for iri in sorted(iris, key=reading.label) if iri in by_iri],
        )
        for key, (label, iris) in themes(reading).items()
    ]
    found = [theme for theme in found if theme.debates]
    blocks = _blocks(view, nodes, home)
    left, right = _share(blocks, found)
    tall = max([_height(column) for column in (*left, *right)], default=0)
    placed: dict[str, Node] = {}
    x = 0
    for number, column in enumerate([*left, *right]):
        x += _GUTTER - _BETWEEN if number == len(left) and left else 0
        width = max((part.width for part in column), default=0)
        top = (tall - _height(column)) // 2
        for part in column:
            placed |= {node.id: node for node in part.place(x + width // 2, top)}
            top += part.height + _BETWEEN
        x += width + _BETWEEN
    placed, _ = layouts.settle(view, placed) if layouts else (placed, True)
    framed = {key: [placed[node.id] for node in block.members] for key, block in enumerate(blocks)}
    regions = tuple(_region(blocks[key], members) for key, members in framed.items())
    groups = tuple(_group(theme, [placed[node.id] for node in theme.debates]) for theme in found)
    order = {"debate": 0, "school": 1}
    ordered = sorted(placed.values(), key=lambda node: (order.get(node.kind, 2), node.x, node.y, node.id))
    notes = view.notes
    notes += (phrase("network.note-themes", n=sum(len(theme.debates) for theme in found)),) if found else ()
    shut = [group.box for group in groups]
    shut += [Node("", "", "", "", x=r.x + r.width // 2, y=r.y + 16, width=120, height=16) for r in regions if r.label]
    edges = _routed(view, placed, home, shut)
    return replace(view, nodes=tuple(ordered), edges=edges, regions=regions, groups=groups, notes=notes)


def _routed(
    view: NetworkView, placed: Mapping[str, Node], home: Mapping[str, tuple[str, str]], closed: list[Node]
) -> tuple[Edge, ...]:
    """Return the edges: up the spine to the own school, straight to debates, and round the boxes to other schools."""
    with_school: dict[str, list[Node]] = defaultdict(list)
    for person, (school, _) in home.items():
        with_school[school].append(placed[person])
    spines: dict[str, int] = {}
    for school, people in with_school.items():
        left = min(node.x - node.width // 2 for node in people)
        one_column = max(node.x for node in people) - min(node.x for node in people) < 20
        spines |= {node.id: left - _SPINE // 2 if one_column else placed[school].x for node in people}
    own = {edge.id: spines[edge.source] for edge in view.edges if home.get(edge.source) == (edge.target, edge.id)}
    straight = {edge.id for edge in view.edges if edge.relation == "takesPart"}
    edges = route([edge for edge in view.edges if edge.id in own], placed, own)
    across = [edge for edge in view.edges if edge.id not in own and edge.id not in straight]
    boxes = [node for node in placed.values() if node.kind != "debate"]
    edges += ways_round(across, placed, [*boxes, *closed])
    edges += tuple(replace(edge, route="straight") for edge in view.edges if edge.id in straight)
    return tuple(sorted(edges, key=lambda edge: edge.id))


def _region(block: _Block, members: list[Node]) -> Region:
    left, right = (min(n.x - n.width // 2 for n in members), max(n.x + n.width // 2 for n in members))
    top, bottom = (min(n.y - n.height // 2 for n in members), max(n.y + n.height // 2 for n in members))
    head = 0 if block.school else 20
    label = "" if block.school else phrase("network.no-school")
    frame = (left - _PADDING, top - _PADDING - head, right - left + 2 * _PADDING, bottom - top + 2 * _PADDING + head)
    return Region(label, *frame)


def _group(theme: _Theme, members: list[Node]) -> Group:
    left, right = (min(n.x - n.width // 2 for n in members), max(n.x + n.width // 2 for n in members))
    top, bottom = (min(n.y - n.height // 2 for n in members), max(n.y + n.height // 2 for n in members))
    aside = max(_PADDING, (theme.width - right + left) // 2)
    top, bottom, left, right = top - theme.head, bottom + _PADDING, left - aside, right + aside
    return Group(
        theme.id,
        theme.label,
        lines=theme.lines,
        size=_THEME_SIZE,
        x=(left + right) // 2,
        y=(top + bottom) // 2,
        width=right - left,
        height=bottom - top,
    )


def _homes(view: NetworkView) -> Mapping[str, tuple[str, str]]:
    """Return person -> (school, edge): the placement that weighs most, the first by name among equals."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    strongest: dict[tuple[str, str], tuple[int, str]] = {}
    for edge in view.edges:
        weight = _BELONGS.get(edge.relation, 0)
        if weight:
            weights[edge.source][edge.target] += weight
            best = strongest.get((edge.source, edge.target), (0, ""))
            if weight > best[0]:
                strongest[edge.source, edge.target] = (weight, edge.id)
    homes = {}
    for person, schools in weights.items():
        school = min(schools, key=lambda school: (-schools[school], school))
        homes[person] = (school, strongest[person, school][1])
    return homes


def _blocks(view: NetworkView, nodes: Mapping[str, Node], home: Mapping[str, tuple[str, str]]) -> list[_Block]:
    """Return the blocks, related schools after each other, those without a school last."""
    people: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        if node.kind not in ("school", "debate"):
            people[home[node.id][0] if node.id in home else ""].append(node)
    for group in people.values():
        group.sort(key=lambda node: (node.kind, node.label, node.id))
    links: Counter[frozenset[str]] = Counter()
    for edge in view.edges:
        ends = frozenset(home[end][0] if end in home else end for end in (edge.source, edge.target))
        if len(ends) == 2:
            links[ends] += 1
    waiting = sorted(
        (node for node in nodes.values() if node.kind == "school"), key=lambda n: (-len(people[n.id]), n.id)
    )
    ordered: list[Node] = []
    while waiting:
        last = ordered[-1].id if ordered else ""
        following = min(waiting, key=lambda n: (-links[frozenset((last, n.id))], -len(people[n.id]), n.id))
        waiting.remove(following)
        ordered.append(following)
    blocks = [_Block(school, people[school.id]).measure() for school in ordered]
    loose = people[""]
    parts = -(-len(loose) // _LOOSE)
    size = -(-len(loose) // parts) if parts else 1
    return blocks + [_Block(None, loose[i : i + size]).measure() for i in range(0, len(loose), size)]


def _share(blocks: Sequence[_Part], found: Sequence[_Part]) -> tuple[list[list[_Part]], list[list[_Part]]]:
    """Share blocks and themes out over as many columns as let the whole be shown largest on a screen."""
    best: tuple[float, list[list[_Part]], list[list[_Part]]] = (0.0, [], [])
    lefts, rights = ([_Filled(_fill(parts, n)) for n in range(1, len(parts) + 1)] for parts in (blocks, found))
    for left in lefts or [_Filled([])]:
        for right in rights or [_Filled([])]:
            scale = min(_SCREEN[0] / (left.width + right.width + _GUTTER), _SCREEN[1] / max(left.tall, right.tall, 1))
            if scale > best[0] + 1e-9:
                best = (scale, left.columns, right.columns)
    return best[1], best[2]


class _Filled:
    """Columns with what they take together."""

    def __init__(self, columns: list[list[_Part]]) -> None:
        self.columns = columns
        self.width = sum(max((part.width for part in column), default=0) + _BETWEEN for column in columns)
        self.tall = max(map(_height, columns), default=1)


def _fill(parts: Sequence[_Part], count: int) -> list[list[_Part]]:
    """Fill columns with consecutive parts, none higher than it must be."""
    limit = max([part.height for part in parts] + [sum(part.height + _BETWEEN for part in parts) // count])
    while True:
        columns: list[list[_Part]] = [[]]
        for part in parts:
            if columns[-1] and _height([*columns[-1], part]) > limit:
                columns.append([])
            columns[-1].append(part)
        if len(columns) <= count:
            return columns
        limit = round(limit * 1.04) + 1


def _height(column: Sequence[_Part]) -> int:
    return sum(part.height + _BETWEEN for part in column) - _BETWEEN if column else 0
