"""A worker process: opens the graph for reading, then answers one job after the other until its pipe is closed.

Oxigraph's Python interface can neither cancel a query nor bound its memory, so the system does both: a timer that the
kernel keeps ends the process when a job takes too long, even in the midst of the engine's own code and even when the
front of the server is no longer there; and a resource limit makes an allocation fail that would go too far.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from historiograph.server import messages
from historiograph.server.answers import Answers
from historiograph.store import EmbeddedStore

__all__ = ["main"]


def main(words: list[str]) -> int:
    """Run a worker; its words are those of `historiograph.server.pool.worker_command`."""
    source, timeout, memory, limit, size = Path(words[0]), float(words[1]), *map(int, words[2:5])
    jobs, answers, log = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"), os.fdopen(os.dup(2), "w")
    _bound_memory(memory)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends the process; a handler would wait for the engine
    desk = Answers(_opened(source), limit, size, [Path(root) for root in words[5:]])
    # What else is printed is no answer, nor is it for the log: a failed allocation writes pages about itself.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    _send(answers, messages.READY)
    while (job := messages.read(jobs)) is not None:
        _set_alarm(timeout)
        try:
            answer = desk.answer(job)
        except Exception as error:  # noqa: BLE001 - a fault in one job is no reason to end the others
            print(f"historiograph: job {job.get('do')}: {type(error).__name__}: {error}", file=log, flush=True)
            answer = messages.plain(500, "this server has a fault: the answer could not be made")
        _set_alarm(0)
        _send(answers, [answer.status, answer.content_type], answer.body)
    return 0


def _opened(source: Path) -> EmbeddedStore:
    """Return the store in a folder, or one in memory with the quads of a file."""
    if source.is_dir():
        return EmbeddedStore.open(source)
    store = EmbeddedStore()
    store.engine.load(path=str(source), format=ox.RdfFormat.N_QUADS)
    return store


def _send(pipe: BinaryIO, head: object, body: bytes = b"") -> None:
    pipe.write(messages.pack(head, body))
    pipe.flush()


def _set_alarm(seconds: float) -> None:
    """Let the kernel end this process after some seconds; 0 for never. Where there is no timer, the front ends it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(mebibytes: int) -> None:
    """Bound what this process may allocate, where the system can (Linux; elsewhere the limit has no effect)."""
    try:
        import resource
    except ImportError:
        return
    bytes_ = mebibytes << 20
    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    if highest == resource.RLIM_INFINITY or bytes_ <= highest:
        resource.setrlimit(resource.RLIMIT_DATA, (bytes_, bytes_))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
