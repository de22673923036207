"""The picture of the named graphs: how many triples, and of what, lie in each."""

from __future__ import annotations

from collections import Counter
from html import escape

from documentation.drawing import sheet
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import RDF_TYPE, curie

_SAYS = (
    "Four named graphs: the authorities, one graph for each of the two texts, and what the rules derived, each with its"
    " number of triples and the commonest classes or properties in it."
)
_FROM = {
    "authorities": "people, works, schools, debates and topics",
    "derived": "what rules and search keys add; made anew by each build",
}
_MOST = 5


def packaging(kg: KnowledgeGraph) -> str:
    """Return the picture of the graphs of a dataset."""
    inside: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for quad in (*kg.authored, *kg.derived):
        name = str(getattr(quad.graph_name, "value", "")).removeprefix(kg.header.base)
        sizes[name] += 1
        counts = inside.setdefault(name, Counter())
        if name.endswith("/derived"):
            counts[curie(quad.predicate.value)] += 1
        elif quad.predicate.value == RDF_TYPE:
            counts[curie(str(getattr(quad.object, "value", "")))] += 1
    names = sorted(inside, key=lambda name: (name.endswith("/derived"), not name.endswith("/authorities"), name))
    parts = []
    for number, name in enumerate(names):
        x, y = 20 + number % 2 * 460, 20 + number // 2 * 220
        parts.append(f'<g class="graph {"derived" if name.endswith("/derived") else "authored"} {_hue(name)}">')
        parts.append(f'<path class="shape" d="M{x} {y}h440v200h-440z"/>')
        lines = [("class", name), ("label", f"{sizes[name]:,} triples"), ("row", _from(name))]
        step = y + 10
        for kind, text in lines:
            step += 23
            parts.append(f'<text class="{kind}" x="{x + 220}" y="{step}">{escape(text)}</text>')
        for kind, count in inside[name].most_common(_MOST):
            step += 20
            parts.append(
                f'<text class="row" x="{x + 220}" y="{step + 4}"><tspan class="key">{kind}</tspan> {count:,}</text>'
            )
        parts.append("</g>")
    return sheet("graphs", _SAYS, 940, 20 + (len(names) + 1) // 2 * 220, parts)


def _hue(name: str) -> str:
    return {"authorities": "grey", "derived": "green"}.get(name.rpartition("/")[2], "blue")


def _from(name: str) -> str:
    return _FROM.get(name.rpartition("/")[2], "what this text says: every record with it as its source")
