"""The views that are not networks: who answers what, which figures are given, and what was written when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.views.page import Page

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.place import Place
    from historiograph.views.reading import Reading

__all__ = ["CHARTS"]


def _matrix(kg: KnowledgeGraph, reading: Reading, focus: str | None, place: Place) -> Page:
    from historiograph.views.charts.matrix import matrix
    from historiograph.views.charts.render import render_matrix

    return render_matrix(matrix(reading, kg.find(focus, kind="Debate") if focus else ""), reading, place)


def _estimates(kg: KnowledgeGraph, reading: Reading, focus: str | None, place: Place) -> Page:
    from historiograph.views.charts.estimates import estimates
    from historiograph.views.charts.render import render_estimates

    return render_estimates(estimates(reading, kg.find(focus, kind="Measure") if focus else ""), reading, place)


def _timeline(kg: KnowledgeGraph, reading: Reading, focus: str | None, place: Place) -> Page:
    from historiograph.views.charts.render import render_timeline
    from historiograph.views.charts.timeline import timeline

    return render_timeline(timeline(reading, kg.find(focus) if focus else ""), reading, place)


CHARTS: Mapping[str, Callable[[KnowledgeGraph, Reading, str | None, Place], Page]] = {
    "matrix": _matrix,
    "estimates": _estimates,
    "timeline": _timeline,
}
"""Name of a view -> how it is made. All take a focus, and need none."""
