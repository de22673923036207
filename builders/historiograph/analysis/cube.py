"""An analysis as an RDF Data Cube (W3C Recommendation, 2014), to be loaded beside the graph and asked with SPARQL.

Each row is a `qb:Observation` of a `qb:DataSet` that says from which graph, by which method and with which caveat it
was worked out. The number of the row is its dimension, the first column its measure, and all others are attributes,
which may be missing or several. Nothing is said of a claim itself: an outcome of one graph may change with the next
record, and two graphs in one store may differ, so it is no part of the derived graph, whose rules only add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from historiograph.analysis.catalogue import Analysis, Column, Findings
from historiograph.analysis.tables import notes_of, term_of
from historiograph.namespaces import RDF_TYPE, prefixes

__all__ = ["CUBE", "cube"]

CUBE = "http://purl.org/linked-data/cube#"
"""The namespace of the Data Cube vocabulary (prefix `qb:`)."""
_VOCABULARY = "https://w3id.org/historiograph/analysis/"
_DATATYPES = {"number": "integer", "share": "decimal", "flag": "boolean", "word": "string"}


def cube(asked: Analysis, given: Mapping[str, Any], found: Findings, base: str) -> Iterator[ox.Triple]:
    """Yield the triples of an analysis: the structure of its table, the data set, and an observation a row.

    Args:
        asked: the analysis.
        given: its parameters as given, which become part of the data set's IRI.
        found: what it found.
        base: base IRI of the graph that was analysed.
    """
    words = [f"{key} {value}" for key, value in sorted(given.items()) if value is not None]
    slug = "--".join(re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") for word in (asked.name, *words))
    data_set = ox.NamedNode(f"{base}analysis/{slug}")
    columns = {column.name: ox.NamedNode(f"{_VOCABULARY}{asked.name}#{column.name}") for column in asked.columns}
    structure = ox.NamedNode(f"{_VOCABULARY}{asked.name}")
    yield from _structure(asked, structure, columns)
    yield _says(data_set, "rdf:type", ox.NamedNode(f"{CUBE}DataSet"))
    yield _says(data_set, "qb:structure", structure)
    yield _says(data_set, "prov:wasDerivedFrom", ox.NamedNode(base.rstrip("/")))
    yield _says(data_set, "dcterms:title", ox.Literal(asked.title, language="en"))
    for note in notes_of(asked, found):
        yield _says(data_set, "dcterms:description", ox.Literal(note, language="en"))
    for number, row in enumerate(found.rows, 1):
        observation = ox.NamedNode(f"{data_set.value}/{number}")
        yield _says(observation, "rdf:type", ox.NamedNode(f"{CUBE}Observation"))
        yield _says(observation, "qb:dataSet", data_set)
        yield ox.Triple(observation, ox.NamedNode(f"{_VOCABULARY}row"), ox.Literal(number))
        for column, value in zip(asked.columns, row, strict=True):
            for one in value if column.kind == "things" else (value,):
                kind = "thing" if column.kind == "things" else column.kind
                if (term := term_of(one, kind)) is not None:
                    yield ox.Triple(observation, columns[column.name], term)


def _structure(asked: Analysis, structure: ox.NamedNode, columns: Mapping[str, ox.NamedNode]) -> Iterator[ox.Triple]:
    """Yield the definition of the columns."""
    measure = asked.columns[0]  # every table has a value there in each row
    yield _says(structure, "rdf:type", ox.NamedNode(f"{CUBE}DataStructureDefinition"))
    yield _says(structure, "rdfs:label", ox.Literal(asked.question, language="en"))
    row = Column("row", "number", "number of the row")
    for column, iri in ((row, ox.NamedNode(f"{_VOCABULARY}row")), *zip(asked.columns, columns.values(), strict=True)):
        role = "dimension" if column is row else "measure" if column is measure else "attribute"
        component = ox.NamedNode(f"{structure.value}#component-{column.name}")
        yield _says(structure, "qb:component", component)
        yield _says(component, f"qb:{role}", iri)
        yield _says(iri, "rdf:type", ox.NamedNode(f"{CUBE}{role.capitalize()}Property"))
        yield _says(iri, "rdfs:label", ox.Literal(column.text, language="en"))
        if column.kind in _DATATYPES:
            yield _says(iri, "rdfs:range", ox.NamedNode(prefixes()["xsd"] + _DATATYPES[column.kind]))


def _says(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    prefix, _, local = predicate.partition(":")
    base = RDF_TYPE.removesuffix("type") if prefix == "rdf" else CUBE if prefix == "qb" else prefixes()[prefix]
    return ox.Triple(subject, ox.NamedNode(base + local), value)
