"""Numbers with the datatype that the vocabulary gives them.

Stores keep a number by its value, and give back `xsd:integer` for every kind of integer. The JSON-LD context says which
kind each property has, so what comes out of a store can be written as it was.
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from historiograph.namespaces import context, prefixes

__all__ = ["as_written"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = ox.NamedNode(f"{_XSD}integer")


def as_written(quad: ox.Quad) -> ox.Quad:
    """Return a quad from a store with the datatype that its property calls for."""
    wanted = _integers().get(quad.predicate.value)
    if wanted is None or not isinstance(quad.object, ox.Literal) or quad.object.datatype != _INTEGER:
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value, datatype=wanted), quad.graph_name)


@lru_cache(maxsize=1)
def _integers() -> dict[str, ox.NamedNode]:
    """Return property -> kind of integer, where the context has one that is narrower than `xsd:integer`."""
    found = {}
    for spec in context().values():
        if isinstance(spec, dict) and str(spec.get("@type", "")).endswith("NegativeInteger"):
            prefix, _, name = spec["@id"].partition(":")
            found[prefixes()[prefix] + name] = ox.NamedNode(_XSD + spec["@type"].partition(":")[2])
    return found
