"""The files of `static/`, fit to stand in a page."""

from __future__ import annotations

from importlib import resources

__all__ = ["static_text"]


def static_text(name: str) -> str:
    """Return a file of `static/`, fit to be inlined into an element of its own.

    Raises:
        ValueError: if it holds what would end that element.
    """
    text = resources.files("historiograph.views").joinpath("static", *name.split("/")).read_text(encoding="utf-8")
    if "</script" in text.lower() or "<!--" in text or "</style" in text.lower():
        raise ValueError(f"views/static/{name} cannot be inlined: it would end its own element")
    return text.replace("\r\n", "\n")
