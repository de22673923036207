"""What the handout of a debate says: the answers side by side, who stands where, reasons, evidence, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from historiograph.views.site.claims import Standing, both_ways, standing
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.figures import Figure, figure_of, figures
from historiograph.views.site.steps import Step, Steps
from historiograph.views.site.voices import Voice, Voices

__all__ = ["Answer", "DebatePage", "debate_page"]

_DEPTH = 3
"""So many steps are followed from the claims of a debate back to the evidence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim in a debate: its letter (answers only), gist, voices, and the steps that lead to it."""

    mark: str
    name: Name
    gist: Name | None
    value: str
    voices: tuple[Voice, ...]
    to: Mapping[str, tuple[Step, ...]]
    standing: Standing
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Who stands where: the schools that speak (None for people in none), and for each answer the voices from each."""

    schools: tuple[Name | None, ...]
    rows: tuple[tuple[Answer, tuple[tuple[Voice, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Used:
    """A piece of evidence with the steps that argue from it and the attacks on it."""

    name: Name
    gist: Name | None
    uses: tuple[Step, ...]
    attacks: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DebatePage:
    """A question under dispute."""

    answers: tuple[Answer, ...]
    bearing: tuple[Answer, ...]
    table: Table
    rivals: tuple[tuple[Name, Name], ...]
    evidence: tuple[Used, ...]
    measures: tuple[tuple[Name, tuple[Figure, ...]], ...]
    unanswered: tuple[Step, ...]
    unreasoned: tuple[Answer, ...]
    reporters: tuple[Name, ...]
    wider: tuple[Name, ...]
    narrower: tuple[Name, ...]
    speakers: int


def debate_page(facts: Facts, voices: Voices, steps: Steps, iri: str) -> DebatePage:
    """Return what is to be told of a debate."""
    answering = facts.pointing("answers", iri)
    bearing = sorted(set(facts.pointing("bearsOn", iri)) - set(answering))
    drafts = [(claim, voices.on(claim), steps.to(claim)) for claim in answering]
    drafts.sort(key=lambda one: (-len({v.holder for v in one[1]}), -len(one[2]["support"]), facts.order(one[0])))
    marks = {claim: _mark(number) for number, (claim, _, _) in enumerate(drafts)}
    answers = tuple(_answer(facts, voices, steps, claim, marks) for claim, _, _ in drafts)
    others = tuple(_answer(facts, voices, steps, claim, marks) for claim in sorted(bearing, key=facts.order))
    claims = [*answering, *bearing]
    spoken = [voice for one in (*answers, *others) for voice in one.voices]
    reporters = {voice.reporter or voice.holder for voice in spoken}
    return DebatePage(
        answers,
        others,
        _table(answers),
        _rivals(facts, claims),
        _evidence(facts, steps, claims),
        _measures(facts, voices, claims),
        _unanswered([*answers, *others]),
        tuple(one for one in answers if not one.to["support"] and one.standing.holders),
        tuple(sorted(reporters, key=lambda one: one.text)),
        facts.names(facts.record(iri).iris("broader")),
        facts.names(facts.pointing("broader", iri)),
        len({voice.holder for one in answers for voice in one.voices}),
    )


def _mark(number: int) -> str:
    """Return A, B ... Z, AA, AB ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _answer(facts: Facts, voices: Voices, steps: Steps, claim: str, marks: Mapping[str, str]) -> Answer:
    on, to = voices.on(claim), steps.to(claim)
    rivals = {marks[one] for one in both_ways(facts, "incompatibleWith", claim) if one in marks}
    return Answer(
        marks.get(claim, ""),
        facts.name(claim),
        facts.gist(claim),
        figure_of(facts, claim),
        on,
        to,
        standing(on, to),
        tuple(sorted(rivals, key=lambda mark: (len(mark), mark))),
    )


def _table(answers: Sequence[Answer]) -> Table:
    """Return a column for each school whose people speak, the most voices first, and one for all others.

    Whoever is reported to take a side by several texts has one seat.
    """
    seats: dict[Name | None, dict[str, dict[tuple[Name, str], Voice]]] = {}
    for answer in answers:
        for voice in answer.voices:
            if not voice.given_up:
                for school in voice.schools or (None,):
                    seats.setdefault(school, {}).setdefault(answer.mark, {}).setdefault(
                        (voice.holder, voice.side), voice
                    )

    def order(school: Name | None) -> tuple[bool, int, str]:
        return (school is None, -sum(map(len, seats[school].values())), school.text if school else "")

    schools = tuple(sorted(seats, key=order))
    return Table(
        schools,
        tuple(
            (answer, tuple(tuple(seats[one].get(answer.mark, {}).values()) for one in schools)) for answer in answers
        ),
    )


def _rivals(facts: Facts, claims: Sequence[str]) -> tuple[tuple[Name, Name], ...]:
    """Return each pair of the debate's claims that exclude each other, once."""
    inside = set(claims)
    pairs = {
        tuple(sorted((claim, other), key=facts.order))
        for claim in claims
        for key in ("incompatibleWith", "conflictsWith")
        for other in both_ways(facts, key, claim)
        if other in inside
    }
    found = [(facts.name(one), facts.name(other)) for one, other in sorted(pairs)]
    return tuple(sorted(found, key=lambda pair: (pair[0].text, pair[1].text)))


def _evidence(facts: Facts, steps: Steps, claims: Iterable[str]) -> tuple[Used, ...]:
    """Return the evidence that the debate's claims rest on, directly or through other claims."""
    uses: dict[str, dict[str, Step]] = {}
    reached = set(claims)
    newest = set(reached)
    for _ in range(_DEPTH):
        nearer: set[str] = set()
        for claim in sorted(newest):
            for move in (*facts.pointing("conclusion", claim), *facts.pointing("target", claim)):
                record = facts.record(move)
                for source in (*record.iris("premise"), *record.iris("attacker")):
                    if facts.kind(source) == "evidence":
                        uses.setdefault(source, {})[move] = steps.step(move)
                    else:
                        nearer.add(source)
        newest = nearer - reached
        reached |= newest
    return tuple(
        Used(
            facts.name(iri),
            facts.gist(iri),
            tuple(uses[iri][move] for move in sorted(uses[iri])),
            steps.to(iri)["attack"],
        )
        for iri in sorted(uses, key=facts.order)
    )


def _measures(facts: Facts, voices: Voices, claims: Iterable[str]) -> tuple[tuple[Name, tuple[Figure, ...]], ...]:
    """Return the measures that the debate's estimates are of, each with all its estimates."""
    measures = {measure for claim in claims for measure in facts.record(claim).iris("measure")}
    return tuple(
        (facts.name(iri), figures(facts, voices, facts.pointing("measure", iri)))
        for iri in sorted(measures, key=facts.order)
    )


def _unanswered(answers: Iterable[Answer]) -> tuple[Step, ...]:
    """Return the attacks on the answers, or on the steps that lead to them, to which nobody replies."""
    found: dict[str, Step] = {}
    for answer in answers:
        for attack in (*answer.to["attack"], *(one for step in answer.to["support"] for one in step.attacks)):
            if not attack.answered:
                found[attack.iri] = attack
    return tuple(found[iri] for iri in sorted(found))
