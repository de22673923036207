"""How charts put figures and values into words that can change their language."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from historiograph.views.charts.estimates import Figure
from historiograph.views.language import messages, say
from historiograph.views.wording import value_name

__all__ = ["figure_in_words", "number", "rounded", "word"]

_EXACT = 2**53
"""Up to here a browser counts exactly; what is greater, or has more decimals than it shows, is handed on as text."""
_STEPS = ((Decimal(10) ** 12, "trillions"), (Decimal(10) ** 9, "billions"), (Decimal(10) ** 6, "millions"))


def number(value: Decimal) -> int | float | str:
    """Return a number as a message's gap takes it."""
    if abs(value) >= _EXACT or value != round(value, 3):
        return f"{value:,f}"
    return int(value) if value == int(value) else float(value)


def rounded(value: Decimal) -> Markup:
    """Return a tick of an axis, short: "10 M"."""
    for step, name in _STEPS:
        if abs(value) >= step:
            return say(f"charts.ticks.{name}", n=number(value / step))
    return say("charts.ticks.plain", n=number(value))


def figure_in_words(figure: Figure) -> tuple[str, dict[str, int | float | str]]:
    """Return the message and its gaps that say what a figure gives: a number, a range, a bound."""
    lower, point, upper = figure.lower, figure.point, figure.upper
    kind = figure.kind if figure.kind in ("at-least", "at-most", "around", "order-of-magnitude") else "exact"
    if point is not None and lower is not None and upper is not None:
        return "charts.figure.both", {"point": number(point), "low": number(lower), "high": number(upper)}
    if lower is not None and upper is not None:
        kind = kind if kind in ("around", "order-of-magnitude") else "exact"
        return f"charts.figure.range-{kind}", {"low": number(lower), "high": number(upper)}
    if point is not None:
        return f"charts.figure.{kind}", {"x": number(point)}
    bound = lower if lower is not None else upper
    if bound is None:
        return "charts.figure.none", {}
    side = "at-least" if lower is not None else "at-most"
    return f"charts.figure.{side}{f'-{kind}' if kind in ('around', 'order-of-magnitude') else ''}", {"x": number(bound)}


def word(group: str, value: str) -> Markup:
    """Return a controlled value in words that change their language; an unknown one as it is called."""
    key = f"charts.{group}.{value}"
    return say(key) if key in messages("en") else Markup("{}").format(value_name(value))
