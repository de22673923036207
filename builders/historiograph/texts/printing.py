"""A stretch of text that anybody may have written, on somebody's terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["printable"]


def printable(text: str) -> str:
    """Return a text on one line, without what could steer a terminal."""
    shown = "".join(one for one in text if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join(shown.split())
