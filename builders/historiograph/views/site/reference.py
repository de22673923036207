"""What the pages of the ontology and of the vocabularies say: each term, what it means, and examples from the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pyoxigraph as ox

from historiograph.namespaces import HG, RDF_TYPE, VOCABULARY, curie, local_name, prefixes
from historiograph.resources import resource
from historiograph.views.site.facts import Facts, Name

__all__ = ["Term", "Vocabulary", "ontology_page", "vocabulary_page"]

_SAMPLES = 3
_CONCEPT = prefixes()["skos"] + "Concept"
_DECLARING = frozenset(
    {
        _CONCEPT,
        *(prefixes()["owl"] + kind for kind in ("Ontology", "Class", "ObjectProperty", "DatatypeProperty")),
    }
)
"""Classes of which only terms are instances, so that what is one is a term of the dataset's own."""
_Facts = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A term used in the data: a thing of a class; or subject and object of a property."""

    subject: Name
    object: Name | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property, or a value of a vocabulary.

    Attributes:
        name: what follows the prefix; of a value, its slug.
        wider: superclasses and superproperties, as prefixed names.
        domain, range: of a property, as prefixed names.
        count: how often the data use it.
    """

    name: str
    label: str
    definition: str
    scope: str
    example: str
    wider: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    count: int
    samples: tuple[Sample, ...]
    prefix: str = "hg"

    @property
    def anchor(self) -> str:
        """Return where it stands in the page: our terms under their names, others with their prefix."""
        return self.name if self.prefix == "hg" else f"{self.prefix}:{self.name}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SKOS scheme with its values."""

    name: str
    title: str
    definition: str
    iri: str
    terms: tuple[Term, ...]


def ontology_page(facts: Facts) -> Mapping[str, object]:
    """Return the classes and the properties of the ontology, and the dataset's own, with examples from the data."""
    said = _said("ontology/historiograph.ttl")
    own = _said_by_the_dataset(facts)
    uses = _uses(facts)
    classes, properties = _terms(facts, said, uses, [iri for iri in said if iri.startswith(HG)])
    header = next((said[iri] for iri in said if iri == HG[:-1]), {})
    own_classes, own_properties = _terms(facts, own, uses, own)
    return {
        "title": _one(header, "title"),
        "abstract": _one(header, "abstract"),
        "iri": HG[:-1],
        "version": _one(header, "versionInfo"),
        "classes": classes,
        "properties": properties,
        "own": (*own_classes, *own_properties, *_own_values(facts, own)),
    }


