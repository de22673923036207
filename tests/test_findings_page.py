"""Every code is explained, by examples that are what they are said to be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINI, ROOT, Outcome
from findings_page import PAGE, Case, of_files, of_lints, of_shapes, page
from historiograph.loading import load_dataset

LOADER = list(of_files())


def test_the_page_is_as_its_fixtures_make_it() -> None:
    assert PAGE.read_text("utf-8") == page(), "make it anew: PYTHONPATH=builders:tests python -m findings_page"


@pytest.mark.parametrize("case", LOADER, ids=lambda case: case.code)
def test_what_is_wrong_is_found_and_what_is_right_is_not(tmp_path: Path, case: Case) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(case.wrong, "utf-8")
    assert {one.code for one in load_dataset([MINI, file]).report.findings} == {case.code}
    file.write_text(case.right, "utf-8")
    assert load_dataset([MINI, file]).report.findings == ()


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('topics:\n  - id: a\n    label: "a\n    note: "b"\n', 3, "is opened here and not closed", "Close it"),
        ("topics:\n  - id: a\n    label:masonry\n", 3, "has no space behind it", "`label: masonry`"),
        ("topics:\n  - id: a\n    label: a: b\n", 3, "mapping", "a colon inside unquoted text"),
    ],
)
def test_broken_yaml_is_told_where_it_broke(tmp_path: Path, text: str, line: int, message: str, hint: str) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(text, "utf-8")
    (found,) = load_dataset([MINI, file]).report.findings
    assert (found.code, found.line) == ("yaml-syntax", line)
    assert message in found.message
    assert hint in found.hint


def test_what_an_unread_file_defines_is_not_missed(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "mini")
    people = tmp_path / "mini" / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("name: Ada Thorne", 'name: "Ada Thorne'), "utf-8")
    assert [one.code for one in load_dataset([tmp_path / "mini"]).report.findings] == ["yaml-syntax"]


def test_examples_of_shapes_and_lints_have_a_right_one() -> None:
    without = {case.code for case in (*of_shapes(), *of_lints()) if not case.right}
    made_by_commands_or_in_rdf = {"broader-across-kinds", "fingerprint-without-passage", "passage-without-fingerprint"}
    assert {code for code in without if "Shape" not in code} == made_by_commands_or_in_rdf
    assert len(without) <= 12, without


def test_every_code_of_the_loader_and_the_checks_is_explained() -> None:
    text = PAGE.read_text("utf-8")
    for room in ("loading", "validation"):
        for file in sorted((ROOT / "builders" / "historiograph" / room).glob("*.py")):
            source = file.read_text("utf-8")
            codes = re.findall(r'\b(?:fault|Finding)\(\s*"([a-z-]+)",', source) + re.findall(
                r'yield "([a-z-]+)",', source
            )
            for code in codes:
                assert f"### {code}\n" in text or f"`{code}`" in text, f"{file.name}: {code}"


def test_check_explains_a_code(run: Callable[..., Outcome]) -> None:
    told = run("check", "--explain", "unknown-key")
    assert told.status == 0
    assert told.out.startswith("### unknown-key")
    assert "scopeNote: Of bridges only." in told.out
    assert "Wrong" in told.out
    assert "###" not in told.out[3:]
    unknown = run("check", "--explain", "unknown-keys")
    assert unknown.status == 2
    assert "unknown-key" in unknown.err
