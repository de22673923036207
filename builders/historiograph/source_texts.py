"""Which source texts a graph points into: their IRI, the digest of the copy that was read, and the name of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["SourceText", "source_texts"]

_QUERY = """
SELECT ?source ?digest ?identifier WHERE {
  ?source a hg:SourceText ; hg:sourceDigest ?digest .
  OPTIONAL { ?source dcterms:identifier ?identifier }
} ORDER BY ?source
"""


class SourceText(NamedTuple):
    """A source text: its IRI, the SHA-256 of the copy that passages point into, and that file's name, or ""."""

    iri: str
    digest: str
    identifier: str


def source_texts(kg: KnowledgeGraph) -> list[SourceText]:
    """Return the source texts of a graph, sorted by IRI."""
    return [SourceText(*(getattr(term, "value", "") for term in row)) for row in kg.solutions(_QUERY).rows]
