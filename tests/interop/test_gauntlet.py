"""Every RDF export reads the same in other people's tools as in ours, statement for statement; see gauntlet.py."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from historiograph.namespaces import CONTEXT
from interop import hostile, table
from interop.batch import Job, run_together
from interop.gauntlet import CONSUMERS, FLAT, FORMATS, HERE, ROOT, Finding, canonical, run

# One worker runs the whole file, so that the exports and Java's runs are made once.
CURATED = ROOT / "graph_data" / "stalinism"
DATASETS = ("curated", "hostile")
DERIVED = re.compile(r" <[^>]*/graph/derived>$")
GRAPH_NAME = re.compile(r" <[^>]*/graph/[^>]*>$")
XML_NAME_AT_THE_END = re.compile(r"[A-Za-z_][\w.-]*$")
FLOAT = re.compile(r"XMLSchema#(double|float)$")
ODD_NUMBER = re.compile(r"[+-]?(inf|nan)", re.IGNORECASE)
LONGEST_IRI = 1800
"""Virtuoso cuts longer ones without a word."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the folders that two processes, which hash differently, exported all datasets into."""
    folder = tmp_path_factory.mktemp("exports")
    data = ["curated", str(CURATED), "hostile", str(hostile.write_hostile(folder / "hostile"))]
    started = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "interop.export", str(folder / seed), *data]
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
    for process in started:
        _, complaint = process.communicate(timeout=600)
        assert process.returncode == 0, complaint
    return [folder / "1", folder / "2"]


@pytest.fixture(scope="module")
def exports(runs: list[Path]) -> Path:
    return runs[0]


@pytest.fixture(scope="module")
def found(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Path], Finding]:
    """Return what each consumer found in each file that it reads."""
    files = [exports / f"{dataset}.{name}" for dataset in DATASETS for name in FORMATS]
    return run(files, tmp_path_factory.mktemp("gauntlet"))


@pytest.fixture(scope="module")
def references(exports: Path) -> dict[tuple[str, bool], frozenset[str]]:
    """Return the statements of (dataset, flat or not): what N-Triples and N-Quads, the two plainest formats, say."""
    return {
        (name, flat): canonical(ox.parse(path=str(exports / f"{name}.{plain}"), format=FORMATS[plain]))
        for name in DATASETS
        for flat, plain in ((True, "ntriples"), (False, "nquads"))
    }


NOTHING: dict[str, list[str]] = {"lost": [], "new": []}
CASES = [(consumer.name, name) for consumer in CONSUMERS for name in consumer.formats]


def _differences(found: frozenset[str], wanted: frozenset[str]) -> dict[str, list[str]]:
    return {"lost": sorted(wanted - found)[:5], "new": sorted(found - wanted)[:5]}


def _terms(lines: frozenset[str]) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | ox.DefaultGraph | ox.Triple]:
    for quad in ox.parse("\n".join(f"{line} ." for line in lines), format=ox.RdfFormat.N_QUADS):
        yield from (quad.subject, quad.predicate, quad.object, quad.graph_name)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize(("consumer", "format"), CASES)
def test_consumer_finds_the_same_statements(
    exports: Path,
    found: dict[tuple[str, Path], Finding],
    references: dict[tuple[str, bool], frozenset[str]],
    consumer: str,
    format: str,
    dataset: str,
) -> None:
    finding = found[consumer, exports / f"{dataset}.{format}"]
    assert finding.complaint == ""
    assert _differences(finding.statements, references[dataset, format in FLAT]) == NOTHING


def test_the_table_in_the_docs_says_what_was_found(found: dict[tuple[str, Path], Finding]) -> None:
    assert table.shown() == table.rows(found, "curated", seconds=False), "run: make gauntlet"


