"""The tutorial, followed to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from walkthrough import walk


def test_it_shows_what_its_commands_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    steps = list(walk((ROOT / "docs" / "tutorial.md").read_text("utf-8")))
    assert len(steps) > 30
    wrong = {step.command: step.real for step in steps if not step.true}
    assert wrong == {}, "run: python tests/walkthrough.py docs/tutorial.md"
    assert (tmp_path / "public" / "index.html").is_file()
    assert "Why did the Roman empire fall in the west?" in (tmp_path / "fall-of-rome.html").read_text("utf-8")
