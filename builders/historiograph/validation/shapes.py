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
from historiograph.validation.own import add_shapes, let_in, no_shapes

__all__ = ["check_shapes"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SEVERITY: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def check_shapes(dataset: Dataset) -> Iterator[Finding]:
    """Yield a finding for each result of validating the dataset, without inference, against the shapes."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph()
    for file in sorted(resource("ontology/shapes").glob("*.ttl")):
        shapes.parse(file, format="turtle")
    if dataset.own.terms:
        let_in(dataset.ontology, shapes)
    for file in dataset.own.shapes:
        if faults := list(add_shapes(file, shapes)):
            yield from faults
            return
    _spread_targets(shapes)
    try:
        _, results, _ = pyshacl.validate(
            _flat_graph(dataset),
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            inplace=True,
            do_owl_imports=False,
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
        meant = [str(one) for one in ([path] if path is not None else shapes.objects(shape, SH.targetSubjectsOf))]
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


def _spread_targets(shapes: Any) -> None:
    """Give each property shape the targets of its node shape, which means the same and takes half the time.

    pySHACL runs a property shape once for each focus node of the node shape that it hangs on, but once for all the
    nodes of a target of its own. A closed shape then has to be told of the paths that it knew from its properties.
    """
    import rdflib
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    for node in sorted(set(shapes.subjects(SH.targetClass, None))):
        properties = sorted(shapes.objects(node, SH.property))
        targets = sorted(shapes.objects(node, SH.targetClass))
        if shapes.value(node, SH.closed) == rdflib.Literal(True):
            ignored = shapes.value(node, SH.ignoredProperties)
            known = [] if ignored is None else list(Collection(shapes, ignored))
            paths = [path for one in properties if isinstance(path := shapes.value(one, SH.path), rdflib.URIRef)]
            shapes.set((node, SH.ignoredProperties, Collection(shapes, rdflib.BNode(), [*known, *paths]).uri))
        for one in properties:
            shapes.remove((node, SH.property, one))
            for target in targets:
                shapes.add((one, SH.targetClass, target))


def _flat_graph(dataset: Dataset) -> Any:
    """Return the authored triples as an rdflib graph, without their graph names.

    Every name is made once, and no text is written only to be parsed: a third of the time that it would take.
    """
    import rdflib

    names: dict[str, rdflib.URIRef] = {}

    def term(one: ox.NamedNode | ox.BlankNode | ox.Literal) -> rdflib.term.Node:
        if isinstance(one, ox.NamedNode):
            return names.get(one.value) or names.setdefault(one.value, rdflib.URIRef(one.value))
        if isinstance(one, ox.BlankNode):
            return rdflib.BNode(one.value)
        if one.language:
            return rdflib.Literal(one.value, lang=one.language)
        datatype = one.datatype.value
        return rdflib.Literal(one.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype))

    flat = rdflib.Graph()
    for triple in dict.fromkeys(quad.triple for quad in dataset.quads):
        subject, object_ = triple.subject, triple.object
        if not isinstance(subject, ox.Triple) and not isinstance(object_, ox.Triple):
            flat.store.add((term(subject), term(triple.predicate), term(object_)), flat)
    return flat


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
