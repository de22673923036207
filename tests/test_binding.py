"""Terms put into a query's text: only the value changes, and the answer is what the embedded engine gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from historiograph.errors import QueryError
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import prefixes
from historiograph.queries import catalogue
from historiograph.store import EmbeddedStore, Term
from historiograph.store.binding import prepare
from historiograph.store.sparql_text import SparqlText, tokens_of
from test_questions import QUESTIONS, fillings

HOSTILE_TEXTS = [
    *('"', "'", '"""', "'''", '\\"', "\\", "\\\\", "\\u0022", "\\U00000022", '" } DROP ALL #', "}", "#", "?x", "<a>"),
    *("\n", "a\r\nb", "\t", "\x00", "\x01\x7f\x85\u2028", "\ufeff", "😀", "%22", "&quot;", "%s", "${x}", "/*", ""),
]
HOSTILE = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="\"'\\{}<>#?$x@^u0027U \n\r\t;.|", max_size=30),
    st.sampled_from(HOSTILE_TEXTS),
)
LITERALS = st.builds(ox.Literal, HOSTILE) | st.builds(lambda text: ox.Literal(text, language="en"), HOSTILE)
PATHS = st.text(alphabet="abc/?%-._~!$&'()*+,;=:@é中", min_size=1, max_size=30)
IRIS = st.builds(lambda path: ox.NamedNode(f"http://example.org/{path.replace('%', '%25')}#a"), PATHS)
X = "http://example.org/x"


def store_of(*values: Term) -> EmbeddedStore:
    store = EmbeddedStore()
    for number, value in enumerate(values):
        thing, p, q = (ox.NamedNode(f"http://example.org/{name}") for name in (f"thing{number}", "p", "q"))
        store.add([ox.Quad(thing, p, value, p), ox.Quad(thing, q, ox.Literal(number), p)])
        if isinstance(value, ox.NamedNode):
            store.add([ox.Quad(value, q, thing, p), ox.Quad(value, p, value, p)])
    return store


def rows(store: EmbeddedStore, text: str, bindings: Mapping[str, Term] | None = None) -> Counter[tuple[object, ...]]:
    """Return the rows; a column that a binding took out of the text comes back as it does from a server."""
    if bindings is None:
        return Counter(store.query(text).rows)
    asked = prepare(text, bindings, prefixes())
    found = store.query(asked.text)
    if found.boolean is not None:
        return Counter([(found.boolean,)])
    if found.triples is not None:
        return Counter(map(tuple, found.triples))
    columns = asked.columns or found.variables
    index = {name: place for place, name in enumerate(found.variables)}
    return Counter(
        tuple(row[index[name]] if name in index else bindings[name] for name in columns) for row in found.rows
    )


QUERIES = [
    "SELECT ?x ?o { ?s <http://example.org/p> ?x ; <http://example.org/q> ?o }",
    "SELECT ?o ?x { ?s <http://example.org/p> ?o FILTER(?o = ?x) }",
    "SELECT ?x { ?s <http://example.org/p> ?x }",
    "SELECT DISTINCT ?x ?s { ?s <http://example.org/p> ?x } ORDER BY ?x DESC(?x) ?s",
    "SELECT ?x ?s { ?s <http://example.org/p> ?x } ORDER BY ?x LIMIT 3",
    "SELECT ?x (COUNT(?s) AS ?n) { ?s <http://example.org/p> ?x } GROUP BY ?x",
    "SELECT ?x (COUNT(DISTINCT ?x) AS ?n) { ?s <http://example.org/p> ?x } GROUP BY ?x HAVING(COUNT(?s) > 0)",
    "SELECT ?x ?s { ?s <http://example.org/q> ?n OPTIONAL { ?s <http://example.org/p> ?y FILTER(?y = ?x) } }",
    "SELECT ?x ?s { ?s <http://example.org/q> ?n FILTER NOT EXISTS { ?s <http://example.org/p> ?x } }",
    "SELECT ?x ?s { { ?s <http://example.org/p> ?x } UNION { ?s <http://example.org/q> ?x } }",
    "SELECT ?x ?y ?s { ?s <http://example.org/p> ?y { SELECT ?x WHERE { ?t <http://example.org/p> ?x } } }",
    "SELECT ?x ?o { ?s <http://example.org/p> ?x { SELECT ?o { ?x <http://example.org/q> ?o } } } # ?x",
    "SELECT ?x ?o { ?s <http://example.org/p> ?x ; ?p ?o FILTER(STR(?o) != \"?x\" && STR(?o) != '''?x $x''') }",
    "SELECT ?x ?m { ?s <http://example.org/p> $x BIND(STR(?x) AS ?m) }",
    "ASK { ?s <http://example.org/p> ?x }",
    "CONSTRUCT { ?s <http://example.org/found> ?x } WHERE { ?s <http://example.org/p> ?x }",
]


