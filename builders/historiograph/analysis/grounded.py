"""Grounded semantics for arguments that attack and need each other.

An argumentation framework (Dung, "On the acceptability of arguments", Artificial Intelligence 77, 1995) has arguments
and attacks. Its grounded labelling is the most cautious one: an argument is in when all that attacks it is out, out
when something that attacks it is in, and undecided where the two chase each other round.

Support is read as necessity (Nouioua and Risch, "Argumentation frameworks with necessities", SUM 2011; Nouioua, "AFs
with necessities: further semantics and characterization", SUM 2013): an argument may need sets of others, of each set
at least one. It is in only when each set has one that is in, and out when a set has none left, or when the only way to
satisfy the sets is round in a circle. Support read as deduction (Boella, Gabbay, van der Torre and Villata, COMMA 2010)
would carry an attack on a conclusion back to its premises, and so let a rebutted thesis discredit the archive that it
was drawn from; historians do not argue so.

The labelling is the least fixed point, which takes time in proportion to arguments, attacks and needs, once more for
each round in which support in a circle falls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = ["Framework", "Label", "Labelling", "Verdict", "grounded"]

Label = Literal["in", "out", "undecided"]


class Verdict(NamedTuple):
    """A label and what gave it.

    Attributes:
        label: in, out or undecided.
        because: "unattacked", "defended", "attacked", "no ground", "circle", "set aside" or "contested".
        by: the attackers that are out (defended), in (attacked) or undecided (contested), or the grounds that are out
            (no ground) or undecided (contested).
    """

    label: Label
    because: str
    by: tuple[str, ...] = ()


Labelling = Mapping[str, Verdict]


@dataclass(frozen=True)
class Framework:
    """Arguments, with what attacks each, and of which sets each needs one.

    Attributes:
        arguments: their names, each once.
        attackers: argument -> what attacks it.
        needs: argument -> sets of arguments; of each set it needs at least one.
    """

    arguments: Sequence[str]
    attackers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    needs: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


def grounded(framework: Framework, set_aside: Iterable[str] = ()) -> Labelling:
    """Return the grounded labelling, each label with its reason, in the order of the arguments.

    Args:
        framework: what attacks and what needs what; names that are no arguments of it are taken to be out.
        set_aside: arguments that are out from the beginning.
    """
    return _Grounding(framework, frozenset(set_aside)).verdicts()


class _Grounding:
    """Counts down, for each argument, the attackers that are not out yet and the needs that are not met yet."""

    def __init__(self, framework: Framework, set_aside: frozenset[str]) -> None:
        self.framework, self.set_aside = framework, set_aside
        names = framework.arguments
        known = set(names)
        self.attackers = {name: [one for one in framework.attackers.get(name, ()) if one in known] for name in names}
        self.needs = {
            name: [[one for one in some if one in known] for some in framework.needs.get(name, ())] for name in names
        }
        self.attacked: dict[str, list[str]] = {name: [] for name in names}
        self.needed: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
        for name in names:
            for one in self.attackers[name]:
                self.attacked[one].append(name)
            for number, some in enumerate(self.needs[name]):
                for one in some:
                    self.needed[one].append((name, number))
        self.threats = {name: len(self.attackers[name]) for name in names}
        self.unmet = {name: set(range(len(self.needs[name]))) for name in names}
        self.left = {name: [len(some) for some in self.needs[name]] for name in names}
        self.label: dict[str, Label] = {}
        self.circle: set[str] = set()
        self.queue: deque[str] = deque()

    def verdicts(self) -> Labelling:
        for name in self.framework.arguments:
            if name in self.set_aside or 0 in self.left[name]:
                self._set(name, "out")
            else:
                self._try(name)
        self._spread()
        while unfounded := self._unfounded():
            for name in unfounded:
                self.circle.add(name)
                self._set(name, "out")
            self._spread()
        return {name: self._verdict(name) for name in self.framework.arguments}

    def _set(self, name: str, label: Label) -> None:
        if name not in self.label:
            self.label[name] = label
            self.queue.append(name)

    def _try(self, name: str) -> None:
        if name not in self.label and not self.threats[name] and not self.unmet[name]:
            self._set(name, "in")

    def _spread(self) -> None:
        """Carry every new label on to what it attacks and to what needs it."""
        while self.queue:
            name = self.queue.popleft()
            if self.label[name] == "in":
                for other in self.attacked[name]:
                    self._set(other, "out")
                for other, number in self.needed[name]:
                    self.unmet[other].discard(number)
                    self._try(other)
                continue
            for other in self.attacked[name]:
                self.threats[other] -= 1
                self._try(other)
            for other, number in self.needed[name]:
                self.left[other][number] -= 1
                if not self.left[other][number]:
                    self._set(other, "out")

    def _unfounded(self) -> list[str]:
        """Return the undecided arguments that only a circle of needs holds up."""
        undecided = [name for name in self.framework.arguments if name not in self.label]
        missing = {name: set(self.unmet[name]) for name in undecided}
        founded = deque(name for name in undecided if not missing[name])
        seen = set(founded)
        while founded:
            for other, number in self.needed[founded.popleft()]:
                if other in missing and other not in seen:
                    missing[other].discard(number)
                    if not missing[other]:
                        seen.add(other)
                        founded.append(other)
        return [name for name in undecided if name not in seen]

    def _verdict(self, name: str) -> Verdict:
        label = self.label.get(name, "undecided")
        attackers = self.attackers[name]
        if label == "in":
            return Verdict("in", "defended", tuple(attackers)) if attackers else Verdict("in", "unattacked")
        if label == "out":
            if name in self.set_aside:
                return Verdict("out", "set aside")
            if hitting := tuple(one for one in attackers if self.label.get(one) == "in"):
                return Verdict("out", "attacked", hitting)
            gone = tuple(
                one
                for some, left in zip(self.needs[name], self.left[name], strict=True)
                if not left or name in self.circle
                for one in some
            )
            return Verdict("out", "circle" if name in self.circle else "no ground", gone)
        open_attackers = [one for one in attackers if one not in self.label]
        open_grounds = [
            one for number in sorted(self.unmet[name]) for one in self.needs[name][number] if one not in self.label
        ]
        return Verdict("undecided", "contested", tuple(dict.fromkeys([*open_attackers, *open_grounds])))
