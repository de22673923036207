"""What a dataset brings of its own: room for its terms in our shapes, and what is wrong with its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError
from historiograph.findings import Finding
from historiograph.loading import Dataset
from historiograph.loading.ontology import Ontology
from historiograph.namespaces import VOCABULARY, local_name
from historiograph.queries.catalogue import own_questions, own_views
from historiograph.vocabulary.files import OwnFiles, unread
from historiograph.vocabulary.queries import read_query, words_of

if TYPE_CHECKING:
    import rdflib

__all__ = ["add_shapes", "check_own", "explained", "let_in", "no_shapes", "own_query"]

_PLACE = re.compile(r"(?P<file>.*?):(?:(?P<line>\d+):)? (?P<what>.*)", re.DOTALL)
_OURS = "https://w3id.org/historiograph/shapes#"


def let_in(ontology: Ontology, shapes: rdflib.Graph) -> None:
    """Let our shapes take what an ontology adds: its properties in closed records, its values in our lists.

    Where a property of its own may stand is told by its domain, when a file is read.
    """
    import rdflib
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    own = [rdflib.URIRef(prop.iri) for prop in ontology.properties.values()]
    for node in sorted(shapes.subjects(SH.closed, rdflib.Literal(True)), key=str):
        ignored = shapes.value(node, SH.ignoredProperties)
        known = [] if ignored is None else list(Collection(shapes, ignored))
        shapes.set((node, SH.ignoredProperties, Collection(shapes, rdflib.BNode(), [*known, *own]).uri))
    values = [(rdflib.URIRef(iri), one) for iri, within in ontology.concepts.values() for one in within]
    schemes = [(value, scheme) for value, scheme in values if scheme.startswith(VOCABULARY)]
    for listed in sorted(shapes.objects(None, SH["in"]), key=str) if schemes else ():
        members = Collection(shapes, listed)
        for value, scheme in schemes:
            if any(str(one).startswith(f"{scheme}/") for one in members):
                members.append(value)


def add_shapes(file: Path, shapes: rdflib.Graph) -> Iterator[Finding]:
    """Add the shapes of a file to ours; yield what is wrong with it, and then nothing of it may be used."""
    import rdflib
    from rdflib.namespace import RDF, SH

    text = file.read_text("utf-8", "replace")
    try:
        # Parsed by the engine first: it tells the place of an error, and fetches nothing.
        list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=file.absolute().as_uri()))
    except SyntaxError as error:
        yield Finding(
            "own-shape",
            "violation",
            f"not valid Turtle: {error.args[0]}",
            "Correct this place.",
            str(file),
            error.lineno or 0,
            error.offset or 0,
        )
        return
    read = rdflib.Graph().parse(data=text, format="turtle", publicID=file.absolute().as_uri())
    for shape in sorted(
        {one for kind in (SH.NodeShape, SH.PropertyShape) for one in read.subjects(RDF.type, kind)}, key=str
    ):
        local = re.split(r"[#/:]", str(shape))[-1]
        line = _line(text, local)
        if isinstance(shape, rdflib.BNode) or str(shape).startswith(_OURS) or (shape, None, None) in shapes:
            what = "a shape without a name" if isinstance(shape, rdflib.BNode) else f"{local} is one of our shapes"
            hint = "Name it in a namespace of your own: findings go by the shape's name."
            yield Finding("own-shape", "violation", what, hint, str(file), line, 1)
        elif (shape, RDF.type, SH.PropertyShape) in read and not read.value(shape, SH.message):
            hint = 'Add sh:message "...", in the words of those who write the files.'
            yield Finding("own-shape", "violation", f"the shape {local} has no message", hint, str(file), line, 1)
        for kind in (SH.sparql, SH.js, SH.rule):
            if read.value(shape, kind) is not None:
                what = f"the shape {local} has {kind.removeprefix(str(SH))}:, which is not run; SHACL Core is"
                yield Finding("own-shape", "violation", what, "Write a lint in ontology/lints/.", str(file), line, 1)
    for triple in read:
        shapes.add(triple)


def _line(text: str, local: str) -> int:
    found = re.search(rf"^\s*(?:<[^>]*|[\w-]*:){re.escape(local)}(?=[>\s])", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def no_shapes(files: Sequence[Path], reason: str) -> Finding:
    """Return what to tell of shapes that are Turtle and no SHACL."""
    what = f"these shapes are not SHACL: {' '.join(reason.split())}"
    return Finding("own-shape", "violation", what, "Correct the shape.", str(files[0]))


def own_query(file: Path, told: str) -> Finding:
    """Return what to tell of a query file, of which an error said `file:line: what`."""
    place = _PLACE.match(told.removeprefix(str(file)))
    line = int(place["line"] or 0) if place else 0
    what, _, hint = (place["what"] if place else told).partition("; ")
    hint = f"{hint[:1].upper()}{hint[1:]}." if hint else "Correct the query, or its header."
    return Finding("own-query", "violation", what, hint, str(file), line, 1 if line else 0)


def check_own(dataset: Dataset) -> Iterator[Finding]:
    """Yield what is wrong with own rules, questions and views, and what lies in their folders and is not read."""
    words = words_of(dataset.ontology.quads)
    forms: list[tuple[Path, str, Any]] = [(file, "CONSTRUCT", None) for file in dataset.own.rules]
    forms += [(file, "SELECT", own_questions) for file in dataset.own.questions]
    forms += [(file, "SELECT", own_views) for file in dataset.own.views]
    for file, form, read in forms:
        try:
            read_query(file, form, words)
            if read is not None:
                read([file])
        except HistoriographError as error:
            yield own_query(file, str(error))
    for file, suffix in unread(dataset.own):
        hint = f"Files in this folder end in {suffix}."
        yield Finding("own-file", "warning", f"{file.name} is not read", hint, str(file))


def explained(own: OwnFiles) -> dict[str, str]:
    """Return code -> what is to be told of it, for the shapes and lints of a dataset's own."""
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph()
    for file in own.shapes:
        if faults := list(add_shapes(file, shapes)):
            raise InputError(f"{faults[0].file}:{faults[0].line}: {faults[0].message}")
    found: dict[str, str] = {}
    for shape, said in shapes.subject_objects(SH.message):
        code = local_name(str(shape))
        advice = shapes.value(shape, SH.description)
        found[code] = "\n\n".join([f"### {code}", str(said), *([str(advice)] if advice else [])])
    for file in own.lints:
        header = dict(re.findall(r"^# (\w+): (.+)$", file.read_text("utf-8"), re.MULTILINE))
        told = [header[key] for key in ("title", "message", "hint") if key in header]
        found[file.stem] = "\n\n".join([f"### {file.stem}", *told])
    return found
