"""A store elsewhere: how it is asked, and what is said for each way in which a server fails."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from conftest import Outcome
from historiograph.errors import HistoriographError, InputError, QueryError
from historiograph.graph import load
from historiograph.store import transport
from historiograph.store.authentication import Credentials, digest
from historiograph.store.remote import RemoteStore
from servers import FakeServer, Reply

NOBODY = Credentials()
BEARER = Credentials(token="t0ken")  # noqa: S106
SOMEBODY = Credentials(user="ann", password="s3cret:ü")  # noqa: S106
QUERY = "SELECT ?x { ?s ?p ?x }"
SHOWN = "urn:shown"
"""What the graph of a dataset that describes itself is called by these servers."""


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_PAUSES", (0.01, 0.01, 0.01))
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"HISTORIOGRAPH_{name}", raising=False)


def table(columns: list[str], *rows: list[str], **more: object) -> str:
    found = [{name: {"type": "literal", "value": one} for name, one in zip(columns, row, strict=True)} for row in rows]
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": found}, **more})


DESCRIBED = Reply(
    json.dumps(
        {
            "head": {"vars": ["graph", "base", "shown"]},
            "results": {
                "bindings": [
                    {
                        "graph": {"type": "uri", "value": f"{SHOWN}graph/a"},
                        "base": {"type": "literal", "value": SHOWN},
                        "shown": {"type": "literal", "value": SHOWN},
                    }
                ]
            },
        }
    )
)
"""The answer to a store's first question: here is a dataset, and queries see it."""


@contextmanager
def serving(
    *replies: Reply, credentials: Credentials = NOBODY, **options: float
) -> Iterator[tuple[RemoteStore, FakeServer]]:
    """Run a server that answers the store's own first question well, and then as it is told."""
    with FakeServer(DESCRIBED, *replies) as server:
        store = RemoteStore(server.address, credentials=credentials, **options)  # type: ignore[arg-type]
        assert not store._graphs_sent
        server.seen.clear()
        yield store, server


def failing(*replies: Reply, credentials: Credentials = NOBODY, **options: float) -> str:
    """Return what is said of a server that answers so; a message has no address's secrets and one line."""
    with (
        serving(*replies, credentials=credentials, **options) as (store, _),
        pytest.raises(HistoriographError) as caught,
    ):
        store.query(QUERY)
    said = str(caught.value)
    assert "s3cret" not in said
    assert "\x1b" not in said
    assert "Traceback" not in said
    return said


