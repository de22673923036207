"""A chosen span of a text turned into a passage: section, paragraph, page, offsets and digest, and no word of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from historiograph.authoring.passages import flow, with_passage
from historiograph.authoring.sources import Declared, Sources, Written
from historiograph.errors import InputError
from historiograph.files import write
from historiograph.findings import Finding
from historiograph.loading.identities import slugified
from historiograph.phrases import Phrases
from historiograph.texts import Division, TextFile, digest, page_of, printable, read_text
from historiograph.texts.layout import divisions_by_headings, paragraph_of

__all__ = ["LONGEST", "Book", "Marked", "checked", "mark", "open_book", "placed"]

LONGEST = 10_000
"""Code points of the longest passage: a longer one points at a chapter, and no claim stands in all of a chapter."""
_MOST_CANDIDATES = 8
_GAP = re.compile(r"\s*(?:\.\.\.+|…)\s*")
_FILE_NAME = re.compile(r"\.[A-Za-z]{2,5}\Z")
"""Many programs that write PDFs put the name of their own file where the title belongs."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of a text, as a dataset points at it.

    Attributes:
        source: slug of the source text.
        start: where it begins, in code points of the NFC text.
        end: where it ends, exclusive.
        passage_digest: SHA-256 of its UTF-8 bytes.
        section: title of the section that it lies in, or "".
        paragraph: number of the paragraph in which it begins, within its section; None where that is not known.
        page: the page, or span of pages, or "".
    """

    source: str
    start: int
    end: int
    passage_digest: str
    section: str = ""
    paragraph: int | None = None
    page: str = ""

    def record(self, default: str = "") -> dict[str, str | int]:
        """Return the keys of the passage in their usual order.

        Args:
            default: slug of the text that the record is about anyway, which then need not be said.
        """
        said: dict[str, str | int | None] = {
            "source": "" if default == self.source else self.source,
            "section": self.section,
            "paragraph": self.paragraph,
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "passageDigest": self.passage_digest,
        }
        return {key: value for key, value in said.items() if value is not None and value != ""}

    def yaml(self, default: str | None = None) -> str:
        """Return the line that an author puts into a record; see `record` (None: the source goes without saying)."""
        return f"passage: {flow(self.record(self.source if default is None else default))}"


@dataclass(frozen=True, slots=True)
class Book:
    """A text that is open for marking, and what a dataset says of it.

    Attributes:
        text: the text.
        source: its slug; one made of the file's name where the dataset does not know it yet.
        known: whether the dataset declares this very copy.
        divisions: its sections: as declared, else as the file has them, else as short lines suggest.
        counts_paragraphs: whether its passages give their paragraph.
    """

    text: TextFile
    source: str
    known: bool
    divisions: tuple[Division, ...]
    counts_paragraphs: bool = True

    def at(self, start: int, end: int) -> Marked:
        """Return the passage between two offsets.

        Raises:
            InputError: if there is nothing between them, or too much, or they lie outside of the text.
        """
        text, name = self.text.text, self.text.path
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"{name}: {start}-{end} is no span of this text, whose characters count from 0 to {len(text)};"
                " the first offset is the smaller"
            )
        if end - start > LONGEST:
            raise InputError(
                f"{name}: {start}-{end} has {end - start} characters; a passage has at most {LONGEST}:"
                " mark the sentences that say it, several if need be"
            )
        if not text[start:end].strip():
            raise InputError(f"{name}: there is only blank space at {start}-{end}")
        section = self.section_of(start, end)
        paragraph = None
        if self.counts_paragraphs and self.text.form != "pdf" and (section or not self.divisions):
            paragraph = paragraph_of(text, section or Division("", 0, len(text)), start)
        page = page_of(self.text.pages, start, end)
        label = section.label if section else ""
        return Marked(self.source, start, end, digest(text[start:end]), label, paragraph, page)

    def find(self, words: str) -> Marked:
        """Return the passage with these words.

        Args:
            words: all of it, or its first and its last words with three dots between them. Spaces, line ends,
                capitals, hyphens, quotation marks and accents need not be as in the text.

        Raises:
            InputError: if they stand nowhere, at several places or too far apart; with places and their offsets.
        """
        first, *rest = [part for part in _GAP.split(words.strip()) if part] or [""]
        if not any(letter.isalnum() for letter in first) or len(rest) > 1:
            raise InputError('give the words as "all of them", or as "the first words ... the last words"')
        phrases = Phrases(self.text.text)
        spans = phrases.spans(first, *rest)
        near = [span for span in spans if span[1] - span[0] <= LONGEST]
        if len(near) == 1:
            return self.at(*near[0])
        if not spans:
            raise self._missing(phrases, first, *rest)
        if not near:
            return self.at(*spans[0])  # which says that it is too long
        raise InputError(
            f"{self.text.path}: these words stand at {len(near)} places; give more of them, or one of"
            f" these as --offsets:\n{self._candidates(near)}"
        )

    def section_of(self, start: int, end: int) -> Division | None:
        """Return the narrowest section that a span lies in."""
        around = [one for one in self.divisions if one.start <= start and end <= one.end]
        return min(around, key=lambda one: one.end - one.start, default=None)

    def shown(self, start: int, end: int) -> str:
        """Return the offsets of a span and its first and last words, on one line for a terminal."""
        one = self.text.text[start:end]
        whole = len(one) <= 2 * _SHOWN
        return f"{start}-{end}  {printable(one if whole else f'{one[:_SHOWN]} ... {one[-_SHOWN:]}')}"

    def declaration(self, work: str = "") -> str:
        """Return the record of the text as a YAML section, for a dataset that does not know it yet.

        Args:
            work: slug of the work whose text it is.
        """
        text = self.text
        title = "" if _FILE_NAME.search(text.title) else text.title
        title = title or text.path.stem.replace("-", " ").replace("_", " ")
        written: dict[str, str | int] = {
            "id": self.source,
            "title": title,
            "identifier": text.path.name,
            "sourceDigest": text.sha256,
            "extent": len(text.text),
            "realizationOf": work or "WORK",
        }
        lines = [f"    {flow({key: value})[1:-1]}" for key, value in written.items()]
        lines[0] = f"  - {lines[0].lstrip()}"
        if not work:
            lines[-1] += "  # the id of its work; the work is a record under `works:`"
        if self.divisions:
            origin = "as the file has them" if text.divisions else "guessed from short lines; put them right"
            lines.append(f"    divisions:  # {origin}")
            lines += [
                f"      - {flow({'label': one.label, 'start': one.start, 'end': one.end})}" for one in self.divisions
            ]
        return "\n".join(["sourceTexts:", *lines])

    def _missing(self, phrases: Phrases, first: str, last: str = "") -> InputError:
        lost = last if last and phrases.find(first) else first
        found = phrases.find(first) if lost is last else []
        message = f'{self.text.path}: the words "{printable(lost)}" do not stand in this text'
        if found and phrases.find(last):
            return InputError(
                f"{self.text.path}: the last words do not stand behind the first:\n"
                f"{self._candidates([*found, *phrases.find(last)])}"
            )
        if (likeliest := phrases.likeliest(lost)) is not None:
            return InputError(f"{message}; the likeliest place is\n{self._candidates([likeliest])}")
        if found:
            return InputError(f"{message}; the first words stand at\n{self._candidates(found)}")
        return InputError(f"{message}; copy them from it, or look for a single word of them")

    def _candidates(self, spans: Sequence[tuple[int, int]]) -> str:
        lines = [f"  {self.shown(*span)}" for span in spans[:_MOST_CANDIDATES]]
        if len(spans) > _MOST_CANDIDATES:
            lines.append(f"  and {len(spans) - _MOST_CANDIDATES} more")
        return "\n".join(lines)


def mark(
    path: str | Path, words: str = "", *, offsets: tuple[int, int] | None = None, data: Sequence[Path] = ()
) -> Marked:
    """Turn a span of a text into a passage.

    Args:
        path: the text: plain UTF-8, PDF with a text layer, or EPUB.
        words: the words of the span, or the first and last of them with three dots between.
        offsets: start and end in the place of words.
        data: folders and files of the dataset that knows the text.

    Raises:
        InputError: if the text cannot be read, is another copy than the one that the dataset points into, or the span
            is not to be found for certain.
        DataError: if a file of the dataset is no YAML.
    """
    book = open_book(read_text(Path(path)), Sources(data) if data else None)
    return book.at(*offsets) if offsets is not None else book.find(words)


def open_book(text: TextFile, sources: Sources | None = None) -> Book:
    """Open a text for marking.

    Raises:
        InputError: if the dataset points into another copy of it.
    """
    declared = sources.texts() if sources else []
    for one in declared:
        if sources and one.sha256 == text.sha256:
            return Book(text, one.id, True, one.divisions, sources.counts_paragraphs(one.id))
    for one in declared:
        if one.identifier == text.path.name:
            raise InputError(_other_copy(text, one))
    taken = {one.id for one in declared}
    slug = stem = slugified(text.path.stem) or "text"
    number = 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return Book(text, slug, False, text.divisions or divisions_by_headings(text.text))


def _other_copy(text: TextFile, declared: Declared) -> str:
    return (
        f"{text.path}: the passages of '{declared.id}' point into another copy of {declared.identifier} (SHA-256"
        f" {declared.sha256[:12]}..., this one {text.sha256[:12]}...), so offsets in this one would be wrong there;"
        " mark in that copy, or give this file another name and declare it as a source text of its own"
    )


def placed(marked: Marked, record: Written, *, replace: bool = False) -> tuple[Path, str]:
    """Return the file of a record, and its content with the passage in it.

    Args:
        marked: the passage.
        record: where it goes.
        replace: whether it stands in for the passages that are there, rather than beside them.

    Raises:
        InputError: if the file cannot be changed for certain.
    """
    text = record.file.read_bytes().decode("utf-8")
    return record.file, with_passage(text, record.path, marked.record(record.source), replace=replace)


def checked(path: Path, marked: Marked, places: Sequence[Path]) -> tuple[list[Finding], Path | None]:
    """Check a dataset that has a new passage, and bring the fingerprints of the text up to date if it keeps them.

    Args:
        path: the text.
        marked: the passage.
        places: folders and files of the dataset.

    Returns:
        All findings; and the file of fingerprints, if it was made again.
    """
    from historiograph.graph import from_dataset
    from historiograph.loading import load_dataset
    from historiograph.locate import fingerprint_file, fingerprints
    from historiograph.validation import validate

    files = Sources(places).fingerprint_files(marked.source)
    dataset = load_dataset(places)
    if len(files) == 1 and dataset.report.conforms:
        source, made, _ = fingerprints(from_dataset(dataset, places), path)
        write(files[0], fingerprint_file(source, made))
        dataset = load_dataset(places)
    report = validate(dataset, [path])
    return list(report.findings), files[0] if len(files) == 1 and dataset.report.conforms else None
