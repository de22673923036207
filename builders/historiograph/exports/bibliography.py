"""Works and editions as bibliographic items, in the words of CSL-JSON, from which every other form is made.

A work that has editions is listed as these, which are what one can hold in one's hands; a work without stands for
itself. What an edition does not say of itself, its work says: authors, editors, the volume that it is part of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from historiograph.individuals import Record, SparqlGraph, read_pointing, read_records, read_things
from historiograph.namespaces import local_name

__all__ = ["Item", "Library"]

Item = dict[str, Any]
"""One item of CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html."""

_REALIZES = "http://purl.org/vocab/frbr/core#realizationOf"
_TYPES = {
    "AcademicArticle": "article-journal",
    "Article": "article",
    "AudioVisualDocument": "motion_picture",
    "Book": "book",
    "Chapter": "chapter",
    "EditedBook": "book",
    "Film": "motion_picture",
    "Journal": "periodical",
    "Letter": "personal_communication",
    "Manuscript": "manuscript",
    "Newspaper": "article-newspaper",
    "Report": "report",
    "Thesis": "thesis",
    "Webpage": "webpage",
}
"""Class of the Bibliographic Ontology -> type of CSL; every other one is a `document`."""
_PARTS = ("chapter", "article-journal", "article-newspaper", "article")
_PLAIN = {
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "isbn13": "ISBN",
    "doi": "DOI",
}
_PARTICLES = frozenset(
    (
        *("af", "al", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le"),
        *("ten", "ter", "van", "vom", "von", "zu", "zum", "zur"),
    )
)
_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_BEFORE_NUMBERS = re.compile(r"""^["”»’'.,]*\s*(.+?)(?=\s+\d|,\s|\.?$)""")


class Library:
    """The works and editions of a graph; what a citation needs is read once, and no more than that."""

    def __init__(self, kg: SparqlGraph) -> None:
        self._kg = kg
        self._known: dict[str, Record] = {}
        self._editions: dict[str, list[Record]] = {}

    def items(self) -> list[Item]:
        """Return every edition, and every work that has none, ordered by id."""
        works, editions = read_records(self._kg, "Work"), read_records(self._kg, "Edition")
        self._known |= {**works, **editions}
        of_work: dict[str, list[Record]] = defaultdict(list)
        for edition in editions.values():
            of_work[edition.iri_of("realizationOf")].append(edition)
        self._editions |= {iri: of_work.get(iri, []) for iri in works}
        alone = [iri for iri in works if not of_work.get(iri)]
        self._fetch([*alone, *editions])
        items = [self.item(iri) for iri in sorted({*alone, *editions})]
        taken: dict[str, int] = defaultdict(int)
        for item in items:  # two datasets may use a slug each
            taken[item["id"]] += 1
            if taken[item["id"]] > 1:
                item["id"] += f"-{taken[item['id']]}"
        return sorted(items, key=lambda item: str(item["id"]))

    def item(self, iri: str, *, parts: frozenset[str] = frozenset()) -> Item:
        """Return a work or edition as an item of CSL-JSON; a work that has one edition is dated by it.

        Args:
            iri: of the work or edition.
            parts: what it is being asked for as the volume of: a volume is no part of its own part.
        """
        own = self._get(iri)
        work = self._get(own.iri_of("realizationOf")) if own.iri_of("realizationOf") else own
        only = self._only_edition(work.iri) if work is own else None
        sources = [own, *([work] if work is not own else []), *([only] if only else [])]
        kind = next(
            (_TYPES[name] for record in sources for name in map(local_name, record.iris("type")) if name in _TYPES), ""
        )
        item: Item = {"id": re.sub(r"[^\w:.-]+", "-", local_name(iri)) or "work", "type": kind or "document"}
        item["title"] = _first(sources, "title") or own.label
        for key, role in (("creator", "author"), ("editor", "editor")):
            people = next((record.iris(key) for record in sources if record.iris(key)), [])
            if people:
                item[role] = [self.name(person) for person in people]
        if issued := date_of(_first(sources, "issued")):
            item["issued"] = issued
        for key, variable in _PLAIN.items():
            if value := _first(sources, key):
                item[variable] = value
        if container := next((record.iri_of("isPartOf") for record in sources if record.iri_of("isPartOf")), ""):
            if container not in parts | {iri}:
                self._put_into(item, self.item(container, parts=parts | {iri}))
        elif item["type"] == "article-journal" and (
            journal := _journal(item["title"], _first(sources, "bibliographicCitation"))
        ):
            item["container-title"] = journal
        if notes := [text for record in sources for text in record.texts("editorialNote")]:
            item["note"] = " ".join(" ".join(text.split()) for text in dict.fromkeys(notes))
        return item

    def name(self, iri: str) -> dict[str, str]:
        """Return the name of a person or party as CSL splits it."""
        return split_name(self._get(iri).label)

    @staticmethod
    def _put_into(item: Item, volume: Item) -> None:
        """Say which volume an item is part of, and who edited and published that."""
        item["container-title"] = volume["title"]
        if item["type"] not in _PARTS:
            item["type"] = "chapter"
        for key, into in (("editor", "editor"), ("author", "container-author")):
            if key in volume:
                item.setdefault(into, volume[key])
        for key in ("issued", "publisher", "ISBN"):
            if key in volume:
                item.setdefault(key, volume[key])

    def _only_edition(self, work: str) -> Record | None:
        if work not in self._editions:
            self._editions[work] = list(read_pointing(self._kg, _REALIZES, work).values())
        editions = [record for record in self._editions[work] if "Edition" in map(local_name, record.iris("type"))]
        return editions[0] if len(editions) == 1 else None

    def _get(self, iri: str) -> Record:
        if iri not in self._known:
            self._fetch({iri})
        return self._known.setdefault(iri, Record(iri))

    def _fetch(self, iris: Iterable[str]) -> None:
        """Read things, and what they point to as author, editor, work or volume, in a query for each step."""
        wanted = set(iris)
        for _ in range(4):  # edition, work, volume, their people
            missing = sorted(iri for iri in wanted if iri and iri not in self._known)
            self._known |= read_things(self._kg, missing)
            keys = ("realizationOf", "isPartOf", "creator", "editor")
            wanted = {end for iri in wanted if iri in self._known for key in keys for end in self._known[iri].iris(key)}


