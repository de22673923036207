"""The embedded store: Oxigraph in memory, or on disk and opened for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError, QueryError
from historiograph.namespaces import FOLDERS, prefixes
from historiograph.store.solutions import Solutions, Term, read_up_to

__all__ = ["EmbeddedStore", "names_graphs"]

_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<|[\w.-]*:)", re.IGNORECASE)
"""What looks like a clause that names a graph, and may still be part of a remark or a text."""
_URI_SPACE = ox.NamedNode("http://rdfs.org/ns/void#uriSpace")
_PREFIX = ox.NamedNode("http://purl.org/vocab/vann/preferredNamespacePrefix")
_NAMESPACE = ox.NamedNode("http://purl.org/vocab/vann/preferredNamespaceUri")


class EmbeddedStore:
    """An Oxigraph store in memory, or one on disk opened for reading.

    Attributes:
        engine: the store itself.
        folder: where it is on disk; None for one in memory.
    """

    def __init__(self, engine: ox.Store | None = None, folder: Path | None = None) -> None:
        self.engine = ox.Store() if engine is None else engine
        self.folder = folder

    @classmethod
    def open(cls, folder: Path) -> EmbeddedStore:
        """Open a store that `save` wrote; several processes may at the same time."""
        return cls(ox.Store.read_only(str(folder)), folder)

    def save(self, folder: Path) -> None:
        """Write all quads to a store on disk, in a folder that is not there yet."""
        on_disk = ox.Store(str(folder))
        on_disk.bulk_extend(self.engine)
        on_disk.flush()

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads to a store in memory."""
        self.engine.extend(quads)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield every quad of one named graph, or of all; see `Store.quads`."""
        return self.engine.quads_for_pattern(None, None, None, None if graph is None else ox.NamedNode(graph))

    def size(self) -> int:
        """Return the number of quads."""
        return len(self.engine)

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Solutions:
        """Answer a SPARQL 1.1 query; see `Store.query`."""
        if timeout is None:
            return self._query(text, bindings, limit)
        return _within(timeout, lambda: self._query(text, bindings, limit))

    def evaluate(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        *,
        base_iri: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        union: bool = True,
    ) -> _Answer:
        """Return what the engine answers, read no further than is asked of it.

        Args:
            text: the query.
            bindings: variable -> term put in its place.
            base_iri: for the relative IRIs in the query.
            default_graphs: the graphs whose union is the default graph.
            named_graphs: the graphs that GRAPH sees; if these or the former are given, they alone make up the
                dataset, whatever the query says of it.
            union: whether otherwise the default graph is the union of all, whatever the query says of it.

        Raises:
            QueryError: if the text is no SPARQL query.
        """
        known: Mapping[str, str] = prefixes()
        try:
            try:
                return self._asked(text, known, bindings, base_iri, default_graphs, named_graphs, union)
            except SyntaxError:  # perhaps for want of a prefix that only this dataset knows
                known = self.prefixes()
                return self._asked(text, known, bindings, base_iri, default_graphs, named_graphs, union)
        except SyntaxError as error:
            from historiograph.store.syntax import syntax_error

            raise syntax_error(text, str(error.args[0]), known) from None
        except (ValueError, OSError, RuntimeError) as error:
            raise _unanswered(error) from None

    def _asked(
        self,
        text: str,
        known: Mapping[str, str],
        bindings: Mapping[str, Term] | None,
        base_iri: str | None,
        default_graphs: Sequence[str] | None,
        named_graphs: Sequence[str] | None,
        union: bool,
    ) -> _Answer:
        given = default_graphs is not None or named_graphs is not None
        return self.engine.query(
            text,
            base_iri=base_iri,
            # Declaring all would cost as much as a short answer.
            prefixes={name: iri for name, iri in known.items() if f"{name}:" in text},
            use_default_graph_as_union=union and not given and not names_graphs(text),
            default_graph=[ox.NamedNode(iri) for iri in default_graphs or ()] if given else None,
            named_graphs=[ox.NamedNode(iri) for iri in named_graphs or ()] if given else None,
            substitutions={ox.Variable(name): term for name, term in bindings.items()} if bindings else None,
        )

    def _query(self, text: str, bindings: Mapping[str, Term] | None, limit: int | None) -> Solutions:
        answer = self.evaluate(text, bindings)
        try:
            if isinstance(answer, ox.QueryBoolean):
                return Solutions(boolean=bool(answer))
            if isinstance(answer, ox.QueryTriples):
                triples, cut = read_up_to(answer, limit)
                return Solutions(triples=triples, cut=cut)
            variables = tuple(variable.value for variable in answer.variables)
            rows, cut = read_up_to((tuple(solution) for solution in answer), limit)
            return Solutions(variables, rows, cut=cut)
        except (ValueError, OSError, RuntimeError) as error:
            raise _unanswered(error) from None

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes that need no declaration: ours, a dataset's own, and one for each kind of its things.

        The last are those that our Turtle has; where several datasets lie in the store, there are none.
        """
        found = self.engine.quads_for_pattern(None, _URI_SPACE, None, None)
        spaces = {quad.object.value for quad in found if isinstance(quad.object, ox.Literal)}
        kinds = {kind: f"{space}{kind}/" for space in spaces for kind in FOLDERS} if len(spaces) == 1 else {}
        return {**kinds, **self.own_prefixes(), **prefixes()}

    def own_prefixes(self) -> dict[str, str]:
        """Return the prefixes that the ontologies in the store say they go by."""
        found = {}
        for said in self.engine.quads_for_pattern(None, _PREFIX, None, None):
            for where in self.engine.quads_for_pattern(said.subject, _NAMESPACE, None, None):
                found[getattr(said.object, "value", "")] = getattr(where.object, "value", "")
        return dict(sorted(found.items()))


def names_graphs(text: str) -> bool:
    """Return whether a query says itself, with FROM, which graphs it asks; all others ask the union of all."""
    if not _FROM.search(text):
        return False
    from historiograph.store.sparql_text import SparqlText

    try:
        return "FROM" in SparqlText(text).top.clauses
    except QueryError:
        return False


def _within(seconds: float, work: Callable[[], Solutions]) -> Solutions:
    """Run the work in a thread and stop waiting when the time is up.

    Oxigraph's Python interface has no way to cancel a query: an abandoned one ends with the process.
    """
    import threading
    from traceback import clear_frames

    outcome: list[Solutions | Exception] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - it is raised again in the caller's thread
            for one in filter(None, (error, error.__context__)):
                clear_frames(one.__traceback__)  # answers of the engine may not outlive their thread
            outcome.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if not outcome:
        raise QueryError(
            f"the query was given up after {seconds:g} seconds; make it more selective or allow it more time"
        )
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


def _unanswered(error: Exception) -> HistoriographError:
    """Return what to say when the engine gives up: the query is to blame, unless the data on the disk are."""
    if "Corruption" in str(error):
        reason = str(error).partition("\n")[0]
        return InputError(f"the store is damaged ({reason}); load the data again with `historiograph load`")
    return QueryError(f"the query cannot be answered: {error}")
