"""Every ready question gives the rows worked out by hand, and on the small dataset the same rows as another engine's.

The rows are those of one text, the article (`graph: article`, the default), of all (`graph: whole`), or of the small
dataset (`graph: mini`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
import yaml

from conftest import ROOT
from historiograph.errors import HistoriographError
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import HG, VOCABULARY, context
from historiograph.queries import Question, catalogue
from historiograph.queries.catalogue import THEMES, Parameter, read_question
from historiograph.queries.parameters import bind

EXPECTED = ROOT / "tests" / "expected"
QUESTIONS = sorted(catalogue().values(), key=lambda asked: asked.name)
FILES = sorted((ROOT / "queries").glob("*.rq"))

Row = tuple[object, ...]


class Case(NamedTuple):
    """A question with its blanks filled, and the rows that answer it."""

    question: str
    parameters: Mapping[str, str]
    rows: tuple[Row, ...]
    graph: str

    def __str__(self) -> str:
        return "-".join([self.question, self.graph, *map(str, self.parameters.values())])


def cases() -> list[Case]:
    found = []
    for file in sorted(EXPECTED.glob("*.yaml")):
        document = yaml.safe_load(file.read_text("utf-8"))
        for one in document.get("cases", [document]):
            rows = tuple(tuple(row) for row in one["rows"])
            found.append(Case(file.stem, one["parameters"], rows, one.get("graph", "article")))
    return found


CASES = cases()


def short(term: Any, base: str) -> object:
    """Return a term as `expected/` writes it: kind/slug, a vocabulary's word, text, number, truth value, or None."""
    if term is None or isinstance(term, str):
        return term
    if isinstance(term, ox.NamedNode):
        if term.value.startswith(HG):
            return "hg:" + term.value.removeprefix(HG)
        return term.value.rsplit("/", 1)[1] if term.value.startswith(VOCABULARY) else term.value.removeprefix(base)
    kind = term.datatype.value.rsplit("#", 1)[1]
    if kind == "boolean":
        return {"true": True, "false": False}[term.value]
    return int(term.value) if kind == "integer" else term.value


def select_clause(asked: Question) -> str:
    found = re.search(r"^SELECT\s(.*?)^WHERE", asked.query, re.MULTILINE | re.DOTALL)
    assert found, asked.name
    return found[1]


def selected(asked: Question) -> list[str]:
    """Return the SELECTed variables in order; of `(COUNT(?x) AS ?n)` the n."""
    clause = re.sub(r"\((?:[^()]|\([^()]*\))*\bAS\s+(\?\w+)\s*\)", r"\1", select_clause(asked))
    return re.findall(r"\?(\w+)", clause)


def ordered_by(asked: Question) -> list[str]:
    found = re.search(r"^ORDER BY (.*)$", asked.query, re.MULTILINE)
    return re.findall(r"\?(\w+)", found[1]) if found else []


def body(asked: Question) -> str:
    """Return the query without its header, since the header speaks of questions and not of SPARQL."""
    return "\n".join(line for line in asked.query.splitlines() if not line.startswith("#"))


# --- Rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=str)
def test_question_gives_the_rows_worked_out_by_hand(case: Case, request: pytest.FixtureRequest) -> None:
    kg: KnowledgeGraph = request.getfixturevalue({"whole": "kg"}.get(case.graph, case.graph))
    result = kg.ask(case.question, **case.parameters)
    rows = [tuple(short(term, kg.dataset.base) for term in row) for row in result.rows]
    assert Counter(rows) == Counter(case.rows)
    asked = catalogue()[case.question]
    assert result.columns == tuple(asked.columns)
    places = [result.columns.index(name) for name in ordered_by(asked) if name in result.columns]
    keys = [tuple(row[place] for place in places) for row in rows]
    if len(set(keys)) == len(keys):
        assert rows == list(case.rows), "the rows are right and their order is not"


def test_each_question_has_an_expected_file_and_each_file_a_question() -> None:
    assert [file.stem for file in sorted(EXPECTED.iterdir())] == [file.stem for file in FILES]


def test_there_are_enough_questions() -> None:
    assert len(FILES) >= 45


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_expected_cases_fill_and_leave_out_every_parameter(asked: Question) -> None:
    given = [set(case.parameters) for case in CASES if case.question == asked.name]
    names = {parameter.name for parameter in asked.parameters}
    assert set().union(*given) == names
    assert all({p.name for p in asked.parameters if not p.optional} <= one for one in given)
    assert all(any(p.name not in one for one in given) for p in asked.parameters if p.optional)


@pytest.mark.parametrize("file", sorted(EXPECTED.glob("*.yaml")), ids=lambda file: file.stem)
def test_expected_file_begins_by_saying_what_it_shows(file: Path) -> None:
    assert re.match(r"# [A-Z].*\.\n", file.read_text("utf-8"))


