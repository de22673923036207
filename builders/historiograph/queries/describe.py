"""The catalogue as RDF, so that other tools can list the questions, fill them in and run them.

A question is a `sh:SPARQLSelectExecutable` of SHACL with its `sh:select` and `sh:prefixes`, as editors read that know
the catalogues of the SIB (https://github.com/sib-swiss/sparql-examples). Its blanks are `sh:Parameter`s as in SHACL
Advanced Features, section 5: the local name of `sh:path` is the variable to bind. SHACL has no word for the columns of
an answer; they are described in that of CSV on the Web (`csvw:tableSchema`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from historiograph.errors import HistoriographError
from historiograph.namespaces import HG, RDF_TYPE
from historiograph.queries.catalogue import Parameter, Question, catalogue, themes_of

__all__ = ["QUESTIONS", "describe_catalogue"]

QUESTIONS = "https://w3id.org/historiograph/question/"
"""Below this IRI each question has its own, where no server gives it another."""

_CSVW = "http://www.w3.org/ns/csvw#"
_DCTERMS = "http://purl.org/dc/terms/"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_SH = "http://www.w3.org/ns/shacl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATATYPES = {"words": "string", "xsd:integer": "integer", "xsd:string": "string"}
_CLASSES = {"Agent": "http://www.w3.org/ns/prov#Agent", "Class": _OWL + "Class"}
_PREFIX = re.compile(r"^PREFIX ([\w-]+): <([^>]*)>\n", re.MULTILINE)

Node = ox.NamedNode | ox.Literal


def describe_catalogue(
    base: str = QUESTIONS, endpoint: str | None = None, questions: Iterable[Question] = ()
) -> list[ox.Quad]:
    """Return the description of every question, without blank nodes and in a stable order.

    Args:
        base: the IRI below which the questions have theirs, such as `https://example.org/ask/`.
        endpoint: where they may be asked by SPARQL; None for not saying.
        questions: which; ours if none are given.
    """
    about = _Description(base)
    about.say("", RDF_TYPE, _iri("http://www.w3.org/ns/dcat#Catalog"))
    about.say("", _DCTERMS + "title", _text("Ready questions about historians' claims, arguments and debates"))
    questions = list(questions) or list(catalogue().values())
    themes = themes_of(questions)
    for question in questions:
        about.say("", _DCTERMS + "hasPart", _iri(base + question.name))
        _describe(question, about, endpoint, themes[question.theme])
    about.declare_prefixes()
    return about.quads


class _Description:
    """The statements made so far; subjects are given relative to the base."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.quads: list[ox.Quad] = []
        self.prefixes: dict[str, str] = {}

    def say(self, subject: str, predicate: str, *objects: Node) -> None:
        self.quads.extend(ox.Quad(_iri(self.base + subject), _iri(predicate), one) for one in objects)

    def link(self, subject: str, predicate: str, target: str) -> None:
        self.say(subject, predicate, _iri(self.base + target))

    def without_prefixes(self, query: str) -> str:
        """Take note of the prefixes that a query declares, and return it without them and without its header."""
        for name, namespace in _PREFIX.findall(query):
            if self.prefixes.setdefault(name, namespace) != namespace:
                raise HistoriographError(f"the prefix {name}: stands for two namespaces in the questions")
        return re.sub(r"^#.*\n", "", _PREFIX.sub("", query), flags=re.MULTILINE).strip() + "\n"

    def declare_prefixes(self) -> None:
        self.say("#prefixes", RDF_TYPE, _iri(_OWL + "Ontology"))
        for name, namespace in sorted(self.prefixes.items()):
            node = f"#prefix-{name}"
            self.link("#prefixes", _SH + "declare", node)
            self.say(node, RDF_TYPE, _iri(_SH + "PrefixDeclaration"))
            self.say(node, _SH + "prefix", ox.Literal(name))
            self.say(node, _SH + "namespace", ox.Literal(namespace, datatype=_iri(_XSD + "anyURI")))


def _describe(question: Question, about: _Description, endpoint: str | None, theme: str) -> None:
    name = question.name
    kinds = ("SPARQLExecutable", "SPARQLSelectExecutable", "Parameterizable")
    about.say(name, RDF_TYPE, *(_iri(_SH + kind) for kind in kinds))
    about.say(name, _DCTERMS + "identifier", ox.Literal(name))
    about.say(name, _RDFS + "label", _text(question.title))
    about.say(name, _RDFS + "comment", _text(question.text))
    about.say(name, _DCTERMS + "description", _text(question.why))
    about.say(name, _SCHEMA + "keywords", _text(f"{question.theme}: {theme}"))
    about.say(name, _SH + "select", ox.Literal(about.without_prefixes(question.query)))
    about.link(name, _SH + "prefixes", "#prefixes")
    if endpoint is not None:
        about.say(name, _SCHEMA + "target", _iri(endpoint))
    for order, parameter in enumerate(question.parameters):
        node = f"{name}#parameter-{parameter.name}"
        about.link(name, _SH + "parameter", node)
        for predicate, value in _parameter(parameter, about.base, order):
            about.say(node, predicate, value)
    table = f"{name}#table"
    about.link(name, _CSVW + "tableSchema", table)
    about.say(table, RDF_TYPE, _iri(_CSVW + "Schema"))
    for order, (column, meaning) in enumerate(question.columns.items()):
        node = f"{name}#column-{column}"
        about.link(table, _CSVW + "column", node)
        about.say(node, RDF_TYPE, _iri(_CSVW + "Column"))
        about.say(node, _CSVW + "name", ox.Literal(column))
        about.say(node, _DCTERMS + "description", _text(meaning))
        about.say(node, _SH + "order", ox.Literal(order))


def _parameter(parameter: Parameter, base: str, order: int) -> Iterator[tuple[str, Node]]:
    yield RDF_TYPE, _iri(_SH + "Parameter")
    yield _SH + "path", _iri(f"{base}#{parameter.name}")
    if parameter.type in _DATATYPES:
        yield _SH + "datatype", _iri(_XSD + _DATATYPES[parameter.type])
    else:
        yield _SH + "class", _iri(_CLASSES.get(parameter.type, HG + parameter.type))
    yield _SH + "name", _text(parameter.name)
    yield _SH + "description", _text(parameter.description)
    yield _SH + "optional", ox.Literal(parameter.optional)
    yield _SH + "order", ox.Literal(order)
    yield _SKOS + "example", ox.Literal(parameter.example)


def _iri(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _text(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")
