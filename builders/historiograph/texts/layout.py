"""How a text is laid out: its paragraphs, its titled sections, its pages."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

__all__ = ["Division", "Page", "TextFile", "digest", "divisions_by_headings", "page_of", "paragraph_of", "paragraphs"]

_BREAK = re.compile(r"(?:[^\S\n]*\n){2,}[^\S\n]*|\s*\f\s*")
_LONGEST_HEADING = 100
_NUMBER = re.compile(r"(?:[0-9]+|[IVXLC]+)(?:\.[0-9]+)*[.:)]?\s+")
_END_OF_A_SENTENCE = tuple(".,;:!…。।؟?")


class Page(NamedTuple):
    """A page: where it begins (code points), its place in the file from 1, and the name printed on it, or ""."""

    start: int
    number: int
    label: str


class Division(NamedTuple):
    """A titled section: its heading and where it begins and ends (code points, end exclusive)."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text at hand.

    Attributes:
        path: where it lies.
        sha256: digest of the file's bytes, lower-case hexadecimal.
        text: its characters in Unicode normalisation form C, which offsets count in code points.
        form: what it came in.
        pages: of a PDF all, of an EPUB those that it marks.
        divisions: titled sections, as the bookmarks of a PDF or the headings of an EPUB have them.
        title: as the file itself gives it, or "".
    """

    path: Path
    sha256: str
    text: str
    form: Literal["text", "pdf", "epub"] = "text"
    pages: tuple[Page, ...] = ()
    divisions: tuple[Division, ...] = ()
    title: str = ""


def digest(text: str) -> str:
    """Return the SHA-256 of the UTF-8 bytes of a text, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return start and end of each paragraph: what blank lines, or the ends of pages, set apart."""
    end = len(text) if end is None else end
    bounds = [start]
    for found in _BREAK.finditer(text, start, end):
        bounds += found.span()
    bounds.append(end)
    found_here = []
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        block = text[first:last]
        if block.strip():
            found_here.append(
                (first + len(block) - len(block.lstrip("\ufeff \n\r\t\f")), last - len(block) + len(block.rstrip()))
            )
    return found_here


def paragraph_of(text: str, division: Division, start: int) -> int | None:
    """Return the number of the paragraph in which a passage begins, counted from 1 within its section.

    A heading at the head of the section is no paragraph of it. None where the passage begins in that heading.
    """
    blocks = paragraphs(text, division.start, division.end)
    if len(blocks) > 1 and _is_heading(text[slice(*blocks[0])], division.label):
        blocks = blocks[1:]
    before = sum(first <= start for first, _ in blocks)
    return before or None


def page_of(pages: Sequence[Page], start: int, end: int) -> str:
    """Return the page, or span of pages as in "12-13", on which a passage stands; "" where no pages are known.

    The name printed on a page goes before its place in the file.
    """
    starts = [page.start for page in pages]
    on = [bisect_right(starts, at) - 1 for at in (start, end - 1)]
    if min(on) < 0:
        return ""
    first, last = (pages[one].label or str(pages[one].number) for one in on)
    return first if first == last else f"{first}-{last}"


def divisions_by_headings(text: str) -> tuple[Division, ...]:
    """Return the sections of a text that has no marked ones, by the short lines that stand alone: a proposal."""
    blocks = paragraphs(text)
    heads = [
        number
        for number, (one, other) in enumerate(pairwise([*blocks, (0, 0)]))
        if _is_heading(text[slice(*one)]) and number + 1 < len(blocks) and not _is_heading(text[slice(*other)])
    ]
    if heads and heads[0] == 0 and len(blocks) > 1 and len(heads) > 1:
        heads = heads[1:]  # the title of the whole
    return tuple(
        Division(_NUMBER.sub("", " ".join(text[slice(*blocks[head])].split()), count=1), blocks[head + 1][0], last)
        for head, until in pairwise([*heads, len(blocks)])
        for last in [blocks[until - 1][1]]
    )


def _is_heading(block: str, label: str = "") -> bool:
    if label and _plain(block) == _plain(label):
        return True
    end = block.rstrip("'\"’”»)]*0123456789 ")
    return len(block) <= _LONGEST_HEADING and "\n" not in block and not end.endswith(_END_OF_A_SENTENCE[:-1])


def _plain(text: str) -> str:
    return "".join(letter for letter in _NUMBER.sub("", text, count=1).casefold() if letter.isalnum())
