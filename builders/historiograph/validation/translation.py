"""Shapes said in SPARQL: which of its focus nodes may break a shape.

None that does is left out. A few that do not may be in, too; of a shape that says what is not translated here, all are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar, cast

import pyoxigraph as ox

from historiograph.validation.literals import MIXED, WHOLE, is_typed
from historiograph.validation.shapes_graph import CLASSES, RDF, RDFS, SH, XSD, Node, ShapesGraph, Term

__all__ = ["Translation"]

_DESCRIBING = {
    *("path", "message", "description", "severity", "name", "order", "group", "defaultValue", "flags"),
    *("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "ignoredProperties"),
}
_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "(isBlank({0}) || isIRI({0}))",
    "BlankNodeOrLiteral": "(isBlank({0}) || isLiteral({0}))",
    "IRIOrLiteral": "(isIRI({0}) || isLiteral({0}))",
}
_RANGES = {"minInclusive": "{0} >= {1}", "minExclusive": "{0} > {1}", "maxInclusive": "{0} <= {1}"} | {
    "maxExclusive": "{0} < {1}"
}
_LENGTHS = {"minLength": "STRLEN(STR({0})) >= {1}", "maxLength": "STRLEN(STR({0})) <= {1}"}
_PAIRS = {"lessThan": "<", "lessThanOrEquals": "<="}
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
_T = TypeVar("_T")
_MOST = 3
"""Counts up to which values are told apart in the query."""


class _UntranslatedError(Exception):
    """Something of a shape has no translation here."""


class Translation:
    """A shape on its way to SPARQL.

    Each constraint becomes what its definition in SHACL says of it in SPARQL (W3C Recommendation, 2017, sections 2 and
    4, "SPARQL definition" of each component).
    """

    def __init__(self, shapes: ShapesGraph, store: ox.Store, kinds: set[str]) -> None:
        self.shapes, self.store, self.kinds = shapes, store, kinds
        self.functions: dict[ox.NamedNode, Callable[..., Term | ox.Triple | None]] = {}
        self.variables = 0
        self.within: list[Term] = []

    def query(self, shape: Node) -> str | None:
        """Return the query for the focus nodes that may break a shape; None if there can be none."""
        try:
            if MIXED in self.kinds:
                raise _UntranslatedError
            broken = self.broken(shape, "?this", exact=False)
        except _UntranslatedError:
            broken = ["true"]
        targets = self.targets(shape)
        return f"SELECT DISTINCT ?this WHERE {{ {targets} FILTER({_any(broken)}) }}" if targets and broken else None

    def targets(self, shape: Node) -> str:
        """SHACL 2.1.3: instances of a class, subjects and objects of a property."""
        values = self.shapes.values
        classes = [
            *values(shape, "targetClass"),
            *([shape] if CLASSES.intersection(values(shape, RDF + "type")) else []),
        ]
        several = [f"{{ ?this <{RDF}type> {one} }}" for klass in classes for one in self.subclasses(klass)]
        several += [f"{{ ?this {one} ?any }}" for one in values(shape, "targetSubjectsOf")]
        several += [f"{{ ?any {one} ?this }}" for one in values(shape, "targetObjectsOf")]
        return " UNION ".join(several)

    def subclasses(self, klass: Term) -> list[Term]:
        """Return a class and its subclasses in the data, which make a node a SHACL instance of it."""
        if not isinstance(klass, ox.NamedNode):
            return []
        found: dict[Term, None] = {klass: None}
        left: list[Term] = [klass]
        while left:
            below = self.store.quads_for_pattern(None, _SUBCLASS, cast(Node, left.pop()))
            new = {quad.subject for quad in below if isinstance(quad.subject, ox.NamedNode)} - found.keys()
            found |= dict.fromkeys(sorted(new, key=str))
            left += new
        return list(found)

    def broken(self, shape: Term, node: str, exact: bool) -> list[str]:
        """Return expressions, of which one at least is true when a node breaks a shape.

        Args:
            shape: the shape.
            node: the variable that stands for the node.
            exact: whether none may be true otherwise, since it is denied.
        """
        if shape in self.within or shape not in self.shapes:
            raise _UntranslatedError  # recursion is left undefined (SHACL 3.4.3)
        self.within.append(shape)
        try:
            paths = self.shapes.values(shape, "path")
            if len(paths) > 1:
                raise _UntranslatedError
            path = self.steps(paths[0]) if paths else []
            names = [one.removeprefix(SH) for one in self.shapes.predicates(shape) if one.startswith(SH)]
            found: list[str] = []
            of_value: list[str] = []
            value = self._new() if path else node
            for name in sorted(set(names) - _DESCRIBING):
                values = self.shapes.values(shape, name)
                if name in ("minCount", "maxCount", "uniqueLang", "disjoint", *_PAIRS, "closed"):
                    found += self.of_node(shape, name, values, node, path, exact)
                else:
                    of_value += self.of_value(shape, name, values, value, exact)
            if path and of_value:
                of_value = [self.some(node, path, value, f"FILTER({_any(of_value)})")]
            return found + of_value
        finally:
            self.within.pop()

    def of_node(
        self, shape: Term, name: str, values: Sequence[Term], node: str, path: Sequence[str], exact: bool
    ) -> list[str]:
        """SHACL 4.2 (counts), 4.4.5 (languages), 4.5 (pairs of properties) and 4.8.1 (closed shapes)."""
        if name == "closed":
            return self.closed(shape, values, node, path, exact)
        if not path:
            raise _UntranslatedError
        if name in ("minCount", "maxCount"):
            count = _whole(values)
            if count > _MOST:
                raise _UntranslatedError
            more = [self._new() for _ in range(count + (name == "maxCount"))]
            there = " && ".join(f"!sameTerm({one}, {other})" for one, other in combinations(more, 2))
            for one in reversed(more):
                there = self.some(node, path, one, f"FILTER({there})" if there else "")
            return [] if not more else [there if name == "maxCount" else f"!({there})"]
        if name == "uniqueLang":
            if [str(one) for one in values] != [f'"true"^^<{XSD}boolean>']:
                raise _UntranslatedError
            one, other = self._new(), self._new()
            same = f"LANG({one}) != '' && LCASE(LANG({one})) = LCASE(LANG({other})) && !sameTerm({one}, {other})"
            return [self.some(node, path, one, f"FILTER({self.some(node, path, other, f'FILTER({same})')})")]
        found = []
        for property_ in _iris(values):
            one, other = self._new(), self._new()
            if name == "disjoint":
                found.append(self.some(node, path, one, f". {node} {property_} {one}"))
            elif exact:
                raise _UntranslatedError
            else:
                numbers = f"isNumeric({one}) && isNumeric({other}) && {one} {_PAIRS[name]} {other}"
                found.append(
                    self.some(node, path, one, f". {node} {property_} {other} FILTER(!COALESCE({numbers}, false))")
                )
                found.append(self.some(node, path, one, f"FILTER(isBlank({one}))"))  # pySHACL compares none
        return found

    def closed(self, shape: Term, values: Sequence[Term], node: str, path: Sequence[str], exact: bool) -> list[str]:
        """SHACL 4.8.1: no property but those of the shape's properties and those ignored."""
        if exact or path or [str(one) for one in values] != [f'"true"^^<{XSD}boolean>']:
            raise _UntranslatedError
        heads = self.shapes.values(shape, "ignoredProperties")
        if len(heads) > 1:
            raise _UntranslatedError
        known = [one for head in heads for one in self.shapes.members(head)]
        for one in self.shapes.values(shape, "property"):
            known += [path for path in self.shapes.values(one, "path") if isinstance(path, ox.NamedNode)]
        property_ = self._new()
        listed = ", ".join(str(one) for one in _iris(known))
        return [f"EXISTS {{ {node} {property_} {self._new()} FILTER({property_} NOT IN ({listed})) }}"]

    def of_value(self, shape: Term, name: str, values: Sequence[Term], value: str, exact: bool) -> list[str]:
        """SHACL 4.1 (types) and 4.8.3 (lists), and what is made of shapes or compares texts and numbers."""
        if name == "class":
            _iris(values)
            types = [[f"{{ {value} <{RDF}type> {one} }}" for one in self.subclasses(klass)] for klass in values]
            return [f"NOT EXISTS {{ {' UNION '.join(one)} }}" for one in types]
        if name == "datatype":
            return [f"!({self.datatype(_only(_iris(values)), value)})"]
        if name == "nodeKind":
            kind = _only(_iris(values)).removeprefix(f"<{SH}").removesuffix(">")
            if kind not in _KINDS:
                raise _UntranslatedError
            return [f"!{_KINDS[kind].format(value)}"]
        if name == "in":
            members = self.shapes.members(_only(values))
            if not members or any(isinstance(one, ox.BlankNode) or is_typed(one) for one in members):
                raise _UntranslatedError
            same = [f"sameTerm({value}, {one})" for one in members]
            return [f"!({' || '.join(same)})"]
        if name in ("and", "or", "not", "node", "property"):
            return self.of_shapes(name, values, value, exact)
        if exact:
            raise _UntranslatedError
        return self.of_text_or_number(shape, name, values, value)

    def of_shapes(self, name: str, values: Sequence[Term], value: str, exact: bool) -> list[str]:
        """SHACL 4.6 (logic) and 4.7 (shapes of values)."""
        if name in ("and", "or"):
            parts = [[self.breaks(one, value, exact) for one in self.shapes.members(head)] for head in values]
            if not all(parts):
                raise _UntranslatedError
            sign = " && " if name == "or" else " || "
            return [f"({sign.join(one)})" for one in parts]
        if name == "not":
            return [f"!({self.breaks(one, value, exact=True)})" for one in values]
        if any(bool(self.shapes.values(one, "path")) is (name == "node") for one in values):
            raise _UntranslatedError  # a mistake in the shape, which pySHACL tells
        return [self.breaks(one, value, exact) for one in values]

    def of_text_or_number(self, shape: Term, name: str, values: Sequence[Term], value: str) -> list[str]:
        """SHACL 4.3 (ranges) and 4.4 (texts)."""
        if name == "pattern":
            flags = self.shapes.values(shape, "flags")
            return [f"isBlank({value}) || !{self.pattern(one, flags)}({value})" for one in values]
        if name in _LENGTHS:
            return [f"isBlank({value}) || !({_LENGTHS[name].format(value, _whole(values))})"]
        if name in _RANGES:
            if not all(isinstance(one, ox.Literal) and one.datatype.value in WHOLE for one in values):
                raise _UntranslatedError
            within = [_RANGES[name].format(value, one) for one in values]
            return [f"!COALESCE(isNumeric({value}) && {one}, false)" for one in within]
        raise _UntranslatedError

    def breaks(self, shape: Term, value: str, exact: bool) -> str:
        """Return one expression for whether a node breaks a shape that another refers to."""
        return f"({_any(self.broken(shape, value, exact))})"

    def datatype(self, iri: str, value: str) -> str:
        """SHACL 4.1.2; of whole numbers the store knows the value, and those who filled it which kind they are."""
        name = iri[1:-1]
        if name == RDF + "langString":
            return f"isLiteral({value}) && LANG({value}) != ''"
        if name in WHOLE:
            if not self.kinds & WHOLE <= {name}:
                return "false"
            return f"isLiteral({value}) && DATATYPE({value}) = <{XSD}integer>"
        if name in (XSD + "string", XSD + "boolean", XSD + "decimal", XSD + "date") or not name.startswith(
            (XSD, RDF, RDFS)
        ):
            return f"isLiteral({value}) && DATATYPE({value}) = {iri}"
        raise _UntranslatedError

    def pattern(self, pattern: Term, flags: Sequence[Term]) -> str:
        """SHACL 4.4.3, by Python's regular expressions as pySHACL has them, so that both read a pattern alike."""
        if flags or not isinstance(pattern, ox.Literal) or is_typed(pattern):
            raise _UntranslatedError
        try:
            compiled = re.compile(pattern.value)
        except re.error:
            raise _UntranslatedError from None
        yes, no = (ox.Literal(one) for one in (True, False))
        name = ox.NamedNode(f"urn:x-pattern:{len(self.functions)}")
        self.functions[name] = lambda term: yes if compiled.search(term.value) else no
        return str(name)

    def some(self, node: str, path: Sequence[str], value: str, such: str) -> str:
        """Return the expression for: at the end of a path from a node there is a value such that.

        Step in step, so that each is looked up from the one before; the engine would start at either end of a join.
        """
        if len(path) == 1:
            return f"EXISTS {{ {node} {path[0]} {value} {such} }}"
        between = self._new()
        return f"EXISTS {{ {node} {path[0]} {between} FILTER({self.some(between, path[1:], value, such)}) }}"

    def steps(self, path: Term) -> list[str]:
        """Return the members of a sequence path, or the one path that it is."""
        members = self.shapes.members(path)
        return [self.path(one, 1) for one in members] if len(members) > 1 else [self.path(path)]

    def path(self, path: Term, depth: int = 0) -> str:
        """SHACL 2.3.1: paths are those of SPARQL 1.1. Of inverse paths only those of a property are translated."""
        if isinstance(path, ox.NamedNode):
            return str(path)
        if depth > 5:
            raise _UntranslatedError
        said = [one for one in self.shapes.predicates(path) if one != RDF + "type"]
        if sorted(said) == [RDF + "first", RDF + "rest"]:
            return self._joined(path, "/", depth)
        name = _only(said).removeprefix(SH)
        values = self.shapes.values(path, name)
        if name == "alternativePath":
            return self._joined(_only(values), "|", depth)
        if name == "inversePath":
            return f"(^{_only(_iris(values))})"
        for sign, repeated in _REPEATED.items():
            if name == repeated:
                return f"({self.path(_only(values), depth + 1)}){sign}"
        raise _UntranslatedError

    def _joined(self, head: Term, sign: str, depth: int) -> str:
        parts = [self.path(one, depth + 1) for one in self.shapes.members(head)]
        if len(parts) < 2:
            raise _UntranslatedError
        return f"({sign.join(parts)})"

    def _new(self) -> str:
        self.variables += 1
        return f"?v{self.variables}"


def _any(expressions: Sequence[str]) -> str:
    return " || ".join(f"({one})" for one in expressions) or "false"


def _only(values: Sequence[_T]) -> _T:
    if len(values) != 1:
        raise _UntranslatedError
    return values[0]


def _iris(values: Iterable[Term]) -> list[str]:
    found = list(values)
    if not all(isinstance(one, ox.NamedNode) for one in found):
        raise _UntranslatedError
    return [str(one) for one in found]


def _whole(values: Sequence[Term]) -> int:
    one = _only(values)
    if not isinstance(one, ox.Literal) or one.datatype.value != XSD + "integer" or not one.value.isdecimal():
        raise _UntranslatedError
    return int(one.value)
