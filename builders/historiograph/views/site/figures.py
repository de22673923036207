"""Figures as they are printed: signs instead of words, so that they read alike in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from historiograph.namespaces import local_name
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.voices import Voice, Voices
from historiograph.views.wording import decimal_of

__all__ = ["Figure", "figure_of", "figures"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate: its claim, its value ("5,000–7,000"), the unit ("persons"), and who says so."""

    claim: Name
    value: str
    unit: str
    voices: tuple[Voice, ...]
    order: Decimal


def figure_of(facts: Facts, estimate: str) -> str:
    """Return the value of an estimate: "≈ 20", "≥ 5,000", "5,000–7,000", "6,000 (5,000–7,000)"; "" for none."""
    record = facts.record(estimate)
    low, point, high = (_shown(record.text(key)) for key in ("lowerBound", "pointValue", "upperBound"))
    around = "≈ " if local_name(record.iri_of("boundsKind")) in ("around", "order-of-magnitude") else ""
    span = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
    if point:
        return f"{around}{point}" + (f" ({span})" if span else "")
    return around + span


def unit_of(facts: Facts, estimate: str) -> str:
    """Return the unit of an estimate's measure, by the local name of its value."""
    return local_name(facts.record(facts.record(estimate).iri_of("measure")).iri_of("unit"))


def figures(facts: Facts, voices: Voices, estimates: Iterable[str]) -> tuple[Figure, ...]:
    """Return estimates with who says so, the lowest first."""
    found = [
        Figure(facts.name(iri), figure_of(facts, iri), unit_of(facts, iri), voices.on(iri), _least(facts, iri))
        for iri in set(estimates)
    ]
    return tuple(sorted(found, key=lambda one: (one.order, one.claim.text, one.claim.href)))


def _least(facts: Facts, estimate: str) -> Decimal:
    record = facts.record(estimate)
    for key in ("pointValue", "lowerBound", "upperBound"):
        number = decimal_of(record.text(key))
        if number is not None:
            return number
    return Decimal(0)


def _shown(text: str) -> str:
    number = decimal_of(text)
    if number is None:
        return text
    if number == number.to_integral_value():
        return f"{int(number):,}" if abs(number) < Decimal(10) ** 30 else text
    return f"{number:,f}".rstrip("0")
