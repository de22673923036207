"""How to cite a claim, a work or the dataset, in any style of the Citation Style Language.

A claim is cited for each stance on it, since a claim that nobody holds is nobody's words. Where the holder speaks, the
text is cited; where somebody else tells what the holder thinks, the holder is named, with the work if it is known, and
cited is who tells it: "Conquest 1990, as reported in McCauley, n.d.". The words of the style are citeproc's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from historiograph.edition import edition_of
from historiograph.errors import AmbiguousNameError, InputError, NotFoundError
from historiograph.exports.bibliography import Item, Library, date_of
from historiograph.exports.processor import STYLES, Processor
from historiograph.individuals import Record, read_pointing, read_things
from historiograph.namespaces import HG, local_name

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["STYLES", "Cited", "Reference", "cite"]

_CLAIMS = frozenset({"Claim", "Estimate", "Analogy"})
_WORKS = frozenset({"Work", "Edition"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One way into a text.

    Attributes:
        attitude: what is said there of the claim, such as "denies"; empty for a work.
        holder: who takes that attitude.
        text: the citation.
        inferred: whether it is the curators who conclude that, and not the text that says it.
    """

    attitude: str
    holder: str
    text: str
    inferred: bool = False

    def __str__(self) -> str:
        """Return it as one line."""
        said = self.attitude + (" (inferred)" if self.inferred else "")
        return f"{said}: {self.text}" if said else self.text


@dataclass(frozen=True, slots=True)
class Cited:
    """A thing as a paper cites it.

    Attributes:
        title: what is cited: the gist of a claim, the title of a work or dataset.
        references: the citations, as they stand in the text or in a note.
        bibliography: the entries at the end of the paper, in the style's order.
    """

    title: str
    references: tuple[Reference, ...]
    bibliography: tuple[str, ...]

    def __str__(self) -> str:
        """Return all of it as plain text."""
        return "\n".join([self.title, "", *map(str, self.references), "", *self.bibliography]) + "\n"


@dataclass(frozen=True, slots=True)
class _Place:
    """A text and where in it."""

    item: str
    label: str = ""
    locator: str = ""


def cite(kg: KnowledgeGraph, thing: str, style: str = "chicago-author-date") -> Cited:
    """Return how to cite a claim, a work, an edition or the dataset.

    Args:
        kg: the graph.
        thing: slug, label or IRI; "dataset" for the dataset itself.
        style: one of `STYLES`, or the path of a `.csl` file.

    Raises:
        NotFoundError: for an unknown thing or style, with the nearest ones.
        AmbiguousNameError: if a name may mean several things.
        InputError: for a thing that is no claim, work, edition or dataset, or a file that is no style.
    """
    if thing in ("dataset", kg.header.name, kg.header.base, kg.header.base.rstrip("/")):
        return _finished(kg.header.title, [(_dataset_item(kg), "", "")], style)
    record, classes = _found(kg, thing)
    iri, library = record.iri, Library(kg)
    if classes & _WORKS:
        return _finished(record.label, [(library.item(iri), "", "")], style)
    if not classes & _CLAIMS:
        raise InputError(
            f"'{thing}' is no claim, work or edition, so there is nothing to cite;"
            " cite a claim of it, or the dataset with `cite dataset`"
        )
    return _Claim(kg, library, style).cited(record)


def _found(kg: KnowledgeGraph, thing: str) -> tuple[Record, frozenset[str]]:
    """Return the thing that a name means among those that can be cited, and its classes; of a text, its work."""
    try:
        iri = kg.find(thing)
    except AmbiguousNameError:
        found = set()
        for kind in ("Claim", "Work", "Edition"):
            with contextlib.suppress(NotFoundError):
                found.add(kg.find(thing, kind))
        if len(found) != 1:
            raise
        iri = found.pop()
    record = read_things(kg, [iri]).get(iri, Record(iri))
    classes = frozenset(map(local_name, record.iris("type")))
    if "SourceText" in classes and record.iri_of("realizationOf"):
        return _found(kg, record.iri_of("realizationOf"))
    return record, classes


