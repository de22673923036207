"""What a page says in a dataset's own terms: each of its properties with its name and its values."""

from __future__ import annotations

from collections.abc import Mapping

from historiograph.namespaces import HG, local_name
from historiograph.views.site.facts import Facts, Name

__all__ = ["own_facts", "own_properties"]

_KINDS = tuple(f"http://www.w3.org/2002/07/owl#{kind}Property" for kind in ("Object", "Datatype", "Annotation"))


def own_properties(facts: Facts) -> Mapping[str, Name]:
    """Return the properties that the dataset declares, by local name, with their names for readers."""
    iris = sorted({iri for kind in _KINDS for iri in facts.of_class(kind) if not iri.startswith(HG)})
    return {local_name(iri): facts.words(iri, "label") or Name(local_name(iri)) for iri in iris}


def own_facts(facts: Facts, iri: str, properties: Mapping[str, Name]) -> tuple[tuple[Name, tuple[Name, ...]], ...]:
    """Return what is said of a thing by these properties, in the order of their local names."""
    record = facts.record(iri)
    found = []
    for key in sorted(properties.keys() & record.values.keys()):
        things = facts.names(record.iris(key))
        found.append((properties[key], (*things, *facts.all_words(iri, key))))
    return tuple(found)
