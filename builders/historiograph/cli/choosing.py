"""A span chosen at the terminal: the text by paragraphs, a word to look for, a sentence or two to take.

Asks on standard error and reads lines from standard input, so that what is chosen alone goes to standard output.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from historiograph.marking import Book

__all__ = ["choose_one", "choose_span"]

_PAGE = 8
_HELP = """\
  Enter       the next paragraphs           WORDS   the paragraphs with these words
  12          paragraph 12 by sentences     12.2    take its second sentence
  12.2-12.4   take three sentences          12-13   take two paragraphs
  q           leave"""
_SENTENCES = re.compile(r"(\d+)\.(\d+)(?:\s*-\s*(?:(\d+)\.)?(\d+))?\Z")
_PARAGRAPHS = re.compile(r"(\d+)\s*-\s*(\d+)\Z")


def _tell(text: str = "") -> None:
    print(text, file=sys.stderr)


def _ask(prompt: str) -> str | None:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


def choose_one(what: str, choices: Sequence[str]) -> int | None:
    """Return the number, from 0, of one of several things; None if nothing was chosen."""
    for number, choice in enumerate(choices, start=1):
        _tell(f"{number:>4}  {choice}")
    while (line := _ask(f"{what} (1-{len(choices)}, q to leave)? ")) not in (None, "q", ""):
        if line.isdigit() and 1 <= int(line) <= len(choices):
            return int(line) - 1
    return None


def choose_span(book: Book, width: int) -> tuple[int, int] | None:
    """Return start and end of what somebody chooses in a text; None if nothing was chosen."""
    from historiograph.sentences import sentences
    from historiograph.texts.layout import paragraphs

    text = book.text.text
    blocks = paragraphs(text)
    parts: dict[int, list[tuple[int, int]]] = {}

    def split(number: int) -> list[tuple[int, int]]:
        if number not in parts:
            parts[number] = list(sentences(text, *blocks[number - 1]))
        return parts[number]

    def take(first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int] | None:
        for number, sentence in (first, last):
            if not (1 <= number <= len(blocks) and 1 <= sentence <= len(split(number))):
                _tell(f"there is no {number}.{sentence}")
                return None
        span = split(first[0])[first[1] - 1][0], split(last[0])[last[1] - 1][1]
        if span[0] >= span[1]:
            _tell("the first comes after the last")
            return None
        return span

    _tell(f"{book.text.path}: {len(blocks)} paragraphs\n{_HELP}")
    shown = 0
    while (line := _ask("mark> ")) not in (None, "q"):
        span = None
        if not line:
            for number in range(shown + 1, min(shown + _PAGE, len(blocks)) + 1):
                _tell(_line(book, blocks, number, width))
            shown = min(shown + _PAGE, len(blocks))
            if shown == len(blocks):
                _tell("that is the end; Enter begins again")
                shown = 0
        elif found := _SENTENCES.match(line):
            one = int(found[1]), int(found[2])
            span = take(one, (int(found[3] or found[1]), int(found[4])) if found[4] else one)
        elif found := _PARAGRAPHS.match(line):
            last = int(found[2])
            span = take((int(found[1]), 1), (last, len(split(last)) if 1 <= last <= len(blocks) else 1))
        elif line.isdigit():
            if 1 <= int(line) <= len(blocks):
                shown = int(line)
                _show(book, int(line), split(int(line)), width)
            else:
                _tell(f"there are paragraphs 1 to {len(blocks)}")
        else:
            _search(book, blocks, line, width)
        if span is not None:
            return span
    return None


def _line(book: Book, blocks: Sequence[tuple[int, int]], number: int, width: int) -> str:
    from historiograph.texts import printable

    start, end = blocks[number - 1]
    shown = printable(book.text.text[start : min(end, start + 2 * width)])
    return f"{number:>4}  {textwrap.shorten(shown, width - 6, placeholder=' ...')}"


def _show(book: Book, number: int, found: Sequence[tuple[int, int]], width: int) -> None:
    from historiograph.texts import page_of, printable

    if found:
        section, page = book.section_of(*found[0]), page_of(book.text.pages, found[0][0], found[-1][1])
        _tell(", ".join(part for part in (section.label if section else "", f"page {page}" if page else "") if part))
    for index, (start, end) in enumerate(found, start=1):
        label = f"{number}.{index}"
        shown = printable(book.text.text[start:end])
        _tell(textwrap.fill(shown, width, initial_indent=f"{label:>6}  ", subsequent_indent=" " * 8))


def _search(book: Book, blocks: Sequence[tuple[int, int]], words: str, width: int) -> None:
    from historiograph.phrases import Phrases
    from historiograph.texts import printable

    text = book.text.text
    hits = Phrases(text).find(words)
    for number, (start, end) in enumerate(blocks, start=1):
        inside = [hit for hit in hits if start <= hit[0] < end]
        if inside:
            first = max(start, inside[0][0] - width // 3)
            shown = ("... " if first > start else "") + printable(text[first : min(end, first + 2 * width)])
            _tell(f"{number:>4}  {textwrap.shorten(shown, width - 6, placeholder=' ...')}")
    if not hits:
        _tell("no paragraph has these words")
