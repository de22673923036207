"""How far a debate falls into opposed camps.

Camps are the groups of speakers joined by agreement within the debate. Polarization is the measure of Esteban and Ray
("On the measurement of polarization", Econometrica 62, 1994) with alpha = 1, and distance 1 between camps of which some
members disagree and 0 between camps that never meet, scaled so that two opposed camps of equal size make 1. Where every
camp opposes every other it is the RQ index of Reynal-Querol (Journal of Conflict Resolution 46, 2002).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.positions import Meeting

__all__ = ["Polarization", "polarization"]


class Polarization(NamedTuple):
    """How a debate divides those who take a position in it.

    Attributes:
        debate: the question.
        speakers: who take a position on some answer.
        pairs: of speakers who meet.
        opposed: of these pairs, those who disagree more often than they agree.
        camps: groups joined by agreement, largest first; speakers who meet nobody make camps of their own.
        value: from 0, nobody opposed, to 1, two opposed camps of equal size.
    """

    debate: str
    speakers: int
    pairs: int
    opposed: int
    camps: tuple[tuple[str, ...], ...]
    value: float


def polarization(met: Sequence[Meeting], speakers: Mapping[str, set[str]]) -> list[Polarization]:
    """Return the polarization of every debate, the most polarized first.

    Args:
        met: where speakers meet.
        speakers: debate -> those who take a position in it.
    """
    by_debate: dict[str, list[Meeting]] = {}
    for one in met:
        by_debate.setdefault(one.debate, []).append(one)
    found = [_of_debate(debate, some, by_debate.get(debate, [])) for debate, some in speakers.items()]
    return sorted(found, key=lambda row: (-row.value, -row.speakers, row.debate))


def _of_debate(debate: str, speakers: set[str], met: Sequence[Meeting]) -> Polarization:
    import networkx as nx

    together = nx.Graph()
    together.add_nodes_from(sorted(speakers))
    together.add_edges_from((m.one, m.other) for m in met if m.agreements > m.disagreements)
    camps = sorted((tuple(sorted(some)) for some in nx.connected_components(together)), key=lambda c: (-len(c), c))
    camp = {speaker: number for number, some in enumerate(camps) for speaker in some}
    against = [m for m in met if m.disagreements > m.agreements]
    opposed = {tuple(sorted((camp[m.one], camp[m.other]))) for m in against} - {(n, n) for n in range(len(camps))}
    share = [len(some) / len(speakers) for some in camps]
    value = 4 * sum(share[a] * share[b] * (share[a] + share[b]) for a, b in sorted(opposed))
    return Polarization(debate, len(speakers), len(met), len(against), tuple(camps), value)
