"""Content negotiation, as a table; and what each form then is, as other libraries read it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from historiograph.server.forms import GRAPH_FORMS, HTML, ROW_FORMS, Form, negotiate
from serve.conftest import LIMIT
from serve.running import Running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JSON, XML, CSV, TSV = (form.media_types[0] for form in ROW_FORMS)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "json"),
        ("*/*", "json"),
        (BROWSER, "html"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/xml", "xml"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; header=present", "csv"),
        ("text/tab-separated-values;q=0.5, text/csv;q=0.4", "tsv"),
        ("text/csv;q=0.4,text/tab-separated-values;q=0.5", "tsv"),
        ("text/csv, text/tab-separated-values", "csv"),
        ("text/*", "csv"),
        ("text/*;q=0.1, application/sparql-results+json;q=0.1", "json"),
        ("text/*, text/csv;q=0", "tsv"),
        ("*/*, application/json;q=0, application/sparql-results+json;q=0", "xml"),
        ("*/*;q=0.1, text/csv", "csv"),
        ("text/csv;q=0", None),
        ("application/pdf", None),
        ("text/csv;q=nonsense", None),
        ("nonsense", "json"),
        (", ,", "json"),
        ("text/csv;q=1.5", "csv"),
    ],
)
def test_which_form_is_chosen(accept: str, chosen: str | None) -> None:
    form = negotiate(accept, (*ROW_FORMS, HTML))
    assert (form and form.name) == chosen


def test_a_form_by_name_overrules_the_header() -> None:
    assert negotiate("text/csv", ROW_FORMS, "tsv") == ROW_FORMS[3]
    assert negotiate("text/csv", ROW_FORMS, "turtle") is None


SELECT = "SELECT ?s (STR(?label) AS ?name) { ?s skos:prefLabel ?label } ORDER BY ?s ?name"
CONSTRUCT = "CONSTRUCT { ?s skos:prefLabel ?name } WHERE { ?s skos:prefLabel ?name }"


def rows_in(media_type: str, body: bytes) -> list[list[str]]:
    if media_type == CSV:
        return list(csv.reader(io.StringIO(body.decode("utf-8"))))[1:]
    if media_type == XML:
        space = "{http://www.w3.org/2005/sparql-results#}"
        return [
            [(binding[0].text or "") for binding in result]
            for result in ET.fromstring(body).iter(f"{space}result")  # noqa: S314 - our own
        ]
    if media_type == JSON:
        return [[row[name]["value"] for name in ("s", "name")] for row in json.loads(body)["results"]["bindings"]]
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)
    return [[getattr(term, "value", "") for term in row] for row in found]


@pytest.mark.parametrize("accept", [JSON, XML, CSV, TSV])
def test_the_rows_are_the_same_in_every_form(server: Running, accept: str) -> None:
    response = server.query(SELECT, accept)
    assert response.headers["Content-Type"].partition(";")[0] == accept
    assert response.headers["Vary"] == "Accept"
    expected = rows_in(JSON, server.query(SELECT).data)
    assert len(expected) > 20
    assert rows_in(accept, response.data) == expected


@pytest.mark.parametrize("form", GRAPH_FORMS, ids=lambda form: form.name)
def test_the_triples_are_the_same_in_every_form(server: Running, form: Form) -> None:
    media_type = form.media_types[0]
    response = server.query(CONSTRUCT, media_type)
    assert response.headers["Content-Type"].partition(";")[0] == media_type
    syntax = ox.RdfFormat.from_media_type(media_type)
    assert syntax is not None
    found = {quad.triple for quad in ox.parse(response.data, format=syntax)}
    expected = {quad.triple for quad in ox.parse(server.query(CONSTRUCT).data, format=ox.RdfFormat.TURTLE)}
    assert len(expected) > 20
    assert found == expected


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "html"])
def test_a_truth_value_has_every_form(server: Running, form: str) -> None:
    response = server.query("ASK {}", format=form)
    assert response.status == 200
    assert b"true" in response.data


def test_a_form_that_the_answer_does_not_have_is_not_made_up(server: Running) -> None:
    for text, accept, there in (
        ("SELECT * {}", "text/turtle", b"application/sparql-results+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", b"text/turtle"),
        ("ASK {}", "image/png", b"application/sparql-results+json"),
    ):
        response = server.query(text, accept)
        assert response.status == 406
        assert there in response.data
    assert server.get("/sparql", accept="image/png").status == 406
    assert server.query("ASK {}", format="nonsense").status == 406


def test_a_browser_gets_a_page_of_rows_and_turtle_of_triples(server: Running) -> None:
    assert server.query(SELECT, BROWSER).headers["Content-Type"] == "text/html; charset=utf-8"
    assert server.query(CONSTRUCT, BROWSER).headers["Content-Type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize("accept", [JSON, XML, CSV, TSV, "text/html"])
def test_an_answer_over_the_limit_is_refused_whole(server: Running, accept: str) -> None:
    values = " ".join(str(n) for n in range(10))
    product = " ".join(f"VALUES ?{name} {{ {values} }}" for name in "abcd")
    text = 'SELECT ("a\\r\\n<result>\\n" AS ?text) ?a ?b ?c ?d { %s } LIMIT %d'
    assert server.query(text % (product, LIMIT), accept).status == 200
    response = server.query(text % (product, LIMIT + 1), accept)
    assert response.status == 403
    assert b"3,000 rows" in response.data
    assert b"LIMIT" in response.data


def test_triples_over_the_limit_are_refused_as_well(server: Running) -> None:
    values = " ".join(str(n) for n in range(100))
    where = f"VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} BIND(?a * 100 + ?b AS ?n)"
    assert server.query(f"CONSTRUCT {{ <a:a> <a:a> ?n }} WHERE {{ {where} }}").status == 403
