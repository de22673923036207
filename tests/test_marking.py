"""`mark` turns a span of a text into a passage, and puts it where it belongs."""

# ruff: noqa: E501
from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Outcome
from historiograph.authoring.passages import flow, with_passage
from historiograph.authoring.scaffold import new_dataset
from historiograph.authoring.sources import Sources
from historiograph.errors import InputError
from historiograph.finding_passages import Finder, Passage
from historiograph.fingerprints import Words
from historiograph.loading import load_dataset
from historiograph.marking import LONGEST, Book, mark, open_book
from historiograph.phrases import Phrases
from historiograph.texts import Division, TextFile, digest, read_text
from historiograph.texts.layout import divisions_by_headings, paragraph_of
from historiograph.validation import validate

Run = Callable[..., Outcome]
CLAIM = "the-lord-ruined-the-harbour"
WAR = ROOT / "graph_data" / "peloponnesian-war"


@pytest.fixture(scope="module")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scaffold") / "my-debate"
    new_dataset(folder)
    return folder


@pytest.fixture
def debate(scaffold: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scaffold, tmp_path / "my-debate"))


def book(text: str, *divisions: Division) -> Book:
    return Book(TextFile(Path("copy.txt"), "", text), "copy", True, divisions)


# ---- Words


@pytest.mark.parametrize(
    "typed",
    [
        "The river’s “silting” was re-examined in the off­ing.",
        "the river's   silting\nwas reexamined in the offing",
        "The river's ... the offing",
        "THE RIVER'S … OFFING.",
    ],
)
def test_words_are_found_however_they_are_typed(typed: str) -> None:
    text = "No. The river's 'silt-\ning' was re-examined in the oﬃng. Yes."
    found = book(text).find(typed)
    assert text[found.start : found.end] == "The river's 'silt-\ning' was re-examined in the oﬃng."


def test_accents_and_scripts() -> None:
    hebrew = "וַיֹּאמֶר הַמֶּלֶךְ אֶל הָעָם. סוף."
    assert Phrases(hebrew).find("המלך אל") == [(hebrew.index("הַמֶּלֶךְ"), hebrew.index(" הָעָם"))]
    japanese = "昔、日本書紀は歴史書である。終わり。"
    span = book(japanese).find("歴史書である")
    assert japanese[span.start : span.end] == "歴史書である。"
    assert book("Le café fermé¹ est là.").find("cafe ferme").end == 13


def test_words_within_words_are_none() -> None:
    assert Phrases("The artist sells the art.").find("art") == [(21, 25)]
    assert Phrases("The artist is smart.").find("art") == [(4, 7), (16, 20)]


def test_several_places_are_told_and_not_chosen_from() -> None:
    with pytest.raises(InputError, match=r"stand at 2 places(.|\n)*  0-4  Ash\.\n  10-14  Ash\.\Z"):
        book("Ash. Elm. Ash.").find("ash")
    with pytest.raises(InputError, match=r"  0-20 (.|\n)*  5-20"):
        book("Oak, oak and an elm. ").find("oak ... elm")


def test_words_that_are_missing_are_looked_for() -> None:
    text = "One. The merchants of the town had left for Newport long before the sand came. End."
    with pytest.raises(InputError, match=r"do not stand in this text; the likeliest place is\n  5-78  The merchants"):
        book(text).find("The merchants of the town had gone for Newport long before the sand came")
    with pytest.raises(InputError, match=r"the last words do not stand behind the first"):
        book(text).find("sand came ... the merchants")
    with pytest.raises(InputError, match="copy them from it"):
        book(text).find("zebra")
    with pytest.raises(InputError, match="give the words as"):
        book(text).find(" ... ")


def test_a_chapter_is_no_passage() -> None:
    text = "Begin. " + "word " * LONGEST + "Finish."
    with pytest.raises(InputError, match="a passage has at most 10000"):
        book(text).find("begin ... finish")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 99), (-1, 4), (3, 4)])
