"""Gists that repeat each other, and words that are those of a source text."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MINI
from historiograph.findings import Finding
from historiograph.loading import load_dataset
from historiograph.validation import validate
from historiograph.validation.copying import RUN
from historiograph.validation.repeats import LIKENESS, content_words, near_repeats

HEAD = "reporter: thorne\nsource: thorne-chronicle\n"
STANCE = "stances: {holder: pell, attitude: asserts, passage: {section: The fall, start: 211, end: 324, passageDigest: c61e96c47777170b7b1c4245e0d5a750fc55f8de7402b3c463f9c14e26b5fecc}}"  # fmt: skip # noqa: E501
COPIED = "told the inquest that nobody could have foreseen such a flood"


def findings(tmp_path: Path, body: str, *texts: Path) -> list[Finding]:
    (tmp_path / "more.yaml").write_text(HEAD + body, "utf-8")
    return list(validate(load_dataset([MINI, tmp_path / "more.yaml"]), texts).findings)


def claim(slug: str, gist: str) -> str:
    return f"- {{id: {slug}, label: {slug}, gist: '{gist}', about: thrift, {STANCE}}}\n"


# --- Repeats ---------------------------------------------------------------------------------------------------


def test_a_gist_that_nearly_repeats_another_is_told_once(tmp_path: Path) -> None:
    body = "claims:\n" + claim("poor-lime", "The lime of the bridge was poor and cracked in the second winter.")
    body += claim("bad-lime", "In the second winter the lime of that bridge cracked, which was poor.")
    (found,) = findings(tmp_path, body)
    assert (found.code, found.severity, found.line) == ("gists-nearly-repeat", "info", 4)
    assert "100%" in found.message
    assert "claim bad-lime" in found.message
    assert "claim poor-lime" in found.message


def test_a_denial_is_no_repeat_for_want_of_one_word(tmp_path: Path) -> None:
    body = "claims:\n" + claim("poor-lime", "The lime was poor.") + claim("good-lime", "The lime was not poor.")
    assert findings(tmp_path, body) == []


def test_words_that_turn_a_sentence_round_count() -> None:
    assert content_words("Not the state, nor its Party: no one.") == {"not", "state", "nor", "party", "no", "one"}


@given(st.dictionaries(st.text("abcd", min_size=1), st.frozensets(st.sampled_from("pqrstuvwxyz"), max_size=9)))
def test_the_filter_misses_no_pair(words_of: dict[str, frozenset[str]]) -> None:
    alike = {
        (one, other)
        for one, other in combinations(sorted(words_of), 2)
        if (either := words_of[one] | words_of[other])
        and len(words_of[one] & words_of[other]) / len(either) >= float(LIKENESS)
    }
    found = list(near_repeats(words_of))
    assert {(one, other) for one, other, _ in found} == alike
    assert len(found) == len(alike)


# --- Copying ---------------------------------------------------------------------------------------------------


def test_a_run_of_nine_words_of_a_text_at_hand(tmp_path: Path) -> None:
    body = "claims:\n" + claim("unforeseen", f"Pell, as we read, {COPIED}.")
    assert findings(tmp_path, body) == []
    (found,) = findings(tmp_path, body, MINI / "texts")
    assert (found.code, found.severity, found.line) == ("copied-words", "violation", 4)
    assert 'word 5 on, "told the inquest ..."' in found.message
    assert "chronicle.txt" in found.message


@pytest.mark.parametrize("key", ["label", "altLabel", "definition", "scopeNote", "note", "editorialNote"])
def test_every_text_of_a_record_is_compared(tmp_path: Path, key: str) -> None:
    label = "" if key == "label" else "label: masonry, "
    found = findings(tmp_path, f"topics:\n- {{id: masonry, {label}{key}: {COPIED}}}\n", MINI / "texts")
    assert [finding.code for finding in found] == ["copied-words"]


def test_case_and_punctuation_hide_nothing_and_eight_words_are_free(tmp_path: Path) -> None:
    words = COPIED.upper().split()
    for count, expected in ((RUN, ["copied-words"]), (RUN - 1, [])):
        note = "; ".join(words[:count])
        found = findings(tmp_path, f'topics:\n- {{id: masonry, label: masonry, note: "{note}"}}\n', MINI / "texts")
        assert [finding.code for finding in found] == expected


def test_titles_are_facts(tmp_path: Path) -> None:
    body = f"works:\n- {{id: w, title: {COPIED}, creator: pell}}\n"
    assert findings(tmp_path, body, MINI / "texts") == []


def test_another_copy_of_the_text_serves_as_well(tmp_path: Path) -> None:
    copy = tmp_path / "texts" / "chronicle.txt"
    copy.parent.mkdir()
    shutil.copyfile(MINI / "texts" / "chronicle.txt", copy)
    copy.write_text(copy.read_text("utf-8") + "Another edition.\n", "utf-8")
    found = findings(tmp_path, f"topics:\n- {{id: masonry, label: masonry, note: {COPIED}}}\n", copy)
    assert sorted(finding.code for finding in found) == ["copied-words", "text-differs"]
