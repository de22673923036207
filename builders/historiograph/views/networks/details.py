"""What a view tells of a thing when a reader asks for it: sections of entries, links as ids of the view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from historiograph.individuals import Record
from historiograph.namespaces import local_name
from historiograph.views.language import text
from historiograph.views.networks.models import Entry, Run, Section
from historiograph.views.phrases import phrase, value_phrase
from historiograph.views.reading import AGENTS, CLAIMS, Reading
from historiograph.views.wording import figure, some, value_name

__all__ = ["Describer"]

_FOR = ("asserts", "presupposes", "concedes")
_AGAINST = ("denies", "doubts", "withdraws")
_SCHOOL_SECTIONS = (
    ("members", ("founder", "member")),
    ("near-it", ("precursor", "fellow-traveller", "undecided")),
    ("critics", ("critic",)),
    ("explicitly-not-in-it", ("explicitly-not",)),
)
_PARTS = (
    ("supported-by", "conclusion"),
    ("attacked-by", "target"),
    ("qualified-by", "qualifiedClaim"),
    ("supports", "premise"),
    ("attacks", "attacker"),
    ("qualifies", "qualifier"),
    ("preferred-to", "preferred"),
    ("weaker-than", "dispreferred"),
)
"""What a thing may be in a move of argument, and what the list of such moves is called."""


class Describer:
    """Tells of the things of one view; what the view does not draw is named without a link."""

    def __init__(self, reading: Reading, drawn: set[str], short: Callable[[str], str], debate: str = "") -> None:
        self._reading = reading
        self._drawn = drawn
        self._short = short
        self._debate = debate

    def label(self, iri: str) -> str:
        """Return the name; a step of argument, which has none of its own, is called by what it concludes."""
        if self._reading.kind(iri) == "inference":
            move = self._reading.moves[iri]
            return str(phrase("network.step-to", names=self._reading.labels(move.iris("conclusion"))))
        return self._reading.label(iri)

    def text(self, iri: str) -> str:
        """Return the sentence or two that say what it is."""
        node = self._reading.node(iri)
        return next((str(node[key]) for key in ("gist", "definition", "scopeNote", "note") if node.get(key)), "")

    def other_names(self, iri: str) -> tuple[str, ...]:
        """Return further names to find it by: other labels, names of a school, who holds a claim."""
        node = self._reading.node(iri)
        found = [name for key in ("prefLabel", "name", "altLabel") for name in str(node.get(key, "")).split("; ")]
        for name in self._names_of(iri):
            found += name.texts("literalForm")
        if self._reading.kind(iri) in CLAIMS:
            found += [self._reading.label(stance.iri_of("holder")) for stance in self._reading.stances_on[iri]]
        return tuple(name for name in dict.fromkeys(found) if name and name != self._reading.label(iri))

    def byline(self, iri: str) -> str:
        """Return who holds a claim, and who denies it, in one short line."""
        holders: dict[bool, list[str]] = {True: [], False: []}
        for stance in self._reading.stances_on[iri]:
            against = value_name(stance.iri_of("attitude")) in _AGAINST
            name = self._reading.label(stance.iri_of("holder"))
            if name not in holders[not against]:
                holders[not against].append(name)
        parts = [some(holders[True])] if holders[True] else []
        if holders[False]:
            parts.append(text("network.against", names=some(holders[False])))
        return " · ".join(parts)

    def behind(self, iri: str) -> tuple[str, ...]:
        """Return the remarks on a relation: by whom, how surely, and where it is attested."""
        reading = self._reading
        record = reading.stances.get(iri) or reading.memberships.get(iri) or reading.moves.get(iri)
        return self._remarks(record) if record else ()

    def sections(self, iri: str) -> tuple[Section, ...]:
        """Return the sections of the details, empty ones left out."""
        kind = self._reading.kind(iri)
        if kind in CLAIMS:
            found = self._claim(iri)
        elif kind == "school":
            found = self._school(iri)
        elif kind == "debate":
            found = self._question(iri)
        elif kind in AGENTS:
            found = self._agent(iri)
        elif kind == "inference":
            found = iter([("the-step", [self._move(self._reading.moves[iri], iri)])])
        else:
            found = iter(())
        told = [(title, list(entries)) for title, entries in (*found, *self._in_argument(iri))]
        return tuple(Section(phrase(f"network.{title}"), tuple(entries)) for title, entries in told if entries)

    def _link(self, iri: str) -> Run:
        return Run(self.label(iri), self._short(iri) if iri in self._drawn else "")

    def _links(self, iris: Iterable[str]) -> list[Run]:
        runs: list[Run] = []
        for iri in iris:
            runs += [Run(", "), self._link(iri)] if runs else [self._link(iri)]
        return runs

    def _claim(self, iri: str) -> Iterator[tuple[str, list[Entry]]]:
        node = self._reading.node(iri)
        if node["kind"] == "estimate":
            yield "the-figure", [Entry((Run(figure(node)),))]
        stances = self._reading.stances_on[iri]
        for title, attitudes in (
            ("held-by", _FOR),
            ("entertained-by", ("entertains",)),
            ("denied-by", _AGAINST),
        ):
            chosen = [s for s in stances if value_name(s.iri_of("attitude")) in attitudes]
            yield title, [self._stance(s, s.iri_of("holder")) for s in chosen]
        for title, key in (
            ("answers-the-question", "answers"),
            ("bears-on", "bearsOn"),
            ("special-case-of", "specializes"),
            ("incompatible-with", "incompatibleWith"),
            ("likens", "analogue"),
        ):
            targets = [t for _, t, r in self._reading.network.out_edges(iri, data="relation") if r == key]
            yield title, [Entry((self._link(target),)) for target in sorted(set(targets), key=self._reading.label)]

    def _stance(self, stance: Record, shown: str) -> Entry:
        hedge = stance.iri_of("hedge")
        runs = [self._link(shown), Run(" — "), Run(value_phrase("attitude", stance.iri_of("attitude")))]
        runs += [Run(" ("), Run(value_phrase("hedge", hedge)), Run(")")] if hedge else []
        return Entry(tuple(runs), self._remarks(stance))

    def _remarks(self, record: Record) -> tuple[str, ...]:
        named = self._reading.labels
        remarks: list[str] = []
        if record.iri_of("holder"):
            own = record.iri_of("reporter") == record.iri_of("holder")
            reporter = phrase("network.as-reported-by", names=named(record.iris("reporter")[:1]))
            remarks.append(phrase("network.own-voice") if own else reporter)
        elif record.iri_of("inSchool"):
            remarks.append(phrase("network.placed-by", names=named(record.iris("accordingTo")[:1])))
        elif record.iri_of("movedBy"):
            remarks.append(phrase("network.argued-by", names=named(record.iris("movedBy"))))
            reporters = [iri for iri in record.iris("accordingTo") if iri not in record.iris("movedBy")]
            remarks += [phrase("network.as-reported-by", names=named(reporters))] if reporters else []
        elif record.iri_of("accordingTo"):
            remarks.append(phrase("network.according-to", names=named(record.iris("accordingTo"))))
        if "holder" not in record.values and record.iri_of("hedge"):
            remarks.append(value_phrase("hedge", record.iri_of("hedge")))
        remarks += [phrase("network.argument", names=value_name(scheme)) for scheme in record.iris("scheme")]
        for key, message in (("statedIn", "stated-in"), ("opposes", "against-whom"), ("supersedes", "replaces")):
            remarks += [phrase(f"network.{message}", names=named(record.iris(key)))] if record.iris(key) else []
        if "explicit" in record.values and not record.flag("explicit"):
            remarks.append(phrase("network.inferred-remark"))
        return (*remarks, *self._reading.where(record))

    def _move(self, move: Record, seen_from: str) -> Entry:
        inferred = "explicit" in move.values and not move.flag("explicit")
        if move.iris("conclusion"):
            runs = [*self._links(move.iris("premise")), Run(" ∴ "), *self._links(move.iris("conclusion"))]
            if seen_from in move.iris("conclusion"):
                runs = self._links(move.iris("premise"))
            elif move.iris("premise") == [seen_from]:
                runs = self._links(move.iris("conclusion"))
        else:
            ends = [
                iri
                for key in ("attacker", "target", "qualifier", "qualifiedClaim", "preferred", "dispreferred")
                for iri in move.iris(key)
            ]
            runs = self._links([iri for iri in ends if iri != seen_from] or ends)
        return Entry(tuple(runs), self._remarks(move), inferred)

    def _in_argument(self, iri: str) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the moves that a thing takes part in, by its part in them."""
        for title, key in _PARTS:
            yield title, [self._move(move, iri) for move in self._reading.moves_with[key, iri]]
        attacks = [
            move
            for step in self._reading.moves_with["conclusion", iri]
            for move in self._reading.moves_with["target", step.iri]
        ]
        yield (
            "attacks-on-steps",
            [Entry(tuple(self._links(m.iris("attacker"))), self._remarks(m), not m.flag("explicit")) for m in attacks],
        )

    def _question(self, iri: str) -> Iterator[tuple[str, list[Entry]]]:
        for title, key in (("answers", "answers"), ("further-claims", "bearsOn")):
            claims = {s for s, _, r in self._reading.network.in_edges(iri, data="relation") if r == key}
            entries = []
            for claim in sorted(claims, key=self._reading.label):
                byline = self.byline(claim)
                entries.append(Entry((self._link(claim),), (byline,) if byline else ()))
            yield title, entries

    def _school(self, iri: str) -> Iterator[tuple[str, list[Entry]]]:
        reading = self._reading
        names = []
        for name in self._names_of(iri):
            remarks = [
                phrase(f"network.{message}", names=reading.labels(name.iris(key)))
                for key, message in (
                    ("coinedBy", "coined-by"),
                    ("usedBy", "used-by"),
                    ("accordingTo", "according-to"),
                )
                if name.iris(key)
            ]
            names.append(Entry((Run(name.label),), (*remarks, *reading.where(name))))
        yield "names", names
        for title, kinds in _SCHOOL_SECTIONS:
            placed = [m for m in reading.memberships_in[iri] if local_name(m.iri_of("membershipKind")) in kinds]
            yield title, [self._membership(m, m.iri_of("member")) for m in placed]

    def _names_of(self, school: str) -> list[Record]:
        own = self._reading.names_of_schools.get(school, ())
        return [self._reading.school_names[iri] for iri in sorted(own) if iri in self._reading.school_names]

    def _membership(self, membership: Record, shown: str) -> Entry:
        kind = value_phrase("membership", membership.iri_of("membershipKind"))
        return Entry((self._link(shown), Run(" — "), Run(kind)), self._remarks(membership))

    def _agent(self, iri: str) -> Iterator[tuple[str, list[Entry]]]:
        reading = self._reading
        yield "schools", [self._membership(m, m.iri_of("inSchool")) for m in reading.memberships_of[iri]]
        own = [s for s in self._reading.stances_of[iri] if s.iri_of("reporter") == iri]
        ascribed = [s for s in self._reading.stances_of[iri] if s.iri_of("reporter") != iri]
        for title, stances in (("own-claims", own), ("ascribed-claims", ascribed)):
            shown = [s for s in stances if not self._debate or s.iri_of("onClaim") in self._drawn]
            entries = [self._stance(s, s.iri_of("onClaim")) for s in shown]
            if len(shown) < len(stances):
                entries.append(Entry((Run(phrase("network.in-other-debates", n=len(stances) - len(shown))),)))
            yield title, entries
