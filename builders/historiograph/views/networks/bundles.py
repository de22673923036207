"""What to do where there is too much to draw: neighbours are folded into one box, which a reader can open.

Boxes of one column that stand under each other are about the same thing (they stand near what they are linked to), so
a run of them makes a bundle. It is called by the one of them that has most relations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from historiograph.views.networks.measure import wrap
from historiograph.views.networks.models import Group, NetworkView, Node
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
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in view.nodes:
        if node.id != view.focus and node.kind != "inference":
            columns[node.x].append(node)
    groups: list[Group] = []
    within: dict[str, str] = {}
    for _, nodes in sorted(columns.items()):
        stacked = sorted(nodes, key=lambda node: (node.y, node.id))
        for start in range(0, len(stacked), _RUN):
            run = stacked[start : start + _RUN]
            if len(run) > 1:
                group = _bundle(f"bundle/{len(groups) + 1}", run, degree)
                groups.append(group)
                within |= {node.id: group.id for node in run}
    folded = tuple(replace(node, within=within.get(node.id, "")) for node in view.nodes)
    note = phrase("network.note-folded", things=len(within), groups=len(groups))
    return replace(view, nodes=folded, groups=tuple(groups), notes=(*view.notes, note))


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
