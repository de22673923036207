"""What texts say that people think: stances, placings in schools, and the passages where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from historiograph.individuals import Record
from historiograph.namespaces import local_name
from historiograph.views.site.facts import Facts, Name

__all__ = ["AGAINST", "FOR", "Place", "Placing", "Voice", "Voices"]

FOR = ("asserts", "presupposes", "concedes")
AGAINST = ("denies", "doubts", "withdraws")
_WITHIN = ("founder", "member")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a text: pointers only. `start` and `end` are code points of the text, end exclusive; "" unknown."""

    text: Name
    section: str = ""
    paragraph: str = ""
    page: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A stance: who takes which attitude to which claim, as presented by whom, where.

    Attributes:
        reporter: whose text presents it; None where holder and reporter are the same.
        given_up: whether a later stance of the same holder replaces it.
        earlier: works in which the stances that this one replaces are stated, or their claims.
        inferred: whether the curator infers it.
    """

    iri: str
    holder: Name
    claim: Name
    attitude: str
    hedge: str
    reporter: Name | None
    schools: tuple[Name, ...]
    stated_in: tuple[Name, ...]
    opposes: tuple[Name, ...]
    places: tuple[Place, ...]
    notes: tuple[Name, ...]
    given_up: bool = False
    replaces: bool = False
    inferred: bool = False

    @property
    def side(self) -> str:
        """Return "for", "against", or "open" for what is only entertained."""
        return "for" if self.attitude in FOR else "against" if self.attitude in AGAINST else "open"


@dataclass(frozen=True, slots=True)
class Placing:
    """A membership: who is placed in which school, how, and by whom."""

    member: Name
    school: Name
    kind: str
    according_to: tuple[Name, ...]
    places: tuple[Place, ...]
    inferred: bool = False


class Voices:
    """Finds stances and memberships by holder, claim, member and school."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._made: dict[str, Voice] = {}

    def on(self, claim: str) -> tuple[Voice, ...]:
        """Return the stances on a claim: for, open, against, each by the name of the holder."""
        return self._sorted(self._facts.pointing("onClaim", claim), lambda one: one.holder.text)

    def of(self, agent: str) -> tuple[Voice, ...]:
        """Return the stances that somebody is said to take."""
        return self._sorted(self._facts.pointing("holder", agent), lambda one: one.claim.text)

    def _sorted(self, iris: Iterable[str], key: Callable[[Voice], str]) -> tuple[Voice, ...]:
        sides = ("for", "open", "against")
        found = [self.voice(iri) for iri in iris if self._facts.record(iri).iri_of("attitude")]
        return tuple(sorted(found, key=lambda one: (one.given_up, sides.index(one.side), key(one), one.iri)))

    def voice(self, iri: str) -> Voice:
        """Return a stance."""
        found = self._made.get(iri)
        if found is None:
            facts, record = self._facts, self._facts.record(iri)
            holder, reporter = record.iri_of("holder"), record.iri_of("reporter")
            found = self._made[iri] = Voice(
                iri,
                facts.name(holder),
                facts.name(record.iri_of("onClaim")),
                local_name(record.iri_of("attitude")),
                local_name(record.iri_of("hedge")),
                None if not reporter or reporter == holder else facts.name(reporter),
                facts.names(self.schools_of(holder)),
                facts.names(record.iris("statedIn")),
                facts.names(record.iris("opposes")),
                self.places(record),
                facts.notes(iri),
                given_up=bool(facts.pointing("supersedes", iri)),
                replaces=bool(record.iris("supersedes")),
                inferred=inferred(record),
            )
        return found

    @cached_property
    def _schools(self) -> Mapping[str, Sequence[str]]:
        schools: dict[str, set[str]] = defaultdict(set)
        for iri in self._facts.of_class("Membership"):
            record = self._facts.record(iri)
            if local_name(record.iri_of("membershipKind")) in _WITHIN:
                schools[record.iri_of("member")].add(record.iri_of("inSchool"))
        for party in self._facts.of_class("UnnamedParty"):
            schools[party].update(self._facts.record(party).iris("drawnFrom"))
        return {agent: sorted(found) for agent, found in schools.items()}

    def schools_of(self, agent: str) -> Sequence[str]:
        """Return the schools that somebody is placed within (as founder or member), or is drawn from."""
        return self._schools.get(agent, ())

    def placings(self, iris: Iterable[str]) -> tuple[Placing, ...]:
        """Return memberships: by school, kind and member."""
        facts = self._facts
        found = []
        for iri in iris:
            record = facts.record(iri)
            if record.iri_of("membershipKind"):
                found.append(
                    Placing(
                        facts.name(record.iri_of("member")),
                        facts.name(record.iri_of("inSchool")),
                        local_name(record.iri_of("membershipKind")),
                        facts.names(record.iris("accordingTo")),
                        self.places(record),
                        inferred(record),
                    )
                )
        return tuple(sorted(found, key=lambda one: (one.school.text, one.kind, one.member.text)))

    def places(self, record: Record) -> tuple[Place, ...]:
        """Return the passages that attest a record, in the order of the text."""
        found = [self._place(iri) for iri in record.iris("attestedBy")]
        return tuple(sorted(found, key=lambda one: (one.text.text, _number(one.start), one.section, one.paragraph)))

    def _place(self, iri: str) -> Place:
        passage = self._facts.record(iri)
        source = passage.iri_of("hasSource")
        selector = self._facts.record(passage.iri_of("hasSelector"))
        named = self._facts.record(source).iri_of("realizationOf") or source
        return Place(
            self._facts.name(named or iri),
            passage.text("section"),
            passage.text("paragraph"),
            passage.text("page"),
            selector.text("start"),
            selector.text("end"),
        )


def inferred(record: Record) -> bool:
    """Return whether the curator infers what a record says, and the text does not state it."""
    return "explicit" in record.values and not record.flag("explicit")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
