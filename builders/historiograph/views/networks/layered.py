"""The layout in columns, from left to right, below what the view is about.

    a debate:  holders | answers | claims, by their distance from an answer | evidence
    a school:  questions | positions | reasons | evidence | who holds the contrary

Columns of wide, low boxes fit the width of a screen, where rows of them would not. Within a column, boxes stand
near what they are linked to (barycentre sweeps from both sides) and never nearer to each other than a gap. A line
that passes a column takes a place of its own in it, so it runs between boxes, not under them. Lines from a column
back into it run in lanes beside it, and the next column stands as far away as they need. What is linked with
nothing but the focus stands in a frame, which stands for its lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from historiograph.views.networks.bundles import bundled
from historiograph.views.networks.columns import Plan
from historiograph.views.networks.layouts import Layouts
from historiograph.views.networks.measure import box
from historiograph.views.networks.models import NetworkView, Node, Region
from historiograph.views.networks.passing import gaps_passed
from historiograph.views.networks.routing import FIRST_LANE, LANE, lanes, route
from historiograph.views.phrases import phrase

__all__ = ["lay_out_columns", "spread"]

_GAP, _MOST_GAP, _GUTTER, _PORT = 22.0, 54.0, 108, 11
_SWEEPS = 16
_LINE = 8
_STEP = 34
"""How far beyond the last lane of a column the steps of argument stand that lead to its boxes."""
_HEAD_AT = 660
"""The question stands over the middle, but never so far right that the first sight of a wide debate lacks it."""
_ROW = 900
"""How wide a frame of boxes gets, if the columns are not wider."""


@dataclass
class _Grid:
    """What stands in which column: boxes, and passing lines as thin boxes named after their edge."""

    columns: dict[int, list[str]]
    heights: dict[str, int]
    near: dict[str, list[str]]
    passing: dict[str, list[tuple[int, str]]]


def lay_out_columns(view: NetworkView, plan: Plan, layouts: Layouts | None = None) -> NetworkView:
    """Return the view with boxes, positions, column headings and routes of the edges.

    Args:
        view: still without positions.
        plan: what stands in which column, above them and below them.
        layouts: where its boxes stood in an earlier edition.
    """
    boxes = {node.id: _box(node, plan.head) for node in view.nodes}
    _even(view, plan.columns, boxes)
    grid = _grid(view, plan.columns, boxes)
    y = _stack(grid)
    beside = _room_beside(view, plan.columns, boxes, y)
    lefts, widths = _across(plan.columns, boxes, beside)
    total = max((lefts[c] + widths[c] for c in plan.columns), default=0.0)
    placed = _frame(plan.above, boxes, max(round(total), _ROW), boxes[plan.head].height + 40 if plan.head else 0)
    top = max((node.y + node.height // 2 for node in placed.values()), default=_below_head(plan, boxes)) + 76
    for column, ids in plan.columns.items():
        for node_id in ids:
            x = round(lefts[column] + widths[column] / 2)
            placed[node_id] = replace(boxes[node_id], x=x, y=round(top + y[node_id]))
    _place_steps(view, boxes, placed, plan.columns, beside)
    right = max((node.x + node.width / 2 for node in placed.values()), default=0.0)
    if plan.head:
        head = boxes[plan.head]
        at = round(min(max(right, head.width) / 2, _HEAD_AT))
        placed[head.id] = replace(head, x=at, y=head.height // 2)
    below = max((node.y + node.height // 2 for node in placed.values()), default=top) + 84
    placed |= _frame(plan.below, boxes, max(round(right), _ROW), below)
    tracks = {
        edge_id: tuple(
            (round(lefts[c]) - 6, round(lefts[c] + widths[c]) + 6, round(top + y[name])) for c, name in passed
        )
        for edge_id, passed in grid.passing.items()
    }
    placed, as_fresh = layouts.settle(view, placed) if layouts else (placed, True)
    own_way = [e for e in view.edges if plan.head not in (e.source, e.target) and not (as_fresh and e.id in tracks)]
    found = gaps_passed(own_way, plan.columns, placed)
    return bundled(_drawn(view, plan, placed, tracks | found if as_fresh else found))


def _box(node: Node, head: str) -> Node:
    if node.id == head:
        return box(node, widest=560, size=20)
    return box(node, widest=230 if node.kind == "debate" else 0)


def _below_head(plan: Plan, boxes: Mapping[str, Node]) -> int:
    return boxes[plan.head].height if plan.head else -40


def _drawn(
    view: NetworkView,
    plan: Plan,
    placed: Mapping[str, Node],
    vias: Mapping[str, tuple[tuple[int, int, int], ...]],
) -> NetworkView:
    """Return the view with these places, headings and frames round them, and lines between them."""
    columns = {c: [placed[i] for i in ids] for c, ids in plan.columns.items() if ids}
    top = min((node.y - node.height // 2 for nodes in columns.values() for node in nodes), default=0) - 32
    regions = [
        Region(plan.headings.get(c, ""), left, top, right - left, 20, False)
        for c, nodes in columns.items()
        for left, right in [(min(n.x - n.width // 2 for n in nodes), max(n.x + n.width // 2 for n in nodes))]
    ]
    for ids, label in ((plan.above, plan.headings.get(0, "")), (plan.below, phrase("network.frame-apart"))):
        if ids:
            regions.append(_region(label, [placed[i] for i in ids]))
    frames = {*plan.above, *plan.below}
    buses = {
        edge.id: placed[edge.source].x - placed[edge.source].width // 2 - 18
        for edge in view.edges
        if plan.head and edge.target == plan.head and edge.source not in frames
    }
    in_frames = {e.id for e in view.edges if plan.head in (e.source, e.target) and frames & {e.source, e.target}}
    close = 60 + max((FIRST_LANE + LANE * len(plan.columns.get(c, ())) for c in columns), default=0)
    edges = tuple(
        replace(edge, route="frame") if edge.id in in_frames else edge
        for edge in route(view.edges, placed, buses, vias, close)
    )
    order = {node_id: column for column, ids in plan.columns.items() for node_id in ids}
    nodes = sorted(placed.values(), key=lambda n: (n.id != plan.head, order.get(n.id, 99), n.y, n.x, n.id))
    return replace(view, nodes=tuple(nodes), edges=edges, regions=tuple(regions))


def _frame(ids: Sequence[str], boxes: Mapping[str, Node], right: int, top: int) -> dict[str, Node]:
    """Return these boxes in rows, evened."""
    if not ids:
        return {}
    width = max(boxes[node_id].width for node_id in ids)
    gap = round(_GAP)
    per_row = max(1, min(len(ids), (right - 36 + gap) // (width + gap)))
    y = top
    placed = {}
    for start in range(0, len(ids), per_row):
        row = ids[start : start + per_row]
        height = max(boxes[node_id].height for node_id in row)
        for number, node_id in enumerate(row):
            x = 18 + number * (width + gap) + width // 2
            placed[node_id] = replace(boxes[node_id], x=x, y=y + height // 2, width=width, height=height)
        y += height + gap
    return placed


def _region(label: str, nodes: Sequence[Node]) -> Region:
    """Return the frame round some boxes, with room for its heading."""
    left, right = (min(n.x - n.width // 2 for n in nodes) - 18, max(n.x + n.width // 2 for n in nodes) + 18)
    top, bottom = (min(n.y - n.height // 2 for n in nodes) - 34, max(n.y + n.height // 2 for n in nodes) + 18)
    return Region(label, left, top, right - left, bottom - top)


def _room_beside(
    view: NetworkView, columns: Mapping[int, Sequence[str]], boxes: Mapping[str, Node], y: Mapping[str, float]
) -> dict[int, int]:
    """Return how much room the lanes take beside each column: those of lines that go from it back into it."""
    column_of = {node_id: column for column, ids in columns.items() for node_id in ids}
    spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for edge in view.edges:
        column = column_of.get(edge.source)
        if column is not None and column == column_of.get(edge.target):
            ends = sorted((edge.source, edge.target), key=lambda end: y[end])
            reach = [boxes[end].height / 2 for end in ends]
            spans[column].append((round(y[ends[0]] - reach[0]), round(y[ends[1]] + reach[1]), edge.id))
    return {c: FIRST_LANE + LANE * (max(lanes(found).values()) + 1) for c, found in spans.items()}


def _even(view: NetworkView, columns: Mapping[int, Sequence[str]], boxes: dict[str, Node]) -> None:
    """Make all boxes of a column equally wide, and each high enough for the lines that meet it."""
    lines: dict[str, int] = defaultdict(int)
    for edge in view.edges:
        lines[edge.source] += 1
        lines[edge.target] += 1
    for ids in columns.values():
        widest = max(boxes[node_id].width for node_id in ids)
        for node_id in ids:
            high = max(boxes[node_id].height, round(lines[node_id] * 0.6 * _PORT) + 16)
            boxes[node_id] = replace(boxes[node_id], width=widest, height=high)


def _grid(view: NetworkView, columns: Mapping[int, Sequence[str]], boxes: Mapping[str, Node]) -> _Grid:
    """Link boxes to their neighbours in other columns; a line that passes columns is a chain of thin boxes."""
    column_of = {node_id: column for column, ids in columns.items() for node_id in ids}
    steps = {node.id for node in view.nodes if node.kind == "inference"}
    grid = _Grid(
        {c: list(ids) for c, ids in columns.items()}, {i: boxes[i].height for i in column_of}, defaultdict(list), {}
    )
    conclusion = {edge.source: edge.target for edge in view.edges if edge.source in steps}
    for edge in view.edges:
        one, other = (conclusion.get(end, end) if end in steps else end for end in (edge.source, edge.target))
        if one == other or one not in column_of or other not in column_of:
            continue
        low, high = sorted((column_of[one], column_of[other]))
        between = [column for column in columns if low < column < high]
        chain = [one if column_of[one] == low else other, *(f"{edge.id} {c}" for c in between)]
        chain.append(other if chain[0] == one else one)
        for column, name in zip(between, chain[1:-1], strict=True):
            grid.columns[column].append(name)
            grid.heights[name] = _LINE
        for left, right in pairwise(chain):
            grid.near[left].append(right)
            grid.near[right].append(left)
        if between:
            passed = list(zip(between, chain[1:-1], strict=True))
            grid.passing[edge.id] = passed if edge.source == chain[0] else passed[::-1]
    return grid


def _stack(grid: _Grid) -> dict[str, float]:
    """Return the vertical centre of everything in the grid; the top of the uppermost is 0."""
    tallest = max((_height(grid, ids, _GAP) for ids in grid.columns.values()), default=0.0)
    gaps = {
        column: min(_MOST_GAP, max(_GAP, _GAP + (tallest - _height(grid, ids, _GAP)) / max(1, len(ids) - 1)))
        for column, ids in grid.columns.items()
    }
    y: dict[str, float] = {}
    for column, ids in grid.columns.items():
        y |= spread(ids, grid.heights, dict.fromkeys(ids, 0.0).__getitem__, gaps[column])
    for sweep in range(_SWEEPS):
        for column in sorted(grid.columns, reverse=bool(sweep % 2)):
            linked = {
                n: sum(y[o] for o in grid.near[n]) / len(grid.near[n]) for n in grid.columns[column] if grid.near[n]
            }
            ids = sorted(linked, key=lambda name: (linked[name], y[name], name))
            y |= spread(ids, grid.heights, linked.__getitem__, gaps[column])
            bottom = max((y[name] + grid.heights[name] / 2 + gaps[column] for name in ids), default=0.0)
            for name in (name for name in grid.columns[column] if name not in linked):  # an answer that nobody holds
                y[name] = bottom + grid.heights[name] / 2
                bottom += grid.heights[name] + gaps[column]
    top = min((y[name] - grid.heights[name] / 2 for name in y), default=0.0)
    return {name: value - top for name, value in y.items()}


def _height(grid: _Grid, ids: Sequence[str], gap: float) -> float:
    return sum(grid.heights[name] for name in ids) + gap * (len(ids) - 1)


def spread(
    ids: Sequence[str], heights: Mapping[str, int], wanted: Callable[[str], float], gap: float
) -> dict[str, float]:
    """Place boxes in this order, each as near to its wanted centre as the others allow (pooled adjacent blocks)."""
    blocks: list[tuple[float, int, list[str]]] = []  # mean wanted top of the block, number of boxes, their ids
    offset: dict[str, float] = {}
    run = 0.0
    for node_id in ids:
        offset[node_id] = run + heights[node_id] / 2
        run += heights[node_id] + gap
        blocks.append((wanted(node_id) - offset[node_id], 1, [node_id]))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (a, count_a, ids_a), (b, count_b, ids_b) = blocks[-2:]
            mean = (a * count_a + b * count_b) / (count_a + count_b)
            blocks[-2:] = [(mean, count_a + count_b, ids_a + ids_b)]
    return {node_id: base + offset[node_id] for base, _, block in blocks for node_id in block}


def _across(
    columns: Mapping[int, Sequence[str]], boxes: Mapping[str, Node], beside: Mapping[int, int]
) -> tuple[dict[int, float], dict[int, float]]:
    lefts: dict[int, float] = {}
    widths = {column: float(max(boxes[node_id].width for node_id in ids)) for column, ids in columns.items()}
    x = 0.0
    for column in sorted(columns):
        lefts[column] = x
        x += widths[column] + _GUTTER + max(0, beside.get(column, 0) - FIRST_LANE)
    return lefts, widths


def _place_steps(
    view: NetworkView,
    boxes: Mapping[str, Node],
    placed: dict[str, Node],
    columns: Mapping[int, Sequence[str]],
    beside: Mapping[int, int],
) -> None:
    """Place each step of argument beyond the lanes right of its conclusion, towards its premises, apart from others."""
    column_of = {node_id: column for column, ids in columns.items() for node_id in ids}
    taken: list[tuple[int, int]] = []
    leading: dict[str, list[str]] = defaultdict(list)
    led_by: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        leading[edge.source].append(edge.target)
        led_by[edge.target].append(edge.source)
    for node in view.nodes:
        if node.kind != "inference":
            continue
        after = [placed[end] for end in leading[node.id] if end in placed]
        before = [placed[end] for end in led_by[node.id] if end in placed]
        anchor = (after or before or [boxes[node.id]])[0]
        x = round(anchor.x + anchor.width / 2 + _STEP + beside.get(column_of.get(anchor.id, -1), FIRST_LANE) - 14)
        y = round((2 * anchor.y + sum(end.y for end in before)) / (2 + len(before)))
        y = max(anchor.y - anchor.height // 2 - 20, min(anchor.y + anchor.height // 2 + 20, y))
        while any(abs(y - other) < 36 and abs(x - across) < 36 for across, other in taken):
            y += 36
        taken.append((x, y))
        placed[node.id] = replace(boxes[node.id], x=x, y=y)
