"""The gauntlet: each exported file through every independent reader of its format.

What a reader finds is compared with what the plainest syntax says, N-Triples for flat files and N-Quads for those with
named graphs, as sets of RDFC-1.0 lines (https://www.w3.org/TR/rdf-canon/), never by number alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from interop import java
from interop.batch import Job, Outcome, run_each, run_together

__all__ = ["CONSUMERS", "FLAT", "FORMATS", "HERE", "Consumer", "Finding", "canonical", "require", "run"]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
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


def canonical(quads: Iterable[ox.Quad]) -> frozenset[str]:
    """Return the statements as the lines of RDFC-1.0; parsing has put language tags in lower case."""
    quads = list(quads)
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return frozenset(map(str, quads))  # there is nothing to name
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


class Consumer(NamedTuple):
    """A reader: its name, the program that runs it, what it reads, and which version it is."""

    name: str
    program: str
    formats: tuple[str, ...]
    version: Callable[[], str]


class Finding(NamedTuple):
    """What a reader made of a file.

    Attributes:
        statements: as canonical lines.
        seconds: of a processor, without starting Java, Node or Python.
        complaint: what went wrong.
    """

    statements: frozenset[str]
    seconds: float
    complaint: str


def _of_npm(name: str) -> Callable[[], str]:
    return lambda: re.findall(
        r'"version": "(.+?)"', (HERE / "node_modules" / name / "package.json").read_text("utf-8")
    )[0]


def _said_by(*command: str) -> Callable[[], str]:
    def ask() -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return re.findall(r"\d+\.\d+[.\d]*", done.stdout + done.stderr)[0]

    return ask


_LINES = ("turtle", "ntriples", "trig", "nquads")
CONSUMERS = (
    Consumer("pyoxigraph", "python", tuple(FORMATS), lambda: version("pyoxigraph")),
    Consumer("rapper", "native", (*FLAT, "trig", "nquads"), _said_by("rapper", "--version")),
    Consumer("serdi", "native", _LINES, _said_by("serdi", "-v")),
    Consumer("Jena", "jena", tuple(FORMATS), lambda: java.version_of("jena-arq")),
    Consumer("RDF4J Rio", "rdf4j", tuple(FORMATS), lambda: java.version_of("rdf4j-rio-api")),
    Consumer("rdflib", "python", tuple(FORMATS), lambda: version("rdflib")),
    Consumer("PyLD", "python", ("jsonld",), lambda: version("PyLD")),
    Consumer("n3", "node", _LINES, _of_npm("n3")),
    Consumer("jsonld", "node", ("jsonld",), _of_npm("jsonld")),
    Consumer("jsonld-streaming-parser", "node", ("jsonld",), _of_npm("jsonld-streaming-parser")),
    Consumer("rdfxml-streaming-parser", "node", ("rdfxml",), _of_npm("rdfxml-streaming-parser")),
    Consumer("rdf-canonize", "node", ("nquads",), _of_npm("rdf-canonize")),
)
_NEEDED = {
    "rapper": "apt-get install raptor2-utils",
    "serdi": "apt-get install serdi",
    "java": "apt-get install default-jdk-headless libapache-jena-java librdf4j-java",
    "node": "apt-get install nodejs npm, then: npm ci --prefix tests/interop",
}


def require(*programs: str) -> None:
    """Fail, and say what has to be installed, unless these programs can be run."""
    lacking = [_NEEDED[program] for program in programs if shutil.which(program) is None]
    if "node" in programs and not (HERE / "node_modules").is_dir():
        lacking.append("npm ci --prefix tests/interop")
    if "java" in programs and not all((java.JARS / f"{jar}.jar").is_file() for jar in ("rdf4j-rio-api", "jena-arq")):
        lacking.append("apt-get install libapache-jena-java librdf4j-java")
    if lacking:
        pytest.fail(f"these tests need: {'; '.join(lacking)}", pytrace=False)


def run(files: Iterable[Path], folder: Path) -> dict[tuple[str, Path], Finding]:
    """Read files with every consumer of their format.

    Args:
        files: with the name of their format for a suffix.
        folder: an empty one, for what the readers write.

    Returns:
        (consumer, file) -> what it found.
    """
    require(*_NEEDED)
    jobs: dict[str, dict[Job, tuple[str, Path]]] = {}
    for file in files:
        for consumer in CONSUMERS:
            if file.suffix[1:] in consumer.formats:
                action = f"read-{file.suffix[1:]}" if consumer.program in ("jena", "rdf4j") else consumer.name
                job = Job(action, (file,), folder / f"{consumer.name.replace(' ', '-')}.{file.name}.nq")
                jobs.setdefault(consumer.program, {})[job] = (consumer.name, file)
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(_run_program, program, list(these), folder) for program, these in jobs.items()]
        outcomes: dict[Job, Outcome] = {job: outcome for one in done for job, outcome in one.result().items()}
    shared: dict[str, str] = {}
    findings = {}
    for these in jobs.values():
        for job, of in these.items():
            finding = _finding(job, outcomes[job])
            # What forty readers found alike is kept once.
            lines = frozenset(shared.setdefault(line, line) for line in finding.statements)
            findings[of] = finding._replace(statements=lines)
            job.output.unlink(missing_ok=True)
    return findings


def _run_program(program: str, jobs: list[Job], folder: Path) -> Mapping[Job, Outcome]:
    own = folder / program
    own.mkdir()
    if program == "native":
        return run_each({job: _command(job) for job in jobs})
    if program == "node":
        return run_together(["node", str(HERE / "jobs.js")], jobs, own)
    if program == "python":
        path = os.pathsep.join([str(HERE.parent), *sys.path])
        return run_together([sys.executable, "-m", "interop.python_jobs"], jobs, own, {"PYTHONPATH": path})
    return run_together(java.command(program, own), jobs, own)


def _command(job: Job) -> list[str]:
    file = str(job.inputs[0])
    syntax = job.inputs[0].suffix[1:]
    lines = "ntriples" if syntax in FLAT else "nquads"
    if job.action == "rapper":
        return ["rapper", "-q", "-i", syntax, "-o", lines, file]
    return ["serdi", "-i", syntax, "-o", "nquads", file]


def _finding(job: Job, outcome: Outcome) -> Finding:
    found: frozenset[str] = frozenset()
    complaint = outcome.complaint
    if not complaint:
        try:
            if job.action == "rdf-canonize":
                found = frozenset(line.removesuffix(" .") for line in job.output.read_text("utf-8").split("\n") if line)
            else:
                found = canonical(ox.parse(path=str(job.output), format=ox.RdfFormat.N_QUADS))
        except (SyntaxError, OSError) as error:
            complaint = f"what it wrote cannot be read: {error}"
    return Finding(found, outcome.seconds, complaint)
