"""One door for plain texts, PDFs and EPUBs: what comes in by it, and what is refused."""

# ruff: noqa: E501
from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Outcome
from containers import epub, pdf
from historiograph.authoring.scaffold import new_dataset
from historiograph.errors import InputError
from historiograph.marking import open_book
from historiograph.texts import Division, Page, digest, page_of, read_text, text_files

Run = Callable[..., Outcome]
CLAIM = "the-lord-ruined-the-harbour"
LINES = [  # left, bottom, words
    [(30, 350, "The Harbour"), (30, 330, "No ship came to the har-"), (30, 318, "bour after the year 1740,"), (30, 306, "and nobody asked why.")],
    [(30, 350, "Some writers blamed"), (30, 338, "the lord. They never"), (30, 326, "said what he had sold.")],
    [(30, 350, "The Sand"), (30, 330, "It was the sand.")],
]  # fmt: skip


def opened(tmp_path: Path, name: str, raw: bytes | str) -> Path:
    file = tmp_path / name
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return file


# ---- PDF


def test_a_pdf_by_pages_with_printed_names(tmp_path: Path) -> None:
    labels = "0<</S/r/St 4>>2<</S/D/St 1>>"
    text = read_text(
        opened(tmp_path, "a.pdf", pdf(LINES, labels=labels, bookmarks=[("The Harbour", 0), ("The Sand", 2)]))
    )
    assert text.form == "pdf"
    assert text.text.split("\n\f") == [
        "The Harbour\nNo ship came to the har-\nbour after the year 1740,\nand nobody asked why.",
        "Some writers blamed\nthe lord. They never\nsaid what he had sold.",
        "The Sand\nIt was the sand.",
    ]
    second, third = text.text.index("Some"), text.text.index("The Sand")
    assert text.pages == (Page(0, 1, "iv"), Page(second, 2, "v"), Page(third, 3, "1"))
    assert text.divisions == (Division("The Harbour", 0, third - 2), Division("The Sand", third, len(text.text)))
    marked = open_book(text).find("nobody asked why ... blamed the lord")
    assert (marked.page, marked.section, marked.paragraph) == ("iv-v", "The Harbour", None)
    assert open_book(text).find("came to the harbour after").page == "iv"


def test_pages_without_printed_names_count_from_one(tmp_path: Path) -> None:
    text = read_text(opened(tmp_path, "a.pdf", pdf(LINES)))
    assert [page_of(text.pages, page.start, page.start + 1) for page in text.pages] == ["1", "2", "3"]
    assert text.divisions == ()


def test_columns_come_one_after_the_other(tmp_path: Path) -> None:
    left = [(30, 350 - 12 * row, f"left {row} and so on to the end") for row in range(6)]
    right = [(220, 350 - 12 * row, f"right {row} and so on to the end") for row in range(6)]
    text = read_text(opened(tmp_path, "a.pdf", pdf([[*left, *right]]))).text
    assert text.index("left 5") < text.index("right 0")


def test_the_same_pdf_gives_the_same_text(tmp_path: Path) -> None:
    file = opened(tmp_path, "a.pdf", pdf(LINES))
    assert read_text(file) == read_text(file)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"%PDF-1.7 and nothing else", "this PDF is broken"),
        (pdf(LINES)[:200], "this PDF is broken"),
        (pdf([[], []]), "has no text layer, only pictures of 2 pages"),
        (
            pdf(LINES, trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'11' * 32}>/P -4>>/ID[<00><00>]"),
            "is encrypted; save a copy without a password",
        ),
    ],
)
def test_what_is_wrong_with_a_pdf_is_said(tmp_path: Path, raw: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_text(opened(tmp_path, "a.pdf", raw))


# ---- EPUB


CHAPTERS = (
    "<h1>The <em>Harbour</em></h1><p>No ship came&#160;to the\n   har&shy;bour &amp; town.</p><p>Nobody<br/>asked.</p>",
    (
        '<h2>The Sand</h2><p>It was <span epub:type="pagebreak" title="12"/>the sand.</p>'
        '<div role="doc-pagebreak" aria-label="13"></div><p/><ul><li>One</li><li>Two</li></ul><script>no()</script>'
        "<table><tr><td>a</td><td>b</td></tr></table>"
    ),
)


def test_an_epub_in_the_order_of_its_spine(tmp_path: Path) -> None:
    first = {"OPS/one a.xhtml": f"<html><body>{CHAPTERS[0]}"}  # its address escapes the space in its name
    raw = epub({"one%20a.xhtml": "", "two.xhtml": CHAPTERS[1]}, title="A Book", more=first)
    text = read_text(opened(tmp_path, "a.epub", raw))
    assert (text.form, text.title) == ("epub", "A Book")
    assert text.text == (
        "The Harbour\n\nNo ship came to the har\u00adbour & town.\n\nNobody\nasked.\n\n"
        "The Sand\n\nIt was the sand.\n\nOne\n\nTwo\n\na b"
    )
    assert [(one.label, text.text[one.start : one.end][:7]) for one in text.divisions] == [
        ("The Harbour", "No ship"),
        ("The Sand", "It was "),
    ]
    assert [(page.label, text.text[page.start :][:8]) for page in text.pages] == [
        ("12", " the san"),
        ("13", "One\n\nTwo"),
    ]
    marked = open_book(text).find("came to the harbour")
    assert (marked.section, marked.paragraph, marked.page) == ("The Harbour", 1, "")
    two = open_book(text).find("two")
    assert (two.section, two.paragraph, two.page) == ("The Sand", 3, "13")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"META-INF/container.xml": "<container/>"}, "names no package"),
        ({"OPS/book.opf": "<package><spine/></package>"}, "its spine names no documents"),
        (
            {
                "OPS/book.opf": '<package><manifest><item id="x" href="../../../etc/passwd"'
                ' media-type="text/html"/></manifest><spine><itemref idref="x"/></spine></package>'
            },
            "'../../../etc/passwd' is not in it",
        ),
        (
            {
                "META-INF/encryption.xml": "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm="
                '"http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></enc:EncryptedData></encryption>'
            },
            r"is protected \(DRM\)",
        ),
        ({"OPS/two.xhtml": b"<p>" + b" " * (33 * 1024 * 1024)}, "unpacks to far more"),
        ({"OPS/two.xhtml": "", "OPS/one a.xhtml": ""}, "there is no text in this EPUB"),
    ],
)
def test_what_is_wrong_with_an_epub_is_said(tmp_path: Path, more: dict[str, str | bytes], told: str) -> None:
    raw = epub({"one.xhtml": "", "two.xhtml": ""}, more=more)
    with pytest.raises(InputError, match=told):
        read_text(opened(tmp_path, "a.epub", raw))


