"""Which addresses of a server take queries, graphs and updates, found out from one of them.

A store has up to three services at three addresses that no standard relates: SPARQL query, SPARQL update, and the
Graph Store HTTP Protocol. One address is given; the others are looked for where the stores in wide use have them, by
requests that change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from historiograph.store.addresses import endpoint
from historiograph.store.transport import Request, Transport

__all__ = ["Services", "find_services", "graph_request", "update_request"]

_QUERY = ("query", "sparql")
_GRAPH_STORE = ("store", "data", "sparql-graph-crud-auth", "rdf-graphs/service", "sparql/gsp")
_UPDATE = ("update", "sparql-auth", "statements")
"""Last parts of addresses: Oxigraph, Fuseki, Virtuoso, RDF4J and GraphDB, Neptune."""
_KNOWN = (*_QUERY, *_GRAPH_STORE, *_UPDATE)
_BRIEFLY = 20.0
_RDF = frozenset({"application/n-triples", "text/turtle", "application/rdf+xml", "text/plain"})


class Services(NamedTuple):
    """The addresses of a store, None for what it does not have or where it is not known."""

    query: str | None
    graph_store: str | None
    update: str | None


def find_services(
    address: str, transport: Transport, *, graph_store: str | None = None, update: str | None = None
) -> Services:
    """Find the services of a store.

    Args:
        address: of any of them, or what they have in common.
        transport: to that server.
        graph_store: its Graph Store, if known; nothing else is then looked for to write to.
        update: its update service, if known; likewise.

    Raises:
        InputError: if the server cannot be reached.
    """
    given = endpoint(address).address
    query = _first(given, _QUERY, lambda one: _answers_queries(transport, one))
    if graph_store is None and update is None:
        graph_store = _first(given, _GRAPH_STORE, lambda one: _has_graphs(transport, one))
        if graph_store is None:
            update = _first(given, _UPDATE, lambda one: _takes_updates(transport, one))
    return Services(query, graph_store, update)


def graph_request(method: str, address: str, graph: str, body: bytes = b"") -> Request:
    """Return a request of the Graph Store Protocol (section 4.2) that changes a named graph."""
    joined = f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"
    headers = {"Accept": "*/*", **({"Content-Type": "application/n-triples"} if method in ("PUT", "POST") else {})}
    return Request(method, joined, body, headers, safe=False)


def update_request(address: str, text: str) -> Request:
    """Return a request of the SPARQL 1.1 Protocol (section 2.2.1) for an update."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
    return Request("POST", address, urlencode({"update": text}).encode(), headers, safe=False)


def _first(given: str, names: tuple[str, ...], fits: Callable[[str], bool]) -> str | None:
    """Return the first fitting address: the one given, or one beside or below it."""
    return next((one for one in _candidates(given, names) if fits(one)), None)


def _candidates(given: str, names: tuple[str, ...]) -> list[str]:
    parts = urlsplit(given)
    path = parts.path.rstrip("/")
    known = next((name for name in sorted(_KNOWN, key=len, reverse=True) if path.endswith("/" + name)), None)
    base = path if known is None else path.removesuffix("/" + known)
    paths = [f"{base}/{name}" for name in names]
    # What was given may itself be the service; asked first when its name says so, and else after its parts.
    if known in names:
        paths.insert(0, path)
    else:
        paths.append(parts.path)
    return [urlunsplit(parts._replace(path=one)) for one in dict.fromkeys(paths)]


def _answers_queries(transport: Transport, address: str) -> bool:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
    request = Request("POST", address, urlencode({"query": "ASK {}"}).encode(), headers)
    status, media = transport.probe(request, _BRIEFLY)
    return status in (401, 403) or (status == 200 and "html" not in media)


def _has_graphs(transport: Transport, address: str) -> bool:
    """Ask for the default graph: a graph that need not be there is told from an address that is none (404)."""
    asked = f"{address}{'&' if '?' in address else '?'}default"
    status, media = transport.probe(Request("GET", asked, headers={"Accept": "text/turtle"}), _BRIEFLY)
    if status >= 500:  # Virtuoso has none
        return address.endswith("sparql-graph-crud-auth")
    return status in (401, 403) or (status == 200 and media in _RDF)


def _takes_updates(transport: Transport, address: str) -> bool:
    request = update_request(address, "INSERT DATA { }")
    status, media = transport.probe(request, _BRIEFLY)
    return status in (401, 403, 204) or (status == 200 and "html" not in media)
