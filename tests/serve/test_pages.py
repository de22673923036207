"""Questions, things, descriptions and pages: what is at each address, in each form, and what is not there."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.util import find_spec

import pyoxigraph as ox
import pytest

from conftest import MINI, Outcome
from historiograph.queries import catalogue
from serve.conftest import ATTACK, BASE
from serve.running import Running

DEBATE = "why-the-bridge-fell"
QUESTION = "Was the fall of the bridge an accident?"
HTML = "text/html"
TURTLE = "text/turtle"


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def links(self) -> set[str]:
        return {href for tag, given in self.found if tag == "a" and (href := given.get("href"))}


def triples(server: Running, path: str) -> set[ox.Triple]:
    response = server.get(path, accept=TURTLE)
    assert response.status == 200, response.data
    return {quad.triple for quad in ox.parse(response.data, format=ox.RdfFormat.TURTLE, base_iri=BASE)}


# -- questions ---------------------------------------------------------------------------------------------------------


def test_the_catalogue_is_listed_for_people_and_machines(server: Running) -> None:
    listed = server.get("/ask").json()
    assert [one["name"] for one in listed] == list(catalogue())
    assert all(one["address"] == f"{server.url}/ask/{one['name']}" for one in listed)
    assert {f"/ask/{name}" for name in catalogue()} <= Elements(server.get("/ask", accept=HTML).data).links()


def test_the_catalogue_is_described_in_rdf(server: Running) -> None:
    described = find_spec("historiograph.queries.describe") is not None
    for path in ("/ask", "/ask/", "/ask/debates"):
        response = server.get(path, accept="application/n-triples")
        assert response.status == (200 if described else 406)
        if described:
            assert f"<{server.url}/ask/debates> <http://www.w3.org/ns/shacl#select>" in response.data.decode()
        assert (b"/ask/schools" in response.data) == (described and path != "/ask/debates")


def test_every_question_has_a_page_and_no_parameter_called_format(server: Running) -> None:
    for one in catalogue().values():
        page = server.get(f"/ask/{one.name}", accept=HTML)
        assert page.status == 200, one.name
        assert html.escape(one.text, quote=False).encode() in page.data.replace(b"&#39;", b"'").replace(b"&#34;", b'"')
        assert "format" not in [blank.name for blank in one.parameters]


@pytest.mark.parametrize("debate", [DEBATE, QUESTION, QUESTION.upper(), f"{BASE}debate/{DEBATE}", f"debate/{DEBATE}"])
def test_a_parameter_is_a_slug_a_label_or_an_iri(server: Running, debate: str, run: Callable[..., Outcome]) -> None:
    response = server.get("/ask/who-answers", {"debate": debate}, accept="text/csv")
    assert response.status == 200, response.data
    expected = run("ask", "who-answers", "--debate", DEBATE, "--data", MINI, "--format", "csv").out
    assert list(csv.reader(io.StringIO(response.data.decode()))) == list(csv.reader(io.StringIO(expected)))
    assert len(expected.splitlines()) > 3


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "markdown", "html"])
def test_an_answer_has_every_form(server: Running, form: str) -> None:
    response = server.get("/ask/who-answers", {"debate": DEBATE, "format": form})
    assert response.status == 200
    holder = b"Thorne" if form in ("markdown", "html") else f"{BASE}agent/thorne".encode()
    assert holder in response.data


def test_on_a_page_names_lead_to_the_things(server: Running) -> None:
    page = Elements(server.get("/ask/who-answers", {"debate": DEBATE}, accept=HTML).data)
    assert {"/agent/thorne", "/claim/bridge-fell-by-accident", "/vocab/attitude/asserts"} <= page.links()
    assert ("input", DEBATE) in [(tag, given.get("value")) for tag, given in page.found]


def test_a_form_without_its_answers_asks_for_them(server: Running) -> None:
    page = server.get("/ask/who-answers", accept=HTML)
    assert page.status == 200
    assert b"<table" not in page.data
    missing = server.get("/ask/who-answers", accept="text/csv")
    assert missing.status == 400
    assert b"needs `debate`" in missing.data


@pytest.mark.parametrize("accept", ["text/csv", HTML])
@pytest.mark.parametrize(
    ("path", "fields", "status", "said"),
    [
        ("/ask/who-answer", (), 404, "who-answers"),
        ("/ask/who-answers", (("debat", DEBATE),), 400, "debate"),
        ("/ask/who-answers", (("debate", "why-the-bridge-fel"),), 404, DEBATE),
        ("/ask/who-answers", (("debate", DEBATE), ("debate", DEBATE)), 400, "more than once"),
        ("/ask/../../etc", (), 404, ""),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    server: Running, accept: str, path: str, fields: tuple[tuple[str, str], ...], status: int, said: str
) -> None:
    response = server.get(path, fields, accept=accept)
    assert response.status == status
    assert said in response.data.decode()


@pytest.mark.parametrize(
    "value", ['" } DROP ALL #', "> ?x } #", "\\", "\x00", "%", "{{ 7 * 7 }}", "<https://example.org/>", "a" * 5000]
)
def test_a_value_is_nothing_but_a_value(server: Running, value: str) -> None:
    for accept in ("text/csv", HTML):
        response = server.get("/ask/who-answers", {"debate": value}, accept=accept)
        assert response.status in (400, 404)
        assert b"49" not in response.data
    assert server.get("/ask/who-answers", {"debate": DEBATE}).status == 200


# -- things ------------------------------------------------------------------------------------------------------------


def test_a_thing_is_told_of_in_rdf(server: Running) -> None:
    claim = ox.NamedNode(f"{BASE}claim/bridge-fell-by-accident")
    found = triples(server, "/claim/bridge-fell-by-accident")
    assert {one.subject for one in found if one.object == claim} != set()
    assert {one.object for one in found if one.subject == claim} != set()
    assert all(claim in (one.subject, one.object) for one in found)


def test_a_thing_has_a_page_with_its_names_and_neighbours(server: Running) -> None:
    response = server.get("/claim/bridge-fell-by-accident", {"format": "html"})
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    text = response.data.decode()
    assert "<h1>The bridge fell by accident</h1>" in text
    assert f"{BASE}claim/bridge-fell-by-accident" in text
    assert "Somebody" not in text
    links = Elements(response.data).links()
    assert {f"/debate/{DEBATE}", "/topic/flood", "/ontology#Claim", "?format=turtle"} <= links


def test_a_thing_offers_the_questions_that_take_it(server: Running) -> None:
    links = Elements(server.get("/agent/quill", {"format": "html"}).data).links()
    asked = [link for link in links if link.startswith("/ask/") and "agent%2Fquill" in link]
    assert asked
    for link in asked:
        assert server.request("GET", html.unescape(link)).status == 200


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (f"/debate/{DEBATE}", f"/debate/{DEBATE}.html"),
        ("/claim/bridge-fell-by-accident", "/claim/bridge-fell-by-accident.html"),
        ("/agent/quill", "/historian/quill.html"),
        ("/agent/pell", "/actor/pell.html"),
        ("/agent/some-townsfolk", "/party/some-townsfolk.html"),
    ],
)
def test_a_thing_has_the_page_of_the_site(server: Running, path: str, page: str) -> None:
    response = server.get(path, accept=HTML)
    assert (response.status, response.headers["Location"]) == (303, page)
    shown = server.get(page)
    assert shown.status == 200
    for tag, given in Elements(shown.data).found:
        link = given.get("src") if tag == "script" else given.get("href") if tag == "link" else None
        if link and not link.startswith("data:"):
            assert (
                server.get(
                    f"/{link.removeprefix('../')}" if "../" in link else f"{page.rpartition('/')[0]}/{link}"
                ).status
                == 200
            )
    assert triples(server, path)


def test_a_form_by_name_overrules_what_a_browser_says(server: Running) -> None:
    response = server.get(f"/debate/{DEBATE}", {"format": "ntriples"}, accept=HTML)
    assert response.headers["Content-Type"] == "application/n-triples"
    assert server.get(f"/debate/{DEBATE}", {"format": "html"}, accept=HTML).status == 200
    assert server.get(f"/debate/{DEBATE}", {"format": "pdf"}).status == 406


def test_a_graph_is_its_statements(server: Running) -> None:
    found = triples(server, "/graph/derived")
    answer = server.query(f"SELECT ?s ?p ?o {{ GRAPH <{BASE}graph/derived> {{ ?s ?p ?o }} }}").json()
    assert len(found) == len(answer["results"]["bindings"]) > 0
    assert f"{len(found):,} statements" in server.get("/graph/derived", accept=HTML).data.decode()


def test_a_name_with_other_letters_has_its_address(server: Running) -> None:
    assert b"P\xc3\xa9rez" in server.get("/topic/p%C3%A9rez", accept=HTML).data
    assert b"P\xc3\xa9rez" in server.get("/topic/p%C3%A9rez").data


def test_the_words_have_addresses_as_well(server: Running) -> None:
    assert triples(server, "/vocab/attitude/asserts")
    page = server.get("/vocab/attitude/asserts", accept=HTML)
    assert b"asserts" in page.data
    ontology = triples(server, "/ontology")
    assert len(ontology) > 500
    assert b'id="Claim"' in server.get("/ontology", accept=HTML).data


@pytest.mark.parametrize(
    "path", ["/claim/bridge-fell-by-acident", "/stance", "/nothing/here", "/claim/<b>", "/vocab/x"]
)
def test_an_address_of_nothing_is_told_with_the_nearest(server: Running, path: str) -> None:
    response = server.get(path, accept=HTML)
    assert response.status == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    if "acident" in path:
        assert b"bridge-fell-by-accident" in response.data


def test_names_that_attack_are_shown_as_they_are(server: Running) -> None:
    for path in (
        "/claim/attack?format=html",
        "/claim/attack.html",
        "/debate/attack.html",
        "/ask/who-answers?debate=debate/attack",
        "/debate/attack?format=html",
        "/",
        "/ask/debates",
    ):
        response = server.get(path, accept=HTML)
        assert response.status == 200, path
        for tag, given in Elements(response.data).found:
            assert not [name for name in given if name.startswith("on")], path
            assert not (given.get("src") or "").startswith("x"), path
            assert not (given.get("href") or "").lower().startswith(("javascript:", "data:text")), path
            if tag == "script":
                told = given.get("type") in ("application/json", "application/ld+json")
                assert told or re.match(r"(/|\.\./)?static/", given.get("src") or ""), path
        assert b"<script>alert" not in response.data, path
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in server.get("/claim/attack.html").data


def test_a_parameter_that_attacks_is_shown_as_it_is(server: Running) -> None:
    for path, fields in (
        ("/ask/who-answers", {"debate": ATTACK}),
        ("/sparql", {"query": f"SELECT ('''{ATTACK}''' AS ?x) {{}}"}),
        (f"/claim/{ATTACK}", {}),
    ):
        response = server.get(path.replace(" ", "%20").replace('"', "%22"), fields, accept=HTML)
        if response.headers["Content-Type"].startswith("text/html"):
            assert b"<script>alert" not in response.data
        else:
            assert response.headers["X-Content-Type-Options"] == "nosniff"


# -- descriptions and the site -----------------------------------------------------------------------------------------


def test_the_dataset_is_described(server: Running) -> None:
    void = "http://rdfs.org/ns/void#"
    found = triples(server, "/.well-known/void")
    said = {
        (one.predicate.value, getattr(one.object, "value", ""))
        for one in found
        if one.subject == ox.NamedNode(BASE.rstrip("/"))
    }
    assert (f"{void}sparqlEndpoint", f"{server.url}/sparql") in said
    assert (f"{void}uriSpace", BASE) in said
    assert ("http://purl.org/dc/terms/title", QUESTION) in said
    count = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    assert (f"{void}triples", count) in said
    parts = {one.object for one in found if one.predicate.value == f"{void}classPartition"}
    entities = {one.subject: one.object for one in found if one.predicate.value == f"{void}entities"}
    assert parts == entities.keys()
    assert not [one for one in found if isinstance(one.subject, ox.BlankNode)]


def test_the_root_is_the_site_or_the_description(server: Running) -> None:
    assert server.get("/").headers["Content-Type"] == "text/html; charset=utf-8"
    start = server.get("/", accept=HTML).data
    assert QUESTION.encode() in start
    assert {"ask", "editor", "overview.html"} <= Elements(start).links()
    assert server.get("/", accept=TURTLE).headers["Content-Type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/overview.html", "/ask", "/ask/debates", "/claim/attack.html", "/ontology"])
def test_what_has_not_changed_is_not_sent_again(server: Running, path: str) -> None:
    first = server.get(path, accept=HTML)
    assert first.headers["Cache-Control"] == "no-cache"
    again = server.get(path, accept=HTML, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.data) == (304, b"")
    assert server.get(path, accept=HTML, **{"If-None-Match": '"other"'}).status == 200


def test_each_form_has_a_tag_of_its_own(server: Running) -> None:
    tags = {server.get("/claim/attack", {"format": form}).headers["ETag"] for form in ("html", "turtle", "jsonld")}
    assert len(tags) == 3


def test_errors_and_queries_are_not_kept(server: Running) -> None:
    for path in ("/claim/nothing", "/ask/nothing", "/sparql?query=ASK%7B%7D"):
        assert "ETag" not in server.get(path).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/ask", "/claim/attack", "/static/pages.css", "/overview.html"])
def test_nothing_can_be_written(server: Running, method: str, path: str) -> None:
    response = server.request(method, path)
    assert response.status == 405
    assert "GET" in response.headers["Allow"]


def test_links_on_the_pages_lead_somewhere(server: Running) -> None:
    seen: set[str] = set()
    for start in ("/ask", "/claim/bridge-fell-by-accident?format=html", "/agent/thorne?format=html", "/ontology"):
        for link in Elements(server.get(start, accept=HTML).data).links():
            address = link.partition("#")[0]
            if address.startswith("/") and address not in seen:
                seen.add(address)
                assert server.get(address, accept=HTML).status in (200, 303), f"{start}: {link}"
    assert len(seen) > 40


# -- the editor --------------------------------------------------------------------------------------------------------


def test_every_example_of_the_editor_runs_as_it_is(server: Running) -> None:
    page = Elements(server.get("/editor", accept=HTML).data)
    queries = [given["data-query"] or "" for _, given in page.found if "data-query" in given]
    assert len(queries) == len(catalogue())
    for query in queries:
        response = server.request(
            "POST", "/sparql", body=query.encode(), headers={"Content-Type": "application/sparql-query"}
        )
        assert response.status == 200, f"{query}\n{response.data.decode()}"
        prefixes = set(re.findall(r"(?m)^PREFIX ([\w-]+):", query))
        assert prefixes, query


def test_the_editor_knows_the_words_of_the_ontology(server: Running) -> None:
    page = server.get("/editor", accept=HTML).data.decode()
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    words = json.loads(found[1])
    assert words["base"] == BASE
    assert f"{words['prefixes']['hg']}Claim" in words["classes"]
    assert f"{words['prefixes']['hg']}holder" in words["properties"]
