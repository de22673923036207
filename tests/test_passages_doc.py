"""docs/passages.md is followed to the letter: each command in turn, each answer as it stands there."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Outcome
from containers import article_as_epub, article_as_pdf
from historiograph.authoring.scaffold import new_dataset
from test_marking import Terminal

TEXT = (ROOT / "docs" / "passages.md").read_text("utf-8")
SHOWN = re.findall(r"^\$ historiograph (mark .+)\n((?:(?!\$ |```).*\n)*)", TEXT.replace("\\\n", ""), re.MULTILINE)


def test_the_page_is_true(run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new_dataset(Path("my-debate"))
    article = Path("my-debate/texts/article.txt").read_text("utf-8")
    Path("article.pdf").write_bytes(article_as_pdf(article))
    Path("article.epub").write_bytes(article_as_epub(article))
    assert len(SHOWN) >= 7
    for command, answer in SHOWN:
        typed = re.findall(r"^(?:mark> )(.*)$", answer, re.MULTILINE)
        monkeypatch.setattr(sys, "stdin", Terminal("\n".join(typed) + "\n") if typed else sys.__stdin__)
        outcome = run(*shlex.split(command))
        told = re.sub(r"^mark> .*$", "mark> ", answer, flags=re.MULTILINE) if typed else answer
        assert _words(outcome.err + outcome.out) == _words(told), command


def _words(text: str) -> list[str]:
    """Return the words of an answer: a terminal shows what goes to its two outputs, and who types, by turns."""
    return sorted(text.split())
