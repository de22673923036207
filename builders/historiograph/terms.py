"""The words of the ontology and its vocabularies, for those who ask with them: which there are, and which is meant.

They are read from the two Turtle files line by line, which takes a hundredth of the time of parsing them; a test
compares the outcome with what a parser finds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from historiograph.errors import NotFoundError
from historiograph.folding import fold
from historiograph.namespaces import HG, VOCABULARY
from historiograph.resources import resource

__all__ = ["class_named", "terms", "values"]

_TERM = re.compile(r"^hg:(\w+) a owl:(\w+)", re.MULTILINE)
_VALUE = re.compile(r"^([a-z-]+)-value:([a-z-]+) a skos:Concept\b", re.MULTILINE)


@lru_cache(maxsize=1)
def terms() -> dict[str, str]:
    """Return local name -> OWL kind (`Class`, `ObjectProperty` ...) of every term of the ontology."""
    return dict(_TERM.findall(resource("ontology/historiograph.ttl").read_text("utf-8")))


@lru_cache(maxsize=1)
def values() -> dict[str, tuple[str, ...]]:
    """Return scheme -> its values, such as `attitude` -> `asserts`, `denies` ..."""
    found: dict[str, tuple[str, ...]] = {}
    for scheme, value in _VALUE.findall(resource("ontology/vocabularies.ttl").read_text("utf-8")):
        found[scheme] = (*found.get(scheme, ()), value)
    return found


def class_named(name: str) -> str:
    """Return the IRI of a class of the ontology, by its name in one or more words, or by its IRI.

    Raises:
        NotFoundError: with the nearest classes.
    """
    classes = {_plain(local): local for local, kind in terms().items() if kind == "Class"}
    wanted = _plain(name.removeprefix(HG).removeprefix("hg:"))
    local = classes.get(wanted) or classes.get(wanted.removesuffix("s"))
    if local is None:
        raise NotFoundError("class of things", name, classes.values())
    return HG + local


def is_value(iri: str) -> bool:
    """Return whether an IRI is a value of one of the vocabularies, or one of these itself."""
    scheme, _, value = iri.removeprefix(VOCABULARY).partition("/")
    return scheme in values() and (not value or value in values()[scheme])


def _plain(name: str) -> str:
    return fold(name).replace(" ", "")
