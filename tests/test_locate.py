"""`locate` finds a passage again in whatever copy the reader has, and says how sure it is."""

from __future__ import annotations

import json
import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINI, Outcome
from historiograph.errors import InputError
from historiograph.finding_passages import Finder, Passage
from historiograph.fingerprints import Fingerprint, Words, fingerprint
from historiograph.graph import KnowledgeGraph, load
from historiograph.loading import load_dataset
from historiograph.locate import fingerprints, locate
from historiograph.texts import MAX_BYTES, TextFile, digest
from historiograph.validation import validate

Run = Callable[..., Outcome]
CHRONICLE = MINI / "texts" / "chronicle.txt"
TEXT = CHRONICLE.read_text("utf-8")
CLAIM = "bridge-fell-by-thrift"


@pytest.fixture(scope="module")
def marked(mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with the fingerprints of its text."""
    folder = tmp_path_factory.mktemp("marked") / "mini"
    shutil.copytree(MINI, folder)
    source, made, wrong = fingerprints(mini, CHRONICLE)
    assert wrong == []
    lines = [f"source: {source.rsplit('/', 1)[1]}", "fingerprints:"]
    lines += [f"  {start}-{end}: {mark}" for (start, end), mark in made.items()]
    (folder / "fingerprints.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(marked: Path) -> KnowledgeGraph:
    return load(marked, cached=False)


def damaged(text: str, share: float, seed: int = 1) -> str:
    """Put a wrong letter, none or two in the place of some, as a scanner does."""
    chance = random.Random(seed)  # noqa: S311
    return "".join(
        chance.choice(("", "c", "rn", "1", "i", letter * 2))
        if not letter.isspace() and chance.random() < share
        else letter
        for letter in text
    )


def hyphenated(text: str, width: int = 38) -> str:
    """Set a text in narrow lines and break words at their ends."""
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > width and len(word) > 6 and word.isalpha():
            lines.append(f"{line} {word[:4]}-".strip())
            line = word[4:]
        elif len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def prose(words: int, seed: int) -> str:
    """Return a text of our own: sentences of varied length over a vocabulary as uneven as that of a language."""
    chance = random.Random(seed)  # noqa: S311
    syllables = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "or", "el", "is")]
    own = ["".join(chance.choice(syllables) for _ in range(chance.randint(1, 4))) for _ in range(2500)]
    common = re.findall(r"\w+", "the of and to in a that was by it had not for as their with on which from were")
    made: list[str] = []
    while len(made) < words:
        length = chance.randint(8, 34)
        sentence = [
            chance.choice(common) if chance.random() < 0.45 else own[int(2500 * chance.random() ** 2)]
            for _ in range(length)
        ]
        made += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + chance.choice((".", ".", ";", "?"))]
    return " ".join(made)


def spans_of(text: str, least: int = 8) -> list[tuple[int, int]]:
    found = [found.span() for found in re.finditer(r"\S[^.;?]*[.;?]", text)]
    return [(start, end) for start, end in found if len(text[start:end].split()) >= least]


def recovered(original: str, copy: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how many passages were found in a copy at all, and how many of those at another place than they are."""
    marks = [str(fingerprint(original[start:end])) for start, end in spans]
    passages = [
        Passage(f"p{index}", start, end, digest(original[start:end]), mark)
        for index, ((start, end), mark) in enumerate(zip(spans, marks, strict=True))
    ]
    finder = Finder(TextFile(Path("copy.txt"), "", copy), passages, Words(copy))
    found = wrong = 0
    for passage in passages:
        located = finder.find(passage)
        if located.found:
            found += 1
            # The same share of the text lies before it, give or take three per cent and two lines.
            expected = passage.start * len(copy) / len(original)
            wrong += abs(located.start - expected) > 160 + 0.03 * len(copy)
    return found, wrong


# --- Where it is ---------------------------------------------------------------------------------------------


def test_in_the_same_copy_every_passage_is_exact(graph: KnowledgeGraph) -> None:
    reading = locate(graph, CLAIM, CHRONICLE)
    assert reading.same_copy
    assert {one.place.how for one in reading.passages} == {"exact"}
    assert {record.kind for one in reading.passages for record in one.records} >= {
        "Stance",
        "Rebuttal",
        "Qualification",
    }


def test_what_stands_later_in_the_copy_is_moved(graph: KnowledgeGraph, tmp_path: Path) -> None:
    copy = tmp_path / "chronicle.txt"
    copy.write_text("A preface by another hand.\n\n" + TEXT, "utf-8")
    reading = locate(graph, CLAIM, copy)
    assert (reading.same_copy, reading.known_by) == (False, "name")
    for one in reading.passages:
        assert one.place.how == "moved"
        assert one.place.confidence == 1
        assert (one.place.start, one.place.end) == (one.place.passage.start + 28, one.place.passage.end + 28)


@pytest.mark.parametrize(
    "change",
    [
        hyphenated,
        lambda text: text.replace("'", "’").replace(", ", " , ").replace("—", "--"),
        lambda text: text.upper(),
        lambda text: text.replace("\n", "\r\n").replace(" ", "  "),
        lambda text: damaged(text, 0.01),
        lambda text: damaged(text, 0.03),
        lambda text: damaged(hyphenated(text), 0.02),
        lambda text: re.sub(r"([a-z]\.) ", r"\g<1>12 ", text),
    ],
    ids=["line-ends", "signs", "capitals", "spaces", "1 %", "3 %", "both", "footnotes"],
)
def test_a_changed_copy_under_another_name_is_recognised_and_searched(
    graph: KnowledgeGraph, tmp_path: Path, change: Callable[[str], str]
) -> None:
    copy = tmp_path / "scan.txt"
    copy.write_text(change(TEXT), "utf-8")
    reading = locate(graph, CLAIM, copy)
    assert reading.known_by == "fingerprints"
    for one in reading.passages:
        assert one.place.found, one.place.why
        assert abs(one.place.start - one.place.passage.start * len(reading.text.text) / len(TEXT)) < 60


def test_spelling_and_punctuation_do_not_count() -> None:
    british = "He analysed the centre's labour programme: organisation, defence, travelling—and ‘well-known’ dialogue."
    american = 'He analyzed the center\'s labor program, organization, defense, traveling -- and "well-\nknown" dialog!'
    assert fingerprint(british) == fingerprint(american)
    assert fingerprint("the ﬁrst thesis²") == fingerprint("The first thesis")
    assert fingerprint("collecti\u00advisation") == fingerprint("collectivization")
    assert fingerprint("1929-1941").words == fingerprint("1929–1941").words == 2


@pytest.mark.parametrize(("share", "least"), [(0.0, 1.0), (0.01, 0.99), (0.03, 0.95), (0.05, 0.85)])
def test_share_found_again_by_damage(share: float, least: float) -> None:
    original = prose(6000, seed=7)
    copy = damaged(hyphenated("A leaf of advertisements. " * 20 + original, 60), share, seed=11)
    spans = spans_of(original)[::3]
    found, wrong = recovered(original, copy, spans)
    assert found >= least * len(spans), (found, len(spans))
    assert wrong <= 0.01 * len(spans)


def test_a_few_words_are_found_with_the_help_of_their_neighbours() -> None:
    original = prose(6000, seed=7)
    copy = damaged(original, 0.01, seed=3).replace(", ", " ")
    start, end = spans_of(original, 20)[40]
    short = original.find(" ", start) + 1
    words = original[short:end].split()[:5]
    span = (short, short + len(" ".join(words)))
    alone = Words(copy).find(fingerprint(original[slice(*span)]))
    assert alone is None or alone.confidence < 0.5
    spans = sorted([*spans_of(original), span])
    passages = [Passage(f"p{a}-{b}", a, b, "", str(fingerprint(original[a:b]))) for a, b in spans]
    finder = Finder(TextFile(Path("copy.txt"), "", copy), passages, Words(copy))
    located = finder.find(next(one for one in passages if (one.start, one.end) == span))
    assert located.found
    assert located.confidence < 0.99


def test_a_page_head_in_the_midst_of_a_passage_does_no_harm() -> None:
    original = prose(2000, seed=5)
    start, end = next((a, b) for a, b in spans_of(original, 30))
    middle = original.find(" ", (start + end) // 2)
    copy = original[:middle] + "\n\n214\n\nTHE NIGHT OF THE BRIDGE\n\n" + original[middle:]
    match = Words(copy).find(fingerprint(original[start:end]))
    assert match is not None
    assert match.confidence > 0.95
    assert (match.start, match.end) == (start, end + len(copy) - len(original))


# --- Where it is not -----------------------------------------------------------------------------------------


def test_in_an_unrelated_text_nothing_is_found() -> None:
    original, other = prose(4000, seed=7), prose(20000, seed=8)
    spans = spans_of(original, 3)
    words = Words(other)
    confident = [
        match for a, b in spans if (match := words.find(fingerprint(original[a:b]))) and match.confidence >= 0.5
    ]
    assert len(spans) > 150
    assert confident == []


def test_what_stands_twice_is_not_certain() -> None:
    text = prose(1000, seed=5)
    start, end = spans_of(text, 15)[3]
    match = Words(text + " " + text).find(fingerprint(text[start:end]))
    assert match is not None
    assert match.confidence <= 0.5


def test_an_unrelated_text_is_refused_in_one_line(run: Run, marked: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(prose(3000, seed=9), "utf-8")
    shown = run("locate", CLAIM, "--text", other, "--data", marked)
    assert (shown.status, shown.out) == (2, "")
    assert "like none of them" in shown.err
    assert shown.err.count("\n") == 1


def test_a_passage_cut_from_the_copy_is_not_found(run: Run, marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chronicle.txt"
    copy.write_text(TEXT[:573] + TEXT[686:], "utf-8")
    shown = run("locate", CLAIM, "--text", copy, "--data", marked)
    assert shown.status == 1
    assert "not found" in shown.out
    assert "moved" in shown.out


# --- What a fingerprint gives away ---------------------------------------------------------------------------


def test_a_fingerprint_is_short_and_holds_no_word() -> None:
    text = prose(3000, seed=2)
    for start, end in spans_of(text, 1):
        mark = str(fingerprint(text[start:end]))
        assert re.fullmatch(r"v1-\d+-[0-9a-f]{0,11}-[0-9a-f]{0,11}", mark)
        assert Fingerprint.parse(mark) == fingerprint(text[start:end])


def test_each_next_word_remains_one_of_hundreds() -> None:
    """The attack that matters: the first word is guessed, and a dictionary is tried for the next."""
    dictionary = sorted(set(re.findall(r"[a-z]+", prose(40000, seed=4))))
    passage = f"{dictionary[10]} {dictionary[200]} {dictionary[300]}"
    wanted = fingerprint(passage).head
    fitting = [word for word in dictionary if fingerprint(f"{dictionary[10]} {word}").head == wanted[0]]
    assert dictionary[200] in fitting
    assert len(fitting) > len(dictionary) / 32
    assert len(fitting) > 50


@given(st.text(max_size=200))
def test_no_text_breaks_a_fingerprint(text: str) -> None:
    mark = fingerprint(text)
    assert Fingerprint.parse(str(mark)) == mark
    assert len(mark.head) + len(mark.tail) == min(22, max(0, mark.words - 1))


@given(st.text(min_size=1, max_size=300), st.data())
def test_any_span_of_any_text_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        span = text[start:end]
        passage = Passage("p", start, end, digest(span), str(fingerprint(span)))
    except UnicodeEncodeError:
        return  # half a surrogate pair is in no file
    located = Finder(TextFile(Path("copy.txt"), "", text), [passage], Words(text)).find(passage)
    assert (located.how, located.start, located.end) == ("exact", start, end)


@settings(max_examples=30)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=30, max_size=60, unique=True), st.data())
def test_any_words_are_found_by_their_fingerprint(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 12))
    last = data.draw(st.integers(first + 12, len(words)))
    before, span = " ".join(words[:first]), " ".join(words[first:last])
    match = Words(" ".join(words)).find(fingerprint(span))
    assert match is not None
    assert match.start == (len(before) + 1 if before else 0)
    assert match.end == match.start + len(span)


# --- The commands --------------------------------------------------------------------------------------------


def test_the_command_shows_claim_and_text(run: Run, marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("locate", CLAIM, "--text", CHRONICLE, "--data", marked)
    assert shown.status == 0
    assert "another edition" not in shown.out
    for part in (
        "too little stone",
        "the piers were too thin",
        "saved on the stone.",
        "Quill asserts (probable)",
        "exact",
    ):
        assert part in " ".join(shown.out.split()), part
    assert "as Ada Thorne reports" in shown.out or "Thorne reports" in shown.out
    monkeypatch.setenv("COLUMNS", "120")
    from historiograph.cli.main import main

    assert main(["locate", CLAIM, "--text", str(CHRONICLE), "--data", str(marked)]) == 0


def test_columns_stand_side_by_side_on_a_wide_terminal(
    marked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from historiograph.cli.main import main

    for columns, wide in (("120", True), ("70", False)):
        monkeypatch.setenv("COLUMNS", columns)
        assert main(["locate", CLAIM, "--text", str(CHRONICLE), "--data", str(marked)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert any("Pell bought" in line and "Bennet Quill held" in line for line in lines) is wide
        assert max(map(len, lines)) <= int(columns)


def test_another_copy_is_said_at_once_and_how_sure_each_place_is(run: Run, marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "scan.txt"
    copy.write_text(damaged(hyphenated(TEXT), 0.01), "utf-8")
    shown = run("locate", CLAIM, "--text", copy, "--data", marked)
    assert shown.status == 0
    assert "This copy is not the one" in shown.out[:200]
    assert re.search(r"by fingerprint, \d\d % sure: \d+ of \d+ marks", " ".join(shown.out.split()))


def test_json_has_places_and_no_text(run: Run, marked: Path) -> None:
    shown = run("locate", CLAIM, "--text", CHRONICLE, "--data", marked, "--format", "json")
    told = json.loads(shown.out)
    assert told["sameCopy"] is True
    assert told["label"].startswith("The bridge fell because")
    assert "saved on the stone. His" not in shown.out
    for one in told["passages"]:
        assert one["how"] == "exact"
        assert one["end"] > one["start"]
        assert one["records"]


def test_the_reader_s_file_cannot_steer_the_terminal(run: Run, marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chronicle.txt"
    copy.write_text(TEXT.replace("probably fell", "prob\x1b[2Jably\u202e fell"), "utf-8")
    shown = run("locate", CLAIM, "--text", copy, "--data", marked)
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out


def test_the_name_of_a_claim_may_be_misspelt(run: Run, marked: Path) -> None:
    shown = run("locate", "bridge-fell-by-thift", "--text", CHRONICLE, "--data", marked)
    assert shown.status == 2
    assert "did you mean" in shown.err


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("binary.txt", bytes(range(256)) * 40, "not UTF-8"),
        ("zeros.txt", bytes(4000), "no plain text"),
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n\n", "no text"),
        ("signs.txt", b"... --- ...", "like none"),
        ("huge.txt", b"word and word " * (50 * 1024 * 1024 // 14), "larger than"),
        ("hyphen.txt", b"word-" + b"\n " * 1_000_000, "like none"),
        ("one-word.txt", b"a" * 2_000_000, "like none"),
    ],
)
@pytest.mark.parametrize("command", ["locate", "fingerprint"])
def test_hostile_files_get_one_message_and_are_quick(
    run: Run, marked: Path, tmp_path: Path, command: str, name: str, content: bytes, part: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    began = time.monotonic()
    words = ("locate", CLAIM) if command == "locate" else ("fingerprint",)
    shown = run(*words, "--text", file, "--data", marked)
    assert time.monotonic() - began < 10
    assert (shown.status, shown.out) == (2, "")
    assert part in shown.err or command == "fingerprint"
    assert shown.err.count("\n") == 1
    assert MAX_BYTES < 50 * 1024 * 1024


def test_a_folder_and_a_missing_file_are_told(run: Run, marked: Path, tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "nowhere.txt"):
        shown = run("locate", CLAIM, "--text", file, "--data", marked)
        assert (shown.status, shown.out) == (2, "")
        assert str(file) in shown.err


def test_the_command_writes_what_the_loader_reads(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mini"
    shutil.copytree(MINI, folder)
    shown = run("fingerprint", "--text", CHRONICLE, "--data", folder)
    file = folder / "fingerprints" / "chronicle.yaml"
    assert run("fingerprint", "--text", CHRONICLE, "--data", folder, "-o", file).status == 0
    assert file.read_text("utf-8") == shown.out
    dataset = load_dataset([folder])
    assert validate(dataset, [CHRONICLE]).findings == ()
    graphs = {quad.graph_name for quad in dataset.quads if quad.predicate.value.endswith("#fingerprint")}
    assert graphs == {dataset.graph("thorne-chronicle")}
    assert run("fingerprint", "--text", CHRONICLE, "--data", folder).out == shown.out


def test_fingerprints_are_taken_from_the_recorded_copy_alone(mini: KnowledgeGraph, tmp_path: Path) -> None:
    copy = tmp_path / "chronicle.txt"
    copy.write_text(TEXT + "\n", "utf-8")
    with pytest.raises(InputError, match="SHA-256"):
        fingerprints(mini, copy)


def test_a_passage_that_is_not_what_was_marked_gets_none(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mini"
    shutil.copytree(MINI, folder)
    claims = folder / "claims.yaml"
    claims.write_text(claims.read_text("utf-8").replace("start: 1248,", "start: 1249,"), "utf-8")
    shown = run("fingerprint", "--text", CHRONICLE, "--data", folder)
    assert shown.status == 1
    assert "  1249-1341" not in shown.out
    assert "characters 1249 to 1341" in shown.err


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("source: thorne-chronicle\nfingerprints: [v1-2-a-]\n", "wrong-value"),
        ("source: thorne-chronicle\nfingerprints: {here: v1-2-a-}\n", "wrong-value"),
        ("source: thorne-chronicle\nfingerprints: {115-210: 12}\n", "wrong-value"),
        ("fingerprints: {115-210: v1-2-a-}\n", "no-source"),
        ("source: nobody\nfingerprints: {115-210: v1-2-a-}\n", "unknown-reference"),
        ("source: thorne-chronicle\nfingerprint: {115-210: v1-2-a-}\n", "unknown-section"),
    ],
)
def test_a_wrong_section_is_told_with_its_line(tmp_path: Path, section: str, code: str) -> None:
    file = tmp_path / "marks.yaml"
    file.write_text(section, "utf-8")
    found = [finding for finding in load_dataset([MINI, file]).report.findings if finding.severity == "violation"]
    assert code in {finding.code for finding in found}
    assert all(finding.file == str(file) and finding.line for finding in found)
