"""The authoring format of one dataset: ours, with the sections, keys and values that its own ontology adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from historiograph.errors import nearest
from historiograph.findings import Finding
from historiograph.loading.keys import DEFAULTS, Holds, Key, keys, plain_context
from historiograph.loading.ontology import NO_ONTOLOGY, Ontology, OwnClass, OwnProperty
from historiograph.loading.sections import FINGERPRINTS, SECTIONS, Section
from historiograph.namespaces import HG, local_name, prefixes

__all__ = ["OURS", "Format", "format_of"]

_RESERVED = ("id", "type", "passage", "dataset", FINGERPRINTS, *DEFAULTS)
_XSD = prefixes()["xsd"]
_HOLDS: Mapping[str, Holds] = {
    _XSD + "string": "string",
    _XSD + "decimal": "decimal",
    _XSD + "integer": "integer",
    _XSD + "nonNegativeInteger": "integer",
    _XSD + "boolean": "boolean",
    prefixes()["rdf"] + "langString": "text",
}
_CONCEPT = prefixes()["skos"] + "Concept"
_AGENTS = frozenset(prefixes()["prov"] + name for name in ("Agent", "Person"))


@dataclass(frozen=True)
class Format:
    """What a file may say.

    Attributes:
        sections: key of a file -> what it makes.
        keys: key of a record -> what it holds.
        context: the JSON-LD context that turns records into triples.
        classes: name of a class that `type` may give -> every class that such a record gets, the one of ours first.
        domains: key of the dataset's own -> the classes of which one must be the record's; none for any record.
        iris: name of an own class or property -> its IRI.
        findings: where the own terms do not fit with ours.
    """

    sections: Mapping[str, Section] = field(default_factory=lambda: SECTIONS)
    keys: Mapping[str, Key] = field(default_factory=keys)
    context: Mapping[str, Any] = field(default_factory=plain_context)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    domains: Mapping[str, frozenset[str]] = field(default_factory=dict)
    iris: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=1)
def _ours() -> Format:
    return Format()


def format_of(ontology: Ontology) -> Format:
    """Return our format with what an ontology adds."""
    if ontology is NO_ONTOLOGY or ontology.findings:
        return _ours()
    findings: list[Finding] = []
    classes = {name: _types(own) for name, own in ontology.classes.items()}
    sections = dict(SECTIONS)
    for name, own in ontology.classes.items():
        if _CONCEPT in own.above:  # its instances are values, no records
            continue
        if fault := _wrong_class(ontology, own):
            findings.append(fault)
        elif own.section in sections or own.section in _RESERVED:
            findings.append(
                ontology.fault(
                    own.iri,
                    f"the records of {ontology.prefix}:{name} would stand under `{own.section}:`, which is taken",
                    'Give the class another key: skos:notation "trialsAtLaw".',
                )
            )
        else:
            sections[own.section] = _section(own, classes[name])
    domains: dict[str, frozenset[str]] = {}
    known = dict(keys())
    context = dict(plain_context())
    context[ontology.prefix] = ontology.namespace
    context |= {name: own.iri for name, own in ontology.classes.items()}
    for name, prop in ontology.properties.items():
        made = _key(ontology, prop, sections)
        if name in known or name in _RESERVED:
            hint = "Authors write local names alone: choose another name, or use ours."
            findings.append(
                ontology.fault(prop.iri, f"{ontology.prefix}:{name} has the name of our key `{name}`", hint)
            )
        elif isinstance(made, Finding):
            findings.append(made)
        else:
            known[name] = made
            context[name] = _term(prop, made)
            domains[name] = frozenset(map(local_name, prop.domains))
    for name, key in keys().items():
        if key.holds == "value" and (words := dict(_words(ontology, {key.base.rstrip("/")}))):
            known[name] = replace(key, words=words)
    iris = {name: own.iri for name, own in ontology.classes.items()}
    iris |= {name: prop.iri for name, prop in ontology.properties.items()}
    return Format(sections, known, context, classes, domains, iris, ontology.prefix, tuple(findings))


def _types(own: OwnClass) -> tuple[str, ...]:
    """Return what a record of a class is: of the nearest class of ours with all that goes with it, and of its own."""
    ours = next((local_name(iri) for iri in own.above if iri.startswith(HG)), "")
    section = _section_of(ours)
    own_first = [local_name(iri) for iri in own.above if "://" in iri and iri not in _foreign(own)]
    return tuple(dict.fromkeys([*(section.types if section else ()), *own_first]))


def _foreign(own: OwnClass) -> frozenset[str]:
    """Return the superclasses of a class that are neither ours nor the dataset's: they are not written as types."""
    namespace = own.iri.removesuffix(local_name(own.iri))
    return frozenset(iri for iri in own.above if not iri.startswith((HG, namespace)))


