"""Whether the schools emerge from what people say: groups found by agreement, held against the declared schools.

Groups are found by the Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in
large networks", Journal of Statistical Mechanics, 2008) of networkx on the graph of agreement. The likeness of two
groupings is the adjusted Rand index (Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985): 1
for the same grouping, about 0 for chance. How often chance does as well is told by a permutation test over the schools'
labels (Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import comb
from typing import NamedTuple

from historiograph.analysis.agreement import SEED
from historiograph.analysis.positions import Meeting
from historiograph.analysis.speakers import agreement_graph

__all__ = ["Comparison", "adjusted_rand", "communities", "compare_with_schools"]

_PERMUTATIONS = 9999
LEAST_COMPARED = 6
"""Speakers that a comparison should have at least; with fewer, hardly any outcome would be rarer than chance."""


class Comparison(NamedTuple):
    """How like the declared schools the groups found are.

    Attributes:
        compared: speakers who are in one school and in a group.
        schools: among them.
        groups: among them.
        rand: the adjusted Rand index; None where either grouping leaves nothing to compare.
        chance: share of random labellings that come as close or closer (the p-value); None as above.
    """

    compared: int
    schools: int
    groups: int
    rand: float | None
    chance: float | None


def communities(met: Sequence[Meeting], seed: int = SEED) -> list[tuple[str, ...]]:
    """Return the groups that agreement makes, the largest first; speakers who agree with nobody are left out."""
    import networkx as nx

    graph = agreement_graph(met)
    graph.remove_nodes_from([name for name, degree in list(graph.degree) if not degree])
    if not graph:
        return []
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    return sorted((tuple(sorted(some)) for some in found), key=lambda some: (-len(some), some))


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return the adjusted Rand index of two labellings of the same things, or None where it is not defined.

    That is where both put everything into one group, or each thing into its own; scikit-learn says 1 there.
    """
    pairs = sum(comb(count, 2) for count in _counts(list(zip(one, other, strict=True))))
    mine, theirs = (sum(comb(count, 2) for count in _counts(labels)) for labels in (one, other))
    everything = comb(len(one), 2)
    if not everything:
        return None
    expected = mine * theirs / everything
    most = (mine + theirs) / 2
    return None if most == expected else (pairs - expected) / (most - expected)


def compare_with_schools(
    groups: Sequence[Sequence[str]],
    schools_of: Mapping[str, Sequence[str]],
    *,
    permutations: int = _PERMUTATIONS,
    seed: int = SEED,
) -> Comparison:
    """Return how like the declared schools these groups are, over the speakers who are in exactly one school."""
    import numpy as np

    both = [
        (number, schools_of[name][0])
        for number, some in enumerate(groups)
        for name in some
        if len(schools_of.get(name, ())) == 1
    ]
    found = [number for number, _ in both]
    declared = [school for _, school in both]
    rand = adjusted_rand(found, declared)
    if rand is None or len(set(found)) < 2 or len(set(declared)) < 2:
        return Comparison(len(both), len(set(declared)), len(set(found)), None, None)
    _, group = np.unique(found, return_inverse=True)
    _, school = np.unique(declared, return_inverse=True)
    cells = (int(group.max()) + 1) * (int(school.max()) + 1)
    chance = np.random.default_rng(seed)

    def together(labels: np.ndarray) -> int:  # the only part of the index that a permutation changes
        counts = np.bincount(group * (int(school.max()) + 1) + labels, minlength=cells)
        return int((counts * (counts - 1) // 2).sum())

    observed = together(school)
    as_close = sum(together(chance.permutation(school)) >= observed for _ in range(permutations))
    return Comparison(len(both), len(set(declared)), len(set(found)), rand, (as_close + 1) / (permutations + 1))


def _counts(labels: Sequence[Hashable]) -> list[int]:
    found: dict[Hashable, int] = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return list(found.values())
