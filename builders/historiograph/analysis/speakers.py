"""Bridges, lone voices and central places among those who speak, and whose views come only from others.

A bridge is somebody who agrees with two speakers that oppose each other. Centrality is betweenness (Freeman, "A set of
measures of centrality based on betweenness", Sociometry 40, 1977) in the graph of who agrees with whom, worked out by
networkx; beyond a few hundred speakers from a fixed sample of sources (Brandes and Pich, International Journal of
Bifurcation and Chaos 17, 2007). Being central says how much of the recorded agreement passes through somebody in this
graph; it is no measure of influence or merit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from historiograph.analysis.agreement import SEED
from historiograph.analysis.corpus import Inference, Stance
from historiograph.analysis.positions import Meeting, Positions

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Heard", "Speaker", "agreement_graph", "argument_centrality", "heard_through", "net", "speakers"]

_SAMPLED_FROM = 400


class Speaker(NamedTuple):
    """One speaker among the others.

    Attributes:
        name: who it is.
        positions: claims that they accept or reject.
        agrees: speakers with whom they agree more often than not.
        disagrees: speakers with whom they disagree more often than not.
        bridges: pairs of speakers who oppose each other and both agree with this one.
        betweenness: share of the shortest paths of agreement that lead through them, 0 to 1.
    """

    name: str
    positions: int
    agrees: int
    disagrees: int
    bridges: int
    betweenness: float


class Heard(NamedTuple):
    """Through whom a speaker's views are known: stances in all, in their own voice, and by reporter."""

    name: str
    stances: int
    own: int
    reporters: Mapping[str, int]


def net(met: Sequence[Meeting]) -> dict[tuple[str, str], int]:
    """Return each pair that meets with its agreements less its disagreements over all debates."""
    found: dict[tuple[str, str], int] = {}
    for one in met:
        pair = (one.one, one.other)
        found[pair] = found.get(pair, 0) + one.agreements - one.disagreements
    return found


def agreement_graph(met: Sequence[Meeting]) -> nx.Graph[str]:
    """Return the speakers who meet anybody; those who agree more often than not are joined, weighted by how often."""
    import networkx as nx

    graph = nx.Graph()
    pairs = net(met)
    graph.add_nodes_from(sorted({name for pair in pairs for name in pair}))
    graph.add_edges_from((one, other, {"weight": by}) for (one, other), by in sorted(pairs.items()) if by > 0)
    return graph


def speakers(held: Positions, met: Sequence[Meeting]) -> list[Speaker]:
    """Return every speaker who takes a position: those who bridge most first, those who meet nobody last.

    Args:
        held: what speakers hold of claims that answer debates.
        met: where they meet.
    """
    import networkx as nx

    counts: dict[str, int] = {}
    for some in held.values():
        for holder in some:
            counts[holder] = counts.get(holder, 0) + 1
    graph = agreement_graph(met)
    against: dict[str, set[str]] = {}
    for (one, other), by in net(met).items():
        if by < 0:
            against.setdefault(one, set()).add(other)
            against.setdefault(other, set()).add(one)
    sample = _SAMPLED_FROM if len(graph) > _SAMPLED_FROM else None
    between = nx.betweenness_centrality(graph, k=sample, seed=SEED)
    found = []
    for name, count in counts.items():
        friends = set(graph[name]) if name in graph else set()
        bridged = sum(len(against.get(friend, set()) & friends) for friend in friends) // 2
        found.append(
            Speaker(name, count, len(friends), len(against.get(name, ())), bridged, float(between.get(name, 0.0)))
        )
    return sorted(
        found, key=lambda one: (-one.bridges, -one.betweenness, -one.agrees - one.disagrees, -one.positions, one.name)
    )


def heard_through(stances: Sequence[Stance], only: frozenset[str]) -> list[Heard]:
    """Return through whom the views of some speakers are known: those never heard in their own voice first."""
    found: dict[str, dict[str, int]] = {}
    for stance in stances:
        if stance.holder in only:
            reporters = found.setdefault(stance.holder, {})
            reporters[stance.reporter] = reporters.get(stance.reporter, 0) + 1
    heard = [
        Heard(name, sum(reporters.values()), reporters.get(name, 0), reporters) for name, reporters in found.items()
    ]
    return sorted(heard, key=lambda one: (one.own > 0, -one.stances, one.name))


def argument_centrality(inferences: Sequence[Inference]) -> list[tuple[str, int, float]]:
    """Return what arguments rest on: claims and evidence, with how many steps use each, and its rank from 0 to 1.

    The rank is PageRank (Page, Brin, Motwani and Winograd, 1999) with links from each conclusion to its premises: a
    premise ranks high when much is drawn from it, directly or through what is drawn from it.
    """
    import networkx as nx

    graph = nx.DiGraph()
    uses: dict[str, int] = {}
    for step in inferences:
        for premise in step.premises:
            uses[premise] = uses.get(premise, 0) + 1
            graph.add_edge(step.conclusion, premise)
    ranks = _pagerank(graph)
    return sorted(
        ((name, count, ranks[name]) for name, count in uses.items()), key=lambda one: (-one[1], -one[2], one[0])
    )


def _pagerank(graph: nx.DiGraph[str], damping: float = 0.85, tolerance: float = 1e-9) -> dict[str, float]:
    """Return the PageRank of each node by power iteration; networkx would need scipy for it."""
    import numpy as np

    names = sorted(graph)
    if not names:
        return {}
    place = {name: index for index, name in enumerate(names)}
    source = np.array([place[one] for one, _ in graph.edges], dtype=np.int64)
    target = np.array([place[other] for _, other in graph.edges], dtype=np.int64)
    out = np.bincount(source, minlength=len(names))
    rank = np.full(len(names), 1 / len(names))
    for _ in range(200):
        flow = np.bincount(target, weights=rank[source] / out[source], minlength=len(names))
        new = damping * (flow + rank[out == 0].sum() / len(names)) + (1 - damping) / len(names)
        if np.abs(new - rank).sum() < tolerance:
            rank = new
            break
        rank = new
    return dict(zip(names, rank.tolist(), strict=True))
