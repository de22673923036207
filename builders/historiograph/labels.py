"""Names for people: from a slug, label or IRI to the thing it means, and back."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from historiograph.errors import AmbiguousNameError, NotFoundError
from historiograph.folding import fold, fold_both
from historiograph.namespaces import FOLDERS, HG, RDF_TYPE, local_name
from historiograph.store import EmbeddedStore, Store

__all__ = ["AGENT_CLASSES", "LabelIndex"]

AGENT_CLASSES = ("Historian", "Actor", "UnnamedParty")
"""Who may hold a view; `Agent` stands for any of them."""
_LABELS = """
SELECT ?thing ?rank ?label WHERE {
  VALUES (?property ?rank) {
    (skos:prefLabel 0) (foaf:name 0) (dcterms:title 0) (skosxl:literalForm 0) (skos:altLabel 1)
  }
  ?thing ?property ?label %s
} ORDER BY ?thing ?rank DESC(LANGMATCHES(LANG(?label), "en")) ?label
"""
_PREFERRED = ("skos:prefLabel", "foaf:name", "dcterms:title", "skosxl:literalForm")
"""Properties that name a thing, in the order in which they are looked for."""
_ONE_LABEL = """
SELECT ?thing ?label WHERE { %s ?thing %s ?label }
ORDER BY ?thing DESC(LANGMATCHES(LANG(?label), "en")) ?label
"""
_SCHOOL_NAMES = "SELECT ?thing ?label WHERE { ?thing hg:schoolName/skosxl:literalForm ?label %s }"
_THINGS = "SELECT DISTINCT ?thing WHERE { %s ?thing a ?class } ORDER BY ?thing"
_BASES = "SELECT DISTINCT ?base WHERE { ?dataset void:uriSpace ?base } ORDER BY ?base"
_KEYED = "SELECT DISTINCT ?thing ?key WHERE { ?thing hg:nameKey ?key ; a ?class %s } ORDER BY ?thing"
_SLUG = re.compile(r"(?:([a-z-]+)/)?([a-z0-9]+(?:--?[a-z0-9]+)*)")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_TYPE = ox.NamedNode(RDF_TYPE)
_FEW = 400
"""So many things are asked for at once: a store elsewhere does not take queries of any length."""


class LabelIndex:
    """Finds things by name in a store, reading no more of it than the question needs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known_labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return the preferred label of each of these IRIs that has one (English first)."""
        found: dict[str, str] = {}
        own = self._store.own_prefixes()
        for name in (*_PREFERRED, "rdfs:label") if own else _PREFERRED:
            missing = [iri for iri in iris if iri not in found and not _NOT_IN_IRI.search(iri)]
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
        if kind == "Class":
            return self._class(text)
        fitting = self._with_iri(self._iris_of(text), kind) or self._named(text, self._keyed(text, kind))
        things: list[str] = []
        if not fitting:  # IRIs made elsewhere, or a store without search keys: look through everything
            things = self._things(kind)
            fitting = [iri for iri in things if text in (local_name(iri), _short(iri))]
            fitting = fitting or self._named(text, things)
        if len(fitting) == 1:
            return fitting[0]
        what = (kind or "thing").replace("UnnamedParty", "party").lower()
        if fitting:
            raise AmbiguousNameError(what, text, sorted(map(_short, fitting)))
        raise NotFoundError(what, text, {local_name(iri) for iri in things}.union(*self._names(things).values()))

    def _class(self, text: str) -> str:
        """Return the IRI of a class: one of ours, or one that the dataset declares."""
        from historiograph.terms import class_named

        try:
            return class_named(text)
        except NotFoundError:
            own = self._own_class(text) or self._own_class(text[:1].upper() + text[1:])
            if own is None:
                raise
            return own

    def _own_class(self, name: str) -> str | None:
        """Return the IRI of a class of the dataset's own, by its local name."""
        if not isinstance(self._store, EmbeddedStore) or not name.isalnum():
            return None
        for namespace in self._store.own_prefixes().values():
            iri = ox.NamedNode(namespace + name)
            if next(self._store.engine.quads_for_pattern(iri, _TYPE, None, None), None):
                return iri.value
        return None

    def _of_class(self, kind: str | None) -> str:
        """Return a pattern for the classes that a kind stands for."""
        classes = AGENT_CLASSES if kind == "Agent" else () if kind is None else (kind,)
        iris = " ".join(f"<{self._own_class(name) or HG + name}>" for name in classes)
        return f"VALUES ?class {{ {iris} }}" if iris else ""

    def _iris_of(self, text: str) -> list[str]:
        """Return the IRIs that a text may be, or may be the slug of, in this store."""
        if "://" in text:
            return [text]
        slug = _SLUG.fullmatch("-".join(text.casefold().split()))
        if slug is None:
            return []
        folders = FOLDERS if slug[1] is None else (slug[1],)
        bases = [_value(base) for (base,) in self._store.query(_BASES).rows]
        return [f"{base}{folder}/{slug[2]}" for base in bases for folder in folders]

    def _with_iri(self, iris: Sequence[str], kind: str | None) -> list[str]:
        """Return those of these IRIs that are things of a class."""
        wanted = []
        for iri in iris:
            with contextlib.suppress(ValueError):  # what is no IRI is no thing's
                wanted.append(str(ox.NamedNode(iri)))
        query = _THINGS % f"{self._of_class(kind)} VALUES ?thing {{ {' '.join(wanted)} }}"
        return [_value(thing) for (thing,) in self._store.query(query).rows] if wanted else []

    def _keyed(self, text: str, kind: str | None) -> list[str]:
        """Return the things of a class that have a name like this one, as an index finds them."""
        key = fold(text)
        rows = self._store.query(_KEYED % self._of_class(kind), {"key": ox.Literal(key)}).rows if key else ()
        return [_value(row[0]) for row in rows]

    def _named(self, text: str, things: Sequence[str]) -> list[str]:
        """Return those of some things that the text names: by its preferred name, else by any, else however spelt."""
        if not things:
            return []
        names = self._names(things)
        wanted, folded = " ".join(text.split()).casefold(), fold(text)
        return (
            [iri for iri in things if names[iri] and names[iri][0].casefold() == wanted]
            or [iri for iri in things if any(name.casefold() == wanted for name in names[iri])]
            or [iri for iri in things if folded and any(folded in fold_both(name) for name in names[iri])]
        )

    def _things(self, kind: str | None) -> list[str]:
        """Return the IRIs of a class, or of everything that has a class."""
        return [_value(row[0]) for row in self._store.query(_THINGS % self._of_class(kind)).rows]

    def _names(self, things: Sequence[str]) -> dict[str, list[str]]:
        """Return every label of each thing, the preferred ones first."""
        names: dict[str, list[str]] = {iri: [] for iri in things}
        few = f"VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in things)} }}" if len(things) <= _FEW else ""
        for thing, _, label in self._store.query(_LABELS % few).rows:
            if (iri := _value(thing)) in names:
                names[iri].append(_value(label))
        for thing, label in self._store.query(_SCHOOL_NAMES % few).rows:
            if (iri := _value(thing)) in names:
                names[iri].append(_value(label))
        return names


def _short(iri: str) -> str:
    """Return the `kind/slug` of an IRI."""
    return "/".join(iri.rsplit("/", 2)[1:])


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
