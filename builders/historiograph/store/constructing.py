"""CONSTRUCT by way of SELECT, for a server that leaves out triples without a word.

Virtuoso cuts the solutions behind a CONSTRUCT at its limit on rows, and says so for SELECT only. So it is asked for the
solutions, which can be paged in, and the template is filled here, by the embedded engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from historiograph.store.embedded import EmbeddedStore
from historiograph.store.solutions import Row, Term
from historiograph.store.sparql_text import SparqlText

__all__ = ["Template", "filled", "template_of"]

_ROWS_AT_ONCE = 500
_PLACE = "urn:historiograph:term:"
_CUT_OR_ORDERED = frozenset({"ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING"})


class Template(NamedTuple):
    """A CONSTRUCT taken apart: the SELECT to ask, and the template to fill with its rows."""

    select: str
    prologue: str
    text: str
    variables: tuple[str, ...]


def template_of(text: str) -> Template | None:
    """Take a CONSTRUCT apart; None where its template has no variables, or it cannot be told from the rest."""
    query = SparqlText(text)
    places = list(query.significant(range(query.body, len(query.tokens))))
    opening = next((place for place in places if query.tokens[place].says("{")), None)
    if query.form != "CONSTRUCT" or opening is None:
        return None
    depth = 0
    for closing in (place for place in places if place >= opening):
        depth += query.tokens[closing].says("{") - query.tokens[closing].says("}")
        if depth == 0:
            break
    else:
        return None
    inside = range(opening + 1, closing)
    variables = tuple(dict.fromkeys(name for place in inside if (name := query.tokens[place].variable)))
    if not variables:
        return None
    short = any(query.tokens[place].says("WHERE", "FROM") for place in places if place < opening)
    rest = query.text(places[1]) if short else query.text(closing + 1)
    prologue = query.text(0, query.body)
    distinct = "" if query.top.clauses.keys() & _CUT_OR_ORDERED else "DISTINCT "
    columns = " ".join(f"?{name}" for name in variables)
    return Template(
        f"{prologue}SELECT {distinct}{columns} {rest}", prologue, query.text(inside.start, closing), variables
    )


def filled(template: Template, rows: Sequence[Row]) -> Iterator[ox.Triple]:
    """Yield the triples that a template makes of rows.

    A row that leaves a variable open, or would make a literal a subject, makes the triples without it (SPARQL 1.1,
    section 16.2). The engine is shown names in the place of terms, since it would write some of them otherwise.
    """
    engine = EmbeddedStore()
    terms: list[Term] = []
    columns = " ".join(f"?{name}" for name in template.variables)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        terms.clear()
        values = "\n".join(
            f"({' '.join(_name(term, terms) for term in row)})" for row in rows[start : start + _ROWS_AT_ONCE]
        )
        text = f"{template.prologue}CONSTRUCT {{ {template.text} }} WHERE {{ VALUES ({columns}) {{ {values} }} }}"
        for triple in engine.query(text).triples or ():
            subject, predicate, value = (_named(term, terms) for term in triple)
            if isinstance(predicate, ox.NamedNode) and isinstance(subject, ox.NamedNode | ox.BlankNode):
                yield ox.Triple(subject, predicate, value)


def _name(term: Term | None, terms: list[Term]) -> str:
    if term is None:
        return "UNDEF"
    terms.append(term)
    return f"<{_PLACE}{len(terms) - 1}>"


def _named(term: Term, terms: Sequence[Term]) -> Term:
    value = str(getattr(term, "value", ""))
    return terms[int(value.removeprefix(_PLACE))] if value.startswith(_PLACE) else term
