"""What the server says of itself and of its data in RDF: SPARQL 1.1 Service Description, VoID, and the questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.namespaces import RDF_TYPE, VOCABULARY, local_name, prefixes
from historiograph.queries import Question
from historiograph.server.refusals import RefusedError

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["catalogue_json", "catalogue_triples", "dataset", "question_triples", "service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID = "http://rdfs.org/ns/void#"
_GRAPHS = 1000
"""So many named graphs are listed at most: a store may have one for each of its texts."""
_DATASET = "CONSTRUCT { ?dataset ?p ?o } WHERE { ?dataset a void:Dataset ; ?p ?o }"
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) { ?thing a ?class } GROUP BY ?class ORDER BY ?class"
_PREDICATES = "SELECT ?p (COUNT(*) AS ?count) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"


def service(engine: ox.Store, origin: str) -> list[ox.Triple]:
    """Return the service description of the endpoint (SPARQL 1.1 Service Description)."""
    endpoint = f"{origin}/sparql"
    one = ox.NamedNode(endpoint)
    whole, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default-graph")
    found = [
        _triple(one, RDF_TYPE, f"{_SD}Service"),
        _triple(one, f"{_SD}endpoint", endpoint),
        _triple(one, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query"),
        _triple(one, f"{_SD}feature", f"{_SD}UnionDefaultGraph"),
        *(_triple(one, f"{_SD}resultFormat", _FORMATS + name) for name in _RESULTS),
        _triple(one, f"{_SD}defaultDataset", whole.value),
        _triple(whole, RDF_TYPE, f"{_SD}Dataset"),
        _triple(whole, f"{_SD}defaultGraph", default.value),
        _triple(default, RDF_TYPE, f"{_SD}Graph"),
        _triple(whole, "http://www.w3.org/2000/01/rdf-schema#seeAlso", f"{origin}/.well-known/void"),
    ]
    graphs = sorted(
        graph.value
        for _, graph in zip(range(_GRAPHS), engine.named_graphs(), strict=False)
        if isinstance(graph, ox.NamedNode)
    )
    for number, graph in enumerate(graphs, 1):
        entry = ox.NamedNode(f"{endpoint}#graph-{number}")
        found += [
            _triple(whole, f"{_SD}namedGraph", entry.value),
            _triple(entry, RDF_TYPE, f"{_SD}NamedGraph"),
            _triple(entry, f"{_SD}name", graph),
        ]
    return found


_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
    "TriG",
    "N-Quads",
)


def dataset(kg: KnowledgeGraph, origin: str, *, counted: bool) -> list[ox.Triple]:
    """Return the description of the dataset (VoID): what it says of itself, and where to ask it.

    Args:
        kg: the dataset.
        origin: scheme and host of this server.
        counted: whether to count its triples, and its things by class, which reads all of it.
    """
    found = list(kg.solutions(_DATASET).triples or ())
    subjects = sorted({triple.subject.value for triple in found if isinstance(triple.subject, ox.NamedNode)})
    one = ox.NamedNode(subjects[0] if subjects else kg.header.base.rstrip("/"))
    here = f"{origin}/.well-known/void"
    found += [
        _triple(one, RDF_TYPE, f"{_VOID}Dataset"),
        _triple(one, f"{_VOID}uriSpace", ox.Literal(kg.header.base)),
        _triple(one, f"{_VOID}sparqlEndpoint", f"{origin}/sparql"),
        _triple(ox.NamedNode(here), RDF_TYPE, f"{_VOID}DatasetDescription"),
        _triple(ox.NamedNode(here), "http://xmlns.com/foaf/0.1/primaryTopic", one.value),
    ]
    return found + _counts(kg, one, here) if counted else found


def _counts(kg: KnowledgeGraph, one: ox.NamedNode, here: str) -> list[ox.Triple]:
    """Return how much there is of everything: triples, properties, and things by class."""
    properties, classes = kg.solutions(_PREDICATES).rows, kg.solutions(_CLASSES).rows
    used = {
        namespace for row in properties for namespace in prefixes().values() if _value(row[0]).startswith(namespace)
    }
    found = [
        _triple(one, f"{_VOID}triples", ox.Literal(sum(_number(row[1]) for row in properties))),
        _triple(one, f"{_VOID}properties", ox.Literal(len(properties))),
        _triple(one, f"{_VOID}classes", ox.Literal(len(classes))),
        *(_triple(one, f"{_VOID}vocabulary", namespace) for namespace in sorted(used - {VOCABULARY})),
    ]
    for row in classes:
        part = ox.NamedNode(f"{here}#{local_name(_value(row[0]))}")
        found += [
            _triple(one, f"{_VOID}classPartition", part.value),
            _triple(part, f"{_VOID}class", _value(row[0])),
            _triple(part, f"{_VOID}entities", ox.Literal(_number(row[1]))),
        ]
    return found


def catalogue_triples(origin: str, questions: Sequence[Question]) -> list[ox.Triple]:
    """Return the ready questions as `sh:SPARQLExecutable` descriptions; see `historiograph.queries.describe`."""
    try:
        describe = import_module("historiograph.queries.describe").describe_catalogue
    except ImportError:
        raise RefusedError(406, "the questions are described in HTML and JSON only") from None
    return [quad.triple for quad in describe(f"{origin}/ask/", f"{origin}/sparql", questions)]


def question_triples(origin: str, name: str, questions: Sequence[Question]) -> list[ox.Triple]:
    """Return the description of one ready question."""
    one = f"{origin}/ask/{name}"
    return [
        triple
        for triple in catalogue_triples(origin, questions)
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.partition("#")[0] == one
    ]


def catalogue_json(origin: str, questions: Sequence[Question]) -> bytes:
    """Return the ready questions as JSON, in the order of the catalogue."""
    listed = [
        {
            "name": one.name,
            "title": one.title,
            "question": one.text,
            "theme": one.theme,
            "address": f"{origin}/ask/{one.name}",
            "parameters": [
                {
                    "name": blank.name,
                    "type": blank.type,
                    "description": blank.description,
                    "example": blank.example,
                    "optional": blank.optional,
                }
                for blank in one.parameters
            ],
            "columns": dict(one.columns),
            "query": one.query,
        }
        for one in questions
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1).encode("utf-8")


def _triple(subject: ox.NamedNode, predicate: str, value: str | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value if isinstance(value, ox.Literal) else ox.NamedNode(value))


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _number(term: object) -> int:
    return int(_value(term) or 0)
