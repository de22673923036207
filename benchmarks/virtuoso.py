"""A Virtuoso 7 of one's own, on loopback, filled by its bulk loader and stopped at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["virtuoso"]

_INI = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
DirsAllowed = {data}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = {folder}
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 60
"""


@contextmanager
def virtuoso(folder: Path, file: Path, memory: int) -> Iterator[tuple[str, float]]:
    """Load N-Quads and yield the query address and the seconds that the load took.

    Args:
        folder: a new folder for its data.
        file: the N-Quads.
        memory: bytes that its page buffers may take.

    Raises:
        RuntimeError: if it is not installed, or does not start or load.
    """
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        raise RuntimeError("no Virtuoso; apt-get install virtuoso-opensource-7-bin virtuoso-opensource-7-common")
    folder.mkdir()
    web, sql = _free_port(), _free_port()
    buffers = memory // 8700  # a page of 8 KB, and what is kept of it
    (folder / "v.ini").write_text(
        _INI.format(folder=folder, data=file.parent, web=web, sql=sql, buffers=buffers, dirty=buffers * 3 // 4)
    )
    server = subprocess.Popen(
        ["virtuoso-t", "+foreground", "+wait", "+configfile", str(folder / "v.ini")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def told(command: str) -> str:
        words = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={command}"]
        asked = subprocess.run(words, capture_output=True, text=True, check=False)
        if asked.returncode or "Error" in asked.stderr:
            raise RuntimeError(asked.stderr.strip() or asked.stdout.strip())
        return asked.stdout

    try:
        _wait_for(f"http://127.0.0.1:{web}/", server)
        start = time.perf_counter()
        told(f"ld_dir('{file.parent}', '{file.name}', 'urn:nowhere');")
        told("rdf_loader_run();")
        told("checkpoint;")
        seconds = time.perf_counter() - start
        if "\n0 Rows" not in (failed := told("SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")):
            raise RuntimeError(f"Virtuoso did not load {file}: {failed}")
        yield f"http://127.0.0.1:{web}/sparql", seconds
    finally:
        server.kill()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("Virtuoso does not start")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
