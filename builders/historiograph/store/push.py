"""A dataset's graphs put into a running store.

Each named graph is replaced as a whole: what an earlier push left in it goes, so pushing twice gives what pushing once
gives, and a push that broke off is mended by the next. Nothing else in the store is touched. Where the store has a
Graph Store (SPARQL 1.1 Graph Store HTTP Protocol), the first part of a graph is PUT and further parts are POSTed;
otherwise SPARQL Update drops the graph and inserts it in batches. Afterwards the store is asked what it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError, OutputError
from historiograph.store.authentication import Credentials
from historiograph.store.binding import serialized
from historiograph.store.differences import Difference, differences
from historiograph.store.failures import TooMuchError
from historiograph.store.remote import RemoteStore
from historiograph.store.services import Services, find_services, graph_request, update_request
from historiograph.store.transport import Transport

__all__ = ["Pushed", "by_graph", "push"]

_PART = 4 << 20
"""Bytes of N-Triples that are sent at once to a Graph Store."""
_BATCH = 256 << 10
"""Bytes that are sent at once as an update, which a server must parse before it does anything."""
_LEAST = 16 << 10
_PATIENCE = 600.0
_COMPARED = 1_000_000
"""Up to so many statements are read back and compared one by one; of more, only the numbers are."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Attributes:
        services: the addresses that were used.
        graphs: named graph -> number of statements in it, as counted by the store afterwards.
        verified: whether the store could be asked at all.
        compared: whether every statement was read back.
        differences: what the store gives back otherwise than it was sent.
        left: graphs of the dataset that an earlier push put there and this one did not; empty if they were dropped.
        dropped: such graphs that were dropped, since `replace` was asked for.
    """

    services: Services
    graphs: Mapping[str, int]
    verified: bool
    compared: bool
    differences: tuple[Difference, ...]
    left: tuple[str, ...]
    dropped: tuple[str, ...]


def push(
    graphs: Mapping[str, Sequence[ox.Triple]],
    base: str,
    address: str,
    *,
    graph_store: str | None = None,
    update: str | None = None,
    replace: bool = False,
    say: Callable[[str], None] = lambda step: None,
) -> Pushed:
    """Put named graphs into a store, each in the place of what the store has under that name.

    Args:
        graphs: name -> its triples, without blank nodes.
        base: of the dataset; the graphs `<base>graph/...` are its own.
        address: of the store: of its queries, its updates, its graphs, or what these have in common.
        graph_store: address of its Graph Store, where it is not found.
        update: address of its update service, to be used rather than a Graph Store.
        replace: whether to drop graphs of the dataset that are there and no longer in it.
        say: told each step.

    Raises:
        InputError: if the store cannot be reached, refuses, or has no service to write to.
        OutputError: if it took a part only, with what arrived; or does not have afterwards what was sent.
    """
    _see_that_all_is_named(graphs)
    credentials = Credentials.from_environment()
    transport = Transport(address, credentials)
    services = find_services(address, transport, graph_store=graph_store, update=update)
    writer = _Writer(transport, services, say)
    if writer.address is None:
        raise InputError(
            f"{address}: neither a Graph Store nor an update service was found there; name one with --graph-store or"
            " --update, and see that the server allows writing"
        )
    done: list[str] = []
    for name, triples in graphs.items():
        say(f"{name}: {len(triples):,} statements")
        try:
            writer.replace(name, triples)
        except HistoriographError as error:
            if not done and not writer.begun:
                raise
            raise _stopped(error, name, done, graphs, begun=writer.begun) from None
        done.append(name)
    if services.query is None:
        return Pushed(services, {name: len(triples) for name, triples in graphs.items()}, False, False, (), (), ())
    store = RemoteStore(services.query, credentials=credentials, timeout=_PATIENCE)
    left = tuple(name for name in store.named(f"{base}graph/") if name not in graphs)
    if replace:
        for name in left:
            say(f"dropping {name}")
            writer.drop(name)
    say("reading back")
    counts = {name: store.count(name) for name in graphs}
    compared = sum(map(len, graphs.values())) <= _COMPARED
    found = differences(graphs, store) if compared else ()
    _see_that_all_is_there(services.query, graphs, counts, found)
    return Pushed(services, counts, True, compared, found, () if replace else left, left if replace else ())


def by_graph(quads: Iterable[ox.Quad], default: str) -> dict[str, list[ox.Triple]]:
    """Return the triples of each graph by its name, sorted.

    What lies in no named graph goes into `default`: some stores have no default graph, and in others it is not ours
    to replace.
    """
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault(getattr(quad.graph_name, "value", default), []).append(quad.triple)
    return dict(sorted(graphs.items()))


class _Writer:
    """Writes graphs by the one service or the other."""

    def __init__(self, transport: Transport, services: Services, say: Callable[[str], None]) -> None:
        self._transport = transport
        self._say = say
        self._graph_store = services.graph_store
        self._update = services.update
        self.address = services.graph_store or services.update
        self.begun = False

    def replace(self, name: str, triples: Sequence[ox.Triple]) -> None:
        self.begun = False
        first = True
        sent = 0
        for part in _parts(triples, _PART if self._graph_store else _BATCH):
            self._send(name, part, first=first)
            first, self.begun = False, True
            sent += len(part)
            if sent < len(triples):
                self._say(f"{name}: {sent:,} of {len(triples):,}")

    def drop(self, name: str) -> None:
        if self._graph_store:
            request = graph_request("DELETE", self._graph_store, name)
        else:
            request = update_request(self._update or "", f"DROP SILENT GRAPH {ox.NamedNode(name)}")
        self._transport.exchange(request, _PATIENCE, lambda answer: answer.all())

    def _send(self, name: str, lines: Sequence[str], *, first: bool) -> None:
        """Send some statements; in halves where the server says that it is too much."""
        try:
            if self._graph_store:
                body = "".join(lines).encode()
                request = graph_request("PUT" if first else "POST", self._graph_store, name, body)
            else:
                graph = ox.NamedNode(name)
                drop = f"DROP SILENT GRAPH {graph} ;\n" if first else ""
                text = f"{drop}INSERT DATA {{ GRAPH {graph} {{\n{''.join(lines)}}} }}" if lines else drop.rstrip(" ;\n")
                request = update_request(self._update or "", text)
            self._transport.exchange(request, _PATIENCE, lambda answer: answer.all())
        except TooMuchError:
            if len(lines) < 2 or sum(map(len, lines)) <= _LEAST:
                raise
            middle = len(lines) // 2
            self._send(name, lines[:middle], first=first)
            self.begun = True
            self._send(name, lines[middle:], first=False)


def _parts(triples: Sequence[ox.Triple], most: int) -> Iterator[list[str]]:
    """Yield lines of N-Triples, together no longer than allowed; one empty part for a graph without any."""
    part: list[str] = []
    length = 0
    for triple in triples:
        line = f"{triple.subject} {triple.predicate} {serialized('object', _object(triple))} .\n"
        size = len(line.encode())
        if part and length + size > most:
            yield part
            part, length = [], 0
        part.append(line)
        length += size
    if part or not triples:
        yield part


def _object(triple: ox.Triple) -> ox.NamedNode | ox.Literal:
    return triple.object  # type: ignore[return-value]


def _see_that_all_is_named(graphs: Mapping[str, Sequence[ox.Triple]]) -> None:
    for name, triples in graphs.items():
        if any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object)):
            raise InputError(
                f"{name}: there is a blank node, which would become another one with every push; give every node an IRI"
            )


def _see_that_all_is_there(
    address: str, graphs: Mapping[str, Sequence[ox.Triple]], counts: Mapping[str, int], found: Sequence[Difference]
) -> None:
    lost = [one for one in found if one.kind == "lost"]
    short = [
        f"{name}: {counts[name]:,} of {len(triples):,}"
        for name, triples in graphs.items()
        if counts[name] != len(triples)
    ]
    if lost or short:
        told = "; ".join([*short, *(str(one) for one in lost)])
        raise OutputError(f"{address}: the store does not have what it was sent: {told}")


def _stopped(
    error: HistoriographError, name: str, done: Sequence[str], graphs: Mapping[str, object], *, begun: bool
) -> OutputError:
    arrived = f"{len(done)} of {len(graphs)} graphs are there" + (f" ({', '.join(done)})" if done else "")
    state = f"{name} is there in part" if begun else f"{name} was not taken"
    return OutputError(f"{error}\n{arrived}; {state}. Push again when that is mended: graphs are replaced as a whole.")
