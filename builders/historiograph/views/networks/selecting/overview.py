"""Schools, the people in and around them, historians, and the debates they take part in, folded by theme."""

from __future__ import annotations

from collections import Counter, defaultdict

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, CLAIMS, Reading

__all__ = ["overview"]

MOST_SPEAKERS, MOST_DEBATES = 500, 1_000
"""So many are drawn: of the speakers those who speak in most debates, of the debates those with most speakers."""


def overview(reading: Reading) -> NetworkView:
    """Return the view of the whole field.

    Of actors and unnamed voices only those appear whom somebody places: the others are on the debates' own pages.
    """
    network = reading.network
    drafts: list[Draft] = []
    part: dict[tuple[str, str], set[str]] = defaultdict(set)
    debates = {
        claim: [t for _, t, r in network.out_edges(claim, data="relation") if r in ("answers", "bearsOn")]
        for claim, kind in network.nodes("kind")
        if kind in CLAIMS
    }
    for source, target, data in network.edges(data=True):
        kinds = (reading.kind(source), reading.kind(target))
        if data["relation"] == "membership":
            drafts.append(Draft(source, target, f"membership:{data['membershipKind']}", data))
        elif data["relation"] == "drawnFrom" or (data["relation"] == "broader" and kinds == ("school", "school")):
            drafts.append(Draft(source, target, data["relation"], data))
        elif kinds[0] in AGENTS and kinds[1] in CLAIMS and data["behind"]:
            for debate in debates[target]:
                part[source, debate].add(target)
    placed = {draft.source for draft in drafts}
    for (agent, debate), claims in part.items():
        if agent in placed or reading.kind(agent) == "historian":
            drafts.append(Draft(agent, debate, "takesPart", {"derived": True}, count=len(claims)))
    speakers = {end for draft in drafts for end in (draft.source, draft.target) if reading.kind(end) in AGENTS}
    questions = {iri for iri, kind in network.nodes("kind") if kind == "debate"}
    taking = [(draft.source, draft.target) for draft in drafts if draft.relation == "takesPart"]
    left_out = _fewest(speakers, Counter(speaker for speaker, _ in taking), MOST_SPEAKERS)
    left_out |= _fewest(questions, Counter(debate for _, debate in taking), MOST_DEBATES)
    drafts = [draft for draft in drafts if not left_out & {draft.source, draft.target}]
    shown = {"speakers": len(speakers - left_out), "debates": len(questions - left_out)}
    return assemble(
        reading,
        Selection(
            name="overview",
            title=phrase("network.overview-title"),
            subtitle=phrase("network.overview-subtitle"),
            drafts=drafts,
            chosen={iri for iri, kind in network.nodes("kind") if kind in ("school", "debate")} - left_out,
            notes=(phrase("limits.overview", **shown, ofSpeakers=len(speakers), ofDebates=len(questions)),)
            if left_out
            else (),
        ),
    )


def _fewest(things: set[str], counts: Counter[str], most: int) -> set[str]:
    """Return those that are left when so many with the highest counts are taken."""
    return set(sorted(things, key=lambda iri: (-counts[iri], iri))[most:])
