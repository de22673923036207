"""Pages that draw the graph: one self-contained HTML file each, which calls nobody."""

from __future__ import annotations

from historiograph.views.networks import NETWORK_VIEWS, Layouts, NetworkView, network_view
from historiograph.views.page import Page, render_view
from historiograph.views.reading import Reading

__all__ = ["VIEWS", "Layouts", "NetworkView", "Page", "Reading", "network_view", "render_view"]

VIEWS = NETWORK_VIEWS
"""Name of a view -> how it is selected and laid out."""
