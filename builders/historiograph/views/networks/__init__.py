"""The network views: what each shows, where it stands, and the page that draws it.

selecting/   which part of the graph a view shows; facets, details: what is told of each thing
columns, layered, passing, blocks, routing, layouts, measure: where everything stands, and how lines run
legend, models: what a view is made of;  render: the page
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from historiograph.errors import InputError, NotFoundError
from historiograph.views.networks import selecting
from historiograph.views.networks.blocks import lay_out_overview
from historiograph.views.networks.columns import plan_of_debate, plan_of_selection
from historiograph.views.networks.layered import lay_out_columns
from historiograph.views.networks.layouts import Layouts
from historiograph.views.networks.models import NetworkView
from historiograph.views.reading import AGENTS, Reading

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["NETWORK_VIEWS", "Layouts", "NetworkView", "network_view"]

_FOCUS = {
    "debate": ("the debate to show", "origins-of-the-terror"),
    "school": ("the school to show", "totalitarian-school"),
    "historian": ("the person or voice to show", "getty"),
    "evidence": ("the piece of evidence to show", "smolensk-party-archive"),
}
"""View -> what its focus is, and an example."""


def _overview(reading: Reading, _: str, layouts: Layouts | None) -> NetworkView:
    return lay_out_overview(selecting.overview(reading), reading, layouts)


def _debate(reading: Reading, focus: str, layouts: Layouts | None) -> NetworkView:
    view = selecting.debate(reading, focus)
    return lay_out_columns(view, plan_of_debate(view), layouts)


def _in_columns(select: Callable[[Reading, str], NetworkView]) -> Callable[..., NetworkView]:
    def lay_out(reading: Reading, focus: str, layouts: Layouts | None) -> NetworkView:
        view = select(reading, focus)
        return lay_out_columns(view, plan_of_selection(view), layouts)

    return lay_out


NETWORK_VIEWS: Mapping[str, Callable[[Reading, str, Layouts | None], NetworkView]] = {
    "overview": _overview,
    "debate": _debate,
    "school": _in_columns(selecting.school),
    "historian": _in_columns(selecting.historian),
    "evidence": _in_columns(selecting.evidence),
}
"""Name of a view -> how it is selected and laid out."""


def network_view(
    kg: KnowledgeGraph,
    name: str,
    focus: str | None = None,
    *,
    reading: Reading | None = None,
    layouts: Layouts | None = None,
) -> NetworkView:
    """Return a view as laid-out data.

    Args:
        kg: the graph.
        name: of the view, one of `NETWORK_VIEWS`.
        focus: the thing that the view is about, by slug, label or IRI.
        reading: the same graph, already read; give it where several views are made, so it is read only once.
        layouts: where things stood in an earlier edition; remembers where they stand now.

    Raises:
        NotFoundError: for an unknown view or focus, with the nearest ones.
        InputError: if a focus is missing, given where none is taken, or of the wrong kind.
    """
    if name not in NETWORK_VIEWS:
        raise NotFoundError("view", name, NETWORK_VIEWS)
    found = _focus(kg, name, focus, reading := reading or Reading(kg))
    return NETWORK_VIEWS[name](reading, found, layouts)


def _focus(kg: KnowledgeGraph, name: str, focus: str | None, reading: Reading) -> str:
    """Return the IRI of the focus; an empty one for the overview, which has none."""
    if name not in _FOCUS:
        if focus is not None:
            raise InputError(f"the view '{name}' shows everything and takes no focus; leave it out, or use 'debate'")
        return ""
    what, example = _FOCUS[name]
    if focus is None:
        raise InputError(f"the view '{name}' needs a focus: {what}, by slug, label or IRI, such as --focus {example}")
    iri = kg.find(focus, kind={"historian": "Agent"}.get(name, name.capitalize()))
    if iri not in reading.network or (name == "historian" and reading.kind(iri) not in AGENTS):
        raise InputError(f"{focus}: the view '{name}' cannot show it; it needs {what}")
    return iri
