"""The citation processor: citeproc-py, its styles, and what has to be smoothed on the way in and out."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from historiograph.errors import InputError, NotFoundError
from historiograph.exports.bibliography import Item

__all__ = ["STYLES", "Processor"]

_OURS = Path(__file__).parent / "styles"
STYLES = ("chicago-author-date", "chicago-notes-bibliography", "harvard-cite-them-right")
"""Styles by name; any other comes as a `.csl` file (https://github.com/citation-style-language/styles)."""


class Processor:
    """Cites items in a style, and lists those that were cited.

    Args:
        style: one of `STYLES`, or the path of a `.csl` file.
        items: what may be cited, each with an `id`.

    Raises:
        NotFoundError: for an unknown style, with the nearest ones.
        InputError: for a file that is no style.
    """

    def __init__(self, style: str, items: Sequence[Item]) -> None:
        self._name = style
        file = _style_file(style)
        with self._at_work():
            from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
            from citeproc.source.json import CiteProcJSON

            self._style = CitationStylesStyle(str(file), validate=False)
            if self._style.root.citation is None:
                raise ValueError("it has no `citation`")
            self._source = CiteProcJSON([_processable(item) for item in items])
            self._cited = CitationStylesBibliography(self._style, self._source, formatter.plain)

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        """Keep the processor's warnings from readers, and make what it stumbles over in a style an error of ours."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says of each variable that it does not know, that it does not
            try:
                yield
            except (
                OSError,
                ValueError,
                TypeError,
                KeyError,
                AttributeError,
                SyntaxError,
                NotImplementedError,
            ) as error:
                raise InputError(f"{self._name}: is no citation style that can be used: {error}") from None

    def cite(self, places: Sequence[tuple[str, str, str]], prefix: str = "") -> str:
        """Return the citation of one or more items, as it stands in the text or in a note, the first of its paper.

        Args:
            places: an item's id, and the name and the text of a locator in it ("" for none).
            prefix: words before the first item.
        """
        from citeproc import Citation, CitationItem, Locator

        items = [
            CitationItem(
                key,
                **({"locator": Locator(label, locator)} if locator else {}),
                **({"prefix": prefix} if prefix and not number else {}),
            )
            for number, (key, label, locator) in enumerate(places)
        ]
        return self._rendered(Citation(items))

    def bare(self, key: str) -> str:
        """Return the citation of an item as it stands within another: without its brackets or its full stop."""
        text = self.cite([(key, "", "")])
        return text[1:-1] if text.startswith("(") and text.endswith(")") else text.removesuffix(".")

    def bibliography(self) -> tuple[str, ...]:
        """Return the entries of what was cited, in the style's order; none for a style that has no bibliography."""
        if self._style.root.bibliography is None:
            return ()
        with self._at_work():
            self._cited.sort()
            return tuple(" ".join(str(entry).split()) for entry in self._cited.bibliography())

    def _rendered(self, citation: Any) -> str:
        from citeproc import CitationStylesBibliography, formatter

        alone = CitationStylesBibliography(self._style, self._source, formatter.plain)  # so that nothing is ibid.
        with self._at_work():
            for paper in (self._cited, alone):
                paper.register(citation)
            return " ".join(str(alone.cite(citation, lambda item: None)).split())


def _style_file(style: str) -> Path:
    """Return the file of a style: ours, one that citeproc brings, or the reader's own."""
    if style == "harvard-cite-them-right":
        import citeproc

        return Path(citeproc.STYLES_PATH) / f"{style}.csl"
    if style in STYLES:
        return _OURS / f"{style}.csl"
    if style.endswith(".csl"):
        if not Path(style).is_file():
            raise InputError(f"{style}: there is no such file; a style is one of {', '.join(STYLES)}, or a .csl file")
        return Path(style)
    raise NotFoundError("citation style", style, STYLES)


def _processable(item: Item) -> Item:
    """Return an item without what would be printed and should not, and with what citeproc-py needs."""
    processed = {key: value for key, value in item.items() if key != "note"}
    if "literal" in processed.get("issued", {}):
        processed["issued"] = {"raw": processed["issued"]["literal"]}
    return processed
