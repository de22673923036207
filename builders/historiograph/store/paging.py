"""The rows that a server with a cap on rows leaves out, asked for page by page.

An answer is streamed, however long it is; paging is for servers that stop at a number of rows and say so (Virtuoso's
ResultSetMaxRows, told in `X-SPARQL-MaxRows`). OFFSET means something only where the order is total: every page is
cut from the query ordered by its own ORDER BY first, and then by all of its columns. The ordering stands in a
subquery, since Virtuoso sorts no more than 10,000 rows for an outer ORDER BY with LIMIT.
"""

from __future__ import annotations

from historiograph.store.sparql_text import SparqlText

__all__ = ["counting", "page"]


def page(text: str, size: int, offset: int) -> str | None:
    """Return the query for a page of rows, or None for a query whose rows have no order that could be made total."""
    parts = _parts(text)
    if parts is None:
        return None
    prologue, ordered, columns = parts
    shown = " ".join(f"?{name}" for name in columns)
    return f"{prologue}SELECT {shown} WHERE {{ {{ {ordered}\n}} }} LIMIT {size} OFFSET {offset}"


def counting(text: str) -> str | None:
    """Return the query that counts the rows of a query."""
    query = SparqlText(text)
    if query.form != "SELECT" or "FROM" in query.top.clauses:
        return None
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
