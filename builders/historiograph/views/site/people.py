"""What the pages of people and schools say: who they are, where somebody places them, what they are said to hold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from historiograph.namespaces import local_name
from historiograph.views.site.claims import both_ways
from historiograph.views.site.facts import AGENTS, Facts, Name
from historiograph.views.site.steps import Step, Steps
from historiograph.views.site.voices import Place, Placing, Voice, Voices

__all__ = ["Group", "PersonPage", "SchoolPage", "by_debate", "person_page", "school_page"]


@dataclass(frozen=True, slots=True)
class Group:
    """Voices in one debate; in none, where `debate` is None."""

    debate: Name | None
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """An authority record that somebody is identified with: its address, what it shows, how surely."""

    address: str
    shown_by: str
    strength: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A historian, an actor of the period, or a voice without a name."""

    born: str
    died: str
    identified: tuple[Identified, ...]
    drawn_from: tuple[Name, ...]
    placings: tuple[Placing, ...]
    places_others: int
    works: tuple[Name, ...]
    positions: tuple[Group, ...]
    voices: int
    own: int
    only_through: tuple[Name, ...]
    reports: int
    opposes: tuple[tuple[Name, int], ...]
    opposed_by: tuple[tuple[Name, int], ...]
    agrees: tuple[Name, ...]
    disagrees: tuple[Name, ...]
    changes: tuple[tuple[Voice, Voice], ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A name of a school: who made it, who uses it, and who says so."""

    words: Name
    coined_by: tuple[Name, ...]
    used_by: tuple[Name, ...]
    according_to: tuple[Name, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A school of interpretation."""

    names: tuple[SchoolName, ...]
    placings: tuple[Placing, ...]
    parties: tuple[Name, ...]
    positions: tuple[Group, ...]
    voices: int
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    related: tuple[Name, ...]
    likened: tuple[Name, ...]


def person_page(facts: Facts, voices: Voices, steps: Steps, iri: str) -> PersonPage:
    """Return what is to be told of somebody who holds views."""
    record = facts.record(iri)
    of = voices.of(iri)
    own = [one for one in of if one.reporter is None]
    against: Counter[str] = Counter()
    for stance in facts.pointing("holder", iri):
        against.update(facts.record(stance).iris("opposes"))
    back = Counter(facts.record(stance).iri_of("holder") for stance in facts.pointing("opposes", iri))
    written = [*facts.pointing("creator", iri), *facts.pointing("editor", iri)]
    changes = [
        (voices.voice(earlier), voices.voice(stance))
        for stance in facts.pointing("holder", iri)
        for earlier in facts.record(stance).iris("supersedes")
    ]
    reported = [s for s in facts.pointing("reporter", iri) if facts.record(s).iri_of("holder") != iri]
    return PersonPage(
        _year(record.text("birthDate")),
        _year(record.text("deathDate")),
        _identified(facts, iri),
        facts.names(record.iris("drawnFrom")),
        voices.placings(facts.pointing("member", iri)),
        sum(facts.record(m).iri_of("member") not in ("", iri) for m in facts.pointing("accordingTo", iri)),
        facts.names(work for work in written if facts.page(work) and not set(written) & _whole(facts, work)),
        by_debate(facts, of),
        len(of),
        len(own),
        tuple(sorted({one.reporter for one in of if one.reporter}, key=lambda one: one.text)) if not own else (),
        len(reported),
        _counted(facts, against),
        _counted(facts, back),
        facts.names(one for one in both_ways(facts, "agreesWith", iri) if facts.kind(one) in AGENTS),
        facts.names(one for one in both_ways(facts, "disagreesWith", iri) if facts.kind(one) in AGENTS),
        tuple(sorted(changes, key=lambda pair: (pair[1].claim.text, pair[1].iri))),
        steps.of(iri),
    )


def school_page(facts: Facts, voices: Voices, iri: str) -> SchoolPage:
    """Return what is to be told of a school."""
    record = facts.record(iri)
    memberships = facts.pointing("inSchool", iri)
    parties = facts.pointing("drawnFrom", iri)
    within = {facts.record(m).iri_of("member") for m in memberships} | set(parties)
    spoken = [v for agent in within if iri in voices.schools_of(agent) for v in voices.of(agent)]
    return SchoolPage(
        tuple(_school_name(facts, voices, name) for name in sorted(record.iris("schoolName"), key=facts.order)),
        voices.placings(memberships),
        facts.names(parties),
        by_debate(facts, spoken),
        len(spoken),
        facts.names(record.iris("broader")),
        facts.names(facts.pointing("broader", iri)),
        facts.names(both_ways(facts, "related", iri)),
        facts.names(facts.pointing("analogue", iri)),
    )


def _school_name(facts: Facts, voices: Voices, iri: str) -> SchoolName:
    record = facts.record(iri)
    return SchoolName(
        facts.words(iri, "literalForm") or facts.name(iri),
        coined_by=facts.names(record.iris("coinedBy")),
        used_by=facts.names(record.iris("usedBy")),
        according_to=facts.names(record.iris("accordingTo")),
        places=voices.places(record),
    )


def by_debate(facts: Facts, voices: Iterable[Voice]) -> tuple[Group, ...]:
    """Return voices by the debate that their claim answers, or else bears on; those in the most voices first."""
    groups: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        claim = facts.record(facts.record(voice.iri).iri_of("onClaim"))
        for debate in claim.iris("answers")[:1] or claim.iris("bearsOn")[:1] or [""]:
            groups[debate].append(voice)

    def order(debate: str) -> tuple[bool, int, tuple[str, str]]:
        return (not debate, -len(groups[debate]), facts.order(debate) if debate else ("", ""))

    return tuple(
        Group(facts.name(debate) if debate else None, tuple(sorted(groups[debate], key=_by_claim)))
        for debate in sorted(groups, key=order)
    )


def _by_claim(voice: Voice) -> tuple[bool, str, str, str]:
    return (voice.given_up, voice.claim.text, voice.holder.text, voice.iri)


def _year(date: str) -> str:
    """Return the year of a date, which may be a year already, or be given in no such way."""
    return date[:4] if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else date


def _whole(facts: Facts, work: str) -> set[str]:
    """Return the work that an edition is one of."""
    return set(facts.record(work).iris("realizationOf"))


def _counted(facts: Facts, counts: Counter[str]) -> tuple[tuple[Name, int], ...]:
    ordered = sorted(filter(None, counts), key=lambda iri: (-counts[iri], facts.order(iri)))
    return tuple((facts.name(iri), counts[iri]) for iri in ordered)


def _identified(facts: Facts, iri: str) -> tuple[Identified, ...]:
    """Return the authority records of a person, the surest first, and each address once."""
    found: dict[str, Identified] = {}
    for identification in facts.pointing("identifies", iri):
        record = facts.record(identification)
        for address in record.iris("sameAs"):
            found.setdefault(address, Identified(address, record.text("source"), local_name(record.iri_of("strength"))))
    for address in (*facts.record(iri).iris("sameAs"), *facts.record(iri).iris("exactMatch")):
        found.setdefault(address, Identified(address, "", ""))
    return tuple(found[address] for address in sorted(found))
