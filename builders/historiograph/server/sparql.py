"""Evaluating the query of a request over the dataset of the request, and writing what comes out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

import pyoxigraph as ox

from historiograph.errors import InputError, QueryError
from historiograph.server.messages import Job
from historiograph.server.refusals import RefusedError
from historiograph.store import EmbeddedStore
from historiograph.store.keywords import has_dataset_clause, has_service_clause

__all__ = ["evaluate", "is_iri", "serialized", "too_many", "up_to"]

T = TypeVar("T")
_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_NO_SERVICE = "SERVICE is refused: this server calls no other one. Ask each of them, and join the answers yourself"


def evaluate(store: EmbeddedStore, job: Job) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Return what the engine answers to the query of a job.

    The dataset is, in this order (SPARQL 1.1 Protocol, 2.1.4): what the request names, what the query names by
    FROM and FROM NAMED, or the union of all graphs with each of them under its name.

    Raises:
        QueryError: if it is no query.
        InputError: if a graph is named by what is no IRI.
        RefusedError: if it would call another service.
    """
    text, base = job["query"], job["origin"] + "/sparql"
    default, named, known = job.get("default"), job.get("named"), store.prefixes()
    for iri in (*(default or ()), *(named or ())):
        if not is_iri(iri):
            raise InputError(f"a graph is named by an IRI, and '{iri}' is none")
    if (calls := has_service_clause(text, base, known)) is not False:
        if calls:
            raise RefusedError(403, _NO_SERVICE)
        raise QueryError(_complaint(text))
    if default or named:
        return store.evaluate(text, base_iri=base, default_graphs=default or (), named_graphs=named or ())
    return store.evaluate(text, base_iri=base, union=not has_dataset_clause(text, base, known))


def _complaint(text: str) -> str:
    """Say what is wrong with a text that may call a service, without evaluating it."""
    try:
        EmbeddedStore().evaluate(re.sub("service", "SERV1CE", text, flags=re.IGNORECASE))
    except QueryError as error:
        return f"{str(error).replace('SERV1CE', 'SERVICE')}\n({_NO_SERVICE}.)"
    return _NO_SERVICE


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def up_to(answers: Iterable[T], limit: int) -> list[T]:
    """Read answers to their end.

    Raises:
        RefusedError: if there are more than the limit; an answer is given whole or not at all, because most clients
            would take a part of it for the whole.
    """
    found = list(islice(answers, limit + 1))
    if len(found) > limit:
        raise too_many(limit)
    return found


def too_many(limit: int) -> RefusedError:
    """Return the refusal of an answer that is too long."""
    return RefusedError(
        403,
        f"the answer has more than the {limit:,} rows or triples that this server gives out, and is not given in part:"
        " make the query more selective, or fetch it in pages with ORDER BY, LIMIT and OFFSET",
    )


class _Bounded(io.BytesIO):
    """A buffer of limited size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._room = size

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine hands over bytes
        """Take data while there is room."""
        self._room -= len(data)
        if self._room < 0:
            raise OverflowError
        return super().write(data)


def serialized(answer: ox.QuerySolutions | ox.QueryBoolean, form: str, limit: int, size: int) -> bytes:
    """Return the rows of a SELECT, or the answer of an ASK, in one of the four W3C formats.

    Raises:
        QueryError: if the engine fails on the way.
        RefusedError: if there are too many rows or bytes.
    """
    buffer = _Bounded(size)
    try:
        answer.serialize(buffer, format=_FORMATS[form])
    except OverflowError:
        raise RefusedError(
            403,
            f"the answer has more than the {size:,} bytes that this server gives out, and is not given in part:"
            " make the query more selective, or fetch it in pages with ORDER BY, LIMIT and OFFSET",
        ) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None
    body = buffer.getvalue()
    # A row is a byte at least: only of a large answer the rows need counting.
    if len(body) > limit and isinstance(answer, ox.QuerySolutions) and _rows(body, form) > limit:
        raise too_many(limit)
    return body


def _rows(body: bytes, form: str) -> int:
    """Count the rows of an answer: the engine writes them faster than it hands them over one by one."""
    if form == "json":
        import orjson

        return len(orjson.loads(body)["results"]["bindings"])
    if form == "xml":
        return body.count(b"<result>")  # elsewhere < is written &lt;
    if form == "tsv":
        return body.count(b"\n") - 1  # elsewhere a line feed is written \n
    return sum(1 for _ in csv.reader(io.StringIO(body.decode("utf-8"), newline=""))) - 1
