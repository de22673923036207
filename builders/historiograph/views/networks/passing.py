"""How a line passes the columns between its ends: through the gap nearest to its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from historiograph.views.networks.models import Edge, Node

__all__ = ["gaps_passed"]

_CLEAR, _BESIDE, _APART = 7, 6, 5


def gaps_passed(
    edges: Iterable[Edge], columns: Mapping[int, Sequence[str]], placed: Mapping[str, Node]
) -> dict[str, tuple[tuple[int, int, int], ...]]:
    """Return edge -> left, right and y of the gaps that it passes, in its direction, for boxes that stand already."""
    walls = sorted(
        (
            min(placed[i].x - placed[i].width // 2 for i in ids) - _BESIDE,
            max(placed[i].x + placed[i].width // 2 for i in ids) + _BESIDE,
            sorted((placed[i].y - placed[i].height // 2, placed[i].y + placed[i].height // 2) for i in ids),
        )
        for ids in columns.values()
        if ids
    )
    used: Counter[tuple[int, int]] = Counter()
    found = {}
    for edge in edges:
        one, other = placed[edge.source], placed[edge.target]
        west, east = sorted((one, other), key=lambda node: node.x)
        inner = (west.x + west.width / 2, east.x - east.width / 2)
        passed = [
            (left, right, _gap(one, other, (left + right) / 2, spans, used, left))
            for left, right, spans in walls
            if inner[0] <= left and right <= inner[1]
        ]
        if passed:
            found[edge.id] = tuple(passed if west is one else passed[::-1])
    return found


def _gap(
    one: Node, other: Node, at: float, spans: Sequence[tuple[int, int]], used: Counter[tuple[int, int]], wall: int
) -> int:
    """Return the y nearest to the straight way at which a wall is open, beside the lines that pass there already."""
    share = (at - one.x) / ((other.x - one.x) or 1)
    wanted = one.y + (other.y - one.y) * share
    candidates = [wanted, *(y for top, bottom in spans for y in (top - _CLEAR, bottom + _CLEAR))]
    free = [y for y in candidates if not any(top - _CLEAR < y < bottom + _CLEAR for top, bottom in spans)]
    nearest: float = min(free or candidates, key=lambda y: (abs(y - wanted), y))
    y = round(nearest)
    used[wall, y] += 1
    beside = y + _APART * (used[wall, y] - 1)
    return y if any(top - 2 < beside < bottom + 2 for top, bottom in spans) else beside
