"""The rules of the house that no linter knows."""

from __future__ import annotations

import subprocess

from conftest import ROOT
from historiograph.namespaces import context, prefixes

PACKAGE = ROOT / "builders" / "historiograph"


def test_rooms_are_small() -> None:
    long = {
        file.name: count for file in PACKAGE.rglob("*.py") if (count := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_room_for_odds_and_ends() -> None:
    assert not [file for file in PACKAGE.rglob("*.py") if file.stem in {"util", "utils", "helpers", "misc", "common"}]


def test_each_third_party_has_its_home() -> None:
    homes = {
        "pyshacl": {"validation"},
        "pyvis": {"views"},
        "jinja2": {"views", "server"},
        "markdown_it": {"views"},
        "pygments": {"views"},
        "starlette": {"server"},
        "uvicorn": {"server"},
        "networkx": {"network.py", "analysis", "views", "graph.py", "exports"},
        "argparse": {"cli"},
        "yaml_rs": {"loading"},
        "edtf": {"loading"},
        "sentencex": {"sentences.py"},
        "pypdfium2": {"texts"},
        "urllib3": {"store"},
        "citeproc": {"exports"},
        "openpyxl": {"exports", "imports"},
    }
    for library, rooms in homes.items():
        for file in PACKAGE.rglob("*.py"):
            text = file.read_text("utf-8")
            if f"import {library}" in text or f"from {library}" in text:
                assert file.relative_to(PACKAGE).parts[0] in rooms, f"{file} imports {library}"


def test_nothing_that_a_build_makes_is_tracked() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert not [name for name in tracked if name.startswith(("build/", ".venv/")) or "__pycache__" in name]


def test_the_prefix_map_is_that_of_the_context() -> None:
    declared = {name: iri for name, iri in context().items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
    assert prefixes() == {name: iri for name, iri in declared.items() if not name.startswith("@")}
    assert len(prefixes()) > 20
