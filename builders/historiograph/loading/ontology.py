"""The terms that a dataset declares for itself: read from `ontology/*.ttl`, and held apart from ours.

    <https://example.org/my-debate/ontology> a owl:Ontology ;
      vann:preferredNamespacePrefix "mine" ;
      vann:preferredNamespaceUri "https://example.org/my-debate/ontology#" .

Every class, property, value and scheme lies in the namespace that the header names, and none has the name of one of
ours, since authors write local names alone. The statements travel with the dataset, in its graph `ontology`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from historiograph.findings import Finding
from historiograph.loading.rdf import read_rdf
from historiograph.namespaces import HG, ONTOLOGY, RDF_TYPE, VOCABULARY, local_name, prefixes
from historiograph.terms import terms, values

__all__ = [
    "CLASS",
    "CONCEPT",
    "NO_ONTOLOGY",
    "PROPERTY",
    "Ontology",
    "OwnClass",
    "OwnProperty",
    "plural",
    "read_ontology",
]

_RDFS = prefixes()["rdfs"]
_OWL = prefixes()["owl"]
_SKOS = prefixes()["skos"]
_VANN = prefixes()["vann"]
CLASS = frozenset({_OWL + "Class", _RDFS + "Class"})
_DATATYPE, _OBJECT, _ANNOTATION = (_OWL + f"{kind}Property" for kind in ("Datatype", "Object", "Annotation"))
PROPERTY = frozenset({_DATATYPE, _OBJECT, _ANNOTATION})
CONCEPT = _SKOS + "Concept"
_TERMS = CLASS | PROPERTY | {CONCEPT, _SKOS + "ConceptScheme"}
_HEADER = """Write: <https://example.org/my-debate/ontology> a owl:Ontology ; vann:preferredNamespacePrefix "mine" ;\
 vann:preferredNamespaceUri "https://example.org/my-debate/ontology#" ."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DECLARED = re.compile(r"(?i)prefix\s+([\w-]*):\s*<([^>]*)>")
_BEGINS = re.compile(r"\s*(?:<([^>]*)>|([\w-]*):([\w-]+))(?=\s|$)")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*\Z")


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class: its IRI, its name for readers, and by IRI all that it is a subclass of, itself first."""

    iri: str
    label: str
    above: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class OwnProperty:
    """A property: its IRI and OWL kind, and by IRI its domains and ranges."""

    iri: str
    kind: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The terms of a dataset by their local names.

    Attributes:
        concepts: value -> its IRI, the schemes that it is in, and its further classes.
        axioms: a term, the one that it is a special case of, and whether they are properties.
        quads: all that the files say.
        lines: IRI of a term -> file and line where it is described.
    """

    prefix: str = ""
    namespace: str = ""
    classes: Mapping[str, OwnClass] = field(default_factory=dict)
    properties: Mapping[str, OwnProperty] = field(default_factory=dict)
    concepts: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    axioms: tuple[tuple[str, str, bool], ...] = ()
    quads: tuple[ox.Quad, ...] = ()
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def fault(self, iri: str, message: str, hint: str) -> Finding:
        """Return what to tell of a term, with the place of its description."""
        file, line = self.lines.get(iri, ("", 0))
        return Finding("own-term", "violation", message, hint, file, line, 1 if line else 0, iri)


NO_ONTOLOGY = Ontology()