def test_offsets_that_mean_nothing(start: int, end: int) -> None:
    with pytest.raises(InputError, match=r"is no span|only blank space"):
        book("One two.").at(start, end)


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=80).filter(str.strip), st.data())
def test_any_span_marked_is_located_at_the_same_place(written: str, data: st.DataObject) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", "".join(one for one in written if unicodedata.category(one) != "Cs")) or "a"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    marked = book(text).at(start, end)
    passage = Passage("p", marked.start, marked.end, marked.passage_digest)
    place = Finder(TextFile(Path("c"), "", text), [passage], Words(text)).find(passage)
    assert (place.how, place.start, place.end) == ("exact", start, end)
    if sum(one.isalnum() for one in text[start:end]) > 2:
        assert any(
            first <= start + 9 and end - 9 <= last for first, last in Phrases(text).find(text[start:end]) or [(0, 999)]
        )


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["ash", "elm", "Oak,", "co-\nop", "«fir»", "naïve", "שלום"]), min_size=3, max_size=12),
    st.data(),
)
def test_words_lead_back_to_their_span(words: list[str], data: st.DataObject) -> None:
    text = " ".join(f"{word} {number}" for number, word in enumerate(words))
    first = data.draw(st.integers(0, len(words) - 1))
    span = text.index(f"{words[first]} {first}"), text.index(f" {first}") + 1 + len(str(first))
    found = book(text).find(text[slice(*span)].replace("-\n", "").upper())
    assert (found.start, found.end) == span


def test_line_ends_and_byte_order_marks_count(tmp_path: Path) -> None:
    file = tmp_path / "dos.txt"
    file.write_bytes("\ufeffTitle\r\n\r\nOne line\r\nand another.\r\n\r\nSecond e\u0301te\u0301.\r\n".encode())
    marked = mark(file, "one line and another")
    text = read_text(file).text
    assert text[marked.start : marked.end] == "One line\r\nand another."
    assert marked.start == 10
    assert mark(file, "second été").passage_digest == digest("Second été.")


# ---- Sections, paragraphs


@pytest.mark.parametrize("name", ["the-truest-cause", "the-decree-and-the-man"])
def test_section_and_paragraph_are_what_the_curators_wrote(name: str) -> None:
    sources = Sources([WAR])
    opened = open_book(read_text(WAR / "texts" / f"{name}.txt"), sources)
    written = [
        passage
        for file in sorted(WAR.rglob("*.yaml"))
        for passage in _passages(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader), name)
    ]
    assert len(written) > 50
    for passage in written:
        own = opened.at(passage["start"], passage["end"]).record(name)
        assert {key: own[key] for key in passage} == passage


def _passages(value: object, source: str, default: str = "") -> list[dict[str, int]]:
    if isinstance(value, list):
        return [one for item in value for one in _passages(item, source, default)]
    if not isinstance(value, dict):
        return []
    default = str(value.get("source", default))
    if "passageDigest" in value:
        return [value] if default == source else []
    return [one for item in value.values() for one in _passages(item, source, default)]


def test_a_heading_in_its_section_is_no_paragraph() -> None:
    text = "The Harbour\n\nFirst one.\n\nSecond one."
    assert paragraph_of(text, Division("The Harbour", 0, len(text)), text.index("Second")) == 2
    assert paragraph_of(text, Division("The Harbour", 0, len(text)), 0) is None


def test_sections_are_guessed_from_short_lines() -> None:
    text = "The Title\n\n1. The question\n\nIt is asked.\n\nTwice.\n\nMy answer\n\nIt is given.\n"
    found = divisions_by_headings(text)
    assert [(one.label, text[one.start : one.end]) for one in found] == [
        ("The question", "It is asked.\n\nTwice."),
        ("My answer", "It is given."),
    ]


# ---- YAML: lines as they stand before and after