def _section_of(class_name: str) -> Section | None:
    return next((section for section in SECTIONS.values() if section.types[0] == class_name), None)


def _section(own: OwnClass, types: tuple[str, ...]) -> Section:
    base = _section_of(types[0])
    if base is None:
        name = local_name(own.iri)
        kind = "".join(f"-{one.lower()}" if one.isupper() else one for one in name).lstrip("-")
        return Section(own.section, types, kind)
    return Section(own.section, types, base.kind, base.from_source)


def _wrong_class(ontology: Ontology, own: OwnClass) -> Finding | None:
    ours = [local_name(iri) for iri in own.above if iri.startswith(HG)]
    if not ours or _section_of(ours[0]):
        return None
    there_are = ", ".join(f"hg:{section.types[0]}" for section in SECTIONS.values())
    close = nearest(ours[0], [section.types[0] for section in SECTIONS.values()])
    meant = f"; did you mean hg:{close[0]}?" if close else ""
    return ontology.fault(
        own.iri,
        f"{ontology.prefix}:{local_name(own.iri)} is a kind of hg:{ours[0]}, of which no section makes records{meant}",
        f"Make it a subclass of one of {there_are}.",
    )


def _words(ontology: Ontology, within: set[str]) -> Iterator[tuple[str, str]]:
    """Yield word and IRI of each own value that is in one of these schemes, or of one of these classes."""
    for word, (iri, groups) in ontology.concepts.items():
        if groups & within:
            yield word, iri


def _key(ontology: Ontology, prop: OwnProperty, sections: Mapping[str, Section]) -> Key | Finding:
    """Return what an own key holds, by the kind and range of its property."""
    if prop.kind.endswith("AnnotationProperty"):
        return Key("text")
    if prop.kind.endswith("DatatypeProperty"):
        wanted = [one for one in prop.ranges if one in _HOLDS] or ([] if prop.ranges else [_XSD + "string"])
        if wanted:
            return Key(_HOLDS[wanted[0]])
        return ontology.fault(
            prop.iri,
            f"{ontology.prefix}:{local_name(prop.iri)} has values of {prop.ranges[0]}, which no key can hold",
            "Let rdfs:range be xsd:string, xsd:integer, xsd:decimal, xsd:boolean or rdf:langString.",
        )
    if _CONCEPT in prop.ranges:
        return Key("value", words=dict(_words(ontology, {_CONCEPT})))
    if words := dict(_words(ontology, set(prop.ranges))):
        return Key("value", words=words)
    kinds: list[str] = []
    for wanted_class in prop.ranges:
        if wanted_class in _AGENTS:
            kinds.append("agent")
        elif wanted_class.startswith((HG, ontology.namespace)):
            name = local_name(wanted_class)
            kinds += [section.kind for section in sections.values() if name in section.types]
            if not kinds:
                return ontology.fault(
                    prop.iri,
                    f"{ontology.prefix}:{local_name(prop.iri)} points to a {name}, of which no section makes records",
                    "Let rdfs:range be a class that has a section, or skos:Concept for values.",
                )
    return Key("reference", tuple(dict.fromkeys(kinds))) if kinds else Key("iri")


def _term(prop: OwnProperty, key: Key) -> dict[str, str]:
    if key.holds == "text":
        return {"@id": prop.iri, "@container": "@language"}
    if key.holds in ("reference", "iri", "value"):
        return {"@id": prop.iri, "@type": "@id"}
    datatype = next((one for one in prop.ranges if one in _HOLDS), _XSD + "string")
    return {"@id": prop.iri, "@type": datatype}


OURS = _ours()
"""The format of a dataset without terms of its own."""
