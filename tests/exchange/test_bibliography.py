"""BibTeX and CSL-JSON as other people's readers find them, and citations as a style prints them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from conftest import Outcome
from historiograph.errors import InputError, NotFoundError
from historiograph.exports.bibliography import date_of, split_name
from historiograph.exports.bibtex import escaped
from historiograph.graph import KnowledgeGraph, load
from interop.hostile import TEXTS

STYLE = "<style xmlns='http://purl.org/net/xbiblio/csl' class='note'>%s</style>"
NOTES = "chicago-notes-bibliography"


def _entries(data: bytes) -> dict[str, Any]:
    library = bibtexparser.parse_string(data.decode("utf-8"), append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return {entry.key: entry for entry in library.entries}


def _field(entry: Any, name: str) -> str:
    return str(entry.fields_dict[name].value).strip("{}")


def test_every_edition_and_every_work_without_one_is_an_entry(kg: KnowledgeGraph) -> None:
    entries = _entries(kg.export("bibtex"))
    items = {item["id"]: item for item in json.loads(kg.export("csljson"))}
    wanted = kg.sparql(
        "SELECT ?thing { { ?thing a hg:Edition } UNION"
        " { ?thing a hg:Work FILTER NOT EXISTS { ?e frbr:realizationOf ?thing ; a hg:Edition } } }"
    )
    slugs = {row["thing"].value.rpartition("/")[2] for row in wanted}
    assert set(entries) == set(items) == slugs
    assert len(slugs) == 24
    assert {key: _field(entry, "title") for key, entry in entries.items()} == {
        key: one["title"] for key, one in items.items()
    }


def test_entries_by_hand(kg: KnowledgeGraph) -> None:
    entries = _entries(kg.export("bibtex"))
    article = entries["fitzpatrick-making-of-a-new-elite-1979"]
    found = {name: _field(article, name) for name in ("author", "journal", "volume", "number", "year", "month")}
    assert (article.entry_type, found) == (
        "article",
        {
            "author": "Fitzpatrick, Sheila",
            "journal": "Slavic Review",
            "volume": "38",
            "number": "3",
            "year": "1979",
            "month": "sep",
        },
    )
    chapter = entries["siegelbaum-building-stalinism"]
    assert chapter.entry_type == "incollection"
    assert (_field(chapter, "booktitle"), _field(chapter, "editor")) == ("Russia: A History", "Freeze, Gregory L.")
    two = entries["lampert-rittersporn-stalinism-its-nature-and-aftermath-1992"]
    assert _field(two, "editor") == "Lampert, Nick and Rittersporn, Gábor T."
    assert "1933-1934" in _field(entries["getty-origins-of-the-great-purges-1985"], "annote")


def test_items_fit_the_schema_of_csl(kg: KnowledgeGraph) -> None:
    known = {"id", "type", "title", "author", "editor", "issued", "publisher", "volume", "issue", "page", "ISBN", "DOI"}
    known |= {"container-title", "container-author", "note"}
    for item in json.loads(kg.export("csljson")):
        assert set(item) <= known
        assert item["type"] in ("book", "chapter", "article-journal", "document")
        assert all(set(name) <= {"family", "given", "literal"} for name in item.get("author", ()))


@pytest.mark.parametrize("text", TEXTS)
def test_escaped_text_is_what_latex_decodes(text: str) -> None:
    entry = _entries(f"@misc{{key,\n  note = {{{escaped(text)}}},\n}}\n".encode())["key"]
    assert _plain(str(entry.fields_dict["note"].value)) == _plain(text)


def _plain(text: str) -> str:
    """Return a text without spaces, and with what LaTeX prints for two or three signs as these signs."""
    for printed, typed in (("—", "---"), ("–", "--"), ("”", "''"), ("“", "``"), ("ˆ", "^"), ("«", "<<"), ("»", ">>")):
        text = text.replace(printed, typed)
    return "".join(text.split())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lewis H. Siegelbaum", {"family": "Siegelbaum", "given": "Lewis H."}),
        ("James von Geldern", {"family": "Geldern", "given": "James", "non-dropping-particle": "von"}),
        ("Martin Luther King Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("Stalin", {"literal": "Stalin"}),
        ("The KGB", {"literal": "The KGB"}),
        ("Central Committee of the Party", {"literal": "Central Committee of the Party"}),
    ],
)
def test_names_are_split_as_lists_do(name: str, parts: dict[str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("1979-09", {"date-parts": [[1979, 9]]}),
        ("1928/1941", {"date-parts": [[1928], [1941]]}),
        ("1934~", {"date-parts": [[1934]], "circa": True}),
        ("193X", {"literal": "193X"}),
        ("", {}),
    ],
)
def test_dates_keep_what_is_sure(edtf: str, date: dict[str, Any]) -> None:
    assert date_of(edtf) == date


def test_claim_is_cited_for_each_stance(mini: KnowledgeGraph) -> None:
    cited = mini.cite("bridge-fell-by-thrift")
    assert [(one.attitude, one.holder, one.text) for one in cited.references] == [
        ("asserts", "Bennet Quill", "(Quill 1840, as reported in Thorne 1861, sec. “The dispute”)"),
        ("doubts", "Bennet Quill", "(Quill 1852, as reported in Thorne 1861, sec. “The dispute”)"),
        ("denies", "Ada Thorne", "(Thorne 1861, sec. “The dispute”)"),
    ]
    assert cited.bibliography == (
        "Quill, Bennet. 1840. Orle and Its Bridges. Harrowmere Press.",
        "Quill, Bennet. 1852. Orle and Its Bridges, Second Edition. Harrowmere Press.",
        "Thorne, Ada. 1861. The Night of the Bridge.",
    )


def test_claim_is_cited_in_a_note(mini: KnowledgeGraph) -> None:
    reported, own = (one.text for one in mini.cite("bridge-fell-by-accident", NOTES).references)
    assert own == "Jónas Pell, as reported in Ada Thorne, The Night of the Bridge, 1861, sec. “The fall”."
    assert reported == "Ada Thorne, The Night of the Bridge, 1861, sec. “The dispute”."


def test_what_is_reported_is_never_the_reporters_own(kg: KnowledgeGraph) -> None:
    cited = kg.cite("terror-followed-a-master-plan")
    assert {one.text for one in cited.references if one.holder == "J. Arch Getty"} == {
        "(J. Arch Getty, as reported in Siegelbaum, n.d., sec. “The Great Purges”, para. 4)",
        "(J. Arch Getty, as reported in Siegelbaum, n.d., sec. “The Great Purges”, para. 5)",
    }
    inferred = kg.cite("world-war-would-break-the-system")
    assert [one.inferred for one in inferred.references if one.attitude == "doubts"] == [True]


def test_work_text_and_dataset_are_cited(kg: KnowledgeGraph) -> None:
    chapter = kg.cite("siegelbaum-building-stalinism", NOTES)
    assert chapter.references[0].text.endswith("in Russia: A History, ed. Gregory L. Freeze, n.d.")
    assert kg.cite("text/siegelbaum-building-stalinism", NOTES) == chapter
    dataset = kg.cite("dataset", "harvard-cite-them-right")
    assert dataset.references[0].text == "(The Historiograph project, 2026)"
    assert "https://w3id.org/historiograph/stalinism" in dataset.bibliography[0]


def test_every_claim_can_be_cited(mini: KnowledgeGraph) -> None:
    for row in mini.sparql("SELECT ?claim { ?claim a hg:Claim }"):
        cited = mini.cite(row["claim"].value)
        assert cited.references
        assert cited.bibliography


def test_what_cannot_be_cited_is_said(mini: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no claim, work or edition"):
        mini.cite("thorne")
    with pytest.raises(NotFoundError, match="chicago-author-date"):
        mini.cite("dataset", "chicago-autor-date")
    with pytest.raises(InputError, match="there is no such file"):
        mini.cite("dataset", str(tmp_path / "none.csl"))
    for content in ("", "<a/>", "no xml", STYLE % "", STYLE % "<citation/>"):
        (tmp_path / "bad.csl").write_text(content, "utf-8")
        with pytest.raises(InputError, match="no citation style"):
            mini.cite("dataset", str(tmp_path / "bad.csl"))


def test_command_prints_citations(run: Callable[..., Outcome]) -> None:
    done = run("cite", "flood-alone-sufficed", "--data", Path(__file__).parents[1] / "fixtures" / "mini")
    assert done.status == 0
    assert done.out.splitlines()[0] == "The water by itself was enough to bring the bridge down."
    assert "presupposes: (Thorne 1861, sec. “The dispute”)" in done.out


def test_a_volume_that_is_part_of_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        "@prefix hg: <https://w3id.org/historiograph/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix bibo: <http://purl.org/ontology/bibo/> . @prefix : <https://example.org/odd/work/> .\n"
        ':a a hg:Work, bibo:Chapter ; dcterms:title "A" ; dcterms:isPartOf :b .\n'
        ':b a hg:Work ; dcterms:title "B" ; dcterms:isPartOf :a ; dcterms:issued "1900~" .\n',
        "utf-8",
    )
    items = json.loads(load(tmp_path / "odd.ttl", cached=False).export("csljson"))
    assert [(item["id"], item["container-title"]) for item in items] == [("a", "B"), ("b", "A")]
