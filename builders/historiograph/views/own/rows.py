"""Rows as a table, and rows of label and value as bars; both with names for IRIs, and links to their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from markupsafe import Markup

from historiograph.queries import Question, Result
from historiograph.views.charts.naming import Naming, cut
from historiograph.views.language import text
from historiograph.views.page import Page
from historiograph.views.place import Place
from historiograph.views.reading import Reading
from historiograph.views.templating import environment, messages_block

__all__ = ["page_of"]

Labels = Callable[[Sequence[str]], Mapping[str, str]]
_SCRIPT = "charts/own.js"


def page_of(reading: Reading, view: Question, result: Result, labels: Labels, focus: str, place: Place) -> Page:
    """Return the page of a view of bars or a table."""
    title = f"{view.title}: {focus}" if focus else view.title
    naming = Naming(reading, place)
    names = labels(sorted({t.value for row in result.rows for t in row if isinstance(t, ox.NamedNode)}))

    def cell(term: object) -> Markup:
        if isinstance(term, ox.NamedNode):
            if term.value in reading.network:
                return naming.link(term.value)
            return Markup("<bdi>{}</bdi>").format(names.get(term.value) or term.value)
        return Markup('<span dir="auto">{}</span>').format(getattr(term, "value", ""))

    html = (
        environment(plain=text)
        .get_template("charts/own.html.j2")
        .render(
            name="own",
            title=title,
            focused=True,
            cut=cut,
            view=view,
            columns=[(column, view.columns[column]) for column in result.columns],
            rows=[[cell(term) for term in row] for row in result.rows],
            shares=_shares(result) if view.kind == "bars" else None,
            value_at=result.columns.index("value") if view.kind == "bars" else -1,
            home=place.crumbs[0][0] if place.crumbs else "",
            policy=place.assets.policy([_SCRIPT]),
            styles=[place.assets.style(name) for name in ("palette.css", "charts/charts.css")],
            script=place.assets.script(_SCRIPT),
            messages=messages_block("charts", "page"),
        )
    )
    return Page(title, html)


def _shares(result: Result) -> list[float]:
    """Return how long each bar is, in hundredths of the longest; what is no number, or less than nothing, has none."""
    at = result.columns.index("value")
    numbers = [_number(row[at]) for row in result.rows]
    longest = max(numbers, default=Decimal(0)) or Decimal(1)
    return [round(float(number / longest * 100), 2) for number in numbers]


def _number(term: object) -> Decimal:
    try:
        number = Decimal(str(getattr(term, "value", "")))
    except InvalidOperation:
        return Decimal(0)
    return max(number, Decimal(0)) if number.is_finite() else Decimal(0)
