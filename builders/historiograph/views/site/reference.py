"""What the pages of the ontology and of the vocabularies say: each term, what it means, and examples from the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from historiograph.namespaces import HG, VOCABULARY, curie, local_name
from historiograph.resources import resource
from historiograph.views.site.facts import Facts, Name

__all__ = ["Term", "Vocabulary", "ontology_page", "vocabulary_page"]

_SAMPLES = 3
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
        name: what follows `hg:`; of a value, its slug.
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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SKOS scheme with its values."""

    name: str
    title: str
    definition: str
    iri: str
    terms: tuple[Term, ...]


def ontology_page(facts: Facts) -> Mapping[str, object]:
    """Return the classes and the properties of the ontology, each with examples from the data."""
    said = _said("ontology/historiograph.ttl")
    uses = _uses(facts)
    classes, properties = [], []
    for iri in sorted(said):
        if not iri.startswith(HG):
            continue
        kinds = {local_name(kind) for kind in said[iri].get("type", ())}
        if "Class" in kinds:
            things = facts.of_class(iri)
            samples = [Sample(name) for name in map(facts.name, things[:200]) if name.href][:_SAMPLES]
            classes.append(_term(said, iri, len(things), samples))
        elif any(kind.endswith("Property") for kind in kinds):
            count, samples = uses.get(iri, (0, []))
            properties.append(_term(said, iri, count, samples))
    header = next((said[iri] for iri in said if iri == HG[:-1]), {})
    return {
        "title": _one(header, "title"),
        "abstract": _one(header, "abstract"),
        "iri": HG[:-1],
        "version": _one(header, "versionInfo"),
        "classes": tuple(classes),
        "properties": tuple(properties),
    }


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
    for quad in facts.authored:
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
    own = HG if iri.startswith(HG) else ""
    return Term(
        iri.removeprefix(own) if own else local_name(iri),
        _one(values, "label") or _one(values, "prefLabel"),
        _one(values, "definition") or _one(values, "comment"),
        _one(values, "scopeNote"),
        _one(values, "example"),
        tuple(curie(one) for key in ("subClassOf", "subPropertyOf") for one in values.get(key, ())),
        tuple(curie(one) for one in values.get("domain", ())),
        tuple(curie(one) for one in values.get("range", ())),
        count,
        tuple(samples),
    )


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
