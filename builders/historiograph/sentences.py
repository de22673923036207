"""The sentences of a text, by the rules of its punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentences"]

_WORD = re.compile(r"\w")
_NO_BRACKETS = str.maketrans(dict.fromkeys("()[]'\"‘’“”", " "))
"""A stray bracket or quotation mark, common in scanned text, would make the segmenter swallow whole paragraphs."""


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence between two offsets that has a word, without the space around it."""
    import sentencex  # a segmenter with its tables is slow to import

    at = start
    for piece in sentencex.segment("en", text[start:end].translate(_NO_BRACKETS)):
        first, last = at, at + len(piece)
        at = last
        shown = text[first:last]
        first += len(shown) - len(shown.lstrip())
        last -= len(shown) - len(shown.rstrip())
        if _WORD.search(text[first:last]):
            yield first, last
