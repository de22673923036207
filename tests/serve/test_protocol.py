"""The SPARQL 1.1 Protocol: each machine-readable test of the W3C, and the rules that those leave out.

The cases are written anew from the descriptions at https://w3c.github.io/rdf-tests/sparql/sparql11/protocol/ and keep
their names. The server is read-only, so that an update is right only when it is refused.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest

from serve.conftest import DATA
from serve.running import Running

DATA1, DATA2, DATA3 = (f"{DATA}data{n}.rdf" for n in (1, 2, 3))
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
IN_GRAPHS = f"GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }}"
INSERT = "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }"
Fields = tuple[tuple[str, str], ...]


class Case(NamedTuple):
    """A request, and what must come: a truth value, a kind of document, or a status."""

    method: str
    fields: Fields = ()
    body: str | bytes | None = None
    media_type: str | None = None
    expected: bool | str | int = 0


def named(*graphs: str, parameter: str = "named-graph-uri") -> Fields:
    return tuple((parameter, graph) for graph in graphs)


def default(*graphs: str) -> Fields:
    return named(*graphs, parameter="default-graph-uri")


DATA0 = default(f"{DATA}data0.rdf")
CASES = {
    "query_post_form": Case("POST", DATA0, "query=ASK%20%7B%7D", FORM, True),
    "query_dataset_default_graphs_get": Case(
        "GET", (("query", f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}"), *default(DATA1, DATA2)), expected=True
    ),
    "query_dataset_default_graphs_post": Case(
        "POST", default(DATA1, DATA2), f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}", QUERY, True
    ),
    "query_dataset_named_graphs_post": Case("POST", named(DATA1, DATA2), f"ASK {{ {IN_GRAPHS} }}", QUERY, True),
    "query_dataset_named_graphs_get": Case(
        "GET", (("query", f"ASK {{ {IN_GRAPHS} }}"), *named(DATA1, DATA2)), expected=True
    ),
    "query_dataset_full": Case(
        "POST",
        (*default(DATA3), *named(DATA1, DATA2)),
        f"ASK {{ <{DATA3}> a ?type {IN_GRAPHS} }}",
        QUERY,
        True,
    ),
    "query_multiple_dataset": Case("POST", named(DATA1, DATA2), f"ASK FROM <{DATA3}> {{ {IN_GRAPHS} }}", QUERY, True),
    "query_get": Case("GET", (("query", "ASK {}"), *DATA0), expected=True),
    "query_content_type_select": Case("POST", DATA0, "SELECT (1 AS ?value) {}", QUERY, "rows"),
    "query_content_type_ask": Case("POST", DATA0, "ASK {}", QUERY, "rows"),
    "query_content_type_describe": Case("POST", DATA0, "DESCRIBE <http://example.org/>", QUERY, "RDF"),
    "query_content_type_construct": Case("POST", DATA0, "CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY, "RDF"),
    "query_post_direct": Case("POST", (), "ASK {}", QUERY, True),
    "update_dataset_default_graph": Case("POST", named(DATA1, parameter="using-graph-uri"), INSERT, UPDATE, 403),
    "update_dataset_default_graphs": Case(
        "POST", named(DATA1, DATA2, parameter="using-graph-uri"), INSERT, UPDATE, 403
    ),
    "update_dataset_named_graphs": Case("POST", named(DATA1, parameter="using-named-graph-uri"), INSERT, UPDATE, 403),
    "update_dataset_full": Case(
        "POST",
        (*named(DATA1, parameter="using-graph-uri"), *named(DATA2, parameter="using-named-graph-uri")),
        INSERT,
        UPDATE,
        403,
    ),
    "update_post_form": Case("POST", (), "update=CLEAR+ALL", FORM, 403),
    "update_post_direct": Case("POST", (), "CLEAR ALL", UPDATE, 403),
    "update_base_uri": Case("POST", (), "CLEAR GRAPH <g> ; INSERT DATA { GRAPH <g> { <s> <p> <test> } }", UPDATE, 403),
    "bad_query_method": Case("PUT", (("query", "ASK {}"), *DATA0), None, FORM, 405),
    "bad_multiple_queries": Case("GET", (("query", "ASK {}"), ("query", "SELECT * {}")), expected=400),
    "bad_query_wrong_media_type": Case("POST", (), "ASK {}", "text/plain", 415),
    "bad_query_missing_form_type": Case("POST", (), "query=ASK%20%7B%7D", None, 415),
    "bad_query_missing_direct_type": Case("POST", (), "ASK {}", None, 415),
    "bad_query_non_utf8": Case("POST", (), "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16", 415),
    "bad_query_syntax": Case("GET", (("query", "ASK {"),), expected=400),
    "bad_update_get": Case("GET", (("update", "CLEAR ALL"),), expected=403),
    "bad_multiple_updates": Case("POST", (), "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 403),
    "bad_update_wrong_media_type": Case("POST", (), "CLEAR NAMED", "text/plain", 415),
    "bad_update_missing_form_type": Case("POST", (), "update=CLEAR%20NAMED", None, 415),
    "bad_update_non_utf8": Case("POST", (), "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16", 415),
    "bad_update_syntax": Case("POST", (), "update=CLEAR%20XYZ", FORM, 403),
    "bad_update_dataset_conflict": Case(
        "POST", named("http://example/people", parameter="using-named-graph-uri"), INSERT, UPDATE, 403
    ),
}
ROWS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
RDF = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")


def test_every_case_of_the_w3c_is_here() -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_case_of_the_w3c(server: Running, name: str, path: str) -> None:
    case = CASES[name]
    headers = {} if case.media_type is None else {"Content-Type": case.media_type}
    response = server.request(case.method, path, case.fields, body=case.body, headers=headers)
    media_type = response.headers["Content-Type"].partition(";")[0]
    if isinstance(case.expected, bool):
        assert (response.status, media_type) == (200, ROWS[0]), response.data
        assert response.json()["boolean"] is case.expected
    elif isinstance(case.expected, str):
        assert response.status == 200, response.data
        assert media_type in (ROWS if case.expected == "rows" else RDF)
    else:
        assert (response.status, media_type) == (case.expected, "text/plain"), response.data
        assert len(response.data.split()) > 3  # it says what is wrong


def ask(server: Running, text: str, *more: tuple[str, str]) -> bool:
    response = server.get("/sparql", (("query", text), *more))
    assert response.status == 200, response.data
    truth: bool = response.json()["boolean"]
    return truth


def test_without_a_word_on_the_dataset_the_union_is_asked(server: Running) -> None:
    assert ask(server, f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . ?debate a hg:Debate }}")
    assert ask(server, f"ASK {{ {IN_GRAPHS} }}")


def test_the_query_may_name_its_dataset(server: Running) -> None:
    assert ask(server, f"ASK FROM <{DATA1}> {{ <{DATA1}> a ?type }}")
    assert not ask(server, f"ASK FROM <{DATA1}> {{ <{DATA2}> a ?type }}")
    assert not ask(server, f"ASK FROM <{DATA1}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert ask(server, f"ASK FROM NAMED <{DATA1}> {{ GRAPH ?g {{ <{DATA1}> a ?type }} }}")
    assert not ask(server, f"ASK FROM NAMED <{DATA1}> {{ ?s ?p ?o }}")
    assert not ask(server, f"ASK\nfrom#comment\n<{DATA1}>{{ <{DATA2}> a ?type }}")


def test_a_name_that_says_from_is_no_dataset_clause(server: Running) -> None:
    assert ask(
        server, f"PREFIX from: <{DATA}> ASK {{ ?from a ?FROM . FILTER(?from = from:data1.rdf || 'from' = 'x') }} # FROM"
    )


def test_the_request_overrules_the_query(server: Running) -> None:
    text = f"ASK FROM <{DATA3}> {{ <{DATA1}> a ?type }}"
    assert not ask(server, text)
    assert ask(server, text, ("default-graph-uri", DATA1))
    assert not ask(server, f"ASK FROM <{DATA3}> {{ <{DATA3}> a ?type }}", ("default-graph-uri", DATA1))
    assert not ask(server, "ASK { GRAPH ?g { ?s ?p ?o } }", ("default-graph-uri", DATA1))
    assert not ask(server, "ASK { ?s ?p ?o }", ("named-graph-uri", DATA1))


def test_a_graph_that_is_not_there_is_empty(server: Running) -> None:
    assert not ask(server, "ASK { ?s ?p ?o }", ("default-graph-uri", "http://example.org/nothing"))


@pytest.mark.parametrize("graph", ["no iri", "relative", "<http://example.org/>", ""])
def test_a_graph_has_an_iri(server: Running, graph: str) -> None:
    response = server.get("/sparql", (("query", "ASK {}"), ("default-graph-uri", graph)))
    assert response.status == 400
    assert b"graph" in response.data


def test_a_post_takes_the_dataset_from_the_body_and_the_address(server: Running) -> None:
    body = urlencode((("query", f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type }}"), ("default-graph-uri", DATA2)))
    fields = {"default-graph-uri": DATA1}
    response = server.request("POST", "/sparql", fields, body=body, headers={"Content-Type": FORM})
    assert response.json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "body"), [("?query=ASK%7B%7D", b"ASK{}"), ("", b"\xff\xfe"), ("?default-graph-uri=%ff", b"ASK{}")]
)
def test_a_direct_post_is_one_query_in_utf_8(server: Running, query: str, body: bytes) -> None:
    response = server.request("POST", "/sparql" + query, body=body, headers={"Content-Type": QUERY})
    assert response.status == 400


def test_a_charset_that_is_utf_8_is_taken(server: Running) -> None:
    for charset in ("utf-8", "UTF-8", '"utf-8"'):
        headers = {"Content-Type": f"{QUERY}; charset={charset}"}
        response = server.request("POST", "/sparql", body='ASK { FILTER("é" = "\\u00e9") }'.encode(), headers=headers)
        assert response.json()["boolean"] is True


@pytest.mark.parametrize("body", ["", "query=", "default-graph-uri=http://example.org/"])
def test_a_form_without_a_query_is_refused(server: Running, body: str) -> None:
    response = server.request("POST", "/sparql", body=body, headers={"Content-Type": FORM})
    assert response.status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_told_which_there_are(server: Running, method: str) -> None:
    response = server.request(method, "/sparql", {"query": "ASK {}"})
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_head_has_what_get_has_but_the_body(server: Running) -> None:
    got = server.query("ASK {}")
    head = server.request("HEAD", "/sparql", {"query": "ASK {}"})
    assert (head.status, head.data) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize(
    "text", [INSERT, "LOAD <http://127.0.0.1:9/>", "CLEAR ALL", "DROP SILENT ALL", "DELETE WHERE { ?s ?p ?o }"]
)
def test_an_update_in_the_place_of_a_query_is_none(server: Running, text: str) -> None:
    for response in (
        server.query(text),
        server.request("POST", "/sparql", body=text, headers={"Content-Type": QUERY}),
    ):
        assert response.status == 400
        assert b"read-only" in response.data
    assert not ask(server, "ASK { <http://example.org/s> ?p ?o }")


def test_a_wrong_query_is_shown_its_place(server: Running) -> None:
    response = server.query("SELECT ?a WHERE {\n  ?a ?b ?c .\n  FILTR(?a)\n}")
    assert response.status == 400
    assert b"line 3" in response.data
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_relative_iris_are_those_of_the_endpoint(server: Running) -> None:
    response = server.query("CONSTRUCT { <s> <p> <o> } WHERE {}", "application/n-triples")
    assert response.data.decode() == " ".join(f"<{server.url}/{name}>" for name in "spo") + " .\n"


def test_a_request_without_a_query_gets_the_service_description(server: Running) -> None:
    response = server.get("/sparql", accept="application/n-triples")
    text = response.data.decode()
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert response.status == 200
    assert f"<{server.url}/sparql> <{sd}endpoint> <{server.url}/sparql> ." in text
    assert f"<{sd}supportedLanguage> <{sd}SPARQL11Query> ." in text
    assert f"<{sd}feature> <{sd}UnionDefaultGraph> ." in text
    assert f"<{sd}name> <{DATA1}> ." in text
    assert "_:" not in text
    assert server.get("/sparql").headers["Content-Type"] == "text/turtle; charset=utf-8"
    editor = server.get("/sparql", accept="text/html")
    assert (editor.status, editor.headers["Location"]) == (303, "/editor")


def test_the_address_of_a_query_may_be_long(server: Running) -> None:
    text = "ASK { " + "# ".ljust(20_000, "x") + "\n}"
    assert server.request("GET", f"/sparql?query={quote(text)}").status == 200
