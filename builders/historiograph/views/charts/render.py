"""From the charts' data to their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from historiograph.views.charts.estimates import Estimates
from historiograph.views.charts.matrix import OTHERS, Matrix
from historiograph.views.charts.naming import Naming, cut, short
from historiograph.views.charts.timeline import Span, Timeline
from historiograph.views.charts.wording import figure_in_words, number, rounded, word
from historiograph.views.language import text
from historiograph.views.page import Page
from historiograph.views.place import Place
from historiograph.views.reading import Reading
from historiograph.views.templating import environment, messages_block

__all__ = ["render_estimates", "render_matrix", "render_timeline"]

_STYLES = ("palette.css", "charts/charts.css")


def render_matrix(view: Matrix, reading: Reading, place: Place) -> Page:
    """Return the page of a matrix."""
    title = reading.label(view.focus) if view.focus else text("charts.matrix.title")
    return _page(
        "matrix", title, view, reading, place, others=OTHERS, topics=_topics(view, reading), told_in=_told_in(view)
    )


def render_estimates(view: Estimates, reading: Reading, place: Place) -> Page:
    """Return the page of the figures."""
    title = reading.label(view.focus) if view.focus else text("charts.estimates.title")
    return _page("estimates", title, view, reading, place, figure_in_words=figure_in_words, rounded=rounded)


def render_timeline(view: Timeline, reading: Reading, place: Place) -> Page:
    """Return the page of the timeline."""
    return _page(
        "timeline", text("charts.timeline.title"), view, reading, place, extent=_extent, years=_years, dated=_dated
    )


def _page(name: str, title: str, view: object, reading: Reading, place: Place, **more: object) -> Page:
    script = f"charts/{name}.js"
    html = (
        environment(plain=text, word=word, number=number, short=short, cut=cut)
        .get_template(f"charts/{name}.html.j2")
        .render(
            name=name,
            title=title,
            focused=bool(getattr(view, "focus", "")),
            view=view,
            reading=reading,
            naming=Naming(reading, place),
            home=place.crumbs[0][0] if place.crumbs else "",
            policy=place.assets.policy([script]),
            styles=[place.assets.style(name) for name in _STYLES],
            script=place.assets.script(script),
            messages=messages_block("charts", "page", *(("limits",) if getattr(view, "left_out", 0) else ())),
            **more,
        )
    )
    return Page(title, html)


def _topics(view: Matrix, reading: Reading) -> list[tuple[str, str, int]]:
    """Return id, name and number of debates of what several debates are about, by name."""
    counted = Counter(topic for row in view.tables[0].rows for topic in row.topics)
    found = [(short(iri), cut(reading.label(iri)), n) for iri, n in counted.items() if n > 1]
    return sorted(found, key=lambda topic: (topic[1].casefold(), topic[0]))


def _told_in(view: Matrix) -> Mapping[str, str]:
    """Return the debate under which each claim is told of: the first, for a claim that answers several."""
    return {claim: debate for debate, claims in reversed(list(view.debates.items())) for claim in claims}


def _extent(view: Timeline, span: Span) -> tuple[float, float]:
    """Return from where to where a span is drawn: to the end of its last year."""
    if view.axis is None:
        return 0.0, 0.0
    return view.axis.place(Decimal(span.first)), view.axis.place(Decimal(span.last + 1))


def _years(span: Span) -> str:
    """Return the years of a span: "1936", "1936–1938"."""
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"


def _dated(span: Span) -> str:
    """Return a date as exactly as it is known: the month or day of an exact one, else the years."""
    return (
        span.text
        if span.first == span.last and not span.uncertain and span.text.startswith(f"{span.first}-")
        else _years(span)
    )
