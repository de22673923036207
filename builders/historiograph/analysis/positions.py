"""Where speakers meet: on which debates two of them take sides on one answer, or on answers that exclude each other.

A position is what a speaker holds now of a claim: accepted or rejected. Two positions meet on one claim, as agreement
where both accept or both reject it and as disagreement where they differ; and on two claims that cannot hold together,
as disagreement where each accepts one. Different answers that nobody declared incompatible do not meet: silence is
neither consent nor dissent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from historiograph.analysis.corpus import Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    import numpy as np

    claims = [claim for claim in held if answers.get(claim)]
    speakers = sorted({holder for claim in claims for holder in held[claim]})
    debates = sorted({debate for claim in claims for debate in answers[claim]})
    number = {speaker: index for index, speaker in enumerate(speakers)}
    debate_number = {debate: index for index, debate in enumerate(debates)}
    coded = {
        claim: (
            np.array([number[holder] for holder in held[claim]], dtype=np.int64),
            np.array(list(held[claim].values()), dtype=np.int64),
        )
        for claim in claims
    }
    keys: list[NDArray[np.int64]] = []
    signs: list[NDArray[np.int64]] = []
    for one, other, sign, shared in _encounters(coded, answers, rivals):
        low, high = np.minimum(one, other), np.maximum(one, other)
        apart = low != high
        pairs = (low * len(speakers) + high)[apart] * len(debates)
        for debate in shared:
            keys.append(pairs + debate_number[debate])
            signs.append(sign[apart])
    if not keys:
        return []
    unique, place = np.unique(np.concatenate(keys), return_inverse=True)
    all_signs = np.concatenate(signs)
    agree = np.bincount(place, weights=all_signs > 0, minlength=len(unique)).astype(int).tolist()
    disagree = np.bincount(place, weights=all_signs < 0, minlength=len(unique)).astype(int).tolist()
    pair, debate_of = np.divmod(unique, len(debates))
    first, second = np.divmod(pair, len(speakers))
    return [
        Meeting(speakers[a], speakers[b], debates[d], yes, no)
        for a, b, d, yes, no in zip(first.tolist(), second.tolist(), debate_of.tolist(), agree, disagree, strict=True)
    ]


_Coded = Mapping[str, "tuple[NDArray[np.int64], NDArray[np.int64]]"]


def _encounters(
    coded: _Coded, answers: Mapping[str, Sequence[str]], rivals: Mapping[str, Sequence[str]]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Sequence[str]]]:
    """Yield the pairs of speakers who meet on a claim or on two rivals: both sides, signs, debates."""
    import numpy as np

    for claim, (who, sign) in coded.items():
        if len(who) > 1:
            one, other = np.triu_indices(len(who), 1)
            yield who[one], who[other], sign[one] * sign[other], answers[claim]
        for rival in rivals.get(claim, ()):
            if claim < rival and rival in coded:
                shared = sorted(set(answers[claim]) & set(answers[rival]))
                mine, theirs = who[sign > 0], coded[rival][0][coded[rival][1] > 0]
                if shared and len(mine) and len(theirs):
                    left, right = np.repeat(mine, len(theirs)), np.tile(theirs, len(mine))
                    yield left, right, -np.ones(len(left), dtype=np.int64), shared


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
