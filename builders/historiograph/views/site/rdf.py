"""The statements that a page tells, for its Turtle and JSON-LD beside it: exactly as they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from historiograph.namespaces import HG, RDF_TYPE
from historiograph.views.site.facts import NAMES, Facts

__all__ = ["Statements"]

_RECORDS = frozenset(
    HG + name
    for name in (
        *("Stance", "Membership", "SchoolName", "Reference", "Identification"),
        *("Inference", "Rebuttal", "Undercut", "Undermining", "Qualification", "Weighing"),
    )
)
_NOT_FOLLOWED = frozenset({"reporter", "accordingTo", "opposes", "coinedBy", "usedBy", "type"})
"""Whoever merely tells of something is not what it is about."""


class Statements:
    """Gathers statements by what they are about, reading all of them once.

    It keeps their numbers only: a second object for each statement would take as much memory as the graph.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of: dict[str, list[int]] = defaultdict(list)
        self._to: dict[str, list[int]] = defaultdict(list)
        self._records: set[str] = set()
        self._last: tuple[str, list[ox.Triple]] = ("", [])
        for number, quad in enumerate(facts.authored):
            subject, term = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode):
                continue
            self._of[subject.value].append(number)
            if isinstance(term, ox.NamedNode):
                if quad.predicate.value == RDF_TYPE and term.value in _RECORDS:
                    self._records.add(subject.value)
                self._to[term.value].append(number)

    def own(self, iri: str) -> Sequence[ox.Triple]:
        """Return the statements whose subject a thing is."""
        return [self._facts.authored[number].triple for number in self._of.get(iri, ())]

    def about(self, iri: str) -> list[ox.Triple]:
        """Return what is said of a thing: by itself, by the records about it with their passages, and names of all.

        The last answer is kept, because a thing is written in two formats, one after the other.
        """
        if self._last[0] != iri:
            self._last = iri, self._about(iri)
        return self._last[1]

    def _about(self, iri: str) -> list[ox.Triple]:
        found: dict[ox.Triple, None] = dict.fromkeys(self.own(iri))
        followed = [iri]
        for triple in (self._facts.authored[number].triple for number in self._to.get(iri, ())):
            subject = str(getattr(triple.subject, "value", ""))
            if _key(triple) in _NOT_FOLLOWED:
                continue
            if subject in self._records:
                followed.append(subject)
                found.update(dict.fromkeys(self.own(subject)))
            else:
                found[triple] = None
        for name in self._facts.record(iri).iris("schoolName"):
            found.update(dict.fromkeys(self.own(name)))
            followed.append(name)
        for one in followed:
            for passage in self._facts.record(one).iris("attestedBy"):
                found.update(dict.fromkeys(self.own(passage)))
                for selector in self._facts.record(passage).iris("hasSelector"):
                    found.update(dict.fromkeys(self.own(selector)))
        found.update(dict.fromkeys(self._named(found)))
        return list(found)

    def _named(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return the names and classes of everything that these statements mention."""
        mentioned = {
            term.value
            for triple in triples
            for term in (triple.subject, triple.object)
            if isinstance(term, ox.NamedNode)
        }
        return [
            triple
            for iri in sorted(mentioned)
            for triple in self.own(iri)
            if triple.predicate.value == RDF_TYPE or _key(triple) in NAMES
        ]


def _key(triple: ox.Triple) -> str:
    iri = triple.predicate.value
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