@pytest.mark.parametrize(
    "value", ["plain", "Was it?", "1. One", "No", "null", "a: b", "12", "# x", "it's", "«Голод»", ""]
)
def test_whatever_a_section_is_called_is_read_back(value: str) -> None:
    assert yaml.safe_load(flow({"section": value, "start": 3})) == {"section": value, "start": 3}


RECORD = {"start": 1, "end": 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s:\n  - a: 1  # one\n", "s:\n  - a: 1  # one\n    passage: {start: 1, end: 2}\n"),
        ("s: [{a: 1}]\n", "s: [{a: 1, passage: {start: 1, end: 2}}]\n"),
        ("s:\n  - a: >-\n      long\n      text\n\n  # next\n", "s:\n  - a: >-\n      long\n      text\n    passage: {start: 1, end: 2}\n\n  # next\n"),
        ("s:\n- holder: x\n  # why\n  editorialNote: y\n", "s:\n- holder: x\n  passage: {start: 1, end: 2}\n  # why\n  editorialNote: y\n"),
        ("s:\n  - passage: {start: 5}  # old\n", "s:\n  - passage:  # old\n      - {start: 5}\n      - {start: 1, end: 2}\n"),
        ("s:\n  - passage:\n      - {start: 5}\n    note: z\n", "s:\n  - passage:\n      - {start: 5}\n      - {start: 1, end: 2}\n    note: z\n"),
        ("s:\n  - passage: [{start: 5}]\n", "s:\n  - passage: [{start: 5}, {start: 1, end: 2}]\n"),
        ("s:\n  - passage:\n      start: 5\n      end: 6\n    b: 1\n", "s:\n  - passage:\n      - start: 5\n        end: 6\n      - {start: 1, end: 2}\n    b: 1\n"),
        ("s:\r\n  - a: 1\r\n", "s:\r\n  - a: 1\r\n    passage: {start: 1, end: 2}\r\n"),
        ("\ufeffs:\n  - a: 1", "\ufeffs:\n  - a: 1\n    passage: {start: 1, end: 2}"),
        ("s: {a: 1}\n", "s: {a: 1, passage: {start: 1, end: 2}}\n"),
    ],
)  # fmt: skip
def test_a_passage_is_put_in_and_all_else_stays(before: str, after: str) -> None:
    assert with_passage(before, ("s", 0), RECORD) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s:\n  - passage: {start: 5}  # old\n    b: 1\n", "s:\n  - passage: {start: 1, end: 2}  # old\n    b: 1\n"),
        ("s:\n  - passage:\n      - {start: 5}\n      - {start: 7}\n    b: 1\n", "s:\n  - passage: {start: 1, end: 2}\n    b: 1\n"),
        ("s:\n  - passage:\n      start: 5\n\n  - c: 1\n", "s:\n  - passage: {start: 1, end: 2}\n\n  - c: 1\n"),
    ],
)  # fmt: skip
def test_a_passage_is_put_in_the_place_of_others(before: str, after: str) -> None:
    assert with_passage(before, ("s", 0), RECORD, replace=True) == after


def test_what_cannot_be_changed_for_certain_is_left_to_its_author() -> None:
    with pytest.raises(InputError, match=r"only you can change; put into it: passage: \{start: 1, end: 2\}"):
        with_passage("x: &x {a: 1}\ns: [*x]\n", ("s", 0), RECORD)


# ---- The command


