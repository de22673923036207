"""The graph in other tools' formats, one module a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.errors import NotFoundError
from historiograph.exports.rdf import RDF_FORMATS, to_rdf, triples_to
from historiograph.files import write

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["FORMATS", "RDF_FORMATS", "export", "triples_to", "write"]

FORMATS: Mapping[str, Callable[[KnowledgeGraph, str], bytes]] = dict.fromkeys(RDF_FORMATS, to_rdf)
"""Name of a format -> the function that writes it."""


def export(kg: KnowledgeGraph, format: str) -> bytes:
    """Return the graph in a format.

    Raises:
        NotFoundError: for an unknown format, with the nearest ones.
    """
    if format not in FORMATS:
        raise NotFoundError("export format", format, FORMATS)
    return FORMATS[format](kg, format)
