"""Which debates belong together: those whose claims are about the same topics."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt

import networkx as nx

from historiograph.views.phrases import phrase
from historiograph.views.reading import Reading

__all__ = ["FURTHER", "themes"]

FURTHER = "theme/further"
"""Id of the theme of the debates that share no topic with others."""

_ANSWER, _BEARS_ON = 2, 1
_SEED, _FINENESS = 7, 1.8


def themes(reading: Reading) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return theme id -> its name and the IRIs of its debates; themes of more debates first.

    Debates are linked by the topics that they share (cosine of TF-IDF weights, topics taken with all that is broader),
    and grouped by Louvain's method with a fixed seed. A theme is called by the topic that tells it best from the
    others, and keeps its id while that topic is the same.
    """
    weights = _weights(reading)
    graph = nx.Graph()
    names = sorted(weights)
    graph.add_nodes_from(names)
    by_topic: dict[str, list[str]] = defaultdict(list)
    for debate in names:
        for topic in weights[debate]:
            by_topic[topic].append(debate)
    for debate in names:
        shared = {other for topic in weights[debate] for other in by_topic[topic] if other > debate}
        for other in sorted(shared):
            if alike := _cosine(weights[debate], weights[other]):
                graph.add_edge(debate, other, weight=alike)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    loose: list[str] = []
    groups: list[Sequence[str]] = [
        sorted(group)
        for group in nx.community.louvain_communities(graph, weight="weight", resolution=_FINENESS, seed=_SEED)
    ]
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        topic = _telling(group, weights, found)
        if len(group) < 2 or not topic:
            loose += group
        else:
            found[_theme_id(topic)] = (reading.label(topic), tuple(group))
    if loose:
        found[FURTHER] = (phrase("network.further-questions"), tuple(sorted(loose)))
    return found


def _theme_id(topic: str) -> str:
    return "theme/" + topic.rsplit("/", 1)[-1]


def _weights(reading: Reading) -> dict[str, dict[str, float]]:
    """Return debate -> topic -> TF-IDF weight."""
    network = reading.network
    broader = defaultdict(set)
    for source, target, relation in network.edges(data="relation"):
        if relation == "broader" and reading.kind(source) == "topic":
            broader[source].add(target)
    counts: dict[str, Counter[str]] = {iri: Counter() for iri, kind in network.nodes("kind") if kind == "debate"}
    for debate, topics in counts.items():
        for claim, _, relation in network.in_edges(debate, data="relation"):
            if relation not in ("answers", "bearsOn"):
                continue
            about = {t for _, t, r in network.out_edges(claim, data="relation") if r == "about"}
            for topic in {t for t in about if reading.kind(t) == "topic"} | {b for t in about for b in broader[t]}:
                topics[topic] += _ANSWER if relation == "answers" else _BEARS_ON
    spread = Counter(topic for topics in counts.values() for topic in topics)
    return {
        debate: {t: log(1 + n) * log((1 + len(counts)) / spread[t]) for t, n in sorted(topics.items())}
        for debate, topics in counts.items()
    }


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(weight * other[topic] for topic, weight in one.items() if topic in other)
    size = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return dot / size if size else 0.0


def _telling(group: Sequence[str], weights: Mapping[str, Mapping[str, float]], taken: Mapping[str, object]) -> str:
    """Return the topic that weighs most in a group and is no other group's name."""
    sums: Counter[str] = Counter()
    for debate in group:
        for topic, weight in weights[debate].items():
            sums[topic] += weight  # type: ignore[assignment]
    ranked = sorted(sums, key=lambda topic: (-sums[topic], topic))
    return next((topic for topic in ranked if _theme_id(topic) not in taken), "")
