"""What rules and the folding of names read of a large dataset, kept in memory while the rest goes to the disk.

A store on disk is slow to read at random: on ten million statements the rules would take longer than the load. They
name few of the predicates there are, so what they read is a fifth of a dataset, and fits.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from historiograph.namespaces import RDF_TYPE

__all__ = ["Excerpt"]

_BATCH = 8_000_000
"""Bytes of lines that are handed to the store at a time."""


class Excerpt:
    """The statements with some predicates, or with `rdf:type` and some classes, in a store of their own.

    Attributes:
        store: holds them, after `finish`.
    """

    def __init__(self, predicates: Iterable[str] | None, classes: Iterable[str]) -> None:
        self.store = ox.Store()
        self._all = predicates is None  # a dataset's own rules may read anything
        self._predicates = frozenset(f"<{iri}>".encode() for iri in predicates or ())
        self._classes = frozenset(f"<{iri}>".encode() for iri in classes)
        self._type = f"<{RDF_TYPE}>".encode()
        self._lines: list[bytes] = []
        self._size = 0

    def add_line(self, predicate: bytes, line: bytes) -> None:
        """Take a line of N-Quads, if it has one of the predicates; terms are set apart by one space."""
        if (
            self._all
            or predicate in self._predicates
            or (predicate == self._type and line.split(b" ", 3)[2] in self._classes)
        ):
            self._lines.append(line)
            self._size += len(line)
            if self._size > _BATCH:
                self.finish()

    def add(self, quad: ox.Quad) -> None:
        """Take a quad, if it has one of the predicates."""
        predicate = f"<{quad.predicate.value}>".encode()
        self.add_line(predicate, f"{quad} .".encode())

    def finish(self) -> None:
        """Hand over what still waits."""
        self.store.bulk_load(b"\n".join(self._lines), format=ox.RdfFormat.N_QUADS)
        self._lines.clear()
        self._size = 0
