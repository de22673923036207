"""Pages that draw the graph: one self-contained HTML file each, which calls nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.errors import InputError, NotFoundError
from historiograph.views.blocks import lay_out_overview
from historiograph.views.charts import CHARTS
from historiograph.views.layered import lay_out_debate
from historiograph.views.models import NetworkView
from historiograph.views.page import Page, render_view
from historiograph.views.reading import Reading
from historiograph.views.select import debate, overview

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.assets import Assets

__all__ = ["NETWORKS", "VIEWS", "NetworkView", "Page", "Reading", "network_view", "render_view"]


def _overview(_: KnowledgeGraph, reading: Reading, focus: str | None) -> NetworkView:
    if focus is not None:
        raise InputError("the view 'overview' shows everything and takes no focus; leave it out, or use 'debate'")
    return lay_out_overview(overview(reading))


def _debate(kg: KnowledgeGraph, reading: Reading, focus: str | None) -> NetworkView:
    if focus is None:
        raise InputError("the view 'debate' needs a focus: the debate to show, by slug, label or IRI")
    return lay_out_debate(debate(reading, kg.find(focus, kind="Debate")))


NETWORKS: Mapping[str, Callable[[KnowledgeGraph, Reading, str | None], NetworkView]] = {
    "overview": _overview,
    "debate": _debate,
}
"""Name of a view that is a network -> how it is selected and laid out."""


def _drawn(name: str) -> Callable[[KnowledgeGraph, Reading, str | None, Assets], Page]:
    def page(kg: KnowledgeGraph, reading: Reading, focus: str | None, assets: Assets) -> Page:  # noqa: ARG001
        from historiograph.views.render import render  # here: pyvis and Jinja2 are slow to import

        view = NETWORKS[name](kg, reading, focus)
        return Page(view.title, render(view))

    return page


VIEWS: Mapping[str, Callable[[KnowledgeGraph, Reading, str | None, Assets], Page]] = {
    **{name: _drawn(name) for name in NETWORKS},
    **CHARTS,
}
"""Name of a view -> how its page is made."""


def network_view(
    kg: KnowledgeGraph, name: str, focus: str | None = None, *, reading: Reading | None = None
) -> NetworkView:
    """Return a network view as laid-out data; arguments and errors are those of `render_view`."""
    if name not in NETWORKS:
        raise NotFoundError("view", name, NETWORKS)
    return NETWORKS[name](kg, reading or Reading(kg), focus)
