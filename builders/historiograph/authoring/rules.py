"""What the shapes ask of the records of each class, and what the ontology says that each key means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import cast

import pyoxigraph as ox

from historiograph.errors import DataError
from historiograph.loading.format import format_of
from historiograph.loading.ontology import read_ontology
from historiograph.loading.sections import Section
from historiograph.namespaces import HG, prefixes
from historiograph.resources import resource
from historiograph.vocabulary import NO_FILES, OwnFiles

__all__ = ["Path", "Rule", "Words", "words"]

Path = tuple[str, bool]
"""IRI of a property, and whether it is followed backwards."""

_PREFIXES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
"""
_RULES = (
    _PREFIXES
    + """
SELECT ?class ?path ?inverse ?least ?most ?pattern ?minimum ?severity ?message ?advice ?shape WHERE {
  ?node sh:targetClass ?class ; sh:property ?shape .
  { ?shape sh:path ?path FILTER (isIRI(?path)) BIND (false AS ?inverse) }
  UNION { ?shape sh:path/sh:inversePath ?path BIND (true AS ?inverse) }
  OPTIONAL { ?shape sh:minCount ?least }
  OPTIONAL { ?shape sh:maxCount ?most }
  OPTIONAL { ?shape sh:pattern ?pattern }
  OPTIONAL { ?shape sh:minInclusive ?minimum }
  OPTIONAL { ?shape sh:severity ?severity }
  OPTIONAL { ?shape sh:message ?message }
  OPTIONAL { ?shape sh:description ?advice }
} ORDER BY ?class ?shape
"""
)
_LISTED = _PREFIXES + "SELECT ?shape ?value WHERE { ?shape sh:in/rdf:rest*/rdf:first ?value } ORDER BY ?shape ?value"
_CLASSES = (
    _PREFIXES
    + """
SELECT DISTINCT ?shape ?class WHERE {
  { ?shape sh:class ?class } UNION { ?shape sh:or/rdf:rest*/rdf:first/sh:class ?class }
} ORDER BY ?shape ?class
"""
)
_MEANING = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?text WHERE { ?thing skos:definition|rdfs:comment ?text FILTER (isIRI(?thing)) } ORDER BY ?thing ?text
"""


@dataclass(slots=True)
class Rule:
    """What is asked of one property of the records of one class.

    Attributes:
        required: whether a record without it violates a shape.
        single: whether it may have one value only.
        values: IRIs of the values that it may have; none where there is no list.
        pattern: a regular expression for its value.
        minimum: the least number that it may be.
        message: what is said of a record that gets it wrong.
        advice: how to write it.
        classes: IRIs of the classes of which its value must be.
    """

    required: bool = False
    single: bool = False
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    message: str = ""
    advice: str = ""
    classes: set[str] = field(default_factory=set)


class Words:
    """What ontology and shapes, ours and a dataset's own, say of the words that its authors write.

    Attributes:
        form: its sections and keys.
    """

    def __init__(self, own: OwnFiles = NO_FILES) -> None:
        """Read the files.

        Raises:
            DataError: if the dataset's ontology is wrong.
        """
        ontology = read_ontology(own.terms)
        self.form = format_of(ontology)
        if wrong := (*ontology.findings, *self.form.findings):
            raise DataError(wrong)
        self._own = own

    @cached_property
    def rules(self) -> dict[str, dict[Path, Rule]]:
        """IRI of a class -> path -> what the shapes ask of it."""
        store = self._store
        listed: dict[str, list[str]] = {}
        classes: dict[str, set[str]] = {}
        for shape, value in _rows(store, _LISTED):
            listed.setdefault(shape, []).append(value)
        for shape, kind in _rows(store, _CLASSES):
            classes.setdefault(shape, set()).add(kind)
        found: dict[str, dict[Path, Rule]] = {}
        for row in _rows(store, _RULES):
            kind, iri, inverse, least, most, pattern, minimum, severity, message, advice, shape = row
            rule = found.setdefault(kind, {}).setdefault((iri, inverse == "true"), Rule())
            rule.required |= least not in ("", "0") and not severity.endswith(("Warning", "Info"))
            rule.single |= most == "1"
            rule.values = rule.values or tuple(listed.get(shape, ()))
            rule.pattern = rule.pattern or pattern
            rule.minimum = int(minimum) if minimum else rule.minimum
            rule.message = rule.message or message
            rule.advice = rule.advice or advice
            rule.classes |= classes.get(shape, set())
        return found

    def rule_of(self, path: Path) -> Rule:
        """Return what is asked of a property by the first class, in order of names, that says most of it."""
        having = [asked[path] for _, asked in sorted(self.rules.items()) if path in asked]
        return max(having, key=lambda rule: (bool(rule.pattern), bool(rule.advice)), default=Rule())

    @cached_property
    def _meanings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for thing, text in _rows(self._store, _MEANING):
            found.setdefault(thing, text)
        return found

    def definition(self, iri: str) -> str:
        """Return what the ontology, or a vocabulary, says that a term means; "" where it says nothing."""
        return self._meanings.get(iri, "")

    def class_iri(self, name: str) -> str:
        """Return the IRI of a class, ours or the dataset's own, by its local name."""
        return self.form.iris.get(name, HG + name)

    def class_of(self, section: Section) -> str:
        """Return the IRI of the class whose records a section makes."""
        return self.class_iri(next((name for name in section.types if name in self.form.iris), section.types[0]))

    def values_of(self, key: str) -> list[str]:
        """Return the IRIs of the values that a key may have: ours, and the dataset's own."""
        return [*self.rule_of(self.path_of(key)).values, *self.form.keys[key].words.values()]

    @cached_property
    def _paths(self) -> dict[str, Path]:
        found = {}
        for name, term in self.form.context.items():
            if isinstance(term, dict) and (name in self.form.keys or name == "passage"):
                iri = term.get("@id") or term["@reverse"]
                prefix, _, local = iri.partition(":")
                found[name] = (prefixes()[prefix] + local if prefix in prefixes() else iri, "@reverse" in term)
        return found

    def path_of(self, key: str) -> Path:
        """Return the property that a key stands for."""
        return self._paths[key]

    def key_of(self, path: Path) -> str | None:
        """Return the key that an author writes for a property, or None for those that the loader fills in."""
        return next((key for key, known in self._paths.items() if known == path), None)

    @cached_property
    def _store(self) -> ox.Store:
        store = ox.Store()
        for file in (
            resource("ontology/historiograph.ttl"),
            resource("ontology/vocabularies.ttl"),
            *sorted(resource("ontology/shapes").glob("*.ttl")),
            *self._own.terms,
            *self._own.shapes,
        ):
            store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.absolute().as_uri())
        return store


@lru_cache(maxsize=4)
def words(own: OwnFiles = NO_FILES) -> Words:
    """Return the words of a dataset with these files of its own; ours for one without."""
    return Words(own)


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    for row in cast(ox.QuerySolutions, store.query(query)):
        yield tuple("" if term is None else str(getattr(term, "value", term)) for term in row)
