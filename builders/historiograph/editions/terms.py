"""The terms that a dataset declares for itself: records like others, found by what the statements say of them.

So they are known whether the edition is a folder, an export, a store or an endpoint.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from historiograph.loading.ontology import CLASS, CONCEPT, PROPERTY
from historiograph.namespaces import local_name, prefixes

if TYPE_CHECKING:
    from historiograph.editions.records import Record

__all__ = ["TERM_KINDS", "name_own"]

_ONTOLOGY = prefixes()["owl"] + "Ontology"
TERM_KINDS: Mapping[str, frozenset[str]] = {
    "owl:Class": CLASS,
    "rdf:Property": PROPERTY,
    "skos:Concept": frozenset({CONCEPT}),
    "skos:ConceptScheme": frozenset({CONCEPT + "Scheme"}),
    "owl:Ontology": frozenset({_ONTOLOGY}),
}
"""What a term is called by, as no record is -> the classes of which one makes it that."""


def name_own(records: Mapping[str, Record], base: str) -> dict[str, Record]:
    """Let each own term, and each record of an own class, know what it is called by (`Record.own`).

    Args:
        records: by id.
        base: IRI of the dataset, without which ids are written.

    Returns:
        Local name of each term -> its record.
    """
    typed = ((name, one.values.get("type")) for name, one in records.items())
    types = {name: {value.text for value in of} for name, of in typed if of}
    spaces: list[str] = []
    for name, of in types.items():
        header = records[name]
        if _ONTOLOGY in of and "preferredNamespaceUri" in header.values:
            header.own = "owl:Ontology"
            spaces += [value.text.removeprefix(base) for value in header.values["preferredNamespaceUri"]]
    if not spaces:
        return {}
    found: dict[str, Record] = {}
    for name, of in types.items():
        kind = next((kind for kind, iris in TERM_KINDS.items() if iris & of), "")
        if kind and not records[name].own and name.startswith(tuple(spaces)):
            records[name].own = kind
            found[local_name(name)] = records[name]
    above = {one.id: _above(one.id, records) for one in found.values() if one.own == "owl:Class"}
    for name, of in types.items():
        if not records[name].own and (own := above.keys() & of):
            records[name].own = local_name(max(own, key=lambda one: (len(above[one]), one)))
    return found


def _above(name: str, records: Mapping[str, Record]) -> set[str]:
    """Return what a class is a special case of, itself among it."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [value.text for value in records[one].values.get("subClassOf", ())] if one in records else []
    return found