# --- Headers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_header_is_complete(asked: Question) -> None:
    assert re.fullmatch(r"[A-Z].*[^.?]", asked.title)
    assert re.fullmatch(r"[A-Z].*\?", asked.text)
    assert re.fullmatch(r"[A-Z].*[^?]\.", asked.why)
    assert asked.theme in THEMES
    assert asked.columns
    assert all(meaning.strip() for meaning in asked.columns.values())
    assert all(parameter.description and parameter.example for parameter in asked.parameters)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_columns_are_what_is_selected_without_the_parameters(asked: Question) -> None:
    parameters = {parameter.name for parameter in asked.parameters}
    variables = selected(asked)
    assert parameters <= set(variables), "a parameter must be among the variables selected"
    hidden = parameters - set(asked.columns)
    assert [name for name in variables if name not in hidden] == list(asked.columns)


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_all_columns_have_a_say_in_the_order(asked: Question) -> None:
    assert set(asked.columns) <= set(ordered_by(asked)), "else rows that are alike in the others come in any order"


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_examples_of_parameters_are_in_the_curated_graph(asked: Question, kg: KnowledgeGraph) -> None:
    examples = {parameter.name: parameter.example for parameter in asked.parameters}
    terms = bind(asked, examples, kg.find)
    assert terms.keys() == examples.keys()
    things = [one for one in asked.parameters if one.type not in ("words", "Class") and ":" not in one.type]
    assert all(f"/{one.example}" in terms[one.name].value for one in things), "give the slug, which is shortest to type"


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_prefixes_are_those_of_the_context(asked: Question) -> None:
    known = {
        name: iri
        for name, iri in context().items()
        if isinstance(iri, str) and re.search(r"[#/]$", iri) and not name.startswith("@")
    }
    declared = dict(re.findall(r"^PREFIX ([\w-]+): <([^>]+)>$", asked.query, re.MULTILINE))
    assert {name: iri for name, iri in declared.items() if known.get(name, iri) != iri} == {}
    used = set(re.findall(r"(?<![\w?<:/])([a-z][\w-]*):(?=\w)", body(asked)))
    assert used == declared.keys(), "declare every prefix that is used, and no other"


def test_header_that_lacks_a_line_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "nameless.rq"
    file.write_text("# title: Nameless\n# theme: Schools\nSELECT ?a { ?a ?b ?c }\n", "utf-8")
    with pytest.raises(HistoriographError, match="the header lacks question, why"):
        read_question(file)


# --- Another engine -------------------------------------------------------------------------------------------


def in_rdflib(graph: KnowledgeGraph) -> rdflib.Dataset:
    """Return a graph in rdflib's own store, read from N-Quads."""
    quads = {*graph.authored, *graph.derived}
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    assert sum(1 for _ in dataset.quads()) == len(quads)
    return dataset


@pytest.fixture(scope="module")
def mini_elsewhere(mini: KnowledgeGraph) -> rdflib.Dataset:
    return in_rdflib(mini)


CANDIDATES = {
    "xsd:integer": [ox.Literal(1840), ox.Literal(1851), ox.Literal(2000)],
    "words": [
        ox.Literal(words) for words in ("thrift", "the flood", "bridge of harrowmere", "a b c d e f", "pell quill")
    ],
    "Class": [ox.NamedNode(HG + name) for name in ("Claim", "Estimate", "School")],
}


def candidates(parameter: Parameter, mini: KnowledgeGraph) -> list[Any]:
    """Return what may fill a blank: some values of its type, or everything of its class in the small dataset."""
    if parameter.type in CANDIDATES:
        return CANDIDATES[parameter.type]
    kinds = ["Historian", "Actor", "UnnamedParty"] if parameter.type == "Agent" else [parameter.type]
    values = " ".join(f"hg:{kind}" for kind in kinds)
    things = mini.sparql(f"SELECT DISTINCT ?t {{ VALUES ?kind {{ {values} }} ?t a ?kind }} ORDER BY ?t")
    return [row[0] for row in things.rows]


def fillings(asked: Question, mini: KnowledgeGraph) -> list[dict[str, Any]]:
    """Return the ways to fill the blanks from the small dataset, and to leave out those that may be."""
    filled: list[dict[str, Any]] = [{}]
    for parameter in asked.parameters:
        options = [{parameter.name: term} for term in candidates(parameter, mini)] + (
            [{}] if parameter.optional else []
        )
        filled = [{**one, **option} for one in filled for option in options]
    return filled


def comparable(term: Any) -> object:
    """Return a term of either library so that equal terms are equal.

    Plain text and xsd:string are one in RDF 1.1, and the store makes plain integers of all kinds of them.
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode | rdflib.URIRef):
        return f"<{term.value if isinstance(term, ox.NamedNode) else term}>"
    text = term.value if isinstance(term, ox.Literal) else str(term)
    datatype = term.datatype.value if isinstance(term, ox.Literal) else str(term.datatype or rdflib.XSD.string)
    return (text, term.language) if term.language else (text, datatype.replace("nonNegativeInteger", "integer"))


def rows_here(graph: KnowledgeGraph, asked: Question, filled: Mapping[str, Any]) -> Counter[Row]:
    found = graph.solutions(asked.query, filled)
    places = [found.variables.index(name) for name in asked.columns]
    return Counter(tuple(comparable(row[place]) for place in places) for row in found.rows)


def in_terms_of_rdflib(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def rows_there(graph: rdflib.Dataset, asked: Question, filled: Mapping[str, Any]) -> Counter[Row]:
    answer = graph.query(asked.query, initBindings={name: in_terms_of_rdflib(term) for name, term in filled.items()})
    places = [place for place, name in enumerate(map(str, answer.vars or ())) if name in asked.columns]
    return Counter(tuple(comparable(row[place]) for place in places) for row in answer if isinstance(row, tuple))


MOST = 12
"""Ways to fill the blanks of a question that rdflib, which is slow, is asked to try, evenly chosen."""
MOST_OF_SLOW = {"search": 4}


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.name)
def test_rdflib_gives_the_same_rows(asked: Question, mini: KnowledgeGraph, mini_elsewhere: rdflib.Dataset) -> None:
    tried = fillings(asked, mini)
    assert tried
    for filled in tried[:: 1 + len(tried) // MOST_OF_SLOW.get(asked.name, MOST)]:
        assert rows_there(mini_elsewhere, asked, filled) == rows_here(mini, asked, filled), filled
