"""The query behind a page: the question of the catalogue that it answers, filled in, to be asked anew anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from historiograph.queries import catalogue
from historiograph.store.binding import prepare

__all__ = ["Behind", "behind"]


@dataclass(frozen=True, slots=True)
class Behind:
    """A question about a thing: its title, the command that asks it ("" for none), and its SPARQL."""

    title: str
    command: str
    sparql: str


_QUESTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "debate": (("who-answers", "debate"), ("rival-answers", "debate")),
    "school": (("school-views", "school"), ("school-members", "school")),
    "historian": (("own-and-ascribed", "agent"),),
    "actor": (("own-and-ascribed", "agent"),),
    "party": (("own-and-ascribed", "agent"),),
    "claim": (("for-and-against", "claim"),),
    "evidence": (("rests-on", "evidence"),),
    "measure": (("estimates", "measure"),),
}
"""Folder of a page -> names of questions, each with the parameter that the thing fills."""

_ABOUT = """PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?claim ?label
WHERE { ?claim hg:about <urn:thing> ; skos:prefLabel ?label }
ORDER BY ?label
"""
_STATED = """PREFIX hg: <https://w3id.org/historiograph/ontology#>

SELECT ?holder ?attitude ?claim ?reporter
WHERE {
  ?stance hg:statedIn <urn:thing> ; hg:holder ?holder ; hg:attitude ?attitude .
  ?stance hg:onClaim ?claim ; hg:reporter ?reporter .
}
ORDER BY ?holder ?claim ?attitude
"""
_THING = "urn:thing"


def behind(folder: str, iri: str, base: str) -> tuple[Behind, ...]:
    """Return the questions that a page of this folder answers about a thing."""
    if folder in _QUESTIONS:
        local = iri.rpartition("/")[2] if base and iri.startswith(base) else iri
        return tuple(
            Behind(
                catalogue()[name].title,
                f"historiograph ask {name} --{parameter} {local}" if _plain(local) else "",
                _filled(name, parameter).replace(_THING, iri),
            )
            for name, parameter in _QUESTIONS[folder]
        )
    query = _STATED if folder == "work" else _ABOUT
    title = "What is stated in it" if folder == "work" else "Claims about it"
    return (Behind(title, "", query.replace(_THING, iri)),)


@lru_cache(maxsize=64)
def _filled(name: str, parameter: str) -> str:
    """Return the SPARQL of a question about `urn:thing`, without the comments that describe it."""
    body = re.sub(r"^#.*\n", "", catalogue()[name].query, flags=re.MULTILINE)
    return prepare(body, {parameter: ox.NamedNode(_THING)}, {}).text.strip() + "\n"


def _plain(word: str) -> bool:
    """Return whether a word can stand on a command line as it is."""
    return re.fullmatch(r"[\w:/.#%+-]+", word, re.ASCII) is not None
