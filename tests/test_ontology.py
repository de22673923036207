"""The words themselves: every term is explained, every word in use is declared, and reasoners find no fault.

Owns `ontology/historiograph.ttl`, `ontology/vocabularies.ttl` and their agreement with the JSON-LD context, the
rules, the shapes and the queries. What data must look like is tested with the shapes.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import owlready2
import pyoxigraph as ox
import pytest

import historiograph

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY_FILE = ROOT / "ontology" / "historiograph.ttl"
VOCABULARY_FILE = ROOT / "ontology" / "vocabularies.ttl"
CONTEXT_FILE = ROOT / "ontology" / "context.jsonld"
EXAMPLE_FILE = ROOT / "tests" / "fixtures" / "ontology_example.ttl"
PROFILE_CHECKER = ROOT / "tests" / "java" / "OwlProfile.java"

ONTOLOGY = ox.NamedNode("https://w3id.org/historiograph/ontology")
HG = ONTOLOGY.value + "#"
VOCABULARY = "https://w3id.org/historiograph/vocab/"
BIBO, DCTERMS, OWL = "http://purl.org/ontology/bibo/", "http://purl.org/dc/terms/", "http://www.w3.org/2002/07/owl#"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
SKOS, VANN = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/vocab/vann/"
VS, XSD = "http://www.w3.org/2003/06/sw-vocab-status/ns#", "http://www.w3.org/2001/XMLSchema#"

TYPE = ox.NamedNode(RDF + "type")
CLASS = ox.NamedNode(OWL + "Class")
OBJECT_PROPERTY = ox.NamedNode(OWL + "ObjectProperty")
DATA_PROPERTY = ox.NamedNode(OWL + "DatatypeProperty")
ANNOTATION_PROPERTY = ox.NamedNode(OWL + "AnnotationProperty")
DECLARATIONS = {CLASS, OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY}

EXPLANATIONS = (RDFS + "label", SKOS + "definition", SKOS + "example", SKOS + "scopeNote")
IDENTITY = (
    "FunctionalProperty",
    "InverseFunctionalProperty",
    "hasKey",
    "sameAs",
    "equivalentClass",
    "equivalentProperty",
)
FORBIDDEN = (*IDENTITY, "imports", "Restriction", "Thing")
DATATYPES = {XSD + name for name in ("string", "integer", "nonNegativeInteger", "decimal", "boolean")}

VALUES = {
    "attitude": "asserts denies doubts entertains concedes presupposes withdraws",
    "hedge": "emphatic probable possible apparent presumable approximate",
    "membership-kind": "member founder precursor fellow-traveller critic explicitly-not undecided",
    "argument-scheme": "causal analogy authority eyewitness documentary statistical example consequences ex-silentio "
    "counterfactual generalization historical-comparison definition",
    "bounds-kind": "exact at-least at-most around range order-of-magnitude",
    "unit": "persons percent years tonnes households events roubles ratio square-metres kilowatt-hours farms pieces "
    "talents",
    "strength": "a b",
}
ALIASES = {
    "label": "prefLabel",
    "isbn": "isbn13",
    "passage": "attestedBy",
    "stances": "onClaim",
    "editions": "realizationOf",
    "divisions": "divisionOf",
    "nameOf": "schoolName",
    "identifications": "identifies",
    "shownBy": "source",
    "born": "birthDate",
    "died": "deathDate",
}
"""Context keys that are not the local name of their property, since they read better or in the other direction."""
SEVERAL_KINDS = {
    "about": "range",
    "analogue": "range",
    "identifies": "range",
    "accordingTo": "domain",
    "edtf": "domain",
    "earliestYear": "domain",
    "latestYear": "domain",
    "nameKey": "domain",
    "textKey": "domain",
}
"""Properties that deliberately leave a side open, and which."""

JAVA_MISSING = "HermiT and the OWL API need Java 17 or newer with its compiler: apt-get install default-jdk-headless"


def quads_of(*paths: Path) -> list[ox.Quad]:
    return [quad for path in paths for quad in ox.parse(path=path)]


@pytest.fixture(scope="module")
def ontology() -> ox.Dataset:
    return ox.Dataset(quads_of(ONTOLOGY_FILE))


@pytest.fixture(scope="module")
def vocabularies() -> ox.Dataset:
    return ox.Dataset(quads_of(VOCABULARY_FILE))


@pytest.fixture(scope="module")
def curated_graph() -> list[ox.Quad]:
    """Return the curated graph as authored."""
    return list(historiograph.load().authored)


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    return loaded


def objects(graph: ox.Dataset, subject: Any, predicate: str) -> list[Any]:
    return [quad.object for quad in graph.quads_for_subject(subject) if quad.predicate.value == predicate]


def subjects(graph: ox.Dataset, predicate: str, obj: Any) -> list[Any]:
    return [quad.subject for quad in graph.quads_for_object(obj) if quad.predicate.value == predicate]


def declared(graph: ox.Dataset, *kinds: ox.NamedNode) -> set[str]:
    return {subject.value for kind in kinds or DECLARATIONS for subject in subjects(graph, TYPE.value, kind)}


def classes_used(quads: Iterable[ox.Quad]) -> set[str]:
    return {quad.object.value for quad in quads if quad.predicate == TYPE and isinstance(quad.object, ox.NamedNode)}


def own_terms(graph: ox.Dataset, *kinds: ox.NamedNode) -> list[str]:
    return sorted(iri for iri in declared(graph, *kinds) if iri.startswith(HG))


def local_name(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


# The header ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prop",
    [RDFS + "label", OWL + "versionIRI", OWL + "versionInfo", BIBO + "status", VANN + "preferredNamespacePrefix"]
    + [DCTERMS + name for name in ("title", "abstract", "description", "creator", "contributor", "publisher")]
    + [DCTERMS + name for name in ("created", "issued", "modified", "license", "bibliographicCitation")],
)
def test_header_says_it_once(ontology: ox.Dataset, prop: str) -> None:
    assert len(objects(ontology, ONTOLOGY, prop)) == 1


def test_terms_are_minted_in_the_namespace_that_is_announced(ontology: ox.Dataset) -> None:
    assert [o.value for o in objects(ontology, ONTOLOGY, VANN + "preferredNamespaceUri")] == [HG]
    assert [o.value for o in objects(ontology, ONTOLOGY, VANN + "preferredNamespacePrefix")] == ["hg"]


def test_version_iri_carries_the_version(ontology: ox.Dataset) -> None:
    (version,) = objects(ontology, ONTOLOGY, OWL + "versionInfo")
    (version_iri,) = objects(ontology, ONTOLOGY, OWL + "versionIRI")
    assert re.fullmatch(r"\d+\.\d+\.\d+", version.value)
    assert version_iri.value == f"{ONTOLOGY.value}/{version.value}"


def test_licence_and_people_are_iris(ontology: ox.Dataset) -> None:
    for name in ("license", "creator", "contributor", "publisher"):
        assert all(isinstance(value, ox.NamedNode) for value in objects(ontology, ONTOLOGY, DCTERMS + name)), name


# The terms ----------------------------------------------------------------------------------------------------------


def test_there_are_terms_of_every_kind(ontology: ox.Dataset) -> None:
    assert all(len(own_terms(ontology, kind)) > 1 for kind in DECLARATIONS)


@pytest.mark.parametrize("prop", EXPLANATIONS, ids=local_name)
def test_every_term_is_explained_in_english(ontology: ox.Dataset, prop: str) -> None:
    lacking = [
        local_name(iri)
        for iri in own_terms(ontology)
        if [text.language for text in objects(ontology, ox.NamedNode(iri), prop)] != ["en"]
        or not all(text.value.strip() for text in objects(ontology, ox.NamedNode(iri), prop))
    ]
    assert not lacking, f"each term needs exactly one {local_name(prop)} in English"


def test_every_term_says_where_it_is_defined_and_how_firm_it_is(ontology: ox.Dataset) -> None:
    for iri in own_terms(ontology):
        term = ox.NamedNode(iri)
        assert objects(ontology, term, RDFS + "isDefinedBy") == [ONTOLOGY], iri
        assert [status.value for status in objects(ontology, term, VS + "term_status")] == ["testing"], iri


def test_labels_and_definitions_are_not_shared(ontology: ox.Dataset) -> None:
    for prop in (RDFS + "label", SKOS + "definition"):
        for kinds in ((CLASS,), (OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY)):
            texts = [text for iri in own_terms(ontology, *kinds) for text in objects(ontology, ox.NamedNode(iri), prop)]
            assert len(texts) == len(set(texts)), local_name(prop)


def test_names_follow_the_house_style(ontology: ox.Dataset) -> None:
    properties = own_terms(ontology, OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY)
    assert [n for n in map(local_name, own_terms(ontology, CLASS)) if not re.fullmatch("([A-Z][a-z]+)+", n)] == []
    assert [n for n in map(local_name, properties) if not re.fullmatch("[a-z]+([A-Z][a-z]+)*", n)] == []


def test_properties_have_domain_and_range_unless_meant_to_be_open(ontology: ox.Dataset) -> None:
    inverses = {inverse.value for inverse, _ in inverse_pairs(ontology)}
    for side in ("domain", "range"):
        open_side = {
            iri
            for iri in own_terms(ontology, OBJECT_PROPERTY, DATA_PROPERTY)
            if len(objects(ontology, ox.NamedNode(iri), RDFS + side)) != 1
        }
        assert open_side - inverses == {HG + name for name, meant in SEVERAL_KINDS.items() if meant == side}


def inverse_pairs(ontology: ox.Dataset) -> list[tuple[ox.NamedNode, ox.NamedNode]]:
    """Return (inverse, the property that data uses)."""
    properties = [ox.NamedNode(iri) for iri in own_terms(ontology, OBJECT_PROPERTY)]
    return [(inverse, prop) for inverse in properties for prop in objects(ontology, inverse, OWL + "inverseOf")]


def test_an_inverse_turns_domain_and_range_round(ontology: ox.Dataset) -> None:
    assert inverse_pairs(ontology)
    for inverse, prop in inverse_pairs(ontology):
        for side, other in (("domain", "range"), ("range", "domain")):
            assert objects(ontology, inverse, RDFS + side) == objects(ontology, prop, RDFS + other), inverse


def test_terms_of_others_name_their_home(ontology: ox.Dataset) -> None:
    for iri in declared(ontology) - set(own_terms(ontology)):
        (home,) = objects(ontology, ox.NamedNode(iri), RDFS + "isDefinedBy")
        assert home != ONTOLOGY, iri
        assert objects(ontology, ox.NamedNode(iri), RDFS + "label"), iri


# Every word in use is declared --------------------------------------------------------------------------------------

TERM_IN_TEXT = re.compile(rf"(?<![\w-])hg:(\w+)|{re.escape(HG)}(\w+)")


def files_that_use_terms() -> list[Path]:
    folders = [ROOT / name for name in ("ontology", "queries", "graph_data")]
    suffixes = (".ttl", ".trig", ".rq", ".jsonld")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes)


@pytest.mark.parametrize("path", files_that_use_terms(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_term_in_use_is_declared(ontology: ox.Dataset, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.strip(), "an empty file"
    used = {HG + (prefixed or full) for prefixed, full in TERM_IN_TEXT.findall(text)}
    assert used - declared(ontology) == set()
    if path in (ONTOLOGY_FILE, CONTEXT_FILE) or path.parent.name in ("rules", "shapes"):
        assert used, "a file that should use the ontology and does not"


@pytest.mark.parametrize("path", files_that_use_terms(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_value_in_use_is_in_a_vocabulary(vocabularies: ox.Dataset, path: Path) -> None:
    concepts = {subject.value for subject in subjects(vocabularies, TYPE.value, ox.NamedNode(SKOS + "Concept"))}
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(rf"<({re.escape(VOCABULARY)}[\w-]+/[\w-]+)>", text))
    for prefix, base in re.findall(rf"(?i:prefix)\s+([\w-]+):\s*<({re.escape(VOCABULARY)}[\w-]+/)>", text):
        used |= {base + slug for slug in re.findall(rf"(?<![\w-]){prefix}:([\w-]+)", text)}
    assert used - concepts == set()


def test_every_property_and_class_in_the_curated_graph_is_declared(
    ontology: ox.Dataset, curated_graph: list[ox.Quad]
) -> None:
    used = {quad.predicate.value for quad in curated_graph} | classes_used(curated_graph)
    assert used - declared(ontology) - {TYPE.value, RDFS + "seeAlso"} == set()


# The context --------------------------------------------------------------------------------------------------------


def expand(context: dict[str, Any], name: str) -> str:
    prefix, _, rest = name.partition(":")
    return context[prefix] + rest if rest else name


def context_terms(context: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (key, property IRI, definition) of every key that stands for a property."""
    terms = [(key, value) for key, value in context.items() if isinstance(value, dict)]
    return [(key, expand(context, value.get("@id") or value["@reverse"]), value) for key, value in terms]


