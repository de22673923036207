"""From a laid-out view to a page: pyvis collects nodes and edges, our own template and scripts show them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape
from pyvis.network import Network

from historiograph.folding import fold_both
from historiograph.views.language import LANGUAGES, say
from historiograph.views.networks.facets import FACETS
from historiograph.views.networks.models import Edge, Facets, NetworkView, Node
from historiograph.views.phrases import Phrase
from historiograph.views.place import Place
from historiograph.views.templating import environment, json_block, messages_block, of_rooms

__all__ = ["render"]

_READABLE = {"overview": 0.5}
"""View -> the least scale at which it begins; others begin where their text is at least 11 pixels high."""


def render(view: NetworkView, place: Place | None = None) -> str:
    """Return the page of a laid-out view, which stands by itself unless it is told where."""
    place = place or Place()
    network = _collect(view)
    network.templateEnv = environment()
    own = {kind.key for kind in view.own_kinds}
    page: str = network.templateEnv.get_template("network.html.j2").render(
        view=view,
        assets=place.assets,
        nodes=view.by_id(),
        data=json_block(_data(view, network, place.page_of)),
        messages=_messages(view),
        relation_name=lambda edge: _relation_name(edge, own),
        facets=FACETS,
        basis=_basis,
        labels=_labels,
        degree=_degrees(view),
        crumbs=place.crumbs,
    )
    return page


def _collect(view: NetworkView) -> Network:
    """Give nodes and edges to pyvis: directed, no physics, no menus, positions fixed by the layout."""
    network = Network(directed=True, select_menu=False, filter_menu=False, cdn_resources="in_line")
    network.toggle_physics(False)
    codes = {facet: {value: n for n, value in enumerate(values)} for facet, values in view.facets.items()}
    for node in view.nodes:
        names = (*node.other_names, *((node.byline,) if node.byline and node.byline not in node.other_names else ()))
        network.add_node(
            node.id,
            label=node.label,
            shape="custom",
            kind=node.kind,
            x=node.x,
            y=node.y,
            lines=node.lines,
            small=node.small_lines,
            size=node.size,
            width=node.width,
            height=node.height,
            strong=node.strong,
            names=names,
            keys=_keys(node, names),
            text=node.text,
            facets=_coded(node.facets, codes),
            **({"within": node.within} if node.within else {}),
            **({"labels": node.labels} if node.labels else {}),
        )
    for edge in view.edges:
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            relation=edge.relation,
            explicit=edge.explicit,
            derived=edge.derived,
            remarks=[_told(remark) for remark in edge.remarks],
            count=edge.count,
            route=edge.route,
            start=edge.start,
            end=edge.end,
            via=edge.via,
            reach=edge.reach,
            **({"facets": _coded(edge.facets, codes)} if edge.facets else {}),
        )
    return network


def _data(view: NetworkView, network: Network, page_of: Callable[[str], str]) -> Mapping[str, object]:
    """Return what the script reads."""
    nodes, edges, *_ = network.get_network_data()
    pages = {node.id: address for node in view.nodes if (address := page_of(node.iri))}
    return {
        "name": view.name,
        "title": view.title,
        "file": re.sub(r"[^\w-]+", "-", f"{view.name}-{view.focus.rpartition('/')[2]}").strip("-"),
        "focus": view.focus,
        "readable": _READABLE.get(view.name, 0.69),
        "strongDebate": any(node.strong and node.kind == "debate" for node in view.nodes),
        "nodes": nodes,
        "edges": edges,
        "regions": [vars(region) for region in view.regions],
        "groups": [vars(group) for group in view.groups],
        "facets": [
            {"key": facet, "values": [{"id": value, **_named(label)} for value, label in view.facets[facet].items()]}
            for facet in FACETS
            if facet in view.facets
        ]
        + [{"key": facet, "values": []} for facet in FACETS if facet not in view.facets],
        "nodeKinds": [{**vars(kind), "count": count} for kind, count in view.node_kinds],
        "edgeKinds": [
            {**{key: value for key, value in vars(kind).items() if key != "name"}, "count": count}
            for kind, count in view.edge_kinds
        ],
        "pages": pages,
    }


def _messages(view: NetworkView) -> Markup:
    """Return the messages for the script; what a dataset calls its own relations is the same in every language."""
    limited = any(isinstance(note, Phrase) and note.key.startswith("limits.") for note in view.notes)
    rooms = ("network", "words", "page", *(("limits",) if limited else ()))
    if not view.own_kinds:
        return messages_block(*rooms)
    named = {f"words.relation.{kind.key}": kind.name for kind in view.own_kinds}
    return json_block({language: {**of_rooms(language, *rooms), **named} for language in LANGUAGES})


def _relation_name(edge: Edge, own: set[str]) -> Markup:
    return escape(edge.label) if edge.relation in own else say(f"words.relation.{edge.relation}")


def _keys(node: Node, names: Sequence[str]) -> list[str]:
    """Return what a search compares: the folded label, the folded names, and last what the thing says."""
    folded = [" ".join(fold_both(text)) for text in (node.label, *names)]
    return [*folded, " ".join(fold_both(node.text)) if node.text != node.label else ""]


def _coded(facets: Facets, codes: Mapping[str, Mapping[str, int]]) -> dict[str, list[int]]:
    return {facet: [codes[facet][value] for value in values] for facet, values in facets.items()}


def _named(label: str) -> dict[str, str]:
    return {"label": label, "say": label.key} if isinstance(label, Phrase) else {"label": label}


def _told(remark: str) -> tuple[str, Mapping[str, object], str]:
    return (remark.key, remark.gaps, "") if isinstance(remark, Phrase) else ("", {}, remark)


def _basis(edge: Edge) -> str:
    return "counted" if edge.derived else "stated" if edge.explicit else "inferred"


def _labels(node: Node) -> Markup:
    """Return the attribute that has a label in further languages, if there are any."""
    if not node.labels:
        return Markup("")
    return Markup(' data-labels="{}"').format(json_block({"en": node.label, **node.labels}))


def _degrees(view: NetworkView) -> dict[str, int]:
    degree = dict.fromkeys((node.id for node in view.nodes), 0)
    for edge in view.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return degree
