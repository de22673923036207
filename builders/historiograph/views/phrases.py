"""A piece of interface text that knows which message it is, so that a page can say it in another language."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from historiograph.namespaces import local_name
from historiograph.views.language import messages, say, text
from historiograph.views.wording import value_name

__all__ = ["Phrase", "phrase", "spoken", "value_phrase"]


class Phrase(str):
    """English text, with the key of its message and what fills the gaps."""

    __slots__ = ("gaps", "key")

    key: str
    gaps: dict[str, str | int]

    def __reduce__(self) -> tuple[Any, ...]:
        return (_remade, (self.key, self.gaps))


def phrase(key: str, **gaps: str | int) -> Phrase:
    """Return the message of a key, such as `network.supported-by`, with its gaps filled."""
    made = Phrase(text(key, **gaps))
    made.key, made.gaps = key, {name: value if isinstance(value, int) else str(value) for name, value in gaps.items()}
    return made


def _remade(key: str, gaps: dict[str, str | int]) -> Phrase:
    return phrase(key, **gaps)


def value_phrase(kind: str, iri: str) -> str:
    """Return a controlled value in words: as a message if there is one, else by its own name.

    Args:
        kind: "attitude", "hedge", "membership" or "scheme".
        iri: the value, such as `.../vocab/attitude/asserts`.
    """
    key = f"words.{kind}.{local_name(iri)}"
    return phrase(key) if key in messages("en") else value_name(iri)


def spoken(words: str) -> Markup:
    """Return text for a page: an element that can change its language if it is a message, else plain text."""
    return say(words.key, **words.gaps) if isinstance(words, Phrase) else escape(words)
