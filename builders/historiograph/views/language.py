"""The words of the interface, in every language that `interface/` has.

A page is written in English, and each piece of interface text names its message, so that a script can say it in
another language: `<span data-say="site.answers" data-with='{"n": 3}'>3 answers</span>`. A message is a text with
`{name}` gaps, or one text for each plural category of the language by its `n` (CLDR: one, few, many, other).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from markupsafe import Markup

__all__ = ["LANGUAGES", "messages", "say", "say_in", "text"]

LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский"}
"""Language tag -> the language's own name."""

Message = str | Mapping[str, str]


@lru_cache(maxsize=4)
def messages(language: str) -> Mapping[str, Message]:
    """Return all messages of a language by key; the file `interface/en/site.json` has those that begin `site.`."""
    folder = resources.files("historiograph.views").joinpath("interface", language)
    found: dict[str, Message] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        room = file.name.removesuffix(".json")
        for key, message in json.loads(file.read_text(encoding="utf-8")).items():
            found[f"{room}.{key}"] = message
    return found


def text(key: str, **gaps: object) -> str:
    """Return a message in English, as plain text.

    Raises:
        KeyError: if there is no such message, or a gap is not filled.
    """
    message = messages("en")[key]
    if not isinstance(message, str):
        message = message["one" if gaps["n"] == 1 else "other"]
    return message.format_map({name: _shown(value) for name, value in gaps.items()})


@lru_cache(maxsize=4096)
def say(key: str, **gaps: object) -> Markup:
    """Return a message as an element that can change its language."""
    filled = Markup(' data-with="{}"').format(_json(gaps)) if gaps else ""
    return Markup('<span data-say="{}"{}>{}</span>').format(key, filled, text(key, **gaps))


@lru_cache(maxsize=256)
def say_in(attribute: str, key: str, **gaps: object) -> Markup:
    """Return an attribute whose value is a message: `aria-label="Search" data-say-aria-label="site.search"`."""
    filled = Markup(' data-with-{}="{}"').format(attribute, _json(gaps)) if gaps else ""
    return Markup('{}="{}" data-say-{}="{}"{}').format(attribute, text(key, **gaps), attribute, key, filled)


def _json(gaps: Mapping[str, object]) -> str:
    return json.dumps(gaps, ensure_ascii=False, sort_keys=True)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
