"""Pages that draw the graph: one self-contained HTML file each, which calls nobody, or pages of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.views.charts import CHARTS
from historiograph.views.networks import NETWORK_VIEWS, Layouts, NetworkView, network_view
from historiograph.views.page import Page, render_view
from historiograph.views.place import Place
from historiograph.views.reading import Reading

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["VIEWS", "Layouts", "NetworkView", "Page", "Place", "Reading", "network_view", "render_view"]


def _drawn(name: str) -> Callable[[KnowledgeGraph, Reading, str | None, Place], Page]:
    def page(kg: KnowledgeGraph, reading: Reading, focus: str | None, place: Place) -> Page:
        from historiograph.views.networks.render import render  # here: pyvis and Jinja2 are slow to import

        view = network_view(kg, name, focus, reading=reading, layouts=place.layouts)
        return Page(view.title, render(view, place))

    return page


VIEWS: Mapping[str, Callable[[KnowledgeGraph, Reading, str | None, Place], Page]] = {
    **{name: _drawn(name) for name in NETWORK_VIEWS},
    **CHARTS,
}
"""Name of a view -> how its page is made."""
