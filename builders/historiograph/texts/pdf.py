"""The text layer of a PDF, page by page, through PDFium.

PDFium gives ligatures as letters, right-to-left scripts in the order of reading and columns one after the other. What
it gives is settled a little, so that less depends on its version: line feeds end lines, a word broken at a line's end
keeps its hyphen there, spaces are single, other control characters go. As with `pdftotext`, a form feed begins each
page after the first.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.errors import InputError
from historiograph.texts.layout import Division, Page, TextFile

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["read_pdf"]

_MAX_PAGES = 20_000
_PAGE_END = "\n\f"
_BROKEN = 3
_LOCKED = (4, 5)
"""What FPDF_GetLastError says of a broken file, and of one that wants a password or a key."""
_HYPHEN = re.compile("[\x02\ufffe]")
_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\uffff]")


def read_pdf(path: Path, raw: bytes, sha256: str) -> TextFile:
    """Read the text of a PDF.

    Args:
        path: where it lies, for messages.
        raw: its bytes.
        sha256: their digest.

    Raises:
        InputError: if it is broken, encrypted, or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", _BROKEN) in _LOCKED:
            raise InputError(f"{path}: this PDF is encrypted; save a copy without a password and give that") from None
        raise InputError(f"{path}: this PDF is broken and cannot be opened; fetch or save it again") from None
    try:
        texts = _texts(path, document)
        pages, at = [], 0
        for number, text in enumerate(texts, start=1):
            pages.append(Page(at, number, document.get_page_label(number - 1).strip()))
            at += len(text) + len(_PAGE_END)
        text = _PAGE_END.join(texts)
        title = " ".join(document.get_metadata_value("Title").split())
        return TextFile(path, sha256, text, "pdf", tuple(pages), _divisions(document, text, pages), title)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{path}: this PDF is broken: {error}; fetch or save it again") from None
    finally:
        document.close()


def _texts(path: Path, document: pypdfium2.PdfDocument) -> list[str]:
    if len(document) > _MAX_PAGES:
        raise InputError(f"{path}: more than {_MAX_PAGES} pages; give the text of one work")
    texts = []
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        texts.append(_settled(layer.get_text_bounded()))
        layer.close()
        page.close()
    if not any(letter.isalnum() for text in texts for letter in text):
        raise InputError(
            f"{path}: this PDF has no text layer, only pictures of {len(texts)} page{'' if len(texts) == 1 else 's'};"
            " let a program for text recognition (OCR) put one in, such as `ocrmypdf`, and give its result"
        )
    return texts


def _settled(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", _HYPHEN.sub("-\n", text).replace("\t", " "))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(lines)).strip("\n")


def _divisions(document: pypdfium2.PdfDocument, text: str, pages: list[Page]) -> tuple[Division, ...]:
    """Return the sections that bookmarks begin, each from its heading on, where that stands on the bookmark's page."""
    starts: dict[int, str] = {}
    for bookmark in document.get_toc(max_depth=4):
        label = " ".join(bookmark.get_title().split())
        target = bookmark.get_dest()
        index = None if target is None else target.get_index()
        if not label or index is None or not 0 <= index < len(pages):
            continue
        end = pages[index + 1].start if index + 1 < len(pages) else len(text)
        heading = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", label).split(" ")))
        found = re.compile(heading).search(text, pages[index].start, end)
        starts.setdefault(found.start() if found else pages[index].start, label)
    bounds = [*sorted(starts), len(text)]
    return tuple(
        Division(starts[start], start, start + len(text[start:end].rstrip())) for start, end in pairwise(bounds)
    )
