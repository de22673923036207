"""Where speakers meet: on which debates two of them take sides on one answer, or on answers that exclude each other.

A position is what a speaker holds now of a claim: accepted or rejected. Two positions meet on one claim, as agreement
where both accept or both reject it and as disagreement where they differ; and on two claims that cannot hold together,
as disagreement where each accepts one. Different answers that nobody declared incompatible do not meet: silence is
neither consent nor dissent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from historiograph.analysis.corpus import Stance

__all__ = ["Meeting", "Positions", "debates_of", "grouped", "meetings", "positions"]

Positions = Mapping[str, Mapping[str, int]]
"""Claim -> speaker -> 1 for accepted, -1 for rejected."""


class Meeting(NamedTuple):
    """How often two speakers, or two groups, agree and disagree within one debate; `one` sorts before `other`."""

    one: str
    other: str
    debate: str
    agreements: int
    disagreements: int


def positions(stances: Sequence[Stance]) -> Positions:
    """Return what each speaker holds of each claim.

    Whoever is presented both as accepting and as rejecting one claim has no position on it here; such cases are listed
    by the analysis `self-conflicts`.
    """
    found: dict[str, dict[str, set[int]]] = {}
    for stance in stances:
        if stance.sign:
            found.setdefault(stance.claim, {}).setdefault(stance.holder, set()).add(stance.sign)
    return {
        claim: {holder: next(iter(signs)) for holder, signs in sorted(some.items()) if len(signs) == 1}
        for claim, some in sorted(found.items())
    }


def debates_of(held: Positions, answers: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Return speaker -> the debates in which they take a position on an answer."""
    found: dict[str, set[str]] = {}
    for claim, some in held.items():
        for holder in some if claim in answers else ():
            found.setdefault(holder, set()).update(answers[claim])
    return found


def meetings(
    held: Positions, answers: Mapping[str, Sequence[str]], rivals: Mapping[str, Sequence[str]]
) -> list[Meeting]:
    """Return every pair of speakers that meets within a debate, sorted.

    Args:
        held: what speakers hold of claims.
        answers: claim -> debates. Positions on claims that answer no debate are left out.
        rivals: claim -> claims that it excludes; counted where both answer one debate.
    """
    found: dict[tuple[str, str, str], list[int]] = {}

    def meet(one: str, other: str, debate: str, agreed: bool) -> None:
        pair = (one, other, debate) if one < other else (other, one, debate)
        found.setdefault(pair, [0, 0])[not agreed] += 1

    for claim, some in held.items():
        debates = answers.get(claim, ())
        for one, other in combinations(some, 2) if debates else ():
            for debate in debates:
                meet(one, other, debate, some[one] == some[other])
        for rival in rivals.get(claim, ()):
            shared = set(debates) & set(answers.get(rival, ())) if claim < rival and rival in held else ()
            for debate in shared:
                for one, other in product(_accepting(some), _accepting(held[rival])):
                    if one != other:
                        meet(one, other, debate, agreed=False)
    return [Meeting(*key, *counts) for key, counts in sorted(found.items())]


def _accepting(some: Mapping[str, int]) -> list[str]:
    return [holder for holder, sign in some.items() if sign > 0]


def grouped(met: Sequence[Meeting], groups: Mapping[str, Sequence[str]]) -> list[Meeting]:
    """Return the meetings of groups: those of every member of the one with every member of the other, added up.

    Both sides may be one group, which tells how far it agrees with itself. Speakers of no group are left out. Whoever
    is in both of two groups says nothing of how these differ, and counts for neither when they are compared.
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    for one, other, debate, agreements, disagreements in met:
        mine, theirs = groups.get(one, ()), groups.get(other, ())
        for pair in {
            tuple(sorted((a, b))) for a in mine for b in theirs if a == b or (a not in theirs and b not in mine)
        }:
            counts = found.setdefault((pair[0], pair[1], debate), [0, 0])
            counts[0] += agreements
            counts[1] += disagreements
    return [Meeting(*key, *counts) for key, counts in sorted(found.items())]
