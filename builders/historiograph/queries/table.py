"""A table in plain text, its columns shared out over the width of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    if not columns:
        return ""
    table = [[" ".join(cell.split()) for cell in row] for row in (columns, *rows)]
    cells = [[_width(cell) for cell in row] for row in table]
    widest = [max(column) for column in zip(*cells, strict=True)]
    widths = widest if width is None else _shared(widest, width - len(_GAP) * (len(columns) - 1))
    wrapped = widths != widest and any(_too_wide(row, widths) for row in cells[1:])
    lines = [*_lines(table[0], cells[0], widths), _GAP.join("─" * one for one in widths)]
    for index, row in enumerate(table[1:], 1):
        if wrapped and index > 1:
            lines.append("")
        lines += _lines(row, cells[index], widths)
    lines.append("")
    return "\n".join(lines)


def _shared(widths: Sequence[int], room: int) -> list[int]:
    """Cut the widest columns down until all fit; no column below a readable least."""
    shared = list(widths)
    while sum(shared) > room and max(shared) > _LEAST:
        widest = shared.index(max(shared))
        shared[widest] -= 1
    return shared


def _too_wide(cells: Sequence[int], widths: Sequence[int]) -> bool:
    return any(cell > limit for cell, limit in zip(cells, widths, strict=True))


def _lines(row: Sequence[str], cells: Sequence[int], widths: Sequence[int]) -> Iterator[str]:
    if not _too_wide(cells, widths):
        padded = [text + " " * (limit - cell) for text, cell, limit in zip(row, cells, widths, strict=True)]
        yield _GAP.join(padded).rstrip()
        return
    wrapped = [_wrap(text, limit) for text, limit in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [one[number] if number < len(one) else "" for one in wrapped]
        padded = [text + " " * (limit - _width(text)) for text, limit in zip(parts, widths, strict=True)]
        yield _GAP.join(padded).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Break a text at its spaces, and words that are wider than a line wherever the line ends."""
    if _width(text) <= width:
        return [text]
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if _width(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and _width(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def _width(text: str) -> int:
    """Return how many columns a terminal takes for a text (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(one) in ("Mn", "Me", "Cf") else 2 if east_asian_width(one) in "WF" else 1 for one in text)
