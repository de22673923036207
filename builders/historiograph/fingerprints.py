"""Fingerprints: enough of a passage's first and last words to find it in another copy, too little to read them.

A text is folded to words that survive another typesetting: casefolded letters and digits; hyphens (also those at
line ends), quotes and other signs are dropped; spellings in which British and American English differ are levelled.
Each two neighbouring words give one hexadecimal digit, the first of their SHA-256. A fingerprint has the digits of
the first and of the last twelve words, and the number of words:

    v1-27-3f09a1b2c4d-0e1f2a3b4c5

One digit fits one in sixteen of all pairs of words, so of ten thousand words more than six hundred remain possible at
each next place: no dictionary brings the sentence back. A longer digest of each run would do worse twice: with a list
of common runs it could be read, and a single damaged word would cost more. What makes a place certain is not any one
digit but that up to twenty-two of them stand in order where sixteen to the twenty-second would be chance.

Pure functions of texts; nothing here knows a graph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log2
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Fingerprint", "Match", "Words", "fingerprint", "with_signs"]

_ENDS = 12
"""Words at each end that a fingerprint knows of."""
_HIT = log2(0.68 * 16)
_MISS = log2(0.32 / (15 / 16))
"""What a digit that agrees, or does not, says for this place, in bits: at the right place two of three survive."""
_SHIFT = 5.0
"""Bits lost for a word too many or too few among those of an end."""
_LOST_END = -6.0
"""An end may be damaged altogether; then it says no more against the place than this."""
_REACH = 3
_PAGE_HEAD = 25
"""Words of a page's head or foot that may have come in between the two ends."""
_DOUBT = 5.0
"""Bits taken off for what the reckoning does not know: language repeats itself more than chance does."""
_MOST_SURE = 0.99
_PATTERN = re.compile(r"v1-(\d+)-([0-9a-f]{0,11})-([0-9a-f]{0,11})\Z")
_LINE_END = r"(?<=[^\W\d_])[-‐‑¬][^\S\n]{0,99}\n[^\S\n]{0,99}"
_WORD = re.compile(rf"[^\W_]+(?:(?:['’‘ʼ\-‐‑]|{_LINE_END}|\u00ad\s{{0,99}})(?=[^\W\d_])[^\W_]+)*")
_AMERICAN = {"re": "er", "ence": "ense", "mme": "m", "ogue": "og"}
_ENDING = re.compile(r"(re|ence|mme|ogue)(s?)\Z")
_OPENING = "\"'“‘„«‹([{¿¡"

Bits: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is published of a passage's words: their number, and the digits of the first and the last of them."""

    words: int
    head: str
    tail: str

    def __str__(self) -> str:
        return f"v1-{self.words}-{self.head}-{self.tail}"

    @classmethod
    def parse(cls, text: str) -> Fingerprint:
        """Read a fingerprint as published.

        Raises:
            ValueError: if it is none, or one of a later kind.
        """
        if not (found := _PATTERN.match(text)):
            raise ValueError(f"'{text}' is no fingerprint")
        return cls(int(found[1]), found[2], found[3])


def fingerprint(passage: str) -> Fingerprint:
    """Return the fingerprint of a passage."""
    words = Words(passage)
    digits = "".join(f"{digit:x}" for digit in words.digits)
    head = digits[: _ENDS - 1]
    return Fingerprint(len(words.spans), head, digits[max(len(head), len(digits) - _ENDS + 1) :])


@dataclass(frozen=True, slots=True)
class Match:
    """The likeliest place of a passage in a copy of its text.

    Attributes:
        start: where it begins there, in code points.
        end: where it ends, exclusive.
        confidence: how likely it is that this is the passage, from 0 to 0.99.
        agreeing: digits of the fingerprint that agree, in order.
        digits: digits that it has.
        words: words at this place.
    """

    start: int
    end: int
    confidence: float
    agreeing: int
    digits: int
    words: int


