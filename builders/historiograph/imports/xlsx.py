"""An Excel workbook as the beginning of a dataset: a sheet a class, as `historiograph export xlsx` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from historiograph.errors import InputError, nearest
from historiograph.exports.tables import PASSAGE_COLUMNS, SEPARATOR
from historiograph.exports.xlsx import GUIDE, WORDS
from historiograph.imports.draft import HEADER_KEYS, Draft, Record
from historiograph.loading.keys import keys
from historiograph.loading.sections import SECTIONS

__all__ = ["draft_of", "read"]


def read(path: str | Path) -> Draft:
    """Read a workbook; sheets and columns as in an exported one, in any order, those that are not needed left out.

    Raises:
        InputError: if it is no workbook, or has a sheet or column of an unknown name, with file, sheet and cell.
    """
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise InputError(f"{path}: is no Excel workbook (.xlsx)") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    return draft_of(book, path)


def draft_of(book: Any, path: str | Path) -> Draft:
    """Return what a workbook of openpyxl holds, whatever file it came from.

    Raises:
        InputError: if it has a sheet or column of an unknown name, with file, sheet and cell.
    """
    draft = Draft(Path(path).stem)
    for sheet in book.worksheets:
        if sheet.title == GUIDE:
            told = {
                str(key.value): str(value.value)
                for key, value in sheet.iter_rows(max_col=2)
                if key.value and value.value
            }
            draft.header = {key: told[key] for key in HEADER_KEYS if key in told}
            draft.title = draft.header.get("title", draft.title)
        elif sheet.title in SECTIONS:
            for record in _records(f"{path}, sheet {sheet.title}", sheet.title, list(sheet.iter_rows())):
                draft.add(sheet.title, record)
        elif sheet.title != WORDS:
            close = nearest(sheet.title, SECTIONS)
            meant = f"; did you mean '{close[0]}'?" if close else f"; there is {', '.join(SECTIONS)}"
            raise InputError(f"{path}: there is no class for the sheet '{sheet.title}'{meant}")
    return draft


def _records(where: str, section: str, rows: list[tuple[Any, ...]]) -> Iterator[Record]:
    if not rows:
        return
    header = [str(cell.value).strip() if cell.value is not None else "" for cell in rows[0]]
    for cell, name in zip(rows[0], header, strict=True):
        if name and name.partition("@")[0] not in (*keys(), "id", "type", *PASSAGE_COLUMNS):
            close = nearest(name, keys())
            meant = f"; did you mean '{close[0]}'?" if close else ""
            raise InputError(f"{where}, cell {cell.coordinate}: there is no key '{name}'{meant}")
    record: Record = {}
    for row in rows[1:]:
        filled = {name: cell.value for name, cell in zip(header, row, strict=True) if name and cell.value is not None}
        if not filled:
            continue
        place = {
            name: _whole(filled.pop(name)) for name in PASSAGE_COLUMNS if name in filled and section != "divisions"
        }
        again = record.get("id") is not None and filled.get("id") in (record["id"], None) and set(filled) <= {"id"}
        if not again:
            if record:
                yield record
            record = _record(filled)
        if place:
            record.setdefault("passage", []).append(place)
            if SECTIONS[section].from_source and "source" in place:
                record.setdefault("source", place["source"])
    if record:
        yield record


def _record(filled: dict[str, Any]) -> Record:
    record: Record = {}
    for column, value in filled.items():
        name, _, language = column.partition("@")
        key = keys().get(name)
        holds = key.holds if key else "string"
        told: Any = value
        if name == "id":
            told = str(value)
        elif holds in ("integer", "decimal", "boolean") or name in PASSAGE_COLUMNS:
            told = _whole(value)
        else:
            told = _several(str(_whole(value)))
        if holds == "text":
            texts = record.setdefault(name, {})
            texts[language or "en"] = told
        else:
            record[name] = told
    return {
        name: value["en"] if isinstance(value, dict) and set(value) == {"en"} else value
        for name, value in record.items()
    }


def _several(text: str) -> str | list[str]:
    """Return the values of a cell; a bar within one of several values has a backslash before it."""
    parts = text.split(SEPARATOR)
    return text if len(parts) == 1 else [part.replace("\\|", "|") for part in parts]


def _whole(value: Any) -> Any:
    """Return a number as it was typed: a spreadsheet program makes 12.0 of 12."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
