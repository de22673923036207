"""Every analysis on real graphs: from Python, the command line, a store elsewhere; and what it says of itself."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT, Outcome
from historiograph.analysis import THEMES, Corpus, analyse, analyses, work_out
from historiograph.analysis.cube import CUBE, cube
from historiograph.analysis.summaries import Summaries
from historiograph.errors import InputError, NotFoundError
from historiograph.graph import KnowledgeGraph, load
from servers import oxigraph

Run = Callable[..., Outcome]
EMPTY = {
    "self-conflicts": "neither text presents anybody so",
    "independent-agreement": "no claim is argued by two people from evidence",
    "contested-evidence": "the evidence that is named stands on one side each time",
}
"""Analyses whose true answer on the curated graph is none; test_arguments.py gets rows from them."""


def examples(name: str) -> dict[str, str]:
    return {blank.name: blank.example for blank in analyses()[name].parameters if not blank.optional}


@pytest.fixture(scope="module")
def endpoint(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with oxigraph(tmp_path_factory.mktemp("store")) as server:
        kg.push(server.push)
        yield load(server.query)


@pytest.fixture(scope="module")
def corpus(kg: KnowledgeGraph) -> Corpus:
    return Corpus(kg)


@pytest.mark.parametrize("name", analyses())
def test_each_runs_on_the_curated_graph_and_says_what_it_does_not_say(corpus: Corpus, name: str) -> None:
    asked = analyses()[name]
    found = analyse(corpus, name, examples(name))
    assert found.columns == tuple(column.name for column in asked.columns)
    assert bool(found.rows) is (name not in EMPTY), f"{name}: {EMPTY.get(name, 'there are no rows')}"
    assert found.notes[-1] == f"{asked.method} {asked.caveat}"
    assert not any(cell.startswith("http") for row in found.labelled() for cell in row), "an IRI stands for a name"
    assert len(found.to_pandas()) == len(found)
    assert found.rows == analyse(corpus, name, examples(name)).rows


@pytest.mark.parametrize("name", analyses())
def test_each_runs_where_there_is_next_to_nothing(mini: KnowledgeGraph, name: str, tmp_path: Path) -> None:
    nothing = load_text(tmp_path, "")
    for graph in (mini, nothing):
        try:
            graph.analyse(name, **dict.fromkeys(examples(name), "why-the-bridge-fell"))
        except (InputError, NotFoundError) as told:
            assert str(told)  # noqa: PT017 - either it runs, or it says why not


def load_text(folder: Path, more: str) -> KnowledgeGraph:
    head = "dataset: {id: tiny, base: https://example.org/tiny/, title: Tiny, license: https://example.org/free}\n"
    (folder / "dataset.yaml").write_text(head + more, "utf-8")
    return load(folder, cached=False)


def test_an_endpoint_gives_the_same(corpus: Corpus, endpoint: KnowledgeGraph) -> None:
    elsewhere = Corpus(endpoint)
    for name in analyses():
        there, here = (analyse(one, name, examples(name)) for one in (elsewhere, corpus))
        assert there.labelled() == here.labelled(), name


def test_agreement_among_historians_as_read_in_the_texts(kg: KnowledgeGraph) -> None:
    rows = [tuple(row) for row in kg.analyse("agreement").labelled()]
    assert ("J. Arch Getty", "Gábor T. Rittersporn", "3", "2", "3", "0", "1.000", "", "") in rows
    assert ("Moshe Lewin", "Martin McCauley", "4", "2", "0", "2", "-1.000", "", "") in rows
    assert len(kg.analyse("agreement", agent="lewin")) == 2


def test_agreement_agrees_with_the_derived_graph(kg: KnowledgeGraph) -> None:
    """Whoever agrees or disagrees on an answer also does so by the rules."""
    linked = {
        tuple(sorted((row["a"].value, row["b"].value)))
        for row in kg.sparql("SELECT ?a ?b { ?a hg:agreesWith|hg:disagreesWith ?b }")
    }
    met = {(row["one"].value, row["other"].value) for row in kg.analyse("agreement", between="speakers")}
    assert met
    assert met <= linked


def test_the_master_plan_falls_by_gettys_arguments(kg: KnowledgeGraph) -> None:
    rows = kg.analyse("why", claim="terror-followed-a-master-plan").labelled()
    assert rows[0][:3] == ("0", "asked", "The terror followed a master plan")
    assert rows[0][5:] == ("falls", "attacked")
    assert {row[2] for row in rows if row[:2] == ("1", "attacked by")} == {
        "The Politburo inquiry found no proof on Kirov",
        "The purges came of the failure of two campaigns",
        "Before mid-1937 chaos was more evident than planning",
    }


def test_what_falls_without_the_smolensk_archive(kg: KnowledgeGraph) -> None:
    rows = kg.analyse("what-if", without="smolensk-party-archive").labelled()
    assert [row[:4] for row in rows] == [
        ("The party apparatus was petrified and inefficient", "falls", "stands", "falls"),
        ("The party apparatus carried out its leader's orders well", "rises", "falls", "stands"),
    ]


def test_setting_aside_a_reporter_a_speaker_and_a_work(kg: KnowledgeGraph) -> None:
    reporter = kg.analyse("what-if", without="agent/mccauley")
    assert reporter.notes[0].startswith("what this speaker reports is set aside: 337 stances, 129 moves")
    speaker = kg.analyse("what-if", without="agent/mccauley", role="speaker")
    assert speaker.notes[0].startswith("what this speaker says, by whomever it is reported, is set aside: 168 stances")
    work = kg.analyse("what-if", without="work/mccauley-stalin-and-stalinism")
    assert work.rows == reporter.rows
    with pytest.raises(InputError, match="nothing to set aside"):
        kg.analyse("what-if", without="work/kataev-time-forward")


def test_changes_of_mind_are_those_the_texts_tell(kg: KnowledgeGraph) -> None:
    rows = kg.analyse("changes-of-mind").labelled()
    assert ("J. Arch Getty", "softens", "The terror followed a master plan", "denies") in [row[:4] for row in rows]
    assert len(rows) == 8


def test_both_texts_have_one_claim_of_one_person_in_common(kg: KnowledgeGraph) -> None:
    frame = kg.analyse("reporters").to_pandas()
    assert (len(frame), frame["alike"].sum(), frame["differently"].sum(), frame["opposed"].sum()) == (11, 1, 0, 0)
    with pytest.raises(InputError, match="two different reporters"):
        kg.analyse("reporters", one="mccauley")
    with pytest.raises(InputError, match="two different reporters"):
        kg.analyse("reporters", one="mccauley", other="mccauley")


def test_own_words_have_the_date_of_their_text_and_reports_have_none(kg: KnowledgeGraph) -> None:
    stances = {stance.iri: stance for stance in Corpus(kg).stances}
    dated = {stance.holder for stance in stances.values() if stance.year}
    assert {stance.year for stance in stances.values()} == {None, 1997}
    assert [holder.rpartition("/")[2] for holder in dated] == ["siegelbaum"]
    note = kg.analyse("shifts", date="works").notes[0]
    guessed = int(re.findall(r"(\d+) guessed", note)[0])
    assert guessed > 0
    assert " 0 guessed" in kg.analyse("shifts").notes[0]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("agreemnt",), "did you mean 'agreement'"),
        (("agreement", "--betwen", "schools"), "did you mean 'between'"),
        (("agreement", "--between", "school"), "did you mean 'schools'"),
        (("why",), "needs `claim`: the claim; for example terror-followed-a-master-plan"),
        (("why", "--claim", "no such"), "there is no claim 'no such'"),
        (("shifts", "--turn", "soon"), "should be a whole number such as 1985, not 'soon'"),
        (("agreement", "schools"), "one word too many"),
        (("what-if", "--without", "mccauley-stalin-and-stalinism"), "may mean more than one thing"),
        (("--format", "csv", "agreement"), "put the name of the analysis first"),
    ],
)
def test_a_slip_gets_one_clear_line(run: Run, words: tuple[str, ...], part: str) -> None:
    shown = run("analyse", *words)
    assert (shown.status, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert part in shown.err


def test_the_list_and_the_help_explain_each(run: Run) -> None:
    listed = run("analyse").out
    assert all(f"\n  {name}" in listed and asked.question in listed for name, asked in analyses().items())
    assert list(THEMES) == [line.partition(":")[0] for line in listed.splitlines() if line[:1].isalpha()]
    for name, asked in analyses().items():
        shown = run("analyse", name, "--help").out
        assert asked.method in shown
        assert asked.caveat in shown
        assert asked.command() in shown
    rows = list(csv.reader(io.StringIO(run("analyse", "--format", "csv").out)))
    assert [row[1] for row in rows[1:]] == list(analyses())


def test_every_method_names_its_source_or_says_what_is_counted() -> None:
    for name in (
        "agreement",
        "polarization",
        "speakers",
        "communities",
        "central-grounds",
        "standing",
        "why",
        "what-if",
    ):
        assert re.search(r"(1[89]|20)\d\d", analyses()[name].method), name
    assert all(asked.caveat.endswith(".") and asked.method.endswith(".") for asked in analyses().values())


def test_rows_in_every_form(run: Run) -> None:
    words = ("analyse", "changes-of-mind", "--format")
    assert len(json.loads(run(*words, "json").out)["results"]["bindings"]) == 8
    assert run(*words, "markdown").out.count("\n") == 10
    assert run(*words, "csv").out.startswith("holder,how,before,")
    assert "<sparql" in run(*words, "xml").out


def test_a_cube_says_what_the_table_says(run: Run, corpus: Corpus) -> None:
    store = ox.Store()
    for name, asked in analyses().items():
        found = work_out(corpus, asked, examples(name))
        store.extend(ox.Quad(*triple) for triple in cube(asked, examples(name), found, "https://example.org/x/"))
    shown = run("analyse", "standing", "--standing", "falls", "--format", "turtle")
    store.load(shown.out.encode(), format=ox.RdfFormat.TURTLE)
    prefix = f"PREFIX qb: <{CUBE}> "
    twice = "?d qb:structure/qb:component/qb:dimension ?c . ?a ?c ?v ; qb:dataSet ?d . ?b ?c ?v ; qb:dataSet ?d"
    twice += " FILTER(?a != ?b)"
    # Integrity constraints of the Recommendation: one data set an observation, one structure a data set, each
    # dimension and measure given, a measure in each structure, no two observations with the same dimensions.
    for broken in (
        "?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d }",
        "?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s }",
        "?s a qb:DataStructureDefinition FILTER NOT EXISTS { ?s qb:component/qb:measure ?m }",
        "?o qb:dataSet/qb:structure/qb:component/(qb:dimension|qb:measure) ?c FILTER NOT EXISTS { ?o ?c ?value }",
        twice,
    ):
        assert not store.query(f"{prefix}ASK {{ {broken} }}"), broken
    column = "https://w3id.org/historiograph/analysis/standing#"
    data_set = "https://w3id.org/historiograph/stalinism/analysis/standing--standing-falls"
    query = f"{prefix}SELECT ?claim {{ ?row qb:dataSet <{data_set}> ; <{column}claim> ?claim }}"
    falling = {row[0].value for row in store.query(query)}  # type: ignore[union-attr]
    assert falling == {row["claim"].value for row in analyse(corpus, "standing", {"standing": "falls"})}


def test_every_debate_and_school_has_a_summary_that_keeps_to_its_figures(kg: KnowledgeGraph, corpus: Corpus) -> None:
    summaries = Summaries(corpus)
    told = 0
    for kind, summary_of in (("Debate", summaries.debate), ("School", summaries.school)):
        for row in kg.sparql(f"SELECT ?thing {{ ?thing a hg:{kind} }}"):
            found = summary_of(row["thing"].value)
            assert len(found.sentences) <= 4
            assert bool(found.sentences) is bool(found.figures)
            assert all(sentence.endswith(".") for sentence in found.sentences)
            told += bool(found.sentences)
    assert told > 60
    assert summaries.debate("https://example.org/nothing") == ((), {})
    found = summaries.debate(kg.find("stalins-part-in-the-terror", "Debate"))
    assert (found.figures["voices"], found.figures["opposed"]) == (9, 7)


def test_listing_them_imports_nothing_heavy() -> None:
    heavy = "{'numpy', 'networkx', 'rdflib', 'pandas', 'scipy'}"
    code = f"""
