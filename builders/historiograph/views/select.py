"""Which part of the graph a view shows: knowledge graph in, `NetworkView` out, still without positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from historiograph.namespaces import local_name
from historiograph.views.details import Describer
from historiograph.views.legend import edge_kind
from historiograph.views.models import Edge, NetworkView, Node
from historiograph.views.reading import AGENTS, CLAIMS, Reading

__all__ = ["debate", "overview", "short_ids"]

_BETWEEN_CLAIMS = frozenset(
    {"rebuts", "undercuts", "undermines", "qualifies", "preferredTo", "incompatibleWith", "specializes"}
)
_INWARD = frozenset({"premise", "conclusion", "rebuts", "undercuts", "undermines", "qualifies"})
_REACH = 3
"""How many steps a debate follows what supports or attacks its claims into claims of other debates."""


def overview(reading: Reading) -> NetworkView:
    """Return schools, the people in and around them, historians, and the debates they take part in.

    Of actors and unnamed voices only those appear whom somebody places: the others are on the debates' own pages.
    """
    network = reading.network
    chosen = {iri for iri, kind in network.nodes("kind") if kind in ("school", "debate")}
    drafts: list[_Draft] = []
    part: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, target, data in network.edges(data=True):
        kinds = (reading.kind(source), reading.kind(target))
        if data["relation"] == "membership":
            drafts.append(_Draft(source, target, f"membership:{data['membershipKind']}", data))
        elif data["relation"] == "drawnFrom" or (data["relation"] == "broader" and kinds == ("school", "school")):
            drafts.append(_Draft(source, target, data["relation"], data))
        elif kinds[0] in AGENTS and kinds[1] in CLAIMS and data["behind"]:
            for _, debate_iri, onward in network.out_edges(target, data=True):
                if onward["relation"] in ("answers", "bearsOn"):
                    part[source, debate_iri].add(target)
    placed = {draft.source for draft in drafts}
    for (agent, debate_iri), claims in part.items():
        if agent not in placed and reading.kind(agent) != "historian":
            continue
        drafts.append(_Draft(agent, debate_iri, "takesPart", {"derived": True}, count=len(claims)))
    chosen.update(end for draft in drafts for end in (draft.source, draft.target))
    return _view(
        reading,
        name="overview",
        title="Schools, historians and debates",
        subtitle="Who is placed in which school, and who of them takes part in which debate.",
        focus="",
        chosen=chosen,
        drafts=drafts,
    )


def debate(reading: Reading, focus: str) -> NetworkView:
    """Return one question with its answers, what supports and attacks them, the evidence, and who holds the answers.

    Who holds the other claims is told in their second line and their details, not drawn.
    """
    network = reading.network
    answers = {s for s, _, r in network.in_edges(focus, data="relation") if r == "answers"}
    bearing = {s for s, _, r in network.in_edges(focus, data="relation") if r == "bearsOn"} - answers
    argument = _argument(reading, answers | bearing)
    chosen = {focus} | argument
    drafts: list[_Draft] = []
    for source, target, data in network.edges(data=True):
        relation = data["relation"]
        to_focus = target == focus and relation in ("answers", "bearsOn")
        stance = target in answers and reading.kind(source) in AGENTS and data["behind"]
        within = source in argument and target in argument and (relation in _BETWEEN_CLAIMS or relation == "supports")
        if to_focus or stance or within:
            drafts.append(_Draft(source, target, relation, data))
            chosen.update((source, target))
    drafts, junctions = _with_junctions(reading, drafts, argument)
    chosen -= {iri for iri in chosen if reading.kind(iri) == "inference"} - junctions
    drafts = [draft for draft in drafts if draft.source in chosen and draft.target in chosen]
    return _view(
        reading,
        name="debate",
        title=reading.label(focus),
        subtitle=str(reading.node(focus).get("definition", "") or reading.node(focus).get("scopeNote", "")),
        focus=focus,
        chosen=chosen,
        drafts=drafts,
        answers=answers,
    )


class _Draft:
    """An edge by IRIs, before it has an id."""

    def __init__(self, source: str, target: str, relation: str, data: dict[str, object], count: int = 1) -> None:
        self.source, self.target, self.relation, self.count = source, target, relation, count
        self.explicit = bool(data.get("explicit", True))
        self.behind = str(data.get("behind", ""))
        self.derived = bool(data.get("derived", False)) and not self.behind

    @property
    def order(self) -> tuple[str, str, str, str]:
        return (self.source, self.target, self.relation, self.behind)


def _argument(reading: Reading, start: Iterable[str]) -> set[str]:
    """Return the claims of a debate with all that supports, attacks or qualifies them, step by step inward."""

    def leading_to(targets: Iterable[str]) -> set[str]:
        return {
            source
            for target in targets
            for source, _, relation in reading.network.in_edges(target, data="relation")
            if relation in _INWARD
        }

    found = set(start)
    newest = found
    for _ in range(_REACH):
        nearer = leading_to(newest)
        nearer |= leading_to(iri for iri in nearer if reading.kind(iri) == "inference")
        newest = nearer - found
        found |= newest
    return found


def _with_junctions(reading: Reading, drafts: list[_Draft], argument: set[str]) -> tuple[list[_Draft], set[str]]:
    """Draw an inference as a point of its own where a line is not enough: several premises, or itself attacked."""
    involved = {draft.target for draft in drafts if draft.relation != "supports"}
    involved |= {draft.source for draft in drafts if draft.relation != "supports"}
    junctions: set[str] = set()
    for iri in sorted(argument):
        if reading.kind(iri) == "inference":
            premises = [p for p in reading.moves[iri].iris("premise") if p in argument]
            if len(premises) > 1 or iri in involved:
                junctions.add(iri)
    kept = [draft for draft in drafts if draft.behind not in junctions]
    for iri in sorted(junctions):
        data: dict[str, object] = {"behind": iri, "explicit": reading.moves[iri].flag("explicit")}
        kept += [_Draft(p, iri, "supports", data) for p in reading.moves[iri].iris("premise")]
        kept += [_Draft(iri, c, "supports", data) for c in reading.moves[iri].iris("conclusion")]
    return kept, junctions


def short_ids(iris: Iterable[str]) -> Callable[[str], str]:
    """Return a function that shortens IRIs to `kind/slug`, as long as that stays unique."""
    by_short: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        by_short["/".join(iri.split("/")[-2:])].append(iri)
    table = {iri: short if len(group) == 1 else iri for short, group in by_short.items() for iri in group}
    return lambda iri: table.get(iri, iri)


def _view(
    reading: Reading,
    *,
    name: str,
    title: str,
    subtitle: str,
    focus: str,
    chosen: set[str],
    drafts: list[_Draft],
    answers: Iterable[str] = (),
) -> NetworkView:
    short = short_ids(chosen)
    describe = Describer(reading, chosen, short, debate=focus)
    answering = set(answers)
    nodes = []
    for iri in sorted(chosen):
        kind = reading.kind(iri)
        nodes.append(
            Node(
                id=short(iri),
                iri=iri,
                kind="answer" if kind == "claim" and iri in answering else kind,
                label=describe.label(iri),
                text=describe.text(iri),
                byline=describe.byline(iri) if kind in CLAIMS and iri not in answering else "",
                other_names=describe.other_names(iri),
                strong=iri in answering or iri == focus,
                sections=describe.sections(iri),
            )
        )
    edges = []
    for number, draft in enumerate(sorted(drafts, key=lambda draft: draft.order)):
        kind_of_edge = edge_kind(draft.relation)
        edges.append(
            Edge(
                id=f"relation/{local_name(draft.behind)}--{number}" if draft.behind else f"relation/{number}",
                source=short(draft.source),
                target=short(draft.target),
                relation=kind_of_edge.key,
                label=kind_of_edge.label,
                explicit=draft.explicit,
                derived=draft.derived,
                behind=draft.behind,
                remarks=describe.behind(draft.behind),
                count=draft.count,
            )
        )
    return NetworkView(
        name=name,
        title=title,
        subtitle=subtitle,
        focus=short(focus) if focus else "",
        nodes=tuple(nodes),
        edges=tuple(edges),
    )
