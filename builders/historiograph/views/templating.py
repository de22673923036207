"""The templates of the pages: everything escaped, an unknown variable an error, messages at hand."""

from __future__ import annotations

import json
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from historiograph.views.language import LANGUAGES, messages, say, say_in
from historiograph.views.phrases import spoken

__all__ = ["block_of", "environment", "json_block", "messages_block", "of_rooms"]

_UNSAFE_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@lru_cache(maxsize=4)
def environment(**words: object) -> Environment:
    """Return the template environment; `words` are what templates of a room know besides."""
    made = Environment(
        loader=PackageLoader("historiograph.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=say, say_in=say_in, phrase=spoken, languages=LANGUAGES, **words)
    return made


def json_block(data: object) -> Markup:
    """Return data as JSON that cannot end its own script element."""
    return block_of(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def block_of(text: str) -> Markup:
    """Return JSON text as it can stand in a script element, which it cannot end."""
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704 - no character of markup is left in it


@lru_cache(maxsize=8)
def messages_block(*rooms: str) -> Markup:
    """Return the messages of these rooms, such as "network", in all languages, for the script of a page."""
    return json_block({language: of_rooms(language, *rooms) for language in LANGUAGES})


def of_rooms(language: str, *rooms: str) -> dict[str, object]:
    """Return the messages of these rooms in a language, by key."""
    return {key: text for key, text in messages(language).items() if key.partition(".")[0] in rooms}
