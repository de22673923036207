"""The layout of a debate: the question above, then columns from left to right.

    holders | answers | claims, by their distance from an answer | evidence

Columns of wide, low boxes fit the width of a screen, where rows of them would not. Within a column, boxes stand
near what they are linked to (barycentre sweeps from both sides) and never nearer to each other than a gap. A line
that passes a column takes a place of its own in it, so it runs between boxes, not under them. Claims that bear on
the question and are linked to nothing else stand together in a frame below, which stands for their lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from historiograph.views.measure import box
from historiograph.views.models import Edge, NetworkView, Node, Region
from historiograph.views.routing import route

__all__ = ["lay_out_debate", "spread"]

_GAP, _MOST_GAP, _GUTTER, _MOST_DEPTH, _PORT = 22.0, 54.0, 108, 3, 11
_HOLDERS, _ANSWERS, _EVIDENCE = 0, 1, 9
_HEADINGS = {_HOLDERS: "Who", _ANSWERS: "Answers", 2: "Reasons and objections", _EVIDENCE: "Evidence"}
_SWEEPS = 16
_LINE = 8
_HEAD_AT = 660
"""The question stands over the middle, but never so far right that the first sight of a wide debate lacks it."""


@dataclass
class _Grid:
    """What stands in which column: boxes, and passing lines as thin boxes named after their edge."""

    columns: dict[int, list[str]]
    heights: dict[str, int]
    near: dict[str, list[str]]
    passing: dict[str, list[tuple[int, str]]]


def lay_out_debate(view: NetworkView) -> NetworkView:
    """Return the view with boxes, positions, column headings and routes of the edges."""
    boxes = {node.id: box(node, widest=560, size=20) if node.id == view.focus else box(node) for node in view.nodes}
    linked = {end for edge in view.edges if edge.target != view.focus for end in (edge.source, edge.target)}
    apart = [
        n.id for n in view.nodes if n.id not in linked and n.kind in ("claim", "estimate", "analogy") and not n.strong
    ]
    columns = _columns(view, apart)
    _even(view, columns, boxes)
    grid = _grid(view, columns, boxes)
    y = _stack(grid)
    lefts, widths = _across(columns, boxes)
    head = boxes[view.focus]
    top = head.height + 76
    placed: dict[str, Node] = {}
    for column, ids in columns.items():
        for node_id in ids:
            placed[node_id] = replace(
                boxes[node_id], x=round(lefts[column] + widths[column] / 2), y=round(top + y[node_id])
            )
    _place_steps(view, boxes, placed)
    right = max((node.x + node.width / 2 for node in placed.values()), default=head.width)
    placed[head.id] = replace(head, x=round(min(right / 2, _HEAD_AT)), y=head.height // 2)
    regions = tuple(
        Region(
            _HEADINGS.get(column, "What stands behind"),
            round(lefts[column]),
            top - 32,
            round(widths[column]),
            20,
            False,
        )
        for column in sorted(columns)
    )
    buses = {
        edge.id: round(placed[edge.source].x - placed[edge.source].width / 2) - 18 if edge.source in placed else 0
        for edge in view.edges
        if edge.target == head.id
    }
    vias = {
        edge_id: tuple(
            (round(lefts[c]) - 6, round(lefts[c] + widths[c]) + 6, round(top + y[name])) for c, name in passed
        )
        for edge_id, passed in grid.passing.items()
    }
    below = max((node.y + node.height // 2 for node in placed.values()), default=top) + 44
    frame = _frame_apart(apart, boxes, round(right), below, placed)
    order = {node_id: column for column, ids in columns.items() for node_id in ids}
    nodes = sorted(placed.values(), key=lambda n: (n.id != head.id, order.get(n.id, 99), n.y, n.id))
    edges = tuple(
        replace(edge, route="frame") if edge.source in apart else edge
        for edge in route(view.edges, placed, buses, vias)
    )
    return replace(view, nodes=tuple(nodes), edges=edges, regions=(*regions, *frame))


def _frame_apart(
    apart: Sequence[str], boxes: Mapping[str, Node], right: int, top: int, placed: dict[str, Node]
) -> tuple[Region, ...]:
    """Place these boxes in rows below everything else, and return the frame round them."""
    if not apart:
        return ()
    width = max(boxes[node_id].width for node_id in apart)
    per_row = max(1, min(len(apart), int((right - 36 + _GAP) // (width + _GAP))))
    y = top + 40
    for start in range(0, len(apart), per_row):
        row = apart[start : start + per_row]
        height = max(boxes[node_id].height for node_id in row)
        for number, node_id in enumerate(row):
            x = 18 + number * (width + round(_GAP)) + width // 2
            placed[node_id] = replace(boxes[node_id], x=x, y=y + height // 2, width=width, height=height)
        y += height + round(_GAP)
    across = max(right, 36 + per_row * (width + round(_GAP)) - round(_GAP))
    return (Region("Also bear on the question", 0, top, across, y - top - 4),)


def _columns(view: NetworkView, apart: Sequence[str]) -> dict[int, list[str]]:
    """Return node ids by column; steps of argument stand between columns and are in none."""
    links = [edge for edge in view.edges if edge.target != view.focus]
    kinds = {node.id: node.kind for node in view.nodes}
    column = {node.id: _ANSWERS for node in view.nodes if node.strong and node.id != view.focus}
    newest = set(column)
    for depth in range(1, _MOST_DEPTH + 1):
        reached = _linked(links, newest, kinds) - set(column)
        newest = {end for end in reached if kinds[end] in ("claim", "estimate", "analogy")}
        column.update(dict.fromkeys(newest, _ANSWERS + depth))
    for node in view.nodes:
        if node.id in apart:
            continue
        if node.kind == "evidence":
            column[node.id] = _EVIDENCE
        elif node.kind in ("historian", "actor", "unnamed-party"):
            column[node.id] = _HOLDERS
        elif node.id != view.focus and node.kind != "inference":
            column.setdefault(node.id, _ANSWERS + 1)
    found: dict[int, list[str]] = defaultdict(list)
    for node_id in sorted(column):
        found[column[node_id]].append(node_id)
    return dict(sorted(found.items()))


def _linked(links: Sequence[Edge], start: set[str], kinds: Mapping[str, str]) -> set[str]:
    """Return what is linked to `start`, looking through steps of argument."""

    def beside(ids: set[str]) -> set[str]:
        return {e.source for e in links if e.target in ids} | {e.target for e in links if e.source in ids}

    ends = beside(start)
    return ends | beside({end for end in ends if kinds[end] == "inference"})


def _even(view: NetworkView, columns: Mapping[int, Sequence[str]], boxes: dict[str, Node]) -> None:
    """Make all boxes of a column equally wide, and each high enough for the lines that meet it."""
    lines: dict[str, int] = defaultdict(int)
    for edge in view.edges:
        if edge.target != view.focus:
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
    columns: Mapping[int, Sequence[str]], boxes: Mapping[str, Node]
) -> tuple[dict[int, float], dict[int, float]]:
    lefts: dict[int, float] = {}
    widths = {column: float(max(boxes[node_id].width for node_id in ids)) for column, ids in columns.items()}
    x = 0.0
    for column in sorted(columns):
        lefts[column] = x
        x += widths[column] + _GUTTER
    return lefts, widths


def _place_steps(view: NetworkView, boxes: Mapping[str, Node], placed: dict[str, Node]) -> None:
    """Place each step of argument in the gutter right of its conclusion, towards its premises, apart from others."""
    taken: list[tuple[int, int]] = []
    for node in view.nodes:
        if node.kind != "inference":
            continue
        after = [placed[e.target] for e in view.edges if e.source == node.id and e.target in placed]
        before = [placed[e.source] for e in view.edges if e.target == node.id and e.source in placed]
        anchor = (after or before or [boxes[node.id]])[0]
        x = round(anchor.x + anchor.width / 2 + 44)
        y = round((2 * anchor.y + sum(end.y for end in before)) / (2 + len(before)))
        y = max(anchor.y - anchor.height // 2 - 20, min(anchor.y + anchor.height // 2 + 20, y))
        while any(abs(y - other) < 36 and abs(x - across) < 36 for across, other in taken):
            y += 36
        taken.append((x, y))
        placed[node.id] = replace(boxes[node.id], x=x, y=y)
