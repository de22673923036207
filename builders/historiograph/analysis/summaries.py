"""Two to four sentences, with their figures, on a debate or a school: for the pages about them.

Everything is worked out once for all pages. A sentence that would rest on nothing is left out; each says on how much it
rests, and all speak of the graph, never of the past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from historiograph.analysis.agreement import Agreement, agreements
from historiograph.analysis.corpus import Corpus, Stance
from historiograph.analysis.evidence import Use, used_by
from historiograph.analysis.grounded import Labelling, grounded
from historiograph.analysis.polarization import Polarization, polarization
from historiograph.analysis.positions import Meeting, Positions, debates_of, grouped, meetings, positions
from historiograph.analysis.standing import STANDINGS, arguments_of

__all__ = ["Summaries", "Summary"]

_FEW = 3


class Summary(NamedTuple):
    """What the analyses say of one thing.

    Attributes:
        sentences: two to four, in plain words; none where nothing can be said.
        figures: name -> number, the same as in the sentences.
    """

    sentences: tuple[str, ...]
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Summaries:
    """The summaries of one graph.

    Example:
        `Summaries(Corpus(kg)).debate(iri).sentences`
    """

    corpus: Corpus

    def debate(self, iri: str) -> Summary:
        """Return what the analyses say of a debate, by IRI: voices, camps, and how its answers stand."""
        answers = sorted(self._answers.get(iri, ()))
        found = self._polarization.get(iri)
        if not answers or found is None:
            return Summary((), {})
        standing = dict.fromkeys(STANDINGS.values(), 0)
        attacked = 0
        for claim in answers:
            verdict = self._labelling.get(claim)
            standing[STANDINGS[verdict.label] if verdict else "stands"] += 1
            attacked += verdict is not None and verdict.because != "unattacked"
        second_hand = sum(
            all(one.holder != one.reporter for one in some) and len({one.reporter for one in some}) == 1
            for some in (self._by_claim.get(claim, ()) for claim in answers)
            if some
        )
        taking = f"{_count(found.speakers, 'voice takes', 'voices take')} a position on"
        meeting = f"{_count(found.pairs, 'pair of them meets', 'pairs of them meet')} on one answer or on rival ones"
        sentences = [f"{taking} {_count(len(answers), 'answer', 'answers')}; {meeting}."]
        if found.opposed:
            camps = " and ".join(str(len(camp)) for camp in found.camps[:2])
            opposed = _count(found.opposed, "pair is", "pairs are")
            scale = f"a polarization of {found.value:.2f} on a scale from 0 to 1"
            sentences.append(f"{opposed} opposed; the largest camps have {camps}, which makes {scale}.")
        elif found.pairs:
            sentences.append("Nobody who meets another here is opposed.")
        if attacked:
            counts = ", ".join(
                _count(standing[word], word, plural)
                for word, plural in (("stands", "stand"), ("falls", "fall"), ("open", "open"))
            )
            sentences.append(f"Under the arguments recorded in this graph, of the answers {counts}.")
        if second_hand:
            known = _count(second_hand, "answer is", "answers are")
            sentences.append(f"{known} known only through one reporter who does not speak for themselves.")
        figures = {
            "voices": found.speakers,
            "answers": len(answers),
            "pairs": found.pairs,
            "opposed": found.opposed,
            "polarization": round(found.value, 3),
            **standing,
            "secondHand": second_hand,
        }
        return Summary(tuple(sentences), figures)

    def school(self, iri: str) -> Summary:
        """Return what the analyses say of a school, by IRI: members, agreement within and with others, evidence."""
        members = sorted(who for who, schools in self.corpus.schools_of.items() if iri in schools)
        if not members:
            return Summary((), {})
        shared = len(self._school_debates.get(iri, ()))
        figures: dict[str, float] = {"members": len(members), "debates": shared}
        who = _count(len(members), "member or common voice takes", "members and common voices take")
        sentences = [f"{who} a position in {_count(shared, 'debate', 'debates')}."]
        for row in self._agreements:
            if row.one == row.other == iri:
                figures |= {"within": round(row.value, 3), "withinDebates": row.met}
                sentences.append(f"Among themselves they meet in {_rests(row)}.")
        others = [row for row in self._agreements if iri in (row.one, row.other) and row.one != row.other]
        if others:
            most = others[0]
            other = most.other if most.one == iri else most.one
            name = self.corpus.kg.labels([other]).get(other, "another")
            figures |= {"most": round(most.value, 3), "mostDebates": most.met}
            sentences.append(f"The school that they meet most often is this: {name}, in {_rests(most)}.")
        used = [use for use in self._uses if use.group == iri]
        if used:
            figures |= {"evidence": len(used), "steps": sum(use.steps for use in used)}
            named = _count(len(used), "body of evidence is", "bodies of evidence are")
            steps = _count(sum(use.steps for use in used), "step", "steps")
            sentences.append(f"{named} named in {steps} of their arguments.")
        return Summary(tuple(sentences), figures)

    # -- worked out once -------------------------------------------------------------------------------------------

    @cached_property
    def _held(self) -> Positions:
        return positions(self.corpus.standing_stances)

    @cached_property
    def _met(self) -> Sequence[Meeting]:
        return meetings(self._held, self.corpus.answers, self.corpus.rivals)

    @cached_property
    def _debates(self) -> Mapping[str, set[str]]:
        return debates_of(self._held, self.corpus.answers)

    @cached_property
    def _answers(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for claim, debates in self.corpus.answers.items():
            for debate in debates:
                found.setdefault(debate, []).append(claim)
        return found

    @cached_property
    def _by_claim(self) -> Mapping[str, Sequence[Stance]]:
        found: dict[str, list[Stance]] = {}
        for stance in self.corpus.stances:
            found.setdefault(stance.claim, []).append(stance)
        return found

    @cached_property
    def _polarization(self) -> Mapping[str, Polarization]:
        speakers: dict[str, set[str]] = {}
        for who, some in self._debates.items():
            for debate in some:
                speakers.setdefault(debate, set()).add(who)
        return {one.debate: one for one in polarization(self._met, speakers)}

    @cached_property
    def _labelling(self) -> Labelling:
        return grounded(arguments_of(self.corpus).framework())

    @cached_property
    def _school_debates(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for who, some in self._debates.items():
            for school in self.corpus.schools_of.get(who, ()):
                found.setdefault(school, set()).update(some)
        return found

    @cached_property
    def _agreements(self) -> Sequence[Agreement]:
        return agreements(grouped(self._met, self.corpus.schools_of), self._school_debates)

    @cached_property
    def _uses(self) -> Sequence[Use]:
        return used_by(self.corpus.inferences, self.corpus.evidence, self.corpus.schools_of)


def _rests(row: Agreement) -> str:
    """Return in how many debates two sides meet and how they agree, with a warning where these are few."""
    few = "" if row.met >= _FEW else ", which is too few to mean much"
    return f"{_count(row.met, 'debate', 'debates')}, with an agreement of {row.value:+.2f} between -1 and +1{few}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