def test_every_key_is_the_local_name_of_a_declared_property(ontology: ox.Dataset, context: dict[str, Any]) -> None:
    properties = declared(ontology, OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY)
    terms = context_terms(context)
    assert [key for key, iri, _ in terms if iri not in properties] == []
    assert {key: local_name(iri) for key, iri, _ in terms if key != local_name(iri)} == ALIASES


def test_every_authored_property_has_a_key(ontology: ox.Dataset, context: dict[str, Any]) -> None:
    inverse_or_derived = {
        iri
        for iri in own_terms(ontology)
        if objects(ontology, ox.NamedNode(iri), OWL + "inverseOf")
        or any(text.value.startswith("Derived") for text in objects(ontology, ox.NamedNode(iri), SKOS + "definition"))
    }
    authored = set(own_terms(ontology, OBJECT_PROPERTY, DATA_PROPERTY, ANNOTATION_PROPERTY)) - inverse_or_derived
    assert authored - {iri for _, iri, _ in context_terms(context)} == set()


def test_keys_are_read_as_the_kind_of_value_that_is_declared(ontology: ox.Dataset, context: dict[str, Any]) -> None:
    for key, iri, definition in context_terms(context):
        prop, kind = ox.NamedNode(iri), definition.get("@type", "")
        if "@reverse" in definition or kind in ("@id", "@vocab"):
            expected = {OBJECT_PROPERTY} | ({ANNOTATION_PROPERTY} if key == "license" else set())
        elif definition.get("@container") == "@language":
            expected = {ANNOTATION_PROPERTY}
        else:
            expected = {DATA_PROPERTY, ANNOTATION_PROPERTY}
            ranges = [o.value for o in objects(ontology, prop, RDFS + "range")]
            assert ranges in ([], [expand(context, kind)]), key
        assert set(objects(ontology, prop, TYPE.value)) & expected, key


