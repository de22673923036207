"""The catalogue for machines and readers: its description in RDF, its page, its list, and what fills the blanks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, RDF, RDFS, SH

from conftest import MINI, ROOT, Outcome
from historiograph.errors import AmbiguousNameError, InputError, NotFoundError
from historiograph.graph import KnowledgeGraph, load
from historiograph.namespaces import HG
from historiograph.queries import Parameter, Question, bind, catalogue
from historiograph.queries.describe import QUESTIONS, describe_catalogue
from historiograph.queries.manual import manual
from historiograph.store import EmbeddedStore
from historiograph.terms import terms, values

Run = Callable[..., Outcome]
SHACL = Path(pyshacl.__file__).parent / "assets" / "shacl.ttl"

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <urn:shape:> .

# What editors expect of a ready query (that of the SIB's catalogues), and SHACL-AF of a parameter.
:Executable a sh:NodeShape ;
  sh:targetClass sh:SPARQLSelectExecutable ;
  sh:class sh:SPARQLExecutable, sh:Parameterizable ;
  sh:property
    [ sh:path sh:select ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path sh:prefixes ; sh:minCount 1 ; sh:class <http://www.w3.org/2002/07/owl#Ontology> ] ,
    [ sh:path rdfs:label ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ] ,
    [ sh:path rdfs:comment ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype rdf:langString ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:parameter ; sh:class sh:Parameter ] ,
    [ sh:path ( csvw:tableSchema csvw:column ) ; sh:minCount 1 ; sh:class csvw:Column ] .
:Parameter a sh:NodeShape ;
  sh:targetClass sh:Parameter ;
  sh:xone ( [ sh:path sh:class ; sh:minCount 1 ] [ sh:path sh:datatype ; sh:minCount 1 ] ) ;
  sh:property
    [ sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:optional ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path sh:name ; sh:minCount 1 ] , [ sh:path sh:description ; sh:minCount 1 ] ,
    [ sh:path sh:order ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] ,
    [ sh:path skos:example ; sh:minCount 1 ] .
:Declaration a sh:NodeShape ;
  sh:targetClass sh:PrefixDeclaration ;
  sh:property [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
:Column a sh:NodeShape ;
  sh:targetClass csvw:Column ;
  sh:property [ sh:path csvw:name ; sh:minCount 1 ; sh:maxCount 1 ] , [ sh:path dcterms:description ; sh:minCount 1 ] .
"""


