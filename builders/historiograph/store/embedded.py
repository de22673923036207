"""The embedded store: Oxigraph in memory, or on disk and opened for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import QueryError
from historiograph.namespaces import prefixes
from historiograph.store.solutions import Solutions, Term, read_up_to

__all__ = ["EmbeddedStore"]


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

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes that need no declaration."""
        return prefixes()

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
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
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
        given = default_graphs is not None or named_graphs is not None
        try:
            return self.engine.query(
                text,
                base_iri=base_iri,
                prefixes=self.prefixes(),
                use_default_graph_as_union=union and not given,
                default_graph=[ox.NamedNode(iri) for iri in default_graphs or ()] if given else None,
                named_graphs=[ox.NamedNode(iri) for iri in named_graphs or ()] if given else None,
                substitutions={ox.Variable(name): term for name, term in bindings.items()} if bindings else None,
            )
        except SyntaxError as error:
            raise QueryError(_with_caret(text, error)) from None
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from None

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
            raise QueryError(f"the query cannot be answered: {error}") from None


def _within(seconds: float, work: Callable[[], Solutions]) -> Solutions:
    """Run the work in a thread and stop waiting when the time is up.

    Oxigraph's Python interface has no way to cancel a query: an abandoned one ends with the process.
    """
    import threading

    outcome: list[Solutions | Exception] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - it is raised again in the caller's thread
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


def _with_caret(text: str, error: SyntaxError) -> str:
    """Return the message of a syntax error with the line of the query and a caret under the place."""
    import re

    reason = str(error.args[0])
    at = re.match(r"error at (\d+):(\d+): (.*)", reason, re.DOTALL)
    if at is None:
        return f"not a SPARQL query: {reason}"
    line, column = int(at[1]), int(at[2])
    lines = text.split("\n")
    shown = lines[min(line, len(lines)) - 1]
    what = " ".join(at[3].split())
    if "Prefix not found" in what:
        what = "a prefix that is not declared"
    elif what == "expected [_]" or len(what) > 120:
        what = "this cannot stand here"
    message = (
        f"not a SPARQL query: line {line}, column {column}: {what}\n{line:>4} | {shown}\n     | {' ' * (column - 1)}^"
    )
    if re.match(
        r"\s*(?:PREFIX[^>]*>\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", text, re.IGNORECASE
    ):
        message += "\nThe graph is read-only: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered."
    return message
