"""Stances as the charts tell them: who takes which attitude to a claim, how firmly, and in whose report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from historiograph.namespaces import local_name
from historiograph.views.reading import Reading

__all__ = ["ACCEPTS", "REJECTS", "Voice", "voices"]

ACCEPTS = frozenset({"asserts", "concedes", "presupposes"})
"""Attitudes of those who count a claim as true, as the questions of the catalogue use them."""
REJECTS = frozenset({"denies", "doubts", "withdraws"})
"""Attitudes of those who do not."""
_ORDER = ("asserts", "presupposes", "concedes", "entertains", "doubts", "denies", "withdraws")


@dataclass(frozen=True)
class Voice:
    """One stance.

    `reporter` is empty where the holder's own text is the source; `given_up` is true where a later stance of the
    same speaker replaces this one; `year` is that of the work in which it is stated, 0 where none is known.
    """

    stance: str
    claim: str
    holder: str
    attitude: str
    hedge: str = ""
    reporter: str = ""
    stated_in: str = ""
    year: int = 0
    where: tuple[str, ...] = ()
    given_up: bool = False
    supersedes: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """The place of the attitude in the order of telling: from assertion to withdrawal."""
        return _ORDER.index(self.attitude) if self.attitude in _ORDER else len(_ORDER)


def voices(reading: Reading) -> Mapping[str, tuple[Voice, ...]]:
    """Return the stances on each claim: those for it first, then by the name of the holder."""
    replaced = {iri for record in reading.stances.values() for iri in record.iris("supersedes")}
    found: dict[str, list[Voice]] = defaultdict(list)
    for iri, record in reading.stances.items():
        holder, reporter = record.iri_of("holder"), record.iri_of("reporter")
        year = record.text("statedYear")
        voice = Voice(
            stance=iri,
            claim=record.iri_of("onClaim"),
            holder=holder,
            attitude=local_name(record.iri_of("attitude")),
            hedge=local_name(record.iri_of("hedge")),
            reporter="" if reporter == holder else reporter,
            stated_in=record.iri_of("statedIn"),
            year=int(year) if year.lstrip("-").isdigit() else 0,
            where=reading.where(record),
            given_up=iri in replaced,
            supersedes=tuple(record.iris("supersedes")),
        )
        found[voice.claim].append(voice)
    return {
        claim: tuple(sorted(group, key=lambda voice: (voice.rank, reading.label(voice.holder), voice.stance)))
        for claim, group in sorted(found.items())
    }
