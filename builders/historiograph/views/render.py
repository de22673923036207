"""From a laid-out view to one self-contained HTML page.

pyvis collects nodes and edges; everything that reaches the reader comes from our own template and static files,
inlined, under a content security policy that forbids the network and any script but these two.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from historiograph.views.legend import edge_kind, node_kind
from historiograph.views.models import NetworkView

__all__ = ["environment", "render", "static_text"]

_ENGINE = "vendor/vis-network-10.1.5.min.js"
_SCRIPTS = ("shapes.js", "lines.js", "drawing.js", "panel.js", "legend.js", "search.js", "network.js")
_UNSAFE_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def render(view: NetworkView) -> str:
    """Return the page of a laid-out view."""
    scripts = [_engine(), _own_script()]
    network = _collect(view)
    network.templateEnv = environment()
    page: str = network.templateEnv.get_template("network.html.j2").render(
        view=view,
        names={node.id: node.label for node in view.nodes},
        data=_data(view, network),
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files, not input
        style=Markup(static_text("network.css")),  # noqa: S704 - our own file, not input
        policy=_policy(scripts),
        node_kind=node_kind,
        edge_kind=edge_kind,
        degree=_degrees(view),
    )
    return page


def _collect(view: NetworkView) -> Network:
    """Give nodes and edges to pyvis: directed, no physics, no menus, positions fixed by the layout."""
    network = Network(directed=True, select_menu=False, filter_menu=False, cdn_resources="in_line")
    network.toggle_physics(False)
    for node in view.nodes:
        network.add_node(
            node.id,
            label=node.label,
            shape="custom",
            group=node.kind,
            x=node.x,
            y=node.y,
            lines=node.lines,
            small=node.small_lines,
            size=node.size,
            width=node.width,
            height=node.height,
            strong=node.strong,
            names=(*node.other_names, *((node.byline,) if node.byline else ())),
        )
    for edge in view.edges:
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            relation=edge.relation,
            explicit=edge.explicit,
            derived=edge.derived,
            remarks=edge.remarks,
            count=edge.count,
            route=edge.route,
            start=edge.start,
            end=edge.end,
            via=edge.via,
            reach=edge.reach,
        )
    return network


def _data(view: NetworkView, network: Network) -> Markup:
    """Return what the script reads, as JSON that cannot end its own script element."""
    nodes, edges, *_ = network.get_network_data()
    data = {
        "name": view.name,
        "focus": view.focus,
        "nodes": nodes,
        "edges": edges,
        "regions": [vars(region) for region in view.regions],
        "nodeKinds": [{**vars(kind), "count": count} for kind, count in view.node_kinds],
        "edgeKinds": [{**vars(kind), "count": count} for kind, count in view.edge_kinds],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704 - no character of markup is left in it


def _degrees(view: NetworkView) -> dict[str, int]:
    degree = dict.fromkeys((node.id for node in view.nodes), 0)
    for edge in view.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return degree


def _policy(scripts: list[str]) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the template environment: everything escaped, an unknown variable is an error."""
    return Environment(
        loader=PackageLoader("historiograph.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def _engine() -> str:
    """Return vis-network without the pointer to its source map, which a browser's tools would go and fetch."""
    return "\n".join(line for line in static_text(_ENGINE).split("\n") if not line.startswith("//# sourceMappingURL"))


@lru_cache(maxsize=1)
def _own_script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(static_text(name) for name in _SCRIPTS) + "})();\n"


def static_text(name: str) -> str:
    """Return a file of `static/`, fit to be inlined into an element of its own."""
    text = resources.files("historiograph.views").joinpath("static", *name.split("/")).read_text(encoding="utf-8")
    if "</script" in text.lower() or "<!--" in text or "</style" in text.lower():
        raise ValueError(f"views/static/{name} cannot be inlined: it would end its own element")
    return text.replace("\r\n", "\n")
