"""Layouts kept from one edition to the next, so that what a reader knows stays where it was.

`layout.json` has the centres of the boxes by view and node, rounded to whole pixels of the plane. A view that was
laid out before begins from there: a known thing keeps its place unless its box has grown into another's; a new thing
is put into free room beside what it is linked to. Where less than half of a view is known, it is laid out afresh.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from historiograph.errors import InputError
from historiograph.files import write
from historiograph.views.networks.models import Edge, NetworkView, Node

__all__ = ["Layouts"]

Places = Mapping[str, tuple[int, int]]

_GAP, _STEP, _ASIDE, _CELL = 10, 14, 4, 400


class Layouts:
    """The places of an earlier edition, and those of the one now being made."""

    def __init__(self, earlier: Mapping[str, Places] | None = None) -> None:
        self._earlier = dict(earlier or {})
        self._now: dict[str, Places] = {}

    @classmethod
    def read(cls, path: Path) -> Layouts:
        """Return the layouts of a file; none if there is no such file.

        Raises:
            InputError: if it cannot be read as what `write` writes.
        """
        try:
            data = dict(json.loads(path.read_text("utf-8")).items())
            return cls({view: {node: (int(x), int(y)) for node, (x, y) in data[view].items()} for view in data})
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, AttributeError):
            raise InputError(f"{path}: is no stored layout; delete it, and the pages are laid out afresh") from None

    def write(self, path: Path) -> None:
        """Write the places of all views laid out with this; a view that was not is forgotten."""
        views = {
            view: {node: list(places[node]) for node in sorted(places)} for view, places in sorted(self._now.items())
        }
        text = json.dumps(views, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        write(path, text.replace('},"', '},\n"') + "\n")

    def settle(self, view: NetworkView, fresh: Mapping[str, Node]) -> tuple[dict[str, Node], bool]:
        """Return the boxes where they shall stand, and whether that is where they were freshly laid out.

        Args:
            view: whose edges say what stands beside what.
            fresh: its boxes, freshly laid out.
        """
        key = f"{view.name} {view.focus}".strip()
        earlier = self._earlier.get(key, {})
        known = {i for i in fresh if i in earlier}
        placed = dict(fresh)
        if 2 * len(known) >= len(fresh) and known:
            placed = _kept(fresh, {i: earlier[i] for i in known}, view.edges)
        self._now[key] = {i: (node.x, node.y) for i, node in placed.items()}
        return placed, all(placed[i] == fresh[i] for i in fresh)


def _kept(fresh: Mapping[str, Node], earlier: Places, edges: Sequence[Edge]) -> dict[str, Node]:
    room = _Room()
    placed: dict[str, Node] = {}
    for node_id in sorted(earlier):
        node = replace(fresh[node_id], x=earlier[node_id][0], y=earlier[node_id][1])
        if room.is_free(node, 0):
            room.take(node)
            placed[node_id] = node
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        beside[edge.source].append(edge.target)
        beside[edge.target].append(edge.source)
    moved = {i: (placed[i].x - fresh[i].x, placed[i].y - fresh[i].y) for i in placed}
    for node_id in sorted(set(fresh) - set(placed), key=lambda i: (-len(beside[i]), i)):
        near = [moved[i] for i in beside[node_id] if i in moved] or list(moved.values())
        dx, dy = (sorted(shift)[len(shift) // 2] for shift in zip(*near, strict=True))  # as its neighbours moved
        wanted = replace(fresh[node_id], x=fresh[node_id].x + dx, y=fresh[node_id].y + dy)
        node = next(spot for spot in _spots(wanted) if room.is_free(spot, _GAP))
        room.take(node)
        placed[node_id] = node
        moved[node_id] = (node.x - fresh[node_id].x, node.y - fresh[node_id].y)
    return {i: placed[i] for i in fresh}


def _spots(wanted: Node) -> Iterable[Node]:
    """Yield places for a box, the wanted one first, then ever farther: rather up and down than aside."""
    yield wanted
    ring = 0
    while True:
        ring += 1
        for dx, dy in ((a, b) for b in range(-ring, ring + 1) for a in range(-(ring // _ASIDE), ring // _ASIDE + 1)):
            if abs(dy) == ring or (ring % _ASIDE == 0 and abs(dx) == ring // _ASIDE):
                yield replace(wanted, x=wanted.x + dx * _STEP * _ASIDE, y=wanted.y + dy * _STEP)


class _Room:
    """The plane, as far as it is taken by boxes."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Node]] = defaultdict(list)

    def take(self, node: Node) -> None:
        for cell in self._touched(node):
            self._cells[cell].append(node)

    def is_free(self, node: Node, gap: int) -> bool:
        return not any(
            abs(node.x - other.x) < (node.width + other.width) / 2 + gap
            and abs(node.y - other.y) < (node.height + other.height) / 2 + gap
            for cell in self._touched(node)
            for other in self._cells[cell]
        )

    @staticmethod
    def _touched(node: Node) -> Iterable[tuple[int, int]]:
        left, right = (node.x - node.width // 2) // _CELL, (node.x + node.width // 2) // _CELL
        top, bottom = (node.y - node.height // 2) // _CELL, (node.y + node.height // 2) // _CELL
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
