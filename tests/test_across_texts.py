"""Questions about figures and across texts, on a toy dataset whose rows are worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from historiograph.graph import KnowledgeGraph, load

TOY = """\
dataset: {id: toy, base: https://example.org/toy/, title: A toy}
historians:
- {id: ann, name: Ann}
- {id: bob, name: Bob}
- {id: cyd, name: Cyd}
debates:
- {id: why, label: Why?}
- {id: how, label: How?}
topics:
- {id: dead, label: dead}
places:
- {id: land, label: land}
periods:
- {id: war, label: war, edtf: 1914/1918}
measures:
- {id: all-dead, label: D, unit: persons, counts: dead, coversPlace: land, coversTime: war, countingRule: Everybody.}
- {id: soldiers, label: S, unit: persons, counts: dead, coversPlace: land, coversTime: war, countingRule: Soldiers., broaderMeasure: all-dead}
- {id: graves, label: G, unit: persons, counts: dead, coversPlace: land, coversTime: war, countingRule: Graves.}
estimates:
- {id: ten, measure: all-dead, pointValue: 10, boundsKind: exact, stances: [{holder: ann, reporter: ann, attitude: asserts}]}
- {id: about-ten, measure: all-dead, pointValue: 10.5, boundsKind: around, stances: [{holder: cyd, reporter: ann, attitude: asserts, hedge: probable}]}
- {id: twenty, measure: all-dead, lowerBound: 20, boundsKind: at-least, stances: [{holder: bob, reporter: bob, attitude: concedes}, {holder: ann, reporter: bob, attitude: denies}]}
- {id: twelve-soldiers, measure: soldiers, lowerBound: 12, upperBound: 14, boundsKind: range, stances: [{holder: bob, reporter: bob, attitude: asserts}]}
- {id: five-graves, measure: graves, pointValue: 5, boundsKind: exact, stances: [{holder: bob, reporter: bob, attitude: asserts}]}
claims:
- id: by-chance
  answers: why
  incompatibleWith: by-plan
  stances:
  - {holder: cyd, reporter: ann, attitude: asserts}
  - {id: chance-again, holder: cyd, reporter: bob, attitude: asserts, hedge: probable}
- id: by-plan
  answers: why
  stances:
  - {holder: cyd, reporter: bob, attitude: concedes}
  - {holder: bob, reporter: bob, attitude: asserts}
- id: by-letter
  answers: how
  stances:
  - {holder: ann, reporter: ann, attitude: asserts}
"""  # noqa: E501

ROWS = {
    "estimates": [
        ("all-dead", "persons", "about-ten", "", "10.5", "", "around", "cyd", "asserts", "probable", "ann"),
        ("all-dead", "persons", "ten", "", "10", "", "exact", "ann", "asserts", "", "ann"),
        ("all-dead", "persons", "twenty", "20", "", "", "at-least", "ann", "denies", "", "bob"),
        ("all-dead", "persons", "twenty", "20", "", "", "at-least", "bob", "concedes", "", "bob"),
        ("graves", "persons", "five-graves", "", "5", "", "exact", "bob", "asserts", "", "bob"),
        ("soldiers", "persons", "twelve-soldiers", "12", "", "14", "range", "bob", "asserts", "", "bob"),
    ],
    "estimates-in-conflict": [
        ("all-dead", "about-ten", "cyd", "twenty", "bob"),
        ("all-dead", "ten", "ann", "twenty", "bob"),
    ],
    # The graves are set against Ann's and Cyd's totals; Bob, who counts them, gives the other two figures himself.
    "estimates-that-only-seem-to-conflict": [
        ("about-ten", "all-dead", "Everybody.", "five-graves", "graves", "Graves."),
        ("five-graves", "graves", "Graves.", "ten", "all-dead", "Everybody."),
    ],
    # 10.5 as a round figure allows 11.55, less than 12; twenty or more may hold 14.
    "parts-that-exceed-the-whole": [
        ("twelve-soldiers", "soldiers", "bob", "about-ten", "all-dead", "cyd"),
        ("twelve-soldiers", "soldiers", "bob", "ten", "all-dead", "ann"),
    ],
    "reported-differently": [
        ("cyd", "ann", "by-chance", "asserts", "", "bob", "by-chance", "asserts", "probable"),
        ("cyd", "ann", "by-chance", "asserts", "", "bob", "by-plan", "concedes", ""),
    ],
    "reported-by-both": [
        ("by-chance", "ann", "cyd", "asserts", ""),
        ("by-chance", "bob", "cyd", "asserts", "probable"),
    ],
    "answers-across-texts": [
        ("why", "ann", "by-chance", "cyd", "asserts"),
        ("why", "bob", "by-chance", "cyd", "asserts"),
        ("why", "bob", "by-plan", "bob", "asserts"),
        ("why", "bob", "by-plan", "cyd", "concedes"),
    ],
}


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("toy")
    (folder / "toy.yaml").write_text(TOY, "utf-8")
    return load(folder, cached=False)


def rows(graph: KnowledgeGraph, question: str, **parameters: str) -> list[tuple[str, ...]]:
    return [
        tuple(str(cell or "").rsplit("/", 1)[-1] for cell in row) for row in graph.ask(question, **parameters).plain()
    ]


@pytest.mark.parametrize("question", ROWS)
def test_rows(toy: KnowledgeGraph, question: str) -> None:
    assert rows(toy, question) == ROWS[question]


def test_rows_of_one_thing(toy: KnowledgeGraph) -> None:
    assert len(rows(toy, "estimates", measure="graves")) == 1
    assert len(rows(toy, "estimates-in-conflict", measure="all-dead")) == 2
    assert rows(toy, "estimates-in-conflict", measure="graves") == []
    assert len(rows(toy, "reported-differently", agent="cyd")) == 2
    assert rows(toy, "reported-differently", agent="ann") == []
    assert rows(toy, "answers-across-texts", debate="how") == []


def test_other_parts_of_one_text_are_no_second_text(tmp_path: Path) -> None:
    (tmp_path / "toy.yaml").write_text(TOY.replace("reporter: bob", "reporter: ann"), "utf-8")
    alone = load(tmp_path, cached=False)
    for question in ("reported-differently", "reported-by-both", "answers-across-texts"):
        assert rows(alone, question) == []
