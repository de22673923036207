"""The command line as a stranger meets it: results on standard output, one clear message on error, no traceback."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINI, ROOT, Outcome
from historiograph.cli.main import COMMANDS
from historiograph.graph import KnowledgeGraph

Run = Callable[..., Outcome]


def test_without_words_it_explains_itself(run: Run) -> None:
    shown = run()
    assert shown.status == 0
    assert all(name in shown.out for name in COMMANDS)
    assert run("--version").out.startswith("historiograph 0.")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(run: Run, command: str) -> None:
    shown = run(command, "--help")
    assert shown.status == 0
    assert f"historiograph {command}" in shown.out
    assert "example" in shown.out


def test_a_misspelt_command_proposes_the_nearest(run: Run) -> None:
    shown = run("chek")
    assert (shown.status, shown.out) == (2, "")
    assert "did you mean 'check'?" in shown.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("ask", "who-anwsers"), "did you mean 'who-answers'"),
        (("ask", "who-answers"), "needs `debate`"),
        (("ask", "who-answers", "--debat", "x"), "did you mean 'debate'"),
        (("ask", "who-answers", "--debate", "origins of terror"), "did you mean"),
        (("ask", "debates", "extra"), "one word too many"),
        (("sparql", "SELECT ?x {\n ?x a hg:Claim FILTR(1)\n}"), "line 2, column"),
        (("sparql", "@nowhere.rq"), "nowhere.rq: No such file"),
        (("sparql", "ASK {}", "--timeout", "0"), "--timeout"),
        (("sparql", "SELECT * {}", "--format", "turtle"), "is for CONSTRUCT"),
        (("view", "debat"), "did you mean 'debate'"),
        (("view", "debate", "--focus", "origins of the terorr"), "did you mean"),
        (("export", "turtel"), "did you mean 'turtle'"),
        (("export", "turtle", "-o", "README.md/x.ttl"), "cannot be written"),
        (("build", "-o", "README.md/x"), "cannot be written"),
        (("check", "--data", "nowhere/"), "nowhere: no such file or folder"),
        (("ask", "debates", "--data", "http://127.0.0.1:1/sparql"), "nothing answers there"),
        (("coverage", "--text", "nowhere.txt"), "nowhere.txt: No such file"),
        (("check", "--text", "nowhere.txt"), "nowhere.txt: no such file"),
        (("coverage", "--text", "README.md"), "no source text of this graph"),
    ],
)
def test_bad_input_gets_one_clear_message(run: Run, words: tuple[str, ...], part: str) -> None:
    shown = run(*words)
    assert shown.status == 2
    assert part in shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_data_that_does_not_conform_is_status_1_everywhere(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("debates:\n\t- x\n", "utf-8")
    for words in (("check",), ("ask", "debates"), ("export", "turtle"), ("build", "-o", tmp_path / "out")):
        shown = run(*words, "--data", tmp_path)
        assert shown.status == 1, words
        assert "dataset.yaml:2:1: violation[tab]" in shown.out + shown.err
    assert not (tmp_path / "out").exists()


def test_check_formats(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(
        "dataset: {id: t, base: https://example.org/t/, title: T}\ndebates:\n- {id: d, label: Why?}\n", "utf-8"
    )
    shown = run("check", "--data", tmp_path, "--format", "json")
    (finding,) = json.loads(shown.out)
    assert shown.status == 0
    assert set(finding) == {"file", "line", "column", "severity", "code", "message", "hint", "subject"}
    assert (finding["code"], finding["severity"], finding["line"]) == (
        "debate-with-fewer-than-two-answers",
        "warning",
        3,
    )
    assert run("check", "--data", tmp_path, "--strict").status == 1
    assert run("check", "--data", tmp_path, "--format", "github").out.startswith("::warning file=")


def test_check_against_the_readers_text(run: Run, tmp_path: Path) -> None:
    text = MINI / "texts"
    assert run("check", "--data", MINI, "--text", text).status == 0
    (file,) = text.glob("*.txt")
    other = tmp_path / file.name
    other.write_text(file.read_text("utf-8") + "!", "utf-8")
    shown = run("check", "--data", MINI, "--text", other)
    assert "warning[text-differs]" in shown.out


def test_a_wrong_passage_digest_is_found_when_the_text_is_at_hand(run: Run, tmp_path: Path) -> None:
    import re
    import shutil

    shutil.copytree(MINI, tmp_path / "mini")
    claims = tmp_path / "mini" / "claims.yaml"
    text = claims.read_text("utf-8")
    whole = "".join(file.read_text("utf-8") for file in MINI.glob("*.yaml"))
    digest = next(one for one in re.finditer(r"[0-9a-f]{64}", text) if whole.count(one[0]) == 1)
    claims.write_text(text.replace(digest[0], "ab" * 32), "utf-8")
    assert run("check", "--data", tmp_path / "mini").status == 0
    shown = run("check", "--data", tmp_path / "mini", "--text", MINI / "texts")
    assert shown.status == 1
    assert "violation[passage-digest]" in shown.out
    line = text[: digest.start()].count("\n") + 1
    assert f"claims.yaml:{line}:" in shown.out


def test_answers_in_every_form(run: Run) -> None:
    words = ("ask", "who-answers", "--debate", "origins-of-the-terror")
    table = run(*words)
    assert table.out.startswith("answer")
    rows = list(csv.reader(io.StringIO(run(*words, "--format", "csv").out)))
    document = json.loads(run(*words, "--format", "json").out)
    assert document["head"]["vars"] == rows[0] == ["answer", "holder", "attitude", "hedge", "givenUp", "reporter"]
    assert len(document["results"]["bindings"]) == len(rows) - 1 >= 4
    assert run(*words, "--format", "tsv").out.startswith("?answer\t?holder\t")
    assert run(*words, "--format", "markdown").out.startswith("| answer | holder |")
    assert f"{len(rows) - 1} rows" in table.err


def test_a_thing_may_be_named_by_slug_label_or_iri(run: Run) -> None:
    answers = {
        run("ask", "own-and-ascribed", "--agent", name, "--format", "csv").out
        for name in ("getty", "J. Arch Getty", "j. arch getty", "https://w3id.org/historiograph/stalinism/agent/getty")
    }
    assert len(answers) == 1
    assert "https://w3id.org/historiograph/stalinism/claim/" in answers.pop()


NO_ROWS = {"parts-that-exceed-the-whole": "in neither text is a figure for a part greater than one for its whole"}
"""Questions whose true answer is none, with the reason; toy figures in test_across_texts.py get rows from them."""


def test_every_question_answers_its_own_example(run: Run) -> None:
    from historiograph.queries import catalogue

    for name, asked in catalogue().items():
        words = [word for blank in asked.parameters for word in (f"--{blank.name}", blank.example)]
        shown = run("ask", name, *words, "--format", "csv")
        assert shown.status == 0, (name, shown.err)
        assert shown.out.split("\r\n")[0] == ",".join(asked.columns), name
        answered = shown.out.count("\r\n") > 1
        assert answered is (name not in NO_ROWS), f"{name}: {NO_ROWS.get(name, 'the example has no rows')}"


def test_the_list_of_questions_names_them_all(run: Run) -> None:
    shown = run("ask")
    names = [file.stem for file in (ROOT / "queries").glob("*.rq")]
    assert len(names) >= 15
    assert all(f"  {name}" in shown.out for name in names)


def test_sparql_forms(run: Run) -> None:
    assert run("sparql", "ASK { ?s hg:rebuts ?o }").out == "true\n"
    assert json.loads(run("sparql", "ASK { ?s hg:rebuts ?o }", "--format", "json").out)["boolean"] is True
    turtle = run("sparql", "CONSTRUCT { ?s hg:rebuts ?o } WHERE { ?s hg:rebuts ?o }").out
    assert turtle.startswith("@prefix ")
    assert "hg:rebuts claim:" in turtle
    lines = run("sparql", "DESCRIBE <https://w3id.org/historiograph/stalinism/agent/getty>", "--format", "ntriples").out
    assert '"J. Arch Getty"' in lines
    assert "1 row shown, there are more" in run("sparql", "SELECT ?c { ?c a hg:Claim }", "--limit", "1").err


def test_an_export_can_be_loaded_again(run: Run, tmp_path: Path) -> None:
    whole = run("ask", "debates", "--format", "csv").out
    for form, suffix in (("turtle", "ttl"), ("nquads", "nq"), ("jsonld", "jsonld")):
        file = tmp_path / f"graph.{suffix}"
        assert run("export", form, "-o", file).status == 0
        assert run("ask", "debates", "--data", file, "--format", "csv").out == whole


def test_nothing_is_left_behind_when_writing_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    assert run("export", "turtle", "-o", tmp_path / "taken").status == 2
    (tmp_path / "file").write_text("x", "utf-8")
    assert run("export", "turtle", "-o", tmp_path / "file" / "x.ttl").status == 2
    assert run("build", "-o", tmp_path / "file").status == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "taken"]


def test_a_build_replaces_only_its_own_folders(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "graph").mkdir(parents=True)
    (out / "graph" / "old.ttl").write_text("old", "utf-8")
    (out / "mine.txt").write_text("mine", "utf-8")
    shown = run("build", "-o", out, "--data", MINI)
    assert shown.status == 0, shown.err
    assert sorted(file.name for file in (out / "graph").iterdir()) == [
        "layout.json",
        *(f"mini.{suffix}" for suffix in ("jsonld", "nq", "nt", "rdf", "trig", "ttl")),
    ]
    assert (out / "mine.txt").read_text("utf-8") == "mine"
    assert sorted(one.name for one in out.iterdir()) == ["graph", "mine.txt", "site"]
    assert str(out / "site" / "index.html") in shown.out
    first = {file: file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}
    assert run("build", "-o", out, "--data", MINI).status == 0
    assert first == {file: file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}


def test_questions_import_nothing_heavy() -> None:
    code = (
        "import sys; from historiograph.cli.main import main; main(['ask', 'debates']);"
        "heavy = {'rdflib', 'pandas', 'networkx', 'pyvis', 'pyshacl', 'numpy', 'yaml', 'jinja2', 'orjson', 'json'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "builders", check=True, capture_output=True)
    again = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "builders", check=True, capture_output=True, text=True
    )
    assert again.stderr.splitlines()[-1] == "[]"


def test_names_in_any_script_survive_a_plain_locale() -> None:
    query = ascii('SELECT ("Земсков 斯大林" AS ?name) {}')
    shown = subprocess.run(
        [sys.executable, "-c", f"from historiograph.cli.main import main; main(['sparql', {query}])"],
        cwd=ROOT / "builders",
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HISTORIOGRAPH_CACHE": "off"},
        check=True,
        capture_output=True,
    )
    assert "Земсков 斯大林" in shown.stdout.decode("utf-8")


def test_a_reader_who_stops_reading_is_no_error() -> None:
    command = f'"{sys.executable}" -m historiograph export ntriples | head -n 1'
    shown = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT / "builders",
        check=False,
        capture_output=True,
        text=True,
    )
    assert shown.stderr == ""
    assert shown.returncode == 0


def test_a_question_whose_reader_has_gone_ends_in_peace() -> None:
    command = f"{sys.executable} -m historiograph ask debates --data {MINI} | head -c 1"
    shown = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT / "builders", capture_output=True, check=False
    )
    assert (shown.returncode, len(shown.stdout)) == (0, 1)
    assert b"Traceback" not in shown.stderr


def test_a_question_leaves_its_exit_status_and_all_of_its_output(mini: KnowledgeGraph) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "historiograph", *words, "--data", str(MINI)]
        return subprocess.run(command, cwd=ROOT / "builders", capture_output=True, check=False)

    assert run("ask", "nothing").returncode == 2
    rows = run("sparql", "SELECT ?s ?p ?o { ?s ?p ?o }", "--format", "csv")
    assert (rows.returncode, rows.stdout.count(b"\r\n")) == (0, mini.store.size() + 1)