def raw(*parts: bytes, pause: float = 0) -> Reply:
    """Return a reply of bytes as they are, with pauses between the parts."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)

    return Reply(then=send)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
HANG_UP = raw()


# --- Asking ---------------------------------------------------------------------------------------------------


def test_a_query_travels_as_a_form_with_its_values_in_place() -> None:
    with serving(Reply(table(["o"], ["b"]))) as (store, server):
        found = store.query("SELECT ?x ?o { ?s hg:answers ?x ; ?p ?o }", {"x": ox.Literal("\"}' #")}, limit=5)
    assert (found.variables, found.rows) == (("x", "o"), ((ox.Literal("\"}' #"), ox.Literal("b")),))
    (asked,) = server.seen
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    form = parse_qs(asked.body)
    assert form.keys() == {"query"}
    assert form["query"] == [
        'PREFIX hg: <https://w3id.org/historiograph/ontology#> SELECT  ?o { ?s hg:answers "\\"}\' #" ; ?p ?o }'
    ]


def test_the_four_forms_and_their_formats() -> None:
    triples = '<a:s> <a:p> "one" .\n<a:s> <a:p> "two" .\n'
    with serving(
        Reply('{"head":{},"boolean":true}'),
        Reply(table(["__ASK_RETVAL"], ["1"])),  # Virtuoso's yes
        Reply(triples, media="application/n-triples"),
        Reply("@prefix a: <a:> . a:s a:p 1 , 2 .", media="text/turtle; charset=utf-8"),
        Reply(
            '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
            '<results><result><binding name="x"><uri>a:b</uri></binding></result></results></sparql>',
            media="application/sparql-results+xml",
        ),
    ) as (store, server):
        assert store.query("ASK { ?s ?p ?o }").boolean is True
        assert store.query("ASK { ?s ?p ?o }").boolean is True
        cut = store.query("CONSTRUCT WHERE { ?s ?p ?o }", limit=1)
        assert (len(cut.triples or ()), cut.cut) == (1, True)
        assert len(store.query("DESCRIBE <a:s>").triples or ()) == 2
        assert store.query(QUERY).rows == ((ox.NamedNode("a:b"),),)
    assert [one.headers["accept"].split(",")[0] for one in server.seen] == [
        *["application/sparql-results+json"] * 2,
        *["application/n-triples"] * 2,
        "application/sparql-results+json",
    ]


def test_a_limit_ends_the_reading() -> None:
    start = b'{"head":{"vars":["x"]},"results":{"bindings":[' + b'{"x":{"type":"literal","value":"a"}},' * 4000
    with serving(raw(OK + b"\r\n" + start, *[b" "] * 100, pause=0.1)) as (store, _):
        before = time.monotonic()
        found = store.query(QUERY, limit=2)
        assert (len(found.rows), found.cut) == (2, True)
        assert time.monotonic() - before < 3


def test_truth_is_told_in_words() -> None:
    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    body = json.dumps(
        {
            "head": {"vars": ["x"]},
            "results": {"bindings": [{"x": {"type": "typed-literal", "datatype": boolean, "value": v}} for v in "10"]},
        }
    )
    with serving(Reply(body)) as (store, _):
        assert [str(row[0].value) for row in store.query(QUERY).rows] == ["true", "false"]  # type: ignore[union-attr]


# --- The default graph ----------------------------------------------------------------------------------------


def names(*iris: str) -> Reply:
    rows = [{"graph": {"type": "uri", "value": iri}} for iri in iris]
    return Reply(json.dumps({"head": {"vars": ["graph"]}, "results": {"bindings": rows}}))


def test_graphs_that_the_server_does_not_show_by_itself_are_named_once_found() -> None:
    hidden = Reply(re.sub(r', "shown": \{[^}]*\}(?=\})', "", DESCRIBED.body))
    listed = names("urn:showngraph/a", "urn:showngraph/b", "urn:other/graph/c")
    with FakeServer(hidden, listed, Reply()) as server:
        store = RemoteStore(server.address, credentials=NOBODY)
        store.query(QUERY)
        store.query(QUERY)
        assert store.graphs == ("urn:showngraph/a", "urn:showngraph/b")
    assert len(server.seen) == 4
    for asked in server.seen[2:]:
        form = parse_qs(asked.body)
        assert form["default-graph-uri"] == form["named-graph-uri"] == ["urn:showngraph/a", "urn:showngraph/b"]


def test_graphs_in_the_address_are_taken_as_they_are() -> None:
    with FakeServer() as server:
        RemoteStore(f"{server.address}?default-graph-uri=urn:a&key=1", credentials=NOBODY).query(QUERY)
    (asked,) = server.seen
    assert asked.path == "/sparql?key=1"
    assert parse_qs(asked.body)["default-graph-uri"] == ["urn:a"]


def test_too_many_graphs_to_name_them_all() -> None:
    nothing, no = Reply(table(["graph", "base", "shown"])), Reply('{"head":{},"boolean":false}')
    with (
        FakeServer(nothing, no, names(*(f"urn:{n}" for n in range(501)))) as server,
        pytest.raises(InputError, match=r"empty and it has 501 named graphs.*default-graph-uri"),
    ):
        RemoteStore(server.address, credentials=NOBODY).query(QUERY)


# --- Rows that a server leaves out ----------------------------------------------------------------------------


def test_rows_that_a_server_leaves_out_are_paged_in() -> None:
    def part(*rows: list[str]) -> Reply:
        return Reply(table(["x"], *rows), headers={"X-SPARQL-MaxRows": "2"} if len(rows) == 2 else {})

    pages = [part(["a"], ["b"]), part(["a"], ["b"]), part(["c"], ["d"]), part(["e"]), Reply(table(["rows"], ["5"]))]
    with serving(*pages) as (store, server):
        found = store.query("SELECT ?x { ?s ?p ?x } ORDER BY DESC(?s) LIMIT 9 # all")
    assert [row[0].value for row in found.rows] == list("abcde")  # type: ignore[union-attr]
    asked = [parse_qs(one.body)["query"][0] for one in server.seen]
    assert [re.findall(r"LIMIT 2 OFFSET (\d)$", text) for text in asked[1:4]] == [["0"], ["2"], ["4"]]
    assert all("ORDER BY DESC(?s)  ?x\nLIMIT 9 # all\n" in text for text in asked[1:4])


def test_pages_that_do_not_make_the_whole_are_no_answer() -> None:
    full = Reply(table(["x"], ["a"], ["b"]), headers={"X-SPARQL-MaxRows": "2"})
    with (
        serving(full, full, Reply(table(["x"])), Reply(table(["rows"], ["3"]))) as (store, _),
        pytest.raises(QueryError, match=r"data changed.*2 rows came, of 3"),
    ):
        store.query(QUERY)


def test_pages_without_end_end_with_the_time() -> None:
    full = Reply(table(["x"], ["a"], ["b"]), headers={"X-SPARQL-MaxRows": "2"})
    with serving(full) as (store, _), pytest.raises(QueryError, match=r"given up after 0\.3 seconds"):
        store.query(QUERY, timeout=0.3)


def test_a_limit_below_the_servers_needs_no_pages() -> None:
    with serving(Reply(table(["x"], ["a"], ["b"]), headers={"X-SPARQL-MaxRows": "2"})) as (store, server):
        assert store.query(QUERY, limit=1).cut
    assert len(server.seen) == 1


def test_what_cannot_be_paged_says_so() -> None:
    full = Reply(table(["x"], ["a"], ["b"]), headers={"X-SPARQL-MaxRows": "2"})
    with serving(full) as (store, _), pytest.raises(QueryError, match="at most 2 rows at a time"):
        store.query("SELECT * { ?s ?p ?x }")


# --- Second tries ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [HANG_UP, Reply("", 503), Reply("", 502), Reply("", 429, headers={"Retry-After": "0"})])
def test_a_query_is_asked_again_when_it_may_go_better(bad: Reply) -> None:
    with serving(bad, bad, Reply()) as (store, server):
        assert len(store.query(QUERY).rows) == 1
        assert len(server.seen) == 3


def test_a_query_that_took_too_long_is_not_asked_again() -> None:
    with serving(Reply("", 504)) as (store, server):
        with pytest.raises(HistoriographError, match="504"):
            store.query(QUERY)
        assert len(server.seen) == 1


def test_an_answer_that_broke_off_is_asked_for_again() -> None:
    cut = raw(OK + b"Content-Length: 500\r\n\r\n" + Reply().body.encode()[:40])
    with serving(cut, Reply()) as (store, _):
        assert len(store.query(QUERY).rows) == 1


def test_second_tries_end() -> None:
    with serving(HANG_UP) as (store, server):
        with pytest.raises(InputError, match="closed the connection without a whole answer"):
            store.query(QUERY)
        assert len(server.seen) == 4


# --- Each way in which a server fails -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("who?", 401), "it wants to know who asks; set HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD, or"),
        (Reply("no", 403, "text/plain"), "this is not open to everybody: no"),
        (Reply("", 404), r"\(404\); is it the SPARQL endpoint itself\? Such addresses often end in /sparql or /query"),
        (Reply("", 406), "no result format of the W3C's"),
        (Reply("over 1 MB", 413, "text/plain"), "too much for this server: over 1 MB"),
        (Reply("", 429, headers={"Retry-After": "900"}), "asked too often; try again in 900 seconds"),
        (Reply("", 429), "asked too often; try again later"),
        (Reply("Virtuoso 22023\n\nmore", 500, "text/plain"), r"failed at the query \(500\): Virtuoso 22023$"),
        (Reply("out", 503, "text/plain"), r"not at work or overloaded \(503\): out; try again later"),
        (Reply("I'm a teapot", 418, "text/plain"), "status 418: I'm a teapot"),
        (Reply("no such function", 400, "text/plain"), "does not accept the query: no such function"),
        (Reply("<html><title>Hello</title></html>", media="text/html"), "answers with a web page, not with results"),
        (Reply("<!DOCTYPE html><html>Hello</html>\n"), "answers with a web page"),
        (Reply(Reply().body[:-20]), "the answer breaks off in the middle"),
        (Reply(""), "the answer breaks off in the middle"),
        (Reply("oops"), "not in the format that it says"),
        (
            Reply(Reply().body[:-4] + "The SPARQL operation has been cancelled"),
            "gave up in the middle of its answer: The SPARQL operation has been cancelled",
        ),
        (Reply(status=206), "sent a part of the answer"),
        (Reply(headers={"X-SQL-State": "S1TAT"}), "sent a part of the answer"),
        (Reply("", 302, headers={"Location": "ftp://x/"}), "redirects to something that is no endpoint"),
        (Reply("", 302, headers={"Location": "http://ann:s3cret@x/"}), "redirects to something that is no endpoint"),
        (Reply("", 307, headers={"Location": "/sparql"}), "redirects in circles"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "closed the connection"),
        (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"hea\r\nzz\r\n"), "closed the connection"),
    ],
)  # fmt: skip
def test_one_clear_sentence_for_each_failure(reply: Reply, said: str) -> None:
    assert re.search(said, failing(reply), re.DOTALL)


def test_a_servers_words_cannot_steer_the_terminal() -> None:
    said = failing(Reply("\n\x1b]0;owned\x07\x1b[31mred\u202e\n", 500, "text/plain"))
    assert said.endswith("(500): ]0;owned[31mred")
    long = failing(Reply("<html><body><h1>" + "so long " * 100 + "</h1></body></html>", 500, "text/html"))
    assert len(long) < 320
    assert long.endswith(" ...")


def test_a_credential_that_is_not_accepted() -> None:
    said = failing(Reply("", 401, headers={"WWW-Authenticate": 'Basic realm="x"'}), credentials=SOMEBODY)
    assert "does not accept what HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD, or HISTORIOGRAPH_TOKEN, say" in said
    assert "this user may not do that" in failing(Reply("", 403), credentials=SOMEBODY)


def test_a_syntax_error_is_shown_with_its_place() -> None:
    with serving(Reply("Virtuoso 37000 Error SP030", 400, "text/plain")) as (store, _):
        with pytest.raises(QueryError, match=r"line 2, column \d+.*\n   2 \|  FILTR\(1\) }\n"):
            store.query("SELECT ?x { ?s ?p ?x .\n FILTR(1) }")
        with pytest.raises(QueryError, match="does not accept the query: Virtuoso 37000"):
            store.query("SELECT ?x { ?s ?p ?x }")
        with pytest.raises(QueryError, match="read-only"):
            store.query("INSERT DATA { <a:b> <a:c> 1 }")


def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with pytest.raises(InputError, match="nothing answers there; is the server running, and is the port right"):
        RemoteStore(address, credentials=NOBODY).query(QUERY)


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(InputError, match=r"http://no-such-host\.invalid/sparql: there is no host of this name"):
        RemoteStore("http://no-such-host.invalid/sparql?key=s3cret", credentials=NOBODY).query(QUERY)


def test_a_host_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        store = RemoteStore(f"http://127.0.0.1:{full.getsockname()[1]}/", credentials=NOBODY, timeout=0.3)
        with pytest.raises(InputError, match="no answer from this host"):
            store.query(QUERY)
        for one in waiting:
            one.close()


def test_time_is_up_before_an_answer() -> None:
    with serving(raw(b"", pause=2), timeout=30) as (store, server):
        before = time.monotonic()
        with pytest.raises(QueryError, match=r"given up after 0\.3 seconds"):
            store.query(QUERY, timeout=0.3)
        assert time.monotonic() - before < 1.5
        assert len(server.seen) == 1, "what took too long is not asked again"


@pytest.mark.parametrize("parts", [[b" "] * 100, [b" ", b""]], ids=["trickle", "stall"])
def test_time_is_up_within_an_answer(parts: list[bytes]) -> None:
    with serving(raw(OK + b"\r\n", *parts, pause=0.05 if len(parts) > 2 else 3)) as (store, _):
        before = time.monotonic()
        with pytest.raises(QueryError, match=r"given up after 0\.5 seconds"):
            store.query(QUERY, timeout=0.5)
        assert time.monotonic() - before < 1.5


def test_an_answer_has_a_greatest_length() -> None:
    with (
        serving(Reply(" " * 3_000_000 + Reply().body), most=1 << 20) as (store, _),
        pytest.raises(QueryError, match="longer than 1 MiB"),
    ):
        store.query(QUERY)


# --- TLS ------------------------------------------------------------------------------------------------------


def test_no_tls_where_it_is_asked_for() -> None:
    with FakeServer() as server, pytest.raises(InputError, match="does not speak TLS there; should the address begin"):
        RemoteStore(server.address.replace("http:", "https:"), credentials=NOBODY).query(QUERY)


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl is not None, "this test needs openssl: apt-get install openssl"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "certificate.pem")]
    subprocess.run([openssl, *made, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    with FakeServer() as server:
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
        with pytest.raises(InputError, match=r"certificate is not trusted \(self.signed certificate\)"):
            RemoteStore(server.address.replace("http:", "https:"), credentials=NOBODY).query(QUERY)


# --- Who we are -----------------------------------------------------------------------------------------------


def test_a_password_is_sent_only_when_asked_for() -> None:
    challenge = Reply("", 401, headers={"WWW-Authenticate": 'Basic realm="store"'})
    with serving(challenge, Reply(), credentials=SOMEBODY) as (store, server):
        assert store.query(QUERY).rows
        assert store.query(QUERY).rows
    said = [one.headers.get("authorization") for one in server.seen]
    assert said == [None, *["Basic YW5uOnMzY3JldDrDvA=="] * 2]


def test_a_digest_hides_the_password() -> None:
    challenge = (
        'Digest realm="SPARQL", nonce="f7102c75", opaque="5e", stale="false", qop="auth,auth-int", algorithm="MD5"'
    )
    ask = Reply("", 401, headers={"WWW-Authenticate": challenge})
    with serving(ask, Reply(), ask, credentials=SOMEBODY) as (store, server):
        assert store.query(QUERY).rows
        with pytest.raises(InputError, match="does not accept what HISTORIOGRAPH_USER"):
            store.query(QUERY)
    first, second, third = [one.headers.get("authorization", "") for one in server.seen]
    assert first == ""
    assert re.match(r'Digest username="ann", realm="SPARQL", nonce="f7102c75", uri="/sparql", cnonce="\w{32}"', second)
    assert (second[-11:], third[-11:]) == ("nc=00000001", "nc=00000002")


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digests_are_those_of_the_rfc(algorithm: str, response: str) -> None:
    """RFC 7616, section 3.9.1."""
    challenge = {"realm": "http-auth@example.org", "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"}
    said = digest(
        Credentials("Mufasa", "Circle of Life"),
        {**challenge, "algorithm": algorithm, "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"},
        "GET",
        "http://www.example.org/dir/index.html",
        1,
        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    assert f'response="{response}"' in said
    assert 'uri="/dir/index.html"' in said


def test_a_token_is_sent_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISTORIOGRAPH_TOKEN", "t0ken")
    with FakeServer() as server:
        RemoteStore(f"{server.address}?default-graph-uri=urn:a").query(QUERY)
    assert [one.headers["authorization"] for one in server.seen] == ["Bearer t0ken"]


def test_credentials_go_to_no_other_server() -> None:
    challenge = Reply("", 401, headers={"WWW-Authenticate": 'Basic realm="theirs"'})
    with FakeServer(challenge) as other:
        there = other.address.replace("127.0.0.1", "localhost")
        with (
            serving(Reply("", 307, headers={"Location": there}), credentials=BEARER) as (
                store,
                own,
            ),
            pytest.raises(InputError, match="credentials go to no other server; give this address itself"),
        ):
            store.query(QUERY)
    assert own.seen[0].headers["authorization"] == "Bearer t0ken"
    assert [one.headers.get("authorization") for one in other.seen] == [None]


def test_a_redirect_keeps_the_query() -> None:
    with serving(Reply("", 301, headers={"Location": "/moved/here"}), Reply()) as (store, server):
        assert store.query(QUERY).rows
    assert [(one.method, one.path) for one in server.seen] == [("POST", "/sparql"), ("POST", "/moved/here")]
    assert server.seen[0].body == server.seen[1].body


@pytest.mark.parametrize(
    "address",
    [
        "http://ann:s3cret@127.0.0.1/sparql",
        "https://s3cret@host/",
        "http://",
        "http:///sparql",
        "http://a b/",
        "http://a:x/",
    ],
)
def test_an_address_with_a_password_or_without_a_host_is_refused(address: str) -> None:
    with pytest.raises(InputError) as caught:
        load(address)
    assert "s3cret" not in str(caught.value)


def test_a_line_break_in_a_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISTORIOGRAPH_TOKEN", "a\r\nX-Evil: 1")
    with pytest.raises(InputError, match="HISTORIOGRAPH_TOKEN holds a line break"):
        load("http://127.0.0.1/sparql")


# --- The face of it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("check",), ("build", "-o", "/nowhere")])
def test_what_needs_files_says_so(run: Callable[..., Outcome], words: tuple[str, ...]) -> None:
    shown = run(*words, "--data", "http://127.0.0.1:9/sparql?key=s3cret")
    assert shown.status == 2
    assert "http://127.0.0.1:9/sparql: an endpoint has no files; this needs the dataset's own folder" in shown.err
    assert "s3cret" not in shown.err


def test_an_endpoint_and_a_file_make_no_dataset(run: Callable[..., Outcome]) -> None:
    shown = run("ask", "debates", "--data", "http://127.0.0.1:9/", "--data", "x.ttl")
    assert (shown.status, shown.out) == (2, "")
    assert "given alone" in shown.err


def test_a_failure_is_one_line_on_the_command_line(run: Callable[..., Outcome]) -> None:
    with FakeServer(Reply("no", 403, "text/plain")) as server:
        shown = run("sparql", QUERY, "--data", server.address)
    assert shown.status == 2
    assert shown.err == f"historiograph: {server.address}: this is not open to everybody: no\n"


def test_local_questions_import_nothing_for_the_network(tmp_path: Path) -> None:
    import sys

    code = (
        "import sys; from historiograph.cli.main import main; main(['ask', 'debates']);"
        " print(sorted({'urllib3', 'http.client', 'ssl', 'rdflib'} & sys.modules.keys()), file=sys.stderr)"
    )
    for _ in range(2):  # the second time the store comes out of the cache
        shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stderr.splitlines()[-1] == "[]"


def test_a_graph_that_has_no_possible_name() -> None:
    with FakeServer() as server, pytest.raises(InputError, match="'no iri' cannot be the name of a graph"):
        RemoteStore(f"{server.address}?default-graph-uri=no%20iri", credentials=NOBODY).size()
