"""The text of an EPUB (EPUB 3.3, W3C 2023; EPUB 2 alike): its documents in the order of the spine.

No permissively licensed library reads EPUBs and is kept up, so this reads the three things that are needed: which
package there is, which documents in which order, and their words. Members of the archive are read by their names and
never unpacked to the disk, each of them within a limit, and XML is read by a parser that knows no document types.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from historiograph.errors import InputError
from historiograph.texts.layout import Division, Page, TextFile
from historiograph.texts.markup import Blocks

__all__ = ["read_epub"]

_MAX_MEMBER = 32 * 1024 * 1024
_MAX_TOTAL = 64 * 1024 * 1024
_MAX_DOCUMENTS = 10_000
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_XHTML = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)")


class _Elements(HTMLParser):
    """The start tags of an XML document, without prefixes, with their attributes; and the words of its title."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        self.found.append((name, {key: value or "" for key, value in attrs}))
        self._in_title = name == "title" and not self.title

    def handle_endtag(self, _tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


class _Archive:
    """The members of an archive, as text."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self._file = file
        self._names = set(file.namelist())
        self._left = _MAX_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> str:
        most = min(_MAX_MEMBER, self._left)
        with self._file.open(name) as member:
            raw = member.read(most + 1)
        if len(raw) > most:
            raise InputError(f"{self.path}: unpacks to far more than the text of a book; it is not read")
        self._left -= len(raw)
        return _decoded(raw)

    def elements(self, name: str) -> _Elements:
        parser = _Elements()
        parser.feed(self.read(name))
        parser.close()
        return parser


def read_epub(path: Path, raw: bytes, sha256: str) -> TextFile:
    """Read the text of an EPUB.

    Args:
        path: where it lies, for messages.
        raw: its bytes.
        sha256: their digest.

    Raises:
        InputError: if it is no EPUB, broken, protected, without text, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            archive = _Archive(path, file)
            if _CONTAINER not in archive:
                raise InputError(f"{path}: a packed file, but no EPUB; save its text as EPUB, PDF or plain UTF-8 text")
            _refuse_protected(archive)
            title, documents = _spine(archive)
            blocks = [_blocks(archive.read(name)) for name in documents]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise _broken(path, str(error)) from None
    return _joined(path, sha256, title, blocks)


def _broken(path: Path, why: str) -> InputError:
    return InputError(f"{path}: this EPUB is broken: {why}; fetch or save it again")


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    declared = _DECLARED.match(raw.lstrip()[:200])
    try:
        return raw.decode(declared[1].decode() if declared else "utf-8-sig", "replace").removeprefix("\ufeff")
    except LookupError:
        return raw.decode("utf-8-sig", "replace")


def _refuse_protected(archive: _Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    methods = [
        given.get("algorithm", "") for name, given in archive.elements(_ENCRYPTION).found if name == "encryptionmethod"
    ]
    if any(method not in _OF_FONTS for method in methods):
        raise InputError(
            f"{archive.path}: this EPUB is protected (DRM) and its text cannot be read; use a copy without"
        )


def _spine(archive: _Archive) -> tuple[str, list[str]]:
    """Return the title, and the names of the documents in the order of reading."""
    roots = [given.get("full-path", "") for name, given in archive.elements(_CONTAINER).found if name == "rootfile"]
    package = next((root for root in roots if root in archive), None)
    if package is None:
        raise _broken(archive.path, "its container names no package that is there")
    parsed = archive.elements(package)
    items = {given.get("id", ""): given for name, given in parsed.found if name == "item"}
    documents = []
    for name, given in parsed.found:
        item = items.get(given.get("idref", ""), {}) if name == "itemref" else {}
        if item.get("media-type") not in _XHTML or "nav" in item.get("properties", "").split():
            continue
        address = urlsplit(item.get("href", ""))
        member = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(address.path)))
        if address.scheme or address.netloc or member not in archive:
            raise _broken(archive.path, f"its document {item.get('href', '')!r} is not in it")
        documents.append(member)
    if not documents:
        raise _broken(archive.path, "its spine names no documents")
    if len(documents) > _MAX_DOCUMENTS:
        raise InputError(f"{archive.path}: more than {_MAX_DOCUMENTS} documents; give the text of one work")
    return " ".join(parsed.title.split()), documents


def _blocks(markup: str) -> Blocks:
    parser = Blocks()
    parser.feed(markup)
    parser.close()
    return parser


def _joined(path: Path, sha256: str, title: str, documents: list[Blocks]) -> TextFile:
    """Join the blocks of all documents, and say where in the whole headings and pages are."""
    blocks: list[str] = []
    starts: list[int] = []
    headings: dict[int, str] = {}
    pages: list[tuple[int, str]] = []
    at = 0
    for document in documents:
        first = len(blocks)
        for block in document.blocks:
            starts.append(at)
            blocks.append(block)
            at += len(block) + 2
        headings |= {first + number: label for number, label in document.headings.items()}
        pages += [
            ((starts[first + number] if first + number < len(starts) else at) + before, label)
            for number, before, label in document.pages
        ]
    text = "\n\n".join(blocks)
    if not text:
        raise InputError(f"{path}: there is no text in this EPUB")
    heads = sorted(headings)
    divisions = tuple(
        Division(headings[head], starts[head + 1], starts[until - 1] + len(blocks[until - 1]))
        for head, until in pairwise([*heads, len(blocks)])
        if until > head + 1
    )
    found = tuple(Page(start, number, label) for number, (start, label) in enumerate(pages, start=1))
    return TextFile(path, sha256, text, "epub", found, divisions, title)
