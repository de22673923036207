"""From a server's answer to solutions: the W3C's result formats, and what servers make of them.

Rows are read as they arrive, so a limit ends the reading and not only the showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from historiograph.errors import HistoriographError, QueryError
from historiograph.store import failures
from historiograph.store.binding import Prepared
from historiograph.store.solutions import Row, Solutions, Term, read_up_to
from historiograph.store.transport import Answer

__all__ = ["ACCEPT", "Page", "accept", "read_page"]

ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_ASK_OF_VIRTUOSO = "__ASK_RETVAL"
_PARTIAL_OF_VIRTUOSO = "S1TAT"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"1": ox.Literal(True), "0": ox.Literal(False)}


class Page(NamedTuple):
    """What one answer held, and the number of rows at which the server says that it stopped, if it says so."""

    solutions: Solutions
    capped_at: int | None = None


def accept(form: str) -> str:
    """Return the Accept header for a form of query."""
    return {"CONSTRUCT": _ACCEPT_TRIPLES, "DESCRIBE": _ACCEPT_TRIPLES}.get(form, ACCEPT)


def read_page(answer: Answer, asked: Prepared, bindings: Mapping[str, Term], limit: int | None) -> Page:
    """Read an answer to its end, or to a limit.

    Args:
        answer: successful, not yet read.
        asked: the query.
        bindings: the terms of columns that were not asked for, because they are known.
        limit: number of rows or triples.

    Raises:
        QueryError: if the answer is partial, or breaks off.
        InputError: if it is no answer to a query.
    """
    if answer.status == 206 or answer.headers.get("x-sql-state") == _PARTIAL_OF_VIRTUOSO:
        raise QueryError(
            "the server ran out of its own time and sent a part of the answer; make the query more selective"
        )
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        raise failures.web_page(answer.address)
    try:
        if asked.form in ("CONSTRUCT", "DESCRIBE"):
            return Page(_triples(answer, limit))
        solutions = _solutions(answer, asked.columns, bindings, limit)
    except SyntaxError as error:
        _let_go(error)
        raise _not_read(answer, error) from None
    except BaseException as error:
        _let_go(error)
        raise
    cap = answer.headers.get("x-sparql-maxrows", "")
    capped = cap.isdigit() and not solutions.cut and len(solutions.rows) >= int(cap)
    return Page(solutions, int(cap) if capped else None)


def _solutions(
    answer: Answer, columns: Sequence[str] | None, bindings: Mapping[str, Term], limit: int | None
) -> Solutions:
    media = ox.QueryResultsFormat.from_media_type(answer.content_type) or ox.QueryResultsFormat.JSON
    found = ox.parse_query_results(cast("IO[bytes]", answer), format=media)
    if isinstance(found, ox.QueryBoolean):
        _finish(answer)
        return Solutions(boolean=bool(found))
    there = [variable.value for variable in found.variables]
    if there == [_ASK_OF_VIRTUOSO]:
        said = [str(getattr(row[0], "value", "")) for row in found]
        return Solutions(boolean=said in (["1"], ["true"]))
    wanted = tuple(columns) if columns is not None else (*there, *(name for name in bindings if name not in there))
    takes = [(there.index(name) if name in there else None, bindings.get(name)) for name in wanted]
    rows, cut = read_up_to(_rows(found, takes), limit)
    return Solutions(wanted, rows, cut=cut)


def _rows(found: Iterable[Sequence[Term | None]], takes: Sequence[tuple[int | None, Term | None]]) -> Iterator[Row]:
    for solution in found:
        yield tuple(known if place is None else _canonical(solution[place]) for place, known in takes)


def _canonical(term: Term | None) -> Term | None:
    """Return a truth value as the words true and false, which Virtuoso writes 1 and 0."""
    if isinstance(term, ox.Literal) and term.value in _TRUTH and term.datatype.value == _BOOLEAN:
        return _TRUTH[term.value]
    return term


def _triples(answer: Answer, limit: int | None) -> Solutions:
    media = ox.RdfFormat.from_media_type(answer.content_type) or ox.RdfFormat.TURTLE
    quads = ox.parse(cast("IO[bytes]", answer), format=media, base_iri=answer.address)
    triples, cut = read_up_to((quad.triple for quad in quads), limit)
    return Solutions(triples=triples, cut=cut)


def _let_go(error: BaseException) -> None:
    """Let the frames of an error forget the parser, which may be dropped by no thread but its own."""
    from traceback import clear_frames

    clear_frames(error.__traceback__)


def _finish(answer: Answer) -> None:
    """Read what is left, so that the connection can be used again."""
    answer.all()


def _not_read(answer: Answer, error: SyntaxError) -> HistoriographError:
    """Return what to say of an answer that cannot be read: a page, words of failure at its end, or nothing known."""
    _finish(answer)
    text = answer.tail.decode("utf-8", "replace")
    if re.search(r"</html\s*>\s*$", text, re.IGNORECASE):
        return failures.web_page(answer.address)
    # Oxigraph puts what stopped it straight behind the last row, others on a line of its own.
    glued = re.search(r"[\]}\n>.,]?\s*([A-Z][A-Za-z' -]{3,}[^\"{}<>\[\]]*)$", text)
    said = failures.words_of(glued[1].encode()) if glued else ""
    if not said and "end of file" not in str(error).lower():
        reason = failures.words_of(str(error).encode())
        return QueryError(f"the server's answer is not in the format that it says ({reason})")
    return failures.broken_off(said)
