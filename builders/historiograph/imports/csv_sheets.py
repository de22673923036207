"""CSV files as the beginning of a dataset: a file a class, with the columns of a sheet that `export xlsx` writes."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from historiograph.errors import InputError
from historiograph.exports.tables import PASSAGE_COLUMNS
from historiograph.imports.draft import Draft, read_text
from historiograph.imports.xlsx import draft_of
from historiograph.loading.keys import keys

__all__ = ["read"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_TRUTH = {"true": True, "false": False}


def read(path: str | Path) -> Draft:
    """Read a CSV file, or those of a folder; each is named for its section, such as `claims.csv`.

    Raises:
        InputError: if one cannot be read, or has a name or column that means nothing, with file and cell.
    """
    from openpyxl import Workbook

    place = Path(path)
    files = sorted(place.glob("*.csv")) if place.is_dir() else [place]
    if not files:
        raise InputError(f"{path}: no .csv file in this folder")
    book = Workbook()
    book.remove(book.active)
    for file in files:
        text = read_text(file)
        delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        sheet = book.create_sheet(file.stem)
        header: list[str] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            header = header or row
            sheet.append([_cell(name, value) for name, value in zip(header, row, strict=False)])
    return draft_of(book, path)


def _cell(column: str, text: str) -> Any:
    """Return what a spreadsheet program would have kept in a cell of this column."""
    key = keys().get(column.partition("@")[0])
    holds = key.holds if key else "string"
    if not text.strip():
        return None
    if (holds in ("integer", "decimal") or column in PASSAGE_COLUMNS) and _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return _TRUTH.get(text.strip().lower(), text) if holds == "boolean" else text
