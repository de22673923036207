"""An edition of a dataset: who made it, under which licence, which version of which day; what a citation needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from historiograph.individuals import Record, read_things

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["Creator", "Edition", "Licence", "edition_of", "edition_said"]

_WITH_ORCID = re.compile(r"\s*[(<]?(https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX])[)>]?\s*\Z")
_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses/(by[a-z-]*)|publicdomain/zero)/(\d\.\d)(?:/|\Z)"
)
_OPEN_DATA = re.compile(r"https?://(?:www\.)?opendatacommons\.org/licenses/(pddl|by|odbl)(?:/|\Z)")
_SPDX = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html)?/?\Z")
_OF_OPEN_DATA = {
    "pddl": ("ODC Public Domain Dedication and License 1.0", "PDDL-1.0"),
    "by": ("Open Data Commons Attribution License 1.0", "ODC-By-1.0"),
    "odbl": ("Open Data Commons Open Database License 1.0", "ODbL-1.0"),
}
_WORDS = {"by": "Attribution", "nc": "NonCommercial", "nd": "NoDerivatives", "sa": "ShareAlike"}


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the dataset: a person, written "Family, Given", or an organisation; `orcid` is an address or ""."""

    name: str
    orcid: str = ""

    @property
    def is_person(self) -> bool:
        """Whether a person is meant: one has an ORCID, or a family name before a comma."""
        return bool(self.orcid) or ", " in self.name

    @property
    def parts(self) -> tuple[str, str]:
        """Return family and given name; all of it is the family name where there is no comma."""
        family, _, given = self.name.partition(", ")
        return family, given


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its address; name and SPDX identifier (https://spdx.org/licenses/) are "" if not known."""

    iri: str
    name: str = ""
    spdx: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a dataset says of itself; whatever it does not say is empty."""

    iri: str
    name: str
    title: str
    language: str
    description: str
    creators: tuple[Creator, ...]
    publisher: str
    licence: Licence | None
    version: str
    issued: str
    keywords: tuple[str, ...]
    doi: str

    @property
    def authors(self) -> tuple[Creator, ...]:
        """Return who is cited: the creators, or the publisher where none is named."""
        return self.creators or ((Creator(self.publisher),) if self.publisher else ())


def edition_of(kg: KnowledgeGraph) -> Edition:
    """Return what the dataset of a graph says of itself."""
    iri = kg.header.base.rstrip("/")
    record = read_things(kg, [iri]).get(iri, Record(iri))
    return edition_said(record, kg.header.name, kg.header.title, kg.header.language)


def edition_said(record: Record, name: str = "", title: str = "", language: str = "en") -> Edition:
    """Return what the record of a dataset says, with name, title and language from its header."""
    licence = record.iri_of("license") or record.text("license")
    return Edition(
        record.iri,
        name,
        title or record.text("title"),
        language,
        record.text("description"),
        tuple(map(_creator, record.texts("creator"))),
        record.text("publisher"),
        _licence(licence) if licence else None,
        record.text("version"),
        record.text("issued"),
        tuple(record.texts("keyword")),
        re.sub(r"\Ahttps?://(?:dx\.)?doi\.org/", "", record.text("doi")),
    )


def _creator(text: str) -> Creator:
    orcid = _WITH_ORCID.search(text)
    return Creator(text[: orcid.start()], orcid[1]) if orcid else Creator(text)


def _licence(iri: str) -> Licence:
    if found := _CREATIVE_COMMONS.match(iri):
        _, parts, version = found.groups()
        if parts is None:
            return Licence(iri, f"Creative Commons Zero {version} Universal", f"CC0-{version}")
        words = "-".join(_WORDS.get(part, part) for part in parts.split("-"))
        return Licence(iri, f"Creative Commons {words} {version} International", f"CC-{parts.upper()}-{version}")
    if found := _OPEN_DATA.match(iri):
        return Licence(iri, *_OF_OPEN_DATA[found[1]])
    if found := _SPDX.match(iri):
        return Licence(iri, found[1], found[1])
    return Licence(iri)
