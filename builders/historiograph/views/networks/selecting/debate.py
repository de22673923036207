"""One question with its answers, what supports and attacks them, the evidence, and who holds the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, Reading

__all__ = ["between", "debate"]

BETWEEN_CLAIMS = frozenset(
    {"rebuts", "undercuts", "undermines", "qualifies", "preferredTo", "incompatibleWith", "specializes"}
)
_INWARD = frozenset({"premise", "conclusion", "rebuts", "undercuts", "undermines", "qualifies"})
_REACH = 3
"""How many steps a debate follows what supports or attacks its claims into claims of other debates."""


def debate(reading: Reading, focus: str) -> NetworkView:
    """Return the view of a debate.

    Who holds the claims that are no answers is told in their second line and their details, not drawn.
    """
    network = reading.network
    answers = {s for s, _, r in network.in_edges(focus, data="relation") if r == "answers"}
    bearing = {s for s, _, r in network.in_edges(focus, data="relation") if r == "bearsOn"} - answers
    argument = leading_to(reading, answers | bearing)
    drafts = [
        Draft(source, focus, data["relation"], data)
        for source, _, data in network.in_edges(focus, data=True)
        if data["relation"] in ("answers", "bearsOn")
    ]
    for answer in sorted(answers):
        for source, _, data in network.in_edges(answer, data=True):
            if reading.kind(source) in AGENTS and data["behind"]:
                drafts.append(Draft(source, answer, data["relation"], data))
    drafts += between(reading, argument)
    steps = {end for draft in drafts for end in (draft.source, draft.target) if reading.kind(end) == "inference"}
    definition = reading.node(focus)
    return assemble(
        reading,
        Selection(
            name="debate",
            title=reading.label(focus),
            subtitle=str(definition.get("definition", "") or definition.get("scopeNote", "")),
            focus=focus,
            drafts=drafts,
            chosen={iri for iri in argument if reading.kind(iri) != "inference"} | steps,
            strong=answers,
            notes=() if answers else (phrase("network.note-no-answers"),),
        ),
    )


def leading_to(reading: Reading, start: Iterable[str], reach: int = _REACH) -> set[str]:
    """Return claims with all that supports, attacks or qualifies them, so many steps inward, and the steps."""

    def before(targets: Iterable[str]) -> set[str]:
        return {
            source
            for target in targets
            for source, _, relation in reading.network.in_edges(target, data="relation")
            if relation in _INWARD
        }

    found = set(start)
    newest = found
    for _ in range(reach):
        nearer = before(newest)
        nearer |= before(iri for iri in nearer if reading.kind(iri) == "inference")
        newest = nearer - found
        found = found | newest
    return found


def between(reading: Reading, argument: Collection[str]) -> list[Draft]:
    """Return the relations of argument between these claims, pieces of evidence and steps."""
    drafts = [
        Draft(source, target, data["relation"], data)
        for source in sorted(argument)
        for _, target, data in reading.network.out_edges(source, data=True)
        if target in argument and (data["relation"] in BETWEEN_CLAIMS or data["relation"] == "supports")
    ]
    drafts, junctions = _with_junctions(reading, drafts, argument)
    shown = {iri for iri in argument if reading.kind(iri) != "inference"} | junctions
    return [draft for draft in drafts if draft.source in shown and draft.target in shown]


def _with_junctions(reading: Reading, drafts: list[Draft], argument: Collection[str]) -> tuple[list[Draft], set[str]]:
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
        kept += [Draft(p, iri, "supports", data) for p in reading.moves[iri].iris("premise")]
        kept += [Draft(iri, c, "supports", data) for c in reading.moves[iri].iris("conclusion")]
    return kept, junctions