def read_ontology(files: Sequence[Path]) -> Ontology:
    """Return the terms that some Turtle files declare, with what is wrong with them."""
    if not files:
        return NO_ONTOLOGY
    quads, faults = read_rdf(files)
    if faults:
        return Ontology(findings=tuple(faults))
    said = _Said(quads)
    lines = _lines(files, said)
    prefix, namespace, wrong = _header(said, files, lines)
    if wrong:
        return Ontology(findings=tuple(wrong), lines=lines)
    found = Ontology(
        prefix,
        namespace,
        {local_name(iri): _class(said, iri) for iri in said.typed(CLASS)},
        {
            local_name(iri): OwnProperty(
                iri,
                next(kind for kind in (_ANNOTATION, _DATATYPE, _OBJECT) if kind in said.types(iri)),
                tuple(said.iris(iri, _RDFS + "domain")),
                tuple(said.iris(iri, _RDFS + "range")),
            )
            for iri in said.typed(PROPERTY)
        },
        {
            local_name(iri): (iri, frozenset({*said.iris(iri, _SKOS + "inScheme"), *said.types(iri)}))
            for iri in said.typed({CONCEPT})
        },
        tuple(
            (iri, above, key == "subPropertyOf")
            for key, kind in (("subClassOf", CLASS), ("subPropertyOf", PROPERTY))
            for iri in said.typed(kind)
            for above in said.above(iri, _RDFS + key)
        ),
        tuple(quads),
        lines,
    )
    return Ontology(
        **{
            **{name: getattr(found, name) for name in found.__slots__},
            "findings": tuple(_faults(said, found)),
        }
    )


