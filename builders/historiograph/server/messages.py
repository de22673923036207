"""What the front of the server and its workers say to each other over pipes.

A message is a head in JSON and a body in bytes, each after its length in four bytes.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO, NamedTuple

__all__ = ["LENGTHS", "READY", "Answer", "Job", "loads", "pack", "plain", "read", "unpack_lengths"]

LENGTHS = 8
"""So many bytes come first: the length of the head, and of the body."""
READY = "ready"
"""The first message of a worker: it has opened the graph."""
Job = dict[str, Any]
"""What is asked of a worker: `{"do": name, ...}`; see `historiograph.server.answers.JOBS`."""


class Answer(NamedTuple):
    """What becomes of a job: a response of HTTP but for what every response has."""

    status: int
    content_type: str
    body: bytes


def plain(status: int, message: str) -> Answer:
    """Return a message for people as an answer: text that no browser takes for a page."""
    return Answer(status, "text/plain; charset=utf-8", (message.rstrip("\n") + "\n").encode("utf-8"))


def pack(head: Any, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(head).encode("ascii")
    return len(text).to_bytes(4, "big") + len(body).to_bytes(4, "big") + text + body


def unpack_lengths(first: bytes) -> tuple[int, int]:
    """Return the lengths of head and body, from the first bytes of a message."""
    return int.from_bytes(first[:4], "big"), int.from_bytes(first[4:], "big")


def loads(head: bytes) -> Any:
    """Return what a head says."""
    return json.loads(head)


def read(pipe: BinaryIO) -> Any:
    """Return the head of the next message, or None when the other side has gone."""
    first = pipe.read(LENGTHS)
    if len(first) < LENGTHS:
        return None
    head, _ = unpack_lengths(first)
    return loads(pipe.read(head))
