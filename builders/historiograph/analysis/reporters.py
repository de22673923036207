"""Two reporters side by side: whom both present, where they differ about one person, and what each leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.corpus import Stance

__all__ = ["Presented", "Side", "presented", "sides", "two_reporters"]


class Presented(NamedTuple):
    """A holder as two reporters present them, counted in claims.

    Attributes:
        holder: who is presented by both; neither reporter, unless the other presents them.
        one_only: claims that only the first ascribes to them.
        other_only: claims that only the second does.
        alike: claims that both do, with one attitude.
        differently: claims that both do, with different attitudes.
        related: pairs of claims, one accepted in the first's words and one in the second's, of which one is narrower.
        opposed: pairs of such claims that cannot hold together.
    """

    holder: str
    one_only: int
    other_only: int
    alike: int
    differently: int
    related: int
    opposed: int


class Side(NamedTuple):
    """One claim of a holder as two reporters present it: the attitudes there, or none where it is left out."""

    holder: str
    claim: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    verdict: str


def two_reporters(stances: Sequence[Stance]) -> tuple[str, ...]:
    """Return the two who report most stances; fewer where there are no two."""
    counts: dict[str, int] = {}
    for stance in stances:
        counts[stance.reporter] = counts.get(stance.reporter, 0) + 1
    return tuple(sorted(sorted(counts, key=lambda name: (-counts[name], name))[:2]))


def sides(stances: Sequence[Stance], one: str, other: str) -> list[Side]:
    """Return every claim of every holder whom both reporters present, by holder.

    `verdict` is "both alike", "differently", "first only" or "second only".
    """
    attitudes: dict[str, dict[str, dict[str, set[str]]]] = {}
    for stance in stances:
        if stance.reporter in (one, other):
            claim = attitudes.setdefault(stance.holder, {}).setdefault(stance.claim, {})
            claim.setdefault(stance.reporter, set()).add(stance.attitude)
    found = []
    for holder, claims in sorted(attitudes.items()):
        if {reporter for by in claims.values() for reporter in by} != {one, other}:
            continue
        for name, by in sorted(claims.items()):
            first, second = tuple(sorted(by.get(one, ()))), tuple(sorted(by.get(other, ())))
            verdict = (
                "second only"
                if not first
                else "first only"
                if not second
                else "both alike"
                if first == second
                else "differently"
            )
            found.append(Side(holder, name, first, second, verdict))
    return found


def presented(
    stances: Sequence[Stance],
    one: str,
    other: str,
    rivals: Mapping[str, Sequence[str]],
    wider: Mapping[str, Sequence[str]],
) -> list[Presented]:
    """Return every holder whom both reporters present: those they present most differently first."""
    counts: dict[str, dict[str, int]] = {}
    accepted: dict[tuple[str, str], set[str]] = {}
    for side in sides(stances, one, other):
        verdicts = counts.setdefault(side.holder, {})
        verdicts[side.verdict] = verdicts.get(side.verdict, 0) + 1
    for stance in stances:
        if stance.sign > 0:
            accepted.setdefault((stance.holder, stance.reporter), set()).add(stance.claim)
    found = []
    for holder, verdicts in counts.items():
        mine, theirs = accepted.get((holder, one), set()), accepted.get((holder, other), set())
        opposed = sum(rival in theirs for claim in mine for rival in rivals.get(claim, ()))
        related = sum(claim in wider.get(a, ()) or a in wider.get(claim, ()) for a in mine for claim in theirs)
        found.append(
            Presented(
                holder,
                verdicts.get("first only", 0),
                verdicts.get("second only", 0),
                verdicts.get("both alike", 0),
                verdicts.get("differently", 0),
                related,
                opposed,
            )
        )
    return sorted(
        found,
        key=lambda row: (
            -row.opposed,
            -row.differently,
            -row.alike,
            -row.related,
            -row.one_only - row.other_only,
            row.holder,
        ),
    )
