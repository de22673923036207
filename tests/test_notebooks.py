"""The notebooks: stripped in git, run from first to last cell, and shown as pages that fetch nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

NOTEBOOKS = ROOT / "notebooks"
NAMES = ("tour", "sparql", "who-is-a-revisionist", "analysis", "your-own-debate", "into-other-tools")
FIGURE = re.compile(r"<figure>.*?<svg.*?</svg>.*?<figcaption>(.+?)</figcaption></figure>", re.DOTALL)
FETCHED = re.compile(
    r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=["']?(?!data:|#)[^\s>]+|@import|url\(["']?http"""
)
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)s?\b")


def cells(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]
    return found


def test_the_list_is_whole() -> None:
    assert sorted(file.stem for file in NOTEBOOKS.glob("*.ipynb")) == sorted(NAMES)
    readme = (NOTEBOOKS / "README.md").read_text("utf-8")
    navigation = (NOTEBOOKS / "essay" / "index.html.j2").read_text("utf-8")
    for name in NAMES:
        assert f"({name}.ipynb)" in readme
        assert f"'{name}'" in navigation


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_what_was_written(name: str) -> None:
    whole = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))
    assert whole["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in whole["cells"]:
        assert set(cell["metadata"]) <= {"tags", "jupyter"}
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_in_prose_can_go_stale(name: str) -> None:
    """Prose outside of code has years and figures' numbers; every count is made in a cell."""
    for cell in cells(name):
        if cell["cell_type"] == "markdown":
            prose = re.sub(r"`[^`]*`|Figure \d|SPARQL 1\.1|RDF 1\.1|W3C", "", YEAR.sub("", "".join(cell["source"])))
            assert not re.search(r"\d", prose), prose


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_reads(name: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "nbconvert", "--config", "essay/nbconvert.json", "--execute"),
            *("--output-dir", str(tmp_path), f"{name}.ipynb"),
        ],
        cwd=NOTEBOOKS,
        env={**os.environ, "PYTHONPATH": str(ROOT / "builders"), "JUPYTER_PLATFORM_DIRS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    page = (tmp_path / f"{name}.html").read_text("utf-8")
    outside = re.sub(r'srcdoc="[^"]*"', "", page)  # views are pages of their own, and have tests of their own
    assert not FETCHED.findall(outside)
    assert "output_stderr" not in outside  # a warning is an error
    assert str(ROOT) not in outside
    captions = FIGURE.findall(outside)
    assert captions
    assert [re.match(r"Figure (\d+)\. ", caption)[1] for caption in captions] == [  # type: ignore[index]
        str(number + 1) for number in range(len(captions))
    ]
    tags = [tag for cell in cells(name) for tag in cell["metadata"].get("tags", ())]
    assert outside.count('<details class="answer">') == tags.count("answer")
    assert outside.count('<details class="code">') == tags.count("figure") == len(captions)
    assert "prose" in tags
    assert outside.count('<span class="n">say</span>') == 1  # where it is imported
