"""What claims rest on: agreement from different evidence, quarrels over the same, and what hangs on one reporter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.corpus import Attack, Inference, Stance

__all__ = [
    "Contested",
    "Independent",
    "Use",
    "contested_evidence",
    "evidence_behind",
    "independent",
    "single_reporter",
    "used_by",
]


class Use(NamedTuple):
    """That a group rests claims on a body of evidence: in how many steps, for which claims, by which members."""

    group: str
    evidence: str
    steps: int
    claims: tuple[str, ...]
    movers: tuple[str, ...]


class Independent(NamedTuple):
    """That two movers reach one claim from evidence of which they share nothing."""

    claim: str
    one: str
    evidence: tuple[str, ...]
    other: str
    other_evidence: tuple[str, ...]


class Contested(NamedTuple):
    """That two opposed claims rest on the same evidence; `how` is "rivals" or "one attacks the other"."""

    evidence: str
    claim: str
    other: str
    how: str


def evidence_behind(inferences: Sequence[Inference], evidence: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return claim -> all evidence that it rests on, directly or through a chain of inferences by anybody.

    Claims that rest on each other in a circle share what any of them rests on.
    """
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from((step.conclusion, premise) for step in inferences for premise in step.premises)
    whole = nx.condensation(graph)
    reached: dict[int, frozenset[str]] = {}
    for part in reversed(list(nx.topological_sort(whole))):
        own = frozenset(whole.nodes[part]["members"]) & evidence
        reached[part] = own.union(*(reached[one] for one in whole.successors(part)))
    return {
        name: reached[part] for name, part in whole.graph["mapping"].items() if name not in evidence and reached[part]
    }


def used_by(
    inferences: Sequence[Inference], evidence: frozenset[str], groups_of: Mapping[str, Sequence[str]]
) -> list[Use]:
    """Return what each group rests claims on, by group: evidence that is named in steps which its members make."""
    found: dict[tuple[str, str], list[Inference]] = {}
    for step in inferences:
        for group in groups_of.get(step.mover, ()):
            for one in step.premises:
                if one in evidence:
                    found.setdefault((group, one), []).append(step)
    uses = [
        Use(
            group,
            one,
            len(steps),
            tuple(sorted({step.conclusion for step in steps})),
            tuple(sorted({step.mover for step in steps})),
        )
        for (group, one), steps in found.items()
    ]
    return sorted(uses, key=lambda use: (use.group, -use.steps, use.evidence))


def independent(inferences: Sequence[Inference], evidence: frozenset[str]) -> list[Independent]:
    """Return the claims that two movers reach from evidence of which they share nothing, by claim.

    The evidence of a mover is what their own steps to the claim rest on, directly or through chains by anybody.
    """
    behind = evidence_behind(inferences, evidence)
    grounds: dict[str, dict[str, set[str]]] = {}
    for step in inferences:
        if step.mover:
            rests = grounds.setdefault(step.conclusion, {}).setdefault(step.mover, set())
            for premise in step.premises:
                rests |= {premise} if premise in evidence else behind.get(premise, frozenset())
    found = []
    for claim, movers in grounds.items():
        names = sorted(mover for mover, rests in movers.items() if rests)
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                if not movers[one] & movers[other]:
                    mine, theirs = tuple(sorted(movers[one])), tuple(sorted(movers[other]))
                    found.append(Independent(claim, one, mine, other, theirs))
    return sorted(found)


def contested_evidence(
    inferences: Sequence[Inference],
    evidence: frozenset[str],
    rivals: Mapping[str, Sequence[str]],
    attacks: Sequence[Attack],
) -> list[Contested]:
    """Return opposed claims that rest on the same evidence, directly or through a chain, by evidence."""
    behind = evidence_behind(inferences, evidence)
    found = set()
    for claim, some in rivals.items():
        for rival in some:
            if claim < rival:
                found |= {
                    Contested(one, claim, rival, "rivals")
                    for one in behind.get(claim, frozenset()) & behind.get(rival, frozenset())
                }
    for attack in attacks:
        mine = {attack.attacker} & evidence or behind.get(attack.attacker, frozenset())
        found |= {
            Contested(one, attack.attacker, attack.target, "one attacks the other")
            for one in mine & behind.get(attack.target, frozenset())
        }
    return sorted(found)


def single_reporter(stances: Sequence[Stance]) -> dict[str, dict[str, int]]:
    """Return holder -> reporter -> how many claims of the holder's are known through nobody but this reporter.

    A view in the holder's own voice is no second-hand one; holders of whom there is nothing else are left out.
    """
    reporters: dict[tuple[str, str], set[str]] = {}
    for stance in stances:
        reporters.setdefault((stance.holder, stance.claim), set()).add(stance.reporter)
    found: dict[str, dict[str, int]] = {}
    for (holder, _), by in reporters.items():
        if len(by) == 1 and holder not in by:
            counts = found.setdefault(holder, {})
            (only,) = by
            counts[only] = counts.get(only, 0) + 1
    return found