@pytest.mark.parametrize("program", ["jsonld", "PyLD"])
def test_context_by_reference_means_the_same(
    exports: Path, references: dict[tuple[str, bool], frozenset[str]], tmp_path: Path, program: str
) -> None:
    file = exports / "curated-by-reference.jsonld"
    job = Job(program, (file, ROOT / "ontology" / "context.jsonld"), tmp_path / "out.nq")
    command = {"jsonld": ["node", str(HERE / "jobs.js")], "PyLD": [sys.executable, "-m", "interop.python_jobs"]}[
        program
    ]
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert run_together(command, [job], tmp_path, path)[job].complaint == ""
    statements = canonical(ox.parse(path=str(job.output), format=ox.RdfFormat.N_QUADS))
    assert _differences(statements, references["curated", False]) == NOTHING
    assert json.loads(file.read_text("utf-8"))["@context"][0] == CONTEXT


def test_compact_json_ld_is_read_like_the_files_that_authors_write(exports: Path) -> None:
    document = json.loads((exports / "curated.jsonld").read_text("utf-8"))
    stance = next(
        one
        for graph in document["@graph"]
        for one in graph["@graph"]
        if one["id"].startswith("stance:advance-of-1937-39")
    )
    assert stance["type"] == "Stance"
    assert stance["attitude"].startswith("attitude-value:")
    assert stance["holder"].startswith("agent:")
    assert not set(document["@context"]) & {"@version", "@import", "@propagate", "@protected"}
    meanings = [one for one in document["@context"].values() if isinstance(one, dict)]
    assert all(one.keys() <= {"@id", "@type", "@container"} for one in meanings)
    assert {one["@container"] for one in meanings if "@container" in one} == {"@language"}


@pytest.mark.parametrize("dataset", DATASETS)
def test_named_graphs_without_the_derived_one_make_the_flat_graph(
    references: dict[tuple[str, bool], frozenset[str]], dataset: str
) -> None:
    authored = [line for line in references[dataset, False] if not DERIVED.search(line)]
    assert _differences(frozenset(GRAPH_NAME.sub("", line) for line in authored), references[dataset, True]) == NOTHING
    assert all(GRAPH_NAME.search(line) or dataset == "hostile" for line in authored)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("dataset", DATASETS)
def test_two_runs_write_the_same_bytes(runs: list[Path], dataset: str, format: str) -> None:
    first, second = ((run / f"{dataset}.{format}").read_bytes() for run in runs)
    assert first == second


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("dataset", DATASETS)
def test_file_is_plain_utf8(exports: Path, dataset: str, format: str) -> None:
    data = (exports / f"{dataset}.{format}").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    data.decode("utf-8", "strict")


@pytest.mark.parametrize("dataset", DATASETS)
def test_terms_are_of_the_kind_that_every_tool_keeps(
    references: dict[tuple[str, bool], frozenset[str]], dataset: str
) -> None:
    terms = set(_terms(references[dataset, False] | references[dataset, True]))
    literals = [term for term in terms if isinstance(term, ox.Literal)]
    iris = [term.value for term in terms if isinstance(term, ox.NamedNode)]
    assert literals
    assert [term for term in terms if isinstance(term, ox.BlankNode | ox.Triple)] == []
    assert [iri for iri in iris if len(iri) >= LONGEST_IRI] == []
    assert [iri for iri in iris if "/../" in iri or "/./" in iri] == []
    assert [term for term in literals if not term.value.strip() or "\r" in term.value] == []
    assert [term for term in literals if not unicodedata.is_normalized("NFC", term.value)] == []
    assert [term for term in literals if FLOAT.search(term.datatype.value) and ODD_NUMBER.fullmatch(term.value)] == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_predicates_can_be_written_as_xml_names(
    references: dict[tuple[str, bool], frozenset[str]], dataset: str
) -> None:
    predicates = {line.split(" ", 2)[1].strip("<>") for line in references[dataset, False]}
    assert [predicate for predicate in predicates if not XML_NAME_AT_THE_END.search(predicate)] == []


def test_hostile_texts_arrive_as_they_were_written(references: dict[tuple[str, bool], frozenset[str]]) -> None:
    found = {term for term in _terms(references["hostile", True]) if isinstance(term, ox.Literal)}
    for text in hostile.TEXTS:
        assert {ox.Literal(text)} | {
            ox.Literal(text, language=language) for language in ("en", "ru", "en-gb", "zh-hant-tw")
        } <= found
