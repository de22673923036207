"""The same answers from any store: the embedded one, the Oxigraph server, and Virtuoso.

Answers are compared as multisets of rows, after one change: a number is compared as a number, since stores keep
numbers by value (Oxigraph makes an xsd:nonNegativeInteger an xsd:integer, Virtuoso writes 1.50 as 1.5). Nothing else
is allowed to differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib

from conftest import MINI, Outcome
from historiograph.coverage import coverage
from historiograph.errors import InputError, QueryError
from historiograph.graph import KnowledgeGraph, load
from historiograph.queries import Question
from historiograph.search_keys import NAME_KEY, TEXT_KEY
from historiograph.store import Term
from historiograph.store.push import Pushed, push
from historiograph.store.remote import RemoteStore
from servers import MAX_ROWS, Server, oxigraph, virtuoso
from test_binding import HOSTILE_TEXTS
from test_questions import QUESTIONS

NUMBERS = frozenset({"integer", "nonNegativeInteger", "decimal", "double"})
XSD = "http://www.w3.org/2001/XMLSchema#"


class Elsewhere(NamedTuple):
    """A running store with the curated graph in it."""

    server: Server
    kg: KnowledgeGraph
    pushed: Pushed


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=lambda start: start.__name__)
def elsewhere(
    request: pytest.FixtureRequest, kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elsewhere]:
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch, request.param(folder) as server:
        patch.delenv("HISTORIOGRAPH_TOKEN", raising=False)
        patch.setenv("HISTORIOGRAPH_USER", server.user)
        patch.setenv("HISTORIOGRAPH_PASSWORD", server.password)
        pushed = kg.push(server.push)
        yield Elsewhere(server, load(server.query), pushed)


def is_virtuoso(elsewhere: Elsewhere) -> bool:
    return bool(elsewhere.server.user)


def by_value(term: Term | None) -> object:
    if isinstance(term, ox.Literal) and term.datatype.value.removeprefix(XSD) in NUMBERS:
        return Decimal(term.value)
    return term


def rows(kg: KnowledgeGraph, asked: Question, **given: str) -> Counter[tuple[object, ...]]:
    result = kg.ask(asked.name, **given)
    assert result.columns == tuple(asked.columns)
    return Counter(tuple(map(by_value, row)) for row in result.rows)


# --- The catalogue --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_every_question_gets_the_same_rows(asked: Question, elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    given = {parameter.name: parameter.example for parameter in asked.parameters}
    assert rows(elsewhere.kg, asked, **given) == rows(kg, asked, **given)


@pytest.mark.parametrize(
    "asked",
    [one for one in QUESTIONS if one.parameters and all(parameter.optional for parameter in one.parameters)],
    ids=lambda asked: asked.name,
)
def test_and_with_its_blanks_left_open(asked: Question, elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    assert rows(elsewhere.kg, asked) == rows(kg, asked)


def test_a_table_is_the_same_to_the_letter(run: Callable[..., Outcome], elsewhere: Elsewhere) -> None:
    words = ("ask", "who-answers", "--debate", "origins-of-the-terror")
    assert run(*words, "--data", elsewhere.server.query) == run(*words)


# --- SPARQL ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s a hg:Claim }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a hg:Stance } } GROUP BY ?g",
        "SELECT ?s ?name { ?s a hg:School ; skos:prefLabel ?name } ORDER BY ?name LIMIT 5 OFFSET 2",
        "SELECT DISTINCT ?s ?p ?o { ?s a hg:Stance ; ?p ?o }",
        "SELECT ?s { ?s a hg:Claim FILTER(REGEX(STR(?s), 'stalin') && ?s != hg:none) }",
    ],
)
def test_queries_get_the_same_rows(query: str, elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    here, there = kg.sparql(query), elsewhere.kg.sparql(query)
    assert there.columns == here.columns
    assert Counter(tuple(map(by_value, row)) for row in there.rows) == Counter(
        tuple(map(by_value, row)) for row in here.rows
    )
    if "ORDER" in query:
        assert there.rows == here.rows


def test_the_other_forms(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    there, here = (
        [
            set(one.solutions(query).triples or ())
            for query in ("CONSTRUCT { ?a hg:rebuts ?b } WHERE { ?a hg:rebuts ?b }", "DESCRIBE ?s { ?s a hg:School }")
        ]
        for one in (elsewhere.kg, kg)
    )
    assert here[0] == there[0] != set()
    said = {triple for triple in here[1] if triple.predicate not in (NAME_KEY, TEXT_KEY)}  # keys are nobody's words
    assert set() != said <= there[1], "what a thing's description holds beyond what is said of it is up to the store"
    assert elsewhere.kg.solutions("ASK { ?s a hg:School }").boolean is True
    assert elsewhere.kg.solutions("ASK { ?s a hg:Nothing }").boolean is False


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_hostile_value_is_only_a_value(text: str, elsewhere: Elsewhere) -> None:
    value = ox.Literal(text)
    query = "SELECT ?v ?same ?s WHERE { ?s a hg:School ; skos:prefLabel ?l BIND(?v AS ?same) } LIMIT 1"
    ((given, back, school),) = elsewhere.kg.solutions(query, {"v": value}).rows
    assert (given, back) == (value, value)
    assert isinstance(school, ox.NamedNode)
    assert not elsewhere.kg.solutions("SELECT ?v ?s { ?s skos:prefLabel ?v }", {"v": value}).rows


def test_a_name_for_people_finds_the_thing(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    assert elsewhere.kg.find("new cohort", "School") == kg.find("new cohort", "School")
    assert elsewhere.kg.header == kg.header


def test_more_than_the_server_sends_at_once(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    ((graph, _),) = Counter(quad.graph_name.value for quad in kg.authored).most_common(1)  # type: ignore[union-attr]
    pattern = f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    here, there = ({tuple(row) for row in one.sparql(f"SELECT ?s ?p ?o {pattern}").rows} for one in (kg, elsewhere.kg))
    assert len(here) == len(there) > MAX_ROWS
    built = elsewhere.kg.solutions(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {pattern}").triples or ()
    assert {tuple(triple) for triple in built} == there
    assert len(built) == len(there)
    if is_virtuoso(elsewhere):
        with pytest.raises(QueryError, match=f"at most {MAX_ROWS:,} rows at a time"):
            elsewhere.kg.sparql(f"SELECT * {pattern}")


def test_an_endless_query_is_given_up_and_the_store_answers_on(elsewhere: Elsewhere) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(CONCAT(STR(?x), STR(?y), STR(?z)) = 'a') }"
    with pytest.raises(QueryError, match=r"given up after 0\.5 seconds"):
        elsewhere.kg.sparql(heavy, timeout=0.5)
    assert elsewhere.kg.ask("debates").rows


# --- Everything else that is made of a graph ------------------------------------------------------------------


def test_a_view_is_the_same(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    assert elsewhere.kg.view("debate", "origins-of-the-terror").html == kg.view("debate", "origins-of-the-terror").html


def test_the_network_is_the_same(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    here, there = kg.network(), elsewhere.kg.network()
    assert dict(there.nodes(data=True)) == dict(here.nodes(data=True))
    assert sorted(map(repr, there.edges(keys=True, data=True))) == sorted(map(repr, here.edges(keys=True, data=True)))


def test_an_export_holds_what_the_store_holds(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    def statements(one: KnowledgeGraph) -> Counter[tuple[object, ...]]:
        quads = ox.parse(one.export("nquads"), format=ox.RdfFormat.N_QUADS)
        return Counter((quad.graph_name, quad.subject, quad.predicate, by_value(quad.object)) for quad in quads)

    assert statements(elsewhere.kg) == statements(kg)


def test_rdflib_reads_the_store(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    graph = elsewhere.kg.rdf
    getty = rdflib.URIRef(kg.find("getty", "Agent"))
    assert len(graph) == len(kg.authored) + len(kg.derived)
    assert [str(name) for name in graph.objects(getty, rdflib.FOAF.name)] == ["J. Arch Getty"]
    assert (getty, rdflib.FOAF.name, rdflib.Literal("J. Arch Getty")) in graph
    assert {str(one.identifier) for one in graph.graphs()} > {f"{kg.header.base}graph/derived"}
    ((_, _, _, where),) = graph.quads((getty, rdflib.FOAF.name, None, None))
    assert str(where) == f"{kg.header.base}graph/authorities"
    assert len(graph.graph(f"{kg.header.base}graph/derived")) == len(kg.derived)
    found = graph.query("SELECT ?who ?name { ?who foaf:name ?name }", initBindings={"who": getty})
    assert [str(row.name) for row in found] == ["J. Arch Getty"]  # type: ignore[union-attr]
    assert graph.query("ASK { ?s a hg:Claim }").askAnswer is True
    with pytest.raises(QueryError, match="read-only"):
        graph.add((getty, rdflib.FOAF.name, rdflib.Literal("x")))


# --- Pushing --------------------------------------------------------------------------------------------------


def test_a_push_says_what_is_there(elsewhere: Elsewhere, kg: KnowledgeGraph) -> None:
    pushed = elsewhere.pushed
    assert pushed.graphs == Counter(str(quad.graph_name.value) for quad in (*kg.authored, *kg.derived))  # type: ignore[union-attr]
    assert pushed.verified
    assert pushed.compared
    assert pushed.services.query == elsewhere.server.query
    assert (pushed.left, pushed.dropped) == ((), ())
    changed = [(one.kind, one.before, one.after) for one in pushed.differences]
    assert changed == ([] if is_virtuoso(elsewhere) else [("rewritten", "xsd:nonNegativeInteger", "xsd:integer")])


def test_one_of_two_datasets_of_a_store(elsewhere: Elsewhere, mini: KnowledgeGraph) -> None:
    graphs = mini.push(elsewhere.server.push).graphs
    address = elsewhere.server.query + "?" + "&".join(f"default-graph-uri={name}" for name in graphs)
    other = load(address)
    try:
        assert other.header == mini.header
        assert other.ask("debates").rows == mini.ask("debates").rows
        assert other.store.size() == mini.store.size()
        text = MINI / "texts" / "chronicle.txt"
        assert coverage(other, text) == coverage(mini, text)
        with pytest.raises(InputError, match="an endpoint has no files"):
            _ = other.dataset
    finally:
        push({}, mini.header.base, elsewhere.server.push, replace=True)
    assert not RemoteStore(elsewhere.server.query).named(mini.header.base)


BASE = "https://example.org/pushed/"


def small(count: int, year: str = "1937") -> list[ox.Triple]:
    things = [ox.NamedNode(f"{BASE}thing/{number}") for number in range(count)]
    label, when = (ox.NamedNode(f"{BASE}{name}") for name in ("label", "when"))
    return [
        *(ox.Triple(thing, label, ox.Literal(f'"{number}" \\u0022 é 中 😀\n}}', language="en"))
          for number, thing in enumerate(things)),
        ox.Triple(things[0], when, ox.Literal(year, datatype=ox.NamedNode(f"{XSD}gYear"))),
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["graph store", "update"])
def test_a_push_replaces_what_it_names_and_nothing_else(
    way: str, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("historiograph.store.push._PART", 20_000)
    monkeypatch.setattr("historiograph.store.push._BATCH", 20_000)
    name = "sparql-auth" if is_virtuoso(elsewhere) else "update"
    update = elsewhere.server.query.rpartition("/")[0] + "/" + name if way == "update" else None
    one, two, foreign = f"{BASE}graph/one", f"{BASE}graph/two", "https://example.org/other/graph"
    store = RemoteStore(elsewhere.server.query)

    def put(graphs: dict[str, list[ox.Triple]], **more: bool) -> Pushed:
        return push(graphs, BASE, elsewhere.server.push, update=update, **more)  # type: ignore[arg-type]

    try:
        assert put({one: small(500), two: small(3), foreign: small(2)}).differences == ()
        assert set(store.quads(one)) == {ox.Quad(*triple, ox.NamedNode(one)) for triple in small(500)}
        again = put({one: small(400)})
        assert (again.graphs, again.left) == ({one: 401}, (two,))
        assert put({one: []}, replace=True).dropped == (two,)
        assert [store.count(graph) for graph in (one, two, foreign)] == [0, 0, 3]
    finally:
        put({foreign: []}, replace=True)


def test_what_a_store_does_to_a_value_is_told(elsewhere: Elsewhere) -> None:
    graph = f"{BASE}graph/years"
    try:
        found = push({graph: small(1, year="-0145")}, BASE, elsewhere.server.push).differences
    finally:
        push({graph: []}, BASE, elsewhere.server.push)
    if is_virtuoso(elsewhere):
        (one,) = found
        assert str(one) == '1 value of xsd:gYear (other values): "-0145"^^xsd:gYear became "-145"^^xsd:gYear'
    else:
        assert found == ()


def test_a_stranger_may_not_push(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_virtuoso(elsewhere):
        return  # the Oxigraph server knows no users
    monkeypatch.setenv("HISTORIOGRAPH_PASSWORD", "wrong")
    with pytest.raises(InputError, match="does not accept what HISTORIOGRAPH_USER"):
        push({f"{BASE}graph/x": small(1)}, BASE, elsewhere.server.push)
    monkeypatch.setenv("HISTORIOGRAPH_USER", "")
    with pytest.raises(InputError, match="it wants to know who asks"):
        push({f"{BASE}graph/x": small(1)}, BASE, elsewhere.server.push)


def test_pushing_twice_gives_the_same(
    run: Callable[..., Outcome], elsewhere: Elsewhere, mini: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        first, second = (run("push", elsewhere.server.push, "--data", MINI) for _ in range(2))
        assert (first.status, second) == (0, first)
        assert f"{len(mini.authored) + len(mini.derived):>9,}  statements in" in first.out
        assert f"ask it: historiograph ask debates --data {elsewhere.server.query}" in first.err
    finally:
        push({}, mini.header.base, elsewhere.server.push, replace=True)


def test_a_dataset_in_no_graph_gets_one(elsewhere: Elsewhere, mini: KnowledgeGraph, tmp_path: Path) -> None:
    mini.export("turtle", tmp_path / "mini.ttl")
    try:
        pushed = load(tmp_path / "mini.ttl").push(elsewhere.server.push)
        assert pushed.graphs[f"{mini.header.base}graph/{mini.header.name}"] == len({q.triple for q in mini.authored})
    finally:
        push({}, mini.header.base, elsewhere.server.push, replace=True)
