"""Small PDFs and EPUBs for tests, written byte by byte so that nothing about them is left to a library."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Mapping, Sequence

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'


def pdf(
    pages: Sequence[Sequence[tuple[int, int, str]]],
    *,
    labels: str = "",
    bookmarks: Sequence[tuple[str, int]] = (),
    trailer: str = "",
) -> bytes:
    """Return a PDF.

    Args:
        pages: of each page its lines: left, bottom, words (ASCII).
        labels: content of the array that names the pages.
        bookmarks: heading and number of its page, from 0.
        trailer: further entries of the trailer.
    """
    objects: dict[int, str] = {3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
    first = 10
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects[2] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"
    for number, lines in enumerate(pages):
        drawn = "\n".join(
            f"BT /F 10 Tf {left} {bottom} Td ({words.translate({40: '(', 41: ')'})}) Tj ET"
            for left, bottom, words in lines
        )
        objects[first + 2 * number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {first + 2 * number + 1} 0 R>>"
        )
        objects[first + 2 * number + 1] = f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream"
    outline = 500
    for index, (heading, page) in enumerate(bookmarks, start=1):
        after = f"/Next {outline + index + 1} 0 R" if index < len(bookmarks) else ""
        objects[outline + index] = f"<</Title({heading})/Parent {outline} 0 R/Dest[{first + 2 * page} 0 R/Fit]{after}>>"
    more = f"/PageLabels<</Nums[{labels}]>>" if labels else ""
    if bookmarks:
        objects[outline] = f"<</First {outline + 1} 0 R/Last {outline + len(bookmarks)} 0 R/Count {len(bookmarks)}>>"
        more += f"/Outlines {outline} 0 R"
    objects[1] = f"<</Type/Catalog/Pages 2 0 R{more}>>"
    out, places = b"%PDF-1.7\n", {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj{objects[number]}endobj\n".encode("latin-1")
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    size = max(objects) + 1
    return out + f"xref\n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF".encode()


def epub(
    documents: Mapping[str, str | bytes], *, more: Mapping[str, str | bytes] | None = None, title: str = ""
) -> bytes:
    """Return an EPUB.

    Args:
        documents: file name -> body, or the whole document, in the order of reading.
        more: further members, or others in the place of those that belong to every EPUB.
        title: of the book.
    """
    items = "".join(
        f'<item id="d{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(documents)
    )
    order = "".join(f'<itemref idref="d{number}"/>' for number in range(len(documents)))
    package = (
        f'<?xml version="1.0"?><package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{title}</dc:title>'
        f"</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
        **{f"OPS/{name}": body if isinstance(body, bytes) else _document(body) for name, body in documents.items()},
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _document(body: str) -> str:
    if body.startswith("<?xml"):
        return body
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body>{body}</body></html>'


def article_as_pdf(text: str) -> bytes:
    """Return a plain text as a PDF of two pages, which bear the numbers 211 and 212, with its headings as bookmarks."""
    title, first, one, second, other = text.strip().split("\n\n")
    pages: list[list[tuple[int, int, str]]] = []
    for heads, body in (([title, first], one), ([second], other)):
        lines = [*heads, *textwrap.wrap(body, 60)]
        pages.append([(30, 360 - 14 * row, line) for row, line in enumerate(lines)])
    return pdf(pages, labels="0<</S/D/St 211>>", bookmarks=[(first, 0), (second, 1)])


def article_as_epub(text: str) -> bytes:
    """Return a plain text as an EPUB of two documents, with its headings as headings."""
    title, first, one, second, other = text.strip().split("\n\n")
    return epub(
        {"1.xhtml": f"<h2>{first}</h2><p>{one}</p>", "2.xhtml": f"<h2>{second}</h2><p>{other}</p>"}, title=title
    )