def split_name(name: str) -> dict[str, str]:
    """Split a name as Western lists do: the last word is the family's, a particle before it is kept apart.

    A name that begins with an article, or has a small word in its midst that is no particle, is an institution's.

    Examples:
        >>> split_name("James von Geldern")
        {'family': 'Geldern', 'given': 'James', 'non-dropping-particle': 'von'}
        >>> split_name("Right Opposition of the party")
        {'literal': 'Right Opposition of the party'}
    """
    words = name.split()
    small = [word for word in words if word[:1].islower() and word not in _PARTICLES]
    if len(words) < 2 or words[0] in ("The", "A", "An") or small:
        return {"literal": " ".join(words) or name}
    suffix = words.pop() if words[-1] in _SUFFIXES and len(words) > 2 else ""
    family = [words.pop().rstrip(",")]
    particles: list[str] = []
    while len(words) > 1 and words[-1] in _PARTICLES:
        particles.insert(0, words.pop())
    parts = {"family": " ".join(family), "given": " ".join(words)}
    if particles:
        parts["non-dropping-particle"] = " ".join(particles)
    if suffix:
        parts["suffix"] = suffix
    return parts


def date_of(edtf: str) -> dict[str, Any]:
    """Return an EDTF date as CSL has it: the parts that are sure, else the text as it is; nothing for no date."""
    if not edtf:
        return {}
    spans = [_DATE.fullmatch(part) for part in edtf.rstrip("~?%").split("/")]
    if all(spans) and len(spans) <= 2:
        parts = [[int(part) for part in span.groups() if part] for span in spans if span]
        return {"date-parts": parts, **({"circa": True} if edtf[-1] in "~?%" else {})}
    return {"literal": edtf}


def _journal(title: str, citation: str) -> str:
    """Return what stands after the title in a written-out citation, up to the volume's number: the journal.

    The ontology has no journals; an article of one names it in its `bibliographicCitation`.
    """
    _, found, rest = citation.partition(title)
    match = _BEFORE_NUMBERS.match(rest.strip()) if found else None
    return match[1].strip(" .,") if match else ""


def _first(records: Iterable[Record], key: str) -> str:
    return next((record.text(key) for record in records if record.text(key)), "")
