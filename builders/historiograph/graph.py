"""KnowledgeGraph: a checked dataset in a store, with everything that one may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from historiograph import cache
from historiograph.dataset_header import DatasetHeader
from historiograph.errors import NotFoundError, QueryError
from historiograph.labels import LabelIndex
from historiograph.places import places_of
from historiograph.queries import Question, Result, Value, bind, catalogue, question
from historiograph.store import EmbeddedStore, Solutions, Store, Term, is_address, read_header
from historiograph.vocabulary.queries import TIMEOUT as OWN_TIMEOUT

if TYPE_CHECKING:
    import networkx
    import rdflib

    from historiograph.exports.citations import Cited
    from historiograph.loading import Dataset
    from historiograph.store.push import Pushed
    from historiograph.views import Page
    from historiograph.vocabulary import OwnFiles

__all__ = ["KnowledgeGraph", "from_dataset", "load"]


class KnowledgeGraph:
    """A dataset that loaded without violation, with what the rules derive from it, ready to be asked.

    Use `historiograph.load` to make one.

    Attributes:
        places: the folders and files it came from, or the address of the endpoint that has it.
        store: holds every authored and derived quad.
    """

    def __init__(
        self,
        places: Sequence[Path | str],
        store: Store,
        dataset: Dataset | None = None,
        own: OwnFiles | None = None,
    ) -> None:
        self.places = tuple(places)
        self.store = store
        self._dataset = dataset
        self._own = own

    # -- what it holds ---------------------------------------------------------------------------------------------

    @property
    def dataset(self) -> Dataset:
        """The dataset as loaded; read again from its files when the graph came out of the cache.

        Raises:
            InputError: for the graph of an endpoint, which has no files.
        """
        if self._dataset is None:
            from historiograph.loading import load_dataset

            self._dataset = load_dataset(places_of(self.places))
            self._dataset.raise_violations()
        return self._dataset

    @cached_property
    def own(self) -> OwnFiles:
        """The files of the dataset's own words, questions and views; an endpoint or a store on disk has none."""
        from historiograph.vocabulary import own_files

        return self._own or own_files([Path(place) for place in self.places if not is_address(place)])

    @cached_property
    def header(self) -> DatasetHeader:
        """What the dataset says of itself: name, base IRI, title."""
        return read_header(self.store)

    @property
    def authored(self) -> tuple[ox.Quad, ...]:
        """Every authored quad, its literals exactly as written (a store rewrites some).

        Of an endpoint or of a store on disk, which have no files, it is every quad outside of the derived graph, as
        that store gives it.
        """
        if self._elsewhere or self._from_store:
            from historiograph.lexical import as_written

            derived = ox.NamedNode(self.derived_graph)
            found = (as_written(quad) for quad in self.store.quads() if quad.graph_name != derived)
            return tuple(sorted(found, key=str))
        return self.dataset.quads

    @cached_property
    def derived(self) -> tuple[ox.Quad, ...]:
        """Every derived quad, in a stable order."""
        return tuple(sorted(self.store.quads(self.derived_graph), key=str))

    @property
    def derived_graph(self) -> str:
        """IRI of the graph of what the rules derived."""
        return f"{self.header.base}graph/derived"

    @property
    def streams(self) -> bool:
        """Whether it lies on disk, and what it is made from is not at hand or too large to be read again."""
        if self._dataset is not None or not isinstance(self.store, EmbeddedStore) or self.store.folder is None:
            return False
        from historiograph.loading.bulk import is_large
        from historiograph.loading.files import dataset_files

        return self._from_store or is_large(dataset_files([Path(place) for place in self.places]))

    @property
    def _from_store(self) -> bool:
        from historiograph.store.folder import is_store

        return len(self.places) == 1 and not self._elsewhere and is_store(Path(self.places[0]))

    @property
    def _elsewhere(self) -> bool:
        return any(is_address(place) for place in self.places)

    @cached_property
    def rdf(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset over the same store; its default graph is the union of all."""
        import oxrdflib
        import rdflib

        store = self.store
        if isinstance(store, EmbeddedStore):
            return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.engine), default_union=True)
        from historiograph.store.rdflib_store import rdflib_dataset

        return rdflib_dataset(store)

    # -- asking ----------------------------------------------------------------------------------------------------

    def sparql(self, query: str, *, timeout: float | None = None, limit: int | None = None, **bindings: Term) -> Result:
        """Answer a SPARQL query; what may be wrong with one that runs is in the `notes` of the result.

        Args:
            query: the text; its default graph is the union of all graphs.
            timeout: seconds after which to give up.
            limit: number of rows after which to stop reading.
            **bindings: variable=term, put in its place as a term; the variable must be among those selected.

        Raises:
            QueryError: if it is no SPARQL query, or takes too long.
        """
        from historiograph.queries.hints import hints

        found = self.solutions(query, bindings, timeout=timeout, limit=limit)
        notes = hints(query)
        if found.triples is not None:
            columns = ("subject", "predicate", "object")
            return Result(columns, [tuple(triple) for triple in found.triples], self.labels, found.cut, notes)
        if found.boolean is not None:
            return Result(("answer",), [(ox.Literal(found.boolean),)], self.labels, notes=notes)
        return Result(found.variables, found.rows, self.labels, found.cut, notes)

    def construct(self, query: str, format: str = "turtle", *, timeout: float | None = None) -> str:
        """Return the graph that a CONSTRUCT or DESCRIBE makes, written with the prefixes of the project.

        Args:
            query: the text; its default graph is the union of all graphs.
            format: "turtle", "ntriples", "jsonld", "rdfxml", "trig" or "nquads".
            timeout: seconds after which to give up.

        Raises:
            QueryError: if it is no SPARQL query, takes too long, or has rows.
            NotFoundError: for an unknown format, with the nearest ones.
        """
        from historiograph.exports import RDF_FORMATS, triples_to

        if format not in RDF_FORMATS:
            raise NotFoundError("RDF format", format, RDF_FORMATS)
        found = self.solutions(query, timeout=timeout)
        if found.triples is None:
            raise QueryError("this query makes no graph; CONSTRUCT and DESCRIBE do, `sparql` answers the others")
        return triples_to(format, found.triples, self.header.base, self.store.own_prefixes()).decode("utf-8")

    def solutions(
        self,
        query: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Solutions:
        """Answer any SPARQL 1.1 query, as the store gives it."""
        return self.store.query(query, bindings, timeout=timeout, limit=limit)

    def ask(self, name: str, **arguments: Value | None) -> Result:
        """Answer a ready question.

        Args:
            name: of the question, such as "who-answers".
            **arguments: its parameters; things by slug, label or IRI.

        Raises:
            NotFoundError: for an unknown question, parameter or thing, with the nearest ones.
            AmbiguousNameError: if a name may mean several things.
            InputError: if a needed parameter is missing, or a value is none of its type.
        """
        asked = question(name, self.own.questions)
        timeout = OWN_TIMEOUT if asked.name in {file.stem for file in self.own.questions} else None
        found = self.solutions(asked.query, bind(asked, arguments, self.find), timeout=timeout)
        result = Result(found.variables, found.rows, self.labels, found.cut)
        return result.without([column for column in result.columns if column not in asked.columns])

    def analyse(self, name: str, **arguments: Value | None) -> Result:
        """Return the rows of an analysis, such as "agreement"; raises what `ask` raises."""
        from historiograph.analysis import analyse

        return analyse(self, name, arguments)

    def questions(self) -> list[Question]:
        """Return the ready questions, ours and the dataset's own, in the order of their themes."""
        return list(catalogue(self.own.questions).values())

    def search(self, words: str, kind: str | None = None) -> Result:
        """Return the things in whose names, gist or definition these words are, the best matches first.

        Args:
            words: words or beginnings of words, however spelt: case, marks and romanisation do not count.
            kind: a class of the ontology, such as "Claim"; None for things of any class.
        """
        return self.ask("search", words=words, kind=kind)

    # -- names -----------------------------------------------------------------------------------------------------

    @cached_property
    def _index(self) -> LabelIndex:
        return LabelIndex(self.store)

    def find(self, text: str, kind: str | None = None) -> str:
        """Return the IRI of the thing that a slug, a label or an IRI means.

        Args:
            text: slug, label or alternative label (in any language and case), `kind/slug`, or IRI.
            kind: local name of the class it must have; `Agent` for anybody who holds views, `Class` for a class.

        Raises:
            NotFoundError: if nothing fits, with the nearest names.
            AmbiguousNameError: if more than one thing fits, with each.
        """
        return self._index.find(text, kind)

    def label(self, iri: str) -> str:
        """Return the name of a thing for people, or its IRI's last part where it has none."""
        return self._index.labels([iri])[iri]

    def labels(self, iris: Sequence[str]) -> Mapping[str, str]:
        """Return the labels of those of these IRIs that have one."""
        return self._index.known_labels(iris)

    # -- pictures and files ----------------------------------------------------------------------------------------

    def network(self) -> networkx.MultiDiGraph[str]:
        """Return the graph as a networkx MultiDiGraph: nodes with kind and label, edges with their relation."""
        from historiograph.network import build_network

        return build_network(self)

    def view(self, name: str, focus: str | None = None) -> Page:
        """Return an interactive page, which shows itself in a notebook and has `.save(path)`.

        Args:
            name: one of `historiograph.views.VIEWS`: "overview", "debate", "school", "historian", "evidence", "matrix",
                "estimates" or "timeline".
            focus: the thing the page is about, by slug, label or IRI; networks but "overview" need one.

        Raises:
            NotFoundError: for an unknown view or focus, with the nearest ones.
        """
        from historiograph.views import render_view

        return render_view(self, name, focus)

    def export(self, format: str, path: str | Path | None = None, *, context: str = "inline") -> bytes:
        """Return the graph in a format, and write it to a file if a path is given.

        Args:
            format: one of `historiograph.exports.FORMATS`, such as "turtle" or "trig".
            path: where to write; appears complete or not at all, and gzipped if it ends in `.gz`. A format of several
                files ("csv", "csvw") makes a folder, or an archive if it ends in `.zip`.
            context: of JSON-LD: "inline", or "reference" for one that readers fetch.

        Returns:
            The content before it is gzipped; nothing for a graph that `streams` to its file, or for a folder.

        Raises:
            NotFoundError: for an unknown format.
            OutputError: if the file cannot be written.
        """
        from historiograph.exports import export, save

        if path is None:
            return export(self, format, context)
        return save(self, format, Path(path), context)

    def cite(self, thing: str, style: str = "chicago-author-date") -> Cited:
        """Return how to cite a claim, a work or (as "dataset") the whole; see `exports.citations.cite`."""
        from historiograph.exports.citations import cite

        return cite(self, thing, style)

    def push(
        self,
        endpoint: str,
        *,
        graph_store: str | None = None,
        update: str | None = None,
        replace: bool = False,
        say: Callable[[str], None] = lambda step: None,
    ) -> Pushed:
        """Put the graph, authored and derived, into a running SPARQL store.

        Arguments and errors are those of `historiograph.store.push.push`; `endpoint` is any address of the store.
        """
        from historiograph.store.push import by_graph, push

        graphs = by_graph((*self.authored, *self.derived), default=f"{self.header.base}graph/{self.header.name}")
        graphs.setdefault(self.derived_graph, [])  # what an earlier push derived goes, too
        return push(
            graphs, self.header.base, endpoint, graph_store=graph_store, update=update, replace=replace, say=say
        )

    def __repr__(self) -> str:
        size = "" if self._elsewhere else f": {self.store.size()} quads"
        return f"<KnowledgeGraph {', '.join(map(str, self.places))}{size}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>"

    def __getstate__(self) -> Any:
        raise TypeError("a KnowledgeGraph holds an open store and cannot be pickled; load it again instead")


def load(where: str | Path | Sequence[str | Path] | None = None, *, cached: bool = True) -> KnowledgeGraph:
    """Load a dataset and derive what follows from it.

    Args:
        where: dataset folder, store folder (see `historiograph load`), RDF file or files, or the URL of a SPARQL
            endpoint, which is asked and not loaded; None for the curated graph of Stalinism's historiography.
        cached: whether a store kept from an earlier run over the same, unchanged files may be used and left.

    Raises:
        InputError: if a place is missing, unreadable or holds nothing, or an address is none.
        DataError: if the files do not make a dataset, with every finding.
    """
    if is_address(where) and isinstance(where, str):
        from historiograph.store.remote import RemoteStore

        store_elsewhere = RemoteStore(where)
        return KnowledgeGraph((store_elsewhere.address,), store_elsewhere)
    places = places_of(where)
    if where is not None and len(places) == 1:
        from historiograph.store.folder import is_store, open_store

        if is_store(places[0]):
            return KnowledgeGraph(places, open_store(places[0]))
    state = cache.state_of_places(places) if cached else None
    if state is not None and (store := cache.kept(state)) is not None:
        return KnowledgeGraph(places, store)
    from historiograph.entailment import stored
    from historiograph.loading import load_dataset
    from historiograph.loading.bulk import is_large
    from historiograph.loading.files import dataset_files
    from historiograph.vocabulary import own_files

    files = dataset_files(places)
    if is_large(files):
        from historiograph.on_disk import fill_store

        return KnowledgeGraph(
            places, cache.filled(state, lambda engine: fill_store(files, engine, own=own_files(places)))
        )
    dataset = load_dataset(places)
    dataset.raise_violations()
    store = stored(dataset)
    if state is not None:
        cache.keep(state, store)
    return KnowledgeGraph(places, store, dataset)


def from_dataset(dataset: Dataset, places: Sequence[Path] = ()) -> KnowledgeGraph:
    """Return the KnowledgeGraph of a dataset that loaded without violation."""
    from historiograph.entailment import stored

    return KnowledgeGraph(places, stored(dataset), dataset, dataset.own)
