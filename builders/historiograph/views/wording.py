"""How views put values into words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from historiograph.namespaces import local_name

__all__ = ["decimal_of", "figure", "some", "value_name"]


def value_name(iri: str) -> str:
    """Return a controlled value in words: `.../vocab/argument-scheme/ex-silentio` becomes "ex silentio"."""
    return local_name(iri).replace("-", " ")


def some(names: list[str], most: int = 2) -> str:
    """Return the first names, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def figure(node: Mapping[str, str]) -> str:
    """Return the figure of an estimate: "6,000 (between 5,000 and 7,000)"."""
    low, point, high = (node.get(key, "") for key in ("lowerBound", "pointValue", "upperBound"))
    if point:
        return _number(point) + (f" (between {_number(low)} and {_number(high)})" if low and high else "")
    if low and high:
        return f"between {_number(low)} and {_number(high)}"
    return f"at least {_number(low)}" if low else f"at most {_number(high)}" if high else "no figure given"


def decimal_of(text: str) -> Decimal | None:
    """Return the number that a literal means, or None if it means no finite one."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _number(text: str) -> str:
    try:
        return f"{float(text):,.10g}" if "." in text else f"{int(text):,}"
    except ValueError:
        return text
