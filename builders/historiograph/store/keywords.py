"""Whether a query has a clause, as the engine's own parser sees it.

Words in comments, strings, IRIs and names look like keywords, and a lexer beside the parser can be led to see a
string where the parser sees a clause: `FILTER(?a<'x>' ) SERVICE ...'` has an IRI for one and a comparison for the
other. So nothing here reads SPARQL. The word is misspelt wherever it stands, which changes no string, comment, IRI
or name into anything else; if the text still parses, the word was nowhere a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

__all__ = ["has_dataset_clause", "has_service_clause", "is_query"]

_SERVICE = re.compile("service", re.ASCII | re.IGNORECASE)
_FROM = re.compile("from", re.ASCII | re.IGNORECASE)
_SERVICE_CLAUSE = re.compile(r"service(\s*silent)?", re.ASCII | re.IGNORECASE)


def is_query(text: str, base: str, prefixes: Mapping[str, str]) -> bool:
    """Return whether the engine takes a text for a query; it is given nothing to find."""
    try:
        ox.Store().query(text, base_iri=base, prefixes=dict(prefixes), use_default_graph_as_union=True)
    except (SyntaxError, ValueError):
        return False
    except (OSError, RuntimeError):
        return True
    return True


def has_service_clause(text: str, base: str, prefixes: Mapping[str, str]) -> bool | None:
    """Return whether a query would call another service; None if that cannot be told, for it may be no query.

    Only a query for which this is False may be evaluated.
    """
    if not _SERVICE.search(text) or _parses_with(_SERVICE, "xervice", text, base, prefixes):
        return False
    # GRAPH takes what SERVICE takes: with it in place of SERVICE, all but the call can be parsed.
    return True if _parses_with(_SERVICE_CLAUSE, "graph", text, base, prefixes) else None


def has_dataset_clause(text: str, base: str, prefixes: Mapping[str, str]) -> bool:
    """Return whether a query says FROM or FROM NAMED (true also of a text that is no query)."""
    return bool(_FROM.search(text)) and not _parses_with(_FROM, "fxom", text, base, prefixes)


def _parses_with(word: re.Pattern[str], other: str, text: str, base: str, prefixes: Mapping[str, str]) -> bool:
    """Return whether the text is a query when a word has become another, in the names of prefixes too."""
    renamed = {word.sub(other, name): iri for name, iri in prefixes.items()}
    return is_query(word.sub(other, text), base, renamed)
