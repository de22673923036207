"""How lines run between placed boxes: at which side they leave, at which they arrive, and round what.

Lines that share a side are spread along it in the order of where they go, so parallel relations stay apart and
heads do not lie on each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from historiograph.views.models import Edge, Node

__all__ = ["route"]

_LEFT, _RIGHT = -1, 1
_APART, _MARGIN, _LANE, _CLOSE = 12, 10, 11, 60


def route(
    edges: Sequence[Edge],
    nodes: Mapping[str, Node],
    buses: Mapping[str, int],
    vias: Mapping[str, tuple[tuple[int, int, int], ...]] = MappingProxyType({}),
) -> tuple[Edge, ...]:
    """Return the edges with their routes.

    Args:
        edges: to be routed.
        nodes: placed, by id.
        buses: edge -> x of the vertical line that it follows.
        vias: edge -> left, right and y of the gaps that it passes, in its direction.
    """
    sides: dict[str, tuple[int, int]] = {}
    ports: dict[tuple[str, int], list[tuple[float, str, bool]]] = defaultdict(list)
    for edge in edges:
        source, target = nodes[edge.source], nodes[edge.target]
        sides[edge.id] = _sides(source, target, buses.get(edge.id))
        passed = vias.get(edge.id, ())
        ports[source.id, sides[edge.id][0]].append((passed[0][2] if passed else target.y, edge.id, True))
        if edge.id not in buses:
            ports[target.id, sides[edge.id][1]].append((passed[-1][2] if passed else source.y, edge.id, False))
    offsets = {
        (edge_id, leaving): offset
        for (node_id, _), ends in ports.items()
        for (_, edge_id, leaving), offset in zip(sorted(ends), _spread(len(ends), nodes[node_id].height), strict=True)
    }
    lanes: dict[int, int] = defaultdict(int)
    routed = []
    for edge in sorted(edges, key=lambda edge: (abs(nodes[edge.source].y - nodes[edge.target].y), edge.id)):
        source, target = nodes[edge.source], nodes[edge.target]
        out, into = sides[edge.id]
        start = (out * source.width // 2, offsets[edge.id, True])
        if edge.id in buses:
            below = 1 if source.y > target.y else -1
            routed.append(
                replace(edge, route="bus", start=start, end=(0, below * target.height // 2), reach=buses[edge.id])
            )
            continue
        end = (into * target.width // 2, offsets[edge.id, False])
        if out == into:
            lane = 0 if target.kind == "inference" else lanes[source.x] + 1  # those to one step run together
            lanes[source.x] = max(lanes[source.x], lane)
            routed.append(replace(edge, route="side", start=start, end=end, reach=out * (15 + _LANE * (lane % 6))))
        else:
            routed.append(replace(edge, route="across", start=start, end=end, via=vias.get(edge.id, ())))
    return tuple(sorted(routed, key=lambda edge: edge.id))


def _sides(source: Node, target: Node, bus: int | None) -> tuple[int, int]:
    if bus is not None:
        side = _RIGHT if bus > source.x else _LEFT
        return side, side
    gap = target.x - target.width / 2 - source.x - source.width / 2
    if target.kind == "inference" and 0 <= gap < _CLOSE:  # from the column of the conclusion: round to the other side
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
