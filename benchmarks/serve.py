"""The endpoint under load, beside Oxigraph's own server and rdflib-endpoint over the same quads.

`wrk` (Debian: apt-get install wrk) asks each server the same query with ten clients for a few seconds, the servers in
turns, and once more while another client sends one endless query after the other. Everything is on the loopback
interface of this machine; server and wrk share its cores. rdflib-endpoint is measured when the variable
RDFLIB_ENDPOINT names a Python that has it (an environment of its own, with oxrdflib); it is no part of ours.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from measure import ROOT

CLIENTS = 10
SECONDS = 2
ROUNDS = 3
TIMEOUT = 5
PREFIXES = """PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
DEBATE = "<https://w3id.org/historiograph/stalinism/debate/origins-of-the-terror>"
QUERIES = {
    "names of the historians": PREFIXES + "SELECT ?name { ?who a hg:Historian ; foaf:name ?name }",
    "answers to a debate, with stances": PREFIXES
    + f"SELECT * {{ ?answer hg:answers {DEBATE} . ?stance hg:onClaim ?answer ; hg:holder ?who ; hg:attitude ?what }}",
    "debates by their number of answers": PREFIXES
    + "SELECT ?debate (COUNT(?answer) AS ?answers) { ?answer hg:answers ?debate } GROUP BY ?debate ORDER BY ?debate",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
RDFLIB_SERVER = """
import sys, uvicorn, rdflib
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(store="Oxigraph", default_union=True)
graph.parse(sys.argv[1], format="ox-nq")
uvicorn.run(SparqlEndpoint(graph=graph, path="/", enable_update=False), port=int(sys.argv[2]), log_level="critical")
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: requests a second, the 99th percentile in milliseconds, and what went wrong."""

    rate: float
    p99: float
    errors: int


@dataclass(frozen=True, slots=True)
class Server:
    """A server to measure: the command that starts it, and the address of its queries."""

    command: Sequence[str]
    address: str


def run() -> None:
    for program in ("wrk", str(Path(sys.executable).with_name("oxigraph"))):
        if shutil.which(program) is None:
            raise RuntimeError(f"{Path(program).name} is missing: apt-get install wrk, pip install oxigraph")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_graph(folder)
        servers = _servers(folder)
        rows: dict[tuple[str, str], Load] = {}
        with _started(servers):
            _compare_answers(servers)
            for query, text in QUERIES.items():
                rows |= {(query, one): load for one, load in _measured(servers, text).items()}
            quick = next(iter(QUERIES))
            for one, server in servers.items():
                with _hostile(server.address):
                    rows[f"{quick}; one client hostile", one] = _wrk(_asking(server.address, QUERIES[quick]))
        _print(rows)


def _write_graph(folder: Path) -> None:
    """Write the curated graph as a store on disk and as N-Quads."""
    sys.path.insert(0, str(ROOT / "builders"))
    import pyoxigraph as ox

    from historiograph.graph import load
    from historiograph.store import EmbeddedStore

    store = load(cached=False).store
    assert isinstance(store, EmbeddedStore)
    store.save(folder / "store")
    store.engine.dump(folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("", "utf-8")


def _servers(folder: Path) -> dict[str, Server]:
    ours, oxigraph, rdflib = _free_port(), _free_port(), _free_port()
    found = {
        "oxigraph serve-read-only": Server(
            [
                str(Path(sys.executable).with_name("oxigraph")),
                *("serve-read-only", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{oxigraph}"),
                *("--union-default-graph", "--timeout-s", str(TIMEOUT)),
            ],
            f"http://127.0.0.1:{oxigraph}/query",
        ),
        "historiograph serve": Server(
            [
                *(sys.executable, "-m", "historiograph", "serve", "--port", str(ours)),
                *("--timeout", str(TIMEOUT), "--site", str(folder / "site")),
            ],
            f"http://127.0.0.1:{ours}/sparql",
        ),
    }
    if python := os.environ.get("RDFLIB_ENDPOINT"):
        found["rdflib-endpoint"] = Server(
            [python, "-c", RDFLIB_SERVER, str(folder / "graph.nq"), str(rdflib)], f"http://127.0.0.1:{rdflib}/"
        )
    else:
        print("\nrdflib-endpoint is left out: RDFLIB_ENDPOINT names no Python that has it.")
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


@contextmanager
def _started(servers: Mapping[str, Server]) -> Iterator[None]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "builders"), "HISTORIOGRAPH_CACHE": "off"}
    started = [
        subprocess.Popen(
            server.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for server in servers.values()
    ]
    try:
        for (name, server), process in zip(servers.items(), started, strict=True):
            _wait_for(name, server, process)
        yield
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(4)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(name: str, server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 90
    while True:
        try:
            _rows(server.address, "SELECT * {}")
            return
        except (OSError, ValueError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{name} did not start: {error}") from None
            time.sleep(0.2)


def _asking(address: str, query: str) -> str:
    return f"{address}?query={quote(query, safe='')}"


def _rows(address: str, query: str) -> list[str]:
    request = urllib.request.Request(_asking(address, query), headers={"Accept": "application/sparql-results+json"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - loopback
        found = json.loads(response.read())
    return sorted(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


def _compare_answers(servers: Mapping[str, Server]) -> None:
    for query, text in QUERIES.items():
        counts = {name: len(_rows(server.address, text)) for name, server in servers.items()}
        if len(set(counts.values())) != 1 or 0 in counts.values():
            raise RuntimeError(f"the servers do not agree on '{query}': {counts}")


def _measured(servers: Mapping[str, Server], query: str) -> dict[str, Load]:
    """Load the servers in turns, and return the medians."""
    seen: dict[str, list[Load]] = {name: [] for name in servers}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            seen[name].append(_wrk(_asking(server.address, query)))
    return {
        name: Load(
            median(one.rate for one in loads), median(one.p99 for one in loads), sum(one.errors for one in loads)
        )
        for name, loads in seen.items()
    }


def _wrk(address: str) -> Load:
    words = ["-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--timeout", "20s", "--latency"]
    accept = "Accept: application/sparql-results+json"
    told = subprocess.run(
        ["wrk", *words, "-H", accept, address], check=True, capture_output=True, text=True, timeout=120
    ).stdout
    rate, p99 = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)
    if rate is None or p99 is None:
        raise RuntimeError(f"wrk said: {told.splitlines()[-1:]}")
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    errors = (int(wrong[1]) if wrong else 0) + (sum(map(int, broken.groups())) if broken else 0)
    unit = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[p99[2]]
    return Load(float(rate[1]), float(p99[1]) * unit, errors)


@contextmanager
def _hostile(address: str) -> Iterator[None]:
    """Have one client send endless queries, one after the other, for as long as this lasts."""
    ended = threading.Event()

    def attack() -> None:
        while not ended.is_set():
            try:
                with urllib.request.urlopen(_asking(address, ENDLESS), timeout=4 * TIMEOUT) as response:  # noqa: S310
                    response.read()
            except OSError:
                continue

    client = threading.Thread(target=attack, daemon=True)
    client.start()
    time.sleep(1)
    yield
    ended.set()  # the last query ends with its server


def _print(rows: dict[tuple[str, str], Load]) -> None:
    floor = {query: load.rate for (query, _), load in reversed(rows.items())}  # the first server's
    print("\n| query | server | requests/s | to the first | p99, ms | errors |\n|---|---|---|---|---|---|")
    for (query, server), load in rows.items():
        ratio = load.rate / floor[query]
        print(f"| {query} | {server} | {load.rate:,.0f} | {ratio:.2f} | {load.p99:,.1f} | {load.errors} |")
    print(f"\n{CLIENTS} clients, {SECONDS} s each; medians of {ROUNDS} rounds, errors summed; last rows: one round.")
