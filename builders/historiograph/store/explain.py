"""How the embedded engine goes about a query: its plan, with rows and time of each step.

pyoxigraph runs plans and does not show them; the program `oxigraph` (PyPI `oxigraph`, the same engine) does. It is
given a copy of the store, because it opens for writing what it reads; of a store on disk the copy is mostly links.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from historiograph.errors import InputError, QueryError
from historiograph.namespaces import curie
from historiograph.store.embedded import EmbeddedStore, names_graphs
from historiograph.store.solutions import Store
from historiograph.store.sparql_text import SparqlText

__all__ = ["Step", "explain"]


class Step(NamedTuple):
    """One step of a plan.

    Attributes:
        depth: how deep it lies; its inputs are the steps below it that lie one deeper.
        name: what it does, in the engine's words.
        rows: how many rows it gave.
        seconds: the time until the last of them, its inputs' included.
    """

    depth: int
    name: str
    rows: int
    seconds: float


def explain(store: Store, text: str, *, timeout: float | None = None) -> list[Step]:
    """Run a query and return the steps of its plan, the last first.

    Args:
        store: an embedded store.
        text: the query; the project's prefixes need no declaration.
        timeout: seconds after which to give up.

    Raises:
        QueryError: if the text is no SPARQL query, or the time is up.
        InputError: if the store is elsewhere, or the program is missing.
    """
    if not isinstance(store, EmbeddedStore):
        raise InputError("a server does not tell how it goes about a query; explain it on the data itself")
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if program is None:
        raise InputError("explaining a query needs the program oxigraph: pip install oxigraph")
    store.query(text, limit=1, timeout=timeout)  # says what is wrong with it, if anything is
    with tempfile.TemporaryDirectory() as folder:
        copy, plan = Path(folder) / "store", Path(folder) / "plan.json"
        _copy(store, copy)
        form = "nt" if SparqlText(text).form in ("CONSTRUCT", "DESCRIBE") else "tsv"
        command = [program, "query", "--location", str(copy), "--stats", "--explain-file", str(plan)]
        command += ["--results-format", form, *([] if names_graphs(text) else ["--union-default-graph"])]
        asked = _declared(text, store.prefixes())
        try:
            done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=timeout, check=False)
        except subprocess.TimeoutExpired:
            raise QueryError(f"the query was given up after {timeout:g} seconds") from None
        if not plan.exists():
            raise QueryError(f"oxigraph cannot explain this query: {done.stderr.strip()}")
        return list(_steps(json.loads(plan.read_bytes())["plan"], 0))


def _copy(store: EmbeddedStore, to: Path) -> None:
    """Copy a store; the large files of one on disk are never written again, and are linked."""

    def link_or_copy(source: str, target: str) -> None:
        if source.endswith(".sst"):
            with contextlib.suppress(OSError):
                os.link(source, target)
                return
        shutil.copyfile(source, target)

    if store.folder is None:
        store.save(to)
    else:
        shutil.copytree(store.folder, to, copy_function=link_or_copy, ignore=shutil.ignore_patterns("LOCK"))


def _declared(text: str, known: Mapping[str, str]) -> str:
    """Return a query with a declaration of each known prefix that it uses and does not declare."""
    query = SparqlText(text)
    lacking = sorted((query.used_prefixes() - query.prefixes) & known.keys())
    return "".join(f"PREFIX {name}: <{known[name]}>\n" for name in lacking) + text


def _steps(node: Mapping[str, Any], depth: int) -> Iterator[Step]:
    yield Step(depth, _short(node["name"]), int(node["number of results"]), float(node["duration in seconds"]))
    for child in node.get("children", ()):
        yield from _steps(child, depth + 1)


def _short(name: str) -> str:
    """Return a step's name with prefixed names for IRIs."""
    return re.sub(r"<([^<>\s]+)>", lambda iri: curie(iri[1]) if curie(iri[1]) != iri[1] else iri[0], name)
