"""The views that a dataset brings in `views/*.rq`: a question each, whose rows are drawn as its header says.

selecting  rows of from, relation and to: a network
rows       rows of label and value: bars; any rows: a table
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.errors import InputError, QueryError
from historiograph.queries import Question, Result, bind
from historiograph.queries.catalogue import own_views
from historiograph.views.page import Page
from historiograph.vocabulary.queries import TIMEOUT

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.place import Place
    from historiograph.views.reading import Reading

__all__ = ["own_view"]


def own_view(kg: KnowledgeGraph, reading: Reading, file: Path, focus: str | None, place: Place) -> Page:
    """Return the page of a view that a dataset brings.

    Args:
        kg: the graph.
        reading: the same graph, already read.
        file: the view.
        focus: what fills its parameter, by slug, label or IRI.
        place: where the page stands.

    Raises:
        NotFoundError: for an unknown focus, with the nearest ones.
        InputError: if the file is no view, or a focus is missing or given where none is taken.
    """
    (view,) = own_views([file]).values()
    if focus is not None and not view.parameters:
        raise InputError(f"the view '{view.name}' takes no focus; leave it out, or give it a parameter in {file}")
    result = _answer(kg, view, focus, file)
    return _DRAWN[view.kind](kg, reading, view, result, _name_of_focus(kg, focus, view), place)


def _answer(kg: KnowledgeGraph, view: Question, focus: str | None, file: Path) -> Result:
    given = {one.name: focus for one in view.parameters}
    try:
        terms = bind(view, given, kg.find)
        found = kg.solutions(view.query, terms, timeout=TIMEOUT)
    except QueryError as error:
        raise InputError(f"{file}: {error}") from None
    result = Result(found.variables, found.rows, kg.labels, found.cut)
    return result.without([column for column in result.columns if column not in view.columns])


def _name_of_focus(kg: KnowledgeGraph, focus: str | None, view: Question) -> str:
    if focus is None:
        return ""
    kind = view.parameters[0].type
    return focus if kind.startswith("xsd:") or kind == "words" else kg.label(kg.find(focus, kind))


def _network(kg: KnowledgeGraph, reading: Reading, view: Question, result: Result, focus: str, place: Place) -> Page:
    from historiograph.views.networks.render import render
    from historiograph.views.own.selecting import network_of

    drawn = network_of(reading, view, result, kg.labels, focus, place.layouts)
    return Page(drawn.title, render(drawn, place))


def _rows(kg: KnowledgeGraph, reading: Reading, view: Question, result: Result, focus: str, place: Place) -> Page:
    from historiograph.views.own.rows import page_of

    return page_of(reading, view, result, kg.labels, focus, place)


_DRAWN: Mapping[str, Callable[[KnowledgeGraph, Reading, Question, Result, str, Place], Page]] = {
    "network": _network,
    "bars": _rows,
    "table": _rows,
}
