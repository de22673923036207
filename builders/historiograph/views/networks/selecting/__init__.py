"""Which part of the graph a view shows: knowledge graph in, `NetworkView` out, still without positions."""

from __future__ import annotations

from historiograph.views.networks.selecting.debate import debate
from historiograph.views.networks.selecting.evidence import evidence
from historiograph.views.networks.selecting.historian import historian
from historiograph.views.networks.selecting.overview import overview
from historiograph.views.networks.selecting.school import school

__all__ = ["debate", "evidence", "historian", "overview", "school"]
