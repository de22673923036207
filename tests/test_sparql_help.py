"""Help for those who write SPARQL: what is wrong and where, which prefix or word was meant, and how a query runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MINI, Outcome
from historiograph.errors import InputError, QueryError
from historiograph.graph import KnowledgeGraph, load
from historiograph.namespaces import FOLDERS, HG, prefixes
from historiograph.queries import catalogue
from historiograph.queries.hints import hints
from historiograph.store import EmbeddedStore
from historiograph.store.explain import explain
from historiograph.store.syntax import syntax_error

Run = Callable[..., Outcome]

# What somebody writes; what is said; the text that the marks stand under ("" for none).
WRONG = [
    ("", "it is empty", ""),
    ("# only a remark", "ends before it asks", ""),
    ("PREFIX a: <https://a.org/>", "ends before it asks", ""),
    ("SELEC ?a {}", "begins with SELECT, ASK, CONSTRUCT or DESCRIBE; did you mean SELECT?", "SELEC"),
    ("what is this", "begins with SELECT", "what"),
    ("SELECT ?a {\n ?a ?b ?c FLTER(?a) }", "'FLTER' is no word of SPARQL; did you mean FILTER?", "FLTER"),
    ("SELECT ?a { ?a ?b ?c } ODER BY ?a", "did you mean ORDER?", "ODER"),
    ("SELECT ?a { FILTER(regx(?a, 'x')) }", "did you mean REGEX?", "regx"),
    ("SELECT ?a { ?a skso:prefLabel ?c }", "the prefix skso: is not declared; did you mean skos:?", "skso:prefLabel"),
    ("SELECT ?a { ?a zz:b ?c }", "the prefix zz: is not declared", "zz:b"),
    ("SELECT ?a { ?a attitude:asserts ?c }", "did you mean attitude-value:?", "attitude:asserts"),
    ("SELECT ?a { ?a hg: holder ?c }", "a space stands between hg: and holder", "holder"),
    ("SELECT ?a { ?a ?b ?c", "this '{' is never closed by a '}'", "{"),
    ("SELECT ?a { ?a ?b ?c }}", "this '}' closes nothing", "}"),
    ("SELECT ?a { FILTER(?a > 1e5 }", "a ')' should close the '(' before this '}'", "}"),
    ("SELECT ?a {\n ?a ?b 'x }\n}", "a string begins here and does not end", "'"),
    ('SELECT ?a { ?a ?b "x\\" }', "a string begins here and does not end", '"'),
    ("SELECT ?a { ?a <b> ?c }", "<b> is no complete IRI: it lacks its beginning", "<b>"),
    ("SELECT ?a { ?a <https://e.org/%zz> ?c }", "is no complete IRI", "<https://e.org/%zz>"),
    ("SELECT ?a { ?a <https://e.org/a b> ?c }", "a character that no IRI has", "<"),
    ("SELECT ?a, ?b { ?a ?c ?b }", "no comma stands between columns", ","),
    ("SELECT ?a { ?a hg:holder ?b ?c hg:onClaim ?d }", "perhaps a '.' or ';' is missing", "hg:onClaim"),
    ("SELECT ?a ?b { ?a ?c ?b } GROUP BY ?a", "neither in GROUP BY nor made by COUNT", "SELECT"),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * cannot go with GROUP BY", "SELECT"),
    ("SELECT ?x { BIND(1 AS ?x) BIND(2 AS ?x) }", "?x has a value already", "?x"),
    ("SELECT ?x { ?x a hg:Claim } ORDER BY", "something is missing here", "Y"),
    ("SELECT ?斯 { \t?斯 a hg:Claim . FILTR(?斯) }", "did you mean FILTER?", "FILTR"),
    ("INSERT DATA { <a:b> <a:c> <a:d> }", "INSERT makes an update, and the graph is read-only", "INSERT"),
    ("# remark\nprefix a: <a:>\ndrop all", "DROP makes an update, and the graph is read-only", "drop"),
    ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "read-only", "WITH"),
]


def shown(text: str, kg: KnowledgeGraph) -> list[str]:
    with pytest.raises(QueryError) as caught:
        kg.sparql(text)
    return str(caught.value).splitlines()


# --- What is wrong, and where ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "said", "marked"), WRONG)
def test_what_is_wrong_is_said_and_shown(mini: KnowledgeGraph, text: str, said: str, marked: str) -> None:
    lines = shown(text, mini)
    assert lines[0].startswith("not a SPARQL query: ")
    assert said in lines[0]
    if not marked:
        assert len(lines) == 1
        return
    marks = lines[2].removeprefix("     | ")
    assert len(marks.strip()) == len(marked)
    before, _, _ = lines[1].removeprefix(f"{lines[1][:4]} | ").partition(marked)
    wide = sum(2 if "\u3000" < one < "\ud7ff" else 1 for one in before)
    assert marked in lines[1]
    if lines[1].count(marked) == 1:
        assert len(marks) - len(marks.lstrip()) == wide


def test_a_long_line_is_cut_around_the_place(mini: KnowledgeGraph) -> None:
    many = "?x hg:onClaim ?y . " * 30
    _, line, marks = shown(f"SELECT ?x {{ {many} FLTER(?x) {many} }}", mini)
    assert len(line) < 130
    assert line[marks.index("^") : marks.rindex("^") + 1] == "FLTER"


def test_known_prefixes_are_listed_after_the_place(mini: KnowledgeGraph) -> None:
    lines = shown("SELECT ?a { ?a zz:b ?c }", mini)
    assert lines[3].startswith("known without declaration: agent:, ")
    assert all(f" {name}:" in lines[3] for name in ("hg", "skos", "claim"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_an_answer_or_one_message(one: str, other: str) -> None:
    store = EmbeddedStore()
    told = []
    for text in (one, f"SELECT ?a {{ ?a {one} ?b {other} }}", f"{one} SELECT * {{ {other} }}"):
        try:
            store.query(text, timeout=10)
        except QueryError as error:
            told.append(str(error))
        told.append(str(syntax_error(text, "error at 1:1: expected x", {})))
    assert all(one.startswith(("not a SPARQL query: ", "the query cannot be answered: ")) for one in told)


# --- Prefixes -------------------------------------------------------------------------------------------------


def test_every_prefix_of_the_map_needs_no_declaration(mini: KnowledgeGraph) -> None:
    for name in prefixes():
        mini.sparql(f"ASK {{ ?s {name}:x ?o }}")


def test_things_of_the_dataset_go_by_the_prefixes_of_our_turtle(mini: KnowledgeGraph) -> None:
    assert mini.sparql("SELECT ?n { agent:quill foaf:name ?n }").plain() == [("Bennet Quill",)]
    used = {kind: mini.sparql(f"SELECT (STR({kind}:) AS ?iri) {{}}").plain() for kind in FOLDERS}
    assert used == {kind: [(f"https://example.org/mini/{kind}/",)] for kind in FOLDERS}
    declared = "PREFIX agent: <https://example.org/mini/school/> SELECT ?l { agent:flood-school skos:prefLabel ?l }"
    assert mini.sparql(declared).plain() == [("Flood school",)]


def test_two_datasets_in_one_store_have_no_prefixes_of_their_own() -> None:
    store = EmbeddedStore()
    space = ox.NamedNode("http://rdfs.org/ns/void#uriSpace")
    graph = ox.DefaultGraph()
    store.add(ox.Quad(ox.NamedNode(f"a:{n}"), space, ox.Literal(f"https://e.org/{n}/"), graph) for n in "ab")
    with pytest.raises(QueryError, match="the prefix agent: is not declared"):
        store.query("DESCRIBE agent:x")


# --- Words of the ontology ------------------------------------------------------------------------------------

VOCABULARIES = "https://w3id.org/historiograph/vocab/"
HINTS = [
    ("SELECT ?s { ?s hg:holdr ?s }", "the ontology has no hg:holdr; did you mean hg:holder?"),
    ("ASK { ?s a hg:Claims }", "the ontology has no hg:Claims; did you mean hg:Claim?"),
    (f"ASK {{ ?s a <{HG}Claimz> }}", f"the ontology has no <{HG}Claimz>; did you mean <{HG}Claim>?"),
    (f"PREFIX h: <{HG}> ASK {{ ?s h:onClaims ?o }}", "did you mean h:onClaim?"),
    ("ASK { ?s a hg:holder }", "hg:holder is no class"),
    ("ASK { ?s ?p attitude-value:assert }", "has no attitude-value:assert; did you mean attitude-value:asserts?"),
    (f"ASK {{ ?s ?p <{VOCABULARIES}atitude/asserts> }}", "there is no vocabulary atitude; did you mean"),
    (f"PREFIX kind: <{VOCABULARIES}membership-kind/> ASK {{ ?s ?p kind:memebr }}", "did you mean kind:member?"),
    ("SELECT ?hodler { ?s hg:holder ?holder }", "its column is empty; did you mean ?holder?"),
    ("SELECT ?s { ?s hg:holder ?o # hg:holdr\n FILTER(STR(?o) != 'hg:holdr') }", ""),
    ("SELECT * { ?s ?p ?o }", ""),
    ("not a query 'at all", ""),
    ("SELECT ?s { ?s a skos:Concpt }", ""),
]


@pytest.mark.parametrize(("text", "note"), HINTS)
def test_words_that_nobody_has_are_noted(text: str, note: str) -> None:
    found = " ".join(hints(text))
    assert note in found
    assert bool(found) is bool(note)


def test_the_questions_have_nothing_to_note() -> None:
    assert [name for name, asked in catalogue().items() if hints(asked.query)] == []


def test_notes_come_with_the_answer(run: Run, mini: KnowledgeGraph) -> None:
    query = "SELECT ?s { ?s hg:holdr ?o }"
    assert mini.sparql(query).notes == hints(query)
    ask, construct = "ASK { ?s hg:holdr ?o }", "CONSTRUCT WHERE { ?s hg:holdr ?o }"
    for words in ((query,), (query, "--format", "csv"), (ask,), (construct,)):
        told = run("sparql", *words)
        assert told.status == 0
        assert "note: the ontology has no hg:holdr; did you mean hg:holder?" in told.err
        assert "note" not in told.out
    assert mini.sparql("SELECT ?s { ?s hg:holder ?o }").notes == ()


# --- Plans ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["SELECT ?h (COUNT(*) AS ?n)", "CONSTRUCT { ?s hg:holder ?h }", "ASK", "DESCRIBE ?h"])
def test_a_query_is_explained(run: Run, form: str) -> None:
    group = " GROUP BY ?h" if "COUNT" in form else ""
    query = f"{form} {{ ?s hg:holder ?h ; hg:onClaim claim:bridge-fell-by-accident }}{group}"
    told = run("sparql", "--explain", query, "--data", MINI)
    assert told.status == 0, told.err
    lines = told.out.splitlines()
    assert lines[0].split() == ["rows", "ms", "step"]
    assert any("QuadPattern(?s hg:holder ?h)" in line for line in lines)
    assert all(line.split()[0].replace(",", "").isdecimal() for line in lines[1:])


def test_a_store_on_disk_is_explained_and_left_as_it_is(mini: KnowledgeGraph, tmp_path: Path) -> None:
    assert isinstance(mini.store, EmbeddedStore)
    mini.store.save(tmp_path / "store")
    before = {file.name: file.read_bytes() for file in (tmp_path / "store").iterdir()}
    store = EmbeddedStore.open(tmp_path / "store")
    steps = explain(store, "SELECT ?s { ?s a hg:Historian }")
    assert [(step.depth, step.rows) for step in steps] == [(0, 2), (1, 2)]
    assert {file.name: file.read_bytes() for file in (tmp_path / "store").iterdir()} == before


def test_what_cannot_be_explained_says_why(run: Run, monkeypatch: pytest.MonkeyPatch, mini: KnowledgeGraph) -> None:
    assert "did you mean SELECT?" in run("sparql", "--explain", "SELEC").err
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    told = run("sparql", "--explain", "ASK {}", "--data", MINI)
    assert (told.status, told.out) == (2, "")
    assert "pip install oxigraph" in told.err

    class Elsewhere:
        pass

    with pytest.raises(InputError, match="a server does not tell"):
        explain(Elsewhere(), "ASK {}")  # type: ignore[arg-type]


# --- Options --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value", "part"),
    [
        ("--timeout", "0", "number of seconds greater than 0, such as 10, not '0'"),
        ("--timeout", "soon", "number of seconds greater than 0, such as 10, not 'soon'"),
        ("--timeout", "inf", "number of seconds"),
        ("--timeout", "nan", "number of seconds"),
        ("--limit", "0", "whole number greater than 0, such as 100, not '0'"),
        ("--limit", "-1", "whole number"),
        ("--limit", "1.5", "whole number"),
    ],
)
def test_a_wrong_number_is_told_what_it_should_be(run: Run, option: str, value: str, part: str) -> None:
    told = run("sparql", "ASK {}", f"{option}={value}")
    assert (told.status, told.out) == (2, "")
    assert part in told.err


def test_help_has_three_examples_that_work(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import io
    import shlex
    import sys

    text = run("sparql", "--help").out
    examples = [line.strip() for line in text.splitlines() if "historiograph sparql" in line and "usage" not in line]
    assert len(examples) == 3
    monkeypatch.chdir(tmp_path)
    Path("my-query.rq").write_text("SELECT ?s { ?s a hg:School }", "utf-8")
    for example in examples:
        before, pipe, after = example.partition(" | ")
        if pipe:
            monkeypatch.setattr(sys, "stdin", io.StringIO(shlex.split(before)[1]))
        told = run(*shlex.split(after or before)[1:])
        assert told.status == 0, told.err
        assert told.out


def test_the_graph_of_a_load_is_asked_like_any(tmp_path: Path) -> None:
    kg = load(MINI, cached=False)
    assert len(kg.sparql("SELECT ?s FROM <https://example.org/mini/graph/derived> { ?s hg:supports ?o }")) == 3
