"""A school: who is placed in it, what its people hold on each question, on what grounds, and who holds the contrary."""

from __future__ import annotations

from collections import defaultdict

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.debate import between, leading_to
from historiograph.views.networks.selecting.drafts import FOR, Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, Reading

__all__ = ["school"]

QUESTIONS, POSITIONS, REASONS, BEHIND, EVIDENCE, RIVALS = 1, 2, 3, 4, 8, 9
_AGAINST = frozenset({"denies", "doubts"})
_CONTRARY = frozenset({"rebuts", "incompatibleWith"})


def school(reading: Reading, focus: str) -> NetworkView:
    """Return the view of a school; its positions are the answers that its people hold."""
    network = reading.network
    drafts = [
        Draft(source, focus, _relation(data), data)
        for source, _, data in network.in_edges(focus, data=True)
        if data["relation"] in ("membership", "drawnFrom")
        or (data["relation"] == "broader" and reading.kind(source) == "school")
    ]
    people = {iri for iri in {draft.source for draft in drafts} if focus in reading.schools_of(iri)}
    positions: set[str] = set()
    for person in people:
        for _, claim, data in network.out_edges(person, data=True):
            if data["behind"] and data["relation"] in FOR and _questions(reading, claim):
                positions.add(claim)
    for claim in sorted(positions):
        drafts += [Draft(claim, question, "answers", {}) for question in sorted(_questions(reading, claim))]
    argument = leading_to(reading, positions, reach=2)
    argued = between(reading, argument)
    rivals = _rivals(reading, focus, positions)
    drafts += argued
    drafts += [
        Draft(rival, claim, "rival", {"derived": True}, count=n)
        for rival in rivals
        for claim, n in rivals[rival].items()
    ]
    columns = dict.fromkeys(positions, POSITIONS) | {q: QUESTIONS for c in positions for q in _questions(reading, c)}
    direct = {end for d in argued if {d.source, d.target} & positions for end in (d.source, d.target)}
    steps = {iri for iri in direct if reading.kind(iri) == "inference"}
    direct |= {end for d in argued if {d.source, d.target} & steps for end in (d.source, d.target)}
    for iri in argument - positions:
        kind = reading.kind(iri)
        if kind != "inference":
            columns[iri] = EVIDENCE if kind == "evidence" else REASONS if iri in direct else BEHIND
    columns |= dict.fromkeys(rivals, RIVALS)
    return assemble(
        reading,
        Selection(
            name="school",
            title=reading.label(focus),
            subtitle=phrase("network.school-subtitle"),
            focus=focus,
            drafts=drafts,
            strong=positions,
            columns=columns,
            headings={
                0: phrase("network.frame-school"),
                QUESTIONS: phrase("network.head-questions"),
                POSITIONS: phrase("network.head-positions"),
                REASONS: phrase("network.head-reasons"),
                BEHIND: phrase("network.head-behind"),
                EVIDENCE: phrase("network.head-evidence"),
                RIVALS: phrase("network.head-rivals"),
            },
            notes=() if drafts else (phrase("network.note-alone"),),
        ),
    )


def _relation(data: dict[str, object]) -> str:
    return f"membership:{data['membershipKind']}" if data["relation"] == "membership" else str(data["relation"])


def _questions(reading: Reading, claim: str) -> set[str]:
    return {t for _, t, r in reading.network.out_edges(claim, data="relation") if r == "answers"}


def _rivals(reading: Reading, focus: str, positions: set[str]) -> dict[str, dict[str, int]]:
    """Return other schools -> position -> how many of their people deny it, or hold what rebuts or excludes it."""
    network = reading.network
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in positions:
        against = {s for s, _, r in network.in_edges(claim, data="relation") if r in _AGAINST}
        contrary = {s for s, _, r in network.in_edges(claim, data="relation") if r in _CONTRARY}
        contrary |= {t for _, t, r in network.out_edges(claim, data="relation") if r == "incompatibleWith"}
        for other in contrary:
            against |= {s for s, _, r in network.in_edges(other, data="relation") if r in FOR}
        for agent in against:
            if reading.kind(agent) in AGENTS:
                for rival in reading.schools_of(agent):
                    if rival != focus:
                        found[rival][claim].add(agent)
    return {rival: {c: len(found[rival][c]) for c in sorted(found[rival])} for rival in sorted(found)}
