"""Documentation that would fail to be true fails here."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

import pytest

from conftest import ROOT, Outcome
from historiograph.cli.main import COMMANDS
from historiograph.loading.sections import SECTIONS
from historiograph.version import __version__

README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"^\$ (historiograph .+)\n((?:(?!\$ |```).*\n)*)", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command[:60] for command, _ in SHOWN])
def test_the_readme_shows_real_output(run: Callable[..., Outcome], command: str, output: str) -> None:
    shown = run(*shlex.split(command)[1:])
    assert shown.status == 0, shown.err
    assert output.strip(), f"put into the README:\n{shown.out}"
    assert output.strip() == shown.out.strip()


def test_the_readme_shows_something() -> None:
    assert len(SHOWN) >= 3
    assert (ROOT / "docs" / "images" / "debate.png").stat().st_size > 20_000


def test_links_lead_somewhere() -> None:
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{file}: {target}"


def test_every_section_is_explained() -> None:
    text = (ROOT / "docs" / "authoring.md").read_text("utf-8")
    assert [name for name in SECTIONS if f"`{name}`" not in text] == []


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in COMMANDS if name not in README] == []


def test_one_version_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)[0] == __version__
    assert re.search(rf"^version: {re.escape(__version__)}$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert f"/ontology/{__version__}>" in (ROOT / "ontology" / "historiograph.ttl").read_text("utf-8")