@pytest.mark.parametrize("query", QUERIES)
@given(value=LITERALS | IRIS, other=LITERALS | IRIS)
def test_text_with_terms_answers_as_the_engine_with_bindings(query: str, value: Term, other: Term) -> None:
    store = store_of(value, other, ox.Literal("plain"))
    answer = store.query(query, {"x": value})
    if answer.boolean is not None:
        wanted: Counter[tuple[object, ...]] = Counter([(answer.boolean,)])
    else:
        wanted = Counter(map(tuple, answer.triples) if answer.triples is not None else answer.rows)
    assert rows(store, query, {"x": value}) == wanted


@pytest.mark.parametrize("query", QUERIES)
@given(value=LITERALS | IRIS)
def test_nothing_but_the_value_changes(query: str, value: Term) -> None:
    plain = ox.NamedNode(X)
    mine = tokens_of(prepare(query, {"x": value}, prefixes()).text)
    other = tokens_of(prepare(query, {"x": plain}, prefixes()).text)
    # A literal with a language is two tokens, its text and its language; everything else stays the very same.
    length = len(tokens_of(str(value)))
    at = 0
    for token in other:
        if token.text == str(plain):
            assert "".join(one.text for one in mine[at : at + length]) == prepare_term(value)
            at += length
        else:
            assert mine[at] == token
            at += 1
    assert at == len(mine)


def prepare_term(value: Term) -> str:
    return prepare("ASK { ?s ?p ?x }", {"x": value}, {}).text.removeprefix("ASK { ?s ?p ").removesuffix(" }")


@given(LITERALS | IRIS)
def test_a_term_comes_back_as_it_went(value: Term) -> None:
    (row,) = EmbeddedStore().query(f"SELECT ({prepare_term(value)} AS ?it) {{ }}").rows
    assert row[0] == value


@given(HOSTILE)
def test_no_reader_of_unicode_escapes_finds_a_quotation_mark(text: str) -> None:
    """Some engines take backslash-u sequences for characters before they look for strings."""
    import re

    written = prepare_term(ox.Literal(text))
    early = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda at: _character(at[1] or at[2]), written)
    assert len(tokens_of(early)) == 1


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else "?"


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_every_question_answers_the_same_with_terms_in_its_text(asked: object, mini: KnowledgeGraph) -> None:
    question = catalogue()[asked.name]  # type: ignore[attr-defined]
    store = mini.store
    assert isinstance(store, EmbeddedStore)
    for filled in fillings(question, mini):
        bindings: dict[str, Term] = dict(filled)
        assert rows(store, question.query, bindings) == Counter(store.query(question.query, bindings).rows), filled


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?o { ?s ?x ?o }", "not among the variables"),
        ("SELECT ?x ?o { ?s ?p ?o BIND(?o AS ?x) }", "gives it values"),
        ("SELECT ?x ?o { ?s ?p ?o VALUES ?x { 1 } }", "gives it values"),
        ("SELECT ?x ?o { ?s ?p ?o } VALUES (?o ?x) { (1 2) }", "gives it values"),
        ("SELECT ?x ?o { ?s ?p ?o MINUS { ?s ?p ?x } }", "inside MINUS"),
        ("SELECT ?x { ?s ?p 'open }", "a string that begins here does not end"),
    ],
)
def test_what_cannot_be_bound_is_refused(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        prepare(query, {"x": ox.NamedNode(X)}, {})


def test_a_blank_node_is_no_name() -> None:
    with pytest.raises(QueryError, match="has no name that a server would know"):
        prepare("ASK { ?x ?p ?o }", {"x": ox.BlankNode("b")}, {})


def test_prefixes_are_declared_where_they_lack_and_lines_stay_where_they_are() -> None:
    text = "# hg:Not here\nPREFIX skos: <http://other.example/>\nASK {\n ?s a hg:Claim ; skos:x 'foaf:no' ; nope:x 1 }"
    asked = prepare(text, {}, prefixes())
    assert asked.text == f"PREFIX hg: <{prefixes()['hg']}> {text}"


def test_clauses_are_found() -> None:
    text = SparqlText(
        "PREFIX a: <b:> SELECT DISTINCT ?x (COUNT(?y) AS ?n) FROM <g:> WHERE { ?x a ?y { SELECT * {} LIMIT 1 } }"
        " GROUP BY ?x HAVING(COUNT(?y) > 1) ORDER BY DESC(?n) ?x LIMIT 5 OFFSET 2"
    )
    assert (text.form, text.prefixes, text.top.columns, text.top.all) == ("SELECT", {"a"}, ["x", "n"], False)
    assert list(text.top.clauses) == ["FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"]
    assert [select.all for select in text.selects] == [False, True]
    assert list(text.selects[1].clauses) == ["LIMIT"]