def test_hidden_fonts_are_no_protection(tmp_path: Path) -> None:
    more = {"META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'}
    assert read_text(opened(tmp_path, "a.epub", epub({"a.xhtml": "<p>Here.</p>"}, more=more))).text == "Here."


def test_entities_do_not_unfold(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    body = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><html><p>&l19; &f; end</p></html>'
    begun = time.perf_counter()
    text = read_text(opened(tmp_path, "a.epub", epub({"a.xhtml": body}))).text
    assert time.perf_counter() - begun < 5
    assert len(text) < 2000
    assert "root:" not in text


def test_other_encodings_of_xhtml(tmp_path: Path) -> None:
    documents = {
        "a.xhtml": "<html><p>Gruß</p></html>".encode("utf-16"),
        "b.xhtml": '<?xml version="1.0" encoding="ISO-8859-1"?><html><p>café</p></html>'.encode("latin-1"),
        "c.xhtml": b'<?xml version="1.0" encoding="no-such"?><html><p>x\xff</p></html>',
    }
    assert read_text(opened(tmp_path, "a.epub", epub(documents))).text == "Gruß\n\ncafé\n\nx\ufffd"


def test_another_packed_file_is_named_for_what_it_is_not(tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "letter.docx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError, match="no EPUB; save its text as"):
        read_text(file)


@settings(max_examples=60)
@given(st.data())
def test_damaged_containers_are_refused_in_words(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([pdf(LINES), epub({"a.xhtml": "<p>Here it is.</p>"})]))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(5, len(raw) - 1))] = data.draw(st.integers(0, 255))
    file = opened(tmp_path_factory.getbasetemp(), "damaged", bytes(raw[: data.draw(st.integers(60, len(raw)))]))
    try:
        text = read_text(file)
    except InputError:
        return  # any other exception fails the test
    assert text.text.strip()


def test_a_huge_claim_of_size_is_not_believed(tmp_path: Path) -> None:
    raw = bytearray(epub({"a.xhtml": "<p>Here.</p>"}))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    begun = time.perf_counter()
    with contextlib.suppress(InputError):
        assert read_text(opened(tmp_path, "a.epub", bytes(raw))).text == "Here."
    assert time.perf_counter() - begun < 5


# ---- Together


def test_folders_give_all_three_kinds(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "c.epub", "d.docx"):
        opened(tmp_path, name, "x")
    assert [file.name for file in text_files([tmp_path])] == ["a.pdf", "b.txt", "c.epub"]


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_a_passage_of_a_book_is_marked_located_and_covered(run: Run, tmp_path: Path, form: str) -> None:
    debate = tmp_path / "debate"
    new_dataset(debate)
    plain = "Some writers blamed the lord. They never said what he had sold."
    made = pdf(LINES, bookmarks=[("The Harbour", 0), ("The Sand", 2)]) if form == "pdf" else epub(
        {"a.xhtml": f"<h1>The Harbour</h1><p>No ship came to the harbour after the year 1740, and nobody asked why.</p><p>{plain}</p>"}
    )  # fmt: skip
    file = opened(tmp_path, f"book.{form}", made)
    told = run("mark", "--text", file, "--data", debate, "--work", "ahlgren-why-sandholm", "-o", debate / "book.yaml")
    assert told.status == 0, told.err
    words = ("--words", "some writers blamed ... he had sold")
    done = run("mark", "--text", file, "--data", debate, "--claim", CLAIM, "--holder", "local-writers", *words, "--add")
    assert done.status == 0, done.err
    passage = yaml.safe_load(done.out)["passage"]
    assert passage["section"] == "The Harbour"
    assert passage.get("page") == ("2" if form == "pdf" else None)
    text = read_text(file).text
    assert passage["passageDigest"] == digest(text[passage["start"] : passage["end"]])
    located = run("locate", CLAIM, "--text", file, "--data", debate)
    assert (located.status, "exact: the digest agrees" in located.out) == (0, True)
    covered = run("coverage", "--text", file, "--data", debate)
    assert covered.status == 0
    assert "Some writers" not in covered.out
    assert run("check", "--data", debate, "--text", file).status == 0
    marks = run("fingerprint", "--text", file, "--data", debate)
    (debate / "marks.yaml").write_text(marks.out, "utf-8")
    other = opened(
        tmp_path, "other.txt", f"Another setting of it. {plain} And it goes on for some more words after that.\n"
    )
    elsewhere = run("locate", CLAIM, "--text", other, "--data", debate)
    assert ("by fingerprint" if form == "pdf" else "moved: the digest agrees") in elsewhere.out, elsewhere.err
