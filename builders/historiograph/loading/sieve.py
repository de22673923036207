"""N-Triples and N-Quads held to the same rules as any RDF file, while a store reads them.

A large file is read once, by the engine's own loader, and no Python object is made of a statement. So the rules of
`rdf` are not asked about every line: a few comparisons over the bytes of a block tell that nearly all of its lines
cannot break one, and only the others are parsed and judged. A line that is laid out unusually is never cleared, so the
sieve finds what `read_rdf` finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Protocol, TypeAlias, cast

import numpy as np
import pyoxigraph as ox

from historiograph.findings import Finding
from historiograph.loading.excerpt import Excerpt
from historiograph.loading.rdf import LONGEST_IRI, faults_of

__all__ = ["Faults", "Sieve"]

_Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
_BLOCK = 1 << 18
_MOST_FINDINGS = 100
"""A file that breaks rules on every line shall not fill the memory with saying so."""


def _table(members: bytes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return byte -> whether it is one of these."""
    table = np.zeros(256, np.bool_)
    table[list(members)] = True
    return table


_ESCAPES = _table(b"uUbf")
_OPENINGS = _table(b" \t\\\xc2\xe1\xe2\xe3")
"""How a text of nothing but white space may begin, after its quotation mark."""
_LAST_OF_INFINITE = _table(b"FN")


class Readable(Protocol):
    """A binary file, as far as it is read."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, none at the end."""


class Faults:
    """What is wrong with the quads of one file: each fault once, where it first occurs."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[tuple[str, str, str], int] = {}

    def note(self, quad: ox.Quad, line: int = 0) -> bool:
        """Note the faults of a quad; return whether it has any."""
        faults = list(faults_of(quad))
        for fault in faults:
            if len(self._found) < _MOST_FINDINGS:
                self._found.setdefault(fault, line)
        return bool(faults)

    def findings(self) -> list[Finding]:
        """Return them as findings."""
        return [
            Finding(code, "violation", message, hint, self._file, line)
            for (code, message, hint), line in self._found.items()
        ]


class Sieve:
    """A binary file to read from, which notes what is wrong with the lines that go through it."""

    def __init__(
        self, source: Readable, faults: Faults, without: str | None = None, excerpt: Excerpt | None = None
    ) -> None:
        """Set the sieve over a file.

        Args:
            source: N-Triples or N-Quads.
            faults: what is wrong goes here.
            without: end of the names of graphs whose quads are left out (as empty lines: the count stays true).
            excerpt: takes what it wants of the lines.
        """
        self._excerpt = excerpt
        self._source = source
        self._faults = faults
        self._without = None if without is None else f"{without}> .\n".encode()
        self._lines = 0
        self._predicates: set[bytes] = set()
        self._rest = b""
        self._ready = memoryview(b"")

    @property
    def file(self) -> IO[bytes]:
        """Itself, for those who ask for a file and only read it."""
        return cast(IO[bytes], self)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, `size` of them at most; none at the end."""
        if not self._ready:
            self._ready = memoryview(self._next_lines())
        wanted = len(self._ready) if size < 0 else size
        given, self._ready = self._ready[:wanted], self._ready[wanted:]
        return bytes(given)

    def _next_lines(self) -> bytes:
        """Read on to the end of a line, look at what was read, and return it."""
        parts, end = [self._rest], 0
        while not end:
            block = self._source.read(_BLOCK)
            if not block:
                break
            end = block.rfind(b"\n") + 1
            parts.append(block[:end] if end else block)
        self._rest = block[end:]
        lines = b"".join(parts)
        if not lines:
            return lines
        if not lines.endswith(b"\n"):
            lines += b"\n"
        if self._without is not None and self._without in lines:
            lines = b"".join(_outside(self._without, lines.splitlines(keepends=True)))
        self._look_at(lines)
        return lines

    def _look_at(self, block: bytes) -> None:
        """Judge those lines of a block that are not surely without fault."""
        text = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(text == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1))
        doubtful = set(np.searchsorted(ends, _doubtful_places(text)).tolist())
        doubtful.update(np.flatnonzero(ends - starts > LONGEST_IRI).tolist())
        # The predicate stands between the first two spaces of a line.
        spaces = np.concatenate((np.flatnonzero(text == ord(" ")), [len(text), len(text)]))
        first = np.searchsorted(spaces, starts)
        until = np.where(spaces[first + 1] < ends, spaces[first + 1], 0)  # nothing, where a line has fewer spaces
        predicates = [block[start:end] for start, end in zip((spaces[first] + 1).tolist(), until.tolist(), strict=True)]
        known = self._predicates.issuperset(predicates)
        for index in sorted(doubtful) if known else range(len(ends)):
            if index in doubtful or predicates[index] not in self._predicates:
                self._judge(block[starts[index] : ends[index]], predicates[index], self._lines + index + 1)
        if self._excerpt is not None:
            for index, predicate in enumerate(predicates):
                if predicate in self._predicates:
                    self._excerpt.add_line(predicate, block[starts[index] : ends[index]])
        self._lines += len(ends)

    def _judge(self, line: bytes, predicate: bytes, number: int) -> None:
        """Parse a line and note what is wrong with it; what is no quad at all, the store's own loader will say."""
        if not line:
            return
        try:
            quads = list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
        except (SyntaxError, ValueError):
            return
        for quad in quads:
            faulty = self._faults.note(quad, number)
            if predicate != f"<{quad.predicate.value}>".encode():
                if self._excerpt is not None:
                    self._excerpt.add(quad)
            elif not faulty:
                self._predicates.add(predicate)


def _outside(graph: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines, and an empty one in the place of each quad that lies in the graph."""
    for line in lines:
        # With no more than three spaces the name is the object of a statement in no graph.
        yield b"\n" if line.endswith(graph) and line.count(b" ") > 3 else line


def _doubtful_places(text: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> _Numbers:
    """Return where, in bytes that end with a line feed, there may be something to find fault with."""
    quotes = np.flatnonzero(text == ord('"'))
    before, after = text[quotes - 1], text[quotes + 1]
    escapes = np.flatnonzero(text == ord("\\"))
    blanks = np.flatnonzero(text == ord("_"))
    lasts = np.flatnonzero(text == 0xEF)
    controls = np.flatnonzero(text < ord(" "))
    return np.concatenate(
        (
            quotes[(before == ord(" ")) & _OPENINGS[after]],
            quotes[_LAST_OF_INFINITE[before] & (after == ord("^"))],
            escapes[_ESCAPES[text[escapes + 1]]],
            blanks[text[blanks + 1] == ord(":")],
            lasts[text[lasts + 1] == 0xBF],
            controls[text[controls] != ord("\n")],
        )
    )
