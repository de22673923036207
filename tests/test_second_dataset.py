"""The second bundled dataset: its answers worked out by hand from its two texts, which come with it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from conftest import ROOT
from historiograph.coverage import coverage
from historiograph.errors import InputError
from historiograph.graph import KnowledgeGraph, load
from historiograph.locate import locate
from historiograph.places import places_of
from historiograph.queries import Result

FOLDER = ROOT / "graph_data" / "peloponnesian-war"
CAUSE = FOLDER / "texts" / "the-truest-cause.txt"
DECREE = FOLDER / "texts" / "the-decree-and-the-man.txt"
Row = tuple[str, ...]


@pytest.fixture(scope="module")
def war(_own_cache: None) -> KnowledgeGraph:
    return load("peloponnesian-war", cached=False)


def rows(result: Result, *columns: str) -> set[Row]:
    """Return what stands in these columns: the last part of an IRI, or the literal."""
    at = [result.columns.index(column) for column in columns]

    def cell(term: Any) -> str:
        value = str(getattr(term, "value", ""))
        return value.removeprefix("https://w3id.org/historiograph/").split("/")[-1] if "://" in value else value

    return {tuple(cell(row[place]) for place in at) for row in result.rows}


# -- the package and its files -----------------------------------------------------------------------------------------


def test_a_bare_name_means_the_bundled_dataset() -> None:
    assert places_of("peloponnesian-war") == [FOLDER]
    assert places_of("stalinism") == [ROOT / "graph_data" / "stalinism"]


def test_a_folder_of_that_name_goes_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stalinism").mkdir()
    monkeypatch.chdir(tmp_path)
    assert places_of("stalinism") == [Path("stalinism")]
    assert places_of("./peloponnesian-war/x") == [Path("peloponnesian-war/x")]


def test_a_name_that_means_nothing_is_told_with_those_that_do() -> None:
    with pytest.raises(InputError, match=r"peloponnesian: no such file or folder;.* peloponnesian-war, stalinism"):
        places_of("peloponnesian")


def test_it_checks_without_violation_or_warning(run: Callable[..., Any]) -> None:
    shown = run("check", "--data", "peloponnesian-war", "--text", FOLDER / "texts", "--format", "json")
    assert shown.status == 0
    assert {finding["severity"] for finding in json.loads(shown.out)} <= {"info"}


def test_the_texts_are_those_that_the_passages_point_into(war: KnowledgeGraph) -> None:
    wanted = war.sparql(
        "SELECT ?name ?digest ?size { ?t dcterms:identifier ?name ; hg:sourceDigest ?digest ; dcterms:extent ?size }"
    )
    assert rows(wanted, "name", "digest", "size") == {
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), str(len(path.read_text("utf-8"))))
        for path in (CAUSE, DECREE)
    }


def test_the_texts_and_the_header_say_what_they_are(war: KnowledgeGraph) -> None:
    for path in (CAUSE, DECREE):
        head = path.read_text("utf-8").split("\n1. ")[0]
        assert "written for the Historiograph project" in head
        assert "not a work of scholarship" in head
        assert "CC BY 4.0" in head
    assert "written by the project for this dataset" in (FOLDER / "dataset.yaml").read_text("utf-8").replace(
        "\n    ", " "
    )


@pytest.mark.parametrize(("path", "covered", "of"), [(CAUSE, 55, 60), (DECREE, 69, 71)])
def test_nearly_every_sentence_is_covered(war: KnowledgeGraph, path: Path, covered: int, of: int) -> None:
    sections = coverage(war, path)
    assert (sum(one.covered for one in sections), sum(len(one.sentences) for one in sections)) == (covered, of)


def test_what_is_left_over_only_leads_on(war: KnowledgeGraph) -> None:
    left = [sentence.text for one in coverage(war, DECREE) for sentence in one.sentences if not sentence.covered]
    assert left == [
        "Which of the two he wrote first I do not know, so I shall not call it a change of mind.",
        "In 1907 Francis Cornford gave the decree a meaning.",
    ]


def test_every_passage_is_found_in_the_shipped_text(war: KnowledgeGraph) -> None:
    reading = locate(war, "decree-was-no-pretext", DECREE)
    assert reading.same_copy
    spans = {reading.text.text[one.passage.start : one.passage.end] for one in (it.place for it in reading.passages)}
    assert "A matter that split the city was no pretext." in spans


# -- answers worked out by hand ----------------------------------------------------------------------------------------


def test_sparta_changed_its_mind(war: KnowledgeGraph) -> None:
    found = rows(war.ask("changed-minds"), "holder", "before", "attitudeBefore", "after", "attitudeAfter")
    assert found == {("spartans", "athens-broke-the-treaty", "asserts", "athens-broke-the-treaty", "withdraws")}


def test_plutarch_did_not_as_far_as_anybody_knows(war: KnowledgeGraph) -> None:
    stances = war.sparql(
        "SELECT ?who ?claim ?attitude ?work"
        " { ?s hg:holder ?who ; hg:onClaim ?claim ; hg:attitude ?attitude ; hg:statedIn ?work }",
        who=ox.NamedNode(war.find("plutarch", "Historian")),
        claim=ox.NamedNode(war.find("pericles-feared-the-fate-of-pheidias", "Claim")),
    )
    assert rows(stances, "attitude", "work") == {("entertains", "plutarch-pericles"), ("denies", "plutarch-malice")}


def test_figures_of_thucydides_and_diodorus_conflict(war: KnowledgeGraph) -> None:
    found = rows(war.ask("estimates-in-conflict"), "one", "other")
    assert {frozenset(pair) for pair in found} == {
        frozenset({"thirteen-thousand-for-the-field", "twelve-thousand-for-the-field"}),
        frozenset({"sixteen-thousand-in-garrisons", "more-than-seventeen-thousand-in-garrisons"}),
        frozenset({"hoard-of-9700-talents", "hoard-of-10000-talents"}),
    }


def test_the_sum_of_isocrates_only_seems_to_conflict(war: KnowledgeGraph) -> None:
    found = rows(war.ask("estimates-that-only-seem-to-conflict"), "one", "other")
    assert {frozenset(pair) for pair in found} == {
        frozenset({"eight-thousand-talents-brought-up", other})
        for other in ("six-thousand-talents-left", "hoard-of-9700-talents", "hoard-of-10000-talents")
    }


def test_the_two_texts_disagree_where_grote_belongs(war: KnowledgeGraph) -> None:
    found = rows(war.ask("contested-membership"), "who", "kind", "accordingTo", "against", "againstAccordingTo")
    assert found == {("grote", "member", "essayist-on-the-truest-cause", "explicitly-not", "essayist-on-the-decree")}


def test_cause_or_pretext(war: KnowledgeGraph) -> None:
    found = rows(war.ask("who-answers", debate="cause-or-pretext"), "answer", "holder", "attitude", "reporter")
    assert found == {
        ("quarrels-were-occasions", "thucydides", "presupposes", "essayist-on-the-truest-cause"),
        ("stories-were-pretexts", "grote", "asserts", "essayist-on-the-truest-cause"),
        ("decree-was-no-pretext", "essayist-on-the-decree", "asserts", "essayist-on-the-decree"),
    }


def test_who_concedes_what(war: KnowledgeGraph) -> None:
    conceded = war.sparql(
        "SELECT ?holder ?claim { ?s hg:attitude attitude-value:concedes ; hg:holder ?holder ; hg:onClaim ?claim }"
    )
    assert rows(conceded, "holder", "claim") == {
        ("essayist-on-the-truest-cause", "fear-does-not-date-the-war"),
        ("beloch", "war-was-inevitable"),
        ("spartans", "fault-was-rather-spartas"),
        ("essayist-on-the-decree", "story-of-pheidias-is-no-common-belief"),
        ("essayist-on-the-decree", "rivalry-was-a-condition"),
    }


def test_grundy_disowns_what_dickins_reports(war: KnowledgeGraph) -> None:
    found = rows(war.ask("who-disagrees", agent="grundy"), "one", "claim", "other", "how")
    assert found == {("dickins", "grundy-has-athens-compelled-to-the-north-west", "grundy", "denies it")}


def test_which_steps_are_undercut(war: KnowledgeGraph) -> None:
    undercut = war.sparql("SELECT ?by ?step { ?u a hg:Undercut ; hg:movedBy ?by ; hg:target ?step }")
    assert rows(undercut, "by", "step") == {
        ("grote", "joke-shows-belief-in-pheidias"),
        ("essayist-on-the-decree", "attack-yields-a-motive"),
        ("essayist-on-the-decree", "megara-elsewhere-points-to-the-traders"),
        ("essayist-on-the-decree", "earlier-peace-shows-the-phrase"),
        ("essayist-on-the-decree", "silence-read-as-a-verdict"),
    }


def test_years_before_christ_are_counted_as_edtf_does(war: KnowledgeGraph) -> None:
    plays = war.sparql("SELECT ?work ?when { ?work dcterms:issued ?when FILTER(STRSTARTS(?when, '-')) }")
    assert rows(plays, "work", "when") == {("aristophanes-acharnians", "-0424"), ("aristophanes-peace", "-0420")}
    assert rows(war.ask("periods"), "period", "from", "to") == {
        ("half-century-of-growth", "-480", "-430"),
        ("fourteen-years-of-peace", "-445", "-431"),
    }


@pytest.mark.parametrize(("issued", "year"), [("-0424", "-424"), ("-0424-02", "-424"), ("1893", "1893")])
def test_a_stance_has_the_year_of_its_work(issued: str, year: str) -> None:
    store = ox.Store()
    stance, work = ox.NamedNode("urn:stance"), ox.NamedNode("urn:work")
    store.add(ox.Quad(stance, ox.NamedNode("https://w3id.org/historiograph/ontology#statedIn"), work))
    store.add(ox.Quad(work, ox.NamedNode("http://purl.org/dc/terms/issued"), ox.Literal(issued)))
    found = store.query((ROOT / "ontology" / "rules" / "stated-year.rq").read_text("utf-8"))
    assert isinstance(found, ox.QueryTriples)
    assert [getattr(triple.object, "value", "") for triple in found] == [year]


def test_every_question_runs(war: KnowledgeGraph) -> None:
    things = {
        "debate": "outbreak-of-the-war",
        "claim": "domestic-politics-kindled-the-war",
        "agent": "beloch",
        "school": "structural-explanation",
        "evidence": "story-of-hermes",
        "words": "fear",
        "year": 1900,
    }
    empty = Counter[str]()
    for question in war.questions():
        given = {one.name: things[one.name] for one in question.parameters if not one.optional}
        empty[question.name] = not war.ask(question.name, **given).rows
    assert {name for name, nothing in empty.items() if nothing} == {
        "in-neither-school", "members-against-their-school", "same-name-two-schools", "school-analogies",
        "attacked-analogies", "agreement-on-other-grounds", "parts-that-exceed-the-whole", "reported-differently",
        "identifiers",
    }  # fmt: skip


def test_it_can_be_seen_and_built(run: Callable[..., Any], tmp_path: Path) -> None:
    page, site = tmp_path / "debate.html", tmp_path / "out"
    where = ("--data", "peloponnesian-war")
    assert run("view", "debate", "--focus", "outbreak-of-the-war", *where, "-o", page).status == 0
    assert "Why did the Peloponnesian War break out?" in page.read_text("utf-8")
    assert run("build", *where, "-o", site).status == 0
    assert list(site.rglob("*.ttl"))
