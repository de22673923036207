"""How the answers to a debate shift with time.

A stance is dated by the work that states it, and one in the holder's own voice by the text itself. Where neither has a
year, one may guess from the holder's dated works that the graph lists: if all lie on one side of the turning point, so
may the stance. The guess can be wrong, for people go on writing what a reading list does not list; it is made only when
asked for and counted apart. What has no date is counted as undated, so that silence is not taken for absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.corpus import Stance

__all__ = ["PERIODS", "Shift", "dated", "shifts"]

PERIODS = ("before", "since", "across", "undated")
"""Before the turn, since it, by somebody whose works lie on both sides, and of no known date."""


class Shift(NamedTuple):
    """How one answer fares: period -> who accepts it, period -> who rejects it, and how many dates are guesses."""

    debate: str
    answer: str
    accepted: Mapping[str, tuple[str, ...]]
    rejected: Mapping[str, tuple[str, ...]]
    guessed: int


def dated(stance: Stance, works: Mapping[str, tuple[int, int]], turn: int) -> tuple[str, bool]:
    """Return the period of a stance, and whether it is guessed from the holder's works."""
    if stance.year is not None:
        return ("before" if stance.year < turn else "since"), False
    if stance.holder not in works:
        return "undated", False
    first, last = works[stance.holder]
    return ("before" if last < turn else "since" if first >= turn else "across"), True


def shifts(
    stances: Sequence[Stance],
    answers: Mapping[str, Sequence[str]],
    works: Mapping[str, tuple[int, int]],
    turn: int,
    debate: str | None = None,
) -> list[Shift]:
    """Return each answer's acceptance and rejection by period, by debate.

    Args:
        stances: all of them: those who changed their mind count once before and once after.
        answers: claim -> debates.
        works: holder -> first and last year of their dated works.
        turn: the first year of the later period.
        debate: only answers to this one.
    """
    found: dict[tuple[str, str], tuple[dict[str, set[str]], dict[str, set[str]], set[tuple[str, int]]]] = {}
    for stance in stances:
        for question in answers.get(stance.claim, ()):
            if stance.sign and debate in (None, question):
                accepted, rejected, guesses = found.setdefault((question, stance.claim), ({}, {}, set()))
                period, guessed = dated(stance, works, turn)
                (accepted if stance.sign > 0 else rejected).setdefault(period, set()).add(stance.holder)
                if guessed:
                    guesses.add((stance.holder, stance.sign))
    return [
        Shift(question, claim, _sorted(accepted), _sorted(rejected), len(guesses))
        for (question, claim), (accepted, rejected, guesses) in sorted(found.items())
    ]


def _sorted(periods: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {period: tuple(sorted(periods[period])) for period in PERIODS if period in periods}
