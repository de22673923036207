"""SHACL over the authored data, each result told in the author's words and at the author's line.

A finding's code is the local name of the shape that was broken; its hint is the shape's `sh:description`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from historiograph.findings import Finding, Severity
from historiograph.loading import Dataset
from historiograph.namespaces import local_name
from historiograph.resources import resource
from historiograph.validation.literals import Kinds
from historiograph.validation.needed import needed_part
from historiograph.validation.own import add_shapes, let_in, no_shapes
from historiograph.validation.shapes_graph import ShapesGraph, Term, as_rdflib
from historiograph.validation.suspects import find_suspects, is_core

__all__ = ["check_shapes"]

_SEVERITY: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def check_shapes(dataset: Dataset, authored: ox.Store | None = None, kinds: Kinds | None = None) -> Iterator[Finding]:
    """Yield a finding for each result of validating the dataset, without inference, against the shapes.

    Args:
        dataset: as loaded.
        authored: a store that holds it. With one, pySHACL is asked about suspects only, and not at all if there are
            none; without, about everything. The findings are the same.
        kinds: what was noted of its literals when they came into the store.
    """
    shapes = _our_shapes()
    if dataset.own.terms or dataset.own.shapes:
        grown = as_rdflib(shapes.triples())
        if dataset.own.terms:
            let_in(dataset.ontology, grown)
        for file in dataset.own.shapes:
            if faults := list(add_shapes(file, grown)):
                yield from faults
                return
        shapes = ShapesGraph.of_rdflib(grown)
    shapes.spread_targets()
    aimed, data = shapes.triples(), _triples(dataset)
    if authored is not None and kinds is not None and not kinds.quoting and is_core(shapes):
        suspects = find_suspects(shapes, authored, kinds)
        if not suspects and not dataset.own.shapes:  # pySHACL tells of shapes of its own that are no SHACL
            return
        part = needed_part(dataset, shapes, suspects, authored)
        if part is not None:
            aimed, data = shapes.aimed_at(suspects), iter(part)
    yield from _findings(dataset, shapes, as_rdflib(aimed), as_rdflib(data))


def _findings(dataset: Dataset, told: ShapesGraph, shapes: Any, data: Any) -> Iterator[Finding]:
    """Yield what pySHACL says of data, with the shapes as they stand where they are `told`."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    try:
        _, results, _ = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", advanced=False, inplace=True, do_owl_imports=False
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        if not dataset.own.shapes:
            raise
        yield no_shapes(dataset.own.shapes, str(error))
        return
    for result in results.objects(None, SH.result):
        shape = results.value(result, SH.sourceShape)
        focus = str(results.value(result, SH.focusNode))
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        message = str(results.value(result, SH.resultMessage) or "This record breaks a shape.")
        if results.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent:
            message = f"{message} (the key is `{local_name(str(path))}`)"
        # A shape of those that have some property is about that property, though its result names no path.
        named = ox.NamedNode(str(shape)) if isinstance(shape, rdflib.URIRef) else ox.BlankNode(str(shape))
        of = told.values(named, "targetSubjectsOf")
        meant = [str(path)] if path is not None else [one.value for one in of]
        at = dataset.locate(focus, [key for one in sorted(meant) for key in _keys_of(local_name(one))])
        yield Finding(
            local_name(str(shape)),
            _SEVERITY[local_name(str(results.value(result, SH.resultSeverity)))],
            f"{_name(dataset, focus)}: {message}{_found(value, path)}",
            str(shapes.value(shape, SH.description) or ""),
            at.file,
            at.line,
            at.column,
            focus,
        )


def _our_shapes() -> ShapesGraph:
    files = sorted(resource("ontology/shapes").glob("*.ttl"))
    return ShapesGraph(quad.triple for file in files for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE))


def _triples(dataset: Dataset) -> Iterator[tuple[Term, str, Term]]:
    """Yield what was authored, of all graphs together."""
    for quad in dataset.quads:
        if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
            yield quad.subject, quad.predicate.value, quad.object


def _name(dataset: Dataset, iri: str) -> str:
    return iri.removeprefix(dataset.base).replace("/", " ", 1)


def _found(value: Any, path: Any) -> str:
    """Return what stands in the wrong place, where saying it helps."""
    import rdflib

    if path is None or value is None:
        return ""
    text = local_name(str(value)) if isinstance(value, rdflib.URIRef) else str(value)
    return f" (found: {text if len(text) <= 60 else text[:57] + '...'})"


def _keys_of(property_name: str) -> tuple[str, ...]:
    """Return the keys under which an author may have written a property."""
    aliases = {
        "prefLabel": ("label",),
        "attestedBy": ("passage",),
        "hasSource": ("source",),
        "isbn13": ("isbn",),
        "birthDate": ("born",),
        "deathDate": ("died",),
        "source": ("shownBy",),
        "divisionOf": ("divisions",),
        "earliestYear": ("edtf",),
        "latestYear": ("edtf",),
    }
    return aliases.get(property_name, (property_name,))
