"""Other tools' files as the beginning of a dataset: each module has a `read(path)` that returns a `Draft`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from historiograph.errors import InputError
from historiograph.imports.draft import Draft

__all__ = ["Draft", "read"]


def read(path: str | Path) -> Draft:
    """Read a file by its suffix: `.argdown` or `.ad`, `.json` (AIF-JSON or CSL-JSON), `.bib`, `.xlsx`, `.csv`.

    A folder is one of CSV files.

    Raises:
        InputError: if it cannot be read, with file and line, or has another suffix.
    """
    from historiograph.imports import aif, argdown, bibliography, csv_sheets, xlsx

    readers: dict[str, Callable[[str | Path], Draft]] = {
        ".argdown": argdown.read,
        ".ad": argdown.read,
        ".json": lambda path: (bibliography.read_csl if bibliography.is_csl(path) else aif.read)(path),
        ".bib": bibliography.read_bibtex,
        ".xlsx": xlsx.read,
        ".csv": csv_sheets.read,
    }
    suffix = ".csv" if Path(path).is_dir() else Path(path).suffix.lower()
    if suffix not in readers:
        raise InputError(f"{path}: cannot be imported; these can: {', '.join(readers)}")
    return readers[suffix](path)