def test_keys_that_take_a_value_point_to_its_vocabulary(context: dict[str, Any]) -> None:
    definitions = [definition for _, _, definition in context_terms(context)]
    scoped = {definition.get("@context", {}).get("@base", "") for definition in definitions}
    bases = {base for base in scoped if base.startswith(VOCABULARY)}
    assert bases == {f"{VOCABULARY}{scheme}/" for scheme in VALUES}


# The vocabularies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VALUES)
def test_vocabulary_holds_the_values_agreed_on(vocabularies: ox.Dataset, name: str) -> None:
    scheme = ox.NamedNode(VOCABULARY + name)
    agreed = {f"{VOCABULARY}{name}/{slug}" for slug in VALUES[name].split()}
    for predicate in ("inScheme", "topConceptOf"):
        assert {subject.value for subject in subjects(vocabularies, SKOS + predicate, scheme)} == agreed, predicate
    assert {concept.value for concept in objects(vocabularies, scheme, SKOS + "hasTopConcept")} == agreed


def test_every_value_is_explained_in_english(vocabularies: ox.Dataset) -> None:
    for concept in subjects(vocabularies, TYPE.value, ox.NamedNode(SKOS + "Concept")):
        for name in ("prefLabel", "definition"):
            assert [text.language for text in objects(vocabularies, concept, SKOS + name)] == ["en"], concept