def test_a_scaffold_with_a_passage_more_passes_its_checks(run: Run, debate: Path) -> None:
    article = debate / "texts" / "article.txt"
    file = debate / "claims" / "loss-of-the-harbour.yaml"
    before = file.read_text("utf-8").splitlines()
    words = ("--words", "By 1740 ... Sandholm")
    shown = run(
        "mark",
        "--text",
        article,
        "--data",
        debate,
        "--claim",
        CLAIM,
        "--holder",
        "ahlgren",
        *words,
        "--add",
        "--dry-run",
    )
    assert shown.status == 0
    assert file.read_text("utf-8").splitlines() == before
    done = run("mark", "--text", article, "--data", debate, "--claim", CLAIM, "--holder", "ahlgren", *words, "--add")
    assert done.status == 0, done.err
    after = file.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        line[1:] for line in shown.out.splitlines() if line[0] == "+"
    ][1:]
    assert "brought up to date" in done.err
    assert validate(load_dataset([debate]), [article]).findings == ()
    located = run("locate", CLAIM, "--text", article, "--data", debate)
    assert located.status == 0
    assert "exact" in located.out


def test_a_stance_without_a_passage_gets_one(run: Run, debate: Path) -> None:
    file = debate / "claims" / "loss-of-the-harbour.yaml"
    text = file.read_text("utf-8")
    line = next(line for line in text.splitlines() if "start: 775" in line)
    file.write_text(text.replace(line + "\n", ""), "utf-8")
    article = debate / "texts" / "article.txt"
    done = run(
        "mark", "--text", article, "--data", debate, "--claim", CLAIM, "--holder", "ahlgren", "--offsets", "775-822"
    )
    assert done.status == 0, done.err
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("record", "file", "span"),
    [
        ("rolls-show-departure", "claims/loss-of-the-harbour.yaml", "471-582"),
        ("membership/berg--naturalists--ahlgren", "schools.yaml", "91-261"),
    ],
)
def test_any_record_without_a_passage_gets_one(run: Run, debate: Path, record: str, file: str, span: str) -> None:
    written = debate / file
    text = written.read_text("utf-8")
    (line,) = (line for line in text.splitlines() if f"start: {span.partition('-')[0]}," in line)
    written.write_text(text.replace(line + "\n", ""), "utf-8")
    article = debate / "texts" / "article.txt"
    done = run("mark", "--text", article, "--data", debate, "--record", record, "--offsets", span)
    assert done.status == 0, done.err
    assert written.read_text("utf-8") == text


def test_of_several_stances_that_of_the_marked_text_is_meant(run: Run, debate: Path) -> None:
    (debate / "texts" / "other.txt").write_text("The lord did it, says everybody.\n", "utf-8")
    declared = ("--work", "berg-river-and-sea", "-o", debate / "other.yaml")
    assert run("mark", "--text", debate / "texts" / "other.txt", "--data", debate, *declared).status == 0
    (debate / "claims" / "other.yaml").write_text(
        f"reporter: berg\nsource: other\nstances:\n  - onClaim: {CLAIM}\n    holder: berg\n    attitude: asserts\n",
        "utf-8",
    )
    goal = ("--claim", CLAIM, "--words", "The lord did it")
    done = run("mark", "--text", debate / "texts" / "other.txt", "--data", debate, *goal)
    assert done.status == 0, done.err
    assert "other.yaml: written into the stance of berg on 'the-lord-ruined-the-harbour'" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--words", "berg"], "stand at 2 places"),
        (["--offsets", "1200"], "write two numbers"),
        ([], "say which span"),
        (["--words", "x", "--offsets", "1-2"], "not allowed with"),
        (["--offsets", "1-5", "--claim", "no-such"], "there is no claim 'no-such'"),
        (["--offsets", "1-5", "--claim", CLAIM], "has 2 stances; say whose"),
        (["--offsets", "1-5", "--claim", CLAIM, "--holder", "nobody"], "no such stance"),
        (["--offsets", "1-5", "--claim", CLAIM, "--holder", "ahlgren"], "--add puts this one beside it"),
        (
            ["--offsets", "1-5", "--claim", CLAIM, "--stance", "50"],
            f"the stance of ahlgren on '{CLAIM}' has a passage",
        ),
        (["--offsets", "1-5", "--add"], "name it: --claim or --record"),
        (["--offsets", "1-5", "--holder", "berg"], "name the claim with --claim"),
        (["--offsets", "1-5", "--record", "soundings-show-sandd"], "did you mean"),
        (["--offsets", "1-5", "--record", "soundings-show-sand"], "'move/soundings-show-sand' has a passage"),
        (["--offsets", "1-5", "--record", CLAIM], "there is no record with passages"),
        (["--work", "w", "--claim", CLAIM], "declare the text with --work first"),
        (["--work", "w"], "declares this text already"),
    ],
)
def test_what_is_wrong_is_said(run: Run, scaffold: Path, words: list[str], told: str) -> None:
    outcome = run("mark", "--text", scaffold / "texts" / "article.txt", "--data", scaffold, *words)
    assert (outcome.status, outcome.out) == (2, "")
    assert told in outcome.err


