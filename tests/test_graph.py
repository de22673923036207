"""The Python face, as the documentation promises it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import networkx
import pandas
import pytest

import historiograph as hg
from conftest import MINI, ROOT
from historiograph.errors import AmbiguousNameError, InputError, NotFoundError
from historiograph.graph import KnowledgeGraph


def test_exported_members_are_what_is_promised() -> None:
    assert sorted(hg.__all__) == hg.__all__
    assert all(getattr(hg, name) is not None for name in hg.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = hg.nothing


def test_importing_the_package_opens_nothing() -> None:
    code = (
        "import sys, builtins, socket\n"
        "import historiograph\n"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in "
        "{'pyoxigraph', 'rdflib', 'networkx', 'pyvis', 'yaml', 'json', 'argparse'}))"
    )
    shown = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"sys_path = {str(ROOT / 'builders')!r}\nimport sys; sys.path.insert(0, sys_path)\n" + code,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout.strip() == "[]"


def test_ask_by_name_and_keyword(kg: KnowledgeGraph) -> None:
    frame = kg.ask("who-answers", debate="origins-of-the-terror").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["answer", "holder", "attitude", "hedge", "givenUp", "reporter"]
    assert len(frame) == len(kg.ask("who-answers", debate="Origins-of-the-Terror"))


def test_a_missing_parameter_says_what_it_wants(kg: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match=r"needs `debate`.*for example origins-of-the-terror"):
        kg.ask("who-answers")


def test_numbers_become_numbers_in_pandas(kg: KnowledgeGraph) -> None:
    frame = kg.ask("debates").to_pandas()
    assert frame["answers"].dtype.kind == "i"
    assert int(frame["answers"].sum()) > 60


def test_rows_iterate_as_mappings(kg: KnowledgeGraph) -> None:
    rows = list(kg.sparql("SELECT ?s ?n { ?s a hg:School ; skos:prefLabel ?n } ORDER BY ?n"))
    assert {"s", "n"} == set(rows[0])
    assert str(kg.sparql("ASK { ?s a hg:School }")).split() == ["answer", "──────", "true"]


def test_a_construct_gives_three_columns(kg: KnowledgeGraph) -> None:
    found = kg.sparql("CONSTRUCT { ?a hg:rebuts ?b } WHERE { ?a hg:rebuts ?b }")
    assert found.columns == ("subject", "predicate", "object")
    assert len(found) > 10


def test_find_by_alternative_names_of_a_school(kg: KnowledgeGraph) -> None:
    school = kg.find("new cohort", "School")
    assert school.endswith("/school/social-historians")
    with pytest.raises(AmbiguousNameError, match="may mean more than one school; say which") as caught:
        kg.find("revisionists", "School")
    assert set(caught.value.choices) == {"school/revisionists-on-discontinuity", "school/social-historians"}


def test_find_proposes_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="there is no agent 'Fitzpatrik'; did you mean 'fitzpatrick'"):
        kg.find("Fitzpatrik", "Agent")


def test_network_is_a_networkx_graph(kg: KnowledgeGraph) -> None:
    graph = kg.network()
    assert isinstance(graph, networkx.MultiDiGraph)
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    assert {"historian", "school", "debate", "claim", "evidence"} <= {kind.lower() for kind in kinds}


def test_export_returns_and_writes(kg: KnowledgeGraph, tmp_path: Path) -> None:
    data = kg.export("trig", tmp_path / "deep" / "graph.trig")
    assert (tmp_path / "deep" / "graph.trig").read_bytes() == data
    with pytest.raises(NotFoundError, match="did you mean 'turtle'"):
        kg.export("turtel")


def test_a_kept_store_is_used_until_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import shutil

    monkeypatch.setenv("HISTORIOGRAPH_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "mini"
    shutil.copytree(MINI, data)
    first = hg.load(data)
    assert first.ask("debates").rows == hg.load(data).ask("debates").rows
    file = data / "people.yaml"
    file.write_text(file.read_text("utf-8") + "\n# changed\n", "utf-8")
    os.utime(file, ns=(1, 1))
    import historiograph.loading.dataset as loader

    called = []
    real = loader.load_dataset
    monkeypatch.setattr(loader, "load_dataset", lambda places: called.append(places) or real(places))
    hg.load(data)
    hg.load(data)
    assert len(called) == 1
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("HISTORIOGRAPH_CACHE", str(tmp_path / "file" / "cache"))
    assert len(hg.load(MINI).ask("debates")) == 1


def test_it_says_why_it_cannot_be_pickled(kg: KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match="load it again"):
        pickle.dumps(kg)


def test_it_shows_itself_in_a_notebook(kg: KnowledgeGraph) -> None:
    assert "quads" in kg._repr_html_()
    assert kg.ask("debates")._repr_html_().startswith("<table><thead><tr><th>debate</th>")
