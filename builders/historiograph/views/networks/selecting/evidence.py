"""A piece of evidence: what rests on it, what follows from that, and what speaks against it."""

from __future__ import annotations

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.debate import between
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import Reading

__all__ = ["evidence"]

AGAINST, ITSELF, RESTING, FOLLOWING, QUESTIONS = 1, 2, 3, 4, 5
_AGAINST = frozenset({"undermines", "preferredTo", "rebuts"})


def evidence(reading: Reading, focus: str) -> NetworkView:
    """Return the view of a piece of evidence."""
    network = reading.network
    resting = {t for _, t, r in network.out_edges(focus, data="relation") if r == "supports"}
    following = {
        t for claim in resting for _, t, r in network.out_edges(claim, data="relation") if r == "supports"
    } - resting
    against = {s for s, _, r in network.in_edges(focus, data="relation") if r in _AGAINST}
    against |= {t for _, t, r in network.out_edges(focus, data="relation") if r == "preferredTo"}
    steps = {
        step
        for iri in (focus, *resting)
        for _, step, r in network.out_edges(iri, data="relation")
        if r == "premise" and any(t in resting | following for _, t in network.out_edges(step))
    }
    attacking = {s for step in steps for s, _, r in network.in_edges(step, data="relation") if r == "undercuts"}
    against |= attacking
    partners = {s for step in steps for s, _, r in network.in_edges(step, data="relation") if r == "premise"}
    beside = partners - resting - following - against - {focus}
    argument = {focus} | resting | following | against | steps | beside
    drafts = between(reading, argument)
    columns = dict.fromkeys(following, FOLLOWING) | dict.fromkeys(against | beside, AGAINST)
    columns |= dict.fromkeys(resting, RESTING) | {focus: ITSELF}
    for claim in sorted(resting | following):
        for _, question, relation in network.out_edges(claim, data="relation"):
            if relation in ("answers", "bearsOn"):
                drafts.append(Draft(claim, question, relation, {}))
                columns[question] = QUESTIONS
    return assemble(
        reading,
        Selection(
            name="evidence",
            title=reading.label(focus),
            subtitle=phrase("network.evidence-subtitle"),
            focus=focus,
            drafts=drafts,
            chosen=resting | following | against,
            strong=resting,
            columns=columns,
            headings={
                AGAINST: phrase("network.head-against"),
                ITSELF: phrase("network.head-itself"),
                RESTING: phrase("network.head-resting"),
                FOLLOWING: phrase("network.head-following"),
                QUESTIONS: phrase("network.head-questions"),
            },
            notes=() if drafts else (phrase("network.note-alone"),),
        ),
    )
