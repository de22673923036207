"""Somebody who speaks of history: claims question by question, where stated, against whom, and who reports them."""

from __future__ import annotations

from collections import Counter

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.debate import between
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, Reading

__all__ = ["historian"]

QUESTIONS, CLAIMS_HELD, WORKS, OPPONENTS = 1, 2, 3, 4


def historian(reading: Reading, focus: str) -> NetworkView:
    """Return the view of a historian, an actor of the period or an unnamed voice."""
    network = reading.network
    drafts: list[Draft] = []
    columns: dict[str, int] = {}
    claims: set[str] = set()
    reporters: Counter[str] = Counter()
    against: set[tuple[str, str]] = set()
    for _, target, data in network.out_edges(focus, data=True):
        if data["relation"] == "membership":
            drafts.append(Draft(focus, target, f"membership:{data['membershipKind']}", data))
        elif data["relation"] == "drawnFrom":
            drafts.append(Draft(focus, target, "drawnFrom", data))
    for stance in reading.stances_of[focus]:
        claim = stance.iri_of("onClaim")
        if claim not in network:
            continue
        claims.add(claim)
        for work in stance.iris("statedIn"):
            if work in network:
                drafts.append(Draft(claim, work, "statedIn", {"behind": stance.iri}))
                columns[work] = WORKS
        if stance.iri_of("reporter") not in ("", focus):
            reporters[stance.iri_of("reporter")] += 1
        for opposed in stance.iris("opposes"):
            against |= {(claim, agent) for agent in _behind(reading, opposed) - {focus}}
    for work, _, data in network.in_edges(focus, data=True):
        if data["relation"] == "creator" and reading.kind(work) == "work":
            drafts.append(Draft(work, focus, "creator", data))
    own_kinds = _attitudes(reading, focus, claims)
    for claim in sorted(claims):
        questions = {t for _, t, r in network.out_edges(claim, data="relation") if r in ("answers", "bearsOn")}
        answered = {t for _, t, r in network.out_edges(claim, data="relation") if r == "answers"}
        for question in sorted(answered or questions):
            drafts.append(Draft(claim, question, "answers" if question in answered else "bearsOn", {}))
            columns[question] = QUESTIONS
        for source, _, relation in network.in_edges(claim, data="relation"):
            if relation in _CONTRARY[own_kinds[claim]] and reading.kind(source) in AGENTS and source != focus:
                against.add((claim, source))
    drafts += [Draft(claim, agent, "opposes", {"derived": True}) for claim, agent in sorted(against)]
    drafts += [Draft(agent, focus, "reports", {"derived": True}, count=n) for agent, n in sorted(reporters.items())]
    drafts += between(reading, claims)
    columns |= dict.fromkeys(claims, CLAIMS_HELD)
    placed_above = {end for d in drafts if focus in (d.source, d.target) for end in (d.source, d.target)}
    columns |= {agent: OPPONENTS for _, agent in against if agent not in placed_above}
    return assemble(
        reading,
        Selection(
            name="historian",
            title=reading.label(focus),
            subtitle=phrase("network.historian-subtitle"),
            focus=focus,
            drafts=drafts,
            chosen=claims,
            strong=claims,
            columns=columns,
            headings={
                0: phrase("network.frame-historian"),
                QUESTIONS: phrase("network.head-questions"),
                CLAIMS_HELD: phrase("network.head-claims"),
                WORKS: phrase("network.head-works"),
                OPPONENTS: phrase("network.head-opponents"),
            },
            notes=() if drafts or claims else (phrase("network.note-alone"),),
        ),
    )


_CONTRARY = {True: frozenset({"denies", "doubts"}), False: frozenset({"asserts", "presupposes", "concedes"})}
"""Whether one holds a claim -> the attitudes of those one is against."""


def _attitudes(reading: Reading, focus: str, claims: set[str]) -> dict[str, bool]:
    """Return claim -> whether its holder is for it."""
    against = {
        stance.iri_of("onClaim")
        for stance in reading.stances_of[focus]
        if stance.iri_of("attitude").rsplit("/", 1)[-1] in ("denies", "doubts", "withdraws")
    }
    return {claim: claim not in against for claim in claims}


def _behind(reading: Reading, opposed: str) -> set[str]:
    """Return whom a stance that is opposed belongs to, or the agent that is."""
    if opposed in reading.stances:
        return {reading.stances[opposed].iri_of("holder")} & set(reading.network)
    return {opposed} if reading.kind(opposed) in AGENTS else set()
