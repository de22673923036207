"""Which section of a file makes which class of record, under which IRI and in which named graph."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

__all__ = [
    "AUTHORITIES",
    "FINGERPRINTS",
    "NAMED_BY_CONTENT",
    "POLYMORPHIC",
    "SECTIONS",
    "SECTION_OF_NESTED_KEY",
    "Section",
]

AUTHORITIES = "authorities"
"""Name of the graph of people, schools, works and the like, which belong to no one source."""

FINGERPRINTS = "fingerprints"
"""The section without records: `start-end` of a passage -> its fingerprint, as the command of that name makes it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of records of one class.

    Attributes:
        key: the key in a file that opens the list.
        types: local names of the classes that each record gets.
        kind: the path segment of the record's IRI; ids are unique within a kind.
        from_source: whether the record is something that a source says, and so lies in that source's graph.
    """

    key: str
    types: tuple[str, ...]
    kind: str
    from_source: bool = False


SECTIONS: MappingProxyType[str, Section] = MappingProxyType(
    {
        section.key: section
        for section in (
            Section("historians", ("Historian",), "agent"),
            Section("actors", ("Actor",), "agent"),
            Section("unnamedParties", ("UnnamedParty",), "agent"),
            Section("schools", ("School",), "school"),
            Section("debates", ("Debate",), "debate"),
            Section("topics", ("Topic",), "topic"),
            Section("places", ("Place",), "place"),
            Section("events", ("Event",), "event"),
            Section("periods", ("Period",), "period"),
            Section("measures", ("Measure",), "measure"),
            Section("evidence", ("Evidence",), "evidence"),
            Section("works", ("Work",), "work"),
            Section("editions", ("Edition",), "work"),
            Section("identifications", ("Identification",), "identification"),
            Section("sourceTexts", ("SourceText",), "text"),
            Section("divisions", ("Division",), "division"),
            Section("claims", ("Claim",), "claim", True),
            Section("estimates", ("Estimate", "Claim"), "claim", True),
            Section("analogies", ("Analogy", "Claim"), "claim", True),
            Section("stances", ("Stance",), "stance", True),
            Section("memberships", ("Membership",), "membership", True),
            Section("schoolNames", ("SchoolName",), "school-name", True),
            Section("references", ("Reference",), "reference", True),
            Section("inferences", ("Inference",), "move", True),
            Section("rebuttals", ("Rebuttal",), "move", True),
            Section("undercuts", ("Undercut",), "move", True),
            Section("underminings", ("Undermining",), "move", True),
            Section("qualifications", ("Qualification",), "move", True),
            Section("weighings", ("Weighing",), "move", True),
        )
    }
)

NAMED_BY_CONTENT = frozenset({"stances", "memberships", "schoolNames", "references", "identifications", "divisions"})
"""Sections whose records need no `id`, since what they say identifies them."""

SECTION_OF_NESTED_KEY: MappingProxyType[str, Section] = MappingProxyType(
    {
        "stances": SECTIONS["stances"],
        "editions": SECTIONS["editions"],
        "divisions": SECTIONS["divisions"],
        "identifications": SECTIONS["identifications"],
        "schoolName": SECTIONS["schoolNames"],
    }
)
"""Keys that hold records inside a record."""

_ARGUMENT_TERMS = ("claim", "evidence", "move")

POLYMORPHIC: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "about": ("topic", "event", "period", "place", "agent", "school", "work", "debate", "evidence", "measure"),
        "analogue": ("school", "debate", "event", "period", "topic", "agent", "place"),
        "coversTime": ("period", "event"),
        "identifies": ("agent", "work"),
        "premise": _ARGUMENT_TERMS,
        "attacker": _ARGUMENT_TERMS,
        "target": _ARGUMENT_TERMS,
        "preferred": _ARGUMENT_TERMS,
        "dispreferred": _ARGUMENT_TERMS,
    }
)
"""Keys whose value may be of several kinds: a bare slug when one kind alone has it, else `kind/slug`."""
