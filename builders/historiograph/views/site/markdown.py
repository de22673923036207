"""A page of the documentation, from Markdown to HTML: headings to point to, code in colours, pictures inlined.

The libraries are imported here alone, when a site is made. Pictures stand in the page itself; those of our own drawing
(SVG) follow its light and dark, and their words can be selected and read aloud.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Heading", "Rendered", "anchor", "render"]

_OF_OUR_LANGUAGES = frozenset({"yaml", "turtle", "sparql", "python", "console", "json", "html"})
"""What code is coloured in; everything else stays as it is."""
_OF_EVERY_PAGE = frozenset({"main", "search", "found", "found-said", "language", "theme"})
"""Ids that the site's pages have for parts of their own."""
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its level (1 to 4), its words, and the id by which it is pointed to."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML, and its headings."""

    html: str
    headings: tuple[Heading, ...]


def render(file: Path, address_of: Callable[[str], str]) -> Rendered:
    """Return a page of the documentation as HTML.

    Args:
        file: the page.
        address_of: where a link of it leads in the site; a link to what has no address ("") becomes plain text.
    """
    parser = _parser()
    tokens = parser.parse(file.read_text("utf-8"), {})
    headings = tuple(_name_headings(tokens))
    for token in tokens:
        _lead(token.children or (), address_of)
    return Rendered(parser.renderer.render(tokens, parser.options, {"folder": file.parent}), headings)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"highlight": _coloured}).enable("table")
    made.add_render_rule("fence", _code)
    made.add_render_rule("code_block", _code)
    made.add_render_rule("table_open", lambda *_: '<div class="scroll" role="group" tabindex="0"><table>\n')
    made.add_render_rule("table_close", lambda *_: "</table></div>\n")
    made.add_render_rule("image", _picture)
    made.add_render_rule("html_block", lambda _, tokens, at, *__: _COMMENT.sub("", tokens[at].content))
    return made


def anchor(slug: str) -> str:
    """Return the id by which a heading is pointed to in the site, from that on GitHub."""
    return f"{slug}-" if slug in _OF_EVERY_PAGE else slug


def _lead(tokens: Sequence[Token], address_of: Callable[[str], str]) -> None:
    """Let links lead to where their targets are."""
    led = True
    for token in tokens:
        if token.type == "link_open":
            address = address_of(str(token.attrGet("href")))
            led = bool(address)
            token.tag, token.attrs = ("a", {"href": address}) if led else ("span", {})
        elif token.type == "link_close" and not led:
            token.tag = "span"


def _name_headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Give each heading the id that GitHub gives it, so that a link works in both places."""
    taken: Counter[str] = Counter()
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        words = "".join(one.content for one in inline.children or ())
        slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        taken[slug] += 1
        name = anchor(slug) if taken[slug] == 1 else f"{slug}-{taken[slug] - 1}"
        opening.attrSet("id", name)
        yield Heading(int(opening.tag[1]), words, name)


def _code(_renderer: object, tokens: Sequence[Token], at: int, options: Mapping[str, Any], _env: object) -> str:
    token = tokens[at]
    language = token.info.split()[0] if token.info.strip() else ""
    body = options["highlight"](token.content, language, "") or escape(token.content)
    prose = ' class="prose"' if language == "text" else ""  # its lines are as long as paragraphs
    return f'<pre{prose} tabindex="0"><code>{body}</code></pre>\n'


def _coloured(code: str, language: str, _more: str) -> str:
    if language not in _OF_OUR_LANGUAGES:
        return ""
    from pygments import highlight

    return str(highlight(code, *_colouring(language)))


@lru_cache(maxsize=16)
def _colouring(language: str) -> tuple[Any, Any]:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language), HtmlFormatter(nowrap=True)


def _picture(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Mapping[str, Any]) -> str:
    token = tokens[at]
    words = renderer.renderInlineAsText(token.children, options, env)
    file = Path(env["folder"], str(token.attrGet("src")))
    if file.suffix != ".svg":
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        return f'<img src="data:image/{file.suffix[1:]};base64,{data}" alt="{escape(words)}">'
    drawn = _STYLE.sub("", file.read_text("utf-8"), count=1)
    return f'<span class="scroll picture-frame" role="group" tabindex="0" aria-label="{escape(words)}">{drawn}</span>'
