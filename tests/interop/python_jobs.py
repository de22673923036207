"""python -m interop.python_jobs JOBS: readers of RDF in Python; see batch.py."""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

CONTEXT = "https://w3id.org/historiograph/context"
_RDFLIB = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


def with_pyoxigraph(source: Path) -> str:
    """Read with Oxigraph's parsers, our own engine."""
    import pyoxigraph as ox

    media = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
    }[source.suffix[1:]]
    return ox.serialize(ox.parse(path=str(source), format=media), format=ox.RdfFormat.N_QUADS).decode()


def with_rdflib(source: Path) -> str:
    """Read with rdflib, its rewriting of literals switched off."""
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it has deprecated itself
    syntax = source.suffix[1:]
    graph = rdflib.Dataset().parse(source, format=_RDFLIB.get(syntax, syntax), publicID="urn:x-rdflib:default")
    return graph.serialize(format="nquads", encoding="utf-8").decode()


def with_pyld(source: Path, context: Path | None = None) -> str:
    """Read with PyLD, which gets our context from a file and nothing from anywhere else."""
    from pyld import jsonld

    def fetch(address: str, options: Mapping[str, object]) -> dict[str, object]:
        if address != CONTEXT or context is None:
            raise ValueError(f"refused to fetch {address}")
        document = json.loads(context.read_text("utf-8"))
        return {"contextUrl": None, "documentUrl": address, "contentType": "application/ld+json", "document": document}

    document = json.loads(source.read_text("utf-8"))
    options = {"format": "application/n-quads", "documentLoader": fetch, "base": "https://example.org/base/"}
    return str(jsonld.to_rdf(document, options))


ACTIONS: Mapping[str, Callable[..., str]] = {
    "pyoxigraph": with_pyoxigraph,
    "rdflib": with_rdflib,
    "PyLD": with_pyld,
}

if __name__ == "__main__":
    for number, line in enumerate(Path(sys.argv[1]).read_text("utf-8").splitlines()):
        action, *names = line.split("\t")
        start = time.process_time()
        complaint = ""
        try:
            *inputs, output = map(Path, names)
            output.write_text(ACTIONS[action](*inputs), "utf-8")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            complaint = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"{number}\t{time.process_time() - start:.3f}\t{complaint}", flush=True)
