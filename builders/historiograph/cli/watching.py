"""Waiting until somebody saves a file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from historiograph.errors import InputError
from historiograph.loading.files import dataset_files
from historiograph.vocabulary import own_files

__all__ = ["changes"]

EVERY = 0.4
"""Seconds between two looks: a save is answered at once, and a thousand files cost a hundredth of a processor."""


def changes(places: Sequence[Path], more: Sequence[Path] = (), every: float = EVERY) -> Iterator[None]:
    """Yield at once, and again each time that a file of a dataset, or one of `more`, is new, gone or changed."""
    seen: object = None
    while True:
        now = _state(places, more)
        if now != seen:
            seen = now
            yield
        time.sleep(every)


def _state(places: Sequence[Path], more: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    try:
        files = [*dataset_files(places), *own_files(places).all]
    except InputError:  # a folder that is being written anew
        files = []
    state = {}
    for file in (*files, *more):
        try:
            told = file.stat()
        except OSError:
            continue
        state[file] = (told.st_mtime_ns, told.st_size)
    return state
