"""The layout of the overview: debates in the middle, schools left and right of them, each with its people.

A person stands with the school that most often counts them in; other placements (contested, critical, "not one of
them") are lines across. Those without a school stand in blocks of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from historiograph.views.measure import box
from historiograph.views.models import NetworkView, Node, Region
from historiograph.views.routing import route

__all__ = ["lay_out_overview"]

_GAP, _BETWEEN, _PADDING, _SPINE, _GUTTER, _LANE = 9, 26, 14, 30, 96, 44
_LOOSE = 12
_SCREEN = (1030, 715)
_BELONGS = {
    "membership:founder": 5,
    "membership:member": 4,
    "drawnFrom": 4,
    "membership:fellow-traveller": 2,
    "membership:precursor": 2,
    "membership:undecided": 1,
}


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

    def spine(self, x: float) -> int:
        """Return the x of the vertical line that joins the people to the school."""
        if not self.right:
            return round(x + _SPINE / 4 - max((p.width for p in self.left), default=0) / 2 - _SPINE / 2)
        return round(x + (max(p.width for p in self.left) - max(p.width for p in self.right)) / 2)


def lay_out_overview(view: NetworkView) -> NetworkView:
    """Return the view with boxes, positions, frames round schools, and routes."""
    nodes = {node.id: box(node, widest=300 if node.kind == "debate" else 0) for node in view.nodes}
    home = _homes(view)
    debates = [node for node in nodes.values() if node.kind == "debate"]
    debate_width = max((node.width for node in debates), default=0)
    debates = [replace(node, width=debate_width) for node in debates]
    columns, debate_columns = _share(_blocks(view, nodes, home), debates)
    placed: dict[str, Node] = {}
    regions: list[Region] = []
    spines: dict[str, int] = {}
    height = max(map(_height, columns), default=0)
    middle = (len(columns) + 1) // 2
    x = 0
    debates_left = 0
    for number, column in enumerate(columns):
        if number == middle:
            x = debates_left + _debates_width(debates, debate_columns) + _GUTTER
        width = max((block.width for block in column), default=0)
        top = (height - _height(column)) // 2
        for block in column:
            centre = x + width // 2
            for node in block.place(centre, top):
                placed[node.id] = node
                spines[node.id] = block.spine(centre)
            label = "" if block.school else "Placed in no school"
            regions.append(Region(label, centre - width // 2, top, width, block.height))
            top += block.height + _BETWEEN
        x += width + _BETWEEN
        debates_left = max(debates_left, x - _BETWEEN + _GUTTER) if number < middle else debates_left
    placed |= _debates(view, debates, placed, debates_left, debate_columns, height)
    buses = {edge.id: spines[edge.source] for edge in view.edges if home.get(edge.source) == (edge.target, edge.id)}
    edges = route(view.edges, placed, buses)
    order = {"debate": 0, "school": 1}
    ordered = sorted(placed.values(), key=lambda node: (order.get(node.kind, 2), node.x, node.y, node.id))
    return replace(view, nodes=tuple(ordered), edges=edges, regions=tuple(regions))


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


def _share(blocks: list[_Block], debates: list[Node]) -> tuple[list[list[_Block]], int]:
    """Share blocks and debates out over as many columns as let the whole be shown largest on a screen."""
    best: tuple[float, list[list[_Block]], int] = (0.0, [[]], 1)
    for debate_columns in range(1, 5):
        tallest_debates = sum(node.height + _GAP + 6 for node in debates) / debate_columns
        for count in range(1, len(blocks) + 1):
            columns = _fill(blocks, count)
            width = _debates_width(debates, debate_columns) + 2 * _GUTTER
            width += sum(max((block.width for block in column), default=0) + _BETWEEN for column in columns)
            tallest = max(tallest_debates, *map(_height, columns), 1)
            scale = min(_SCREEN[0] / width, _SCREEN[1] / tallest)
            if scale > best[0] + 1e-9:
                best = (scale, columns, debate_columns)
    return best[1], best[2]


def _debates_width(debates: list[Node], columns: int) -> int:
    return (debates[0].width + _LANE) * columns - _LANE if debates else 0


def _fill(blocks: list[_Block], count: int) -> list[list[_Block]]:
    """Fill columns with consecutive blocks, none higher than it must be."""
    limit = max([block.height for block in blocks] + [sum(b.height + _BETWEEN for b in blocks) // count])
    while True:
        columns: list[list[_Block]] = [[]]
        for block in blocks:
            if columns[-1] and _height([*columns[-1], block]) > limit:
                columns.append([])
            columns[-1].append(block)
        if len(columns) <= count:
            return columns + [[] for _ in range(count - len(columns))]
        limit = round(limit * 1.04) + 1


def _height(column: list[_Block]) -> int:
    return sum(block.height + _BETWEEN for block in column) - _BETWEEN if column else 0


def _debates(
    view: NetworkView, debates: list[Node], placed: Mapping[str, Node], left: int, columns: int, height: float
) -> dict[str, Node]:
    """Place the debates in columns, each near the people who take part in it."""
    near: dict[str, list[Node]] = defaultdict(list)
    for edge in view.edges:
        if edge.relation == "takesPart":
            near[edge.target] += [placed[edge.source]] * min(edge.count, 3)
    boxes = {node.id: node for node in debates}
    heights = {node.id: node.height for node in debates}
    x_of = {i: sum(n.x for n in near[i]) / len(near[i]) if near[i] else left for i in boxes}
    y_of = {i: sum(n.y for n in near[i]) / len(near[i]) if near[i] else height / 2 for i in boxes}
    by_x = sorted(boxes, key=lambda node_id: (x_of[node_id], node_id))
    size = -(-len(by_x) // columns) if by_x else 1
    found = {}
    for number in range(columns):
        ids = sorted(by_x[number * size : (number + 1) * size], key=lambda node_id: (y_of[node_id], node_id))
        if not ids:
            continue
        gap = min(60.0, max(_GAP + 6.0, (height - sum(heights[i] for i in ids)) / max(1, len(ids) - 1)))
        run = (height - sum(heights[i] for i in ids) - gap * (len(ids) - 1)) / 2
        x = left + number * (boxes[ids[0]].width + _LANE) + boxes[ids[0]].width // 2
        for node_id in ids:
            found[node_id] = replace(boxes[node_id], x=x, y=round(run + heights[node_id] / 2))
            run += heights[node_id] + gap
    return found
