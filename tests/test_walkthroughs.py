"""Pages that are followed to the letter, command by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from walkthrough import BLOCK, walk

AGAIN = "run: python tests/walkthrough.py docs/tutorial.md"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)


def wrong(page: str) -> dict[str, str]:
    """Return the commands that do not show what the page says, with what they show."""
    return {step.command: step.real for step in list(walk(page)) if not step.true}


def test_the_tutorial() -> None:
    page = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    assert page.count("\n$ historiograph ") > 30
    assert wrong(page) == {}, AGAIN
    assert Path("public/index.html").is_file()
    assert "Why did the Roman empire fall in the west?" in Path("fall-of-rome.html").read_text("utf-8")


def test_the_page_on_working_together() -> None:
    """What the page tells to change in words is changed between its blocks."""
    blocks = list(BLOCK.finditer((ROOT / "docs" / "together.md").read_text("utf-8")))
    begin, changes, merged, agreed = (block[0] for block in blocks if block["info"] == "console")
    (addition,) = (block["body"] for block in blocks if block["info"] == "yaml")

    def change(file: str, before: str, after: str) -> None:
        content = Path(file).read_text("utf-8")
        assert content.count(before) == 1
        Path(file).write_text(content.replace(before, after), "utf-8")

    assert wrong(begin) == {}
    change("mine/claims/loss-of-the-harbour.yaml", "attitude: doubts", "attitude: denies")
    change("hers/claims/loss-of-the-harbour.yaml", "attitude: doubts", "attitude: entertains")
    change("hers/people.yaml", "\n# A voice", f"{addition}\n# A voice")
    assert wrong(changes) == {}
    assert wrong(merged) == {}
    change(
        "mine/claims/loss-of-the-harbour.yaml", "attitude: denies\n        hedge", "attitude: entertains\n        hedge"
    )
    assert wrong(agreed) == {}
    assert "  # Her review of 1999 is the latest word.\n  - id: dahl\n" in Path("ours/people.yaml").read_text("utf-8")
