"""The graph as the analyses see it: who takes which attitude to what, who argues from what, who is placed where.

Every part is read when it is first asked for, by one SELECT with few columns, so that the same analysis runs on the
curated graph, on a store on disk and on an endpoint. What comes out is plain tuples, which the measures take as
arguments: they can be tried on a graph drawn by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from historiograph.namespaces import local_name

__all__ = ["ACCEPTING", "Attack", "Corpus", "Inference", "Queryable", "Stance"]

ACCEPTING = frozenset({"asserts", "concedes", "presupposes"})
"""Attitudes that accept a claim; `denies` rejects it; doubting, entertaining and withdrawing commit nobody."""
_INSIDE = frozenset({"member", "founder", "fellow-traveller"})
_PREFIXES = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX frbr: <http://purl.org/vocab/frbr/core#>
PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


class Queryable(Protocol):
    """What the analyses need of a knowledge graph."""

    def sparql(self, query: str, /) -> Any:
        """Return the rows of a SELECT query."""

    def labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return the labels of those of these IRIs that have one."""

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI that a slug, label or IRI means."""


class Stance(NamedTuple):
    """That a reporter presents a holder as taking an attitude to a claim.

    `year` is that of the work that states it; in the holder's own voice, failing that, of the text that attests it.
    """

    iri: str
    holder: str
    claim: str
    attitude: str
    reporter: str
    year: int | None = None

    @property
    def sign(self) -> int:
        """1 for an attitude that accepts the claim, -1 for one that denies it, 0 for one that commits nobody."""
        return 1 if self.attitude in ACCEPTING else -1 if self.attitude == "denies" else 0


class Inference(NamedTuple):
    """That somebody, according to somebody, draws a claim from premises; `stated` unless the curator infers it."""

    iri: str
    premises: tuple[str, ...]
    conclusion: str
    mover: str = ""
    reporter: str = ""
    stated: bool = True


class Attack(NamedTuple):
    """That somebody, according to somebody, brings an argument term against a claim, an inference or evidence.

    `kind` is "rebuttal", "undercut" or "undermining"; `stated` unless the curator infers the attack.
    """

    iri: str
    kind: str
    attacker: str
    target: str
    mover: str = ""
    reporter: str = ""
    stated: bool = True


@dataclass(frozen=True)
class Corpus:
    """A knowledge graph, read part by part as the analyses ask for it."""

    kg: Queryable

    # -- what is said ----------------------------------------------------------------------------------------------

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """All stances, by IRI."""
        years = {**self._own_years, **_earliest(self._rows("?stance hg:statedYear ?year", "stance", "year"))}
        return tuple(
            Stance(stance, holder, claim, local_name(attitude), reporter, years.get(stance))
            for stance, holder, claim, attitude, reporter in self._rows(
                "?stance hg:holder ?holder ; hg:onClaim ?claim ; hg:attitude ?attitude ; hg:reporter ?reporter",
                *("stance", "holder", "claim", "attitude", "reporter"),
            )
        )

    @cached_property
    def _own_years(self) -> dict[str, int]:
        """Stance in the holder's own voice -> year of the text that attests it, or of the book that it stands in."""
        issued = (
            "?text frbr:realizationOf/frbr:realizationOf?/dcterms:isPartOf? ?work ."
            " { ?work dcterms:issued ?year } UNION { ?edition frbr:realizationOf ?work ; dcterms:issued ?year }"
        )
        years = _earliest(self._rows(issued, "text", "year"))
        own = "?stance hg:holder ?who ; hg:reporter ?who ; hg:attestedBy/oa:hasSource ?text"
        found = self._rows(own, "stance", "text") if years else []
        return {stance: years[text] for stance, text in reversed(found) if text in years}

    @cached_property
    def supersedes(self) -> Mapping[str, tuple[str, ...]]:
        """Stance -> the earlier stances whose place it takes."""
        return _grouped(self._rows("?later hg:supersedes ?earlier", "later", "earlier"))

    @cached_property
    def standing_stances(self) -> tuple[Stance, ...]:
        """The stances that their holder has not given up: neither superseded, nor of a claim that was withdrawn."""
        given_up = {earlier for some in self.supersedes.values() for earlier in some}
        withdrawn = {(one.holder, one.claim) for one in self.stances if one.attitude == "withdraws"}
        return tuple(
            one for one in self.stances if one.iri not in given_up and (one.holder, one.claim) not in withdrawn
        )

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """Claim -> the debates that it answers."""
        return _grouped(self._rows("?claim hg:answers ?debate", "claim", "debate"))

    @cached_property
    def specializes(self) -> Mapping[str, tuple[str, ...]]:
        """Claim -> the wider claims of which it is a narrower case."""
        return _grouped(self._rows("?claim hg:specializes ?wider", "claim", "wider"))

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The claims that somebody accepts and has not given up."""
        return frozenset(one.claim for one in self.standing_stances if one.sign > 0)

    @cached_property
    def rivals(self) -> Mapping[str, tuple[str, ...]]:
        """Claim -> the claims that it excludes: declared so, or estimates whose figures do not meet."""
        found: dict[str, set[str]] = {}
        pattern = "{ ?one hg:incompatibleWith ?other } UNION { ?one hg:conflictsWith ?other }"
        for one, other in self._rows(pattern, "one", "other"):
            if one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
        return {claim: tuple(sorted(some)) for claim, some in sorted(found.items())}

    # -- how it is argued ------------------------------------------------------------------------------------------

    @cached_property
    def inferences(self) -> tuple[Inference, ...]:
        """All inferences, by IRI."""
        premises = _grouped(self._rows("?step hg:premise ?premise", "step", "premise"))
        by, reporters = self._movers
        return tuple(
            Inference(
                step,
                premises.get(step, ()),
                conclusion,
                by.get(step, ""),
                reporters.get(step, ""),
                step not in self._inferred,
            )
            for step, conclusion in self._rows("?step hg:conclusion ?conclusion", "step", "conclusion")
        )

    @cached_property
    def attacks(self) -> tuple[Attack, ...]:
        """All rebuttals, undercuts and underminings, by IRI."""
        by, reporters = self._movers
        return tuple(
            Attack(
                move,
                local_name(kind).lower(),
                attacker,
                target,
                by.get(move, ""),
                reporters.get(move, ""),
                move not in self._inferred,
            )
            for move, kind, attacker, target in self._rows(
                "?move a ?kind ; hg:attacker ?attacker ; hg:target ?target"
                " . FILTER(?kind IN (hg:Rebuttal, hg:Undercut, hg:Undermining))",
                *("move", "kind", "attacker", "target"),
            )
        )

    @cached_property
    def _inferred(self) -> frozenset[str]:
        """The moves that no text states."""
        rows = self._rows("?move hg:movedBy ?mover ; hg:explicit ?stated", "move", "stated")
        return frozenset(move for move, stated in rows if stated in ("false", "0"))

    @cached_property
    def evidence(self) -> frozenset[str]:
        """All bodies of evidence."""
        return frozenset(one for (one,) in self._rows("?one a hg:Evidence", "one"))

    @cached_property
    def _movers(self) -> tuple[dict[str, str], dict[str, str]]:
        """Move -> who makes it; move -> according to whom."""
        reporters = "?move hg:movedBy ?mover ; hg:accordingTo ?reporter"
        return (
            {move: mover for move, mover in self._rows("?move hg:movedBy ?mover", "move", "mover")},  # noqa: C416
            {move: reporter for move, reporter in self._rows(reporters, "move", "reporter")},  # noqa: C416
        )

    # -- who says it -----------------------------------------------------------------------------------------------

    @cached_property
    def historians(self) -> frozenset[str]:
        """All historians."""
        return frozenset(one for (one,) in self._rows("?one a hg:Historian", "one"))

    @cached_property
    def schools_of(self) -> Mapping[str, tuple[str, ...]]:
        """Speaker -> the schools that somebody places them in, or whose common voice they are."""
        placed = [
            (member, school)
            for member, school, kind in self._rows(
                "?m hg:member ?member ; hg:inSchool ?school ; hg:membershipKind ?kind", "member", "school", "kind"
            )
            if local_name(kind) in _INSIDE
        ]
        return _grouped([*placed, *self._drawn])

    @cached_property
    def common_voices(self) -> frozenset[str]:
        """The parties that are the common voice of a school."""
        return frozenset(voice for voice, _ in self._drawn)

    @cached_property
    def _drawn(self) -> list[tuple[str, ...]]:
        return self._rows("?voice hg:drawnFrom ?school", "voice", "school")

    @cached_property
    def work_years(self) -> Mapping[str, tuple[int, int]]:
        """Holder -> the first and last year of the dated works of theirs that the graph lists."""
        pattern = (
            "?work dcterms:creator ?holder . { ?work dcterms:issued ?issued } UNION"
            " { ?edition frbr:realizationOf ?work ; dcterms:issued ?issued }"
        )
        found: dict[str, tuple[int, int]] = {}
        for holder, issued in self._rows(pattern, "holder", "issued"):
            if issued[:4].isdigit():
                year = int(issued[:4])
                first, last = found.get(holder, (year, year))
                found[holder] = (min(first, year), max(last, year))
        return found

    def records_only_in(self, work: str) -> frozenset[str]:
        """Return the stances and moves that a work states, or that nothing but copies of it attest."""
        stated = f"?record hg:statedIn/frbr:realizationOf? <{work}>"
        attested = "?record hg:attestedBy/oa:hasSource ?text"
        inside = f"?text frbr:realizationOf/frbr:realizationOf? <{work}>"
        of_work = {one for (one,) in self._rows(f"{attested} . {inside}", "record")}
        texts = {one for (one,) in self._rows(inside, "text")}
        elsewhere = {one for one, text in self._rows(attested, "record", "text") if text not in texts}
        return frozenset((of_work - elsewhere) | {one for (one,) in self._rows(stated, "record")})

    def _rows(self, pattern: str, *columns: str) -> list[tuple[str, ...]]:
        """Return the values of these variables, sorted."""
        wanted = " ".join(f"?{name}" for name in columns)
        found = self.kg.sparql(f"{_PREFIXES}SELECT DISTINCT {wanted} WHERE {{ {pattern} }}")
        return sorted(tuple(term.value for term in row) for row in found.rows)


def _earliest(rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Return thing -> the earliest year that its dates begin with."""
    found: dict[str, int] = {}
    for thing, date in rows:
        if date[:4].isdigit():
            found[thing] = min(int(date[:4]), found.get(thing, int(date[:4])))
    return found


def _grouped(pairs: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: tuple(sorted(some)) for key, some in sorted(found.items())}
