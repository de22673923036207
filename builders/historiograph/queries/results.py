"""The rows that answer a query, and their forms: a table for people, and the W3C formats for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from historiograph.errors import HistoriographError
from historiograph.namespaces import HG, VOCABULARY, curie, local_name
from historiograph.store import Row, Term

if TYPE_CHECKING:
    import pandas

__all__ = ["ROW_FORMATS", "Result"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
Labeller = Callable[[Sequence[str]], Mapping[str, str]]


class Result:
    """The answer to a SELECT.

    Iterating gives one dict a row, column -> RDF term (or None); `len()` counts the rows.

    Attributes:
        columns: the columns' names.
        rows: the rows as tuples of RDF terms.
        cut: whether a limit left rows out.
    """

    def __init__(
        self, columns: Sequence[str], rows: Sequence[Row], labeller: Labeller | None = None, cut: bool = False
    ) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.cut = cut
        self._labeller = labeller

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, columns: Sequence[str]) -> Result:
        """Return the same rows without some columns."""
        keep = [index for index, name in enumerate(self.columns) if name not in columns]
        rows = [tuple(row[index] for index in keep) for row in self.rows]
        return Result([self.columns[index] for index in keep], rows, self._labeller, self.cut)

    def labelled(self) -> list[tuple[str, ...]]:
        """Return the rows as text for people: labels for IRIs, plain words for values, "" for nothing."""
        iris = sorted({term.value for row in self.rows for term in row if isinstance(term, ox.NamedNode)})
        labels = self._labeller(iris) if self._labeller else {}
        return [tuple(_readable(term, labels) for term in row) for row in self.rows]

    def plain(self) -> list[tuple[str, ...]]:
        """Return the rows as text for machines: IRIs in full, literals by their value."""
        return [tuple(str(getattr(term, "value", "") if term else "") for term in row) for row in self.rows]

    def to_table(self, width: int | None = None) -> str:
        """Return a table of labels, wrapped to a width in characters (None: as wide as it comes)."""
        from historiograph.queries.table import draw_table

        return draw_table(self.columns, self.labelled(), width)

    def to_markdown(self) -> str:
        """Return a Markdown table of labels."""

        def line(cells: Sequence[str]) -> str:
            return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

        return "\n".join([line(self.columns), line(["---"] * len(self.columns)), *map(line, self.labelled())]) + "\n"

    def to_csv(self) -> str:
        """Return SPARQL 1.1 Query Results CSV."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(self.plain())
        return out.getvalue()

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 Query Results TSV: every term as Turtle would write it."""
        lines = ["\t".join(f"?{name}" for name in self.columns)]
        lines += ["\t".join(_tsv(term) for term in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return SPARQL 1.1 Query Results JSON."""
        import json

        bindings = [
            {name: _json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]
        document = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas DataFrame: IRIs and texts as str, numbers and truth values as such.

        Raises:
            HistoriographError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise HistoriographError("to_pandas() needs pandas: pip install pandas") from None
        return pandas.DataFrame([[_python(term) for term in row] for row in self.rows], columns=list(self.columns))

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.labelled()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __str__(self) -> str:
        return self.to_table()


ROW_FORMATS: Mapping[str, Callable[[Result], str]] = {
    "csv": Result.to_csv,
    "tsv": Result.to_tsv,
    "json": Result.to_json,
    "markdown": Result.to_markdown,
}


def _readable(term: Term | None, labels: Mapping[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        if term.value in labels:
            return labels[term.value]
        if term.value.startswith((VOCABULARY, HG)):
            return local_name(term.value).replace("-", " ")
        return curie(term.value)
    return str(getattr(term, "value", term))


def _tsv(term: Term | None) -> str:
    return "" if term is None else str(term).replace("\t", "\\t")


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
