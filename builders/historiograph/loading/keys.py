"""What each key of the authoring format may hold, read off the JSON-LD context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from historiograph.loading.sections import POLYMORPHIC, SECTION_OF_NESTED_KEY
from historiograph.namespaces import VOCABULARY, context, prefixes

__all__ = ["DEFAULTS", "Holds", "Key", "keys", "plain_context"]

Holds = Literal["text", "string", "decimal", "integer", "boolean", "reference", "same-kind", "iri", "value", "nested"]
DEFAULTS = ("reporter", "source")
"""Keys of a file that stand in for the same key of its records."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        holds: what its value is: language-tagged text, a plain string, a number, a reference to a record, an
            absolute IRI, a value of a controlled vocabulary, or nested records.
        kinds: for a reference, the kinds of record it may name.
        base: for a value of a controlled vocabulary, the IRI that its words continue.
        words: for a value, the words that a dataset has of its own, with their IRIs.
    """

    holds: Holds
    kinds: tuple[str, ...] = ()
    base: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


_DATATYPES: dict[str, Holds] = {
    "xsd:string": "string",
    "xsd:decimal": "decimal",
    "xsd:integer": "integer",
    "xsd:nonNegativeInteger": "integer",
    "xsd:boolean": "boolean",
}
_SAME_KIND = ("broader", "related")


@lru_cache(maxsize=1)
def keys() -> dict[str, Key]:
    """Return every key that a record may have, except `id`, `type`, `passage` and the file's defaults."""
    named = prefixes()
    found = {
        name: _key(name, term)
        for name, term in context().items()
        if not name.startswith("@") and name not in named and isinstance(term, dict)
    }
    for machine_made in (
        "attestedBy",
        "hasSource",
        "hasSelector",
        "earliestYear",
        "latestYear",
        "passage",
        "fingerprint",
    ):
        found.pop(machine_made, None)
    return found


@lru_cache(maxsize=1)
def plain_context() -> dict[str, Any]:
    """Return the context without the contexts of single keys, which turn `holder: pell` into `agent/pell`.

    The walk does that itself, since it checks every reference anyway. A parser that has to enter another context at
    each of them takes more than twice as long.
    """
    return {
        name: {key: value for key, value in term.items() if key != "@context"} if isinstance(term, dict) else term
        for name, term in context().items()
    }


def _key(name: str, term: dict[str, Any]) -> Key:
    coercion = term.get("@type")
    if name in SECTION_OF_NESTED_KEY:
        return Key("nested")
    if name in POLYMORPHIC:
        return Key("reference", POLYMORPHIC[name])
    if name in _SAME_KIND:
        return Key("same-kind")
    if coercion == "@id":
        base = term.get("@context", {}).get("@base")
        if base is not None and base.startswith(VOCABULARY):
            return Key("value", base=base)
        return Key("iri") if base is None else Key("reference", (base.rstrip("/"),))
    if term.get("@container") == "@language":
        return Key("text")
    return Key(_DATATYPES[str(coercion)])
