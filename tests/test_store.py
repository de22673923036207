"""The store behind the graph: union of graphs, bindings as terms, limits, time-outs, and rdflib over it."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from historiograph.errors import QueryError
from historiograph.graph import KnowledgeGraph
from historiograph.store import EmbeddedStore


@pytest.fixture
def store() -> EmbeddedStore:
    found = EmbeddedStore()
    a, b, p = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")
    found.add([ox.Quad(a, p, ox.Literal("1"), a), ox.Quad(b, p, ox.Literal("2"), b)])
    return found


def test_a_query_sees_all_graphs(store: EmbeddedStore) -> None:
    assert len(store.query("SELECT ?o { ?s ?p ?o }").rows) == 2


def test_the_four_forms(store: EmbeddedStore) -> None:
    assert store.query("ASK { ?s ?p '2' }").boolean is True
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples or ()) == 2
    assert len(store.query("DESCRIBE <https://example.org/a>").triples or ()) == 1
    assert store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o").variables == ("o",)


def test_a_limit_says_that_it_cut(store: EmbeddedStore) -> None:
    cut = store.query("SELECT ?o { ?s ?p ?o }", limit=1)
    assert (len(cut.rows), cut.cut) == (1, True)
    assert store.query("SELECT ?o { ?s ?p ?o }", limit=2).cut is False


@given(st.text(max_size=30))
def test_a_binding_is_a_term_and_never_text(value: str) -> None:
    store = EmbeddedStore()
    secret = ox.Quad(
        ox.NamedNode("https://e.org/s"), ox.NamedNode("https://e.org/p"), ox.Literal("kept"), ox.DefaultGraph()
    )
    store.add([secret])
    rows = store.query("SELECT ?v ?o { ?s ?p ?o FILTER(?o = ?v) }", {"v": ox.Literal(value)}).rows
    assert len(rows) == (value == "kept")


def test_a_syntax_error_shows_line_and_caret(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT ?a WHERE {\n  ?a ?b ?c .\n  FILTR(?a)\n}")
    lines = str(caught.value).splitlines()
    assert lines == [
        "not a SPARQL query: line 3, column 3: 'FILTR' is no word of SPARQL; did you mean FILTER?",
        "   3 |   FILTR(?a)",
        "     |   ^^^^^",
    ]


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("", 2),
        ("FROM <https://example.org/a>", 1),
        ("FROM <https://example.org/a> FROM <https://example.org/b>", 2),
        ("FROM NAMED <https://example.org/b>", 0),
        ("FROM <https://example.org/none>", 0),
    ],
)
def test_a_query_may_name_its_graphs(store: EmbeddedStore, clause: str, count: int) -> None:
    assert len(store.query(f"SELECT ?o {clause} WHERE {{ ?s ?p ?o }}").rows) == count
    assert len(store.query("# from a: to b\nSELECT ('from <a:b>' AS ?from) ?o { ?s ?p ?o }").rows) == 2


@pytest.mark.parametrize(
    "text", ["INSERT DATA { <a:b> <a:c> <a:d> }", "CLEAR ALL", "PREFIX a: <b:c>\nDELETE WHERE { ?s ?p ?o }"]
)
def test_an_update_is_refused(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(QueryError, match="read-only"):
        store.query(text)
    assert len(store.engine) == 2


def test_an_endless_query_is_given_up_in_time() -> None:
    store = EmbeddedStore()
    p = ox.NamedNode("https://e.org/p")
    store.add(ox.Quad(ox.NamedNode(f"https://e.org/{n}"), p, ox.Literal(n), p) for n in range(3000))
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z FILTER(?x + ?y + ?z < 0) }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"given up after 0\.2 seconds"):
        store.query(heavy, timeout=0.2)
    assert time.monotonic() - start < 5


def test_saved_and_opened_again_it_answers_the_same(store: EmbeddedStore, tmp_path: Path) -> None:
    store.save(tmp_path / "kept")
    again = EmbeddedStore.open(tmp_path / "kept")
    query = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"
    assert again.query(query).rows == store.query(query).rows


def test_rdflib_sees_the_same_graph(kg: KnowledgeGraph) -> None:
    assert isinstance(kg.rdf, rdflib.Graph)
    count = {(str(s), str(p), str(o)) for s, p, o in kg.rdf.triples((None, None, None))}
    assert len(count) == len({(str(q.subject), str(q.predicate), str(q.object)) for q in (*kg.authored, *kg.derived)})
    found = kg.rdf.query("SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/historiograph/ontology#Claim> }")
    (mine,) = kg.sparql("SELECT (COUNT(?c) AS ?n) { ?c a hg:Claim }").rows
    assert [int(row.n) for row in found] == [int(getattr(mine[0], "value", 0))]
