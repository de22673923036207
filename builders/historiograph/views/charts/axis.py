"""A scale with ticks: from a value to its place between the left and the right edge, in percent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

__all__ = ["Axis", "axis_of", "years_axis"]

_MUCH = 50
"""From this ratio of the greatest to the least figure on, small ones would be lost on a linear axis."""
_TICKS = 5
_DECADES = 8


@dataclass(frozen=True)
class Axis:
    """A linear or logarithmic scale; it begins at its first tick."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    log: bool = False

    def place(self, value: Decimal | int) -> float:
        """Return where a value stands, in percent of the width, two decimals; what lies outside stands at the edge."""
        value = min(max(Decimal(value), self.low), self.high)
        if self.log:
            share = (value.log10() - self.low.log10()) / (self.high.log10() - self.low.log10())
        else:
            share = (value - self.low) / (self.high - self.low)
        return float(round(share * 100, 2))


def axis_of(values: Iterable[Decimal]) -> Axis:
    """Return an axis on which all these values stand: logarithmic where they are positive and differ much."""
    found = sorted(values) or [Decimal(0)]
    low, high = found[0], found[-1]
    if low > 0 and high / low >= _MUCH:
        return _log(low, high)
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    return _linear(low, high)


def years_axis(first: int, last: int) -> Axis:
    """Return an axis of years with a tick at each decade, or at wider steps where there are many."""
    step = next(step for step in (10, 20, 50, 100, 200, 500, 1000, 10_000) if (last - first) / step <= 12)
    low, high = first // step * step, -(-(last + 1) // step) * step
    ticks = tuple(Decimal(year) for year in range(low, high + 1, step))
    return Axis(ticks[0], ticks[-1], ticks)


def _linear(low: Decimal, high: Decimal) -> Axis:
    rough = (high - low) / _TICKS
    unit = Decimal(10) ** rough.adjusted()
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(step * (first + number) for number in range(int(last - first) + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _log(low: Decimal, high: Decimal) -> Axis:
    """Return an axis from the power of ten below to a round number above; beyond many decades not each has a tick."""
    first, last = low.adjusted(), high.adjusted()
    unit = Decimal(10) ** last
    end = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= high)
    step = -(-(last + 1 - first) // _DECADES)
    ticks = (Decimal(10) ** power for power in range(first, last + 2, step))
    return Axis(Decimal(10) ** first, end, tuple(tick for tick in ticks if tick <= end), log=True)
