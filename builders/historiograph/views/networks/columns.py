"""Which column each thing of a view stands in: by its distance from an answer in a debate, as selected in others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from historiograph.views.networks.models import Edge, NetworkView
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, CLAIMS

__all__ = ["Plan", "plan_of_debate", "plan_of_selection"]

_HOLDERS, _ANSWERS, _EVIDENCE, _MOST_DEPTH = 0, 1, 9, 3


@dataclass(frozen=True)
class Plan:
    """What stands where, by ids: the head on top, frames above and below, and the columns between them.

    Steps of argument stand between columns and are in none.
    """

    head: str
    columns: Mapping[int, list[str]]
    headings: Mapping[int, str]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def plan_of_debate(view: NetworkView) -> Plan:
    """Return the plan of a debate; claims that are linked to nothing but the question stand below."""
    linked = {end for edge in view.edges if edge.target != view.focus for end in (edge.source, edge.target)}
    apart = [n.id for n in view.nodes if n.id not in linked and n.kind in CLAIMS and not n.strong]
    headings = {
        _HOLDERS: phrase("network.head-who"),
        _ANSWERS: phrase("network.head-answers"),
        _ANSWERS + 1: phrase("network.head-reasons"),
        _EVIDENCE: phrase("network.head-evidence"),
    }
    behind = {depth: phrase("network.head-behind") for depth in range(_ANSWERS + 2, _EVIDENCE)}
    return Plan(view.focus, _columns(view, apart), behind | headings, below=tuple(apart))


def plan_of_selection(view: NetworkView) -> Plan:
    """Return the plan that the nodes carry: column 0 is the frame above, but for the focus, which is the head."""
    columns: dict[int, list[str]] = defaultdict(list)
    above: list[tuple[str, str, str]] = []
    head = ""
    for node in view.nodes:
        if node.kind == "inference":
            continue
        if node.column:
            columns[node.column].append(node.id)
        elif node.id == view.focus:
            head = node.id
        else:
            above.append((node.byline, node.label, node.id))
    return Plan(head, dict(sorted(columns.items())), view.headings, above=tuple(i for *_, i in sorted(above)))


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
        elif node.kind in AGENTS:
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
