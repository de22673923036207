"""Places for the nodes of a network that another program shall open ready to look at.

The start is the subject itself: each debate has a disc, the larger the more claims bear on it, and its claims lie in
it; whatever else there is lies in the middle of its neighbours. From there ForceAtlas2 (Jacomy et al., PLoS ONE 9(6),
2014) moves the nodes apart, which a network of more nodes than `REFINED` is spared.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np

__all__ = ["REFINED", "place"]

REFINED = 3_000
"""So many nodes are moved by forces, each against each; more would take minutes."""
_GOLDEN = pi * (3 - sqrt(5))
_ROOM = 30.0
"""Distance of two neighbours in a disc, in the units of the positions."""
_STEPS = 40


def place(network: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Return a place for every node: the same for the same network, since nothing is left to chance.

    Args:
        network: as `historiograph.network.build_network` makes it.

    Returns:
        Node -> x and y, rounded to tenths.
    """
    start = _by_debate(network)
    nodes = list(network)
    at = np.array([start[node] for node in nodes], dtype=float).reshape(-1, 2)
    if 1 < len(nodes) <= REFINED:
        at = _moved_apart(network, nodes, at)
    return {node: (round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for node, (x, y) in zip(nodes, at, strict=True)}


def _by_debate(network: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Place debates with their claims as discs in a disc, and the rest between its neighbours."""
    discs: dict[str, list[str]] = defaultdict(list)
    for node, kind in network.nodes("kind"):
        if kind == "debate":
            discs[node].append(node)
    for node in network:
        nearest = [end for _, end, how in network.out_edges(node, data="relation") if how in ("answers", "bearsOn")]
        if nearest and network.nodes[node]["kind"] != "debate":
            discs[min(nearest)].append(node)
    at: dict[str, tuple[float, float]] = {}
    area = 0.0
    for number, (_, members) in enumerate(sorted(discs.items(), key=lambda disc: (-len(disc[1]), disc[0]))):
        area += len(members) / 2
        middle = _spiral(number, _ROOM * 1.6 * sqrt(area))
        area += len(members) / 2
        for place_in_disc, node in enumerate(members):
            x, y = _spiral(place_in_disc, _ROOM * sqrt(place_in_disc))
            at[node] = (middle[0] + x, middle[1] + y)
    edge = _ROOM * 1.6 * sqrt(area + 1)
    for _ in range(3):  # a topic of a claim is placed at once, its broader topic the next time
        found: dict[str, tuple[float, float]] = {}
        for node in network:
            if node not in at:
                around = [at[end] for end in sorted({*network.pred[node], *network.succ[node]}) if end in at]
                if around:
                    x, y = _spiral(len(at) + len(found), _ROOM)
                    found[node] = (
                        sum(x for x, _ in around) / len(around) + x,
                        sum(y for _, y in around) / len(around) + y,
                    )
        at |= found
    for number, node in enumerate(sorted(set(network) - set(at))):
        at[node] = _spiral(number, edge + _ROOM * sqrt(number))
    return at


def _spiral(number: int, radius: float) -> tuple[float, float]:
    """Return the place of a seed in a sunflower's head."""
    return radius * cos(number * _GOLDEN), radius * sin(number * _GOLDEN)


def _moved_apart(network: nx.MultiDiGraph, nodes: list[str], at: np.ndarray) -> np.ndarray:
    """Move nodes by ForceAtlas2's forces: all push each other away by their degree, edges pull, the middle holds."""
    index = {node: number for number, node in enumerate(nodes)}
    pairs = sorted({(index[a], index[b]) for a, b in network.edges() if a != b})
    ends = np.array(pairs, dtype=int).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=len(nodes)).astype(np.float32)
    mass = degree + 1
    place: np.ndarray = (at - at.mean(axis=0)).astype(np.float32)
    for step in range(_STEPS):
        squares = (place**2).sum(axis=1)
        apart = np.maximum(squares[:, None] + squares[None, :] - 2 * (place @ place.T), 1.0)
        push = (mass[:, None] * mass[None, :]) / apart
        np.fill_diagonal(push, 0)
        force = 10 * (place * push.sum(axis=1)[:, None] - push @ place)
        pull = place[ends[:, 1]] - place[ends[:, 0]]
        np.add.at(force, ends[:, 0], pull)
        np.add.at(force, ends[:, 1], -pull)
        force -= 4 * mass[:, None] * place / np.sqrt(squares + 1)[:, None]
        length = np.sqrt((force**2).sum(axis=1)) + 1e-6
        far = _ROOM * 2 * (1 - step / _STEPS) + 0.5
        place += force * (np.minimum(length / mass, far) / length)[:, None]
    return np.asarray(place, dtype=float)
