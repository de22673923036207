"""How lines run between placed boxes: at which side they leave, at which they arrive, and round what.

Lines that share a side are spread along it in the order of where they go, so parallel relations stay apart and
heads do not lie on each other. Lines that go round the same column each have a lane of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from historiograph.views.networks.models import Edge, Node

__all__ = ["FIRST_LANE", "LANE", "lanes", "route"]

_LEFT, _RIGHT = -1, 1
_APART, _MARGIN = 12, 10
FIRST_LANE, LANE = 24, 13
"""How far from a column its first lane is, and its lanes from each other."""


def route(
    edges: Sequence[Edge],
    nodes: Mapping[str, Node],
    buses: Mapping[str, int],
    vias: Mapping[str, tuple[tuple[int, int, int], ...]] = MappingProxyType({}),
    close: int = 60,
) -> tuple[Edge, ...]:
    """Return the edges with their routes.

    Args:
        edges: to be routed.
        nodes: placed, by id.
        buses: edge -> x of the vertical line that it follows.
        vias: edge -> left, right and y of the gaps that it passes, in its direction.
        close: how far right of a column the steps of argument stand that belong to it.
    """
    sides: dict[str, tuple[int, int]] = {}
    ports: dict[tuple[str, int], list[tuple[float, str, bool]]] = defaultdict(list)
    for edge in edges:
        source, target = nodes[edge.source], nodes[edge.target]
        sides[edge.id] = _sides(source, target, buses.get(edge.id), close)
        passed = vias.get(edge.id, ())
        ports[source.id, sides[edge.id][0]].append((passed[0][2] if passed else target.y, edge.id, True))
        if edge.id not in buses:
            ports[target.id, sides[edge.id][1]].append((passed[-1][2] if passed else source.y, edge.id, False))
    offsets = {
        (edge_id, leaving): offset
        for (node_id, _), ends in ports.items()
        for (_, edge_id, leaving), offset in zip(sorted(ends), _spread(len(ends), nodes[node_id].height), strict=True)
    }
    round_a_column: dict[tuple[int, int], list[tuple[int, int, str]]] = defaultdict(list)
    for edge in edges:
        source, target = nodes[edge.source], nodes[edge.target]
        out, into = sides[edge.id]
        if out == into and edge.id not in buses and target.kind != "inference":
            ends = (source.y + offsets[edge.id, True], target.y + offsets[edge.id, False])
            round_a_column[source.x, out].append((min(ends), max(ends), edge.id))
    lane_of = {edge_id: lane for spans in round_a_column.values() for edge_id, lane in lanes(spans).items()}
    routed = []
    for edge in edges:
        source, target = nodes[edge.source], nodes[edge.target]
        out, into = sides[edge.id]
        start = (out * source.width // 2, offsets[edge.id, True])
        if edge.id in buses:
            below = 1 if source.y > target.y else -1
            end = (0, below * target.height // 2)
            routed.append(replace(edge, route="bus", start=start, end=end, reach=buses[edge.id]))
            continue
        end = (into * target.width // 2, offsets[edge.id, False])
        if out == into:
            reach = FIRST_LANE + LANE * lane_of.get(edge.id, 0)
            routed.append(replace(edge, route="side", start=start, end=end, reach=out * reach))
        else:
            routed.append(replace(edge, route="across", start=start, end=end, via=vias.get(edge.id, ())))
    return tuple(sorted(routed, key=lambda edge: edge.id))


def lanes(spans: Iterable[tuple[int, int, str]]) -> Mapping[str, int]:
    """Return a lane for each span (from, to, id), so that those in one lane do not overlap; short ones come first."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[str, int] = {}
    for low, high, name in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        lane = next(
            (n for n, others in enumerate(taken) if all(high < a or low > b for a, b in others)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[name] = lane
    return found


def _sides(source: Node, target: Node, bus: int | None, close: int) -> tuple[int, int]:
    if bus is not None:
        side = _RIGHT if bus > source.x else _LEFT
        return side, side
    gap = target.x - target.width / 2 - source.x - source.width / 2
    if target.kind == "inference" and 0 <= gap < close:  # from the column of the conclusion: round to the other side
        return _RIGHT, _RIGHT
    if gap >= 0:
        return _RIGHT, _LEFT
    if target.x + target.width / 2 <= source.x - source.width / 2:
        return _LEFT, _RIGHT
    return _RIGHT, _RIGHT


def _spread(count: int, height: int) -> list[int]:
    """Return offsets from the centre of a side for this many lines, not nearer to its ends than a margin."""
    room = max(0, height - 2 * _MARGIN)
    step = min(_APART, room / (count - 1)) if count > 1 else 0.0
    return [round((number - (count - 1) / 2) * step) for number in range(count)]
