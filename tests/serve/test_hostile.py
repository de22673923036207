"""Clients that are up to no good: what they ask is refused or given up, and all others are served meanwhile."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from urllib3.exceptions import HTTPError

from conftest import Outcome
from serve.conftest import TIMEOUT
from serve.running import Running, alive, running, wait_until

QUICK = "SELECT ?name { ?who a hg:Historian ; foaf:name ?name }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"


def timed(server: Running, text: str) -> tuple[int, float]:
    start = time.monotonic()
    status = server.query(text).status
    return status, time.monotonic() - start


def whole(server: Running) -> Callable[[], bool]:
    """Return whether the server has its two workers, and no more."""
    return lambda: len(server.workers()) == 2


# -- queries -----------------------------------------------------------------------------------------------------------


def test_an_endless_query_is_given_up_in_time_and_its_worker_replaced(server: Running) -> None:
    wait_until(whole(server))
    before = server.workers()
    start = time.monotonic()
    response = server.query(ENDLESS)
    taken = time.monotonic() - start
    assert response.status == 504
    assert f"given up after {TIMEOUT} seconds" in response.data.decode()
    assert "Retry-After" not in response.headers
    assert TIMEOUT - 0.1 <= taken < TIMEOUT + 5
    assert server.query(QUICK).status == 200
    wait_until(whole(server))
    assert len(set(before) & set(server.workers())) == 1


def test_a_query_with_endless_rows_ends_at_the_size_of_its_answer(server: Running) -> None:
    response = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert response.status in (403, 504)
    assert server.query(QUICK).status == 200


def test_a_query_that_wants_all_memory_gets_none_of_the_others(server: Running) -> None:
    response = server.query(GREEDY)
    assert response.status in (500, 504)
    assert b"given up" in response.data or b"memory" in response.data
    assert server.query(QUICK).status == 200


@pytest.mark.parametrize("hostile", [1, 3])
def test_ten_clients_with_hostile_ones_among_them(server: Running, hostile: int) -> None:
    wait_until(whole(server))
    with ThreadPoolExecutor(10) as pool:
        endless = [pool.submit(timed, server, ENDLESS) for _ in range(hostile)]
        time.sleep(0.2)
        quick = [pool.submit(lambda: [timed(server, QUICK) for _ in range(10)]) for _ in range(10 - hostile)]
        answers = [one for future in quick for one in future.result()]
        assert {status for status, _ in answers} == {200}
        assert max(seconds for _, seconds in answers) < TIMEOUT + 8  # at worst all workers are taken for a second
        assert sorted(seconds for _, seconds in answers)[len(answers) // 2] < 1
        assert {future.result()[0] for future in endless} == {504}
    wait_until(whole(server))


def test_more_than_it_can_do_waits_or_is_sent_away_but_never_breaks(server: Running) -> None:
    with ThreadPoolExecutor(30) as pool:
        statuses = {future.result()[0] for future in [pool.submit(timed, server, ENDLESS) for _ in range(12)]}
    assert statuses <= {503, 504}
    wait_until(whole(server))
    assert server.query(QUICK).status == 200


def test_the_query_of_a_client_that_has_gone_is_ended(server: Running) -> None:
    wait_until(whole(server))
    before = server.workers()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        path = "/sparql?query=" + ENDLESS.replace(" ", "%20")
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.4)
    wait_until(lambda: len(set(before) & set(server.workers())) == 1, TIMEOUT - 0.5)
    wait_until(whole(server))
    assert server.query(QUICK).status == 200


def test_a_worker_that_somebody_kills_is_replaced(server: Running) -> None:
    wait_until(whole(server))
    before = server.workers()
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.1)
    assert {server.query(QUICK).status for _ in range(4)} == {200}
    wait_until(lambda: whole(server)() and not set(before) & set(server.workers()))
    assert server.query(QUICK).status == 200


# -- requests ----------------------------------------------------------------------------------------------------------


def test_a_large_body_is_refused(server: Running) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    response = server.request("POST", "/sparql", body=b"ASK {}" + b" " * (1 << 20), headers=headers)
    assert response.status == 413


def test_a_large_body_that_hides_its_size_is_refused(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        try:
            for _ in range(40):
                client.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        except OSError:
            pass  # it has hung up already
        try:
            answer = client.recv(1000)
        except OSError:
            answer = b"HTTP/1.1 413"
    assert b" 413 " in answer + b" "


def test_a_long_address_is_refused(server: Running) -> None:
    response = server.request("GET", "/sparql?query=" + "x" * 40_000)
    assert response.status == 414
    assert b"POST" in response.data


@pytest.mark.parametrize("kind", ["address", "field"])
def test_an_endless_head_is_cut_off(server: Running, kind: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(b"GET /" if kind == "address" else b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
        try:
            for _ in range(200):
                client.sendall(b"x" * 10_000)
            answer = client.recv(1000)
        except OSError:
            answer = b""
    assert answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400")) or answer == b""
    assert server.query(QUICK).status == 200


def test_many_parameters_are_refused(server: Running) -> None:
    assert server.get("/sparql", [("query", "ASK {}"), *(("a", "b") for _ in range(300))]).status == 400


def test_clients_that_say_nothing_are_in_nobodys_way(server: Running) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    try:
        for client in silent[::2]:
            client.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: 100\r\n\r\nASK"
            )
        assert timed(server, QUICK)[0] == 200
    finally:
        for client in silent:
            client.close()


def test_what_is_no_http_gets_an_answer_all_the_same(server: Running) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 100):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            client.sendall(garbage)
            assert client.recv(100)[:12] in (b"HTTP/1.1 400", b"")
    assert server.query(QUICK).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/worker.py",
        "/static/..%2f..%2fworker.py",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/graph.nq",
        "/../graph.nq",
        "//etc/passwd",
        "/static//etc/passwd",
        "/..\\..\\etc\\passwd",
        "/%00",
        "/debate/%00.html",
        "/" + "a" * 5000,
        "/%ff%fe",
        "/%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_no_path_leads_out_of_the_site(server: Running, path: str) -> None:
    for method in ("GET", "HEAD"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            client.sendall(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        status = answer.split(b" ", 2)[1]
        assert status in (b"400", b"404"), answer[:500]
        assert b"root:" not in answer
        assert b"Set-Cookie:" not in answer.partition(b"\r\n\r\n")[0]


# -- other pages in the same browser -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:1234", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost:80@evil.example", 400),
        ('"><script>', 400),
        ("", 400),
    ],
)
def test_only_this_machines_names_are_answered_to(server: Running, host: str, status: int) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(f"GET /ask HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert client.recv(1000).split(b" ", 2)[1] == str(status).encode()


def test_a_proxy_may_call_it_by_its_own_name(data: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("", "utf-8")
    proxy = {"Host": "data.example.org", "X-Forwarded-Proto": "https"}
    with running("--data", data, "--site", tmp_path, "--name", "data.example.org") as server:
        assert b"<https://data.example.org/sparql>" in server.get("/sparql", accept="text/turtle", **proxy).data
        assert server.get("/sparql", Host="other.example.org").status == 421


def test_two_hosts_are_one_too_many(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(b"GET /ask HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
        assert client.recv(1000).startswith(b"HTTP/1.1 400")


def test_scripts_of_other_pages_read_nothing_unless_allowed(server: Running, data: Path, tmp_path: Path) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    assert "Access-Control-Allow-Origin" not in server.get("/sparql", {"query": "ASK {}"}, **origin).headers
    (tmp_path / "index.html").write_text("<!doctype html><title>mine</title>", "utf-8")
    with running("--data", data, "--cors", "--site", tmp_path, "--host", "0.0.0.0") as open_one:  # noqa: S104 - the point
        open_one.url = f"http://127.0.0.1:{open_one.port}"
        for path in ("/sparql?query=ASK%7B%7D", "/sparql?query=nonsense", "/ask", "/claim/attack"):
            response = open_one.get(path, **origin)
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        preflight = {
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        allowed = open_one.request("OPTIONS", "/sparql", headers=preflight)
        assert allowed.status == 200
        assert "POST" in allowed.headers["Access-Control-Allow-Methods"]
        assert b"mine" in open_one.get("/").data
        assert open_one.get("/ask", Host="any.example").status == 200


def test_every_answer_keeps_to_itself(server: Running) -> None:
    for path in ("/", "/ask", "/ask/debates", "/editor", "/sparql", "/sparql?query=x", "/nothing", "/static/pages.css"):
        headers = server.get(path, accept="text/html").headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "frame-ancestors" in headers["Content-Security-Policy"], path
        assert "Server" not in headers, path
    policy = server.get("/claim/attack", accept="text/html").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


# -- starting and ending -----------------------------------------------------------------------------------------------


def outcome(server: Running, text: str) -> object:
    """Return the status of an answer, or the error that came in its place."""
    try:
        return server.query(text).status
    except HTTPError as error:
        return error


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_with_all_its_workers(data: Path, tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "index.html").write_text("", "utf-8")
    with ThreadPoolExecutor(1) as pool, running("--data", data, "--site", tmp_path) as server:
        workers = server.workers()
        assert len(workers) == 2
        busy = pool.submit(outcome, server, ENDLESS)
        time.sleep(0.5)
        server.process.send_signal(number)
        assert server.process.wait(15) == 0
        assert not [worker for worker in workers if alive(worker)]
        assert busy.result(5) != 200
        assert [line for line in server.said if "serving" not in line] == []


def test_workers_end_by_themselves_when_the_front_is_killed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("", "utf-8")
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # a front that is killed leaves its files behind
    with ThreadPoolExecutor(1) as pool, running("--data", data, "--site", tmp_path, "--timeout", "2") as server:
        workers = server.workers()
        pool.submit(outcome, server, ENDLESS)
        time.sleep(0.5)
        server.process.kill()
        server.process.wait(10)
        wait_until(lambda: not [worker for worker in workers if alive(worker)], 6)


def test_it_leaves_no_files(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, room = tmp_path / "site", tmp_path / "room"
    site.mkdir()
    room.mkdir()
    (site / "index.html").write_text("", "utf-8")
    monkeypatch.setenv("TMPDIR", str(room))
    with running("--data", data, "--site", site) as server:
        assert server.query(QUICK).status == 200
        assert list(room.iterdir()) != []
    assert list(room.iterdir()) == []


def test_a_port_in_use_is_said_to_be(run: Callable[..., Outcome], data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--data", data, "--port", port)
    assert ended.status == 2
    assert f"port {port} is in use already; choose another with --port" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--port", "70000"), "is no port"),
        (("--port", "http"), "is no port"),
        (("--timeout", "0"), "is no time"),
        (("--timeout", "nan"), "is no time"),
        (("--workers", "0"), "no number from 1 on"),
        (("--limit", "-1"), "no number from 1 on"),
        (("--host", "a" * 64), "this name is not known"),
        (("--host", "192.0.2.1"), "this machine has no address '192.0.2.1'"),
        (("--site", "nowhere"), "holds no site"),
        (("--data", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(run: Callable[..., Outcome], words: tuple[str, str], said: str) -> None:
    ended = run("serve", "--port", "0", *words)
    assert ended.status == 2
    assert said in ended.err
    assert ended.err.count("\n") == 1
