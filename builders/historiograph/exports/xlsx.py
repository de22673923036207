"""The graph as one Excel workbook: a sheet a class, and one that explains them. It can be filled in and read back."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from historiograph.exports.drawing import xml_text
from historiograph.exports.folders import zipped
from historiograph.exports.tables import SEPARATOR, Table, tables_of
from historiograph.individuals import Record, read_things
from historiograph.loading.keys import keys
from historiograph.namespaces import VOCABULARY
from historiograph.terms import values

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from historiograph.graph import KnowledgeGraph

__all__ = ["GUIDE", "WORDS", "to_xlsx"]

GUIDE = "read me"
WORDS = "controlled values"
_EXPLAINED = (
    "Each sheet is a class of the ontology; each row is a record, each column a key as in a dataset's YAML files.",
    f"Several values of a cell are parted by a bar with a space on either side:{SEPARATOR}as in one{SEPARATOR}two.",
    "Records are named by their id: a slug of small letters, digits and hyphens, unique in its kind.",
    "Where a cell may point to several kinds of thing, the kind stands before it, as in evidence/smolensk-archive.",
    "A second passage of a record has a row of its own: the same id, and the columns from `source` on.",
    "Every cell is text, a number, or true or false; nothing is a formula, whatever sign it begins with.",
    "Read it back with historiograph.imports.xlsx.read.",
)
_ROOM_BELOW = 500
"""So many rows below the last are checked for controlled values, too, for those who add records."""
_LONGEST = 32_767
"""Characters that Excel holds in a cell."""
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def to_xlsx(kg: KnowledgeGraph) -> bytes:
    """Return the graph as an Office Open XML workbook (ISO/IEC 29500), the same bytes for the same graph."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    tables = tables_of(kg)
    book = Workbook()
    guide = book.active
    guide.title = GUIDE
    guide.column_dimensions["A"].width = 28
    guide.column_dimensions["B"].width = 100
    rows = [(kg.header.title, ""), *_header(kg), *(("", line) for line in _EXPLAINED)]
    rows += [
        (table.section, f"{len({row['id'] for row in table.rows})} records of hg:{table.class_name}")
        for table in tables
    ]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(guide, number, column, text)
    guide["A1"].font = Font(bold=True, size=14)
    for table in tables:
        _sheet(book.create_sheet(table.section), table)
    words = book.create_sheet(WORDS)
    for column, (scheme, members) in enumerate(sorted(values().items()), start=1):
        for number, text in enumerate((scheme, *members), start=1):
            _put(words, number, column, text)
    for sheet in book.worksheets[1:]:
        sheet.freeze_panes = "B2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    for cell in guide["B"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return _without_times(book)


def _header(kg: KnowledgeGraph) -> list[tuple[str, str]]:
    """Return what the dataset says of itself, by the keys of its `dataset:` record."""
    iri = kg.header.base.rstrip("/")
    record = read_things(kg, [iri]).get(iri, Record(iri))
    told = {"id": kg.header.name, "base": kg.header.base, "title": kg.header.title}
    told |= {key: record.text(key) for key in ("description", "publisher", "license", "version", "issued")}
    told["license"] = record.iri_of("license") or told["license"]
    return [(key, value) for key, value in told.items() if value]


def _sheet(sheet: Worksheet, table: Table) -> None:
    for column, name in enumerate(table.columns, start=1):
        _put(sheet, 1, column, name)
        longest = max((len(str(row.get(name, ""))) for row in table.rows), default=0)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = min(max(longest, len(name)) + 2, 60)
    for number, row in enumerate(table.rows, start=2):
        for column, name in enumerate(table.columns, start=1):
            if name in row:
                _put(sheet, number, column, row[name])
    sheet.auto_filter.ref = sheet.dimensions
    for column, name in enumerate(table.columns, start=1):
        _restrict(sheet, name, sheet.cell(1, column).column_letter, len(table.rows) + 1 + _ROOM_BELOW)


def _restrict(sheet: Worksheet, name: str, letter: str, last: int) -> None:
    """Let a column hold the values of its vocabulary only; a spreadsheet program then offers them as a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    key = keys().get(name)
    if key is None or key.holds not in ("value", "boolean"):
        return
    if key.holds == "boolean":
        allowed = '"TRUE,FALSE"'
    else:
        schemes = sorted(values())
        scheme = key.base.removeprefix(VOCABULARY).rstrip("/")
        if scheme not in schemes:
            return
        column = get_column_letter(schemes.index(scheme) + 1)
        allowed = f"'{WORDS}'!${column}$2:${column}${len(values()[scheme]) + 1}"
    rule = DataValidation(type="list", formula1=allowed, allow_blank=True, showErrorMessage=True)
    rule.error = f"{name} takes a value of the sheet '{WORDS}'"
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _put(sheet: Worksheet, row: int, column: int, value: str | float | bool) -> None:
    """Fill a cell; a text stays one also if it begins like a formula, and where a user edits it."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        text = xml_text(value).replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]
        cell.value = text
        cell.data_type = "s"
        if text[:1] in ("=", "+", "-", "@", "\t"):
            cell.quotePrefix = True
    else:
        cell.value = value


def _without_times(book: Any) -> bytes:
    """Return a workbook as bytes, without the times at which it was made."""
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["docProps/core.xml"] = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", files["docProps/core.xml"])
    return zipped(files)
