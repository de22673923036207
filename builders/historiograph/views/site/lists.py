"""What the lists and the start page say: every page of a kind, and where one may begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from historiograph.folding import fold
from historiograph.views.site.citation import dataset_citation
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.plan import Folder

__all__ = ["Entry", "Section", "list_sections", "start_page"]

_MANY = 60
"""From so many entries on, a list is parted by first letters."""
_FEW_PEOPLE = 4
_VOID = "http://rdfs.org/ns/void#Dataset"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a page, a sentence about it, and numbers with the messages that say them."""

    name: Name
    told: Name | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one letter; under none, in a short list."""

    title: str
    id: str
    entries: tuple[Entry, ...]


def list_sections(facts: Facts, folder: Folder, iris: Sequence[str]) -> tuple[Section, ...]:
    """Return the entries of a list, parted by the first letter of their folded names where they are many."""
    if len(iris) < _MANY:
        return (Section("", "", tuple(_entry(facts, folder, iri) for iri in iris)),)
    return tuple(
        Section(letter, f"letter-{letter.lower()}" if letter.isalnum() else "letter-0", tuple(entries))
        for letter, entries in (
            (letter, [_entry(facts, folder, iri) for iri in group])
            for letter, group in groupby(iris, lambda iri: _letter(facts.name(iri).text))
        )
    )


def _letter(text: str) -> str:
    first = fold(text)[:1].upper()
    return first if first.isalpha() else "#"


def _entry(facts: Facts, folder: Folder, iri: str) -> Entry:
    counts: tuple[tuple[str, int], ...] = ()
    if folder.name == "debate":
        answers = facts.pointing("answers", iri)
        bearing = set(facts.pointing("bearsOn", iri)) - set(answers)
        speakers = {
            facts.record(stance).iri_of("holder") for claim in answers for stance in facts.pointing("onClaim", claim)
        }
        counts = (("site.debate-answers", len(answers)), ("site.debate-speakers", len(speakers)))
        if bearing:
            counts += (("site.debate-bearing", len(bearing)),)
    elif folder.iri_part == "agent":
        counts = (("site.person-voices", len(facts.pointing("holder", iri))),)
    elif folder.iri_part in ("topic", "event", "period", "place"):
        counts = (("site.claims-of", len(facts.pointing("about", iri))),)
    gist = facts.gist(iri) if folder.name in ("school", "historian", "actor", "evidence") else None
    return Entry(facts.name(iri), gist, counts)


def start_page(facts: Facts, counts: Sequence[tuple[str, int]]) -> Mapping[str, object]:
    """Return what the start page says."""
    debates = facts.by_kind.get("debate", [])
    folder = Folder("debate", "debate", ("debate",))
    entries = [_entry(facts, folder, iri) for iri in debates]
    entries.sort(key=lambda one: -sum(n for _, n in one.counts))
    people = sorted(facts.by_kind.get("historian", ()), key=lambda iri: (-_spoken(facts, iri), facts.order(iri)))
    return {
        "description": facts.words(next(iter(facts.of_class(_VOID)), ""), "description"),
        "first": entries[0].name if entries else None,
        "debates": entries,
        "people": tuple(facts.name(iri) for iri in people[:_FEW_PEOPLE]),
        "counts": tuple(counts),
        "citation": dataset_citation(facts),
    }


def _spoken(facts: Facts, iri: str) -> int:
    return len(facts.pointing("holder", iri))
