"""How to cite a page: the text that reports what it tells, and the edition of this dataset. Plain text, author-date."""

from __future__ import annotations

from collections.abc import Iterable

from historiograph.edition import edition_said
from historiograph.views.site.facts import CLAIMS, Facts
from historiograph.views.site.sources import reference_of
from historiograph.views.site.voices import Place, Voices

__all__ = ["citation", "dataset_citation"]

_VOID = "http://rdfs.org/ns/void#Dataset"
_MOST = 3
"""So many passages are cited at most; the page lists all."""


def citation(facts: Facts, voices: Voices, iri: str) -> str:
    """Return how to cite what the dataset says of a thing."""
    label = facts.name(iri).text.rstrip(".")
    stop = "" if label.endswith(("?", "!")) else "."
    reported = _reported(facts, voices, iri) if facts.kind(iri) in CLAIMS else []
    source = f" (reported in {'; '.join(reported)})" if reported else ""
    return f"“{label}{stop}” In: {dataset_citation(facts)} {iri}{source}"


def dataset_citation(facts: Facts) -> str:
    """Return how to cite this edition of the dataset: who publishes it, when, its title and its version."""
    edition = edition_said(facts.record(next(iter(facts.of_class(_VOID)), "")), title=facts.title)
    year, version = edition.issued[:4], edition.version
    title = f"{edition.title}{f', version {version}' if version else ''}"
    title += "" if title.endswith(("?", "!", ".")) else "."
    authors = "; ".join(creator.name for creator in edition.authors)
    doi = f"https://doi.org/{edition.doi}" if edition.doi else ""
    return " ".join(part for part in (authors, f"({year})." if year else "", title, doi) if part)


def _reported(facts: Facts, voices: Voices, claim: str) -> list[str]:
    """Return author, year, title and place of the passages that attest the stances on a claim."""
    found: dict[str, None] = {}
    for stance in facts.pointing("onClaim", claim):
        for passage in facts.record(stance).iris("attestedBy"):
            source = facts.record(passage).iri_of("hasSource")
            work = facts.record(source).iri_of("realizationOf") or source
            if work:
                found[_with_places(reference_of(facts, work), voices.places(facts.record(stance)))] = None
    return sorted(found)[:_MOST]


def _with_places(work: str, places: Iterable[Place]) -> str:
    """Return a work with section and page (or paragraph) of a passage."""
    for place in places:
        where = [f"section “{place.section}”"] if place.section else []
        if place.page:
            where.append(f"p. {place.page}")
        elif place.paragraph:
            where.append(f"paragraph {place.paragraph}")
        return ", ".join([work, *where])
    return work