class Words:
    """The folded words of a text and their digits, made once and searched often.

    Attributes:
        text: the text.
        spans: start and end of each word in it.
        digits: one for each two neighbouring words.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        folded = []
        for found in _WORD.finditer(text):
            word = _folded(found[0])
            if word:
                self.spans.append(found.span())
                folded.append(word)
        self.digits = np.fromiter((_digit(one, other) for one, other in pairwise(folded)), dtype=np.uint8)

    def index_at(self, offset: int) -> int:
        """Return the number of the word at or after an offset."""
        from bisect import bisect_left

        return bisect_left(self.spans, offset, key=lambda span: span[1])

    def find(self, wanted: Fingerprint, near: tuple[int, int] | None = None) -> Match | None:
        """Return the place that is most like a fingerprint, however unlike; None where nothing could be compared.

        Args:
            wanted: of the passage.
            near: first and last word between which it must begin, when something else tells; this lets even
                the fingerprint of a few words be found.
        """
        count = len(self.spans)
        pairs = len(wanted.head) + len(wanted.tail)
        first, last = (0, count - 1) if near is None else (max(0, near[0]), min(count - 1, near[1]))
        if not pairs or first > last:
            return None
        total = self._scores(wanted)[first : last + 1]
        at = int(total.argmax())
        best = float(total[at])
        apart = max(3, min(wanted.words, _ENDS))
        others = np.concatenate([total[: max(0, at - apart)], total[at + apart :]])
        rival = 2.0 ** (float(others.max()) - best) if others.size else 0.0
        chance = 2.0 ** min(60.0, log2(len(total)) + _DOUBT - best)
        return self._match(wanted, first + at, min(_MOST_SURE, 1 / (1 + chance + rival)))

    def _scores(self, wanted: Fingerprint) -> Bits:
        """Return for each word how much, in bits, speaks for the passage beginning with it."""
        count = len(self.spans)
        head = self._aligned(wanted.head)
        if not wanted.tail:
            return head
        tail = np.maximum(self._aligned(wanted.tail), _LOST_END)
        distance = wanted.words - 1 - len(wanted.tail)
        best = np.full(count, _LOST_END - _penalty(_PAGE_HEAD), dtype=np.float32)
        for drift in _drifts(wanted):
            ahead = distance + drift
            if 0 <= ahead < count:
                np.maximum(best[: count - ahead], tail[ahead:] - _penalty(drift), out=best[: count - ahead])
        return np.asarray(np.maximum(head, _LOST_END) + best, dtype=np.float32)

    def _aligned(self, pattern: str) -> Bits:
        """Return for each word how well these digits agree from there on, a few words more or fewer allowed."""
        count = len(self.spans)
        room = len(pattern) + _REACH
        padded = np.full(count + 2 * room, 16, dtype=np.uint8)
        padded[room : room + len(self.digits)] = self.digits
        nothing = np.float32(-1e6)
        state = np.full((2 * _REACH + 1, count), nothing, dtype=np.float32)
        for index, digit in enumerate(pattern):
            agreement = np.where(padded == int(digit, 16), np.float32(_HIT), np.float32(_MISS))
            if index == 0:
                state[_REACH] = agreement[room : room + count]
                continue
            moved = state.copy()
            np.maximum(moved[1:], state[:-1] - np.float32(_SHIFT), out=moved[1:])
            np.maximum(moved[:-1], state[1:] - np.float32(_SHIFT), out=moved[:-1])
            for row in range(2 * _REACH + 1):
                begin = room + index + row - _REACH
                moved[row] += agreement[begin : begin + count]
            state = moved
        return np.asarray(state.max(axis=0), dtype=np.float32)

    def _match(self, wanted: Fingerprint, first: int, confidence: float) -> Match:
        """Follow the fingerprint from its first word on, to say where the passage ends and how much of it agreed."""
        agreeing, after = self._follow(wanted.head, first)
        last = min(len(self.spans) - 1, after)
        if wanted.tail:
            distance = wanted.words - 1 - len(wanted.tail)
            options = [
                (score - _penalty(drift), -abs(drift), hits, end)
                for drift in _drifts(wanted)
                if 0 <= first + distance + drift < len(self.spans)
                for score, hits, end in [self._followed(wanted.tail, first + distance + drift)]
            ]
            score, _, hits, end = max(options, default=(_LOST_END, 0, 0, first + wanted.words - 1))
            if score <= _LOST_END:
                hits, end = 0, first + wanted.words - 1
            agreeing += hits
            last = max(first, min(len(self.spans) - 1, end))
        start, end = with_signs(self.text, self.spans[first][0], self.spans[last][1])
        digits = len(wanted.head) + len(wanted.tail)
        return Match(start, end, confidence, agreeing, digits, last - first + 1)

    def _follow(self, pattern: str, first: int) -> tuple[int, int]:
        _, hits, last = self._followed(pattern, first)
        return hits, last

    def _followed(self, pattern: str, first: int) -> tuple[float, int, int]:
        """Return score, agreeing digits and number of the last word of the best alignment that begins at a word."""
        state: dict[int, tuple[float, int]] = {0: (0.0, 0)}
        for index, digit in enumerate(pattern):
            value = int(digit, 16)
            after: dict[int, tuple[float, int]] = {}
            for drift, (score, hits) in state.items():
                for move in (0,) if index == 0 else (0, 1, -1):
                    at = first + index + drift + move
                    if abs(drift + move) > _REACH:
                        continue
                    hit = 0 <= at < len(self.digits) and int(self.digits[at]) == value
                    option = (score + (_HIT if hit else _MISS) - (_SHIFT if move else 0.0), hits + hit)
                    after[drift + move] = max(option, after.get(drift + move, option))
            state = after
        drift, (score, hits) = max(state.items(), key=lambda item: (item[1], -abs(item[0])))
        return score, hits, first + len(pattern) + drift


def with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the quotation marks and brackets before it, and the full stops and the like behind it."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum() and text[end] not in "—–([{":
        end += 1
    return start, end


def _drifts(wanted: Fingerprint) -> range:
    slack = _REACH + wanted.words // 8
    return range(-slack, slack + _PAGE_HEAD + 1)


def _penalty(drift: int) -> float:
    return 1.0 + 2.0 * log2(1 + abs(drift))


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    """Return the letters and digits of a word, levelled so that -ise and -ize, -our and -or and the like agree."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFC", word).casefold()
        if character.isalnum() and unicodedata.category(character) != "No"  # a raised figure is a footnote's
    )
    # Both sides are folded alike, so it does no harm that "hour" becomes "hor".
    plain = unicodedata.normalize("NFKC", plain).replace("z", "s").replace("our", "or").replace("ll", "l")
    return _ENDING.sub(lambda found: _AMERICAN[found[1]] + found[2], plain)


@lru_cache(maxsize=1 << 16)
def _digit(one: str, other: str) -> int:
    return hashlib.sha256(f"{one} {other}".encode()).digest()[0] >> 4
