"""Words that somebody types, found in a text whatever its case, spaces, line ends, hyphens and quotation marks.

Both are folded to their bare letters and digits and compared letter by letter, so that scripts without spaces are
searched like any other.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left

from historiograph.fingerprints import Words, fingerprint, with_signs

__all__ = ["Phrases"]


class Phrases:
    """A text folded once and searched often.

    Attributes:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = array("I")
        folded: list[str] = []
        for place, letter in enumerate(text):
            bare = _folded(letter)
            folded.append(bare)
            self._places.extend([place] * len(bare))
        self._letters = "".join(folded)

    def find(self, phrase: str) -> list[tuple[int, int]]:
        """Return start and end of each place of a phrase, with the signs that belong to it.

        Places that begin and end with a word go before those within one, which are all that there is where words are
        not set apart by spaces.
        """
        wanted = "".join(map(_folded, unicodedata.normalize("NFC", phrase)))
        found: list[tuple[int, int]] = []
        at = self._letters.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self._places[at], self._places[at + len(wanted) - 1] + 1))
            at = self._letters.find(wanted, at + 1)
        whole = [span for span in found if self._is_whole(*span)]
        return [with_signs(self.text, start, self._after_marks(end)) for start, end in whole or found]

    def spans(self, first: str, last: str = "") -> list[tuple[int, int]]:
        """Return each span that begins with one phrase and ends with another: the nearest end for each beginning."""
        begins = self.find(first)
        if not last:
            return begins
        ends = self.find(last)
        starts = [start for start, _ in ends]
        nearest = ((start, bisect_left(starts, end)) for start, end in begins)
        return [(start, ends[index][1]) for start, index in nearest if index < len(ends)]

    def likeliest(self, phrase: str) -> tuple[int, int] | None:
        """Return the place that is most like a phrase that is nowhere in the text, if some of it agrees."""
        match = Words(self.text).find(fingerprint(phrase))
        return None if match is None or match.agreeing < 2 else (match.start, match.end)

    def _is_whole(self, start: int, end: int) -> bool:
        text = self.text
        begins = not start or not text[start - 1].isalnum()
        return begins and (end == len(text) or not text[self._after_marks(end) :][:1].isalnum())

    def _after_marks(self, end: int) -> int:
        """Take the accents that stand as characters of their own with their letter."""
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return end


def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower() if letter.isalnum() else ""
    if unicodedata.category(letter) == "No":  # a raised figure is a footnote's
        return ""
    plain = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(one for one in plain if one.isalnum())
