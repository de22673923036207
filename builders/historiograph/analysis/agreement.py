"""How far two speakers or two schools agree, with an interval.

The index is that of Holley and Guilford ("A note on the G index of agreement", Educational and Psychological
Measurement 24, 1964; Hamann 1961): agreements less disagreements over both. It is taken debate by debate and then
averaged, so that a debate with many answers counts for no more than one with few. The interval is the percentile
bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13) over the debates in which the two
meet; with fewer than five there is none, for there would be little in it but the choice of debates. Two sides that are
always together, or always against each other, leave the bootstrap nothing to draw from; their interval is that of
Clopper and Pearson (Biometrika 26, 1934) for as many debates of one outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.positions import Meeting

__all__ = ["DRAWS", "LEAST_FOR_INTERVAL", "SEED", "Agreement", "agreements"]

SEED = 1933
"""Where chance begins: the same graph gives the same intervals."""
DRAWS = 2000
LEAST_FOR_INTERVAL = 5
_BLOCK = 4096


class Agreement(NamedTuple):
    """How two sides agree.

    Attributes:
        one: a side.
        other: another; or the same, for a group and itself.
        shared: debates in which both take a position on some answer.
        met: debates in which they meet on one answer, or on answers that exclude each other.
        agreements: how often they agree, over all these debates.
        disagreements: how often they do not.
        value: the index, from -1, always against each other, to 1, always together.
        low: lower end of the 95 % interval; None where they meet too seldom for one.
        high: its upper end.
    """

    one: str
    other: str
    shared: int
    met: int
    agreements: int
    disagreements: int
    value: float
    low: float | None = None
    high: float | None = None


def agreements(
    met: Sequence[Meeting], debates: Mapping[str, set[str]], *, draws: int = DRAWS, seed: int = SEED
) -> list[Agreement]:
    """Return how far each two sides that meet agree: the pairs that meet most often first.

    Args:
        met: where they meet.
        debates: side -> the debates in which it takes a position.
        draws: bootstrap samples.
        seed: where chance begins.
    """
    pairs: dict[tuple[str, str], list[Meeting]] = {}
    for one in met:
        pairs.setdefault((one.one, one.other), []).append(one)
    scores = {
        pair: [(m.agreements - m.disagreements) / (m.agreements + m.disagreements) for m in some]
        for pair, some in pairs.items()
    }
    intervals = _intervals(scores, draws, seed)
    found = [
        Agreement(
            one,
            other,
            len(debates.get(one, set()) & debates.get(other, set())),
            len(some),
            sum(m.agreements for m in some),
            sum(m.disagreements for m in some),
            sum(scores[one, other]) / len(some),
            *intervals.get((one, other), (None, None)),
        )
        for (one, other), some in pairs.items()
    ]
    return sorted(found, key=lambda row: (-row.met, -row.agreements - row.disagreements, row.one, row.other))


def _intervals(
    scores: Mapping[tuple[str, str], Sequence[float]], draws: int, seed: int
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the interval of each pair that meets often enough.

    Pairs that meet equally often share their draws, so that a pair's interval depends on nothing but its own scores.
    """
    import numpy as np

    by_count: dict[int, list[tuple[str, str]]] = {}
    for pair, some in scores.items():
        if len(some) >= LEAST_FOR_INTERVAL:
            by_count.setdefault(len(some), []).append(pair)
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for count, pairs in by_count.items():
        width = 2 * (1 - 0.025 ** (1 / count))
        found.update({pair: (1 - width, 1.0) for pair in pairs if min(scores[pair]) == 1})
        found.update({pair: (-1.0, width - 1) for pair in pairs if max(scores[pair]) == -1})
        mixed = [pair for pair in pairs if pair not in found]
        chosen = np.random.default_rng((seed, count)).integers(0, count, (draws, count))
        weights = np.stack([np.bincount(row, minlength=count) for row in chosen]).T / count
        for start in range(0, len(mixed), _BLOCK):
            block = mixed[start : start + _BLOCK]
            means = np.array([scores[pair] for pair in block]) @ weights
            low, high = np.percentile(means, (2.5, 97.5), axis=1)
            found.update(zip(block, zip(low.tolist(), high.tolist(), strict=True), strict=True))
    return found
