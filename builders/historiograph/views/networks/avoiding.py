"""Lines that run round boxes: shortest orthogonal ways over a grid, with few bends and little shared ground.

A* over square cells (Hart, Nilsson and Raphael 1968); a cell within a margin of a box is closed, but for the sides
that a line leaves and reaches. What one line has used costs the next one more, so lines lie beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from historiograph.views.networks.models import Edge, Node

__all__ = ["ways_round"]

_CELL, _MARGIN = 11, 4
_BEND, _SHARED, _OUTSIDE = 5.0, 3.0, 6
_MOST = 400_000
"""So many cells are looked at for all lines of a picture, some seconds' worth; lines that then are left go straight."""
_STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))
Cell = tuple[int, int]


def ways_round(edges: Sequence[Edge], nodes: Mapping[str, Node], boxes: Iterable[Node]) -> tuple[Edge, ...]:
    """Return the edges with routes that pass no box; one for which there is no way, or none near, goes straight."""
    closed = {cell for node in boxes for cell in _cells(node)}
    if not closed:
        return tuple(replace(edge, route="straight") for edge in edges)
    low = (min(x for x, _ in closed) - _OUTSIDE, min(y for _, y in closed) - _OUTSIDE)
    high = (max(x for x, _ in closed) + _OUTSIDE, max(y for _, y in closed) + _OUTSIDE)
    used: dict[Cell, int] = {}
    routed = []
    left = _MOST
    for edge in sorted(edges, key=lambda edge: (edge.target, edge.source, edge.id)):
        source, target = nodes[edge.source], nodes[edge.target]
        way, looked = _way(_doors(source, closed), _doors(target, closed), closed, used, low, high, left)
        left -= looked
        if not way:
            routed.append(replace(edge, route="straight"))
            continue
        for cell in way:
            used[cell] = used.get(cell, 0) + 1
        points = [(round((x + 0.5) * _CELL), round((y + 0.5) * _CELL)) for x, y in _corners(way)]
        start, end = _touch(source, points[0]), _touch(target, points[-1])
        via = tuple(
            _squared(points, (source.x + start[0], source.y + start[1]), (target.x + end[0], target.y + end[1]))
        )
        routed.append(replace(edge, route="path", start=start, end=end, via=via))
    return tuple(routed)


def _cells(node: Node) -> Iterable[Cell]:
    left, right = (node.x - node.width / 2 - _MARGIN) // _CELL, (node.x + node.width / 2 + _MARGIN) // _CELL
    top, bottom = (node.y - node.height / 2 - _MARGIN) // _CELL, (node.y + node.height / 2 + _MARGIN) // _CELL
    return ((x, y) for x in range(int(left), int(right) + 1) for y in range(int(top), int(bottom) + 1))


def _doors(node: Node, closed: set[Cell]) -> list[Cell]:
    """Return the open cells beside a box, those at its left and right first."""
    cells = set(_cells(node))
    around = {(x + dx, y + dy) for x, y in cells for dx, dy in _STEPS} - cells - closed
    return sorted(around)


def _way(
    starts: Sequence[Cell],
    goals: Sequence[Cell],
    closed: set[Cell],
    used: Mapping[Cell, int],
    low: Cell,
    high: Cell,
    most: int,
) -> tuple[list[Cell], int]:
    """Return the cells of the shortest way, none where there is none or it is too far; and how many were looked at."""
    looked = 0
    if not starts or not goals:
        return [], looked
    ends = set(goals)
    gx, gy = (min(x for x, _ in goals), max(x for x, _ in goals)), (min(y for _, y in goals), max(y for _, y in goals))

    def rest(cell: Cell) -> int:
        return max(gx[0] - cell[0], 0, cell[0] - gx[1]) + max(gy[0] - cell[1], 0, cell[1] - gy[1])

    best: dict[tuple[Cell, int], float] = {}
    before: dict[tuple[Cell, int], tuple[Cell, int]] = {}
    waiting = []
    for cell in starts:
        for way in range(4):
            best[cell, way] = 0.0
            waiting.append((float(rest(cell)), cell, way))
    waiting.sort()
    while waiting and looked < most:
        looked += 1
        _, cell, way = heappop(waiting)
        if cell in ends:
            return _walked(before, (cell, way)), looked
        for turn, (dx, dy) in enumerate(_STEPS):
            following = (cell[0] + dx, cell[1] + dy)
            if following in closed or not (low[0] <= following[0] <= high[0] and low[1] <= following[1] <= high[1]):
                continue
            cost = best[cell, way] + 1 + (_BEND if turn != way else 0.0) + _SHARED * used.get(following, 0)
            if cost < best.get((following, turn), 1e18):
                best[following, turn] = cost
                before[following, turn] = (cell, way)
                heappush(waiting, (cost + rest(following), following, turn))
    return [], looked


def _walked(before: Mapping[tuple[Cell, int], tuple[Cell, int]], at: tuple[Cell, int]) -> list[Cell]:
    way = [at[0]]
    while at in before:
        at = before[at]
        way.append(at[0])
    return way[::-1]


def _corners(way: Sequence[Cell]) -> list[Cell]:
    """Return the ends of a way and the cells at which it turns."""
    inner = [
        b
        for a, b, c in zip(way, way[1:], way[2:], strict=False)
        if (b[0] - a[0], b[1] - a[1]) != (c[0] - b[0], c[1] - b[1])
    ]
    return [way[0], *inner, way[-1]] if len(way) > 1 else [way[0]]


def _touch(node: Node, point: tuple[int, int]) -> tuple[int, int]:
    """Return where a line from this point meets the box, measured from its centre."""
    dx, dy = point[0] - node.x, point[1] - node.y
    if abs(dx) > node.width / 2:
        return (
            round(node.width / 2) * (1 if dx > 0 else -1),
            max(-node.height // 2 + 6, min(node.height // 2 - 6, dy)),
        )
    return (max(-node.width // 2 + 8, min(node.width // 2 - 8, dx)), round(node.height / 2) * (1 if dy > 0 else -1))


def _squared(points: list[tuple[int, int]], start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Move the outer points so that the first and the last piece are level or upright."""
    made = list(points)
    for index, at in ((0, start), (-1, end)):
        x, y = made[index]
        made[index] = (x, at[1]) if abs(x - at[0]) > abs(y - at[1]) else (at[0], y)
    return made
