"""Starting and ending the server: socket, graph, pages, workers."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import logging
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pyoxigraph as ox
import uvicorn

from historiograph.errors import InputError, OutputError
from historiograph.server.app import build_app
from historiograph.server.connections import BoundedConnection
from historiograph.server.pool import Pool, worker_command
from historiograph.server.site import BuiltSite, DrawnSite
from historiograph.store import EmbeddedStore

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.site import Site

__all__ = ["WAYS", "Settings", "serve", "worker_source"]

_IN_MEMORY = 250_000
"""Up to so many quads each worker holds the graph in memory, which answers several times faster than the disk."""
_ON_DISK = 300
"""Bytes that a quad takes on disk, at most."""
WAYS = (
    (
        "ask",
        "Ask a ready question",
        "Who answers a debate, who changed their mind, which figures conflict: as tables and files",
    ),
    ("editor", "Ask in SPARQL", "An editor with every ready question as an example"),
)
"""What the server has besides the drawn pages."""
_CONNECTIONS = 512
_UNKNOWN = "this name is not known; give a name or address of this machine with --host"
_PARTING = 2
"""Seconds that answers under way have when the server is told to end."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve.

    Attributes:
        host: name or address to listen on.
        port: 0 for any that is free.
        names: host names by which it may be called besides its own, when it listens on the loopback interface.
        cors: whether scripts of pages elsewhere may read the answers.
        timeout: seconds that a query may take.
        limit: rows or triples that an answer may have.
        size: bytes that an answer may have.
        workers: queries that may run at the same time, not counting slow ones.
        memory: MiB that each worker may allocate.
        site: folder with the built pages; None to draw each when it is first asked for.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    cors: bool = False
    timeout: float = 30.0
    limit: int = 100_000
    size: int = 64 << 20
    workers: int = 2
    memory: int = 1024
    site: Path | None = None


def serve(kg: KnowledgeGraph, settings: Settings, say: Callable[[str], None]) -> None:
    """Serve a graph until told to end (SIGINT or SIGTERM).

    Args:
        kg: the graph.
        settings: how.
        say: told what to tell the user: what is being done, and the address once it can be visited.

    Raises:
        InputError: if the address cannot be had, the site is none, or the graph is not a local one.
        OutputError: if there is no room for temporary files.
    """
    if settings.site is not None and not (settings.site / "index.html").is_file():
        raise InputError(f"{settings.site}: holds no site (no index.html); give the folder `site` of a build")
    with _listening(settings) as listener, _temporary_folder() as folder:
        source = worker_source(kg, folder)
        site = BuiltSite(settings.site) if settings.site else _drawn(kg, source, say)
        start = worker_command(
            source,
            timeout=settings.timeout,
            memory=settings.memory,
            limit=settings.limit,
            size=settings.size,
            roots=kg.own.roots,
        )
        pool = Pool(start, workers=settings.workers, timeout=settings.timeout)
        app = build_app(pool, site, _names(settings), settings.cors)
        config = uvicorn.Config(
            app,
            http=BoundedConnection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_PARTING,
        )
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # its words are for developers of servers
        try:
            with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
                runner.run(_run(config, pool, listener, lambda: say(_greeting(listener))))
        finally:
            if site is not None:
                site.close()


async def _run(config: uvicorn.Config, pool: Pool, listener: socket.socket, greet: Callable[[], None]) -> None:
    server = _Server(config, greet)
    with server.capture_signals():
        try:
            await pool.open()
            await server.serve(sockets=[listener])
        finally:
            await pool.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready and ends without a word."""

    def __init__(self, config: uvicorn.Config, greet: Callable[[], None]) -> None:
        super().__init__(config)
        self._greet = greet

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self._greet()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM end the server, and nothing else happen; uvicorn raises them again afterwards."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn calls it
        """Begin to end; at once, if told so again."""
        self.force_exit = self.should_exit
        self.should_exit = True


def worker_source(kg: KnowledgeGraph, folder: Path) -> Path:
    """Return what workers open: a file of N-Quads for a small graph, or the folder of a store on disk.

    A store that lies on disk already is linked into the folder, not copied: its files never change, and whoever
    replaces them meanwhile (the cache does, when the data has changed) leaves ours alone.

    Args:
        kg: the graph.
        folder: where to put it.

    Raises:
        InputError: if the graph is at an endpoint.
        OutputError: if it cannot be written.
    """
    store = kg.store
    if not isinstance(store, EmbeddedStore):
        raise InputError("an endpoint is served already, where it is; give local data")
    try:
        if _is_small(store):
            file = folder / "graph.nq"
            store.engine.dump(file, format=ox.RdfFormat.N_QUADS)
            return file
        if store.folder is None:
            store.save(folder / "store")
        else:
            shutil.copytree(store.folder, folder / "store", copy_function=_link)
    except OSError as error:
        raise OutputError(f"{folder}: the graph cannot be put there for the workers: {error.strerror}") from None
    return folder / "store"


def _is_small(store: EmbeddedStore) -> bool:
    """Return whether the graph may be held in memory, without counting the quads of a large one."""
    if store.folder is not None:
        return sum(file.stat().st_size for file in store.folder.iterdir()) <= _IN_MEMORY * _ON_DISK
    return store.size() <= _IN_MEMORY


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target)


def _drawn(kg: KnowledgeGraph, source: Path, say: Callable[[str], None]) -> DrawnSite | None:
    """Begin to draw the pages; a graph too large to be drawn has none."""
    if source.is_dir():
        say("the graph is too large to draw; / leads to the questions")
        return None

    def begin() -> Site:
        from historiograph.exports import triples_to
        from historiograph.views.site import Site

        return Site(kg, triples_to, WAYS)

    return DrawnSite(begin, say)


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Listen, so that nobody else gets the port while the graph is being made ready."""
    host, port = settings.host, settings.port
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address[:2], family=family, backlog=1024)
    except UnicodeError:
        raise InputError(f"cannot listen on {host}: {_UNKNOWN}") from None
    except OSError as error:
        reasons = {
            errno.EADDRINUSE: f"port {port} is in use already; choose another with --port, or 0 for any",
            errno.EACCES: f"port {port} is not for everybody to listen on; choose one above 1023 with --port",
            errno.EADDRNOTAVAIL: f"this machine has no address '{host}'; give one of its own with --host",
        }
        reason = _UNKNOWN if isinstance(error, socket.gaierror) else reasons.get(error.errno or 0, error.strerror)
        raise InputError(f"cannot listen on {host}, port {port}: {reason}") from None
    with listener:
        yield listener


@contextlib.contextmanager
def _temporary_folder() -> Iterator[Path]:
    try:
        folder = tempfile.mkdtemp(prefix="historiograph-")
    except OSError as error:
        raise OutputError(f"{tempfile.gettempdir()}: cannot be written: {error.strerror}") from None
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _names(settings: Settings) -> list[str] | None:
    """Return the names by which a server on the loopback interface may be called; None for one open to others."""
    host = settings.host
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    own = f"[{host}]" if ":" in host else host
    return ["localhost", "127.0.0.1", "[::1]", own, *map(str.lower, settings.names)] if loopback else None


def _greeting(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    return f"serving {address} (SPARQL at {address}sparql); Ctrl-C ends it"
