"""What the lists and the start page say: every page of a kind, and where one may begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from historiograph.folding import fold
from historiograph.views.site.citation import dataset_citation
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.plan import Folder, list_page

__all__ = ["Entry", "Part", "Section", "parted", "start_page"]

_MANY = 60
"""From so many entries on, a list is parted by first letters."""
_FEW_PEOPLE = 4
_MOST_QUESTIONS = 200
"""So many questions stand on the start page, those with most to tell; their list has all."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a long list: its number, its address, and the things that it begins and ends with."""

    number: int
    address: str
    first: Name
    last: Name


def parted(facts: Facts, folder: Folder, iris: Sequence[str], parts: int, number: int) -> Mapping[str, object]:
    """Return what a page of a list says: its entries, the letters of the whole list, and the pages that it has.

    Args:
        facts: the graph.
        folder: the list's.
        iris: all that the list has, sorted.
        parts: on how many pages, of about the same length.
        number: which page; the first is 1.
    """
    size = max(1, -(-len(iris) // parts))
    letters = len(iris) >= _MANY
    pages = [iris[start : start + size] for start in range(0, len(iris), size)] or [iris]
    here = list_page(folder.name, number)
    found = []
    for n, some in enumerate(pages if parts > 1 else (), 1):
        found.append(Part(n, list_page(folder.name, n), facts.name(some[0]), facts.name(some[-1])))
    begun: dict[str, str] = {}
    for n, some in enumerate(pages if letters else (), 1):
        address = list_page(folder.name, n)
        for letter in map(_letter, (facts.name(iri).text for iri in some)):
            begun.setdefault(letter, f"{'' if address == here else address}#{_id(letter)}")
    return {
        "sections": _sections(facts, folder, pages[number - 1], letters),
        "letters": tuple(begun.items()),
        "parts": tuple(found),
        "number": number,
        "range": ((number - 1) * size + 1, min(number * size, len(iris))),
    }


def _sections(facts: Facts, folder: Folder, iris: Sequence[str], letters: bool) -> tuple[Section, ...]:
    """Return entries, parted by the first letter of their folded names where they are many."""
    if not letters:
        return (Section("", "", tuple(_entry(facts, folder, iri) for iri in iris)),)
    return tuple(
        Section(letter, _id(letter), tuple(_entry(facts, folder, iri) for iri in group))
        for letter, group in groupby(iris, lambda iri: _letter(facts.name(iri).text))
    )


def _id(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter.isalnum() else "letter-0"


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
        "debates": entries[:_MOST_QUESTIONS],
        "questions": len(entries),
        "people": tuple(facts.name(iri) for iri in people[:_FEW_PEOPLE]),
        "counts": tuple(counts),
        "citation": dataset_citation(facts),
    }


def _spoken(facts: Facts, iri: str) -> int:
    return len(facts.pointing("holder", iri))
