"""Answers in every form: what machines read back is what was answered, and what people read fits and is escaped."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import pandas
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Outcome
from historiograph.errors import InputError, NotFoundError, QueryError
from historiograph.exports.rdf import SUFFIXES
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import HG, VOCABULARY
from historiograph.queries import Result
from historiograph.queries.table import draw_table

Run = Callable[..., Outcome]
XSD = "http://www.w3.org/2001/XMLSchema#"
NASTY = "a\tb\nc\rd \"'\\ <b>&amp;|*_ \u200b \u2028 斯大林 Ga\u0301bor \U0001f600"


def integer(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "integer"))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
terms = st.one_of(
    st.none(),
    st.from_regex(r"https://example\.org/[a-z]{1,8}", fullmatch=True).map(ox.NamedNode),
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="en")),
    st.integers().map(lambda number: integer(str(number))),
    st.booleans().map(ox.Literal),
    st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True).map(ox.BlankNode),
)
results = st.lists(st.tuples(terms, terms), max_size=6).map(lambda rows: Result(("one", "other"), rows))


def read(text: str, form: ox.QueryResultsFormat) -> list[tuple[Any, ...]]:
    found = ox.parse_query_results(text, format=form)
    assert isinstance(found, ox.QuerySolutions)
    assert [variable.value for variable in found.variables] == ["one", "other"]
    return [tuple(solution) for solution in found]


def alike(one: Sequence[tuple[Any, ...]], other: Sequence[tuple[Any, ...]]) -> bool:
    """Return whether rows are equal but for the names of blank nodes."""

    def plain(term: Any) -> Any:
        return "_:" if isinstance(term, ox.BlankNode) else term

    return [tuple(map(plain, row)) for row in one] == [tuple(map(plain, row)) for row in other]


# --- For machines ---------------------------------------------------------------------------------------------


@given(results)
@example(Result(("one", "other"), [(ox.Literal(NASTY), ox.Literal(NASTY, language="en"))]))
@example(Result(("one", "other"), []))
def test_json_and_tsv_are_read_back_as_they_were(result: Result) -> None:
    json.loads(result.to_json())
    assert alike(read(result.to_json(), ox.QueryResultsFormat.JSON), result.rows)
    assert alike(read(result.to_tsv(), ox.QueryResultsFormat.TSV), result.rows)


@given(results)
@example(Result(("one", "other"), [(ox.Literal(NASTY), ox.Literal("\x00\x1b\uffff"))]))
def test_xml_is_xml_and_read_back_as_it_was(result: Result) -> None:
    document = result.to_xml()
    ET.fromstring(document)  # noqa: S314 - our own document
    broken = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd"))
    kept = [
        tuple(
            ox.Literal(term.value.translate(broken), datatype=term.datatype, language=term.language)
            if isinstance(term, ox.Literal)
            else term
            for term in row
        )
        for row in result.rows
    ]
    assert alike(read(document, ox.QueryResultsFormat.XML), kept)


@given(results)
@example(Result(("one", "other"), [(ox.Literal(NASTY), None)]))
def test_csv_has_the_values(result: Result) -> None:
    rows = list(csv.reader(io.StringIO(result.to_csv(), newline="")))
    assert rows[0] == ["one", "other"]
    assert [tuple(row) for row in rows[1:]] == result.plain()


def test_other_readers_agree() -> None:
    result = Result(
        ("one", "other"), [(ox.NamedNode("https://e.org/a"), ox.Literal(NASTY, language="en")), (None, integer("1"))]
    )
    for form, text in (("json", result.to_json()), ("xml", result.to_xml()), ("csv", result.to_csv())):
        found = rdflib.query.Result.parse(io.BytesIO(text.encode()), format=form)
        assert len(list(found)) == 2, form


def test_pandas_gets_the_types(kg: KnowledgeGraph) -> None:
    huge = "9" * 30
    number = ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal"))
    rows = [
        (
            integer("1"),
            ox.Literal(True),
            number,
            ox.NamedNode("https://e.org/a"),
            integer("1"),
            None,
            integer("9" * 30),
        ),
        (None, None, integer("2"), None, ox.Literal("x"), None, None),
    ]
    frame = Result(("int", "bool", "float", "iri", "mixed", "none", "huge"), rows).to_pandas()
    kinds = [str(dtype) for dtype in frame.dtypes]
    assert kinds == ["Int64", "boolean", "float64", "str", "object", "str", "object"]
    assert frame["int"].sum() == 1
    assert frame["int"].isna().tolist() == [False, True]
    assert frame["huge"][0] == int(huge)
    assert Result((), []).to_pandas().empty
    assert list(Result(("a",), []).to_pandas().columns) == ["a"]
    labelled = kg.ask("schools").with_labels().to_pandas()
    assert "Social historians" in labelled["school"].tolist()
    assert isinstance(labelled, pandas.DataFrame)


# --- For people -----------------------------------------------------------------------------------------------


def test_iris_are_shown_by_their_labels() -> None:
    def labeller(iris: Sequence[str]) -> Mapping[str, str]:
        return {"https://e.org/getty": "J. Arch Getty"}

    iris = [
        "https://e.org/getty",
        "https://e.org/unknown",
        VOCABULARY + "membership-kind/explicitly-not",
        HG + "UnnamedParty",
        HG + "onClaim",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    ]
    (row,) = Result(tuple("abcdef"), [tuple(map(ox.NamedNode, iris))], labeller).labelled()
    assert row == (
        "J. Arch Getty",
        "https://e.org/unknown",
        "explicitly not",
        "unnamed party",
        "onClaim",
        "skos:prefLabel",
    )


def test_a_table_fits_its_width_in_any_script() -> None:
    from unicodedata import east_asian_width

    def wide(line: str) -> int:
        return sum(2 if east_asian_width(one) in "WF" else 1 for one in line if one != "\u0301")

    rows = [
        ("a claim of many words about the party and its leader " * 3, "斯大林" * 20, "Ga\u0301bor"),
        ("x" * 200, "", "y"),
    ]
    for width in (40, 60, 100, 1000):
        table = draw_table(("claim", "name", "who"), rows, width)
        assert max(map(wide, table.splitlines())) <= width
        assert "".join(table.split()).count("斯") == 20
    assert draw_table((), []) == ""
    assert draw_table(("a",), [("b",)]) == "a\n─\nb\n"


def test_a_big_answer_is_drawn_quickly_and_shown_politely() -> None:
    rows = [(ox.Literal(f"A claim about the party {number}"), integer(str(number))) for number in range(50_000)]
    result = Result(("claim", "number"), rows)
    start = time.process_time()
    csv_text = result.to_csv()
    base = time.process_time() - start
    start = time.process_time()
    assert result.to_table(100).count("\n") == 50_002
    assert time.process_time() - start < max(20 * base, 1.0)
    assert csv_text.count("\r\n") == 50_001
    assert repr(result).endswith("50,000 rows, the first 20 shown")
    assert len(repr(result)) < 2_000
    html = result._repr_html_()
    assert html.count("<tr>") == 201
    assert "50,000 rows, the first 200 shown" in html


def test_hostile_text_is_harmless_in_html_and_markdown() -> None:
    result = Result(("<b>",), [(ox.Literal("<script>alert(1)</script>"),), (ox.Literal("a|b `c` [d](e) *f*\\"),)])
    assert "<script" not in result._repr_html_()
    assert "<script" not in result.to_markdown()
    assert all(line.replace("\\|", "").count("|") == 2 for line in result.to_markdown().splitlines())


def test_notes_are_shown() -> None:
    result = Result(("a",), [], notes=["there is no hg:holdr"])
    assert "there is no hg:holdr" in repr(result)
    assert "there is no hg:holdr" in result._repr_html_()
    assert result.without([]).notes == result.with_labels().notes == result.notes


# --- On the command line --------------------------------------------------------------------------------------


def test_labels_and_iris_on_request(run: Run) -> None:
    words = ("ask", "school-members", "--school", "totalitarian-school")
    assert "Totalitarian school,Robert Conquest,member," in run(*words, "--format", "csv", "--labels").out
    assert "https://w3id.org/historiograph/stalinism/agent/conquest," in run(*words, "--format", "csv").out
    assert "agent/conquest" in run(*words, "--iris").out
    assert "agent/conquest" in run(*words, "--format", "markdown", "--iris").out
    assert '"Robert Conquest"' in run(*words, "--format", "json", "--labels").out


def test_xml_on_the_command_line(run: Run) -> None:
    rows = ET.fromstring(run("ask", "schools", "--format", "xml").out)  # noqa: S314
    assert len(rows.findall(".//{*}result")) == len(run("ask", "schools", "--format", "tsv").out.splitlines()) - 1
    answer = ET.fromstring(run("sparql", "ASK { ?s hg:rebuts ?o }", "--format", "xml").out)  # noqa: S314
    assert [one.text for one in answer.iter("{http://www.w3.org/2005/sparql-results#}boolean")] == ["true"]


@pytest.mark.parametrize("form", SUFFIXES)
def test_a_graph_in_every_form(run: Run, kg: KnowledgeGraph, form: str) -> None:
    query = "CONSTRUCT { ?s hg:rebuts ?o } WHERE { ?s hg:rebuts ?o }"
    text = run("sparql", query, "--format", form).out
    found = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.from_extension(SUFFIXES[form]))}
    assert found == set(kg.solutions(query).triples or ())
    assert kg.construct(query, form) == text


def test_what_makes_no_graph_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="makes no graph"):
        kg.construct("SELECT * {}")
    with pytest.raises(NotFoundError, match="did you mean 'turtle'"):
        kg.construct("DESCRIBE hg:Claim", "turtel")
    with pytest.raises(InputError, match="RDF/XML cannot write the predicate"):
        kg.construct("CONSTRUCT { ?s <https://e.org/1> ?s } WHERE { ?s a hg:School }", "rdfxml")
