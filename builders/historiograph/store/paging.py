"""The rows that a server with a cap on rows leaves out, asked for page by page.

An answer is streamed, however long it is; paging is for servers that stop at a number of rows and say so (Virtuoso's
ResultSetMaxRows, told in `X-SPARQL-MaxRows`). OFFSET means something only where the order is total: every page is
cut from the query ordered by its own ORDER BY first, and then by all of its columns. The ordering stands in a
subquery, since Virtuoso sorts no more than 10,000 rows for an outer ORDER BY with LIMIT.
"""

from __future__ import annotations

from collections.abc import Callable

from historiograph.errors import QueryError
from historiograph.store.solutions import Row, Solutions
from historiograph.store.sparql_text import SparqlText

__all__ = ["all_rows", "number"]


def all_rows(
    text: str,
    columns: tuple[str, ...] | None,
    size: int,
    limit: int | None,
    ask: Callable[[str, tuple[str, ...] | None], Solutions],
) -> Solutions:
    """Return all the rows of a query of which a server sends only so many at a time.

    Args:
        text: the query.
        columns: its columns, as they are to be returned.
        size: the server's number of rows.
        limit: number of rows after which to stop.
        ask: answers a query, with these columns.

    Raises:
        QueryError: if the query cannot be asked for in pages, or the pages do not make the whole.
    """
    rows: list[Row] = []
    while True:
        if (next_page := _page(text, size, len(rows))) is None:
            raise QueryError(
                f"the server sends at most {size:,} rows at a time, and this query cannot be asked for in pages;"
                " name its columns instead of SELECT *, leave out FROM, or set a limit below that"
            )
        found = ask(next_page, columns)
        rows += found.rows
        if limit is not None and len(rows) > limit:
            return Solutions(found.variables, rows[:limit], cut=True)
        if len(found.rows) < size:
            break
    there = number(ask(_counting(text), ("rows",)))
    if there != len(rows):
        raise QueryError(
            f"the server's data changed while it was read in pages ({len(rows):,} rows came, of {there:,}); ask again"
        )
    return Solutions(found.variables, rows)


def number(found: Solutions) -> int:
    """Return the one number that answers a COUNT.

    Raises:
        QueryError: if the server answered with anything else.
    """
    said = [str(getattr(term, "value", "")) for row in found.rows for term in row if term is not None]
    if len(said) != 1 or not said[0].isdigit():
        raise QueryError("the server was asked for a number and did not answer with one")
    return int(said[0])


def _page(text: str, size: int, offset: int) -> str | None:
    """Return the query for a page of rows, or None for a query whose rows have no order that could be made total."""
    parts = _parts(text)
    if parts is None:
        return None
    prologue, ordered, columns = parts
    shown = " ".join(f"?{name}" for name in columns)
    return f"{prologue}SELECT {shown} WHERE {{ {{ {ordered}\n}} }} LIMIT {size} OFFSET {offset}"


def _counting(text: str) -> str:
    """Return the query that counts the rows of a query that can be paged."""
    query = SparqlText(text)
    return f"{query.text(0, query.body)}SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {query.text(query.body)}\n}} }}"


def _parts(text: str) -> tuple[str, str, list[str]] | None:
    query = SparqlText(text)
    top = query.top
    if query.form != "SELECT" or top.all or "FROM" in top.clauses or not top.columns:
        return None
    keys = " ".join(f"?{name}" for name in top.columns)
    after = [top.clauses[word].start for word in ("LIMIT", "OFFSET", "VALUES") if word in top.clauses]
    end = min(after, default=top.end)
    order = "" if "ORDER" in top.clauses else "\nORDER BY"
    ordered = f"{query.text(query.body, end)}{order} {keys}\n{query.text(end)}"
    return query.text(0, query.body), ordered, top.columns
