"""One engine asked the twelve questions: python engines.py ENGINE PLACE ROUNDS SECONDS.

Prints a line a question: name, number of rows, and the seconds of each round; or the word why there are none. Whatever
can be forked answers each question in a child process, which is killed when its time is up.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from twelve import QUESTIONS

Ask = Callable[[str], int]


def ours(place: str) -> Ask:
    """`KnowledgeGraph.sparql` on a store on disk."""
    import historiograph as hg

    kg = hg.load(place)
    return lambda query: len(kg.sparql(query))


def memory(place: str) -> Ask:
    """The same over a store in memory, with what was derived as the file says it."""
    import pyoxigraph as ox

    from historiograph.graph import KnowledgeGraph
    from historiograph.store import EmbeddedStore

    store = ox.Store()
    store.bulk_load(path=place, format=ox.RdfFormat.N_QUADS)
    kg = KnowledgeGraph([Path(place)], EmbeddedStore(store))
    return lambda query: len(kg.sparql(query))


def direct(place: str) -> Ask:
    """pyoxigraph, called as its manual says, each row turned to a tuple of terms."""
    import pyoxigraph as ox

    if Path(place).is_dir():
        store = ox.Store.read_only(str(next(Path(place).glob("oxigraph-*"))))
    else:
        store = ox.Store()
        store.bulk_load(path=place, format=ox.RdfFormat.N_QUADS)
    return lambda query: len([tuple(row) for row in store.query(query, use_default_graph_as_union=True)])  # type: ignore[union-attr,arg-type]


def rdflib(place: str) -> Ask:
    """rdflib's own engine on its own store, of N-Triples."""
    import rdflib as library

    graph = library.Graph().parse(place, format="nt")
    return lambda query: len(list(graph.query(query)))


def maplib(place: str) -> Ask:
    """maplib (columns, with polars) on N-Triples."""
    from maplib import Model

    model = Model()
    model.read(place, format="ntriples")
    return lambda query: int(model.query(query).height)


def http(place: str) -> Ask:
    """A SPARQL endpoint, its JSON read."""

    def ask(query: str) -> int:
        body = urllib.parse.urlencode({"query": query}).encode()
        headers = {"Accept": "application/sparql-results+json"}
        request = urllib.request.Request(place, body, headers)  # noqa: S310 - a server of ours
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return len(json.load(answer)["results"]["bindings"])

    return ask


ENGINES = {"ours": ours, "memory": memory, "direct": direct, "rdflib": rdflib, "maplib": maplib, "http": http}


@contextmanager
def _at_most(seconds: float, child: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _rounds(ask: Ask, query: str, rounds: int, clock: Callable[[], float]) -> str:
    times = []
    rows = 0
    for _ in range(rounds):
        start = clock()
        rows = ask(query)
        times.append(clock() - start)
        if sum(times) > 20:
            break
    return f"{rows}\t{' '.join(f'{one:.6f}' for one in times)}"


def main(engine: str, place: str, rounds: int, seconds: float) -> None:
    clock = time.perf_counter if engine == "http" else time.process_time
    ask = ENGINES[engine](place)
    ask("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")  # what is done once is not what is measured
    for name, (_, query) in QUESTIONS.items():
        if engine == "maplib":  # its threads do not survive a fork
            try:
                print(f"{name}\t{_rounds(ask, query, rounds, clock)}", flush=True)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer
                print(f"{name}\t-\t{str(error).splitlines()[0][:60]}", flush=True)
            continue
        sys.stdout.flush()
        child = os.fork()
        if not child:
            try:
                print(f"{name}\t{_rounds(ask, query, rounds, clock)}", flush=True)
            except Exception as error:  # noqa: BLE001
                print(f"{name}\t-\t{type(error).__name__}: {str(error).splitlines()[0][:60]}", flush=True)
            os._exit(0)
        with _at_most(seconds, child):
            _, status = os.waitpid(child, 0)
        if status:
            print(f"{name}\t-\tover {seconds:g} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
