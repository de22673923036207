"""RDF files of any size, read into a store without keeping a Python object of any statement.

N-Triples and N-Quads go through the engine's own loader, under a `Sieve`; the other syntaxes are parsed statement by
statement, each looked at and let go. Both hold a file to the same rules as `rdf.read_rdf`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import DataError
from historiograph.findings import Finding, Report
from historiograph.loading.excerpt import Excerpt
from historiograph.loading.files import RDF_SUFFIXES, kind_of
from historiograph.loading.rdf import SYNTAXES, syntax_finding
from historiograph.loading.sieve import Faults, Sieve
from historiograph.loading.source import Source, UnreadableError

__all__ = ["DERIVED", "all_rdf", "bulk_load", "is_large"]

DERIVED = "/graph/derived"
"""End of the name of the graph that rules fill."""
_LARGE = 32_000_000
"""Bytes of RDF from which on Python objects of all its statements would cost more than a second and 100 MB."""
_PACKED = 10
"""So many times smaller a gzipped file is, about."""
_BY_LINES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


def all_rdf(files: Sequence[Path]) -> bool:
    """Return whether these are RDF files, and none of them YAML."""
    return all(kind_of(file) in RDF_SUFFIXES for file in files)


def is_large(files: Sequence[Path]) -> bool:
    """Return whether these are RDF files alone, and more than is good to hold as Python objects."""
    sizes = (file.stat().st_size * (_PACKED if file.suffix == ".gz" else 1) for file in files)
    return all_rdf(files) and sum(sizes) > _LARGE


def bulk_load(
    files: Sequence[Path],
    into: ox.Store,
    *,
    keep_derived: bool = False,
    excerpt: Excerpt | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[str]:
    """Read RDF files into a store; what was read before a fault was met stays in it.

    Args:
        files: of any RDF syntax that a dataset folder may have.
        into: the store.
        keep_derived: whether what the files say in a graph `.../graph/derived` is read, too.
        excerpt: takes what it wants of the statements.
        progress: is told again and again how many more bytes were read.

    Returns:
        The SHA-256 of each file's content, unpacked.

    Raises:
        DataError: with every finding, if a file is no RDF or breaks a rule of the house.
        OSError: if the store cannot be written.
    """
    findings: list[Finding] = []
    digests: list[str] = []
    without = None if keep_derived else DERIVED
    for file in files:
        faults = Faults(str(file))
        try:
            with Source(file, progress) as source:
                if SYNTAXES[kind_of(file)] in _BY_LINES:
                    into.bulk_load(Sieve(source, faults, without, excerpt).file, format=SYNTAXES[kind_of(file)])
                else:
                    into.bulk_extend(_statements(file, source, faults, without, excerpt))
                digests.append(source.digest.hexdigest())
        except (SyntaxError, ValueError) as error:
            findings.append(syntax_finding(file, error))
        except UnreadableError as error:
            findings.append(error.finding)
        findings += faults.findings()
    if findings:
        raise DataError(Report.of(findings).findings)
    if excerpt is not None:
        excerpt.finish()
    return digests


def _statements(
    file: Path, source: Source, faults: Faults, without: str | None, excerpt: Excerpt | None
) -> Iterator[ox.Quad]:
    """Parse a file and yield its quads, each looked at."""
    for quad in ox.parse(source.file, format=SYNTAXES[kind_of(file)], base_iri=file.absolute().as_uri()):
        faults.note(quad)
        if without is None or not getattr(quad.graph_name, "value", "").endswith(without):
            if excerpt is not None:
                excerpt.add(quad)
            yield quad
