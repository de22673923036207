"""The rows that answer a query, and their forms: a table for people, and the W3C formats for machines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from historiograph.errors import HistoriographError
from historiograph.namespaces import HG, VOCABULARY, curie, local_name
from historiograph.store import Row, Term

if TYPE_CHECKING:
    import pandas

__all__ = ["ROW_FORMATS", "Result", "markdown_table"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_MARKS = re.compile(r"[\\|*_`\[\]]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHOWN = 20
_SHOWN_IN_NOTEBOOK = 200
Labeller = Callable[[Sequence[str]], Mapping[str, str]]


class Result:
    """The answer to a SELECT.

    Iterating gives one dict a row, column -> RDF term (or None); `len()` counts the rows; `print()` shows them all in a
    table, with labels for IRIs; an interpreter and a notebook show the first of them.

    Attributes:
        columns: the columns' names.
        rows: the rows as tuples of RDF terms.
        cut: whether a limit left rows out.
        notes: what may be wrong with the query, in plain sentences.
    """

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[Row],
        labeller: Labeller | None = None,
        cut: bool = False,
        notes: Sequence[str] = (),
    ) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.cut = cut
        self.notes = tuple(notes)
        self._labeller = labeller

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def __len__(self) -> int:
        return len(self.rows)

    # -- other results ---------------------------------------------------------------------------------------------

    def without(self, columns: Sequence[str]) -> Result:
        """Return the same rows without some columns."""
        keep = [index for index, name in enumerate(self.columns) if name not in columns]
        rows = [tuple(row[index] for index in keep) for row in self.rows]
        return Result([self.columns[index] for index in keep], rows, self._labeller, self.cut, self.notes)

    def with_labels(self) -> Result:
        """Return the same rows with labels in the place of IRIs, for the forms that show IRIs: CSV, pandas ..."""
        labels = self._labels()
        rows = [
            tuple(ox.Literal(_readable(term, labels)) if isinstance(term, ox.NamedNode) else term for term in row)
            for row in self.rows
        ]
        return Result(self.columns, rows, None, self.cut, self.notes)

    def first(self, count: int) -> Result:
        """Return the first rows only."""
        return Result(self.columns, self.rows[:count], self._labeller, self.cut, self.notes)

    # -- for people ------------------------------------------------------------------------------------------------

    def labelled(self) -> list[tuple[str, ...]]:
        """Return the rows as text for people: labels for IRIs, plain words for values, "" for nothing."""
        labels = self._labels()
        return [tuple(_readable(term, labels) for term in row) for row in self.rows]

    def _labels(self) -> Mapping[str, str]:
        iris = sorted({term.value for row in self.rows for term in row if isinstance(term, ox.NamedNode)})
        return self._labeller(iris) if self._labeller else {}

    def plain(self) -> list[tuple[str, ...]]:
        """Return the rows as text for machines: IRIs in full, literals by their value."""
        return [tuple(str(getattr(term, "value", "") if term else "") for term in row) for row in self.rows]

    def to_table(self, width: int | None = None) -> str:
        """Return a table of labels, wrapped to a width in characters (None: as wide as it comes)."""
        from historiograph.queries.table import draw_table

        return draw_table(self.columns, self.labelled(), width)

    def to_markdown(self, *, iris: bool = False) -> str:
        """Return a Markdown table of labels, or of IRIs."""
        return markdown_table(self.columns, self.plain() if iris else self.labelled())

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        shown = self.first(_SHOWN_IN_NOTEBOOK).labelled()
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in shown)
        notes = "".join(f"<p>{escape(line)}</p>" for line in (*self.notes, self.count(len(shown))))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def count(self, shown: int) -> str:
        """Return how many rows there are, and how many of them are shown, in words."""
        count = f"{len(self):,} row{'' if len(self) == 1 else 's'}"
        if shown < len(self):
            count += f", the first {shown} shown"
        return count + (", and more than the limit allowed" if self.cut else "")

    def __repr__(self) -> str:
        shown = self.first(_SHOWN)
        return "\n".join([shown.to_table() + self.count(len(shown)), *self.notes])

    def __str__(self) -> str:
        return self.to_table()

    # -- for machines ----------------------------------------------------------------------------------------------

    def to_csv(self) -> str:
        """Return SPARQL 1.1 Query Results CSV: IRIs in full, literals by their value."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(self.plain())
        return out.getvalue()

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 Query Results TSV: every term as Turtle would write it."""
        return self._serialized(ox.QueryResultsFormat.TSV)

    def to_xml(self) -> str:
        """Return SPARQL Query Results XML; characters that XML cannot hold give way to U+FFFD."""
        return _NOT_IN_XML.sub("\ufffd", self._serialized(ox.QueryResultsFormat.XML))

    def to_json(self) -> str:
        """Return SPARQL 1.1 Query Results JSON."""
        import json

        encode = json.JSONEncoder(ensure_ascii=False).encode
        bindings = (
            encode({name: _json(term) for name, term in zip(self.columns, row, strict=True) if term is not None})
            for row in self.rows
        )
        head = encode({"vars": list(self.columns)})
        return f'{{"head": {head}, "results": {{"bindings": [\n' + ",\n".join(bindings) + "\n]}}\n"

    def _serialized(self, form: ox.QueryResultsFormat) -> str:
        """Let the engine write what it reads from our JSON."""
        solutions = ox.parse_query_results(self.to_json(), format=ox.QueryResultsFormat.JSON)
        return (solutions.serialize(format=form) or b"").decode("utf-8")

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame: numbers and truth values as such, gaps as missing; IRIs and texts as str.

        Raises:
            HistoriographError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise HistoriographError("to_pandas() needs pandas: pip install pandas") from None
        columns = []
        for index in range(len(self.columns)):
            values = [_python(row[index]) for row in self.rows]
            columns.append(pandas.Series(values, dtype=_dtype(values)))
        frame = pandas.concat(columns, axis=1) if columns else pandas.DataFrame()
        frame.columns = list(self.columns)
        return frame


ROW_FORMATS: Mapping[str, Callable[[Result], str]] = {
    "csv": Result.to_csv,
    "tsv": Result.to_tsv,
    "json": Result.to_json,
    "xml": Result.to_xml,
    "markdown": Result.to_markdown,
}


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; what Markdown or HTML would read in a cell is taken by its letters."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_in_markdown(cell) for cell in cells) + " |"

    return "\n".join([line(columns), "| " + " | ".join(["---"] * len(columns)) + " |", *map(line, rows)]) + "\n"


def _in_markdown(cell: str) -> str:
    return _MARKS.sub(r"\\\g<0>", " ".join(cell.split())).replace("&", "&amp;").replace("<", "&lt;")


def _readable(term: Term | None, labels: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        if term.value in labels:
            return labels[term.value]
        if term.value.startswith((VOCABULARY, HG)):
            return _words(local_name(term.value))
        return curie(term.value)
    return str(getattr(term, "value", term))


def _words(name: str) -> str:
    """Return `explicitly-not` and `UnnamedParty` as words; a property, `onClaim`, stays one."""
    if name[:1].isupper():
        return "".join(f" {letter}" if letter.isupper() else letter for letter in name).strip().lower()
    return name.replace("-", " ")


def _json(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        raise HistoriographError("triple terms cannot be written as SPARQL 1.1 JSON")
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def _python(term: Term | None) -> Any:
    if not isinstance(term, ox.Literal):
        return None if term is None else getattr(term, "value", str(term))
    name = local_name(term.datatype.value)
    try:
        if name in ("integer", "nonNegativeInteger"):
            return int(term.value)
        if name in ("decimal", "double", "float"):
            return float(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if name == "boolean" else term.value


def _dtype(values: Sequence[Any]) -> str:
    """Return the pandas type that holds a column of Python values and its gaps."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "Int64" if all(value is None or abs(value) < 2**63 for value in values) else "object"
    if kinds and kinds <= {int, float}:
        return "float64"
    return "str" if kinds <= {str} else "object"