class _Said:
    """What the files say, by subject and predicate."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self._said: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            of = self._said.setdefault(getattr(quad.subject, "value", ""), {})
            of.setdefault(quad.predicate.value, []).append(getattr(quad.object, "value", ""))

    @property
    def subjects(self) -> list[str]:
        return sorted(self._said)

    def iris(self, iri: str, predicate: str) -> list[str]:
        return sorted(self._said.get(iri, {}).get(predicate, ()))

    def types(self, iri: str) -> list[str]:
        return self.iris(iri, RDF_TYPE)

    def typed(self, kinds: frozenset[str] | set[str]) -> list[str]:
        return [iri for iri in self.subjects if kinds & set(self.types(iri))]

    def above(self, iri: str, predicate: str) -> list[str]:
        """Return what a term is a special case of, near ones first; a circle ends where it began."""
        found, waiting = [], self.iris(iri, predicate)
        while waiting:
            one = waiting.pop(0)
            if one != iri and one not in found:
                found.append(one)
                waiting += self.iris(one, predicate)
        return found


def _class(said: _Said, iri: str) -> OwnClass:
    label = next(iter(said.iris(iri, _RDFS + "label")), local_name(iri))
    section = next(iter(said.iris(iri, _SKOS + "notation")), "") or plural(local_name(iri))
    return OwnClass(iri, label, (iri, *said.above(iri, _RDFS + "subClassOf")), section)


def plural(name: str) -> str:
    """Return a name in the plural, as a section has it for records of a class: `Trial` has `trials`."""
    first = name[:1].lower() + name[1:]
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        return first[:-1] + "ies"
    return first + ("es" if first.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _lines(files: Sequence[Path], said: _Said) -> dict[str, tuple[str, int]]:
    """Return where each subject is described: at the first line that begins with it."""
    found: dict[str, tuple[str, int]] = {}
    subjects = set(said.subjects)
    for file in files:
        text = file.read_text("utf-8", "replace")
        known = dict(_DECLARED.findall(text))
        for number, line in enumerate(text.splitlines(), 1):
            if match := _BEGINS.match(line):
                iri = known.get(match[2], "") + match[3] if match[1] is None else match[1]
                if iri in subjects:
                    found.setdefault(iri, (str(file), number))
    return found


def _header(said: _Said, files: Sequence[Path], lines: Mapping[str, tuple[str, int]]) -> tuple[str, str, list[Finding]]:
    """Return prefix and namespace, or what is wrong with the header."""

    def fault(message: str, hint: str, iri: str = "") -> tuple[str, str, list[Finding]]:
        file, line = lines.get(iri, (str(files[0]), 1))
        return "", "", [Finding("own-term", "violation", message, hint, file, line, 1, iri)]

    headers = said.typed({_OWL + "Ontology"})
    if len(headers) != 1:
        what = "has no header, an owl:Ontology," if not headers else f"has {len(headers)} headers"
        return fault(f"the ontology of this dataset {what} that says its prefix and namespace", _HEADER, *headers[1:2])
    (iri,) = headers
    prefix = next(iter(said.iris(iri, _VANN + "preferredNamespacePrefix")), "")
    namespace = next(iter(said.iris(iri, _VANN + "preferredNamespaceUri")), "")
    if not _PREFIX.match(prefix) or not re.match(r"https?://[^\s<>\"{}|\\^`]+[#/]\Z", namespace):
        return fault("the header of the ontology says no prefix, or no namespace that ends in # or /", _HEADER, iri)
    if prefix in prefixes():
        return fault(f"the prefix {prefix}: is ours, for {prefixes()[prefix]}", "Choose another prefix.", iri)
    if namespace in prefixes().values() or namespace.startswith((ONTOLOGY, VOCABULARY)):
        return fault(f"the namespace {namespace} is not this dataset's", "Choose one below the dataset's base.", iri)
    return prefix, namespace, []


def _faults(said: _Said, found: Ontology) -> Iterator[Finding]:
    """Yield what is wrong with the terms themselves; how they fit with ours is for `format` to say."""
    for iri in said.subjects:
        local, types = local_name(iri), set(said.types(iri))
        if iri.startswith((HG, VOCABULARY)):
            yield found.fault(
                iri, f"{local} is one of our terms, and a dataset does not change them", "Declare one of your own."
            )
        elif types & _TERMS:
            if not iri.startswith(found.namespace) or "/" in iri.removeprefix(found.namespace):
                yield found.fault(
                    iri,
                    f"<{iri}> does not lie in the namespace of the header, {found.namespace}",
                    f"Name it {found.prefix}: and a word.",
                )
                continue
            yield from _nameless(said, found, iri, types)
    for concept, (iri, within) in found.concepts.items():
        schemes = [one.removeprefix(VOCABULARY) for one in within if one.startswith(VOCABULARY)]
        for scheme in schemes:
            if scheme not in values():
                hint = f"There is {', '.join(VOCABULARY + one for one in values())}."
                yield found.fault(iri, f"there is no scheme {VOCABULARY}{scheme}", hint)
            elif concept in values()[scheme]:
                yield found.fault(
                    iri, f"'{concept}' has the name of one of our values of {scheme}", "Choose another name."
                )
    taken = {name.casefold(): name for name in terms()}
    iris = {name: own.iri for name, own in found.classes.items()}
    for local, iri in (iris | {name: prop.iri for name, prop in found.properties.items()}).items():
        if local.casefold() in taken:
            yield found.fault(
                iri,
                f"{found.prefix}:{local} has the name of our hg:{taken[local.casefold()]}",
                "Authors write local names alone: choose another name, or use ours.",
            )
    for local, above, _ in found.axioms:
        if above.startswith(HG) and above.removeprefix(HG) not in terms():
            name = above.removeprefix(HG)
            yield found.fault(local, f"the ontology has no hg:{name}", "See the ontology's classes and properties.")


def _nameless(said: _Said, found: Ontology, iri: str, types: set[str]) -> Iterator[Finding]:
    local = local_name(iri)
    wanted = _NAME if types & (CLASS | PROPERTY) else _SLUG
    if not wanted.match(local):
        how = "letters and digits" if wanted is _NAME else "a to z, 0 to 9 and single hyphens"
        yield found.fault(iri, f"'{local}' cannot be written as a word of a file", f"Use {how} for its name.")
    label = _RDFS + "label" if types & (CLASS | PROPERTY) else _SKOS + "prefLabel"
    if not said.iris(iri, label):
        name = "rdfs:label" if label.startswith(_RDFS) else "skos:prefLabel"
        yield found.fault(iri, f"{found.prefix}:{local} has no name for readers", f'Add {name} "..."@en.')
