"""How claims fare under the attacks and grounds that are recorded, and what changes when something is set aside.

Claims, bodies of evidence and inferences are the arguments of a framework (see `grounded`). A rebuttal attacks its
claim, an undercut its inference, an undermining its evidence. Claims that cannot hold together, and estimates whose
figures do not meet, attack each other, as long as somebody holds them: a rival that nobody holds contests nothing. An
inference needs each of its premises; a claim for which inferences are recorded needs one of them. That somebody denies
a claim is a stance and no argument, and counts for nothing here.

What stands is what has the last word among the arguments recorded in this graph. It is not what is true, nor what most
hold; one text that was not read may turn it round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from historiograph.analysis.corpus import Attack, Corpus, Inference
from historiograph.analysis.grounded import Framework, Labelling, grounded

__all__ = ["STANDINGS", "Arguments", "Change", "Reason", "arguments_of", "changes", "in_dispute", "reasons"]

STANDINGS = {"in": "stands", "out": "falls", "undecided": "open"}
"""Label -> the word for it in tables."""


@dataclass(frozen=True)
class Arguments:
    """All that is argued: steps from claims and evidence, attacks on them, and which claims exclude each other."""

    inferences: Sequence[Inference] = ()
    attacks: Sequence[Attack] = ()
    rivals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()

    def grounds(self) -> dict[str, list[Inference]]:
        """Return claim -> the inferences that conclude it."""
        found: dict[str, list[Inference]] = {}
        for step in self.inferences:
            found.setdefault(step.conclusion, []).append(step)
        return found

    def framework(self) -> Framework:
        """Return the argumentation framework."""
        attackers: dict[str, list[str]] = {claim: list(some) for claim, some in self.rivals.items()}
        for attack in self.attacks:
            attackers.setdefault(attack.target, []).append(attack.attacker)
        needs: dict[str, list[Sequence[str]]] = {
            step.iri: [(premise,) for premise in step.premises] for step in self.inferences
        }
        for claim, steps in self.grounds().items():
            needs[claim] = [tuple(step.iri for step in steps)]
        names = {
            *attackers,
            *needs,
            *(one for some in attackers.values() for one in some),
            *(premise for step in self.inferences for premise in step.premises),
            *self.evidence,
        }
        unique = {name: tuple(sorted(set(some))) for name, some in attackers.items()}
        return Framework(sorted(names), unique, needs)


class Reason(NamedTuple):
    """One link of the chain that explains a standing.

    Attributes:
        depth: steps from the thing explained.
        link: "asked", "attacked by", "excluded by", "argued by" or "rests on".
        thing: claim, evidence or inference.
        label: in, out or undecided.
        because: what gave it that label.
    """

    depth: int
    link: str
    thing: str
    label: str
    because: str


class Change(NamedTuple):
    """What setting something aside does to a claim or a body of evidence.

    Attributes:
        thing: the claim or evidence.
        effect: "voiceless", "falls", "rises", "opens" or "weaker".
        before: its label.
        after: its label afterwards; empty for what nobody says any more.
        grounds_before: inferences for it that are in.
        grounds_after: those of them that still are.
    """

    thing: str
    effect: str
    before: str
    after: str
    grounds_before: int
    grounds_after: int


def arguments_of(corpus: Corpus, *, rivals: bool = True, inferred: bool = True) -> Arguments:
    """Return all that is argued in a graph.

    Args:
        corpus: the graph.
        rivals: whether claims that exclude each other attack each other, too.
        inferred: whether moves count that the curator infers and no text states.
    """
    held = {
        claim: [rival for rival in some if rival in corpus.accepted] for claim, some in corpus.rivals.items() if rivals
    }
    return Arguments(
        [step for step in corpus.inferences if inferred or step.stated],
        [attack for attack in corpus.attacks if inferred or attack.stated],
        {claim: some for claim, some in held.items() if some},
        corpus.evidence,
    )


def in_dispute(arguments: Arguments, labelling: Labelling) -> list[str]:
    """Return the claims and evidence that are attacked, excluded by a rival, or rest on something that is not in."""
    steps = {step.iri for step in arguments.inferences}
    grounds = arguments.grounds()
    return [
        name
        for name, verdict in labelling.items()
        if name not in steps
        and (
            verdict.because != "unattacked" or any(labelling[step.iri].label != "in" for step in grounds.get(name, ()))
        )
    ]


def reasons(arguments: Arguments, labelling: Labelling, claim: str, depth: int) -> list[Reason]:
    """Return why a claim has the label it has: what attacks it and what it rests on, each explained in turn.

    Each thing is explained where it is first met, and no further than `depth` steps from the claim. What nobody attacks
    needs no explanation beyond the claim itself.
    """
    grounds = arguments.grounds()
    steps = {step.iri: step for step in arguments.inferences}
    attackers: dict[str, list[str]] = {}
    for attack in arguments.attacks:
        attackers.setdefault(attack.target, []).append(attack.attacker)
    found: list[Reason] = []
    seen: set[str] = set()
    stack = [(0, "asked", claim)]
    while stack:
        steps_away, link, thing = stack.pop()
        verdict = labelling.get(thing)
        label, because = (verdict.label, verdict.because) if verdict else ("in", "unattacked")
        again = thing in seen
        found.append(Reason(steps_away, link, thing, label, "explained above" if again else because))
        if again or steps_away >= depth or (because == "unattacked" and thing not in grounds and thing not in steps):
            continue
        seen.add(thing)
        following = [
            *((steps_away + 1, "attacked by", one) for one in sorted(set(attackers.get(thing, ())))),
            *((steps_away + 1, "excluded by", one) for one in arguments.rivals.get(thing, ())),
            *((steps_away + 1, "argued by", step.iri) for step in grounds.get(thing, ())),
            *((steps_away + 1, "rests on", one) for one in (steps[thing].premises if thing in steps else ())),
        ]
        stack += reversed(following)
    return found


def changes(
    arguments: Arguments, *, things: Iterable[str] = (), moves: Iterable[str] = (), voiceless: Iterable[str] = ()
) -> list[Change]:
    """Return what setting some things aside does to the claims and evidence that are left.

    Args:
        arguments: all that is argued.
        things: claims, evidence or inferences that are taken out of the argument.
        moves: inferences and attacks that are taken to have never been made: what only they argued for is merely said.
        voiceless: claims that nobody puts forward any more; they are taken out, too.
    """
    gone, unsaid = frozenset(moves), frozenset(voiceless)
    aside = frozenset(things) | unsaid
    before = grounded(arguments.framework())
    left = replace(
        arguments,
        inferences=[step for step in arguments.inferences if step.iri not in gone],
        attacks=[attack for attack in arguments.attacks if attack.iri not in gone],
    )
    after = grounded(left.framework(), aside)
    steps_before = {name: _standing_steps(some, before) for name, some in arguments.grounds().items()}
    steps_after = {name: _standing_steps(some, after) for name, some in left.grounds().items()}
    steps = {step.iri for step in arguments.inferences}
    found = []
    for name in sorted({*before, *unsaid} - steps):
        if name in aside and name not in unsaid:
            continue
        was = before[name].label if name in before else "in"
        now = after[name].label if name in after else "in"
        counts = (steps_before.get(name, 0), steps_after.get(name, 0))
        effect = "voiceless" if name in unsaid else _effect(was, now, *counts)
        if effect:
            found.append(Change(name, effect, was, "" if name in unsaid else now, *counts))
    order = ("voiceless", "falls", "opens", "rises", "weaker")
    return sorted(found, key=lambda one: (order.index(one.effect), one.thing))


def _standing_steps(steps: Sequence[Inference], labelling: Labelling) -> int:
    return sum(labelling[step.iri].label == "in" for step in steps)


def _effect(was: str, now: str, steps_before: int, steps_after: int) -> str:
    if was != now:
        return "falls" if now == "out" else "rises" if now == "in" else "opens"
    return "weaker" if steps_after < steps_before else ""
