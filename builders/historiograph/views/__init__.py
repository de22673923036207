"""Pages that draw the graph: one self-contained HTML file each, which calls nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.errors import InputError, NotFoundError
from historiograph.views.blocks import lay_out_overview
from historiograph.views.layered import lay_out_debate
from historiograph.views.models import NetworkView
from historiograph.views.page import Page, render_view
from historiograph.views.reading import Reading
from historiograph.views.select import debate, overview

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["VIEWS", "NetworkView", "Page", "Reading", "network_view", "render_view"]


def _overview(_: KnowledgeGraph, reading: Reading, focus: str | None) -> NetworkView:
    if focus is not None:
        raise InputError("the view 'overview' shows everything and takes no focus; leave it out, or use 'debate'")
    return lay_out_overview(overview(reading))


def _debate(kg: KnowledgeGraph, reading: Reading, focus: str | None) -> NetworkView:
    if focus is None:
        raise InputError("the view 'debate' needs a focus: the debate to show, by slug, label or IRI")
    return lay_out_debate(debate(reading, kg.find(focus, kind="Debate")))


VIEWS: Mapping[str, Callable[[KnowledgeGraph, Reading, str | None], NetworkView]] = {
    "overview": _overview,
    "debate": _debate,
}
"""Name of a view -> how it is selected and laid out."""


def network_view(
    kg: KnowledgeGraph, name: str, focus: str | None = None, *, reading: Reading | None = None
) -> NetworkView:
    """Return a view as laid-out data; arguments and errors are those of `render_view`."""
    if name not in VIEWS:
        raise NotFoundError("view", name, VIEWS)
    return VIEWS[name](kg, reading or Reading(kg), focus)
