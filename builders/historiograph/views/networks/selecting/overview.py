"""Schools, the people in and around them, historians, and the debates they take part in, folded by theme."""

from __future__ import annotations

from collections import defaultdict

from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import AGENTS, CLAIMS, Reading

__all__ = ["overview"]


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
    return assemble(
        reading,
        Selection(
            name="overview",
            title=phrase("network.overview-title"),
            subtitle=phrase("network.overview-subtitle"),
            drafts=drafts,
            chosen={iri for iri, kind in network.nodes("kind") if kind in ("school", "debate")},
        ),
    )