def _terms(
    facts: Facts, said: _Facts, uses: Mapping[str, tuple[int, list[Sample]]], iris: Iterable[str]
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return the classes and the properties among these terms."""
    classes, properties = [], []
    for iri in sorted(iris):
        kinds = {local_name(kind) for kind in said[iri].get("type", ())}
        if "Class" in kinds:
            things = facts.of_class(iri)
            samples = [Sample(name) for name in map(facts.name, things[:200]) if name.href][:_SAMPLES]
            classes.append(_term(said, iri, len(things), samples))
        elif any(kind.endswith("Property") for kind in kinds):
            count, samples = uses.get(iri, (0, []))
            properties.append(_term(said, iri, count, samples))
    return tuple(classes), tuple(properties)


def _own_values(facts: Facts, own: _Facts) -> Iterator[Term]:
    """Yield the values that the dataset adds, each as within its scheme and its class."""
    uses = Counter(quad.object.value for quad in facts.authored if isinstance(quad.object, ox.NamedNode))
    for iri in sorted(own):
        kinds = [kind for kind in own[iri].get("type", ()) if kind != _CONCEPT]
        if _CONCEPT in own[iri].get("type", ()):
            within = tuple(_curie(one, own) for one in (*own[iri].get("inScheme", ()), *kinds))
            yield replace(_term(own, iri, uses[iri], ()), wider=within)


def vocabulary_page(facts: Facts) -> tuple[Vocabulary, ...]:
    """Return the vocabularies with their values, each with the number of its uses."""
    said = _said("ontology/vocabularies.ttl")
    uses: dict[str, int] = defaultdict(int)
    for quad in facts.authored:
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(VOCABULARY):
            uses[quad.object.value] += 1
    found = []
    for iri, values in said.items():
        if "ConceptScheme" in {local_name(kind) for kind in values.get("type", ())}:
            inside = [one for one in values.get("hasTopConcept", ()) if one in said]
            terms = tuple(_term(said, one, uses[one], ()) for one in inside)
            found.append(Vocabulary(local_name(iri), _one(values, "title"), _one(values, "definition"), iri, terms))
    return tuple(found)


def _uses(facts: Facts) -> Mapping[str, tuple[int, list[Sample]]]:
    """Return property -> how often it is used, and examples that lead to pages where there are such."""
    counts: dict[str, int] = defaultdict(int)
    best: dict[str, list[Sample]] = defaultdict(list)
    spare: dict[str, Sample] = {}
    for quad in (*facts.authored, *facts.derived):
        key = quad.predicate.value
        counts[key] += 1
        if len(best[key]) >= _SAMPLES or not isinstance(quad.subject, ox.NamedNode):
            continue
        term = quad.object
        if isinstance(term, ox.Literal):
            sample = Sample(facts.name(quad.subject.value), Name(term.value, term.language or ""))
        else:
            sample = Sample(facts.name(quad.subject.value), facts.name(str(getattr(term, "value", ""))))
        if sample.subject.href and sample not in best[key]:
            best[key].append(sample)
        spare.setdefault(key, sample)
    return {key: (counts[key], best[key] or [spare[key]] if key in spare else []) for key in sorted(counts)}


def _term(said: _Facts, iri: str, count: int, samples: Iterable[Sample]) -> Term:
    values = said[iri]
    prefix, _, name = _curie(iri, said).partition(":")
    return Term(
        name if "/" not in name else local_name(iri),
        _one(values, "label") or _one(values, "prefLabel"),
        _one(values, "definition") or _one(values, "comment"),
        _one(values, "scopeNote"),
        _one(values, "example"),
        tuple(_curie(one, said) for key in ("subClassOf", "subPropertyOf") for one in values.get(key, ())),
        tuple(_curie(one, said) for one in values.get("domain", ())),
        tuple(_curie(one, said) for one in values.get("range", ())),
        count,
        tuple(samples),
        prefix,
    )


def _curie(iri: str, said: _Facts) -> str:
    """Return a name with its prefix: one of ours, or that which an ontology says its terms go by."""
    for values in said.values():
        prefix, namespace = _one(values, "preferredNamespacePrefix"), _one(values, "preferredNamespaceUri")
        if prefix and namespace and iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return curie(iri)


def _one(values: Mapping[str, list[str]], key: str) -> str:
    return next(iter(values.get(key, ())), "")


@lru_cache(maxsize=2)
def _said(name: str) -> _Facts:
    """Return subject -> property -> values of a Turtle file of the ontology, in its order."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(resource(name).read_bytes(), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode):
            values = found.setdefault(quad.subject.value, {})
            values.setdefault(local_name(quad.predicate.value), []).append(str(getattr(quad.object, "value", "")))
    return found


def _said_by_the_dataset(facts: Facts) -> _Facts:
    """Return the same of the terms that the dataset itself declares."""
    declared = {
        quad.subject.value
        for quad in facts.authored
        if quad.predicate.value == RDF_TYPE
        and isinstance(quad.subject, ox.NamedNode)
        and getattr(quad.object, "value", "") in _DECLARING
    }
    found: dict[str, dict[str, list[str]]] = {}
    for quad in facts.authored if declared else ():
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in declared:
            values = found.setdefault(quad.subject.value, {})
            values.setdefault(local_name(quad.predicate.value), []).append(str(getattr(quad.object, "value", "")))
    return found
