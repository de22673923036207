"""SERVICE is found wherever it is a clause, and nowhere else; and no query makes the server call another one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from historiograph.store.keywords import has_dataset_clause, has_service_clause
from serve.running import Running

BASE = "http://localhost/"
CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "ASK { SERVICE<URL>{} }",
    "ASK { SERVICESILENT<URL>{} }",
    "ASK { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "PREFIX a: <URL> ASK { SERVICE a: { ?s ?p ?o } }",
    "ASK { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) {}",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { # }\n SERVICE <URL> { ?s ?p ?o } # {\n }",
    "ASK { FILTER('#' = '#') SERVICE <URL> { ?s ?p ?o } }",
    # A comparison that a lexer would take for an IRI, which hides where a string begins.
    "ASK { VALUES ?x { 1 } FILTER(?x<'x>') SERVICE <URL> { ?s ?p ?o } } #'",
    "ASK { VALUES (?x ?y) { (<URL> 1) } FILTER(?y<?b||true)SERVICE?x#>\n{ ?s ?p ?o } }",
    "ASK { FILTER('''a'b''c''' != \"SERVICE\") SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE # why\n SILENT <URL> { ?s ?p ?o } }",
    "ASK { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERV\\u0049CE <URL> { ?s ?p ?o } }",
]
INNOCENT = [
    "SELECT ?service { ?service a <http://example.org/service#x> } # SERVICE <URL> {}",
    "ASK { FILTER('SERVICE <URL> {}' != \"service\") }",
    "PREFIX service: <http://example.org/SERVICE/> ASK { service:service a 'x'@service , \"y\"^^service:service }",
    "ASK { <http://example.org/service> <http://service> '''SERVICE <URL> { ?s ?p ?o }''' }",
    "ASK {} # ' SERVICE",
]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Listen on a port, and keep what comes."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as open_socket:

        def accept() -> None:
            while True:
                try:
                    connection, _ = open_socket.accept()
                except OSError:
                    return
                came.append(b"called")
                connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{open_socket.getsockname()[1]}/", came
        open_socket.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize("text", CALLS)
def test_no_query_calls_another_service(server: Running, listener: tuple[str, list[bytes]], text: str) -> None:
    url, came = listener
    response = server.query(text.replace("URL", url))
    assert response.status in (400, 403)
    if "\\u" not in text:
        assert b"SERVICE is refused" in response.data
    assert came == []


def test_the_listener_would_have_noticed(listener: tuple[str, list[bytes]]) -> None:
    """The engine does call out by itself, or the test above could not fail."""
    import pyoxigraph as ox

    url, came = listener
    ox.Store().query(f"ASK {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}")
    assert came == [b"called"]


@pytest.mark.parametrize("text", INNOCENT)
def test_a_word_is_no_clause(server: Running, text: str) -> None:
    assert has_service_clause(text, BASE, {}) is False
    assert server.query(text.replace("URL", "http://127.0.0.1:9/")).status == 200


def test_a_prefix_of_this_name_is_known_beforehand() -> None:
    known = {"service": "http://example.org/", "from": "http://example.org/"}
    assert has_service_clause("ASK { service:a from:b service:c }", BASE, known) is False
    assert has_dataset_clause("ASK { service:a from:b service:c }", BASE, known) is False


@given(
    st.lists(
        st.sampled_from(
            ["SERVICE ", "<http://a>", "'", '"', "#", "\n", "<", ">", "{", "}", "(", ")", "?x", "\\", ".", " "]
        ),
        max_size=14,
    )
)
def test_what_is_let_through_calls_nobody(pieces: list[str]) -> None:
    """Of any text, the engine parses what is let through without needing the word where it stands."""
    text = "ASK { FILTER(?x" + "".join(pieces) + "}"
    if has_service_clause(text, BASE, {}) is False and "SERVICE" in text:
        import pyoxigraph as ox

        assert not ox.Store().query(text.replace("SERVICE", "xervice"), base_iri=BASE)
