"""A build: from a dataset's files to a folder with its graph in every RDF syntax and its pages."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from historiograph.errors import DataError, OutputError
from historiograph.exports.description import to_schema_org
from historiograph.exports.rdf import SUFFIXES, to_rdf, triples_to
from historiograph.files import refuse_unwritable, write
from historiograph.findings import Finding, Report
from historiograph.graph import KnowledgeGraph, from_dataset
from historiograph.loading import Dataset, load_dataset
from historiograph.places import places_of
from historiograph.validation import validate
from historiograph.views import Layouts
from historiograph.views.site import Serialise, write_site

__all__ = ["LAYOUT", "Built", "build", "conforming", "serialise_of", "write_graph"]

LAYOUT = "layout.json"
"""Where everything stands in the maps: read by the next build, so that what is known stays where it is."""

_OURS = ("graph", "site")
"""The folders that a build makes, and replaces, below its output folder; nothing else there is touched."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: numbers of statements and pages, the page to open first, and the findings."""

    statements: int
    pages: int
    start: Path
    findings: tuple[Finding, ...]


def build(
    where: str | Path | Sequence[str | Path] | None,
    output: Path,
    say: Callable[[str], None] = lambda step: None,
) -> Built:
    """Check a dataset, derive what follows, and write `graph/` and `site/` below a folder.

    Args:
        where: as for `historiograph.load`.
        output: the folder; what an earlier build left in it is replaced only when everything succeeded.
        say: told each step.

    Raises:
        InputError: if the dataset cannot be read.
        DataError: if it does not conform.
        OutputError: if the folder cannot be written.
    """
    refuse_unwritable(output / "site")
    dataset, kg, report = conforming(where, say)
    try:
        output.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".build-", dir=output))
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}; choose another folder with -o") from None
    try:
        say("writing the graph")
        write_graph(dataset, kg, beside / "graph")
        say("drawing the pages")
        layouts = Layouts.read(output / "graph" / LAYOUT)
        pages = write_site(
            kg, beside / "site", serialise_of(kg), layouts=layouts, landing=to_schema_org(kg, "schemaorg")
        )
        layouts.write(beside / "graph" / LAYOUT)
        _put_in_place(beside, output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    statements = len(kg.authored) + len(kg.derived)
    return Built(statements, pages, output / "site" / "index.html", report.findings)


def conforming(
    where: str | Path | Sequence[str | Path] | None, say: Callable[[str], None]
) -> tuple[Dataset, KnowledgeGraph, Report]:
    """Return a dataset that conforms, its graph with what follows, and what the check found; see `build`."""
    say("reading")
    places = places_of(where)
    dataset = load_dataset(places)
    say("checking")
    report = validate(dataset)
    if not report.conforms:
        raise DataError(report.findings)
    say("deriving")
    return dataset, from_dataset(dataset, places), report


def write_graph(dataset: Dataset, kg: KnowledgeGraph, folder: Path) -> None:
    """Write the graph in every RDF syntax, and the dataset's own ontology where it has one."""
    for name, suffix in SUFFIXES.items():
        write(folder / f"{dataset.header.name}.{suffix}", to_rdf(kg, name))
    if dataset.ontology.quads:
        declared = [quad.triple for quad in dataset.ontology.quads]
        write(folder / f"{dataset.header.name}-ontology.ttl", serialise_of(kg)("turtle", declared, dataset.base))


def serialise_of(kg: KnowledgeGraph) -> Serialise:
    """Return what writes the RDF beside pages, with the dataset's own prefixes."""
    return partial(triples_to, more_prefixes=kg.store.own_prefixes())


def _put_in_place(new: Path, output: Path) -> None:
    """Swap the new folders in; should a rename fail, the old ones come back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in _OURS:
            old = output / name
            if old.exists():
                aside = new / f"old-{name}"
                old.rename(aside)
                moved.append((aside, old))
        for name in _OURS:
            (new / name).rename(output / name)
    except OSError:
        for aside, old in moved:
            if not old.exists():
                aside.rename(old)
        raise