def test_a_claim_is_written_only_where_it_is_asked_for(run: Run, scaffold: Path) -> None:
    outcome = run("mark", "--text", scaffold / "texts" / "article.txt", "--offsets", "1-5", "--claim", CLAIM)
    assert "name its folder with --data" in outcome.err


def test_another_copy_is_refused(run: Run, debate: Path) -> None:
    article = debate / "texts" / "article.txt"
    article.write_text(article.read_text("utf-8") + "\n", "utf-8")
    outcome = run("mark", "--text", article, "--data", debate, "--offsets", "1-5")
    assert "point into another copy of article.txt" in outcome.err


def test_a_new_text_is_declared_and_then_marked(run: Run, debate: Path, tmp_path: Path) -> None:
    new = tmp_path / "reply.txt"
    new.write_text("A Reply\n\nThe toll\n\nTolls were never halved.\n\nThe sand\n\nNobody measured it.\n", "utf-8")
    arguments = ("mark", "--text", new, "--data", debate)
    printed = run(*arguments, "--words", "tolls were never halved")
    assert yaml.safe_load(printed.out)["passage"]["section"] == "The toll"
    refused = run(*arguments, "--words", "tolls", "--claim", CLAIM, "--holder", "ahlgren", "--add")
    assert "declare it first: historiograph mark" in refused.err
    assert run(*arguments, "--work", "ahlgren-why-sandholm", "-o", debate / "reply.yaml").status == 0
    again = run(*arguments, "--work", "ahlgren-why-sandholm", "-o", debate / "reply.yaml")
    assert "declares this text already" in again.err
    done = run(*arguments, "--words", "nobody measured it", "--claim", CLAIM, "--holder", "ahlgren", "--add")
    assert done.status == 0, done.err
    assert "source: reply, section: The sand, paragraph: 1" in done.out
    assert validate(load_dataset([debate]), [new]).conforms


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("\n\nnewport\n3\n3.1-3.2\n", "By 1740 no ship of any size came to Sandholm. Old Berg put it down to nature."),
        ("9\n3.99\n3.2-3.1\n3.1\n", "By 1740 no ship of any size came to Sandholm."),
        ("4-4\n", "My answer"),
        ("zebra\nq\n", None),
        ("", None),
    ],
)
def test_a_span_is_chosen_on_a_terminal(
    run: Run, scaffold: Path, monkeypatch: pytest.MonkeyPatch, typed: str, span: str | None
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    article = scaffold / "texts" / "article.txt"
    outcome = run("mark", "--text", article, "--data", scaffold)
    assert outcome.status == 0
    assert ("passage:" in outcome.out) == (span is not None)
    if span is not None:
        assert yaml.safe_load(outcome.out)["passage"]["passageDigest"] == digest(span)


def test_a_stance_is_chosen_on_a_terminal(run: Run, scaffold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("7\n2\n"))
    article = scaffold / "texts" / "article.txt"
    outcome = run(
        "mark", "--text", article, "--data", scaffold, "--claim", CLAIM, "--offsets", "31-40", "--replace", "--dry-run"
    )
    assert outcome.status == 0, outcome.err
    assert "-        passage: {section: My answer, start: 775" in outcome.out