import sys
from historiograph.cli.main import main
main(["analyse"])
print(sorted({heavy} & set(sys.modules)), file=sys.stderr)
"""
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "builders", check=True, capture_output=True, text=True
    )
    assert shown.stderr.splitlines()[-1] == "[]"


def test_the_page_explains_every_analysis() -> None:
    page = (ROOT / "docs" / "analysis.md").read_text("utf-8")
    assert [name for name in analyses() if f"`{name}`" not in page] == []


def test_the_page_gives_the_figures_that_come_out(corpus: Corpus) -> None:
    page = " ".join((ROOT / "docs" / "analysis.md").read_text("utf-8").split())
    shown = {
        name: analyse(corpus, name, given)
        for name, given in (
            ("agreement", {"between": "schools"}),
            ("communities", {}),
            ("unanswered", {}),
            ("standing", {}),
            ("school-evidence", {}),
            ("heard-through", {}),
            ("second-hand", {}),
            ("shifts", {}),
        )
    }
    pair = {(row[0], row[1]): row for row in shown["agreement"].labelled()}["Social historians", "Totalitarian school"]
    low, high = (f"{float(one):.2f}" for one in pair[7:])
    assert f"index {float(pair[6]):.2f} over {pair[3]} debates, interval {low} to {high}" in page
    for name, pattern in (
        ("communities", r"adjusted Rand index (0\.\d\d)"),
        ("unanswered", r"(\d+ of \d+ attacks meet no reply)"),
        ("school-evidence", r"(\d+ of \d+ inferences name evidence)"),
        ("heard-through", r"(\d+ of \d+ historians)"),
        ("second-hand", r"(\d+ of \d+ ascriptions)"),
    ):
        found = [match for note in shown[name].notes for match in re.findall(pattern, note)]
        assert found, name
        assert [one for one in found if one not in page] == [], name
    positions, undated = re.findall(r"of (\d+) positions .* (\d+) not dated", shown["shifts"].notes[0])[0]
    assert f"Of {positions} positions on answers {undated} have no date" in page
    counts = [row[1] for row in shown["standing"].labelled()]
    standing = f"{counts.count('open')} things are open, {counts.count('falls')} fall, {counts.count('stands')} stand"
    assert standing in page
