"""The graph as RDF 1.1 in its six usual syntaxes: the same statements in the same order every time.

Turtle, N-Triples and RDF/XML hold what was authored, without graph names. TriG, N-Quads and JSON-LD hold the same in
its named graphs, and what was derived in a graph of its own. Everything is written from the dataset as loaded, since
a store rewrites some literals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.exports.jsonld import jsonld
from historiograph.namespaces import RDF_TYPE, prefixes

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["RDF_FORMATS", "SUFFIXES", "quads_to", "to_rdf", "triples_to"]

_FLAT = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_NAMED = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDF_FORMATS = (*_FLAT, *_NAMED)
SUFFIXES = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")
"""How an IRI must end to be written as the name of an XML element."""
_KIND = re.compile(r"[a-z][a-z0-9-]*\Z")
_LOCAL = re.compile(r"(?:\w(?:[\w.-]*[\w-])?)?\Z")
"""What may follow a prefix without a backslash, which Virtuoso would take for a part of the name."""
_PREFIXED = ("turtle", "rdfxml", "trig", "jsonld")


def to_rdf(kg: KnowledgeGraph, format: str, context: str = "inline") -> bytes:
    """Return the graph in one of `RDF_FORMATS`, as UTF-8.

    Args:
        kg: the graph.
        format: the format's name.
        context: of JSON-LD: "inline", or "reference" for one that readers fetch.
    """
    if format in _FLAT:
        statements: list[ox.Triple] | list[ox.Quad] = sorted({quad.triple for quad in kg.authored}, key=_order)
    else:
        statements = sorted({*kg.authored, *kg.derived}, key=lambda quad: (str(quad.graph_name), *_order(quad)))
    return _written(statements, format, kg.header.base, context=context, more_prefixes=kg.store.own_prefixes())


def _written(
    statements: list[ox.Triple] | list[ox.Quad],
    format: str,
    base: str,
    *,
    context: str = "inline",
    more_prefixes: Mapping[str, str] | None = None,
) -> bytes:
    syntax = _FLAT.get(format) or _NAMED[format]
    named = _used_prefixes(base, statements, {**(more_prefixes or {}), **prefixes()}) if format in _PREFIXED else None
    if format == "jsonld":
        return jsonld(statements, named or {}, base, inline=context == "inline")
    data = ox.serialize(statements, format=syntax, prefixes=named) or b""
    if format == "rdfxml":
        return data.replace(b"\r", b"&#13;")  # an XML reader would make a line feed of it
    return _laid_out(data, format) if format in ("turtle", "trig") else data


def triples_to(
    format: str, triples: Sequence[ox.Triple], base: str, more_prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE in one of `RDF_FORMATS`, sorted.

    Args:
        format: the format's name.
        triples: the triples; those that come twice are written once.
        base: the dataset's base IRI, below which each kind of thing gets a prefix; "" for none.
        more_prefixes: prefix -> namespace, beside those of the project.

    Raises:
        InputError: if RDF/XML is asked for and has no name for a predicate.
    """
    if format == "rdfxml":
        for triple in triples:
            if not _XML_NAME.search(triple.predicate.value):
                raise InputError(f"RDF/XML cannot write the predicate {triple.predicate}; every other format can")
    without_graphs = {"trig": "turtle", "nquads": "ntriples"}
    statements = sorted(set(triples), key=_order)
    return _written(statements, without_graphs.get(format, format), base, more_prefixes=more_prefixes)


def quads_to(format: str, quads: Iterable[ox.Quad], base: str, more_prefixes: Mapping[str, str]) -> bytes:
    """Return quads in one of the formats that have named graphs, sorted; see `triples_to`."""
    statements = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_order(quad)))
    return _written(statements, format, base, more_prefixes=more_prefixes)


def _laid_out(turtle: bytes, format: str) -> bytes:
    """Sort the prefix lines, which come in no fixed order, and set subjects apart by empty lines."""
    lines = turtle.decode("utf-8").rstrip("\n").split("\n")
    heads = sorted(line for line in lines if line.startswith("@prefix "))
    body = lines[len(heads) :]
    indent = "\t" if format == "trig" else ""
    spaced = []
    for line in body:
        if line.endswith(" {") or (line.startswith(indent) and not line.startswith((indent + "\t", "}"))):
            spaced.append("")
        spaced.append(line)
    return ("\n".join([*heads, *spaced]) + "\n").encode("utf-8")


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, bool, str, str]:
    """Order by subject, its types first, then by predicate and object, as a reader would."""
    return (
        str(statement.subject),
        statement.predicate.value != RDF_TYPE,
        statement.predicate.value,
        str(statement.object),
    )


def _used_prefixes(base: str, statements: list[ox.Triple] | list[ox.Quad], known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that the statements use, with one for each kind of individual of the dataset."""
    kinds: dict[str, str] = {}
    awkward: set[str] = set()
    namespaces: set[str] = set()
    for iri in _iris(statements):
        namespaces.add(iri[: max(iri.rfind("#"), iri.rfind("/")) + 1])
        if base and iri.startswith(base):
            kind, slash, local = iri.removeprefix(base).partition("/")
            if slash and _KIND.match(kind):
                kinds[kind] = f"{base}{kind}/"
                awkward.update([] if _LOCAL.match(local) else [kind])
    shared = {name: iri for name, iri in known.items() if iri in namespaces}
    shared = {name: iri for name, iri in shared.items() if name in prefixes() or iri not in prefixes().values()}
    plain = {kind: iri for kind, iri in kinds.items() if kind not in awkward}
    return dict(sorted({**plain, **shared}.items()))


def _iris(statements: Iterable[ox.Triple] | Iterable[ox.Quad]) -> set[str]:
    found = set()
    for statement in statements:
        for term in (statement.subject, statement.predicate, statement.object):
            found.add(term.datatype.value if isinstance(term, ox.Literal) else getattr(term, "value", ""))
    return found
