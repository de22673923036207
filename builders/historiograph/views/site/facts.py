"""The graph as the pages need it: every record once, with what points to it, and a name for everything.

All statements are read in one pass, so that a page costs what it says and not what the graph holds.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.folding import fold
from historiograph.individuals import Record, Value, readable
from historiograph.namespaces import HG, RDF_TYPE, local_name
from historiograph.network import NODE_KINDS
from historiograph.views.language import LANGUAGES
from historiograph.views.site.plan import page_of

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["AGENTS", "CLAIMS", "NAMES", "Facts", "Name"]

CLAIMS = ("claim", "estimate", "analogy")
AGENTS = ("historian", "actor", "unnamed-party")
_CLASS = "http://www.w3.org/2002/07/owl#Class"
NAMES = ("prefLabel", "name", "title", "literalForm")
"""Properties that name a thing, in the order in which they are looked for."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words with their language, and where they lead.

    Attributes:
        text: the words, in English where there are such.
        lang: language tag, or "".
        href: page of the thing that they name, from the root of the site; "" without one.
        kind: of that thing.
        labels: the words by language of the interface, as JSON; "" where there is one language only.
    """

    text: str
    lang: str = ""
    href: str = ""
    kind: str = ""
    labels: str = ""


class Facts:
    """What a knowledge graph says, indexed both ways."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.base = kg.header.base
        self.title = kg.header.title
        self.authored: Sequence[ox.Quad] = kg.authored
        self.derived: Sequence[ox.Quad] = kg.derived
        self.records: dict[str, Record] = {}
        self._back: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_class: dict[str, list[str]] = defaultdict(list)
        self._kinds: dict[str, str] = {}
        self._names: dict[str, Name] = {}
        self._orders: dict[str, tuple[str, str]] = {}
        self._read((*self.authored, *self.derived))

    def _read(self, quads: Iterable[ox.Quad]) -> None:
        types: dict[str, set[str]] = defaultdict(set)
        keys = lru_cache(maxsize=1024)(local_name)
        once: dict[str, str] = {}  # the engine makes a new string of an IRI each time; here each is kept once
        for quad in quads:
            subject, term = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or isinstance(term, ox.BlankNode):
                continue
            iri, predicate = once.setdefault(subject.value, subject.value), quad.predicate.value
            record = self.records.get(iri)
            if record is None:
                record = self.records[iri] = Record(iri)
            if isinstance(term, ox.Literal):
                record.values.setdefault(keys(predicate), []).append(Value(term.value, term.language or ""))
            elif isinstance(term, ox.NamedNode):
                pointed = once.setdefault(term.value, term.value)
                if predicate == RDF_TYPE:
                    types[iri].add(pointed)
                record.values.setdefault(keys(predicate), []).append(Value(pointed, "", is_iri=True))
                self._back[keys(predicate), pointed].append(iri)
        for record in self.records.values():
            for values in record.values.values():
                values[:] = sorted(dict.fromkeys(values))  # what two graphs say is said once
        for pointing in self._back.values():
            pointing[:] = sorted(dict.fromkeys(pointing))
        for iri in sorted(types):
            for name in sorted(types[iri]):
                self._by_class[name].append(iri)
            kind = next((kind for name, kind in NODE_KINDS.items() if HG + name in types[iri]), "")
            if kind:
                self._kinds[iri] = kind

    # -- things ----------------------------------------------------------------------------------------------------

    def of_class(self, name: str) -> list[str]:
        """Return the IRIs of the things of an `hg:` class, or of a class given by its IRI."""
        return list(self._by_class.get(name if "://" in name else HG + name, ()))

    def kind(self, iri: str) -> str:
        """Return the kind of a thing, or ""."""
        return self._kinds.get(iri, "")

    @cached_property
    def by_kind(self) -> Mapping[str, list[str]]:
        """The things of each kind, sorted by their names."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri, kind in self._kinds.items():
            found[kind].append(iri)
        for iris in found.values():
            iris.sort(key=self.order)
        return found

    def order(self, iri: str) -> tuple[str, str]:
        """Return what things are sorted by: their names, however spelt."""
        found = self._orders.get(iri)
        if found is None:
            found = self._orders[iri] = (fold(self.name(iri).text), iri)
        return found

    def record(self, iri: str) -> Record:
        """Return what is said of a thing; an empty record for a thing of which nothing is."""
        return self.records.get(iri) or Record(iri)

    def pointing(self, key: str, iri: str) -> list[str]:
        """Return the things that have this one as a value of the property `key`, sorted by IRI."""
        return self._back.get((key, iri), [])

    def own_class(self, iri: str) -> Name | None:
        """Return the name of the class of a thing, if that is one of the dataset's own; the most special of several."""
        declared = [one for one in self.record(iri).iris("type") if one in self._own_classes]
        special = [one for one in declared if not any(one in self._own_classes[other] for other in declared)]
        return self.words(special[0], "label") if special else None

    @cached_property
    def _own_classes(self) -> Mapping[str, frozenset[str]]:
        """Each class of the dataset's own with what it is directly a subclass of."""
        declared = [iri for iri in self.of_class(_CLASS) if not iri.startswith(HG)]
        return {iri: frozenset(self.record(iri).iris("subClassOf")) for iri in declared}

    # -- names -----------------------------------------------------------------------------------------------------

    def name(self, iri: str) -> Name:
        """Return the name of a thing; never an IRI."""
        found = self._names.get(iri)
        if found is None:
            kind = self.kind(iri)
            page = self.page(iri)
            words = next((one for key in NAMES if (one := self.words(iri, key))), Name(readable(iri)))
            found = self._names[iri] = Name(words.text, words.lang, page, kind, words.labels)
        return found

    def names(self, iris: Iterable[str]) -> tuple[Name, ...]:
        """Return the names of several things, sorted."""
        return tuple(self.name(iri) for iri in sorted(set(iris), key=self.order))

    def page(self, iri: str) -> str:
        """Return the address of a thing's page, "" where it has none; that of a digitised text is its work's."""
        if self.kind(iri) == "text":
            work = self.record(iri).iri_of("realizationOf")
            return self.page(work) if work and work != iri else ""
        return page_of(iri, self.kind(iri), self.base)

    def words(self, iri: str, key: str) -> Name | None:
        """Return the preferred literal of a property with its language, and what other languages say."""
        literals = [value for value in self.record(iri).values.get(key, ()) if not value.is_iri and value.text.strip()]
        if not literals:
            return None
        best = min(literals, key=lambda one: (not one.lang.startswith("en"), one.lang != "", one.lang, one.text))
        labels: dict[str, str] = {}
        for value in literals:
            language = value.lang.partition("-")[0]
            if language in LANGUAGES:
                labels.setdefault(language, value.text)
        several = json.dumps(labels, ensure_ascii=False, sort_keys=True) if len(labels) > 1 else ""
        return Name(best.text, best.lang, labels=several)

    def all_words(self, iri: str, key: str) -> tuple[Name, ...]:
        """Return every literal of a property with its language."""
        values = [value for value in self.record(iri).values.get(key, ()) if not value.is_iri]
        return tuple(Name(value.text, value.lang) for value in values)

    def other_names(self, iri: str) -> tuple[Name, ...]:
        """Return the further names of a thing, each once: labels in other languages, alternative ones, a school's."""
        found = [one for key in (*NAMES[:3], "altLabel") for one in self.all_words(iri, key)]
        for name in self.record(iri).iris("schoolName"):
            found += self.all_words(name, "literalForm")
        own = self.name(iri)
        shown = {own.text: own} | {one.text: one for one in reversed(found)}
        del shown[own.text]
        return tuple(sorted(shown.values(), key=lambda one: (fold(one.text), one.text)))

    def gist(self, iri: str) -> Name | None:
        """Return the sentence or two that say what a thing is."""
        keys = ("gist", "definition", "description", "scopeNote", "note", "countingRule")
        return next((one for key in keys if (one := self.words(iri, key))), None)

    def notes(self, iri: str) -> tuple[Name, ...]:
        """Return the remarks on a thing beyond what `gist` tells."""
        gist = self.gist(iri)
        found = [one for key in ("scopeNote", "note", "editorialNote") for one in self.all_words(iri, key)]
        return tuple(one for one in found if gist is None or one.text != gist.text)
