"""Workbooks: what openpyxl finds in them, that nothing is a formula, and that a dataset comes back whole."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import Workbook, load_workbook

from conftest import MINI
from exchange.debates import ODD, argument_of, debates, loaded
from historiograph.errors import InputError
from historiograph.exports.xlsx import GUIDE, WORDS
from historiograph.graph import KnowledgeGraph
from historiograph.imports import Draft, xlsx

FINGERPRINT = "https://w3id.org/historiograph/ontology#fingerprint"


def _statements(kg: KnowledgeGraph) -> set[str]:
    """Return what was authored, but for fingerprints: they are taken of a text, and no part of a workbook."""
    return {str(quad.triple) for quad in kg.authored if quad.predicate.value != FINGERPRINT}


@pytest.mark.parametrize("dataset", ["mini", "article"])
def test_dataset_comes_back_whole(dataset: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    kg = request.getfixturevalue(dataset)
    kg.export("xlsx", tmp_path / "all.xlsx")
    assert _statements(loaded(xlsx.read(tmp_path / "all.xlsx"))) == _statements(kg)


@settings(
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(draft=debates())
def test_any_dataset_comes_back(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> None:
    kg = loaded(draft)
    file = tmp_path_factory.mktemp("book") / "all.xlsx"
    kg.export("xlsx", file)
    assert argument_of(loaded(xlsx.read(file))) == argument_of(kg)


def test_sheets_by_hand(mini: KnowledgeGraph) -> None:
    book = load_workbook(io.BytesIO(mini.export("xlsx")))
    assert book.sheetnames[0] == GUIDE
    assert book.sheetnames[-1] == WORDS
    stances = book["stances"]
    header = [cell.value for cell in stances[1]]
    assert header[:5] == ["id", "onClaim", "holder", "attitude", "hedge"]
    assert stances.freeze_panes == "B2"
    rows = {row[0]: dict(zip(header, row, strict=True)) for row in stances.iter_rows(min_row=2, values_only=True)}
    thrift = rows["quill-on-thrift-1840"]
    assert (thrift["holder"], thrift["reporter"], thrift["hedge"]) == ("quill", "thorne", "probable")
    assert (thrift["source"], thrift["start"], thrift["end"]) == ("thorne-chronicle", 573, 685)
    claims = {row[0]: row for row in book["claims"].iter_rows(min_row=2, values_only=True)}
    assert "bridge-fell-by-thrift | piers-were-sawn-through" in claims["bridge-fell-by-accident"]
    allowed = {rule.formula1 for rule in stances.data_validations.dataValidation}
    assert any(WORDS in formula for formula in allowed)


def test_nothing_is_a_formula(tmp_path: Path) -> None:
    draft = Draft("=TITLE()", {"id": "odd", "base": "https://example.org/odd/"})
    for number, text in enumerate(ODD):
        draft.add("topics", {"id": f"t{number}", "label": text, "note": f"={text}"})
    book = load_workbook(io.BytesIO(loaded(draft).export("xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    begun = [cell for cell in cells if cell.data_type == "s" and str(cell.value)[:1] in "=+-@"]
    assert len(begun) > len(ODD)
    assert all(cell.quotePrefix for cell in begun)


def test_same_graph_is_the_same_files(tmp_path: Path) -> None:
    formats = ["xlsx", "csvw", "gexf", "graphml", "csv", "aif", "argdown", "bibtex", "csljson"]
    command = (
        "import sys, historiograph as hg\nkg = hg.load(sys.argv[1])\n"
        "for name in sys.argv[3:]: kg.export(name, sys.argv[2] + name + '.one')"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", command, str(MINI), f"{tmp_path}/{seed}-", *formats],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": zone},
        )
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    for name in formats:
        assert (tmp_path / f"1-{name}.one").read_bytes() == (tmp_path / f"2-{name}.one").read_bytes(), name


@pytest.mark.parametrize(
    ("sheet", "cells", "words"),
    [
        ("clams", ["id"], "did you mean 'claims'"),
        ("claims", ["id", "gistt"], "sheet claims, cell B1: there is no key 'gistt'; did you mean 'gist'"),
    ],
)
def test_faults_of_a_workbook_name_sheet_and_cell(sheet: str, cells: list[str], words: str, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = sheet
    book.active.append(cells)
    book.save(tmp_path / "wrong.xlsx")
    with pytest.raises(InputError, match=words):
        xlsx.read(tmp_path / "wrong.xlsx")


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "wrong.xlsx").write_bytes(content)
    with pytest.raises(InputError, match="no Excel workbook"):
        xlsx.read(tmp_path / "wrong.xlsx")


def test_workbook_written_by_hand(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "historians"
    for row in (["id", "name"], ["lee", "Ann Lee"]):
        book.active.append(row)
    claims = book.create_sheet("claims")
    for row in (["id", "label", "gist"], ["zoos-are-good", "Zoos are good", "It is good to keep zoos."]):
        claims.append(row)
    stances = book.create_sheet("stances")
    for row in (["onClaim", "holder", "reporter", "attitude"], ["zoos-are-good", "lee", "lee", "asserts"]):
        stances.append(row)
    book.save(tmp_path / "zoos.xlsx")
    said = argument_of(loaded(xlsx.read(tmp_path / "zoos.xlsx")))
    assert said.stances == {("claim/zoos-are-good", "Ann Lee", "Ann Lee", "asserts")}