@pytest.fixture(scope="module")
def described() -> rdflib.Graph:
    """The description as another library reads it."""
    data = ox.serialize([quad.triple for quad in describe_catalogue()], format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


# --- In RDF ---------------------------------------------------------------------------------------------------


def test_the_description_is_of_the_shape_that_editors_expect(described: rdflib.Graph) -> None:
    conforms, _, report = pyshacl.validate(described, shacl_graph=rdflib.Graph().parse(data=SHAPES), inference="none")
    assert conforms, report


def test_the_description_uses_only_words_that_shacl_has(described: rdflib.Graph) -> None:
    vocabulary = set(rdflib.Graph().parse(SHACL).subjects())
    used = {term for triple in described for term in triple if str(term).startswith(str(SH))}
    assert len(used) > 10
    assert used <= vocabulary


def test_each_question_can_be_run_from_its_description_alone(described: rdflib.Graph, mini: KnowledgeGraph) -> None:
    prefixes = "".join(
        f"PREFIX {described.value(node, SH.prefix)}: <{described.value(node, SH.namespace)}>\n"
        for node in described.subjects(RDF.type, SH.PrefixDeclaration)
    )
    for name, asked in catalogue().items():
        node = rdflib.URIRef(QUESTIONS + name)
        store = ox.Store()
        answer = store.query(prefixes + str(described.value(node, SH.select)))
        assert isinstance(answer, ox.QuerySolutions)
        assert {one.value for one in answer.variables} == {*asked.columns, *(one.name for one in asked.parameters)}
        assert str(described.value(node, RDFS.comment)) == asked.text
        paths = {str(described.value(one, SH.path)) for one in described.objects(node, SH.parameter)}
        assert {re.split("[#/]", path)[-1] for path in paths} == {one.name for one in asked.parameters}


def test_the_classes_of_parameters_are_those_of_the_ontology(described: rdflib.Graph) -> None:
    words = set(rdflib.Graph().parse(ROOT / "ontology" / "historiograph.ttl").subjects())
    assert set(described.objects(None, SH["class"])) - {rdflib.OWL.Class} <= words


def test_another_base_and_an_endpoint() -> None:
    quads = describe_catalogue("http://127.0.0.1:8000/ask/", "http://127.0.0.1:8000/sparql")
    subjects = {quad.subject.value for quad in quads}
    assert all(subject.startswith("http://127.0.0.1:8000/ask/") for subject in subjects)
    targets = [quad for quad in quads if quad.predicate.value == "https://schema.org/target"]
    assert len(targets) == len(catalogue())
    assert quads == describe_catalogue("http://127.0.0.1:8000/ask/", "http://127.0.0.1:8000/sparql")


# --- To read --------------------------------------------------------------------------------------------------


def test_the_page_of_questions_is_as_the_catalogue_makes_it(kg: KnowledgeGraph) -> None:
    page = manual(lambda asked, examples: kg.ask(asked.name, **examples))
    shown = (ROOT / "docs" / "questions.md").read_text("utf-8")
    assert shown == page, "make it anew: historiograph ask --format markdown > docs/questions.md"


def test_each_competency_question_is_asked_by_a_question_that_exists() -> None:
    rows = re.findall(
        r"^\| (\d+) \| .+\? \| (.+) \|$", (ROOT / "queries" / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [int(number) for number, _ in rows] == list(range(1, 18))
    assert {name for _, names in rows for name in re.findall(r"`([\w-]+)`", names)} <= catalogue().keys()


def test_the_list_in_every_form(run: Run) -> None:
    names = list(catalogue())
    assert [row["name"] for row in csv.DictReader(io.StringIO(run("ask", "--format", "csv").out))] == names
    rows = json.loads(run("ask", "--format", "json").out)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names
    for form, suffix in (("turtle", "ttl"), ("ntriples", "nt"), ("jsonld", "jsonld"), ("rdfxml", "rdf")):
        syntax = ox.RdfFormat.from_extension(suffix)
        quads = list(ox.parse(run("ask", "--format", form).out, format=syntax))
        assert {q.object.value for q in quads if q.predicate.value == str(DCTERMS.identifier)} == set(names)
    shown = run("ask", "--data", MINI, "--format", "markdown")
    assert shown.out.count("\n### ") == len(names)


def test_python_has_the_list(kg: KnowledgeGraph) -> None:
    assert [one.name for one in kg.questions()] == list(catalogue())


def test_help_says_what_a_question_is_for_and_what_it_takes(run: Run) -> None:
    shown = run("ask", "answers-as-of", "--help").out
    assert catalogue()["answers-as-of"].why in shown
    assert "a whole number" in shown
    assert "historiograph ask answers-as-of --debate origins-of-the-terror --year 1991" in shown


def test_the_name_of_a_question_comes_first(run: Run) -> None:
    shown = run("ask", "--iris", "debates")
    assert (shown.status, shown.out) == (2, "")
    assert "historiograph ask debates ..." in shown.err


# --- What fills the blanks ------------------------------------------------------------------------------------

ASKED = Question(
    "made-up",
    "Made up",
    "What?",
    "To try.",
    "Debates",
    (
        Parameter("agent", "Agent", "who", "quill", True),
        Parameter("kind", "Class", "what", "Claim", True),
        Parameter("year", "xsd:integer", "when", "1840", True),
        Parameter("words", "words", "which", "a b", True),
        Parameter("text", "xsd:string", "what", "a", True),
    ),
    {"s": "s"},
    "SELECT ?agent ?kind ?year ?words ?text ?s { ?s ?p ?o }",
)
VALUES = [
    ("agent", "Bennet Quill", ox.NamedNode("https://example.org/mini/agent/quill")),
    ("kind", "school", ox.NamedNode(HG + "School")),
    ("kind", "unnamed parties", None),
    ("kind", "Unnamed Party", ox.NamedNode(HG + "UnnamedParty")),
    ("kind", "hg:Claims", ox.NamedNode(HG + "Claim")),
    ("kind", HG + "Claim", ox.NamedNode(HG + "Claim")),
    ("kind", "holder", None),
    ("year", "1840", ox.Literal(1840)),
    ("year", 1840, ox.Literal(1840)),
    ("year", "1840 or so", None),
    ("year", "1e3", None),
    ("year", float("inf"), None),
    ("words", "Ежов, ТЕРРОР!", ox.Literal("ezhov terror")),
    ("words", "?!", None),
    ("text", '" } # \\', ox.Literal('" } # \\')),
]


@pytest.mark.parametrize(("name", "value", "term"), VALUES)
def test_values_become_terms_of_their_type(mini: KnowledgeGraph, name: str, value: Any, term: Any) -> None:
    if term is None:
        with pytest.raises((InputError, NotFoundError), match=r"should be|there is no class"):
            bind(ASKED, {name: value}, mini.find)
    else:
        assert bind(ASKED, {name: value}, mini.find) == {name: term}


HOSTILE = [
    "x> } ; DELETE WHERE { ?s ?p ?o } #",
    "'; DROP ALL; --",
    '" . ?s ?p ?o . "',
    "}} UNION {{ ?s ?p ?o }",
    "\\u0022 \\\" ' ''' \"\"\"",
    "?agent $agent",
    "\x00\n\r\t\u2028",
    "https://example.org/mini/agent/quill> <a:b> <c:d",
]


@given(
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)),
    st.sampled_from(["text", "words", "agent", "kind", "year"]),
)
@example("https://example.org/mini/agent/quill", "agent")
def test_a_hostile_value_changes_nothing_but_the_value(value: str, name: str) -> None:
    """Whatever is given is refused, or is bound as one term of its type; the query that runs stays what it was."""
    kg = load(MINI)
    before = kg.store.size()
    try:
        terms_bound = bind(ASKED, {name: value}, kg.find)
    except (InputError, NotFoundError, AmbiguousNameError):
        return
    echo = kg.solutions(f"SELECT ?{name} (COUNT(*) AS ?n) {{ ?s ?p ?o }} GROUP BY ?{name}", terms_bound)
    ((term, number),) = echo.rows
    assert term == terms_bound[name]
    assert getattr(number, "value", "") == str(before)
    assert kg.store.size() == before
    if name == "text":
        assert term == ox.Literal(value)


@given(st.sampled_from(HOSTILE) | st.text(max_size=30))
def test_a_hostile_search_finds_what_its_words_find(value: str) -> None:
    kg = load(MINI)
    try:
        found = kg.search(value)
    except InputError:
        return
    for thing, *_ in found.rows:
        iri = getattr(thing, "value", "")
        keys = kg.sparql(f"SELECT ?k {{ <{iri}> hg:nameKey|hg:textKey ?k }}").plain()
        assert keys


# --- The words of the ontology --------------------------------------------------------------------------------


def test_terms_and_values_are_those_that_a_parser_finds() -> None:
    declared = {}
    for quad in ox.parse(path=ROOT / "ontology" / "historiograph.ttl"):
        local, kind = quad.subject.value.removeprefix(HG), getattr(quad.object, "value", "").rpartition("#")[2]
        if quad.predicate.value == str(RDF.type) and local != quad.subject.value and kind in (
            "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty",
        ):  # fmt: skip
            declared[local] = kind
    assert terms() == declared
    concepts = [
        quad.subject.value.rsplit("/", 2)[1:]
        for quad in ox.parse(path=ROOT / "ontology" / "vocabularies.ttl")
        if getattr(quad.object, "value", "").endswith("core#Concept")
    ]
    assert {(scheme, value) for scheme, some in values().items() for value in some} == set(map(tuple, concepts))


def test_what_several_graphs_say_is_answered_once(mini: KnowledgeGraph) -> None:
    """The default graph is the merge of all graphs; engines, though, meet twice what stands in two."""
    again = ox.NamedNode("https://example.org/graph/again")
    quads = list(mini.store.quads())
    store = EmbeddedStore()
    store.add(quads)
    store.add(ox.Quad(quad.subject, quad.predicate, quad.object, again) for quad in quads)
    twice = KnowledgeGraph(mini.places, store)
    for asked in mini.questions():
        words = {one.name: ox.Literal("debate") for one in asked.parameters if one.type == "words"}
        once, repeated = (Counter(graph.solutions(asked.query, words).rows) for graph in (mini, twice))
        assert repeated == once, asked.name
