"""Every lint returns a row for the fixture of its name and for nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from historiograph.loading import load_dataset
from historiograph.validation import validate

HERE = Path(__file__).parent
MINI = HERE / "fixtures" / "mini"
LINTS = sorted((HERE.parent / "ontology" / "lints").glob("*.rq"))
FIXTURES = sorted((HERE / "shapes" / "lints").iterdir())

HEADER = re.compile(
    r"# title: (?P<title>[A-Z].+[^.])\n"
    r"# severity: (?P<severity>warning|info|violation)\n"
    r"# message: (?P<message>\{focus\}: .+\.)\n"
    r"# hint: (?P<hint>[A-Z].+\.)\n"
    r"\n"
)


def test_each_lint_has_a_fixture_and_each_fixture_a_lint() -> None:
    assert sorted(file.stem for file in FIXTURES) == sorted(file.stem for file in LINTS)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_fixture_trips_its_lint_alone(file: Path) -> None:
    (header,) = HEADER.finditer((HERE.parent / "ontology" / "lints" / f"{file.stem}.rq").read_text("utf-8"))
    findings = validate(load_dataset([MINI, file])).findings
    assert {finding.code for finding in findings} == {file.stem}
    assert {finding.severity for finding in findings} == {header["severity"]}
    assert all(finding.file for finding in findings)
    assert not [finding.message for finding in findings if re.search(r"[{}]", finding.message)]


@pytest.mark.parametrize("file", LINTS, ids=lambda file: file.stem)
def test_lint_has_its_header_and_names_the_variables_of_its_message(file: Path) -> None:
    query = file.read_text("utf-8")
    header = HEADER.match(query)
    assert header
    answer = ox.Store().query(query, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    assert set(re.findall(r"\{(\w+)\}", header["message"])) <= {variable.value for variable in answer.variables}


@pytest.mark.parametrize("file", LINTS, ids=lambda file: file.stem)
def test_lint_finds_nothing_in_nothing(file: Path) -> None:
    answer = ox.Store().query(file.read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    assert list(answer) == []
