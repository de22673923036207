"""SPARQL that a dataset brings: checked before it runs, and run in a time that ends.

Whoever opens somebody else's folder runs somebody else's queries. They may read the graph and nothing else: SPARQL
queries change nothing, SERVICE is refused, and a query that takes too long is given up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import InputError, QueryError
from historiograph.store import EmbeddedStore, Solutions
from historiograph.store.keywords import has_service_clause

__all__ = ["TIMEOUT", "answer", "read_query", "words_of"]

TIMEOUT = 60.0
"""Seconds after which a query of a dataset's own is given up, as one of `historiograph sparql` is."""
_BASE = "https://example.org/"
_SERVICE = re.compile("service", re.IGNORECASE)
_LINE = re.compile(r"line (\d+)")
_FORMS = {"SELECT": ox.QuerySolutions, "CONSTRUCT": ox.QueryTriples}


def read_query(file: Path, form: str, words: EmbeddedStore | None = None) -> str:
    """Return the text of a query file.

    Args:
        file: its path.
        form: "SELECT" or "CONSTRUCT", which it has to be.
        words: a small store that knows the prefixes of the dataset; without one, the form is not looked at.

    Raises:
        InputError: if it cannot be read, is no query of this form, or asks another service; with the line.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read: {error}; save it with the encoding UTF-8") from None
    known = EmbeddedStore().prefixes() if words is None else words.prefixes()
    calls = has_service_clause(text, _BASE, known)
    if calls:
        line = next(n for n, one in enumerate(text.splitlines(), 1) if "service" in one.casefold())
        raise InputError(f"{file}:{line}: asks another server (SERVICE); a dataset's own queries ask its graph alone")
    if words is None and calls is False:
        return text
    try:
        answered = (words or EmbeddedStore()).evaluate(text if calls is False else _SERVICE.sub("SERV1CE", text))
    except QueryError as error:
        found = _LINE.search(str(error))
        place = f"{file}:{found[1]}" if found else str(file)
        raise InputError(f"{place}: {str(error).partition(chr(10))[0]}") from None
    if not isinstance(answered, _FORMS[form]):
        raise InputError(f"{file}: should be a {form} query")
    return text


def words_of(quads: Iterable[ox.Quad]) -> EmbeddedStore:
    """Return a store that holds an ontology and nothing else: enough to tell what is a query, in no time."""
    words = EmbeddedStore()
    words.add(quads)
    return words


def answer(text: str, store: ox.Store, timeout: float | None = TIMEOUT) -> Solutions:
    """Return what a query that `read_query` let through answers.

    Raises:
        QueryError: if it takes too long.
    """
    return EmbeddedStore(store).query(text, timeout=timeout)
