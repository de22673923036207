"""What each reader finds in a file: a set of canonical lines, so that the findings of any two can be compared."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from interop import jena

__all__ = ["FLAT", "FORMATS", "READERS", "canonical", "riot"]

FLAT = ("turtle", "ntriples", "rdfxml")
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Name of an export format (which is also what rapper and serdi call it) -> Oxigraph's."""
_RDFLIB = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
_PACKAGES = {"rapper": "raptor2-utils", "serdi": "serdi", "java": "default-jre-headless"}


def canonical(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Return the statements as the lines of RDFC-1.0; parsing has put language tags in lower case."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def require(program: str) -> None:
    """Fail, rather than skip, without a program: a check that silently does nothing is worse than none."""
    if shutil.which(program) is None:
        pytest.fail(f"{program} is not installed; on Debian: apt-get install {_PACKAGES[program]}", pytrace=False)


def oxigraph(file: Path, format: str) -> frozenset[str]:
    """Read with Oxigraph."""
    return canonical(ox.parse(path=str(file), format=FORMATS[format]))


def rapper(file: Path, format: str) -> frozenset[str]:
    """Read with Raptor's `rapper`."""
    return _emitted("rapper", "-q", "-i", format, "-o", "nquads", str(file))


def serdi(file: Path, format: str) -> frozenset[str]:
    """Read with `serdi`."""
    return _emitted("serdi", "-i", format, "-o", "nquads", str(file))


def with_rdflib(file: Path, format: str) -> frozenset[str]:
    """Read with rdflib, its rewriting of literals switched off."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it has deprecated itself
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        graph = rdflib.Dataset().parse(file, format=_RDFLIB.get(format, format), publicID="urn:x-rdflib:default")
        emitted = graph.serialize(format="nquads", encoding="utf-8")
    return canonical(ox.parse(emitted, format=ox.RdfFormat.N_QUADS))


def riot(files: Mapping[Path, str], folder: Path) -> dict[Path, frozenset[str]]:
    """Read many files with Jena's `riot`.

    Args:
        files: file -> export format.
        folder: an empty one, for what Jena needs beside its own files.
    """
    require("java")
    if not (jena.JARS / "jena-cmds.jar").is_file():
        pytest.fail("Apache Jena is not installed; on Debian: apt-get install libapache-jena-java", pytrace=False)
    linked = []
    for file, name in files.items():
        # Jena goes by the suffix. Debian's lacks what its reader of JSON-LD 1.1 is built upon.
        suffix = "jsonld10" if name == "jsonld" else FORMATS[name].file_extension
        linked.append(folder / f"{file.stem}.{suffix}")
        linked[-1].symlink_to(file)
    outputs, complaint = jena.riot(jena.class_path(folder), linked, folder / "end.nt")
    assert not complaint, complaint
    return {
        file: canonical(ox.parse(output, format=ox.RdfFormat.N_QUADS))
        for file, output in zip(files, outputs, strict=True)
    }


def _emitted(*command: str) -> frozenset[str]:
    require(command[0])
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b"", done.stderr
    return canonical(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS))


READERS = {
    "oxigraph": (oxigraph, tuple(FORMATS)),
    "rapper": (rapper, ("turtle", "ntriples", "rdfxml", "trig", "nquads")),
    "serdi": (serdi, ("turtle", "ntriples", "trig", "nquads")),
    "rdflib": (with_rdflib, tuple(FORMATS)),
}
"""Name of a reader -> what drives it, and the formats that it reads."""
