"""What the page of a claim says: who takes it how, what speaks for and against it, what it cannot stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.figures import Figure, figure_of, figures, unit_of
from historiograph.views.site.steps import Step, Steps
from historiograph.views.site.voices import Voice, Voices

__all__ = ["ClaimPage", "Standing", "claim_page", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands within this graph, in numbers: of speakers, of steps, of attacks that nobody answers."""

    holders: int
    entertain: int
    deniers: int
    reasons: int
    attacks: int
    unanswered: int
    only_reporter: Name | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim, an estimate or an analogy."""

    value: str
    unit: str
    measure: Name | None
    standing: Standing
    held: tuple[Voice, ...]
    entertained: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    to: Mapping[str, tuple[Step, ...]]
    by: Mapping[str, tuple[Step, ...]]
    answers: tuple[Name, ...]
    bears_on: tuple[Name, ...]
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    incompatible: tuple[Name, ...]
    conflicting: tuple[Name, ...]
    seeming: tuple[Name, ...]
    likened: tuple[Name, ...]
    about: tuple[Name, ...]
    rivals: tuple[Figure, ...]


def claim_page(facts: Facts, voices: Voices, steps: Steps, iri: str) -> ClaimPage:
    """Return what is to be told of a claim."""
    record = facts.record(iri)
    on = voices.on(iri)
    to = steps.to(iri)
    measure = record.iri_of("measure")
    answers = record.iris("answers")
    others = [one for one in facts.pointing("measure", measure) if one != iri] if measure else []

    def on_the(side: str) -> tuple[Voice, ...]:
        return tuple(one for one in on if one.side == side)

    return ClaimPage(
        value=figure_of(facts, iri),
        unit=unit_of(facts, iri),
        measure=facts.name(measure) if measure else None,
        standing=standing(on, to),
        held=on_the("for"),
        entertained=on_the("open"),
        denied=on_the("against"),
        to=to,
        by=steps.by(iri),
        answers=facts.names(answers),
        bears_on=facts.names(set(record.iris("bearsOn")) - set(answers)),
        wider=facts.names(record.iris("specializes")),
        narrower=facts.names(facts.pointing("specializes", iri)),
        incompatible=facts.names(both_ways(facts, "incompatibleWith", iri)),
        conflicting=facts.names(both_ways(facts, "conflictsWith", iri)),
        seeming=facts.names(both_ways(facts, "seemsToConflictWith", iri)),
        likened=facts.names(record.iris("analogue")),
        about=facts.names(record.iris("about")),
        rivals=figures(facts, voices, others),
    )


def both_ways(facts: Facts, key: str, iri: str) -> set[str]:
    """Return what a symmetric property links with a thing, whichever way it was written."""
    return {*facts.record(iri).iris(key), *facts.pointing(key, iri)} - {iri}


def standing(on: Iterable[Voice], to: Mapping[str, tuple[Step, ...]]) -> Standing:
    """Return the numbers of a claim; stances that were given up do not count."""
    valid = [one for one in on if not one.given_up]
    speakers = {side: len({one.holder for one in valid if one.side == side}) for side in ("for", "open", "against")}
    reporters = {one.reporter for one in valid}
    attacks = [*to["attack"], *(attack for step in to["support"] for attack in step.attacks)]
    return Standing(
        speakers["for"],
        speakers["open"],
        speakers["against"],
        len(to["support"]),
        len(attacks),
        sum(not one.answered for one in attacks),
        next(iter(reporters)) if len(reporters) == 1 else None,
    )
