"""The graph in other tools' formats, one module a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.errors import InputError, NotFoundError
from historiograph.exports.alignments import ALIGNED, to_model
from historiograph.exports.description import to_schema_org, to_void
from historiograph.exports.nanopub import to_nanopublications
from historiograph.exports.rdf import RDF_FORMATS, to_rdf, triples_to
from historiograph.files import write

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["FORMATS", "RDF_FORMATS", "export", "triples_to", "write"]

FORMATS: Mapping[str, Callable[..., bytes]] = {
    **dict.fromkeys(RDF_FORMATS, to_rdf),
    **dict.fromkeys(ALIGNED, to_model),
    "nanopub": to_nanopublications,
    "schemaorg": to_schema_org,
    "void": to_void,
}
"""Name of a format -> the function that writes it."""


def export(kg: KnowledgeGraph, format: str, context: str = "inline") -> bytes:
    """Return the graph in a format.

    Args:
        kg: the graph.
        format: the format's name.
        context: of JSON-LD: "inline", or "reference" for one that readers fetch.

    Raises:
        NotFoundError: for an unknown format, with the nearest ones.
        InputError: for a context that is neither, or another format's.
    """
    if format not in FORMATS:
        raise NotFoundError("export format", format, FORMATS)
    if context == "inline":
        return FORMATS[format](kg, format)
    if format != "jsonld" or context != "reference":
        raise InputError(f"a context is for jsonld, 'inline' or by 'reference'; not '{context}' for {format}")
    return to_rdf(kg, format, context)
