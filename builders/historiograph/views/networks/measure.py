"""How wide a text is, and where it breaks, without a browser.

Widths are those of a common sans serif, a little generous; the page draws exactly the lines found here, so boxes
computed from them never overlap.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import lru_cache

from historiograph.views.networks.legend import node_kind
from historiograph.views.networks.models import Node

__all__ = ["box", "text_width", "wrap"]

_SIZE, _SMALL = 16, 13
_BOLD = {"folder": 1.1, "banner": 1.1, "hexagon": 1.1, "card": 1.08}
_LINE = 1.25
_NARROW, _WIDE = frozenset("ijlI.,:;'|!‘’·"), frozenset("mwMW@%—")
_PADDING = {
    "banner": (30, 14),
    "hexagon": (26, 12),
    "pill": (16, 8),
    "dashed-pill": (16, 8),
    "octagon": (16, 9),
    "cylinder": (14, 18),
    "parallelogram": (24, 11),
    "ticket": (18, 11),
}
_WIDEST = {"banner": 900, "card": 290, "pill": 170, "dashed-pill": 170, "octagon": 170, "cylinder": 170, "hexagon": 230}


def text_width(text: str, size: float) -> float:
    """Return the width of a line in pixels at a font size."""
    return size * _ems(text)


@lru_cache(maxsize=20_000)
def _ems(text: str) -> float:
    return sum(map(_em, text))


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.29
    if char in _WIDE:
        return 0.88
    if char in " ftr()[]-/":
        return 0.36
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.02
    return 0.71 if char.isupper() else 0.585


def wrap(text: str, size: float, widest: float) -> tuple[str, ...]:
    """Break a text into as few lines as fit, then narrow them until all are about equally long."""
    lines = _greedy(text, size, widest)
    longest = max((text_width(word, size) for word in text.split()), default=0.0)
    low, high = min(max(widest / 2, longest + 0.01), widest), widest
    while high - low > 2:
        middle = (low + high) / 2
        if len(_greedy(text, size, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return tuple(_greedy(text, size, high))


def _greedy(text: str, size: float, widest: float) -> list[str]:
    lines = [""]
    used = 0.0
    space = text_width(" ", size)
    for word in text.split():
        width = text_width(word, size)
        if lines[-1] and used + space + width <= widest:
            lines[-1] += f" {word}"
            used += space + width
            continue
        if lines[-1]:
            lines.append("")
        rest = word
        while text_width(rest, size) > widest:  # a word longer than a line
            cut = max(1, next(i for i in range(1, len(rest) + 1) if text_width(rest[:i], size) > widest) - 1)
            lines[-1] = rest[:cut]
            lines.append("")
            rest = rest[cut:]
        lines[-1] = rest
        used = text_width(rest, size)
    return lines


def box(node: Node, widest: float = 0, size: int = _SIZE, tight: float = 1.0) -> Node:
    """Return the node with its text broken into lines and the size of its box; `tight` shrinks the padding."""
    shape = node_kind(node.kind).shape
    if shape == "dot":
        return replace(node, lines=("∴",), size=size, width=26, height=26)
    measured = size * _BOLD.get(shape, 1.0)
    across, down = _PADDING.get(shape, (14, 10)) if shape != "banner" or node.strong else (16, 8)
    across, down = round(across * tight), round(down * tight)
    widest = widest or _WIDEST.get(shape, 250)
    lines = wrap(node.label, measured, widest)
    small = wrap(node.byline, _SMALL, widest) if node.byline else ()
    width = max([text_width(line, measured) for line in lines] + [text_width(line, _SMALL) for line in small])
    height = len(lines) * size * _LINE + len(small) * _SMALL * _LINE + (4 if small else 0)
    return replace(
        node,
        lines=lines,
        small_lines=small,
        size=size,
        width=round(width + 2 * across),
        height=round(height + 2 * down),
    )