def test_every_scheme_has_a_header(vocabularies: ox.Dataset) -> None:
    schemes = subjects(vocabularies, TYPE.value, ox.NamedNode(SKOS + "ConceptScheme"))
    assert {scheme.value for scheme in schemes} == {VOCABULARY + name for name in VALUES}
    for scheme in schemes:
        for prop in (
            SKOS + "prefLabel",
            SKOS + "definition",
            DCTERMS + "title",
            DCTERMS + "license",
            DCTERMS + "creator",
        ):
            assert len(objects(vocabularies, scheme, prop)) == 1, f"{scheme} {prop}"


# OWL 2 RL and DL ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("construct", FORBIDDEN)
def test_constructs_that_derive_identity_or_reach_outside_are_absent(ontology: ox.Dataset, construct: str) -> None:
    node = ox.NamedNode(OWL + construct)
    assert not [quad for quad in ontology if node in (quad.subject, quad.predicate, quad.object)]


def test_only_datatypes_that_every_reasoner_knows(ontology: ox.Dataset) -> None:
    data_properties = map(ox.NamedNode, declared(ontology, DATA_PROPERTY))
    ranges = {value.value for prop in data_properties for value in objects(ontology, prop, RDFS + "range")}
    assert ranges == DATATYPES


def test_blank_nodes_only_list_disjoint_classes(ontology: ox.Dataset) -> None:
    allowed = {OWL + "members", RDF + "first", RDF + "rest"}
    for quad in ontology:
        if isinstance(quad.subject, ox.BlankNode):
            assert quad.predicate.value in allowed or quad.object == ox.NamedNode(OWL + "AllDisjointClasses"), quad


