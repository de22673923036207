"""A dataset against the reader's own copies of its texts: are passages what was meant, and are its words its own?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.findings import Finding
from historiograph.loading import Dataset
from historiograph.texts import TextFile, digest, read_text, text_files
from historiograph.validation.copying import check_copying

__all__ = ["check_texts"]

_SOURCES = """
PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?source ?identifier ?digest WHERE {
  ?source a hg:SourceText ; hg:sourceDigest ?digest .
  OPTIONAL { ?source dcterms:identifier ?identifier }
} ORDER BY ?source
"""
_PASSAGES = """
PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?source ?passage ?start ?end ?digest WHERE {
  ?passage oa:hasSource ?source ; oa:hasSelector/oa:start ?start ; oa:hasSelector/oa:end ?end .
  OPTIONAL { ?passage hg:passageDigest ?digest }
} ORDER BY ?passage
"""


def check_texts(dataset: Dataset, authored: ox.Store, places: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each passage that is not what its digest says, and for each text of ours that copies theirs.

    A copy other than the one that the offsets refer to is reported as such, and its passages are left unchecked; words
    are compared with every copy at hand.

    Raises:
        InputError: if a place cannot be read, or a file named is no text of this dataset.
    """
    sources = [tuple(_value(term) for term in row) for row in _rows(authored, _SOURCES)]
    at_hand: dict[str, TextFile] = {}
    copies: list[TextFile] = []
    for path in text_files(places):
        text = read_text(path)
        same = [source for source, _, wanted in sources if wanted == text.sha256]
        named = [source for source, name, _ in sources if name == path.name]
        for source in same:
            at_hand[source] = text
        if same or named:
            copies.append(text)
        if not same and named:
            at = dataset.locate(named[0], ("sourceDigest",))
            yield Finding(
                "text-differs",
                "warning",
                f"{path} is not the copy that the passages point into; they were not checked in it",
                "Use the copy whose SHA-256 is the text's `sourceDigest`.",
                at.file,
                at.line,
                at.column,
                named[0],
            )
        elif not same and path in places:
            raise InputError(f"{path}: no source text of this dataset has this name or this digest")
    yield from check_copying(dataset, authored, copies)
    for row in _rows(authored, _PASSAGES):
        source, passage, start, end, wanted = (_value(term) for term in row)
        if source not in at_hand:
            continue
        span = at_hand[source].text[int(start) : int(end)]
        if digest(span) != wanted:
            at = dataset.locate(passage, ("passageDigest", "start"))
            yield Finding(
                "passage-digest",
                "violation",
                f"characters {start} to {end} of {at_hand[source].path.name} are not the passage that was marked",
                "Mark the passage again: its offsets or its `passageDigest` are wrong.",
                at.file,
                at.line,
                at.column,
                passage,
            )


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    return iter(cast(ox.QuerySolutions, store.query(query, use_default_graph_as_union=True)))


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
