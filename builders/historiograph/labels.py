"""Names for people: from a slug, label or IRI to the thing it means, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from historiograph.errors import AmbiguousNameError, NotFoundError
from historiograph.namespaces import HG, local_name
from historiograph.store import Store

__all__ = ["AGENT_CLASSES", "LabelIndex"]

AGENT_CLASSES = ("Historian", "Actor", "UnnamedParty")
"""Who may hold a view; `Agent` stands for any of them."""
_LABELS = """
SELECT ?thing ?rank ?label WHERE {
  VALUES (?property ?rank) {
    (skos:prefLabel 0) (foaf:name 0) (dcterms:title 0) (skosxl:literalForm 0) (skos:altLabel 1)
  }
  ?thing ?property ?label
} ORDER BY ?thing ?rank DESC(LANGMATCHES(LANG(?label), "en")) ?label
"""
_PREFERRED = ("skos:prefLabel", "foaf:name", "dcterms:title", "skosxl:literalForm")
"""Properties that name a thing, in the order in which they are looked for."""
_ONE_LABEL = """
SELECT ?thing ?label WHERE { %s ?thing %s ?label }
ORDER BY ?thing DESC(LANGMATCHES(LANG(?label), "en")) ?label
"""
_SCHOOL_NAMES = "SELECT ?thing ?label WHERE { ?thing hg:schoolName/skosxl:literalForm ?label }"
_THINGS = "SELECT DISTINCT ?thing WHERE { %s ?thing a ?class } ORDER BY ?thing"
_FEW = 400
"""So many things are asked for at once: a store elsewhere does not take queries of any length."""


class LabelIndex:
    """Finds things by name in a store, reading no more of it than the question needs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known_labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return the preferred label of each of these IRIs that has one (English first)."""
        found: dict[str, str] = {}
        for name in _PREFERRED:
            missing = [iri for iri in iris if iri not in found and ">" not in iri]
            if not missing:
                break
            for start in range(0, len(missing), _FEW):
                values = " ".join(f"<{iri}>" for iri in missing[start : start + _FEW])
                for thing, label in self._store.query(_ONE_LABEL % (f"VALUES ?thing {{ {values} }}", name)).rows:
                    found.setdefault(_value(thing), _value(label))
        return found

    def labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return a name for each of these IRIs, the last part of the IRI where there is no label."""
        known = self.known_labels(iris)
        return {iri: known.get(iri) or local_name(iri) for iri in iris}

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI that a slug, label or IRI means; see `KnowledgeGraph.find`."""
        things = self._things(kind)
        wanted = " ".join(text.split()).casefold()
        fitting = [iri for iri in things if iri == text] or [
            iri for iri in things if wanted in (local_name(iri), "/".join(iri.rsplit("/", 2)[1:]))
        ]
        if len(fitting) == 1:
            return fitting[0]
        names = self._names(things)
        fitting = fitting or [iri for iri in things if names[iri] and names[iri][0].casefold() == wanted]
        fitting = fitting or [iri for iri in things if any(name.casefold() == wanted for name in names[iri])]
        if len(fitting) == 1:
            return fitting[0]
        what = (kind or "thing").replace("UnnamedParty", "party").lower()
        if fitting:
            raise AmbiguousNameError(what, text, sorted("/".join(iri.rsplit("/", 2)[1:]) for iri in fitting))
        raise NotFoundError(what, text, {local_name(iri) for iri in things}.union(*names.values()))

    def _things(self, kind: str | None) -> list[str]:
        """Return the IRIs of a class, or of everything that has a class."""
        classes = AGENT_CLASSES if kind == "Agent" else () if kind is None else (kind,)
        values = f"VALUES ?class {{ {' '.join(f'<{HG}{name}>' for name in classes)} }}" if classes else ""
        return [_value(row[0]) for row in self._store.query(_THINGS % values).rows]

    def _names(self, things: Sequence[str]) -> dict[str, list[str]]:
        """Return every label of each thing, the preferred ones first."""
        names: dict[str, list[str]] = {iri: [] for iri in things}
        for thing, _, label in self._store.query(_LABELS).rows:
            if (iri := _value(thing)) in names:
                names[iri].append(_value(label))
        for thing, label in self._store.query(_SCHOOL_NAMES).rows:
            if (iri := _value(thing)) in names:
                names[iri].append(_value(label))
        return names


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