class _Claim:
    """Cites the stances on one claim."""

    def __init__(self, kg: KnowledgeGraph, library: Library, style: str) -> None:
        self._kg = kg
        self._library = library
        self._style = style
        self._items: dict[str, Item] = {}

    def cited(self, claim: Record) -> Cited:
        stances = list(read_pointing(self._kg, HG + "onClaim", claim.iri).values())
        passages = read_things(self._kg, {iri for stance in stances for iri in stance.iris("attestedBy")})
        texts = read_things(self._kg, {passage.iri_of("hasSource") for passage in passages.values()} - {""})
        planned: list[tuple[Record, str, list[_Place]]] = []
        for stance in stances:
            own = self._key(stance.iri_of("statedIn"))
            places = self._places([passages[iri] for iri in stance.iris("attestedBy") if iri in passages], texts)
            planned.append((stance, own, places or [_Place(own or self._voice(stance))]))
        processor = Processor(self._style, list(self._items.values()))
        references = [self._reference(processor, *one) for one in planned]
        title = " ".join((claim.text("gist") or claim.label).split())
        return Cited(title, tuple(sorted(references, key=lambda one: one.text)), processor.bibliography())

    def _reference(self, processor: Processor, stance: Record, own: str, places: Sequence[_Place]) -> Reference:
        """Cite one stance: the text where the holder speaks for himself, else the holder as reported in the text."""
        holder, reporter = stance.iri_of("holder"), stance.iri_of("reporter")
        name = self._kg.label(holder) if holder else ""
        prefix = ""
        if holder != reporter:
            work = processor.bare(own) if own and own != places[0].item else ""
            prefix = f"{work or name}, as reported in "
        text = processor.cite([(place.item, place.label, place.locator) for place in places], prefix)
        inferred = "explicit" in stance.values and not stance.flag("explicit")
        return Reference(local_name(stance.iri_of("attitude")), name, text, inferred)

    def _places(self, passages: Iterable[Record], texts: Mapping[str, Record]) -> list[_Place]:
        """Return the texts of some passages, each with all places in it as one locator."""
        found: dict[str, list[tuple[str, str]]] = {}
        for passage in passages:
            text = texts.get(passage.iri_of("hasSource"))
            key = self._key(text.iri_of("realizationOf")) if text else ""
            if key:
                found.setdefault(key, []).append(_locator(passage))
        places = []
        for key, locators in sorted(found.items()):
            label = next((label for label, _ in locators if label), "")
            said = dict.fromkeys(locator for name, locator in locators if name == label and locator)
            places.append(_Place(key, label, ", ".join(said)))
        return places

    def _key(self, work: str) -> str:
        """Return the key of a work's item, which is kept for the bibliography."""
        if not work:
            return ""
        if work not in self._items:
            self._items[work] = {**self._library.item(work), "id": f"i{len(self._items) + 1}"}
        return str(self._items[work]["id"])

    def _voice(self, stance: Record) -> str:
        """Return the key of an item that stands for a text of which nothing but the reporter is known."""
        reporter = stance.iri_of("reporter") or stance.iri_of("holder")
        key = f"i{len(self._items) + 1}"
        item: Item = {"id": key, "type": "document", "title": self._kg.header.title}
        self._items[f"{reporter} speaks"] = item | ({"author": [self._library.name(reporter)]} if reporter else {})
        return key


def _locator(passage: Record) -> tuple[str, str]:
    """Return CSL's name of a locator and its text: the page where one is known, else section and paragraph."""
    section, paragraph = passage.text("section"), passage.text("paragraph")
    if passage.text("page"):
        return "page", passage.text("page")
    if section:
        return "section", f"“{section}”" + (f", para. {paragraph}" if paragraph else "")
    return ("paragraph", paragraph) if paragraph else ("", "")


def _dataset_item(kg: KnowledgeGraph) -> Item:
    """Return the dataset as an item, from what it says of itself."""
    edition = edition_of(kg)
    item: Item = {"id": "dataset", "type": "dataset", "title": edition.title, "URL": edition.iri}
    if edition.authors:
        item["author"] = [
            dict(zip(("family", "given"), one.parts, strict=True)) if all(one.parts) else {"literal": one.name}
            for one in edition.authors
        ]
    if edition.creators and edition.publisher:
        item["publisher"] = edition.publisher
    if issued := date_of(edition.issued):
        item["issued"] = issued
    if edition.version:
        item["version"] = edition.version
    if edition.doi:
        item["DOI"] = edition.doi
    return item


def _finished(title: str, items: Sequence[tuple[Item, str, str]], style: str) -> Cited:
    processor = Processor(style, [item for item, _, _ in items])
    text = processor.cite([(str(item["id"]), label, locator) for item, label, locator in items])
    return Cited(title, (Reference("", "", text),), processor.bibliography())
