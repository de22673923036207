"""Which sentences of a source text no record points to, section by section: how a curator knows what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.sentences import sentences
from historiograph.source_texts import source_texts
from historiograph.texts import TextFile, read_text

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["SectionCoverage", "Sentence", "coverage"]

_DIVISIONS = """
SELECT ?source ?label ?start ?end WHERE {
  ?division hg:divisionOf ?source ; skos:prefLabel ?label ; oa:start ?start ; oa:end ?end
} ORDER BY ?start
"""
_SPANS = """
SELECT DISTINCT ?source ?start ?end WHERE {
  ?record hg:attestedBy ?passage .
  ?passage oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end
} ORDER BY ?start ?end
"""
_Quadruple: TypeAlias = tuple[ox.NamedNode, ox.Literal, ox.Literal, ox.Literal]
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it is (code points, end exclusive), its text, and whether a passage touches a word of it."""

    start: int
    end: int
    text: str
    covered: bool


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """A titled section of a source text and its sentences."""

    label: str
    sentences: tuple[Sentence, ...]

    @property
    def covered(self) -> int:
        """How many sentences some record points to."""
        return sum(sentence.covered for sentence in self.sentences)


def coverage(kg: KnowledgeGraph, path: Path) -> tuple[SectionCoverage, ...]:
    """Compare a text with the passages that point into it.

    Args:
        kg: the graph whose records' passages count.
        path: the reader's own copy of one of the graph's source texts.

    Returns:
        The text's sections in order; a text without declared sections is one section.

    Raises:
        InputError: if the text cannot be read, or is not the copy that the graph's offsets refer to.
    """
    text = read_text(path)
    source = _source_of(kg, text)
    spans = [(start, end) for start, end in _spans(kg, _SPANS, source)]
    divisions = [
        (str(label.value), int(start.value), int(end.value))
        for _, label, start, end in _literals(kg, _DIVISIONS, source)
    ] or [(text.path.name, 0, len(text.text))]
    return tuple(
        SectionCoverage(label, tuple(_sentences(text.text, start, end, spans))) for label, start, end in divisions
    )


def _source_of(kg: KnowledgeGraph, text: TextFile) -> ox.NamedNode:
    sources = source_texts(kg)
    for source in sources:
        if source.digest == text.sha256:
            return ox.NamedNode(source.iri)
    for source in sources:
        if source.identifier == text.path.name:
            raise InputError(
                f"{text.path}: this is another copy than the one that the passages point into"
                f" (SHA-256 {text.sha256}, wanted {source.digest})"
            )
    raise InputError(f"{text.path}: no source text of this graph has this digest or this name")


def _literals(kg: KnowledgeGraph, query: str, source: ox.NamedNode) -> Iterator[_Quadruple]:
    yield from cast("Iterable[_Quadruple]", kg.solutions(query, {"source": source}).rows)


def _spans(kg: KnowledgeGraph, query: str, source: ox.NamedNode) -> Iterator[tuple[int, int]]:
    for _, start, end in kg.solutions(query, {"source": source}).rows:
        yield int(getattr(start, "value", 0)), int(getattr(end, "value", 0))


def _sentences(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Sentence]:
    for first, last in sentences(text, start, end):
        touched = any(
            one < last and first < other and _WORD.search(text[max(one, first) : min(other, last)])
            for one, other in spans
        )
        yield Sentence(first, last, text[first:last], touched)
