"""Pushing into servers that fail, and what is said of it; what succeeds is shown on real stores in test_any_store."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from conftest import MINI, Outcome
from historiograph.errors import InputError, OutputError
from historiograph.graph import KnowledgeGraph
from historiograph.store.authentication import Credentials
from historiograph.store.constructing import filled, template_of
from historiograph.store.differences import differences
from historiograph.store.embedded import EmbeddedStore
from historiograph.store.push import push
from historiograph.store.services import find_services
from historiograph.store.transport import Transport
from servers import FakeServer, Reply, Seen

BASE = "https://example.org/"
ONE, TWO, THREE = (f"{BASE}graph/{name}" for name in ("one", "two", "three"))
DONE = Reply("", 204)


def triples(count: int) -> list[ox.Triple]:
    p = ox.NamedNode(f"{BASE}p")
    return [ox.Triple(ox.NamedNode(f"{BASE}{number}"), p, ox.Literal("x" * 100)) for number in range(count)]


class Store:
    """A server that answers by address: what is not named is not there."""

    def __init__(self, **services: Callable[[Seen], Reply]) -> None:
        self._services = services

    def __call__(self, seen: Seen) -> Reply:
        name = seen.path.partition("?")[0].removeprefix("/")
        return self._services[name](seen) if name in self._services else Reply("", 404)


def graph_store(*replies: Reply) -> Callable[[Seen], Reply]:
    """A Graph Store that answers writing as it is told, in order, the last for ever."""
    left = list(replies)

    def answer(seen: Seen) -> Reply:
        if seen.method == "GET":
            return Reply("", 200, "text/turtle")
        return left.pop(0) if len(left) > 1 else left[0]

    return answer


def no_rows(_: Seen) -> Reply:
    return Reply('{"head":{"vars":["graph"]},"results":{"bindings":[]}}')


def test_a_store_that_stops_in_the_middle_says_what_arrived() -> None:
    full = graph_store(DONE, Reply("disk full", 507, "text/plain"))
    with FakeServer(by=Store(store=full)) as server, pytest.raises(OutputError) as caught:
        push({ONE: triples(1), TWO: triples(1), THREE: triples(1)}, BASE, server.base)
    assert str(caught.value) == (
        f"the server failed at the query (507): disk full\n1 of 3 graphs are there ({ONE}); {TWO} was not taken."
        " Push again when that is mended: graphs are replaced as a whole."
    )


def test_a_graph_is_there_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("historiograph.store.push._PART", 500)
    dropped = Reply(then=lambda handler: None)
    said = f"(?s)closed the connection.*0 of 1 graphs are there; {ONE} is there in part"
    with FakeServer(by=Store(store=graph_store(DONE, dropped))) as server, pytest.raises(OutputError, match=said):
        push({ONE: triples(10)}, BASE, server.base)
    writes = [one.method for one in server.seen if "graph=" in one.path]
    assert writes == ["PUT", "POST"], "what changes something is not sent twice"


def test_what_is_too_much_is_halved() -> None:
    taken: list[tuple[str, int]] = []

    def small(seen: Seen) -> Reply:
        if seen.method == "GET":
            return Reply("", 200, "text/turtle")
        if len(seen.body) > 20_000:
            return Reply("too much", 413)
        taken.append((seen.method, seen.body.count("\n")))
        return DONE

    with FakeServer(by=Store(store=small)) as server:
        pushed = push({ONE: triples(400)}, BASE, server.base)
    assert [method for method, _ in taken] == ["PUT", *["POST"] * (len(taken) - 1)]
    assert sum(count for _, count in taken) == 400
    assert not pushed.verified


def test_a_server_that_takes_nothing_is_not_asked_for_ever() -> None:
    with FakeServer(by=Store(store=graph_store(Reply("", 413)))) as server, pytest.raises(InputError, match="too much"):
        push({ONE: triples(400)}, BASE, server.base)
    assert len(server.seen) < 20


def test_a_server_without_a_place_to_write() -> None:
    def sparql(seen: Seen) -> Reply:
        return no_rows(seen) if seen.body.startswith("query=") else Reply("", 400)

    said = "neither a Graph Store nor an update service was found there; name one with --graph-store or --update"
    with FakeServer(by=Store(sparql=sparql)) as server, pytest.raises(InputError, match=said):
        push({ONE: triples(1)}, BASE, f"{server.base}sparql")


def test_what_was_lost_is_no_success() -> None:
    def sparql(seen: Seen) -> Reply:
        if "COUNT" not in seen.body:
            return no_rows(seen)
        return Reply('{"head":{"vars":["count"]},"results":{"bindings":[{"count":{"type":"literal","value":"0"}}]}}')

    said = f"does not have what it was sent: {ONE}: 0 of 1; 1 statements are missing"
    services = Store(store=graph_store(DONE), sparql=sparql)
    with FakeServer(by=services) as server, pytest.raises(OutputError, match=said):
        push({ONE: triples(1)}, BASE, server.base)


def test_blank_nodes_are_refused_before_anything_is_sent() -> None:
    blank = [ox.Triple(ox.BlankNode("b"), ox.NamedNode(f"{BASE}p"), ox.Literal("x"))]
    with FakeServer() as server, pytest.raises(InputError, match="there is a blank node"):
        push({ONE: blank}, BASE, server.base)
    assert server.seen == []


@pytest.mark.parametrize(
    ("given", "there", "found"),
    [
        ("", ("query", "update", "store"), ("query", "store", None)),  # Oxigraph
        ("query", ("query", "update", "store"), ("query", "store", None)),
        ("ds", ("ds/sparql", "ds/query", "ds/update", "ds/data"), ("ds/query", "ds/data", None)),  # Fuseki
        ("ds/update", ("ds/query", "ds/update"), ("ds/query", None, "ds/update")),
        ("repo/x", ("repo/x", "repo/x/statements"), ("repo/x", None, "repo/x/statements")),  # RDF4J, GraphDB
        ("repo/x", ("repo/x", "repo/x/rdf-graphs/service"), ("repo/x", "repo/x/rdf-graphs/service", None)),
        ("sparql", ("sparql", "sparql/gsp"), ("sparql", "sparql/gsp", None)),  # Neptune
        ("x/sparql", (), (None, None, None)),
    ],
)
def test_services_are_found_from_any_of_them(
    given: str, there: tuple[str, ...], found: tuple[str | None, str | None, str | None]
) -> None:
    def service(seen: Seen) -> Reply:
        if seen.method == "GET":
            graphs = ("store?default", "data?default", "service?default", "gsp?default")
            return Reply("", 200, "text/turtle") if seen.path.endswith(graphs) else Reply("", 405)
        wanted = "update" if seen.path.endswith(("update", "statements")) else "query"
        return no_rows(seen) if seen.body.startswith(f"{wanted}=") else Reply("", 400)

    with FakeServer(by=Store(**dict.fromkeys(there, service))) as server:
        services = find_services(server.base + given, Transport(server.base, Credentials()))
    assert tuple(one and one.removeprefix(server.base) for one in services) == found


def test_the_command_names_the_trouble(run: Callable[..., Outcome]) -> None:
    with FakeServer(by=Store(store=graph_store(Reply("read-only", 403, "text/plain")))) as server:
        shown = run("push", server.base, "--data", MINI)
    assert (shown.status, shown.out) == (2, "")
    assert shown.err == f"historiograph: {server.base}store: this is not open to everybody: read-only\n"


def test_progress_is_told(mini: KnowledgeGraph) -> None:
    said: list[str] = []
    with FakeServer(by=Store(store=graph_store(DONE))) as server:
        mini.push(server.base, say=said.append)
    assert any(line.startswith(f"{mini.header.base}graph/derived: ") for line in said)


# --- What came back otherwise ---------------------------------------------------------------------------------


def test_differences_are_told_apart() -> None:
    s, p, g = ox.NamedNode(f"{BASE}s"), ox.NamedNode(f"{BASE}p"), ox.NamedNode(ONE)
    xsd = "http://www.w3.org/2001/XMLSchema#"
    decimal, year = ox.NamedNode(f"{xsd}decimal"), ox.NamedNode(f"{xsd}gYear")
    store = EmbeddedStore()
    store.add(
        ox.Quad(s, p, value, g)
        for value in (ox.Literal("1.5", datatype=decimal), ox.Literal("-145", datatype=year), ox.Literal("kept"))
    )
    sent = [
        *(ox.Literal("1.50", datatype=decimal), ox.Literal("-0145", datatype=year)),
        *(ox.Literal("kept"), ox.Literal("gone", language="en")),
    ]
    found = differences({ONE: [ox.Triple(s, p, value) for value in sent]}, store)
    assert [str(one) for one in found] == [
        '1 value of xsd:gYear (other values): "-0145"^^xsd:gYear became "-145"^^xsd:gYear',
        f'1 statements are missing, such as <{BASE}s> <{BASE}p> "gone"@en',
        '1 value of xsd:decimal (the same numbers): "1.50"^^xsd:decimal became "1.5"^^xsd:decimal',
    ]


# --- CONSTRUCT by way of SELECT -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s <a:q> ?o . ?o <a:r> 'it {?s}' } WHERE { ?s <a:p> ?o }",
        "PREFIX a: <a:> CONSTRUCT WHERE { ?s a:p ?o . ?s ?q ?o }",
        "CONSTRUCT { ?s <a:q> ?o } { ?s <a:p> ?o } ORDER BY DESC(?o) LIMIT 1",
        "CONSTRUCT { ?s <a:q> ?x } WHERE { ?s <a:p> ?o OPTIONAL { ?o <a:p> ?x } }",
    ],
)
def test_a_template_filled_here_is_what_the_engine_fills(query: str) -> None:
    store = EmbeddedStore()
    store.add(
        ox.Quad(ox.NamedNode(f"a:{s}"), ox.NamedNode("a:p"), o, ox.DefaultGraph())
        for s, o in (("1", ox.Literal("one")), ("2", ox.NamedNode("a:1")), ("3", ox.BlankNode("b")))
    )
    template = template_of(query)
    assert template is not None
    assert set(filled(template, store.query(template.select).rows)) == set(store.query(query).triples or ())


@pytest.mark.parametrize("query", ["CONSTRUCT { <a:b> <a:c> 1 } WHERE { ?s ?p ?o }", "CONSTRUCT {", "ASK { ?s ?p ?o }"])
def test_what_is_no_template(query: str) -> None:
    assert template_of(query) is None
