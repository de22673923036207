"""What things are called on a chart, in each language that names them, and where their names lead."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from historiograph.views.language import LANGUAGES
from historiograph.views.place import Place
from historiograph.views.reading import Reading

__all__ = ["Naming", "short"]

_NAMED_ELSEWHERE = """
SELECT DISTINCT ?thing ?label WHERE {
  VALUES ?property { skos:prefLabel foaf:name dcterms:title }
  ?thing ?property ?label
  FILTER(LANG(?label) != "" && !LANGMATCHES(LANG(?label), "en"))
} ORDER BY ?thing ?label
"""
_LONGEST = 240
"""Characters of a name that are shown on a chart; all of it stands where the thing is told of in full."""


@dataclass(frozen=True)
class Naming:
    """Names and addresses of things, for one page."""

    reading: Reading
    place: Place

    @cached_property
    def _others(self) -> Mapping[str, dict[str, str]]:
        """Names in the other languages of the interface, by thing and language."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.reading.kg.sparql(_NAMED_ELSEWHERE):
            language = str(row["label"].language or "").split("-")[0]
            if language in LANGUAGES:
                found[row["thing"].value].setdefault(language, row["label"].value)
        return found

    def text(self, iri: str) -> str:
        """Return the whole name of a thing, for a reader of English."""
        return self.reading.label(iri)

    def name(self, iri: str, *, whole: bool = False) -> Markup:
        """Return the name of a thing as an element that changes with the language; cut if very long, unless whole."""
        label = self.text(iri) if whole else cut(self.text(iri))
        others = {lang: text if whole else cut(text) for lang, text in self._others.get(iri, {}).items()}
        if not others:
            return Markup('<bdi lang="en">{}</bdi>').format(label)
        labels = json.dumps({"en": label, **others}, ensure_ascii=False, sort_keys=True)
        return Markup('<bdi lang="en" data-labels="{}">{}</bdi>').format(labels, label)

    def page(self, iri: str) -> str:
        """Return the address of a thing's page in the site, or an empty string where there is none."""
        return self.place.page_of(iri)

    def link(self, iri: str, *, whole: bool = False) -> Markup:
        """Return the name of a thing, as a link where it has a page."""
        page, name = self.page(iri), self.name(iri, whole=whole)
        return Markup('<a href="{}">{}</a>').format(page, name) if page else name


def cut(text: str) -> str:
    """Return a text, or its beginning if it is longer than a chart can show."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def short(iri: str) -> str:
    """Return `kind/slug` of an IRI, by which a page's own address names it."""
    return "/".join(iri.rsplit("/", 2)[-2:])
