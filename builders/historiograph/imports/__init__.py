"""Other tools' files as the beginning of a dataset: each module has a `read(path)` that returns a `Draft`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from historiograph.errors import InputError
from historiograph.imports.draft import Draft

__all__ = ["Draft", "read"]


def read(path: str | Path) -> Draft:
    """Read a file by its suffix: `.argdown` or `.ad`, `.json` (AIF-JSON), `.xlsx`.

    Raises:
        InputError: if it cannot be read, with file and line, or has another suffix.
    """
    from historiograph.imports import aif, argdown, xlsx

    readers: dict[str, Callable[[str | Path], Draft]] = {
        ".argdown": argdown.read,
        ".ad": argdown.read,
        ".json": aif.read,
        ".xlsx": xlsx.read,
    }
    suffix = Path(path).suffix.lower()
    if suffix not in readers:
        raise InputError(f"{path}: cannot be imported; these can: {', '.join(readers)}")
    return readers[suffix](path)
