"""The curated graph, rule by rule; each message says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Outcome
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import RDF_TYPE

DATA = ROOT / "graph_data" / "stalinism"
FILES = sorted(DATA.rglob("*.yaml"))


def values(kg: KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in kg.sparql(query).rows]


def test_nothing_to_report_but_remarks(run: Callable[..., Outcome]) -> None:
    shown = run("check", "--strict")
    assert shown.status == 0, shown.out
    assert "gists-nearly-repeat" not in shown.out


def test_the_turtle_that_is_kept_is_the_one_that_a_build_makes(kg: KnowledgeGraph) -> None:
    kept = (DATA.parent / "stalinism.ttl").read_bytes()
    assert kept == kg.export("turtle"), "run: make turtle"


def test_no_blank_nodes_and_every_individual_has_a_type(kg: KnowledgeGraph) -> None:
    quads = kg.authored
    typed = {str(quad.subject) for quad in quads if quad.predicate.value == RDF_TYPE}
    base = f"<{kg.dataset.base}"
    used = {str(term) for quad in quads for term in (quad.subject, quad.object) if str(term).startswith(base)}
    assert not [term for quad in quads for term in (quad.subject, quad.object) if str(term).startswith("_:")]
    assert used <= typed, "define these records"


def test_graphs_are_one_a_source_one_of_authorities(kg: KnowledgeGraph) -> None:
    names = {quad.graph_name.value.removeprefix(kg.dataset.base) for quad in kg.authored}
    sources = {iri.rsplit("/", 1)[1] for (iri,) in values(kg, "SELECT ?t { ?t a hg:SourceText }")}
    assert names == {"graph/authorities", *(f"graph/{source}" for source in sources)}
    assert {quad.graph_name.value.removeprefix(kg.dataset.base) for quad in kg.derived} == {"graph/derived"}


def test_passages_lie_in_the_section_they_name(kg: KnowledgeGraph) -> None:
    wrong = values(
        kg,
        """SELECT ?passage ?section {
        ?passage hg:section ?section ; oa:hasSource ?text ; oa:hasSelector/oa:start ?start .
        FILTER NOT EXISTS { ?division hg:divisionOf ?text ; skos:prefLabel ?label ; oa:start ?from ; oa:end ?to
        FILTER(STR(?label) = ?section && ?from <= ?start && ?start < ?to) } }""",
    )
    assert wrong == []


def test_every_section_of_the_article_is_pointed_to(article: KnowledgeGraph) -> None:
    rows = values(
        article,
        """SELECT ?label (COUNT(DISTINCT ?passage) AS ?n) { ?division a hg:Division ; skos:prefLabel ?label .
        ?passage hg:section ?section FILTER(?section = STR(?label)) } GROUP BY ?label""",
    )
    assert len(rows) == 8
    assert all(int(count) >= 5 for _, count in rows)


def test_everybody_named_in_the_article_is_there(kg: KnowledgeGraph) -> None:
    names = {name for (name,) in values(kg, "SELECT ?n { ?h a hg:Historian ; foaf:name ?n }")}
    surnames = {name.split()[-1] for name in names}
    assert surnames >= {
        "McCauley", "Conquest", "Fitzpatrick", "Rittersporn", "Getty", "Lewin", "Manning", "Viola", "Thurston",
        "Cohen", "Kuromiya", "Siegelbaum", "Tucker", "Lampert", "Nove", "Schapiro", "Ward",
    }  # fmt: skip
    actors = {name for (name,) in values(kg, "SELECT ?n { ?h a hg:Actor ; foaf:name ?n }")}
    assert {"Leon Trotsky", "Margaret Thatcher"} <= actors


def test_two_groups_are_called_revisionists(article: KnowledgeGraph) -> None:
    rows = article.ask("same-name-two-schools").plain()
    assert {row[1].rsplit("/", 1)[1] for row in rows if row[0] == "revisionists"} == {
        "social-historians",
        "revisionists-on-discontinuity",
    }


def test_lewin_is_outside_the_new_cohort_according_to_fitzpatrick(article: KnowledgeGraph) -> None:
    rows = [
        [cell.rsplit("/", 1)[-1] for cell in row]
        for row in article.ask("school-members", school="social-historians").plain()
    ]
    assert ["social-historians", "lewin", "explicitly-not", "fitzpatrick", "true"] in rows
    assert not [row for row in rows if row[1:3] == ["lewin", "member"]]


def test_continuity_is_affirmed_by_two_camps_with_opposite_verdicts(article: KnowledgeGraph) -> None:
    rows = [
        [cell.rsplit("/", 1)[-1] for cell in row]
        for row in article.ask("who-answers", debate="leninism-and-stalinism-continuity").plain()
    ]
    affirming = {row[1] for row in rows if row[0] == "leninism-and-stalinism-continuous" and row[2] == "asserts"}
    denying = {row[1] for row in rows if row[0] == "leninism-and-stalinism-continuous" and row[2] == "denies"}
    assert affirming == {"totalitarians-collectively", "social-historians-collectively"}, rows
    assert "cohen" in denying


def test_page_numbers_of_unnamed_books_belong_to_no_passage(article: KnowledgeGraph) -> None:
    assert values(article, "SELECT ?p { ?p hg:page ?page }") == []
    notes = " ".join(note for (note,) in values(article, "SELECT ?n { ?s skos:editorialNote ?n }"))
    assert all(re.search(rf"\b{page}\b", notes) for page in (26, 206, 40)), (
        "say on the record which page the text gives"
    )


def test_the_reading_list_is_whole_and_its_misprints_are_noted(article: KnowledgeGraph) -> None:
    rows = article.ask("reading-list").plain()
    works = {row[0] for row in rows}
    assert len(works) == 18
    getty = next(row for row in rows if "getty" in row[0])
    assert getty[3] == "1985"
    assert "1993" in getty[4], "the note says what is printed"


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(DATA)) for file in FILES])
def test_files_are_tidy(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "\t" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[ ]+$", text, re.MULTILINE), "trailing spaces"
    assert not re.search(r"(?m)^\s*[\w-]+:\s*[&*]\w", text), "write repeated parts out; no anchors or aliases"