def java() -> str:
    """Return the Java command, or fail (not skip: a consistency check that nobody runs is none)."""
    return shutil.which("java") or pytest.fail(JAVA_MISSING)


def profile_findings(quads: Iterable[ox.Quad], folder: Path) -> list[str]:
    """Return what the OWL API says keeps the graph out of OWL 2 DL and RL, after proof that it read something."""
    (owl_api,) = (Path(owlready2.__file__).parent / "pellet").glob("owlapi-distribution-*.jar")
    document = folder / "ontology.rdf"
    declarations_first = sorted((quad.triple for quad in quads), key=lambda triple: triple.predicate != TYPE)
    ox.serialize(declarations_first, document, format=ox.RdfFormat.RDF_XML)
    command = [java(), "-cp", str(owl_api), str(PROFILE_CHECKER), str(document)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    axioms, *findings = done.stdout.splitlines() or [""]
    assert re.fullmatch(r"axioms: [1-9]\d{2,}", axioms), f"{done.stderr}\n{JAVA_MISSING}"
    assert done.returncode == bool(findings)
    return findings


def test_ontology_is_in_owl_2_dl_and_rl(tmp_path: Path) -> None:
    assert profile_findings(quads_of(ONTOLOGY_FILE), tmp_path) == []


def test_vocabularies_and_example_keep_to_the_profiles(tmp_path: Path) -> None:
    assert profile_findings(quads_of(ONTOLOGY_FILE, VOCABULARY_FILE, EXAMPLE_FILE), tmp_path) == []


def test_profile_check_notices_what_it_should(tmp_path: Path) -> None:
    existential = f"""
        @prefix hg: <{HG}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
        hg:Claim rdfs:subClassOf [ a owl:Restriction ; owl:onProperty hg:answers ; owl:someValuesFrom hg:Debate ] .
        hg:specializes a owl:IrreflexiveProperty .
    """
    findings = profile_findings([*quads_of(ONTOLOGY_FILE), *ox.parse(existential, ox.RdfFormat.TURTLE)], tmp_path)
    assert {finding.split(":")[0] for finding in findings} == {"OWL 2 DL", "OWL 2 RL"}


# Consistency --------------------------------------------------------------------------------------------------------


def hermit_finds_consistent(quads: Iterable[ox.Quad], folder: Path) -> bool:
    """Ask HermiT, through owlready2, which reads N-Triples and no Turtle."""
    document = folder / "graph.nt"
    ox.serialize({quad.triple for quad in quads}, document, format=ox.RdfFormat.N_TRIPLES)
    owlready2.JAVA_EXE = java()
    world = owlready2.World()
    world.get_ontology(document.as_uri()).load()
    assert list(world.classes()), "owlready2 read no classes"
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
        return not list(world.inconsistent_classes())
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    finally:
        world.close()


def test_hermit_finds_the_example_consistent(tmp_path: Path) -> None:
    assert hermit_finds_consistent(quads_of(ONTOLOGY_FILE, VOCABULARY_FILE, EXAMPLE_FILE), tmp_path)


def test_hermit_finds_the_curated_graph_consistent(tmp_path: Path, curated_graph: list[ox.Quad]) -> None:
    assert hermit_finds_consistent([*quads_of(ONTOLOGY_FILE, VOCABULARY_FILE), *curated_graph], tmp_path)


@pytest.mark.parametrize(
    "mistake",
    [
        ":x a hg:Claim , hg:School .",
        ":x a hg:UnnamedParty , hg:Historian .",
        ":x hg:premise :y . :y a hg:Weighing . :z hg:target :y . :y a hg:Passage .",
        ":x hg:onClaim :y . :y a hg:Debate .",
        ":x hg:pointValue 'many' .",
    ],
)
def test_hermit_notices_what_it_should(tmp_path: Path, mistake: str) -> None:
    turtle = f"@prefix hg: <{HG}> . @prefix : <https://example.org/> . {mistake}"
    assert not hermit_finds_consistent([*quads_of(ONTOLOGY_FILE), *ox.parse(turtle, ox.RdfFormat.TURTLE)], tmp_path)


# Competency questions -----------------------------------------------------------------------------------------------

ANSWERS = {
    "CQ1": {
        "origins plan asserts ada ben",
        "origins plan withdraws ada ben",
        "origins chance asserts ben ben",
    },
    "CQ2": {"ada plan ben"},
    "CQ3": {"first-step disorder untypical"},
    "CQ4": {"ada first second"},
    "CQ5": {"ada planners ben ada"},
    "CQ6": {"toll low high"},
}


def competency_questions(ontology: ox.Dataset) -> dict[str, str]:
    """Return the questions that the ontology's own description asks, by number."""
    (description,) = objects(ontology, ONTOLOGY, DCTERMS + "description")
    return dict(re.findall(r"^(CQ\d+)\. .*?```sparql\n(.*?)```", description.value, flags=re.DOTALL | re.MULTILINE))


def test_all_competency_questions_have_a_known_answer(ontology: ox.Dataset) -> None:
    assert competency_questions(ontology).keys() == ANSWERS.keys()


@pytest.mark.parametrize("number", ANSWERS)
def test_competency_question_is_answered(ontology: ox.Dataset, number: str) -> None:
    store = ox.Store()
    store.extend(quads_of(EXAMPLE_FILE))
    rows = store.query(competency_questions(ontology)[number])
    assert isinstance(rows, ox.QuerySolutions)
    names = {" ".join(local_name(getattr(term, "value", "")) for term in row) for row in rows}
    assert names == ANSWERS[number]


def test_example_uses_every_concrete_class(ontology: ox.Dataset) -> None:
    classes = own_terms(ontology, CLASS)
    parents = {parent.value for iri in classes for parent in objects(ontology, ox.NamedNode(iri), RDFS + "subClassOf")}
    assert set(classes) - parents - classes_used(quads_of(EXAMPLE_FILE)) == set()
