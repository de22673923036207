"""GraphML, GEXF and the node and edge tables, as NetworkX, igraph, graphology and a CSVW reader find them."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from conftest import Outcome
from exchange.programs import graphology
from historiograph.exports import files_of
from historiograph.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def files(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("networks")
    for name in ("graphml", "gexf"):
        kg.export(name, folder / f"all.{name}")
    return {name: folder / f"all.{name}" for name in ("graphml", "gexf")}


@pytest.fixture(scope="module")
def network(kg: KnowledgeGraph) -> nx.MultiDiGraph:
    return kg.network()


@pytest.fixture(scope="module")
def by_graphology(files: dict[str, Path]) -> dict[str, Any]:
    found = graphology(*files.values())
    return {name: found[str(path)] for name, path in files.items()}


def _edges(network: nx.MultiDiGraph) -> Counter[tuple[str, str, str]]:
    return Counter((a, b, relation) for a, b, relation in network.edges(data="relation"))


def test_networkx_reads_the_same_graphml(files: dict[str, Path], network: nx.MultiDiGraph) -> None:
    read = nx.read_graphml(files["graphml"], force_multigraph=True)
    assert dict(read.nodes("label")) == dict(network.nodes("label"))
    assert _edges(read) == _edges(network)
    assert {type(one) for *_, one in read.edges(data="explicit")} == {bool}
    assert {type(one) for _, one in read.nodes("earliestYear") if one is not None} == {int}
    assert {type(one) for _, one in read.nodes("x")} == {float}


def test_networkx_reads_the_same_gexf(files: dict[str, Path], network: nx.MultiDiGraph) -> None:
    read = nx.read_gexf(files["gexf"])
    assert dict(read.nodes("label")) == dict(network.nodes("label"))
    assert _edges(read) == _edges(network)
    assert all(one["viz"]["position"].keys() == {"x", "y", "z"} for _, one in read.nodes(data=True))


def test_igraph_reads_the_same_graphml(files: dict[str, Path], network: nx.MultiDiGraph) -> None:
    read = igraph.Graph.Read_GraphML(str(files["graphml"]))
    assert dict(zip(read.vs["id"], read.vs["kind"], strict=True)) == dict(network.nodes("kind"))
    names = read.vs["id"]
    found = Counter((names[edge.source], names[edge.target], edge["relation"]) for edge in read.es)
    assert found == _edges(network)
    assert read.is_directed()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graphology_reads_the_same(by_graphology: dict[str, Any], network: nx.MultiDiGraph, name: str) -> None:
    read = by_graphology[name]
    assert {node["key"]: node["attributes"]["label"] for node in read["nodes"]} == dict(network.nodes("label"))
    found = Counter((edge["source"], edge["target"], edge["attributes"]["relation"]) for edge in read["edges"])
    assert found == _edges(network)
    assert all({"x", "y", "size", "color"} <= node["attributes"].keys() for node in read["nodes"])


def test_nodes_lie_apart_and_look_like_what_they_are(by_graphology: dict[str, Any]) -> None:
    nodes = [node["attributes"] for node in by_graphology["gexf"]["nodes"]]
    places = {(node["x"], node["y"]) for node in nodes}
    assert len(places) > 0.98 * len(nodes)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert {node["shape"] for node in nodes} == {"disc", "square", "triangle", "diamond"}
    colors = {(node["kind"], node["color"]) for node in nodes if node["kind"] in ("historian", "school", "inference")}
    assert len(colors) == len({color for _, color in colors}) == 3


def test_mini_by_hand(mini: KnowledgeGraph, tmp_path: Path) -> None:
    mini.export("graphml", tmp_path / "mini.graphml")
    read = nx.read_graphml(tmp_path / "mini.graphml", force_multigraph=True)
    kinds = Counter(kind for _, kind in read.nodes("kind"))
    assert (kinds["claim"], kinds["estimate"], kinds["analogy"], kinds["inference"]) == (9, 2, 1, 3)
    assert (kinds["historian"], kinds["actor"], kinds["unnamed-party"], kinds["evidence"]) == (2, 1, 1, 4)
    claim = read.nodes["https://example.org/mini/claim/nineteen-in-the-register"]
    assert (claim["label"], claim["pointValue"]) == ("Nineteen dead in the parish register", 19.0)
    thrift = "https://example.org/mini/claim/bridge-fell-by-thrift"
    quill = "https://example.org/mini/agent/quill"
    assert sorted(one["relation"] for one in read[quill][thrift].values()) == ["asserts", "doubts"]


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_tables_hold_the_network(kg: KnowledgeGraph, network: nx.MultiDiGraph) -> None:
    files = files_of(kg, "csv")
    nodes, edges = _rows(files["nodes.csv"]), _rows(files["edges.csv"])
    assert {row["Id"]: row["Label"] for row in nodes} == dict(network.nodes("label"))
    assert Counter((row["Source"], row["Target"], row["relation"]) for row in edges) == _edges(network)
    assert {row["Type"] for row in edges} == {"Directed"}
    one_table = _rows(kg.export("csv"))
    assert [row["Id"] for row in one_table] == [row["Id"] for row in edges]
    assert {row["TargetLabel"] for row in one_table} <= {row["Label"] for row in nodes}


def test_neo4j_tables_have_its_headers(mini: KnowledgeGraph) -> None:
    files = files_of(mini, "csv")
    nodes, edges = _rows(files["neo4j/nodes.csv"]), _rows(files["neo4j/relationships.csv"])
    assert {"iri:ID", ":LABEL", "label", "pointValue:double", "earliestYear:long"} <= nodes[0].keys()
    assert {":START_ID", ":END_ID", ":TYPE", "explicit:boolean"} <= edges[0].keys()
    assert {"UnnamedParty", "Claim", "Historian"} <= {row[":LABEL"] for row in nodes}
    assert {"BEARS_ON", "ASSERTS", "INCOMPATIBLE_WITH"} <= {row[":TYPE"] for row in edges}
    ids = {row["iri:ID"] for row in nodes}
    assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= ids


@pytest.mark.parametrize("format", ["csv", "csvw"])
def test_csvw_reader_finds_no_fault(mini: KnowledgeGraph, format: str, tmp_path: Path) -> None:
    from csvw import TableGroup

    mini.export(format, tmp_path / "tables")
    group = TableGroup.from_file(tmp_path / "tables" / "csv-metadata.json")
    rows = {table.url.string: list(table) for table in group.tables}
    assert all(rows.values())
    group.check_referential_integrity()
    if format == "csvw":
        thrift = next(row for row in rows["claims.csv"] if row["id"] == "bridge-fell-by-accident")
        assert thrift["incompatibleWith"] == ["bridge-fell-by-thrift", "piers-were-sawn-through"]
        assert {type(row["start"]) for row in rows["stances.csv"]} == {int}


def test_command_writes_file_folder_and_archive(run: Callable[..., Outcome], tmp_path: Path) -> None:
    data = ("--data", Path(__file__).parents[1] / "fixtures" / "mini")
    assert run("export", "csv", *data, "-o", tmp_path / "edges.csv").status == 0
    assert run("export", "csv", *data, "-o", tmp_path / "folder").status == 0
    assert run("export", "csv", *data, "-o", tmp_path / "all.zip").status == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    in_folder = {
        path.relative_to(tmp_path / "folder").as_posix(): path.read_bytes()
        for path in (tmp_path / "folder").rglob("*")
        if path.is_file()
    }
    assert content == in_folder
    assert sorted(content) == [
        "csv-metadata.json",
        "edges.csv",
        "neo4j/nodes.csv",
        "neo4j/relationships.csv",
        "nodes.csv",
    ]
    assert (tmp_path / "edges.csv").read_text("utf-8").startswith("Source,Target,Type,Id,Label,")
    blocked = run("export", "csv", *data, "-o", tmp_path / "edges.csv" / "x")
    assert (blocked.status, "Traceback" in blocked.err) == (2, False)
