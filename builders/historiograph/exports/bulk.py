"""The graph as N-Quads and N-Triples of any size, piece by piece, for the bulk loaders of other stores.

A graph that was opened from a store, or is too large to hold, is written as the store gives it: in the store's order,
its numbers in their shortest form; what two graphs say alike is twice in N-Triples. Any other is written from what was
loaded, sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.files import write, writing
from historiograph.lexical import as_written
from historiograph.namespaces import local_name
from historiograph.store import EmbeddedStore

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["LINE_FORMATS", "write_lines", "write_split"]

LINE_FORMATS = {"nquads": ox.RdfFormat.N_QUADS, "ntriples": ox.RdfFormat.N_TRIPLES}


def write_lines(kg: KnowledgeGraph, format: str, path: Path) -> None:
    """Write the graph as "nquads", or what was authored as "ntriples", to a file; gzipped if its name ends in `.gz`.

    Raises:
        OutputError: if it cannot be written; nothing is left behind.
    """
    derived = kg.derived_graph
    with writing(path) as file:
        for name, quads in _graphs(kg):
            if format == "nquads":
                ox.serialize(quads, file, LINE_FORMATS[format])
            elif name != derived:
                ox.serialize((quad.triple for quad in quads), file, LINE_FORMATS[format])


def write_split(kg: KnowledgeGraph, folder: Path) -> int:
    """Write each named graph to a file of its own, `NAME.nt.gz`, and its IRI to `NAME.nt.gz.graph` beside it.

    Virtuoso's loader reads the IRI there; for others, it is for whoever writes the load commands.

    Returns:
        The number of graphs.

    Raises:
        OutputError: if a file cannot be written.
    """
    taken: set[str] = set()
    for name, quads in _graphs(kg):
        stem = local_name(name) or "default"
        file = next(one for one in _numbered(stem) if one not in taken)
        taken.add(file)
        with writing(folder / f"{file}.nt.gz") as content:
            ox.serialize((quad.triple for quad in quads), content, ox.RdfFormat.N_TRIPLES)
        write(folder / f"{file}.nt.gz.graph", f"{name}\n")
    return len(taken)


def _graphs(kg: KnowledgeGraph) -> Iterator[tuple[str, Iterable[ox.Quad]]]:
    """Yield each named graph and its quads, in the order of their names; the default graph has none."""
    if kg.streams and isinstance(kg.store, EmbeddedStore):
        engine = kg.store.engine
        if any(True for _ in engine.quads_for_pattern(None, None, None, ox.DefaultGraph())):
            yield "", map(as_written, engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        for graph in sorted(engine.named_graphs(), key=str):
            yield graph.value, map(as_written, engine.quads_for_pattern(None, None, None, graph))
        return
    statements = sorted({*kg.authored, *kg.derived}, key=lambda quad: (str(quad.graph_name), str(quad)))
    yield from groupby(statements, key=lambda quad: getattr(quad.graph_name, "value", ""))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
