"""By what a reader may filter a view, besides kinds and relations: school, question, decade, attitude, reporter.

A facet is asked of claims and of the people who hold them. A thing that could have a value and has none keeps an
empty tuple, so that "none given" can be chosen; of anything else the facet is not asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from historiograph.namespaces import local_name
from historiograph.views.networks.models import Facets
from historiograph.views.phrases import value_phrase
from historiograph.views.reading import AGENTS, CLAIMS, Reading

__all__ = ["FACETS", "Facetter"]

FACETS = ("school", "debate", "decade", "attitude", "reporter")
"""In the order in which they are offered."""

_LONG_AGO = 40
"""A span of more decades than this is no date to filter by."""


class Facetter:
    """Finds the facets of the things of one view, and collects the labels of the values."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._labels: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}

    def values(self) -> Mapping[str, Mapping[str, str]]:
        """Return the labels of the values found so far, by id, in the order in which they are offered."""
        return {facet: dict(sorted(labels.items(), key=_order)) for facet, labels in self._labels.items() if labels}

    def of_node(self, iri: str) -> Facets:
        """Return the values of a thing."""
        reading = self._reading
        kind = reading.kind(iri)
        if kind in CLAIMS:
            stances = reading.stances_on[iri]
            debates = [t for _, t, r in reading.network.out_edges(iri, data="relation") if r in ("answers", "bearsOn")]
            schools = [school for s in stances for school in reading.schools_of(s.iri_of("holder"))]
            return {
                "school": self._things("school", schools),
                "debate": self._things("debate", debates),
                "decade": self._decades(iri),
                "attitude": self._attitudes(stance.iri_of("attitude") for stance in stances),
                "reporter": self._things("reporter", (stance.iri_of("reporter") for stance in stances)),
            }
        if kind in AGENTS:
            return {"school": self._things("school", reading.schools_of(iri))}
        if kind == "school":
            return {"school": self._things("school", [iri])}
        if kind == "debate":
            return {"debate": self._things("debate", [iri])}
        return {}

    def of_edge(self, behind: str) -> Facets:
        """Return the values of a relation, by the record behind it."""
        stance = self._reading.stances.get(behind)
        if stance is None:
            return {}
        return {
            "attitude": self._attitudes([stance.iri_of("attitude")]),
            "reporter": self._things("reporter", [stance.iri_of("reporter")]),
        }

    def _things(self, facet: str, iris: Iterable[str]) -> tuple[str, ...]:
        found = sorted({iri for iri in iris if iri})
        for iri in found:
            self._labels[facet].setdefault(_id(iri), self._reading.label(iri))
        return tuple(map(_id, found))

    def _attitudes(self, iris: Iterable[str]) -> tuple[str, ...]:
        found = sorted({iri for iri in iris if iri})
        for iri in found:
            self._labels["attitude"].setdefault(local_name(iri), value_phrase("attitude", iri))
        return tuple(map(local_name, found))

    def _decades(self, claim: str) -> tuple[str, ...]:
        decades: set[int] = set()
        for _, about, relation in self._reading.network.out_edges(claim, data="relation"):
            node = self._reading.node(about)
            years = [int(year) // 10 for key in ("earliestYear", "latestYear") if (year := _year(node.get(key, "")))]
            if relation == "about" and years and max(years) - min(years) < _LONG_AGO:
                decades.update(range(min(years), max(years) + 1))
        found = [f"{decade}0s" for decade in sorted(decades)]
        for decade in found:
            self._labels["decade"].setdefault(decade, decade)
        return tuple(found)


def _id(iri: str) -> str:
    return "/".join(iri.split("/")[-2:])


def _year(text: str) -> str:
    return text if text.lstrip("-").isdigit() else ""


def _order(item: tuple[str, str]) -> tuple[str, str]:
    return (item[1].casefold(), item[0])
