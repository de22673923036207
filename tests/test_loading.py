"""What an author may get wrong in a file: one clear finding each, with its line, and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import MINI
from historiograph.errors import InputError
from historiograph.loading import load_dataset
from historiograph.loading.documents import MAX_BYTES
from historiograph.loading.keys import keys, plain_context
from historiograph.namespaces import HG, VOCABULARY, context

HEAD = "dataset: {id: toy, base: https://example.org/toy/, title: A toy}\n"
PEOPLE = "historians:\n- {id: ann, name: Ann}\n- {id: bob, name: Bob}\n"

# name, text after the head, code, line (of the whole file, the head being line 1), words of the message
FAULTS = [
    ("unknown section", "claimz: []\n", "unknown-section", 2, "did you mean 'claims'"),
    ("unknown key", "debates:\n- {id: d, label: Why?, defnition: x}\n", "unknown-key", 3, "did you mean 'definition'"),
    ("reference to nothing", PEOPLE + "works:\n- {id: w, title: W, creator: anne}\n", "unknown-reference", 6, "'ann'"),
    ("wrong kind", PEOPLE + "works:\n- {id: w, title: W, isPartOf: ann}\n", "unknown-reference", 6, "there is a agent"),
    ("duplicate id", PEOPLE + "actors:\n- {id: bob, name: Bob}\n", "duplicate-id", 6, "already defined"),
    ("duplicate key", "debates:\n- id: d\n  label: Why?\n  label: How?\n", "duplicate-key", 5, "first in line 4"),
    ("tab", "debates:\n- id: d\n\tlabel: Why?\n", "tab", 4, "tab"),
    ("unclosed bracket", "debates: [{id: d\nclaims: []\n", "yaml-syntax", 2, "not valid YAML"),
    ("bad slug", "debates:\n- {id: Das Ende, label: Why?}\n", "bad-id", 3, "is not a slug"),
    ("no id", "debates:\n- {label: Why?}\n", "no-id", 3, "has no `id`"),
    ("no value", "debates:\n- id: d\n  label:\n", "no-value", 4, "`label` has no value"),
    ("not a date", "events:\n- {id: e, label: E, edtf: 1936-13-01}\n", "bad-date", 3, "1936-13-01"),
    ("backward date", "events:\n- {id: e, label: E, edtf: 1938/1936}\n", "bad-date", 3, "1938/1936"),
    ("text for number", "sourceTexts:\n- {id: t, title: T, extent: long}\n", "wrong-value", 3, "whole number"),
    ("text for truth value", "inferences:\n- {id: i, explicit: yes indeed}\n", "wrong-value", 3, "`true` or `false`"),
    ("control character", 'debates:\n- {id: d, label: "Why\\x01?"}\n', "wrong-value", 3, "control characters"),
    ("white space alone", 'debates:\n- {id: d, label: "  "}\n', "wrong-value", 3, "not blank"),
    ("list for text", "debates:\n- {id: d, label: [{a: b}]}\n", "wrong-value", 3, "should be text"),
    ("no address", "historians:\n- {id: a, name: A, sameAs: Q42}\n", "wrong-value", 3, "web address"),
    ("unknown class", "works:\n- {id: w, title: W, type: Bok}\n", "unknown-type", 3, "no class 'Bok'"),
    ("section without records", "debates: why\n", "not-a-list", 2, "holds no records"),
    ("record without keys", "debates:\n- why\n", "not-a-record", 3, "is no record"),
    ("text as passage", "claims:\n- {id: c, stances: [{passage: he said}]}\n", "bad-passage", 3, "pointer, not text"),
    ("unknown key of a passage", "references:\n- {id: r, passage: {strat: 1}}\n", "unknown-key", 3, "'start'"),
    (
        "two stances alike",
        PEOPLE + "reporter: bob\nclaims:\n- {id: c, stances: [{holder: ann}, {holder: ann}]}\n",
        "stance-needs-id",
        7,
        "second stance",
    ),
    (
        "ambiguous reference",
        "topics:\n- {id: famine, label: F}\nevents:\n- {id: famine, label: F}\nclaims:\n- {id: c, about: famine}\n",
        "ambiguous-reference",
        7,
        "more than one",
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "words"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_a_fault_is_one_finding_at_its_line(tmp_path: Path, text: str, code: str, line: int, words: str) -> None:
    (tmp_path / "debate.yaml").write_text(HEAD + text, "utf-8")
    findings = load_dataset([tmp_path]).report.findings
    found = [(finding.code, finding.line) for finding in findings]
    assert (code, line) in found, findings
    finding = findings[found.index((code, line))]
    assert words in finding.message
    assert finding.hint
    assert finding.file == str(tmp_path / "debate.yaml")
    assert len(findings) == 1, findings


def test_all_findings_of_a_run_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        HEAD + "debates:\n- {id: d, label: Why?, defnition: x}\n- {label: How?}\n", "utf-8"
    )
    (tmp_path / "b.yaml").write_text("debates:\n\t- x\n", "utf-8")
    (tmp_path / "c.yaml").write_text("", "utf-8")
    codes = [finding.code for finding in load_dataset([tmp_path]).report.findings]
    assert codes == ["unknown-key", "no-id", "tab", "empty-file"]


WHOLE_FILES = [
    ("empty", b"", "empty-file"),
    ("comment only", b"# nothing yet\n", "empty-file"),
    ("a list", b"- a\n- b\n", "not-a-mapping"),
    ("two documents", b"a: 1\n---\nb: 2\n", "not-a-mapping"),
    ("Latin-1", "debates:\n- {id: d, label: Warum fiel Köln?}\n".encode("latin-1"), "wrong-encoding"),
    ("UTF-16", "debates: []\n".encode("utf-16"), "wrong-encoding"),
    ("a tag on a value", b"debates: !!python/object:os.system x\n", "yaml-syntax"),
    ("a tag on a list is inert", b"debates: !!python/object/apply:os.system ['true']\n", "not-a-record"),
]


@pytest.mark.parametrize(("raw", "code"), [case[1:] for case in WHOLE_FILES], ids=[case[0] for case in WHOLE_FILES])
def test_a_file_that_is_wrong_as_a_whole(tmp_path: Path, raw: bytes, code: str) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "wrong.yaml").write_bytes(raw)
    findings = load_dataset([tmp_path]).report.findings
    assert [finding.code for finding in findings] == [code]
    assert findings[0].file.endswith("wrong.yaml")


def test_the_place_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_bytes(HEAD.encode() + "debates:\n- {id: d, label: Köln}\n".encode("latin-1"))
    (finding,) = [one for one in load_dataset([tmp_path]).report.findings if one.code == "wrong-encoding"]
    assert (finding.line, finding.column) == (3, 19)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    text = (HEAD + "debates:\n- {id: d, label: Why?}\n").replace("\n", "\r\n")
    (tmp_path / "dataset.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_dataset([tmp_path]).report.findings == ()


def test_aliases_that_explode_are_refused_quickly(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    (tmp_path / "dataset.yaml").write_text(HEAD + "\n".join(lines), "utf-8")
    codes = {finding.code for finding in load_dataset([tmp_path]).report.findings}
    assert "too-many-aliases" in codes


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "deep.yaml").write_text("debates: " + "[" * 100_000 + "]" * 100_000, "utf-8")
    assert load_dataset([tmp_path]).report.count("violation") == 1


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    (finding,) = load_dataset([tmp_path]).report.findings
    assert finding.code == "file-too-large"
    assert "50 MB" in finding.message
    assert MAX_BYTES < 50 * 1024 * 1024


def test_an_unreadable_folder_and_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_dataset([tmp_path / "nowhere"])
    with pytest.raises(InputError, match=r"no \.yaml or RDF file"):
        load_dataset([tmp_path])
    (tmp_path / "picture.png").write_bytes(b"")
    with pytest.raises(InputError, match="cannot be loaded"):
        load_dataset([tmp_path / "picture.png"])


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(InputError, match="Permission denied; make the folder readable"):
        load_dataset([tmp_path])


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    (finding, *_) = load_dataset([tmp_path]).report.findings
    assert (finding.code, finding.file) == ("unreadable-file", str(tmp_path / "dataset.yaml"))


def test_a_missing_or_second_dataset_record(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("debates: []\n", "utf-8")
    assert [one.code for one in load_dataset([tmp_path]).report.findings] == ["no-dataset"]
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "b.yaml").write_text(HEAD, "utf-8")
    assert [one.code for one in load_dataset([tmp_path]).report.findings] == ["second-dataset"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("dataset: {id: toy, base: https://example.org/toy/}", "no-dataset"),
        ("dataset: {id: toy, base: https://example.org/toy, title: T}", "wrong-value"),
        ("dataset: {id: To y, base: https://example.org/toy/, title: T}", "bad-id"),
        ("dataset: {id: toy, base: https://example.org/toy/, title: T, titel: T}", "unknown-key"),
        ("dataset: {id: toy, base: https://example.org/toy/, title: T, issued: soon}", "bad-date"),
        ("dataset: toy", "no-dataset"),
    ],
)
def test_a_faulty_dataset_record(tmp_path: Path, head: str, code: str) -> None:
    (tmp_path / "dataset.yaml").write_text(head + "\n", "utf-8")
    (finding,) = load_dataset([tmp_path]).report.findings
    assert (finding.code, finding.line) == (code, 1)


def test_rdf_in_a_dataset_folder_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "more.ttl").write_text("<https://example.org/toy/topic/x> a <https://example.org/Thing> .", "utf-8")
    assert any("topic/x" in str(quad) for quad in load_dataset([tmp_path]).quads)
    (tmp_path / "more.ttl").write_text("<https://example.org/toy/topic/x> a\n <unclosed .", "utf-8")
    (finding,) = load_dataset([tmp_path]).report.findings
    assert (finding.code, finding.line) == ("rdf-syntax", 2)


def test_order_of_files_does_not_matter(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    shutil.copytree(MINI, first)
    second.mkdir()
    for number, file in enumerate(sorted(MINI.glob("*.yaml"), reverse=True)):
        shutil.copy(file, second / f"{number}-{file.name}")
    assert load_dataset([first]).quads == load_dataset([second]).quads


def test_a_load_without_findings_never_looks_for_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the marking parser ran")

    monkeypatch.setattr(yaml, "compose", never)
    assert load_dataset([MINI]).report.findings == ()


def test_a_stance_from_another_source_lies_in_that_sources_graph(tmp_path: Path) -> None:
    text = (
        HEAD
        + PEOPLE
        + (
            "reporter: ann\nsource: one\n"
            "sourceTexts:\n- {id: one, title: One}\n- {id: two, title: Two}\n"
            "claims:\n- id: c\n  label: C\n  stances:\n"
            "  - {holder: ann, passage: {start: 1, end: 2}}\n"
            "  - {holder: bob, reporter: bob, source: two, passage: {start: 3, end: 4}}\n"
        )
    )
    (tmp_path / "dataset.yaml").write_text(text, "utf-8")
    dataset = load_dataset([tmp_path])
    assert dataset.report.findings == ()
    graphs = {
        str(quad.subject): str(quad.graph_name) for quad in dataset.quads if quad.predicate.value == f"{HG}holder"
    }
    base = "https://example.org/toy/"
    assert graphs == {
        f"<{base}stance/c--ann>": f"<{base}graph/one>",
        f"<{base}stance/c--bob>": f"<{base}graph/two>",
    }
    sources = {str(quad.object) for quad in dataset.quads if quad.predicate.value.endswith("#hasSource")}
    assert sources == {f"<{base}text/one>", f"<{base}text/two>"}


def test_every_key_of_the_context_is_understood() -> None:
    assert {"holder", "gist", "premise", "edtf", "label"} <= keys().keys()
    terms = {name for name, term in context().items() if isinstance(term, dict)}
    machine_made = {"attestedBy", "hasSource", "hasSelector", "earliestYear", "latestYear", "passage", "fingerprint"}
    assert keys().keys() == terms - machine_made


def test_the_published_context_says_what_the_loader_does() -> None:
    """The loader spares the parser the contexts of single keys; both must lead to the same IRIs."""
    base = "https://example.org/toy/"
    written = {"holder": "ann", "attitude": "asserts", "answers": "why", "hasSource": "text-one", "unit": "persons"}
    by_loader = {
        "holder": "agent/ann",
        "attitude": f"{VOCABULARY}attitude/asserts",
        "answers": "debate/why",
        "hasSource": "text/text-one",
        "unit": f"{VOCABULARY}unit/persons",
    }

    def quads(terms: object, node: dict[str, str]) -> set[str]:
        document = json.dumps({"@context": terms, "@id": f"{base}x", **node}).encode()
        return {str(quad) for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD, base_iri=base)}

    assert quads(context(), written) == quads(plain_context(), by_loader)
    scoped = {name for name, term in context().items() if isinstance(term, dict) and "@context" in term}
    assert scoped - {"hasSource"} == {name for name, key in keys().items() if key.base or len(key.kinds) == 1}


@pytest.mark.parametrize(
    ("turtle", "code"),
    [
        ("_:b <https://e.org/p> 1 .", "blank-node"),
        (f"<https://e.org/{'x' * 1900}> <https://e.org/p> 1 .", "long-iri"),
        ("<https://e.org/s> <https://e.org/prop/31> 1 .", "predicate-name"),
        ('<https://e.org/s> <https://e.org/p> "\\u0001" .', "control-character"),
        ('<https://e.org/s> <https://e.org/p> "INF"^^<http://www.w3.org/2001/XMLSchema#double> .', "infinite-number"),
        ('<https://e.org/s> <https://e.org/p> "  " .', "blank-text"),
    ],
)
def test_rdf_that_some_tool_would_damage_is_refused(tmp_path: Path, turtle: str, code: str) -> None:
    (tmp_path / "dataset.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "more.ttl").write_text(turtle, "utf-8")
    assert [finding.code for finding in load_dataset([tmp_path]).report.findings] == [code]
