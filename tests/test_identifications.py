"""Who people are and which works are meant: no identifier without a source, and none beyond a table kept by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from conftest import ROOT
from historiograph.graph import KnowledgeGraph, load
from historiograph.loading import load_dataset
from historiograph.namespaces import local_name

TABLE = ROOT / "tests" / "fixtures" / "identifiers.csv"
"""subject, value, strength and source of everything that an identification of the curated graph may show."""
IDENTIFYING = "schema:sameAs|schema:birthDate|schema:deathDate|bibo:isbn13|bibo:doi"
HEAD = "dataset: {id: toy, base: https://example.org/toy/, title: A toy}\n"
SHOWN = "sameAs: https://example.org/ann, born: 1901, died: 1990-02-03, shows: Ann the Elder"
ANN = "historians:\n- {id: ann, name: Ann}\n"
ABOUT_ANN = {
    ("ann", "sameAs", "https://example.org/ann"),
    ("ann", "birthDate", "1901"),
    ("ann", "deathDate", "1990-02-03"),
}


def table() -> set[tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {tuple(row) for row in list(csv.reader(file))[1:]}


def rows(kg: KnowledgeGraph, query: str) -> set[tuple[str, ...]]:
    return {tuple(str(getattr(term, "value", "")) for term in row) for row in kg.sparql(query).rows}


def test_every_identification_is_in_the_table(kg: KnowledgeGraph) -> None:
    found = rows(
        kg,
        "SELECT ?subject ?value ?strength ?source { ?identification hg:identifies ?subject ; hg:shows ?value ;"
        " hg:strength ?strength ; dc:source ?source }",
    )
    assert {(local_name(one), value, local_name(strength), by) for one, value, strength, by in found} == table()


def test_every_identifier_and_date_of_life_is_in_the_table(kg: KnowledgeGraph) -> None:
    known = {row[:2] for row in table()}
    found = rows(kg, f"SELECT ?thing ?value {{ ?thing {IDENTIFYING} ?value }}")
    assert {(local_name(thing), value) for thing, value in found} <= known
    assert rows(kg, "SELECT ?x { ?x owl:sameAs ?y }") == set()


def test_no_identification_is_itself_said_to_be_somebody(kg: KnowledgeGraph) -> None:
    assert rows(kg, f"SELECT ?x {{ ?x a hg:Identification ; {IDENTIFYING} ?y }}") == set()


@pytest.mark.parametrize(
    "body",
    [
        f"historians:\n- {{id: ann, name: Ann, identifications: {{{SHOWN}, shownBy: Catalogue, strength: a}}}}\n",
        f"{ANN}identifications:\n- {{identifies: ann, {SHOWN}, shownBy: Catalogue, strength: a}}\n",
        (
            f"works:\n- {{id: ann, title: A}}\n{ANN}"
            f"identifications:\n- {{identifies: agent/ann, {SHOWN}, shownBy: Catalogue, strength: a}}\n"
        ),
    ],
    ids=["inside its person", "by itself", "where a work has the same id"],
)
def test_what_a_source_shows_is_said_of_the_person(tmp_path: Path, body: str) -> None:
    (tmp_path / "toy.yaml").write_text(HEAD + body, "utf-8")
    kg = load(tmp_path, cached=False)
    found = rows(kg, "SELECT ?s ?p ?o { ?s schema:sameAs|schema:birthDate|schema:deathDate ?o ; ?p ?o }")
    assert {(local_name(s), local_name(p), o) for s, p, o in found} == ABOUT_ANN
    (identification,) = {row[0] for row in rows(kg, "SELECT ?i { ?i a hg:Identification ; hg:identifies ?a }")}
    assert identification == "https://example.org/toy/identification/ann--catalogue"
    shown = {value for (value,) in rows(kg, "SELECT ?v { ?i hg:shows ?v }")}
    assert shown == {"https://example.org/ann", "1901", "1990-02-03", "Ann the Elder"}


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        ("identifies: bob, shows: B", "unknown-reference", "there is no record with this id"),
        ("identifies: ann, born: in May", "bad-date", "`born: in May` is no date"),
        ("identifies: ann, sameAs: Q42", "wrong-value", "full web address"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, record: str, code: str, words: str) -> None:
    body = f"{ANN}identifications:\n- {{{record}, shownBy: Catalogue, strength: a}}\n"
    (tmp_path / "toy.yaml").write_text(HEAD + body, "utf-8")
    (finding,) = load_dataset([tmp_path]).report.findings
    assert (finding.code, finding.line) == (code, 5)
    assert words in finding.message


def test_one_source_shows_one_thing_once(tmp_path: Path) -> None:
    body = f"{ANN}identifications:\n" + "- {identifies: ann, shows: A, shownBy: C}\n" * 2
    (tmp_path / "toy.yaml").write_text(HEAD + body, "utf-8")
    assert [finding.code for finding in load_dataset([tmp_path]).report.findings] == ["duplicate-id"]
