"""pySHACL, asked about suspects only, says what it says when it is asked about everything.

Suspects are found by SPARQL made from the shapes. That none is missed is tried on data with many random mistakes: once
with the shapes of the ontology, whose findings must be the same, and once with shapes that have every constraint of
SHACL Core, where each node that pySHACL reports must be a suspect.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import SH

from historiograph.findings import Report
from historiograph.loading import Dataset, load_dataset
from historiograph.validation.literals import MIXED, Kinds
from historiograph.validation.needed import needed_part
from historiograph.validation.shapes import check_shapes
from historiograph.validation.shapes_graph import XSD, ShapesGraph, as_rdflib
from historiograph.validation.suspects import find_suspects, is_core

HERE = Path(__file__).parent
MINI = HERE / "fixtures" / "mini"
ODD = [
    *(ox.Literal(text) for text in ("", "a", "1941", "https://example.org/")),
    *(ox.Literal("a", language=tag) for tag in ("en", "en-GB", "EN", "de")),
    *(
        ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
        for text, kind in [
            *[("1", "integer"), ("01", "integer"), ("x", "integer"), ("-7", "integer"), ("1", "nonNegativeInteger")],
            *[("7", "nonNegativeInteger"), ("-1", "nonNegativeInteger"), ("1", "decimal"), ("1.50", "decimal")],
            *[("true", "boolean"), ("1", "boolean"), ("1e0", "double"), ("2001-02-30", "date"), ("2001-02-03", "date")],
        ]
    ),
    *(ox.NamedNode(iri) for iri in ("https://example.org/x", "urn:x")),
    ox.BlankNode("b"),
]


@cache
def mini() -> Dataset:
    return load_dataset([MINI])


def loaded(dataset: Dataset) -> tuple[ox.Store, Kinds]:
    store, kinds = ox.Store(), Kinds()
    store.bulk_extend(kinds.noting(dataset.each_quad()))
    return store, kinds


def mutated(quads: list[ox.Quad], chance: Random, times: int) -> list[ox.Quad]:
    """Return the quads with some of them removed, changed, or joined by others."""
    found = list(quads)
    for _ in range(times):
        at = chance.randrange(len(found))
        one, other = found[at], chance.choice(found)
        value = chance.choice([other.object, other.subject, chance.choice(ODD), chance.choice(ODD)])
        new = chance.choice(
            [
                ox.Quad(one.subject, one.predicate, value, one.graph_name),
                ox.Quad(one.subject, other.predicate, other.object, one.graph_name),
                ox.Quad(other.subject, one.predicate, one.object, other.graph_name),
            ]
        )
        match chance.randrange(3):
            case 0:
                del found[at]
            case 1:
                found[at] = new
            case _:
                found.append(new)
    return found


# --- The shapes of the ontology ------------------------------------------------------------------------------


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.sampled_from([1, 5, 60]))
def test_findings_are_those_of_pyshacl_alone(chance: Random, times: int) -> None:
    dataset = replace(mini(), json_ld=(), read=tuple(mutated(list(mini().quads), chance, times)))
    assert Report.of(check_shapes(dataset, *loaded(dataset))) == Report.of(check_shapes(dataset))


def test_mistakes_of_all_fixtures_together_are_found_alike() -> None:
    files = [file for file in sorted((HERE / "shapes" / "invalid").iterdir()) if file.suffix == ".ttl"]
    dataset = load_dataset([MINI, *files])
    found = Report.of(check_shapes(dataset, *loaded(dataset)))
    assert found == Report.of(check_shapes(dataset))
    assert {file.stem for file in files} <= {finding.code for finding in found.findings}


def test_pyshacl_is_not_asked_when_there_is_no_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyshacl, "validate", lambda *_args, **_options: pytest.fail("asked"))
    assert not list(check_shapes(mini(), *loaded(mini())))


# --- Shapes with every constraint ----------------------------------------------------------------------------

HEAD = """
@prefix : <urn:e:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CONSTRAINTS = [
    *("sh:minCount 1", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 2", "sh:maxCount 7"),
    *("sh:class :C", "sh:class :C, :D", "sh:datatype xsd:string", "sh:datatype rdf:langString", "sh:datatype :own"),
    *(f"sh:datatype xsd:{one}" for one in ("integer", "nonNegativeInteger", "decimal", "boolean", "date", "gYear")),
    *(f"sh:nodeKind sh:{one}" for one in ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral")),
    *(f"sh:{one} {n}" for one in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive") for n in (1, '"b"')),
    *("sh:minLength 2", "sh:maxLength 2", 'sh:pattern "^[a-m]"', 'sh:pattern "^A" ; sh:flags "i"'),
    *("sh:uniqueLang true", 'sh:languageIn ( "en" )', "sh:equals :q", "sh:disjoint :q", "sh:lessThan :q"),
    *("sh:lessThanOrEquals :q", 'sh:in ( :a :b "a"@en )', "sh:in ( 1 2 )", "sh:hasValue :a"),
    *("sh:or ( [ sh:class :C ] [ sh:datatype xsd:string ] )", "sh:and ( [ sh:class :C ] [ sh:class :D ] )"),
    *("sh:xone ( [ sh:class :C ] [ sh:class :D ] )", "sh:not [ sh:class :C ]", "sh:not [ sh:nodeKind sh:IRI ]"),
    *("sh:not [ sh:path :q ; sh:minCount 1 ; sh:disjoint :p ]", "sh:not [ sh:minInclusive 1 ]"),
    *("sh:node [ sh:closed true ; sh:ignoredProperties ( rdf:type :p ) ]", "sh:node :other", "sh:deactivated true"),
    "sh:property [ sh:path :q ; sh:maxCount 1 ]",
    "sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1",
]
PATHS = [
    *(":p", ":q", "[ sh:inversePath :p ]", "( :p :q )", "( :p [ sh:inversePath :p ] )"),
    *("[ sh:alternativePath ( :p :q ) ]", "[ sh:inversePath ( :p :q ) ]", "[ sh:zeroOrOnePath :p ]"),
    *("[ sh:zeroOrMorePath :p ]", "[ sh:oneOrMorePath :p ]", "( [ sh:oneOrMorePath :p ] :q )"),
]
TARGETS = [
    *["sh:targetClass :C", "sh:targetSubjectsOf :p"] * 4,
    "sh:targetObjectsOf :q",
    "sh:targetNode :a",
    "a rdfs:Class",
]
OTHER = ':other a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:message "." .'


def made_up(chance: Random) -> list[ox.Quad]:
    """Return some triples of four nodes and a few literals, with a class below another."""
    nodes = [*(ox.NamedNode(f"urn:e:{one}") for one in "abcd"), ox.BlankNode("b")]
    values = [*nodes, *chance.sample(ODD, 4), ox.Literal("b", language="en")]
    properties = [ox.NamedNode(f"urn:e:{one}") for one in "pq"]
    quads = [ox.Quad(chance.choice(nodes), chance.choice(properties), chance.choice(values)) for _ in range(14)]
    classes = [ox.NamedNode(f"urn:e:{one}") for one in ("C", "D", "E", "s0", "s1")]
    typed = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads += [ox.Quad(chance.choice(nodes), typed, chance.choice(classes)) for _ in range(4)]
    below = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    return [*quads, ox.Quad(ox.NamedNode("urn:e:E"), below, ox.NamedNode("urn:e:C"))]


def shapes_of(chance: Random) -> ShapesGraph:
    """Return shapes, each with one constraint, on paths and on nodes, of all kinds of target."""
    texts = [HEAD, OTHER]
    for n, constraint in enumerate(chance.sample(CONSTRAINTS, 8)):
        counts = any(one in constraint for one in ("Count", "uniqueLang", "lessThan"))
        bare = chance.random() < 0.2 and not (counts and "[" not in constraint)
        kind = "a sh:NodeShape" if bare else f"a sh:PropertyShape ; sh:path {chance.choice(PATHS)}"
        texts.append(f':s{n} {kind} ; {chance.choice(TARGETS)} ; {constraint} ; sh:message "." .')
    return ShapesGraph(quad.triple for quad in ox.parse("\n".join(texts), format=ox.RdfFormat.TURTLE))


def results(shapes: rdflib.Graph, data: rdflib.Graph) -> set[tuple[str, ...]]:
    """Return what pySHACL reports, result by result; or why it gave up, which other data may also make it do."""
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, TypeError) as error:
        return {("gave up", type(error).__name__)}
    of = (SH.sourceShape, SH.focusNode, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)
    return {tuple(str(report.value(one, name)) for name in of) for one in report.objects(None, SH.result)}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_no_node_that_breaks_a_constraint_is_missed(chance: Random) -> None:
    shapes = shapes_of(chance)
    dataset = replace(mini(), json_ld=(), read=tuple(made_up(chance)))
    store, kinds = loaded(dataset)
    assert is_core(shapes)
    everything = as_rdflib((quad.subject, quad.predicate.value, quad.object) for quad in dataset.read)
    wanted = results(as_rdflib(shapes.triples()), everything)
    suspects = find_suspects(shapes, store, kinds)
    part = needed_part(dataset, shapes, suspects, store)
    if part is not None:
        assert results(as_rdflib(shapes.aimed_at(suspects)), as_rdflib(part)) == wanted


@pytest.mark.parametrize(
    ("constraint", "suspected"),
    [
        ("sh:minCount 1", {"c"}),
        ("sh:maxCount 1", {"b"}),
        ("sh:class :D", {"a"}),
        ("sh:not [ sh:class :D ]", {"b"}),
        ("sh:datatype xsd:string", {"a", "b"}),
        ("sh:nodeKind sh:IRI", set()),
        ("sh:in ( :x :y )", {"b"}),
        ("sh:hasValue :x", {"a", "b", "c"}),  # not translated
    ],
)
def test_few_are_suspected_without_reason(constraint: str, suspected: set[str]) -> None:
    text = f"{HEAD} :S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; {constraint} ."
    data = f"{HEAD} :a a :C ; :p :x . :b a :C ; :p :y, :z . :c a :C . :y a :D . :z a :D ."
    store = ox.Store()
    store.bulk_load(data.encode(), format=ox.RdfFormat.TURTLE)
    shapes = ShapesGraph(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    found = find_suspects(shapes, store, Kinds()).get(ox.NamedNode("urn:e:S"), set())
    assert {str(one) for one in found} == {f"<urn:e:{name}>" for name in suspected}


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (['"1"^^xsd:integer', '"-20"^^xsd:integer', '"a"', '"a"@en'], {XSD + "integer"}),
        (['"01"^^xsd:integer'], {MIXED}),
        (['"x"^^xsd:integer'], {MIXED}),
        (['"-1"^^xsd:nonNegativeInteger'], {MIXED}),
        (['"1"^^xsd:integer', '"1"^^xsd:nonNegativeInteger'], {XSD + "integer", XSD + "nonNegativeInteger", MIXED}),
        (['"1.5"^^xsd:decimal'], {XSD + "decimal"}),
        (['"1.50"^^xsd:decimal'], {MIXED}),
        (['"2001-02-30"^^xsd:date'], {MIXED}),
        (['"5"^^xsd:byte'], {MIXED}),
    ],
)
def test_what_a_store_does_not_keep_is_noted(texts: list[str], kinds: set[str]) -> None:
    quads = ox.parse(f"{HEAD} :a :p {', '.join(texts)} .", format=ox.RdfFormat.TURTLE)
    noted = Kinds()
    assert len(list(noted.noting(quads))) == len(texts)
    assert noted.of(["urn:e:p", "urn:e:q"]) == kinds
