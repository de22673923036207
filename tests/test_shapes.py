"""Every shape is tripped by the fixture of its name and by no other; what is valid trips none.

`fixtures/mini` is a small valid dataset. A file of `shapes/invalid/`, added to it, makes one mistake: the one
for which the shape of the same name is there. YAML where an author can make it, Turtle where only RDF can hold it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, SH, SKOS

from historiograph.loading import load_dataset
from historiograph.namespaces import context
from historiograph.validation import validate

HERE = Path(__file__).parent
ONTOLOGY = HERE.parent / "ontology"
MINI = HERE / "fixtures" / "mini"
INVALID = sorted((HERE / "shapes" / "invalid").iterdir())
VALID = sorted((HERE / "shapes" / "valid").iterdir())

HG = "https://w3id.org/historiograph/ontology#"
HGSH = "https://w3id.org/historiograph/shapes#"
VOCAB = "https://w3id.org/historiograph/vocab/"

DESCRIBING = {RDF.type, SH.path, SH.message, SH.description, SH.severity, SH.property, SH.ignoredProperties}
TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}


@cache
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        graph.parse(file)
    return graph


def named_shapes() -> list[rdflib.URIRef]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return sorted(
        {node for kind in kinds for node in shapes().subjects(RDF.type, kind) if isinstance(node, rdflib.URIRef)}
    )


def constraining() -> list[rdflib.URIRef]:
    """Return the shapes that can report something: those that say more than which property is allowed."""
    return [shape for shape in named_shapes() if set(shapes().predicates(shape)) - DESCRIBING - TARGETS]


def codes(*places: Path) -> set[str]:
    return {finding.code for finding in validate(load_dataset(places)).findings}


def text(shape: rdflib.URIRef, predicate: rdflib.URIRef) -> str:
    return str(shapes().value(shape, predicate) or "")


# --- The data ------------------------------------------------------------------------------------------------


def test_mini_dataset_has_no_findings() -> None:
    assert validate(load_dataset([MINI]), [MINI / "texts"]).findings == ()


def test_mini_dataset_has_every_class_that_a_shape_is_about() -> None:
    used = {str(quad.object) for quad in load_dataset([MINI]).quads if quad.predicate.value == str(RDF.type)}
    assert {f"<{target}>" for target in shapes().objects(None, SH.targetClass)} <= used


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_valid_addition_has_no_findings(file: Path) -> None:
    assert validate(load_dataset([MINI, file])).findings == ()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_addition_trips_its_shape_alone(file: Path) -> None:
    assert codes(MINI, file) == {file.stem}


def test_each_constraining_shape_has_a_fixture_and_each_fixture_a_shape() -> None:
    assert sorted(file.stem for file in INVALID) == sorted(shape.removeprefix(HGSH) for shape in constraining())


@pytest.mark.parametrize("file", [*INVALID, *VALID], ids=lambda file: file.stem)
def test_fixture_begins_by_saying_what_it_shows(file: Path) -> None:
    assert re.match(r"# [A-Z].*\.\n", file.read_text("utf-8"))


# --- The shapes ----------------------------------------------------------------------------------------------


def test_shapes_are_well_formed() -> None:
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True, do_owl_imports=False)
    assert conforms, report


def test_shapes_are_shacl_core_alone() -> None:
    assert not set(shapes().predicates()) & {SH.sparql, SH.js, SH.rule, SH.target}


@pytest.mark.parametrize("shape", constraining(), ids=lambda shape: shape.removeprefix(HGSH))
def test_shape_says_what_is_wrong_and_how_to_mend_it(shape: rdflib.URIRef) -> None:
    for predicate in (SH.message, SH.description):
        assert len(list(shapes().objects(shape, predicate))) == 1
        assert re.fullmatch(r"[A-Z`][^\n]+\.", text(shape, predicate))


@pytest.mark.parametrize("shape", named_shapes(), ids=lambda shape: shape.removeprefix(HGSH))
def test_shape_is_named_for_its_class_and_property(shape: rdflib.URIRef) -> None:
    name = shape.removeprefix(HGSH)
    assert re.fullmatch(r"[A-Z][A-Za-z]*Shape(-[a-z][A-Za-z0-9]*){0,2}", name)
    path = shapes().value(shape, SH.path)
    if isinstance(path, rdflib.URIRef):
        assert name.split("-")[1] == re.split(r"[#/]", path)[-1]


def test_shapes_know_no_term_that_the_ontology_lacks() -> None:
    declared = rdflib.Graph().parse(ONTOLOGY / "historiograph.ttl")
    used = {term for triple in shapes() for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(HG)}
    assert not {term for term in used if (term, RDF.type, None) not in declared}


def test_each_concrete_class_has_a_shape() -> None:
    declared = rdflib.Graph().parse(ONTOLOGY / "historiograph.ttl")
    classes = {term for term in declared.subjects(RDF.type, OWL.Class) if str(term).startswith(HG)}
    abstract = {HG + name for name in ("AttestedRecord", "ArgumentTerm", "ArgumentMove", "Attack", "TemporalThing")}
    targets = {str(target) for target in shapes().objects(None, SH.targetClass)}
    assert {str(term) for term in classes} - abstract == {target for target in targets if target.startswith(HG)}


# --- Vocabularies and patterns -------------------------------------------------------------------------------


def listed_values() -> dict[str, set[str]]:
    """Return property name -> the vocabulary IRIs that its shape lists."""
    lists = [(shapes().value(shape, SH.path), items) for shape, items in shapes().subject_objects(SH["in"])]
    return {
        re.split("[#/]", str(path))[-1]: {str(value) for value in Collection(shapes(), items)} for path, items in lists
    }


def test_listed_values_are_those_of_the_vocabularies() -> None:
    vocabularies = rdflib.Graph().parse(ONTOLOGY / "vocabularies.ttl")
    concepts = {str(concept) for concept in vocabularies.subjects(RDF.type, SKOS.Concept)}
    assert set().union(*listed_values().values()) == {concept for concept in concepts if concept.startswith(VOCAB)}


@pytest.mark.parametrize(
    ("key", "value"), sorted((key, value) for key, values in listed_values().items() for value in values)
)
def test_word_of_a_vocabulary_is_not_taken_for_a_key(key: str, value: str) -> None:
    document = {"@context": context(), "@id": "https://example.org/record", key: value.rsplit("/", 1)[1]}
    (quad,) = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD, base_iri="https://example.org/")
    assert quad.object.value == value


@pytest.mark.parametrize(
    ("date", "valid"),
    [
        ("1934", True),
        ("1934-12-01", True),
        ("1936/1938", True),
        ("1929~", True),
        ("193X", True),
        ("1984-06?/2004-08?", True),
        ("1985/..", True),
        ("../1985", True),
        ("1985/", True),
        ("[1667,1668, 1670..1672]", True),
        ("{1960,1961-12}", True),
        ("2001-21", True),
        ("?1984-06", True),
        ("-0044", True),
        ("Y-170000002", True),
        ("1950S2", True),
        ("about 1934", False),
        ("1934-1936", False),
        ("34", False),
        ("1.12.1934", False),
        ("", False),
    ],
)
def test_pattern_of_dates(date: str, valid: bool) -> None:
    pattern = text(rdflib.URIRef(HGSH + "TemporalShape-edtf"), SH.pattern)
    assert bool(re.search(pattern, date)) is valid
