"""What to do where there is too much to draw: neighbours are folded into one box, which a reader can open.

Boxes of one column that stand under each other are about the same thing (they stand near what they are linked to), so
a run of them makes a bundle. It is called by the one of them that has most relations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from historiograph.views.networks.measure import wrap
from historiograph.views.networks.models import Group, NetworkView, Node, Region
from historiograph.views.phrases import phrase

__all__ = ["MOST_DRAWN", "bundled"]

MOST_DRAWN = 5000
"""Drawn nodes beyond which a view is folded: so many a browser without a GPU still moves smoothly."""

_RUN, _SIZE, _MARGIN = 60, 20, 8


def bundled(view: NetworkView, most: int = MOST_DRAWN) -> NetworkView:
    """Return the view as it is if it has few enough nodes, else with runs of its boxes folded into groups."""
    if len(view.nodes) <= most:
        return view
    degree = Counter(end for edge in view.edges for end in (edge.source, edge.target))
    groups: list[Group] = []
    within: dict[str, str] = {}
    for run in _runs(view):
        if len(run) > 1:
            groups.append(_bundle(f"bundle/{len(groups) + 1}", run, degree))
            within |= {node.id: groups[-1].id for node in run}
    folded = tuple(replace(node, within=within.get(node.id, "")) for node in view.nodes)
    note = phrase("network.note-folded", things=len(within), groups=len(groups))
    return replace(view, nodes=folded, groups=tuple(groups), notes=(*view.notes, note))


def _runs(view: NetworkView) -> Iterator[list[Node]]:
    """Yield the boxes in runs: those in one frame together, those of a column so many at a time."""
    frames = [region for region in view.regions if region.framed]
    columns: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for node in view.nodes:
        if node.id != view.focus and node.kind != "inference":
            framed = next((n for n, frame in enumerate(frames) if _holds(frame, node)), None)
            columns[(0, node.x) if framed is None else (1, framed)].append(node)
    for (in_frame, _), nodes in sorted(columns.items()):
        stacked = sorted(nodes, key=lambda node: (node.y, node.x, node.id))
        size = len(stacked) if in_frame else _RUN
        yield from (stacked[start : start + size] for start in range(0, len(stacked), size))


def _holds(frame: Region, node: Node) -> bool:
    return frame.x <= node.x <= frame.x + frame.width and frame.y <= node.y <= frame.y + frame.height


def _bundle(key: str, run: list[Node], degree: Counter[str]) -> Group:
    left, right = min(n.x - n.width // 2 for n in run), max(n.x + n.width // 2 for n in run)
    top, bottom = min(n.y - n.height // 2 for n in run), max(n.y + n.height // 2 for n in run)
    middle = max(run, key=lambda node: (degree[node.id], node.id))
    label = phrase("network.bundle", name=middle.label, n=len(run) - 1)
    lines = wrap(label, _SIZE * 1.1, right - left - 8)[:6]
    return Group(
        key,
        label,
        kind="bundle",
        lines=lines,
        size=_SIZE,
        x=(left + right) // 2,
        y=(top + bottom) // 2,
        width=right - left + 2 * _MARGIN,
        height=bottom - top + 2 * _MARGIN,
    )
