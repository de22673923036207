"""Servers that tests start, on loopback, in folders of their own: real stores, and one that misbehaves to order."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

__all__ = ["FakeServer", "Reply", "Seen", "Server", "oxigraph", "virtuoso"]

MAX_ROWS = 10_000
"""At so many rows Virtuoso stops here, so that larger answers must be paged in."""


class Server(NamedTuple):
    """A running store: its query address, the address to push to, and who may write."""

    query: str
    push: str
    user: str = ""
    password: str = ""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run `oxigraph serve`, from the PyPI package oxigraph."""
    command = Path(sys.executable).with_name("oxigraph")
    if not command.exists():
        pytest.fail("these tests need the Oxigraph server: pip install oxigraph")
    base = f"http://127.0.0.1:{_free_port()}"
    with _running([str(command), "serve", "-l", str(folder), "--timeout-s", "60", "-b", base[7:]], f"{base}/", folder):
        yield Server(f"{base}/query", f"{base}/")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso 7 from Debian's packages, without a service; its administrator gets a password of this run."""
    command, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if command is None or client is None:
        needed = "virtuoso-opensource-7-bin virtuoso-opensource-7-common"
        pytest.fail(f"these tests need Virtuoso: apt-get install --no-install-recommends {needed}")
    web, sql, password = _free_port(), _free_port(), secrets.token_hex(12)
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, web=web, sql=sql, rows=MAX_ROWS), "utf-8")
    base = f"http://127.0.0.1:{web}"
    with _running([command, "+foreground", "+wait", "+configfile", str(ini)], f"{base}/sparql", folder):
        change = f"user_set_password('dba', '{password}');"
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={change}"], check=True, capture_output=True)
        yield Server(f"{base}/sparql", f"{base}/sparql", "dba", password)


_INI = """
[Database]
DatabaseFile={folder}/v.db
ErrorLogFile={folder}/v.log
LockFile={folder}/v.lck
TransactionFile={folder}/v.trx
xa_persistent_file={folder}/v.pxa
[TempDatabase]
DatabaseFile={folder}/t.db
TransactionFile={folder}/t.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
ServerThreads=8
DirsAllowed={folder}
NumberOfBuffers=20000
MaxDirtyBuffers=15000
[HTTPServer]
ServerPort=127.0.0.1:{web}
ServerRoot={folder}
ServerThreads=6
[SPARQL]
ResultSetMaxRows={rows}
MaxQueryExecutionTime=60
"""


@contextmanager
def _running(command: list[str], address: str, folder: Path) -> Iterator[None]:
    log = folder.parent / f"{folder.name}.log"
    # Virtuoso takes the characters of a constant in a query for those of its locale.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=environment) as process,
    ):
        try:
            deadline = time.monotonic() + 60
            while not _answers(address):
                assert process.poll() is None, f"{command[0]} stopped: {log.read_text('utf-8', 'replace')}"
                assert time.monotonic() < deadline, f"{command[0]} did not start: {log.read_text('utf-8', 'replace')}"
                time.sleep(0.1)
            yield
        finally:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Seen(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


class Reply(NamedTuple):
    """An answer to give.

    Attributes:
        body: what to send.
        status: of HTTP.
        media: the content type.
        headers: further headers.
        then: called with the handler instead of sending the body: what a server should not do.
    """

    body: str = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}}]}}'
    status: int = 200
    media: str = "application/sparql-results+json"
    headers: Mapping[str, str] = {}
    then: Callable[[BaseHTTPRequestHandler], None] | None = None


class _Patient(ThreadingHTTPServer):
    """Says nothing of a client that went away in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class FakeServer:
    """Answers in order what it is told to answer, the last for ever, or what `by` says; remembers what it was asked."""

    def __init__(self, *replies: Reply, by: Callable[[Seen], Reply] | None = None) -> None:
        self.by = by
        self.replies = list(replies) or [Reply()]
        self.seen: list[Seen] = []
        self._server = _Patient(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self._server.server_port}/"
        self.address = f"{self.base}sparql"

    def __enter__(self) -> FakeServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.seen.append(Seen(self.command, self.path, headers, body))
                if server.by is not None:
                    reply = server.by(server.seen[-1])
                else:
                    reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
                with suppress(OSError):
                    if reply.then is not None:
                        reply.then(self)
                        self.close_connection = True
                        return
                    self.send_response(reply.status)
                    self.send_header("Content-Type", reply.media)
                    self.send_header("Content-Length", str(len(reply.body.encode())))
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(reply.body.encode())

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - http.server calls these

            def log_message(self, *_: object) -> None:
                return

        return Handler
