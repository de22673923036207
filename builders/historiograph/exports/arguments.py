"""What the argument formats tell: debates, claims, evidence, stances and moves, each under a short name of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from historiograph.individuals import Record, SparqlGraph, read_records
from historiograph.loading.identities import is_slug, slugified
from historiograph.moves import MOVES
from historiograph.namespaces import local_name

__all__ = ["ATTACKS", "Arguments"]

ATTACKS = ("Rebuttal", "Undercut", "Undermining")
_AGENTS = ("Historian", "Actor", "UnnamedParty")


class Arguments:
    """The argument of a graph, read once, one query a class.

    Attributes:
        claims, evidence, debates, stances: records by IRI.
        agents: everybody who speaks, by IRI; `class_of_agent` has the class of each.
        moves: class of move -> records by IRI.
    """

    def __init__(self, kg: SparqlGraph) -> None:
        self.claims = read_records(kg, "Claim")
        self.evidence = read_records(kg, "Evidence")
        self.debates = read_records(kg, "Debate")
        self.stances = read_records(kg, "Stance")
        self.moves = {name: read_records(kg, name) for name in MOVES}
        self.agents: dict[str, Record] = {}
        self.class_of_agent: dict[str, str] = {}
        for name in _AGENTS:
            for iri, record in read_records(kg, name).items():
                self.agents.setdefault(iri, record)
                self.class_of_agent.setdefault(iri, name)
        self._passages = read_records(kg, "Passage")
        self._texts = read_records(kg, "SourceText")
        self._slugs: dict[str, str] = {}
        self._taken: dict[str, int] = defaultdict(int)
        self.stances_on: dict[str, list[Record]] = defaultdict(list)
        for stance in self.stances.values():
            self.stances_on[stance.iri_of("onClaim")].append(stance)

    def slug(self, iri: str) -> str:
        """Return the slug of a thing: the end of its IRI, made unique where two end alike."""
        if iri not in self._slugs:
            name = local_name(iri)
            slug = name if is_slug(name) else slugified(name) or "unnamed"
            kind = iri.rsplit("/", 2)[-2] if iri.count("/") > 2 else ""
            self._taken[f"{kind}/{slug}"] += 1
            number = self._taken[f"{kind}/{slug}"]
            self._slugs[iri] = slug if number == 1 else f"{slug}-{number}"
        return self._slugs[iri]

    def slugs(self, iris: list[str]) -> list[str]:
        """Return the slugs of several things."""
        return [self.slug(iri) for iri in iris]

    def name(self, agent: str) -> str:
        """Return the name of somebody who speaks."""
        return self.agents[agent].label if agent in self.agents else self.slug(agent)

    def value(self, record: Record, key: str) -> str:
        """Return the slug of a controlled value, such as `asserts`."""
        return local_name(record.iri_of(key))

    def inferred(self, record: Record) -> bool:
        """Return whether it is the curators who infer it, and not the text that states it."""
        return "explicit" in record.values and not record.flag("explicit")

    def place(self, record: Record) -> dict[str, Any]:
        """Return where a record is attested: text, section, paragraph and page of its first passage."""
        passage = next((self._passages[iri] for iri in record.iris("attestedBy") if iri in self._passages), None)
        if passage is None:
            return {}
        source = passage.iri_of("hasSource")
        found: dict[str, Any] = {"source": self.slug(source)} if source else {}
        for key in ("section", "page"):
            if passage.text(key):
                found[key] = passage.text(key)
        if passage.text("paragraph").isdigit():
            found["paragraph"] = int(passage.text("paragraph"))
        return found

    def titles_of_texts(self) -> Mapping[str, str]:
        """Return slug -> title of the source texts."""
        return {self.slug(iri): record.label for iri, record in self._texts.items()}

    def incompatible(self) -> list[tuple[str, str]]:
        """Return each pair of claims that cannot both be right, once."""
        pairs = {
            (min(iri, other), max(iri, other))
            for iri, record in self.claims.items()
            for other in record.iris("incompatibleWith")
            if other in self.claims and other != iri
        }
        return sorted(pairs)
