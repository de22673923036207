"""The list of what a command can be asked for by name, theme by theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from historiograph.queries.catalogue import Parameter

__all__ = ["print_by_theme"]


def print_by_theme(entries: Iterable[tuple[str, str, Sequence[Parameter], str]], themes: Mapping[str, str]) -> None:
    """Print entries of theme, name, parameters and text, those of a theme together, below what the theme is about."""
    before = ""
    for theme, name, parameters, text in entries:
        if theme != before:
            print(f"{chr(10) if before else ''}{theme}: {themes[theme]}")
            before = theme
        blanks = " ".join(f"[--{blank.name}]" if blank.optional else f"--{blank.name}" for blank in parameters)
        print(f"  {name} {blanks}".rstrip())
        print(f"      {text}")
