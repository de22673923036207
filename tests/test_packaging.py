"""A wheel carries ontology, data and questions, and works far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

OTHERS = ("ontology", "graph_data", "queries", "docs")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--disable-pip-version-check",
            "-w",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_resource_and_no_other(wheel: Path) -> None:
    inside = {
        name.removeprefix("historiograph/_resources/")
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith("historiograph/_resources/")
    }
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *OTHERS], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert inside == set(tracked.stdout.split())


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("historiograph/")}
    tracked = subprocess.run(
        ["git", "ls-files", "builders/historiograph"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert {name.removeprefix("builders/") for name in tracked.stdout.split()} <= inside


def test_the_wheel_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--disable-pip-version-check",
            "--target",
            str(tmp_path / "site"),
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "import historiograph, historiograph.views; from historiograph.resources import resource_root\n"
        "from historiograph.cli.main import main\n"
        "print(resource_root())\n"
        "sys.exit(main(['ask', 'schools', '--format', 'csv']) or main(['view', 'overview', '-o', 'o.html']))"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert shown.stdout.startswith(str(tmp_path / "site" / "historiograph" / "_resources"))
    assert "school/totalitarian-school" in shown.stdout
    assert (tmp_path / "o.html").stat().st_size > 100_000
