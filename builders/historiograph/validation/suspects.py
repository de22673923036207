"""Which nodes may break a shape: asked of the store that holds the data, so that pySHACL looks at these alone."""

from __future__ import annotations

from typing import cast

import pyoxigraph as ox

from historiograph.validation.literals import Kinds
from historiograph.validation.shapes_graph import RDFS, SH, Node, ShapesGraph, Term
from historiograph.validation.translation import Translation

__all__ = ["find_suspects", "is_core", "named_in"]

_OUTSIDE_CORE = {"parameter", "select", "ask", "construct", "sparql", "js", "rule", "target", "expression"}


def is_core(shapes: ShapesGraph) -> bool:
    """Return whether shapes look no further than SHACL Core, along paths from their focus nodes."""
    for node in shapes.subjects():
        if any(one.removeprefix(SH) in _OUTSIDE_CORE for one in shapes.predicates(node) if one.startswith(SH)):
            return False
        if ox.NamedNode(RDFS + "Class") in shapes.values(node, RDFS + "subClassOf"):
            return False
    return True


def find_suspects(shapes: ShapesGraph, store: ox.Store, kinds: Kinds) -> dict[Node, set[Term]]:
    """Return shape -> the focus nodes that may break it, for the shapes that have such.

    Args:
        shapes: shapes of SHACL Core.
        store: the data; the union of its graphs is meant.
        kinds: the datatypes in it, noted when it was filled.
    """
    found: dict[Node, set[Term]] = {}
    for shape in shapes.targeted():
        nodes = set(shapes.values(shape, "targetNode"))
        said = Translation(shapes, store, kinds.of(named_in(shapes, shape)))
        if query := said.query(shape):
            rows = store.query(query, use_default_graph_as_union=True, custom_functions=said.functions)
            nodes.update(row[0] for row in cast(ox.QuerySolutions, rows) if isinstance(row[0], Term))
        if nodes:
            found[shape] = nodes
    return found


def named_in(shapes: ShapesGraph, shape: Node, *, backward: bool | None = None) -> set[str]:
    """Return the IRIs in a shape, and in all that it is made of: its paths have no others.

    Args:
        shapes: where it is described.
        shape: the shape.
        backward: only those that are walked from object to subject, or only the others; of an inverse path that is
            not of one property, all are both.
    """
    found: set[str] = set()
    seen: set[tuple[Term, bool]] = set()
    left: list[tuple[Term, bool]] = [(shape, not backward)]
    while left:
        node, counts = left.pop()
        if (node, counts) in seen:
            continue
        seen.add((node, counts))
        if counts and isinstance(node, ox.NamedNode):
            found.add(node.value)
        for name in shapes.predicates(node):
            inverse = name == SH + "inversePath"
            if name.removeprefix(SH) not in ("targetClass", "targetNode", "targetSubjectsOf", "ignoredProperties"):
                for value in shapes.values(node, name):
                    if not (inverse and backward is False and isinstance(value, ox.NamedNode)):
                        left.append((value, counts or inverse))
    return found
