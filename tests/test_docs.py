"""Documentation that would fail to be true fails here."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

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


def test_the_page_on_working_together_is_followed_to_the_letter(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "together.md").read_text("utf-8")
    begin, changes, merged, agreed = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (addition,) = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    claims = Path("claims") / "loss-of-the-harbour.yaml"

    def follow(block: str) -> None:
        for command, output in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            words = shlex.split(command)
            if words[0] == "cp":
                shutil.copytree(words[2], words[3])
            else:
                shown = run(*words[1:])
                assert words[1] == "new" or shown.out + shown.err == output, command

    def change(folder: str, before: str, after: str) -> None:
        file = Path(folder) / claims
        content = file.read_text("utf-8")
        assert content.count(before) == 1
        file.write_text(content.replace(before, after), "utf-8")

    follow(begin)
    change("mine", "attitude: doubts", "attitude: denies")
    change("hers", "attitude: doubts", "attitude: entertains")
    people = Path("hers") / "people.yaml"
    people.write_text(people.read_text("utf-8").replace("\n# A voice", f"{addition}\n# A voice", 1), "utf-8")
    follow(changes)
    follow(merged)
    change("mine", "attitude: denies\n        hedge", "attitude: entertains\n        hedge")
    follow(agreed)
    assert "  # Her review of 1999 is the latest word.\n  - id: dahl\n" in Path("ours/people.yaml").read_text("utf-8")
