"""The shapes as a graph to look things up in, before any library for SHACL is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    import rdflib

__all__ = ["CLASSES", "RDF", "RDFS", "SH", "XSD", "Node", "ShapesGraph", "Term", "as_rdflib"]

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_TRUE = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
_NIL = ox.NamedNode(RDF + "nil")
CLASSES = {ox.NamedNode(RDFS + "Class"), ox.NamedNode("http://www.w3.org/2002/07/owl#Class")}


class ShapesGraph:
    """Triples by subject and predicate. Where a predicate is of SHACL, its local name is enough."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Take the triples of the shapes."""
        self._found: dict[Term, dict[str, dict[Term, None]]] = {}
        for triple in triples:
            self.add(triple.subject, triple.predicate.value, triple.object)  # type: ignore[arg-type]

    @classmethod
    def of_rdflib(cls, graph: rdflib.Graph) -> ShapesGraph:
        """Return the shapes of an rdflib graph, blank nodes under their names."""
        return cls(ox.Triple(_ours(s), _ours(p), _ours(o)) for s, p, o in graph)  # type: ignore[arg-type]

    def add(self, subject: Term, predicate: str, value: Term) -> None:
        """Add a triple."""
        self._found.setdefault(subject, {}).setdefault(predicate, {})[value] = None

    def __contains__(self, node: Term) -> bool:
        return node in self._found

    def subjects(self) -> list[Term]:
        """Return all subjects, in a stable order but for blank nodes."""
        return sorted(self._found, key=str)

    def predicates(self, node: Term) -> list[str]:
        """Return the IRIs of what is said of a node."""
        return [predicate for predicate, values in self._found.get(node, {}).items() if values]

    def values(self, node: Term, name: str) -> list[Term]:
        """Return the values of a property of SHACL, or of one named by its IRI, in a stable order."""
        return sorted(self._found.get(node, {}).get(name if ":" in name else SH + name, ()), key=str)

    def members(self, head: Term) -> list[Term]:
        """Return the members of an RDF list; nothing if it is none."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL and head not in seen:
            seen.add(head)
            first, rest = self.values(head, RDF + "first"), self.values(head, RDF + "rest")
            if len(first) != 1 or len(rest) != 1:
                return []
            found.append(first[0])
            head = rest[0]
        return found

    def targeted(self) -> Iterator[Node]:
        """Yield the shapes that choose focus nodes, an implicit class target among them (SHACL 2.1.3)."""
        for node in self.subjects():
            implicit = CLASSES.intersection(self.values(node, RDF + "type"))
            if not isinstance(node, ox.Literal) and (implicit or any(self.values(node, one) for one in _TARGETS)):
                yield node

    def spread_targets(self) -> None:
        """Give each property shape the targets of its node shape, which means the same and takes half the time.

        pySHACL runs a property shape once for each focus node of the node shape that it hangs on, but once for all
        the nodes of a target of its own. A closed shape then has to be told of the paths that it knew from its
        properties.
        """
        for node in self.subjects():
            targets, properties = self.values(node, "targetClass"), self.values(node, "property")
            if not targets:
                continue
            if self.values(node, "closed") == [_TRUE]:
                known = [one for head in self.values(node, "ignoredProperties") for one in self.members(head)]
                paths = [path for one in properties for path in self.values(one, "path")]
                self._set_list(node, "ignoredProperties", [*known, *(p for p in paths if isinstance(p, ox.NamedNode))])
            for one in properties:
                for target in targets:
                    self.add(one, SH + "targetClass", target)
            self._found[node].pop(SH + "property", None)

    def _set_list(self, node: Term, name: str, members: Sequence[Term]) -> None:
        head: Term = _NIL
        for member in reversed(members):
            cell = ox.BlankNode()
            self.add(cell, RDF + "first", member)
            self.add(cell, RDF + "rest", head)
            head = cell
        self._found[node][SH + name] = {head: None}

    def aimed_at(self, focus: dict[Node, set[Term]]) -> Iterator[tuple[Term, str, Term]]:
        """Yield the triples of these shapes, but with these focus nodes for targets instead of their own."""
        for subject, said in self._found.items():
            for predicate, values in said.items():
                if predicate.removeprefix(SH) not in _TARGETS:
                    is_type = predicate == RDF + "type"
                    yield from ((subject, predicate, one) for one in values if not (is_type and one in CLASSES))
        for shape, nodes in focus.items():
            yield from ((shape, SH + "targetNode", node) for node in nodes)

    def triples(self) -> Iterator[tuple[Term, str, Term]]:
        """Yield all triples."""
        for subject, said in self._found.items():
            for predicate, values in said.items():
                yield from ((subject, predicate, one) for one in values)


def as_rdflib(triples: Iterable[tuple[Term, str, Term]]) -> rdflib.Graph:
    """Return triples as an rdflib graph, without graph names and with blank nodes under their names.

    Every name is made once, and no text is written only to be parsed: a third of the time that it would take.
    """
    import rdflib

    names: dict[str, rdflib.URIRef] = {}

    def name(iri: str) -> rdflib.URIRef:
        return names.get(iri) or names.setdefault(iri, rdflib.URIRef(iri))

    def term(one: Term) -> rdflib.term.Node:
        if isinstance(one, ox.NamedNode):
            return name(one.value)
        if isinstance(one, ox.BlankNode):
            return rdflib.BNode(one.value)
        if one.language:
            return rdflib.Literal(one.value, lang=one.language)
        datatype = one.datatype.value
        return rdflib.Literal(one.value, datatype=None if datatype == XSD + "string" else rdflib.URIRef(datatype))

    graph = rdflib.Graph()
    for subject, predicate, value in triples:
        graph.store.add((term(subject), name(predicate), term(value)), graph)
    return graph


def _ours(one: rdflib.term.Node) -> Term:
    import rdflib

    if isinstance(one, rdflib.URIRef):
        return ox.NamedNode(str(one))
    if isinstance(one, rdflib.BNode):
        return ox.BlankNode(str(one))
    if isinstance(one, rdflib.Literal):
        if one.language:
            return ox.Literal(str(one), language=one.language)
        return ox.Literal(str(one), datatype=ox.NamedNode(str(one.datatype or XSD + "string")))
    raise TypeError(f"not an RDF term: {one!r}")
