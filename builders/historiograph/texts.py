"""A reader's own copy of a source text: read, normalised, and told apart from other editions by its digest."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from historiograph.errors import InputError

__all__ = ["MAX_BYTES", "TextFile", "digest", "read_text", "text_files"]

MAX_BYTES = 8 * 1024 * 1024
"""A larger file is no article, chapter or book: the longest novels have half of it."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text at hand.

    Attributes:
        path: where it lies.
        sha256: digest of the file's bytes, lower-case hexadecimal.
        text: its characters in Unicode normalisation form C, which offsets count in code points.
    """

    path: Path
    sha256: str
    text: str


def digest(text: str) -> str:
    """Return the SHA-256 of the UTF-8 bytes of a text, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_text(path: Path) -> TextFile:
    """Read one text.

    Raises:
        InputError: if it cannot be read, is empty, too large for a text or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES // 1024 // 1024} MB; give the text of one work")
        text = raw.decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save the text with the encoding UTF-8") from None
    if not text.strip():
        raise InputError(f"{path}: there is no text in this file")
    if "\0" in text:
        raise InputError(f"{path}: this is no plain text; save the text with the encoding UTF-8")
    return TextFile(path, hashlib.sha256(raw).hexdigest(), unicodedata.normalize("NFC", text))


def text_files(places: list[Path]) -> list[Path]:
    """Return the files named, and the .txt files of the folders named, sorted.

    Raises:
        InputError: if a place does not exist.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(place.glob("*.txt"))
        elif place.is_file():
            found.append(place)
        else:
            raise InputError(f"{place}: no such file or folder")
    return found
