"""Where a speaker contradicts what they hold themselves, who changed their mind, and which attacks nobody answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from historiograph.analysis.corpus import Attack, Inference, Stance
from historiograph.analysis.grounded import Labelling

__all__ = ["ChangeOfMind", "SelfConflict", "changes_of_mind", "self_conflicts", "unanswered"]


class SelfConflict(NamedTuple):
    """Two things that one speaker is presented as holding, and that do not go together.

    Attributes:
        holder: who.
        kind: "accepts and denies", "accepts rivals" or "argues against own claim".
        claim: what they accept.
        other: what does not go with it: the same claim, a rival, or what they bring against it.
        reporters: who presents either.
    """

    holder: str
    kind: str
    claim: str
    other: str
    reporters: tuple[str, ...]


class ChangeOfMind(NamedTuple):
    """From what to what a holder moved, and how: "reverses", "gives up", "turns to another claim", "rewords"."""

    holder: str
    how: str
    before: Stance
    after: Stance


def self_conflicts(
    standing: Sequence[Stance], rivals: Mapping[str, Sequence[str]], attacks: Sequence[Attack]
) -> list[SelfConflict]:
    """Return what speakers hold against themselves, by holder.

    Args:
        standing: stances that their holders have not given up; a change of mind is no conflict.
        rivals: claim -> claims that it excludes.
        attacks: all attacks.
    """
    accepted: dict[str, dict[str, set[str]]] = {}
    denied: dict[str, dict[str, set[str]]] = {}
    for stance in standing:
        if stance.sign:
            side = accepted if stance.sign > 0 else denied
            side.setdefault(stance.holder, {}).setdefault(stance.claim, set()).add(stance.reporter)
    brought: dict[str, list[Attack]] = {}
    for attack in attacks:
        brought.setdefault(attack.mover, []).append(attack)
    found = set()
    for holder, claims in accepted.items():
        for claim, reporters in claims.items():
            if claim in denied.get(holder, {}):
                by = reporters | denied[holder][claim]
                found.add(SelfConflict(holder, "accepts and denies", claim, claim, tuple(sorted(by))))
            for rival in rivals.get(claim, ()):
                if claim < rival and rival in claims:
                    by = reporters | claims[rival]
                    found.add(SelfConflict(holder, "accepts rivals", claim, rival, tuple(sorted(by))))
        for attack in brought.get(holder, ()):
            if attack.target in claims:
                by = claims[attack.target] | ({attack.reporter} - {""})
                kind = "argues against own claim"
                found.add(SelfConflict(holder, kind, attack.target, attack.attacker, tuple(sorted(by))))
    return sorted(found)


def changes_of_mind(stances: Sequence[Stance], supersedes: Mapping[str, Sequence[str]]) -> list[ChangeOfMind]:
    """Return every change of mind that is recorded: a stance that supersedes another, or withdraws a claim."""
    by_iri = {stance.iri: stance for stance in stances}
    found = [
        ChangeOfMind(later.holder, _how(by_iri[earlier], later), by_iri[earlier], later)
        for later in stances
        for earlier in supersedes.get(later.iri, ())
        if earlier in by_iri
    ]
    told = {(one.before.iri, one.after.iri) for one in found}
    accepting: dict[tuple[str, str], list[Stance]] = {}
    for stance in stances:
        if stance.sign:
            accepting.setdefault((stance.holder, stance.claim), []).append(stance)
    for later in stances:
        if later.attitude == "withdraws":
            for earlier in accepting.get((later.holder, later.claim), ()):
                if (earlier.iri, later.iri) not in told:
                    found.append(ChangeOfMind(later.holder, "gives up", earlier, later))
            if later.iri not in supersedes and (later.holder, later.claim) not in accepting:
                found.append(ChangeOfMind(later.holder, "gives up", later._replace(attitude=""), later))
    return sorted(found, key=lambda one: (one.holder, one.after.claim, one.after.iri, one.before.iri))


def _how(before: Stance, after: Stance) -> str:
    if before.claim != after.claim:
        return "turns to another claim"
    if after.attitude == "withdraws":
        return "gives up"
    if before.sign * after.sign < 0:
        return "reverses"
    return "softens" if before.sign and not after.sign else "hardens" if after.sign and not before.sign else "rewords"


def unanswered(
    attacks: Sequence[Attack],
    inferences: Sequence[Inference],
    standing: Sequence[Stance],
    rivals: Mapping[str, Sequence[str]],
    labelling: Labelling,
) -> list[tuple[Attack, str]]:
    """Return the attacks that meet no reply, each with the label of its target.

    A reply is an attack on what attacks or on a step that leads to it, a stance that denies it, or a rival of it that
    somebody accepts, other than the claim attacked.
    """
    attacked = {attack.target for attack in attacks}
    undercut = {step.conclusion for step in inferences if step.iri in attacked}
    denied = {stance.claim for stance in standing if stance.sign < 0}
    met = attacked | undercut | denied
    accepted = {stance.claim for stance in standing if stance.sign > 0}
    found = [
        (attack, labelling[attack.target].label if attack.target in labelling else "in")
        for attack in attacks
        if attack.attacker not in met and not (set(rivals.get(attack.attacker, ())) - {attack.target}) & accepted
    ]
    return sorted(found, key=lambda one: (one[0].kind, one[0].target, one[0].attacker, one[0].iri))
