"""The graph as one table a class, its columns the words that authors write: for spreadsheets, and to be read back.

A row is a record. Several values of a cell are parted by ` | `. Where a record has more than one passage, each further
one has a row of its own under the same id. A text in another language than English has a column such as `label@ru`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from historiograph.individuals import Record, SparqlGraph, Value, read_records
from historiograph.loading.keys import Key, keys
from historiograph.loading.sections import SECTIONS
from historiograph.namespaces import HG, context, local_name, prefixes

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["PASSAGE_COLUMNS", "SEPARATOR", "Table", "tables_of", "to_csvw_files"]

SEPARATOR = " | "
PASSAGE_COLUMNS = ("source", "section", "paragraph", "page", "start", "end", "passageDigest")
_ORDER = (
    *("id", "onClaim", "label", "name", "literalForm", "title", "type", "gist", "definition", "altLabel"),
    *("holder", "attitude", "hedge", "reporter", "statedIn", "opposes", "supersedes"),
    *("member", "inSchool", "membershipKind", "nameOf", "coinedBy", "usedBy"),
    *("premise", "conclusion", "scheme", "attacker", "target", "qualifier", "qualifiedClaim", "preferred"),
    *("dispreferred", "movedBy", "accordingTo", "explicit"),
    *("answers", "bearsOn", "about", "analogue", "measure", "pointValue", "lowerBound", "upperBound", "boundsKind"),
    *("specializes", "incompatibleWith", "creator", "editor", "realizationOf", "issued", "publisher"),
)
"""Columns in the order in which people look for them; the others follow by name, passages and notes at the end."""
_LAST = (*PASSAGE_COLUMNS, "scopeNote", "note", "editorialNote")
_TEMPLATE: Mapping[str, tuple[str, ...]] = {
    "historians": ("name", "altLabel", "definition"),
    "debates": ("label", "scopeNote"),
    "works": ("title", "type", "creator", "editor", "issued", "publisher"),
    "claims": ("label", "gist", "answers", "bearsOn", "about", "specializes", "incompatibleWith"),
    "stances": ("onClaim", "holder", "attitude", "hedge", "reporter", "statedIn", *PASSAGE_COLUMNS),
}
"""Columns that stand in a sheet also where nobody has filled them yet."""


@dataclass(frozen=True, slots=True)
class Table:
    """A class as rows; `section` is its name in a dataset's files, `class_name` that of the ontology."""

    section: str
    class_name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str | int | float | bool], ...]


def tables_of(kg: KnowledgeGraph) -> list[Table]:
    """Return a table for each class of which there is a record, in the order of the authoring format."""
    base = kg.header.base
    selectors = _selectors(kg)
    passages = read_records(kg, "Passage")
    seen: set[str] = set()
    found: dict[str, Table] = {}
    special_first = sorted(SECTIONS.values(), key=lambda section: -len(section.types))
    for section in special_first:
        records = {iri: one for iri, one in read_records(kg, section.types[0]).items() if iri not in seen}
        seen |= set(records)
        if section.key == "schoolNames":
            for school in read_records(kg, "School").values():
                for iri in school.iris("schoolName"):
                    if iri in records:
                        records[iri].values["nameOf"] = [Value(school.iri, is_iri=True)]
        rows = [row for one in records.values() for row in _rows(one, base, passages, selectors)]
        if rows or section.key in _TEMPLATE:
            columns = _columns({"id", *_TEMPLATE.get(section.key, ()), *(key for row in rows for key in row)})
            found[section.key] = Table(section.key, section.types[0], columns, tuple(rows))
    return [found[key] for key in SECTIONS if key in found]


def to_csvw_files(kg: KnowledgeGraph) -> dict[str, bytes]:
    """Return a CSV file for each class, and their `csv-metadata.json` (CSV on the Web), by name."""
    from historiograph.exports.csv_network import csv_bytes, metadata_bytes

    tables = tables_of(kg)
    files = {f"{table.section}.csv": csv_bytes(table.rows, table.columns) for table in tables}
    return {**files, "csv-metadata.json": metadata_bytes(kg, [_described(table, kg.header.base) for table in tables])}


def _described(table: Table, base: str) -> dict[str, Any]:
    """Return the CSVW description of a table: what each column says of the thing that a row is about."""
    return {
        "url": f"{table.section}.csv",
        "dc:title": table.section,
        "tableSchema": {
            "aboutUrl": f"{base}{SECTIONS[table.section].kind}/{{id}}",
            "columns": [_column(column) for column in table.columns],
        },
    }


def _column(column: str) -> dict[str, Any]:
    key, _, language = column.partition("@")
    known = keys().get(key)
    datatype = {"integer": "integer", "decimal": "decimal", "boolean": "boolean"}.get(
        known.holds if known else "", "string"
    )
    described: dict[str, Any] = {
        "name": column.replace("@", "_").replace("-", "_"),
        "titles": column,
        "datatype": datatype,
    }
    if column == "id":
        return {**described, "required": True}
    described["propertyUrl"] = _property(key)
    if language:
        described["lang"] = language
    if datatype == "string" and column not in PASSAGE_COLUMNS:
        described["separator"] = SEPARATOR
    return described


