"""What the pages of works, evidence, measures and subjects say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from historiograph.namespaces import local_name
from historiograph.views.site.claims import both_ways
from historiograph.views.site.facts import CLAIMS, Facts, Name
from historiograph.views.site.figures import Figure, figures
from historiograph.views.site.people import Group, by_debate
from historiograph.views.site.steps import Step, Steps
from historiograph.views.site.voices import Voices

__all__ = ["evidence_page", "measure_page", "reference_of", "subject_page", "work_page"]


@dataclass(frozen=True, slots=True)
class Told:
    """A section of a text, and the claims that are reported in it, in the order of the text."""

    section: str
    claims: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A digitised text that passages point into."""

    name: Name
    identifier: str
    digest: str
    extent: str
    notes: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A work or an edition."""

    reference: str
    creators: tuple[Name, ...]
    editors: tuple[Name, ...]
    details: tuple[tuple[str, str], ...]
    part_of: tuple[Name, ...]
    parts: tuple[Name, ...]
    edition_of: tuple[Name, ...]
    editions: tuple[Name, ...]
    revises: tuple[Name, ...]
    revised_by: tuple[Name, ...]
    stated: tuple[Group, ...]
    told: tuple[Told, ...]
    texts: tuple[TextFile, ...]
    referred_by: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A body of evidence."""

    creators: tuple[Name, ...]
    uses: Mapping[str, tuple[Step, ...]]
    attacks: tuple[Step, ...]
    claims: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """What is counted, and every figure that is given for it."""

    unit: str
    counts: tuple[Name, ...]
    place: tuple[Name, ...]
    time: tuple[Name, ...]
    rule: Name | None
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    figures: tuple[Figure, ...]
    debates: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A topic, an event, a period or a place."""

    date: str
    according_to: tuple[Name, ...]
    claims: tuple[tuple[Name | None, tuple[Name, ...]], ...]
    measures: tuple[Name, ...]
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    related: tuple[Name, ...]


_DETAILS = ("issued", "publisher", "volume", "issue", "pages", "isbn13", "doi")


def reference_of(facts: Facts, iri: str) -> str:
    """Return author, year and title of a work in one line, as far as they are known."""
    record = facts.record(iri)
    whole = facts.record(record.iri_of("realizationOf"))
    people = record.iris("creator") or whole.iris("creator") or record.iris("editor") or whole.iris("editor")
    authors = ", ".join(name.text for name in facts.names(people))
    year = record.text("issued") or whole.text("issued")
    who = " ".join(part for part in (authors, f"({year[:4]})" if year else "") if part)
    return ", ".join(part for part in (who, facts.name(iri).text) if part)


def work_page(facts: Facts, voices: Voices, iri: str) -> WorkPage:
    """Return what is to be told of a work."""
    record = facts.record(iri)
    realized = facts.pointing("realizationOf", iri)
    texts = [one for one in realized if facts.kind(one) == "text"]
    stated = [voices.voice(stance) for stance in facts.pointing("statedIn", iri)]
    referring = {agent for one in facts.pointing("refersTo", iri) for agent in facts.record(one).iris("accordingTo")}
    return WorkPage(
        reference_of(facts, iri),
        facts.names(record.iris("creator")),
        facts.names(record.iris("editor")),
        tuple((key, record.text(key)) for key in _DETAILS if record.text(key)),
        facts.names(record.iris("isPartOf")),
        facts.names(facts.pointing("isPartOf", iri)),
        facts.names(record.iris("realizationOf")),
        facts.names(one for one in realized if one not in texts),
        facts.names(record.iris("revisionOf")),
        facts.names(facts.pointing("revisionOf", iri)),
        by_debate(facts, stated),
        tuple(section for text in texts for section in _told(facts, text)),
        tuple(
            TextFile(
                facts.name(text),
                facts.record(text).text("identifier"),
                facts.record(text).text("sourceDigest"),
                facts.record(text).text("extent"),
                facts.notes(text),
            )
            for text in texts
        ),
        facts.names(referring),
    )


def _told(facts: Facts, text: str) -> tuple[Told, ...]:
    """Return what a text reports, by its sections; each claim once, where it comes first."""
    first: dict[str, tuple[int, str]] = {}
    for passage in facts.pointing("hasSource", text):
        record = facts.record(passage)
        start = facts.record(record.iri_of("hasSelector")).text("start")
        place = (int(start) if start.isascii() and start.isdigit() else 0, record.text("section"))
        for stance in facts.pointing("attestedBy", passage):
            claim = facts.record(stance).iri_of("onClaim")
            if claim:
                first[claim] = min(first.get(claim, place), place)
    sections: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(first, key=lambda one: (first[one], one)):
        sections[first[claim][1]].append(claim)
    return tuple(Told(section, tuple(map(facts.name, claims))) for section, claims in sections.items())


def evidence_page(facts: Facts, steps: Steps, iri: str) -> EvidencePage:
    """Return what is to be told of a body of evidence."""
    return EvidencePage(
        facts.names(facts.record(iri).iris("creator")),
        steps.by(iri),
        steps.to(iri)["attack"],
        facts.names(one for one in facts.pointing("about", iri) if facts.kind(one) in CLAIMS),
    )


def measure_page(facts: Facts, voices: Voices, iri: str) -> MeasurePage:
    """Return what is to be told of a measure."""
    record = facts.record(iri)
    estimates = facts.pointing("measure", iri)
    debates = {debate for one in estimates for key in ("answers", "bearsOn") for debate in facts.record(one).iris(key)}
    return MeasurePage(
        local_name(record.iri_of("unit")),
        facts.names(record.iris("counts")),
        facts.names(record.iris("coversPlace")),
        facts.names(record.iris("coversTime")),
        facts.words(iri, "countingRule"),
        facts.names(record.iris("broaderMeasure")),
        facts.names(facts.pointing("broaderMeasure", iri)),
        figures(facts, voices, estimates),
        facts.names(debates),
    )


def subject_page(facts: Facts, iri: str) -> SubjectPage:
    """Return what is to be told of a topic, an event, a period or a place."""
    record = facts.record(iri)
    about = {*facts.pointing("about", iri), *facts.pointing("analogue", iri)}
    groups: dict[str, list[str]] = defaultdict(list)
    for claim in about:
        if facts.kind(claim) in CLAIMS:
            spoken = facts.record(claim)
            groups[next(iter(spoken.iris("answers") or spoken.iris("bearsOn")), "")].append(claim)
    ordered = sorted(groups, key=lambda debate: (not debate, facts.order(debate) if debate else ("", "")))
    measures = {one for key in ("counts", "coversPlace", "coversTime") for one in facts.pointing(key, iri)}
    return SubjectPage(
        record.text("edtf"),
        facts.names(record.iris("accordingTo")),
        tuple((facts.name(debate) if debate else None, facts.names(groups[debate])) for debate in ordered),
        facts.names(measures),
        facts.names(record.iris("broader")),
        facts.names(facts.pointing("broader", iri)),
        facts.names(both_ways(facts, "related", iri)),
    )
