"""The made-up historiography that large graphs are tried and measured with."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from historiograph.graph import load
from historiograph.loading import load_dataset
from historiograph.validation import validate

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import BASE, synthesize, write_synthetic

HG = "https://w3id.org/historiograph/ontology#"


@pytest.mark.parametrize("seed", [1, 2])
def test_it_conforms(tmp_path: Path, seed: int) -> None:
    write_synthetic(tmp_path / "made-up.nq", 2_000, seed)
    report = validate(load_dataset([tmp_path / "made-up.nq"]))
    assert [finding for finding in report.findings if finding.severity == "violation"] == []


def test_it_is_as_large_as_asked_and_the_same_every_time() -> None:
    lines = "".join(synthesize(5_000)).splitlines()
    assert 5_000 <= len(lines) < 5_500
    assert len(set(lines)) == len(lines)
    assert "".join(synthesize(5_000)).splitlines() == lines
    assert "".join(synthesize(5_000, seed=2)).splitlines() != lines


def test_n_triples_are_the_n_quads_without_their_graphs(tmp_path: Path) -> None:
    for name in ("a.nq", "a.nt", "a.nq.gz"):
        write_synthetic(tmp_path / name, 1_000)
    quads = list(ox.parse(path=str(tmp_path / "a.nq")))
    assert [quad.triple for quad in quads] == [quad.triple for quad in ox.parse(path=str(tmp_path / "a.nt"))]
    assert gzip.decompress((tmp_path / "a.nq.gz").read_bytes()) == (tmp_path / "a.nq").read_bytes()
    assert len({quad.graph_name for quad in quads}) > 2


def test_a_few_have_much_and_most_have_little() -> None:
    holders = Counter(
        line.split(" ")[2] for line in "".join(synthesize(60_000)).splitlines() if f"<{HG}holder>" in line
    )
    ranked = sorted(holders.values(), reverse=True)
    assert sum(ranked[: len(ranked) // 10]) > 0.3 * sum(ranked)
    assert ranked[len(ranked) // 2] < ranked[0] / 5


def test_it_has_every_kind_of_thing_that_questions_ask_for(tmp_path: Path) -> None:
    write_synthetic(tmp_path / "made-up.nq", 20_000)
    kg = load(tmp_path / "made-up.nq", cached=False)
    assert kg.header.base == BASE
    derived = {quad.predicate.value.removeprefix(HG) for quad in kg.derived}
    assert {"agreesWith", "disagreesWith", "supports", "rebuts", "undercuts", "undermines", "qualifies"} <= derived
    assert len(kg.ask("debates")) > 10
    assert len(kg.ask("changed-minds")) > 0
