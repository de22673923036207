"""Terms put in the place of variables, for a server that is only sent text.

The SPARQL 1.1 Protocol has no parameters: whoever sends a query sends its whole text. Here the text is read into
tokens, and each token that is a bound variable gives way to the term as N-Triples would write it; nothing else of the
query changes, and no value can be more than a value. What the embedded engine does with a variable that is bound
beforehand is thereby done in text:

    in a pattern or an expression     the term stands there instead
    in SELECT                         the column is taken out, and comes back with the rows
    in GROUP BY                       bracketed, since a group is made by an expression
    in ORDER BY                       taken out, since all rows have it
    BOUND(?it)                        true
    in a subquery that does not project it, it is another variable of the same name, and stays

Where the query itself gives the variable a value (AS, VALUES) or takes it away (MINUS, which asks which variables two
sides share), replacing would answer another question; that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from historiograph.errors import QueryError
from historiograph.store.solutions import Term
from historiograph.store.sparql_text import Select, SparqlText

__all__ = ["Prepared", "prepare", "serialized"]

_ESCAPE = re.compile(r"\\\\([uU])|\\.")
"""An escaped backslash before a `u`, or any other escape."""
_SPARE = "historiograph_none"
"""A column for a SELECT that has no other left."""


class Prepared(NamedTuple):
    """A query as it is sent.

    Attributes:
        text: what to send.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; "" where it is none of them.
        columns: the columns that the query asks for, in order; None for `SELECT *`.
        calls: whether it has the server ask other servers (SERVICE).
    """

    text: str
    form: str
    columns: tuple[str, ...] | None
    calls: bool


def prepare(text: str, bindings: Mapping[str, Term], prefixes: Mapping[str, str]) -> Prepared:
    """Put terms in the place of variables, and declare the prefixes that are used and known and not declared.

    Args:
        text: a SPARQL 1.1 query.
        bindings: variable -> term.
        prefixes: prefix -> namespace IRI.

    Raises:
        QueryError: if a variable cannot be bound in this query, or a term cannot stand in any query.
    """
    query = SparqlText(text)
    terms = {name: serialized(name, term) for name, term in bindings.items()}
    top = query.top
    columns = None if top.all else tuple(top.columns)
    for name in terms:
        if not top.all and name not in top.projected:
            raise QueryError(f"?{name} cannot be bound: it is not among the variables that the query selects")
    texts = [token.text for token in query.tokens]
    if terms:
        _replace(query, terms, texts)
    lacking = sorted((query.used_prefixes() - query.prefixes) & prefixes.keys())
    # On the first line, so that the server counts lines as the author does.
    head = "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in lacking)
    calls = any(token.says("SERVICE") for token in query.tokens)
    return Prepared(head + "".join(texts), query.form, columns, calls)


def serialized(name: str, term: Term) -> str:
    r"""Return a term as SPARQL writes it.

    A backslash before a `u` is written so that it stays one where a reader takes `\\uXXXX` for a character before it
    looks for strings (SPARQL 1.1, section 19.2), and so cannot become a quotation mark.

    Raises:
        QueryError: for a blank node, which in a query would stand for anything, and for a triple.
    """
    if isinstance(term, ox.NamedNode):
        return str(term)
    if isinstance(term, ox.Literal):
        return _ESCAPE.sub(lambda found: f"\\\\\\u{ord(found[1]):04X}" if found[1] else found[0], str(term))
    raise QueryError(f"?{name} can be bound to an IRI or a literal; {term} has no name that a server would know")


def _replace(query: SparqlText, terms: Mapping[str, str], texts: list[str]) -> None:
    owners = _owners(query)
    removed, given = _removed(query), _given(query)
    places = list(query.significant())
    for index, place in enumerate(places):
        name = query.tokens[place].variable
        select = owners[place]
        if name not in terms or not select.sees(name):
            continue
        before = [query.tokens[one] for one in places[max(0, index - 2) : index]]
        if (before and before[-1].says("AS")) or place in given:
            raise QueryError(f"?{name} cannot be bound on a server: the query itself gives it values (AS, VALUES)")
        if place in removed:
            raise QueryError(f"?{name} cannot be bound inside MINUS on a server; say it with FILTER NOT EXISTS")
        if [token.text.upper() for token in before] == ["BOUND", "("]:
            texts[places[index - 2]] = texts[places[index - 1]] = texts[places[index + 1]] = ""
            texts[place] = "true"
        elif place in select.projected.get(name, ()) or place in _items(query, select, "ORDER"):
            texts[place] = ""
        elif place in _items(query, select, "GROUP"):
            texts[place] = f"({terms[name]})"
        else:
            texts[place] = terms[name]
    for select in query.selects:
        _close_up(query, select, texts)


def _close_up(query: SparqlText, select: Select, texts: list[str]) -> None:
    """See that no SELECT and no ORDER BY is left empty."""
    taken = [place for places in select.projected.values() for place in places if not texts[place]]
    if taken and not select.all and len(taken) == len(select.columns):
        texts[taken[0]] = f"(1 AS ?{_SPARE})"
    if (order := select.clauses.get("ORDER")) is not None:
        words = list(query.significant(order))
        if not any(texts[place] for place in words[2:]):
            texts[words[0]] = texts[words[1]] = ""


def _items(query: SparqlText, select: Select, clause: str) -> set[int]:
    """Return the places of the plain variables by which a query groups or orders: those outside of all brackets."""
    found = set()
    depth = 0
    for place in query.significant(select.clauses.get(clause, range(0))):
        token = query.tokens[place]
        depth += token.says("(") - token.says(")")
        if token.variable and depth == 0:
            found.add(place)
    return found


def _owners(query: SparqlText) -> dict[int, Select]:
    """Return the innermost query that each place belongs to; one that opens later lies within those before."""
    owners = dict.fromkeys(query.significant(), query.top)
    for select in query.selects:
        owners.update(dict.fromkeys(query.significant(range(select.start, select.end)), select))
    return owners


def _removed(query: SparqlText) -> set[int]:
    """Return the places inside MINUS groups."""
    found: set[int] = set()
    depth = 0
    minus: list[int] = []
    before = None
    for place in query.significant():
        token = query.tokens[place]
        if token.says("{"):
            depth += 1
            if before is not None and before.says("MINUS"):
                minus.append(depth)
        elif token.says("}"):
            if minus and minus[-1] == depth:
                minus.pop()
            depth -= 1
        if minus:
            found.add(place)
        before = token
    return found


def _given(query: SparqlText) -> set[int]:
    """Return the places between VALUES and its rows."""
    found: set[int] = set()
    head = False
    for place in query.significant():
        token = query.tokens[place]
        head = not token.says("{") and (head or token.says("VALUES"))
        if head:
            found.add(place)
    return found
