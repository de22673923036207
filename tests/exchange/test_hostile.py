"""Hostile texts in the formats that are not read back by us: every reader finds them as they were."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import bibtexparser
import networkx as nx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange.debates import TEXT, debates, loaded, one_line
from exchange.programs import graphology
from historiograph.exports import FORMATS, files_of
from historiograph.graph import KnowledgeGraph, load
from historiograph.imports import Draft
from interop.hostile import write_hostile

FEW = settings(
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _labels(kg: KnowledgeGraph) -> dict[str, str]:
    return dict(kg.network().nodes("label"))


@FEW
@given(draft=debates())
def test_networks_keep_every_text(draft: Draft) -> None:
    kg = loaded(draft)
    wanted = _labels(kg)
    assert dict(nx.parse_graphml(kg.export("graphml").decode(), force_multigraph=True).nodes("label")) == wanted
    assert dict(nx.read_gexf(io.BytesIO(kg.export("gexf"))).nodes("label")) == wanted
    rows = csv.DictReader(io.StringIO(files_of(kg, "csv")["nodes.csv"].decode(), newline=""))
    assert {row["Id"]: row["Label"] for row in rows} == wanted


def test_graphology_keeps_hostile_texts(tmp_path: Path) -> None:
    kg = load(write_hostile(tmp_path / "hostile"), cached=False)
    for name in ("graphml", "gexf"):
        kg.export(name, tmp_path / f"all.{name}")
    wanted = {iri: one_line(label) for iri, label in _labels(kg).items()}
    for path, found in graphology(tmp_path / "all.graphml", tmp_path / "all.gexf").items():
        read = {node["key"]: one_line(node["attributes"]["label"]) for node in found["nodes"]}
        assert read == wanted, path


@FEW
@given(titles=st.lists(TEXT, min_size=1, max_size=5), name=TEXT)
def test_bibliographies_keep_every_text(titles: list[str], name: str) -> None:
    draft = Draft("Odd", {"id": "odd", "base": "https://example.org/odd/"})
    draft.add("historians", {"id": "p", "name": name})
    for number, title in enumerate(titles):
        draft.add("works", {"id": f"w{number}", "title": title, "creator": "p", "editorialNote": title})
    kg = loaded(draft)
    items = json.loads(kg.export("csljson"))
    wanted = {
        row["w"].value.rpartition("/")[2]: row["t"].value
        for row in kg.sparql("SELECT ?w ?t { ?w dcterms:title ?t ; a hg:Work }")
    }
    assert {item["id"]: item["title"] for item in items} == wanted
    library = bibtexparser.parse_string(kg.export("bibtex").decode())
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == set(wanted)
    assert kg.cite("w0").bibliography


def test_every_format_takes_the_hostile_dataset(tmp_path: Path) -> None:
    kg = load(write_hostile(tmp_path / "hostile"), cached=False)
    for name in FORMATS:
        data = kg.export(name)
        if name not in ("xlsx", "csvw"):
            text = data.decode("utf-8")
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text), name
