"""How far long work has come, on a terminal; in a pipe, nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["reading"]

_STEP = 10_000_000
"""Bytes between two words on how far it has come."""


@contextmanager
def reading(places: Sequence[Path]) -> Iterator[Callable[[int], None] | None]:
    """Yield what is to be told of each further block of bytes that was read; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    done = shown = 0
    whole = " and ".join(place.name for place in places)

    def tell(size: int) -> None:
        nonlocal done, shown
        done += size
        if done - shown >= _STEP:
            shown = done
            print(f"\r\x1b[K{whole}: {done / 1e6:,.0f} MB read", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
