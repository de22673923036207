"""The blocks of an XHTML document as plain text: what a reader sees, a blank line between paragraphs.

Read by the standard library's lenient parser of HTML, which knows no document types: nothing is fetched, and no entity
unfolds to more than one character or two.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

__all__ = ["Blocks"]

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"head", "math", "rp", "rt", "script", "style", "svg", "template"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
)
_SPACES = re.compile(r"\s+")
_HEADINGS = frozenset({"h1", "h2", "h3"})


class Blocks(HTMLParser):
    """Gathers text, headings and page breaks.

    Attributes:
        blocks: the paragraphs; one that is broken by `<br>` has several lines.
        headings: number of the block -> its text, for the first three ranks of headings.
        pages: number of the block, characters of it before the break, and the name of the page that begins there.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.headings: dict[int, str] = {}
        self.pages: list[tuple[int, int, str]] = []
        self._words: list[str] = []
        self._unseen: list[str] = []
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or what is not seen."""
        if self._unseen or tag in _UNSEEN:
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        given = {name: value or "" for name, value in attrs}
        if "pagebreak" in given.get("epub:type", "").split() or given.get("role") == "doc-pagebreak":
            label = given.get("title") or given.get("aria-label") or ""
            self.pages.append((len(self.blocks), len(self._so_far()), " ".join(label.split()).strip(".")))
        if tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._end_block()
        elif tag in _CELLS:
            self._words.append(" ")
        if tag in _HEADINGS:
            self._heading = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<p/>` and the like for what XHTML means by it: an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what is not seen."""
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if tag in _BLOCKS and tag not in _VOID:
            self._end_block()
        if tag in _HEADINGS:
            self._heading = False

    def handle_data(self, data: str) -> None:
        """Take words; a line feed of the source is a space like any other."""
        if not self._unseen:
            self._words.append(_SPACES.sub(" ", data))

    def close(self) -> None:
        """End the last block."""
        super().close()
        self._end_block()

    def _so_far(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        return unicodedata.normalize("NFC", "\n".join(lines)).strip()

    def _end_block(self) -> None:
        text = self._so_far()
        if text:
            if self._heading:
                self.headings[len(self.blocks)] = " ".join(text.split())
            self.blocks.append(text)
            self._heading = False
        self._words.clear()
