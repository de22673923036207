"""The triples that a verdict of SHACL Core on some nodes can depend on."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from historiograph.loading import Dataset
from historiograph.validation.literals import is_typed
from historiograph.validation.shapes_graph import RDFS, Node, ShapesGraph, Term
from historiograph.validation.suspects import named_in

__all__ = ["needed_part"]

_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


def needed_part(
    dataset: Dataset, shapes: ShapesGraph, suspects: Mapping[Node, set[Term]], authored: ox.Store
) -> list[tuple[Term, str, Term]] | None:
    """Return all that is said of the suspects and of what their shapes' paths lead to, as it was authored.

    A constraint of SHACL Core sees a focus node, the nodes at the end of paths from it, what is said of them (sh:closed
    and their types), and which class is below which. A path is made of properties that the shape names, so all that is
    reached by any of these, in the direction in which they may be walked, takes in every path.

    Args:
        dataset: what was authored; the store has numbers by value only.
        shapes: the shapes.
        suspects: shape -> the nodes that may break it.
        authored: a store that holds the dataset.

    Returns:
        The triples; None if it takes the whole dataset, because a blank node or a number is a suspect, of which the
        store and the dataset do not have the same name.
    """
    nodes: set[Term] = set()
    for shape, focus in suspects.items():
        nodes |= _reached(shapes, shape, focus, authored)
    named = {node for quad in dataset.read for node in (quad.subject, quad.object) if isinstance(node, ox.BlankNode)}
    if any(isinstance(one, ox.BlankNode) and one not in named for one in nodes):
        return None
    if any(is_typed(one) for focus in suspects.values() for one in focus):
        return None
    return [
        (subject, quad.predicate.value, quad.object)
        for quad in dataset.each_quad()
        if ((subject := quad.subject) in nodes or quad.predicate == _SUBCLASS)
        and not isinstance(subject, ox.Triple)
        and not isinstance(quad.object, ox.Triple)
    ]


def _reached(shapes: ShapesGraph, shape: Node, focus: set[Term], authored: ox.Store) -> set[Term]:
    backward = {ox.NamedNode(one) for one in named_in(shapes, shape, backward=True)}
    forward = {ox.NamedNode(one) for one in named_in(shapes, shape, backward=False)}
    found: set[Term] = set()
    left = list(focus)
    while left:
        node = left.pop()
        if node in found:
            continue
        found.add(node)
        if not isinstance(node, ox.Literal):
            for quad in authored.quads_for_pattern(node, None, None):
                value = quad.object
                if isinstance(value, ox.BlankNode) or (isinstance(value, Term) and quad.predicate in forward):
                    left.append(value)
        for one in backward:
            before = authored.quads_for_pattern(None, one, node)
            left += [quad.subject for quad in before if isinstance(quad.subject, Node)]
    return found