def _property(key: str) -> str:
    """Return the IRI of the property that a key stands for."""
    term = context().get(key)
    name = str(term.get("@id", "")) if isinstance(term, dict) else ""
    prefix, colon, local = name.partition(":")
    return prefixes()[prefix] + local if colon and prefix in prefixes() else HG + key


@lru_cache(maxsize=1)
def _key_of() -> dict[str, str]:
    """Return the local name of a property -> the authors' key for it."""
    return {local_name(_property(name)): name for name, key in keys().items() if key.holds != "nested"}


def _rows(
    record: Record, base: str, passages: Mapping[str, Record], selectors: Mapping[str, tuple[int, int]]
) -> Iterator[dict[str, str | int | float | bool]]:
    row: dict[str, str | int | float | bool] = {"id": _slug(record.iri, base)}
    types = [f"bibo:{local_name(iri)}" for iri in record.iris("type") if iri.startswith(prefixes()["bibo"])]
    if types:
        row["type"] = SEPARATOR.join(types)
    named = _key_of()
    for property_name in sorted(record.values):
        name = named.get(property_name, "")
        if name in PASSAGE_COLUMNS or not name:
            continue
        key = keys()[name]
        values = record.values[property_name]
        if name == "bearsOn":
            values = [value for value in values if value.text not in record.iris("answers")]
        for language in sorted({value.lang for value in values}):
            column = name if language in ("", "en") else f"{name}@{language}"
            cell = _cell(key, [value for value in values if value.lang == language], base)
            row[column] = f"{row[column]}{SEPARATOR}{cell}" if column in row and cell != "" else cell
    for name in ("start", "end"):  # of a division, whose place is its own
        if record.text(name).isdigit():
            row[name] = int(record.text(name))
    row = {name: value for name, value in row.items() if value != ""}
    places = [_place(passages[iri], base, selectors) for iri in record.iris("attestedBy") if iri in passages]
    yield {**row, **(places[0] if places else {})}
    for place in places[1:]:
        yield {"id": row["id"], **place}


def _cell(key: Key, values: list[Value], base: str) -> str | int | float | bool:
    if len(values) == 1 and not values[0].is_iri:
        text = values[0].text
        if key.holds == "boolean":
            return text in ("true", "1")
        if key.holds in ("integer", "decimal"):
            with contextlib.suppress(ValueError):
                return int(text) if key.holds == "integer" or text.lstrip("+-").isdigit() else float(text)
    several = len(values) > 1 and key.holds not in ("reference", "same-kind", "value", "iri")
    return SEPARATOR.join(_written(key, value, base, escape=several) for value in sorted(values))


def _written(key: Key, value: Value, base: str, *, escape: bool) -> str:
    if not value.is_iri:
        return value.text.replace("|", "\\|") if escape else value.text
    if key.holds == "value":
        return value.text.removeprefix(key.base)
    if value.text.startswith(base) and key.holds in ("reference", "same-kind"):
        kind, _, slug = value.text.removeprefix(base).partition("/")
        return slug if len(key.kinds) < 2 else f"{kind}/{slug}"
    return value.text


def _slug(iri: str, base: str) -> str:
    return iri.removeprefix(base).partition("/")[2] if iri.startswith(base) else iri


def _place(passage: Record, base: str, selectors: Mapping[str, tuple[int, int]]) -> dict[str, str | int]:
    found: dict[str, str | int] = {"source": _slug(passage.iri_of("hasSource"), base)}
    found |= {name: passage.text(name) for name in ("section", "page", "passageDigest")}
    paragraph = passage.text("paragraph")
    found["paragraph"] = int(paragraph) if paragraph.isdigit() else paragraph
    if passage.iri_of("hasSelector") in selectors:
        found["start"], found["end"] = selectors[passage.iri_of("hasSelector")]
    return {name: value for name, value in found.items() if value != ""}


def _selectors(kg: SparqlGraph) -> dict[str, tuple[int, int]]:
    rows = kg.sparql(
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT DISTINCT ?s ?a ?b WHERE { ?s oa:start ?a ; oa:end ?b }"
    )
    return {row["s"].value: (int(row["a"].value), int(row["b"].value)) for row in rows}


def _columns(filled: set[str]) -> tuple[str, ...]:
    def rank(column: str) -> tuple[int, int, str]:
        name = column.partition("@")[0]
        if name in _ORDER:
            return 0, _ORDER.index(name), column
        return (2, _LAST.index(name), column) if name in _LAST else (1, 0, column)

    return tuple(sorted(filled, key=rank))
