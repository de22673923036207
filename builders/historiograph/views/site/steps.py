"""Steps of argument as a page tells them: from what to what, by whom, stated or inferred, and what attacks the step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from historiograph.individuals import Record
from historiograph.moves import MOVES
from historiograph.namespaces import local_name
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.voices import Place, Voices, inferred

__all__ = ["Step", "Steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """A move of argument.

    Attributes:
        kind: "inference", "rebuttal", "undercut", "undermining", "qualification" or "weighing".
        sources: what it argues from; all together, for an inference.
        targets: what it argues for or against; for an undercut, the conclusion of the step that it attacks.
        answered: for an attack, whether anybody attacks or denies what it argues from.
        attacks: undercuts of this step.
    """

    iri: str
    kind: str
    sources: tuple[Name, ...]
    targets: tuple[Name, ...]
    scheme: tuple[str, ...]
    movers: tuple[Name, ...]
    reporters: tuple[Name, ...]
    places: tuple[Place, ...]
    notes: tuple[Name, ...]
    inferred: bool
    answered: bool = True
    attacks: tuple[Step, ...] = ()


class Steps:
    """Finds moves by the part that a thing plays in them."""

    def __init__(self, facts: Facts, voices: Voices) -> None:
        self._facts = facts
        self._voices = voices
        self._classes = {iri: name for name in MOVES for iri in facts.of_class(name)}
        self._made: dict[str, Step] = {}

    def to(self, thing: str) -> dict[str, tuple[Step, ...]]:
        """Return the steps that lead to a thing: "support", "attack", "qualify", "prefer", "disprefer"."""
        return {
            "support": self._having("conclusion", thing),
            "attack": self._having("target", thing),
            "qualify": self._having("qualifiedClaim", thing),
        }

    def by(self, thing: str) -> dict[str, tuple[Step, ...]]:
        """Return the steps that argue from a thing: what it supports, attacks, qualifies; and weighings with it."""
        return {
            "support": self._having("premise", thing),
            "attack": self._having("attacker", thing),
            "qualify": self._having("qualifier", thing),
            "prefer": self._having("preferred", thing),
            "disprefer": self._having("dispreferred", thing),
        }

    def of(self, agent: str) -> tuple[Step, ...]:
        """Return the moves that somebody makes."""
        return self._steps(self._facts.pointing("movedBy", agent))

    def _having(self, key: str, thing: str) -> tuple[Step, ...]:
        return self._steps(self._facts.pointing(key, thing))

    def _steps(self, iris: Iterable[str]) -> tuple[Step, ...]:
        found = [self.step(iri) for iri in iris if iri in self._classes]
        return tuple(sorted(found, key=lambda one: (one.inferred, one.sources[0].text if one.sources else "", one.iri)))

    def step(self, iri: str) -> Step:
        """Return a move."""
        found = self._made.get(iri)
        if found is None:
            found = self._made[iri] = self._make(iri)
            attacks = self._having("target", iri)
            if attacks:
                found = self._made[iri] = replace(found, attacks=attacks)
        return found

    def _make(self, iri: str) -> Step:
        facts, record, name = self._facts, self._facts.record(iri), self._classes[iri]
        source_key, target_key = MOVES[name]
        sources, targets = record.iris(source_key), record.iris(target_key)
        movers = record.iris("movedBy")
        return Step(
            iri,
            name.lower(),
            self._ends(sources),
            self._ends(targets),
            tuple(local_name(scheme) for scheme in record.iris("scheme")),
            facts.names(movers),
            facts.names(set(record.iris("accordingTo")) - set(movers)),
            self._voices.places(record),
            facts.notes(iri),
            inferred(record),
            name not in ("Rebuttal", "Undercut", "Undermining") or any(map(self._contested, sources)),
        )

    def _ends(self, iris: Iterable[str]) -> tuple[Name, ...]:
        """Return names; a step of argument, which has none, is called by what it concludes."""
        found: list[str] = []
        for iri in iris:
            found += self._facts.record(iri).iris("conclusion") if self._facts.kind(iri) == "inference" else [iri]
        return self._facts.names(found)

    def _contested(self, source: str) -> bool:
        """Return whether what an attack argues from is attacked, reached by a step that is, or denied."""
        facts = self._facts
        denied = any(
            local_name(self._record(stance).iri_of("attitude")) == "denies"
            for stance in facts.pointing("onClaim", source)
        )
        undercut = any(facts.pointing("target", step) for step in facts.pointing("conclusion", source))
        return denied or undercut or bool(facts.pointing("target", source))

    def _record(self, iri: str) -> Record:
        return self._facts.record(iri)
