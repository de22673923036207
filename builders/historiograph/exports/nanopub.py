"""Nanopublications (https://nanopub.net/guidelines/working_draft/): one Stance each, as TriG, without signature.

The assertion is the stance, that a text presents somebody as taking an attitude to a claim; never the claim itself. The
provenance is the passages that attest it, and the publication info is the dataset's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.exports.rdf import quads_to
from historiograph.namespaces import HG, RDF_TYPE, local_name, prefixes

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_nanopublications"]

_NP = "http://www.nanopub.org/nschema#"
_STANCE = ox.NamedNode(f"{HG}Stance")
_ATTESTED_BY = ox.NamedNode(f"{HG}attestedBy")
_PARTS = ("assertion", "provenance", "pubinfo")


def to_nanopublications(kg: KnowledgeGraph, _format: str) -> bytes:
    """Return a nanopublication for each stance, in one TriG file, in the order of the stances.

    The address of a stance's is `<base>nanopub/<slug>`; its four graphs follow after a `#`.
    """
    by_subject: dict[ox.NamedNode | ox.BlankNode | ox.Triple, set[ox.Triple]] = {}
    stances = set()
    for quad in kg.authored:
        by_subject.setdefault(quad.subject, set()).add(quad.triple)
        if quad.predicate.value == RDF_TYPE and quad.object == _STANCE:
            stances.add(quad.subject)
    dataset = ox.NamedNode(kg.header.base.rstrip("/"))
    info = by_subject.get(dataset, set())
    quads: list[ox.Quad] = []
    for stance in sorted(stances, key=str):
        address = f"{kg.header.base}nanopub/{local_name(stance.value)}"  # type: ignore[union-attr]
        passages = [one.object for one in by_subject[stance] if one.predicate == _ATTESTED_BY]
        sources = {triple for one in passages if isinstance(one, ox.NamedNode) for triple in by_subject.get(one, ())}
        quads += _of_stance(address, by_subject[stance], sources, dataset, info)
    return quads_to("trig", quads, kg.header.base, {"np": _NP})


def _of_stance(
    address: str, said: set[ox.Triple], passages: set[ox.Triple], dataset: ox.NamedNode, info: set[ox.Triple]
) -> Iterator[ox.Quad]:
    itself, head = ox.NamedNode(address), ox.NamedNode(f"{address}#Head")
    assertion, provenance, pubinfo = (ox.NamedNode(f"{address}#{part}") for part in _PARTS)
    yield ox.Quad(itself, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{_NP}Nanopublication"), head)
    for link, graph in (
        ("hasAssertion", assertion),
        ("hasProvenance", provenance),
        ("hasPublicationInfo", pubinfo),
    ):
        yield ox.Quad(itself, ox.NamedNode(_NP + link), graph, head)
    for triple in said:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, assertion)
    dcterms, prov = prefixes()["dcterms"], prefixes()["prov"]
    for origin in (dataset, *{triple.subject for triple in passages}):
        yield ox.Quad(assertion, ox.NamedNode(f"{prov}wasDerivedFrom"), origin, provenance)
    for triple in passages:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, provenance)
    yield ox.Quad(itself, ox.NamedNode(f"{dcterms}isPartOf"), dataset, pubinfo)
    for triple in info:
        if local_name(triple.predicate.value) in ("publisher", "license", "issued", "version"):
            yield ox.Quad(itself, triple.predicate, triple.object, pubinfo)
