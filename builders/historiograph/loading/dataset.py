"""A dataset as loaded: what was authored, before any check of its sense and before any derivation."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from historiograph.dataset_header import DatasetHeader
from historiograph.errors import DataError
from historiograph.findings import Finding, Report
from historiograph.loading.documents import Document, read_document
from historiograph.loading.files import RDF_SUFFIXES, YAML_SUFFIXES, dataset_files, kind_of
from historiograph.loading.format import Format, format_of
from historiograph.loading.header import read_header
from historiograph.loading.ontology import NO_ONTOLOGY, Ontology, read_ontology
from historiograph.loading.rdf import read_rdf
from historiograph.loading.records import RecordWalk
from historiograph.loading.source_map import Position, SourceMap
from historiograph.vocabulary import NO_FILES, OwnFiles, own_files

__all__ = ["Dataset", "load_dataset", "no_collection"]

DERIVED = "derived"
"""Name of the graph that rules fill; what a file says in it is not taken for authored."""
ONTOLOGY = "ontology"
"""Name of the graph of the dataset's own terms."""


@dataclass
class Dataset:
    """What was authored.

    Attributes:
        header: name, base IRI, title and language.
        json_ld: the records as JSON-LD documents, one a named graph.
        read: quads that came from RDF files.
        report: what the loader found; a dataset with violations must not be used further.
        source_map: IRI (relative to the base) -> place in a file.
        own: the files of its own words, shapes, rules, questions and views.
        ontology: what these files declare.
    """

    header: DatasetHeader
    json_ld: tuple[bytes, ...]
    read: tuple[ox.Quad, ...] = ()
    report: Report = field(default_factory=Report)
    source_map: SourceMap = field(default_factory=SourceMap)
    own: OwnFiles = NO_FILES
    ontology: Ontology = NO_ONTOLOGY

    @property
    def base(self) -> str:
        """IRI below which everything of this dataset is named; ends in `/`."""
        return self.header.base

    def graph(self, name: str) -> ox.NamedNode:
        """Return the IRI of one of the dataset's named graphs."""
        return ox.NamedNode(f"{self.base}graph/{name}")

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """Return every authored quad once, in a stable order."""
        return tuple(sorted(set(self.each_quad()), key=str))

    def each_quad(self) -> Iterator[ox.Quad]:
        """Yield every authored quad, one made at a time; blank nodes of JSON-LD have other names at each call."""
        for document in self.json_ld:
            yield from ox.parse(document, format=ox.RdfFormat.JSON_LD, base_iri=self.base)
        yield from self.read

    def load_into(self, store: ox.Store) -> None:
        """Put every authored quad into a store, without making a Python object of each."""
        for document in self.json_ld:
            store.bulk_load(document, format=ox.RdfFormat.JSON_LD, base_iri=self.base)
        store.extend(self.read)

    def locate(self, iri: str, keys: Sequence[str] = ()) -> Position:
        """Return where the record with this IRI is written, or the first of its keys that is there."""
        return self.source_map.locate(iri.removeprefix(self.base), keys)

    def raise_violations(self) -> None:
        """Raise a DataError with every finding if one of them is a violation."""
        if not self.report.conforms:
            raise DataError(self.report.findings)


def load_dataset(places: Sequence[Path | str]) -> Dataset:
    """Load a dataset from folders and files.

    Args:
        places: dataset folders, or single YAML and RDF files that together make one dataset.

    Returns:
        The dataset with all findings of the run; nothing is raised for what an author can mend in a file.

    Raises:
        InputError: if a place is missing, unreadable or holds nothing to load.
    """
    paths = [Path(place) for place in places]
    files = dataset_files(paths)
    with no_collection():
        return _load(files, own_files(paths))


def _load(files: Sequence[Path], own: OwnFiles) -> Dataset:
    ontology = read_ontology(own.terms)
    form = format_of(ontology)
    if wrong := (*ontology.findings, *form.findings):  # what the words are is not known, so neither is what is wrong
        return Dataset(DatasetHeader(), (), (), Report.of(wrong), own=own)
    walk = RecordWalk(form)
    documents: list[Document] = []
    findings: list[Finding] = []
    for file in files:
        if file.suffix in YAML_SUFFIXES:
            document = read_document(file)
            (documents if isinstance(document, Document) else findings).append(document)  # type: ignore[arg-type]
    read, faults = read_rdf([file for file in files if kind_of(file) in RDF_SUFFIXES])
    header, node, more = read_header(documents, read)
    for document in documents:
        walk.declare(document)
    for document in documents:
        walk.expand(document)
    for document in documents:
        walk.add_fingerprints(document)
    if node is not None:
        walk.graphs.setdefault("authorities", []).append(node)
        path = next(document.path for document in documents if "dataset" in document.data)
        walk.source_map.note(node["id"], path, ("dataset",))
    told = walk.findings
    if any(file.suffix in YAML_SUFFIXES for file in map(Path, (finding.file for finding in findings))):
        # What an unread file defines seems to be missing elsewhere; saying so would bury the one thing to mend.
        told = [finding for finding in told if finding.code != "unknown-reference"]
    report = Report.of([*findings, *faults, *more, *told])
    if not report.conforms:
        return Dataset(header, (), (), report, walk.source_map, own, ontology)
    declared = ox.NamedNode(f"{header.base}graph/{ONTOLOGY}")
    read += [ox.Quad(quad.subject, quad.predicate, quad.object, declared) for quad in ontology.quads]
    derived = ox.NamedNode(f"{header.base}graph/{DERIVED}")
    return Dataset(
        header,
        tuple(_json_ld(header, form, name, nodes) for name, nodes in sorted(walk.graphs.items())),
        tuple(quad for quad in read if quad.graph_name != derived),
        report,
        walk.source_map,
        own,
        ontology,
    )


def _json_ld(header: DatasetHeader, form: Format, graph: str, nodes: list[dict[str, Any]]) -> bytes:
    return orjson.dumps(
        {
            "@context": [form.context, {"@language": header.language}],
            "@id": f"{header.base}graph/{graph}",
            "@graph": nodes,
        }
    )


@contextmanager
def no_collection() -> Iterator[None]:
    """Switch the cyclic garbage collector off: it would walk what is being made again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
