"""From the files of a dataset to a store on disk, of any size: loaded, and what follows derived.

RDF files are read as a stream, and the rules work on what they read of it, in memory; a folder with YAML files is
loaded as ever, and then kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from historiograph.entailment import derive, iter_derived, read_by_own, read_by_rules
from historiograph.errors import DataError
from historiograph.loading import Dataset, load_dataset
from historiograph.loading.bulk import DERIVED, all_rdf, bulk_load
from historiograph.loading.excerpt import Excerpt
from historiograph.loading.files import dataset_files
from historiograph.loading.ontology import Ontology, read_ontology
from historiograph.search_keys import READ, search_keys
from historiograph.store import EmbeddedStore, read_header
from historiograph.store.folder import Contents, write_store
from historiograph.vocabulary import NO_FILES, OwnFiles, own_files

__all__ = ["fill_store", "load_to_folder"]

ONTOLOGY = "graph/ontology"
_FEW = 1_000_000
"""So many statements a rule may derive from any dataset; from a large one, as many as the rules read."""


def load_to_folder(
    places: Sequence[Path], folder: Path, *, rules: bool = True, progress: Callable[[int], None] | None = None
) -> Contents:
    """Load a dataset into a store on disk, where every command finds it again without a load.

    Args:
        places: dataset folders, or files that together make one dataset.
        folder: where the store shall be; one that is there already is replaced when the new one is complete.
        rules: whether the rules derive what follows; without them, what the files say in the derived graph is kept.
        progress: is told again and again how many more bytes were read.

    Raises:
        InputError: if a place is missing, unreadable or holds nothing, or a rule derives too much.
        DataError: if the files do not make a dataset, with every finding.
        OutputError: if the store cannot be written; nothing is left of it.
    """
    files = dataset_files(places)
    if all_rdf(files):
        own = own_files(places)
        return write_store(folder, lambda engine: fill_store(files, engine, rules=rules, progress=progress, own=own))
    # Loaded before there is a store: faults are told sooner, and no frame that a parser keeps can keep the store open.
    dataset = load_dataset(places)
    dataset.raise_violations()
    return write_store(folder, lambda engine: _put(dataset, files, engine, rules))


def fill_store(
    files: Sequence[Path],
    engine: ox.Store,
    *,
    rules: bool = True,
    progress: Callable[[int], None] | None = None,
    own: OwnFiles = NO_FILES,
) -> Contents:
    """Load RDF files, and nothing else, into an empty store, on disk or in memory; see `load_to_folder`."""
    ontology = read_ontology(own.terms)
    if ontology.findings:
        raise DataError(ontology.findings)
    predicates, classes = read_by_rules()
    more = read_by_own(own, ontology)
    named = {sub for sub, _, is_property in ontology.axioms if not is_property}
    excerpt = Excerpt(None if more is None else predicates | READ | more, classes | named) if rules else None
    digests = bulk_load(files, engine, keep_derived=not rules, excerpt=excerpt, progress=progress)
    derived = None if excerpt is None else _derive_from(excerpt, engine, own, ontology)
    if ontology.quads:
        declared = ox.NamedNode(read_header(EmbeddedStore(engine)).base + ONTOLOGY)
        engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object, declared) for quad in ontology.quads)
    return Contents(len(engine), derived, _sources(files, digests))


def _put(dataset: Dataset, files: Sequence[Path], engine: ox.Store, rules: bool) -> Contents:
    """Put a dataset that was loaded into an empty store, with what follows."""
    dataset.load_into(engine)
    follows = derive(dataset, engine) if rules else ()
    engine.extend(follows)
    return Contents(len(engine), len(follows) if rules else None, _sources(files, map(_digest, files)))


def _derive_from(excerpt: Excerpt, engine: ox.Store, own: OwnFiles, ontology: Ontology) -> int:
    """Add what follows to a store, and return how much that is."""
    graph = ox.NamedNode(read_header(EmbeddedStore(engine)).base.rstrip("/") + DERIVED)
    number = 0

    def counted() -> Iterator[ox.Quad]:
        nonlocal number
        follows = iter_derived(graph, excerpt.store, _most(excerpt), own, ontology)
        for quad in chain(follows, search_keys(excerpt.store, graph)):
            number += 1
            yield quad

    engine.bulk_extend(counted())
    return number


def _most(excerpt: Excerpt) -> int:
    """Return how many statements a rule may derive."""
    return max(_FEW, len(excerpt.store))


def _sources(files: Sequence[Path], digests: Iterable[str]) -> list[tuple[str, int, str]]:
    return [(digest, file.stat().st_size, file.name) for file, digest in zip(files, digests, strict=True)]


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
