"""A passage in the reader's copy of its text: where it stands there, and how sure that is.

It is looked for in this order: where it should stand, with the right digest (`exact`); elsewhere, with the right
digest (`moved`); by its fingerprint, with a confidence (`fingerprint`). Where the fingerprint of a few words alone
would not do, passages before and after it that were found for certain say about where it must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from historiograph.fingerprints import Fingerprint, Match, Words
from historiograph.texts import TextFile, digest

__all__ = ["FOUND", "Finder", "Located", "Passage"]

FOUND = 0.5
"""Confidence from which a passage counts as found."""
_SURE = 0.95
_NEIGHBOURS = 12
_SAMPLE = 120
_SAMPLE_IN_LONG = 16
_LONG = 200_000
"""Words from which a copy is long: then fewer passages are tried before it is taken for a stranger."""
_WORDS_OF_A_LANDMARK = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """A pointer into a source text, as recorded."""

    iri: str
    start: int
    end: int
    digest: str = ""
    fingerprint: str = ""
    section: str = ""
    paragraph: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A passage, and where it was found in the reader's copy.

    Attributes:
        passage: as recorded.
        how: `exact`, `moved`, `fingerprint` or `missing`.
        start: where it begins in the reader's copy (code points of its NFC form).
        end: where it ends, exclusive.
        confidence: from 0 to 1; 1 only where a digest proves it.
        why: what the confidence rests on, in words.
    """

    passage: Passage
    how: Literal["exact", "moved", "fingerprint", "missing"]
    start: int
    end: int
    confidence: float
    why: str

    @property
    def found(self) -> bool:
        """Whether there is something to show."""
        return self.how != "missing"


@dataclass
class Finder:
    """Finds passages of one source in one copy of it.

    Attributes:
        text: the reader's copy.
        passages: all of the source, in the order of its text; those found for certain help to find the others.
        words: the words of the copy.
    """

    text: TextFile
    passages: Sequence[Passage]
    words: Words
    _landmarks: dict[str, Match | None] = field(default_factory=dict)

    def find(self, passage: Passage) -> Located:
        """Say where a passage stands in the copy, and how sure that is."""
        text = self.text.text
        if digest(text[passage.start : passage.end]) == passage.digest:
            return Located(passage, "exact", passage.start, passage.end, 1.0, "the digest agrees at the same place")
        match, certain = self._match(passage)
        if certain or match is None or match.confidence < _SURE:
            place = self._same_letters(passage, match)
            if place is not None:
                return Located(passage, "moved", *place, 1.0, "the digest agrees at another place")
        if match is None:
            why = "its fingerprint is of too few words" if passage.fingerprint else "no fingerprint is recorded for it"
            return Located(passage, "missing", 0, 0, 0.0, why)
        why = (
            f"{match.agreeing} of {match.digits} marks of its first and last words in order;"
            f" {match.words} words for {Fingerprint.parse(passage.fingerprint).words}"
        )
        if match.confidence < FOUND:
            return Located(passage, "missing", 0, 0, match.confidence, f"the likeliest place has {why}")
        return Located(passage, "fingerprint", match.start, match.end, match.confidence, why)

    def _match(self, passage: Passage) -> tuple[Match | None, bool]:
        """Return the likeliest place, and whether every mark agrees there."""
        wanted = _parsed(passage)
        if wanted is None:
            return None, False
        match = self.words.find(wanted)
        if match is not None and match.confidence < _SURE and (near := self._near(passage)) is not None:
            closer = self.words.find(wanted, near)
            if closer is not None and closer.confidence > match.confidence:
                match = closer
        return match, match is not None and match.agreeing == match.digits

    def _same_letters(self, passage: Passage, match: Match | None) -> tuple[int, int] | None:
        """Look for the very letters: where the fingerprint points to, else wherever a word begins."""
        text, length = self.text.text, passage.end - passage.start
        if not passage.digest or not length:
            return None
        if match is not None:
            for start in range(max(0, match.start - 3), match.start + 4):
                if digest(text[start : start + length]) == passage.digest:
                    return start, start + length
            if match.confidence >= _SURE:
                return None
        hits = []
        for first, _ in self.words.spans:
            start = first
            while True:
                if digest(text[start : start + length]) == passage.digest:
                    hits.append(start)
                if not start or text[start - 1].isspace() or text[start - 1].isalnum():
                    break
                start -= 1
        if not hits:
            return None
        expected = passage.start
        if len(hits) > 1 and (near := self._near(passage)) is not None:
            expected = self.words.spans[min(sum(near) // 2, len(self.words.spans) - 1)][0]
        start = min(hits, key=lambda hit: abs(hit - expected))
        return start, start + length

    def _near(self, passage: Passage) -> tuple[int, int] | None:
        """Return the first and last word between which a passage must begin, told by its neighbours."""
        before = self._landmark([one for one in reversed(self.passages) if one.end <= passage.start])
        after = self._landmark([one for one in self.passages if one.start >= passage.end])
        if before is None and after is None:
            return None
        count = len(self.words.spans)
        letters_a_word = max(1.0, len(self.text.text) / count)
        if before is not None and after is not None:
            (one, here), (other, there) = before, after
            share = (passage.start - one.end) / max(1, other.start - one.end)
            expected = here.end + share * (there.start - here.end)
            slack = 30 + 0.25 * abs(there.start - here.end) / letters_a_word
        elif before is not None:
            expected = before[1].end + passage.start - before[0].end
            slack = 30 + 0.5 * (passage.start - before[0].end) / letters_a_word
        else:
            assert after is not None  # noqa: S101
            expected = after[1].start + passage.start - after[0].start
            slack = 30 + 0.5 * (after[0].start - passage.start) / letters_a_word
        middle = self.words.index_at(max(0, int(expected)))
        return max(0, int(middle - slack)), int(middle + slack)

    def _landmark(self, candidates: Sequence[Passage]) -> tuple[Passage, Match] | None:
        """Return the first of these passages that is found for certain."""
        tried = 0
        for passage in candidates:
            wanted = _parsed(passage)
            if wanted is None or wanted.words < _WORDS_OF_A_LANDMARK:
                continue
            if passage.iri not in self._landmarks:
                self._landmarks[passage.iri] = self.words.find(wanted)
            match = self._landmarks[passage.iri]
            if match is not None and match.confidence >= _SURE:
                return passage, match
            tried += 1
            if tried == _NEIGHBOURS:
                break
        return None

    def likeness(self) -> tuple[int, int]:
        """Return how many of a sample of the passages are here for certain, and how many were tried."""
        usable = [one for one in self.passages if (mark := _parsed(one)) and mark.words >= _WORDS_OF_A_LANDMARK]
        most = _SAMPLE if len(self.words.spans) < _LONG else _SAMPLE_IN_LONG
        usable = usable[:: 1 + len(usable) // most]
        here = sum(self._landmark([one]) is not None for one in usable)
        return here, len(usable)


def _parsed(passage: Passage) -> Fingerprint | None:
    try:
        return Fingerprint.parse(passage.fingerprint)
    except ValueError:
        return None
