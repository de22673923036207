"""A server as a process, and requests to it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from conftest import ROOT

STARTING = 60
Fields = Mapping[str, str] | Sequence[tuple[str, str]]


class Running:
    """A running server.

    Attributes:
        url: its address, without a slash at the end.
        port: its port.
        process: the front.
    """

    def __init__(self, process: subprocess.Popen[str], url: str, said: list[str]) -> None:
        self.process = process
        self.url = url
        self.port = int(url.rsplit(":", 1)[1])
        self.said = said
        self._client = urllib3.PoolManager(retries=False, maxsize=32)

    def request(
        self,
        method: str,
        path: str,
        fields: Fields = (),
        *,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> urllib3.BaseHTTPResponse:
        address = self.url + path + (f"?{urlencode(fields)}" if fields else "")
        return self._client.request(
            method, address, body=body, headers=dict(headers or {}), timeout=timeout, redirect=False
        )

    def get(
        self, path: str, fields: Fields = (), *, accept: str | None = None, **headers: str
    ) -> urllib3.BaseHTTPResponse:
        given = {**headers, **({} if accept is None else {"Accept": accept})}
        return self.request("GET", path, fields, headers=given)

    def query(self, text: str, accept: str | None = None, **more: str) -> urllib3.BaseHTTPResponse:
        return self.get("/sparql", {"query": text, **more}, accept=accept)

    def workers(self) -> list[int]:
        """Return the process ids of its workers."""
        return sorted(_children(self.process.pid))

    def close(self) -> None:
        self._client.clear()


def _children(parent: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            yield int(status.parent.name)


def alive(process: int) -> bool:
    """Return whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def wait_until(true: object, seconds: float = 15) -> None:
    """Wait until a condition holds, and fail if it does not in time."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{true} did not come true within {seconds} seconds"
        time.sleep(0.05)


@contextmanager
def running(*words: str | Path) -> Iterator[Running]:
    """Run `historiograph serve` on a free port, and end it with SIGTERM."""
    command = [sys.executable, "-m", "historiograph", "serve", "--port", "0", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "builders")}
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said: list[str] = []
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            lines.put(line)
        lines.put("")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        server = Running(process, _address(lines), said)
        yield server
        server.close()
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            reader.join(5)
            assert process.stderr is not None
            process.stderr.close()


def _address(lines: queue.Queue[str]) -> str:
    end = time.monotonic() + STARTING
    told = []
    while line := lines.get(timeout=max(0.1, end - time.monotonic())):
        told.append(line)
        if "serving http://" in line:
            return line.split("serving ")[1].split("/ ")[0]
    raise AssertionError(f"the server did not start: {''.join(told)}")
