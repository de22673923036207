"""What the dataset in a store says of itself."""

from __future__ import annotations

from historiograph.dataset_header import DatasetHeader
from historiograph.store.solutions import Store

__all__ = ["read_header"]

_HEADER = """
SELECT ?name ?base ?title WHERE {
  ?dataset a void:Dataset ; void:uriSpace ?base ; dcterms:identifier ?name ; dcterms:title ?title
} ORDER BY ?dataset ?title
"""


def read_header(store: Store) -> DatasetHeader:
    """Return name, base IRI and title of the dataset in a store; placeholders where it does not describe itself."""
    rows = store.query(_HEADER, limit=1).rows
    return DatasetHeader(*(getattr(term, "value", "") for term in rows[0])) if rows else DatasetHeader()
