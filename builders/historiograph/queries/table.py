"""A table in plain text, its columns shared out over the width of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

__all__ = ["draw_table"]

_GAP = "  "
_LEAST = 8


def draw_table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Return a table with a rule under the heads; cells that are too wide are wrapped.

    Args:
        columns: the heads.
        rows: the cells.
        width: characters a line may have; None for no limit.
    """
    table = [[" ".join(cell.split()) for cell in row] for row in (columns, *rows)]
    if not columns:
        return ""
    widths = [max(_width(row[index]) for row in table) for index in range(len(columns))]
    if width is not None:
        widths = _shared(widths, width - len(_GAP) * (len(columns) - 1))
    wrapped = any(max(map(_width, row)) > min(widths) and _needs_wrap(row, widths) for row in table[1:])
    lines = [*_lines(table[0], widths), _GAP.join("─" * one for one in widths)]
    for index, row in enumerate(table[1:]):
        if wrapped and index:
            lines.append("")
        lines += _lines(row, widths)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _shared(widths: Sequence[int], room: int) -> list[int]:
    """Cut the widest columns down until all fit; no column below a readable least."""
    shared = list(widths)
    while sum(shared) > room and max(shared) > _LEAST:
        widest = shared.index(max(shared))
        shared[widest] -= 1
    return shared


def _needs_wrap(row: Sequence[str], widths: Sequence[int]) -> bool:
    return any(_width(cell) > limit for cell, limit in zip(row, widths, strict=True))


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [_wrap(cell, limit) for cell, limit in zip(row, widths, strict=True)]
    return [
        _GAP.join(
            _padded(cell[line] if line < len(cell) else "", limit) for cell, limit in zip(cells, widths, strict=True)
        )
        for line in range(max(map(len, cells)))
    ]


def _wrap(text: str, width: int) -> list[str]:
    if _width(text) <= width:
        return [text]
    import textwrap

    return textwrap.wrap(text, width) or [""]


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _width(text))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
