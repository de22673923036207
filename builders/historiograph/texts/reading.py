"""The one door for a reader's own copy of a source text: plain text, PDF with a text layer, or EPUB.

What a file is, its first bytes say and not its name. Whatever it comes in, its text is in Unicode normalisation form
C, and offsets count the code points of that.
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from historiograph.errors import InputError
from historiograph.texts.layout import TextFile

__all__ = ["MAX_BYTES", "read_text", "text_files"]

MAX_BYTES = 8 * 1024 * 1024
"""A larger text is no article, chapter or book: the longest novels have half of it."""
_MAX_CONTAINER = 256 * 1024 * 1024
"""A PDF or EPUB has pictures and fonts beside its text."""
_SUFFIXES = (".epub", ".pdf", ".txt")


def read_text(path: Path) -> TextFile:
    """Read one text.

    Raises:
        InputError: if it cannot be read, has no text, is too large for a text, or is none of a plain text in UTF-8,
            a PDF and an EPUB.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
            kind = _kind(raw)
            if kind and len(raw) > MAX_BYTES:
                raw += file.read(_MAX_CONTAINER - MAX_BYTES)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    most = _MAX_CONTAINER if kind else MAX_BYTES
    if len(raw) > most:
        raise InputError(f"{path}: larger than {most // 1024 // 1024} MB; give the text of one work")
    sha256 = hashlib.sha256(raw).hexdigest()
    if kind == "pdf":
        from historiograph.texts.pdf import read_pdf

        found = read_pdf(path, raw, sha256)
    elif kind == "zip":
        from historiograph.texts.epub import read_epub

        found = read_epub(path, raw, sha256)
    else:
        found = TextFile(path, sha256, _plain(path, raw))
    if len(found.text) > MAX_BYTES:
        raise InputError(f"{path}: its text is larger than {MAX_BYTES // 1024 // 1024} MB; give the text of one work")
    return found


def _kind(raw: bytes) -> str:
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    return "zip" if raw.startswith(b"PK\x03\x04") else ""


def _plain(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save the text with the encoding UTF-8") from None
    if not text.strip():
        raise InputError(f"{path}: there is no text in this file")
    if "\0" in text:
        raise InputError(f"{path}: this is no plain text; save the text with the encoding UTF-8")
    return unicodedata.normalize("NFC", text)


def text_files(places: list[Path]) -> list[Path]:
    """Return the files named, and the .txt, .pdf and .epub files of the folders named, sorted.

    Raises:
        InputError: if a place does not exist.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(file for file in place.iterdir() if file.suffix in _SUFFIXES and file.is_file())
        elif place.is_file():
            found.append(place)
        else:
            raise InputError(f"{place}: no such file or folder")
    return found
