"""Matrix, figures and timeline as data and as files: rows worked out by hand, odd graphs, and pages that are closed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Outcome
from historiograph.errors import NotFoundError
from historiograph.graph import KnowledgeGraph, load
from historiograph.namespaces import local_name
from historiograph.views import Place, Reading, render_view
from historiograph.views.assets import Linked
from historiograph.views.charts import CHARTS
from historiograph.views.charts.axis import axis_of, years_axis
from historiograph.views.charts.estimates import Estimates, allowed, estimates
from historiograph.views.charts.matrix import Matrix, matrix
from historiograph.views.charts.timeline import Span, Timeline, timeline, years_of
from historiograph.views.language import messages

PREFIXES = """
@prefix hg: <https://w3id.org/historiograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix att: <https://w3id.org/historiograph/vocab/attitude/> .
@prefix kind: <https://w3id.org/historiograph/vocab/membership-kind/> .
@prefix bounds: <https://w3id.org/historiograph/vocab/bounds-kind/> .
@prefix unit: <https://w3id.org/historiograph/vocab/unit/> .
@prefix : <https://example.org/x/> .
"""
HOSTILE = (
    '<img src=x onerror=alert(1)> \u202egnitirw </script><script>alert(1)</script> Сталин 🗿 & "quoted" '
    + "long " * 1000
)


def turtle(tmp_path: Path, text: str) -> Reading:
    """A graph written for one test."""
    file = tmp_path / "x.ttl"
    file.write_text(PREFIXES + text, encoding="utf-8")
    return Reading(load(file, cached=False))


@pytest.fixture(scope="module")
def small(mini: KnowledgeGraph) -> Reading:
    return Reading(mini)


@pytest.fixture(scope="module")
def curated(kg: KnowledgeGraph) -> Reading:
    return Reading(kg)


def lines(view: Matrix, by: str, row: int = 0) -> dict[str, list[tuple[object, ...]]]:
    """The lines of a row by column: claim, attitude, hedge, whether reported, whether given up, holders."""
    table = next(table for table in view.tables if table.by == by)
    return {
        local_name(table.columns[place].iri): [
            (
                local_name(line.claim),
                line.attitude,
                line.hedge,
                bool(line.reporters),
                line.given_up,
                [local_name(who) for who in line.holders],
            )
            for line in cell.lines
        ]
        for place, cell in table.rows[row].cells.items()
    }


# -- the matrix --------------------------------------------------------------------------------------------------------


def test_matrix_of_the_small_graph_by_schools(small: Reading) -> None:
    view = matrix(small)
    assert lines(view, "school") == {
        "flood-school": [
            ("bridge-fell-by-accident", "asserts", "", False, False, ["thorne"]),
            ("bridge-fell-by-thrift", "denies", "", False, False, ["thorne"]),
        ],
        "thrift-school": [
            ("bridge-fell-by-thrift", "asserts", "probable", True, True, ["quill"]),
            ("bridge-fell-by-thrift", "doubts", "", True, False, ["quill"]),
        ],
        "others": [
            ("bridge-fell-by-accident", "asserts", "", True, False, ["pell"]),
            ("piers-were-sawn-through", "asserts", "", True, False, ["some-townsfolk"]),
        ],
    }
    (row,) = view.tables[0].rows
    assert [local_name(claim) for claim in row.claims] == [
        "bridge-fell-by-thrift",
        "bridge-fell-by-accident",
        "piers-were-sawn-through",
    ]
    assert row.disagreement == 0, "quill gave up what thorne denies"
    assert not any(cell.dissenters or cell.divided for cell in row.cells.values())


def test_matrix_of_the_small_graph_by_historians(small: Reading) -> None:
    found = lines(matrix(small), "historian")
    assert list(found) == ["thorne", "quill", "others"]
    assert [line[:2] for line in found["thorne"]] == [
        ("bridge-fell-by-accident", "asserts"),
        ("bridge-fell-by-thrift", "denies"),
    ]


def test_matrix_with_a_focus_has_a_row_an_answer(small: Reading, mini: KnowledgeGraph) -> None:
    view = matrix(small, mini.find("why-the-bridge-fell", kind="Debate"))
    assert [(local_name(row.iri), len(row.cells)) for row in view.tables[0].rows] == [
        ("bridge-fell-by-thrift", 2),
        ("bridge-fell-by-accident", 2),
        ("piers-were-sawn-through", 1),
    ]


def test_a_large_matrix_is_held_to_its_fullest_rows_and_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ':h0 a hg:Historian ; foaf:name "h0" . :h1 a hg:Historian ; foaf:name "h1" . :h2 a hg:Historian .'
    for debate, speakers in enumerate(((0,), (0, 1), ())):  # h0 speaks in both, h2 in none
        text += f':d{debate} a hg:Debate ; skos:prefLabel "d{debate}"@en .\n'
        text += f':c{debate} a hg:Claim ; skos:prefLabel "c{debate}"@en ; hg:answers :d{debate} .\n'
        for n in speakers:
            text += f":s{debate}{n} a hg:Stance ; hg:holder :h{n} ; hg:reporter :h{n} ; hg:onClaim :c{debate} ;"
            text += " hg:attitude att:asserts .\n"
    reading = turtle(tmp_path, text)
    whole = matrix(reading).tables[1]
    assert [local_name(row.iri) for row in whole.rows] == ["d1", "d0", "d2"]
    assert [local_name(column.iri) for column in whole.columns] == ["h0", "h1"]
    monkeypatch.setattr("historiograph.views.charts.matrix.MOST_ROWS", 1)
    monkeypatch.setattr("historiograph.views.charts.matrix.MOST_COLUMNS", 1)
    view = matrix(reading)
    table = view.tables[1]
    assert [local_name(row.iri) for row in table.rows] == ["d1"]
    assert [column.iri.rpartition("/")[2] for column in table.columns] == ["h0", "others"]
    assert table.gathered == 1
    assert [local_name(iri) for iri in table.silent] == ["h2"]
    assert view.left_out == 1  # the other table has d0
    page = render_view(reading.kg, "matrix", reading=reading).html  # type: ignore[arg-type]
    assert ">2 of 3 questions are here" in page
    assert ">1 more historian" in page
    alone = render_view(reading.kg, "matrix", "d1", reading=reading).html  # type: ignore[arg-type]
    assert 'class="limited"' not in alone


def test_every_stance_on_an_answer_is_in_both_tables(curated: Reading) -> None:
    view = matrix(curated)
    answers = {
        (source, target) for source, target, relation in curated.network.edges(data="relation") if relation == "answers"
    }
    stances = {
        (debate, claim, stance.iri_of("holder"), local_name(stance.iri_of("attitude")))
        for stance in curated.stances.values()
        for claim, debate in answers
        if stance.iri_of("onClaim") == claim
    }
    for table in view.tables:
        shown = {
            (row.iri, line.claim, holder, line.attitude)
            for row in table.rows
            for cell in row.cells.values()
            for line in cell.lines
            for holder in line.holders
        }
        assert shown == stances
    assert len(view.tables[0].rows) == 61
    assert len(view.tables[0].columns) == 13, "twelve schools, and everybody else"


def test_dissenters_of_the_curated_graph(curated: Reading) -> None:
    table = matrix(curated).tables[0]
    found = {
        (local_name(row.iri), local_name(table.columns[place].iri)): {local_name(who) for who in cell.dissenters}
        for row in table.rows
        for place, cell in row.cells.items()
        if cell.dissenters
    }
    # McCauley: Conquest came to concede what the school denies; Siegelbaum: Trotsky against the newer Marxists.
    assert found["reach-of-the-stalinist-state", "totalitarian-school"] == {"conquest"}
    assert found["bureaucracy-as-ruling-class", "marxist-analysis"] == {"trotsky"}


def test_who_dissents(tmp_path: Path) -> None:
    reading = turtle(
        tmp_path,
        """
:debate a hg:Debate ; skos:prefLabel "Which?"@en .
:yes a hg:Claim ; skos:prefLabel "Yes"@en ; hg:answers :debate ; hg:incompatibleWith :no .
:no a hg:Claim ; skos:prefLabel "No"@en ; hg:answers :debate .
:voiced a hg:School ; skos:prefLabel "Voiced"@en .
:common a hg:UnnamedParty ; skos:prefLabel "all"@en ; hg:drawnFrom :voiced .
:large a hg:School ; skos:prefLabel "Large"@en . :even a hg:School ; skos:prefLabel "Even"@en .
:a a hg:Historian ; foaf:name "A" . :b a hg:Historian ; foaf:name "B" . :c a hg:Historian ; foaf:name "C" .
:m1 a hg:Membership ; hg:member :a ; hg:inSchool :voiced , :large , :even ; hg:membershipKind kind:member .
:m2 a hg:Membership ; hg:member :b ; hg:inSchool :voiced , :large , :even ; hg:membershipKind kind:founder .
:m3 a hg:Membership ; hg:member :c ; hg:inSchool :large ; hg:membershipKind kind:fellow-traveller ; hg:accordingTo :a .
:m4 a hg:Membership ; hg:member :c ; hg:inSchool :even ; hg:membershipKind kind:critic ; hg:accordingTo :a .
:s1 a hg:Stance ; hg:holder :common ; hg:onClaim :yes ; hg:attitude att:asserts ; hg:reporter :a .
:s2 a hg:Stance ; hg:holder :a ; hg:onClaim :yes ; hg:attitude att:asserts ; hg:reporter :a .
:s3 a hg:Stance ; hg:holder :b ; hg:onClaim :no ; hg:attitude att:asserts ; hg:reporter :a .
:s4 a hg:Stance ; hg:holder :c ; hg:onClaim :yes ; hg:attitude att:presupposes ; hg:reporter :a .
""",
    )
    table = matrix(reading).tables[0]
    cells = {local_name(table.columns[place].iri): cell for place, cell in table.rows[0].cells.items()}
    assert [local_name(who) for who in cells["voiced"].dissenters] == ["b"], "against the common voice"
    assert [local_name(who) for who in cells["large"].dissenters] == ["b"], "against the greater number"
    assert (cells["even"].dissenters, cells["even"].divided) == ((), True), "a critic is no member"


# -- the figures -------------------------------------------------------------------------------------------------------


def test_figures_of_the_small_graph(small: Reading) -> None:
    (panel,) = estimates(small).panels
    assert (panel.unit, panel.axis.log, [int(tick) for tick in panel.axis.ticks]) == (
        "persons",
        False,
        [0, 5, 10, 15, 20, 25],
    )
    assert [(local_name(row.iri), row.depth, local_name(row.place)) for row in panel.rows] == [
        ("deaths-at-the-bridge", 0, "harrowmere"),
        ("deaths-in-the-parish-register", 1, "harrowmere"),
    ]
    whole, part = (row.figures[0] for row in panel.rows)
    assert (whole.kind, whole.least, whole.most, whole.accepted) == ("range", 19, 24, True)
    assert (part.kind, part.least, part.most) == ("exact", 19, 19)
    assert [panel.axis.place(Decimal(n)) for n in (0, 19, 24, 25, 99)] == [0.0, 76.0, 96.0, 100.0, 100.0]


def test_the_harvest_of_1932_is_disputed(curated: Reading, kg: KnowledgeGraph) -> None:
    (panel,) = estimates(curated, kg.find("grain-harvest-of-1932", kind="Measure")).panels
    (row,) = panel.rows
    assert [(local_name(figure.iri), figure.kind, figure.least, figure.most) for figure in row.figures] == [
        ("harvest-of-1932-recomputed", "at-most", None, 50_000_000),
        ("harvest-of-1932-official", "exact", 69_900_000, 69_900_000),
    ]
    assert [(gap.low, gap.high) for gap in row.gaps] == [(50_000_000, 69_900_000)]
    assert [[relation for relation, _ in figure.rivals] for figure in row.figures] == [["conflictsWith"]] * 2


def test_figures_of_the_curated_graph(curated: Reading) -> None:
    view = estimates(curated)
    assert (view.measures, view.figures) == (79, 80)
    persons = view.panels[0]
    assert (persons.unit, persons.axis.log) == ("persons", True), "25 in Magnitogorsk, 142 million in the country"
    parts = [(local_name(row.iri), row.depth) for row in persons.rows]
    place = parts.index(("famine-deaths-ussr-1933", 0))
    assert parts[place + 1] == ("famine-deaths-ukraine-1933", 1), "a part stands below its whole"


def test_a_focus_brings_wholes_parts_and_seeming_rivals(curated: Reading, kg: KnowledgeGraph) -> None:
    view = estimates(curated, kg.find("camp-inmates-1939", kind="Measure"))
    assert {local_name(row.iri) for panel in view.panels for row in panel.rows} == {
        "camp-inmates-1939",
        "camp-inmates-by-1938-as-once-estimated",
    }


def test_what_a_figure_allows_is_what_the_rules_derive(curated: Reading) -> None:
    figures = [row.figures for panel in estimates(curated).panels for row in panel.rows]
    computed = {
        (one.iri, other.iri)
        for same in figures
        for one in same
        for other in same
        if _apart(one.least, one.most, other.least, other.most)
    }
    derived = {(s, t) for s, t, relation in curated.network.edges(data="relation") if relation == "conflictsWith"}
    assert computed == derived != set()


def _apart(
    least: Decimal | None, most: Decimal | None, other_least: Decimal | None, other_most: Decimal | None
) -> bool:
    below = most is not None and other_least is not None and most < other_least
    return below or (least is not None and other_most is not None and other_most < least)


@pytest.mark.parametrize(
    ("kind", "lower", "point", "upper", "least", "most"),
    [
        ("exact", None, 5, None, 5, 5),
        ("at-least", None, 5, None, 5, None),
        ("at-least", 5, None, None, 5, None),
        ("at-most", None, 5, None, None, 5),
        ("range", 3, None, 7, 3, 7),
        ("around", None, 100, None, 90, 110),
        ("around", None, -100, None, -110, -90),
        ("around", 100, None, 200, 90, 220),
        ("order-of-magnitude", None, 100, None, 10, 1000),
        ("order-of-magnitude", None, -100, None, -1000, -10),
        ("order-of-magnitude", 100, None, None, 100, None),
        ("exact", 3, 5, 7, 3, 7),
        ("exact", None, None, None, None, None),
    ],
)
def test_allowed(
    kind: str, lower: int | None, point: int | None, upper: int | None, least: int | None, most: int | None
) -> None:
    given_numbers = [None if number is None else Decimal(number) for number in (lower, point, upper)]
    assert allowed(kind, *given_numbers) == (least, most)


@settings(max_examples=60)
@given(st.lists(st.decimals(min_value=-(10**30), max_value=10**30, allow_nan=False, places=3), min_size=1, max_size=6))
def test_every_figure_is_on_the_axis_in_order(numbers: list[Decimal]) -> None:
    axis = axis_of(numbers)
    places = [axis.place(number) for number in sorted(numbers)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert axis.low <= min(numbers) <= max(numbers) <= axis.high
    assert 2 <= len(axis.ticks) <= 12
    assert list(axis.ticks) == sorted(set(axis.ticks))


def test_the_axis_is_logarithmic_only_where_it_must_be() -> None:
    assert not axis_of([Decimal(2), Decimal(99)]).log
    assert axis_of([Decimal(2), Decimal(100)]).log
    assert not axis_of([Decimal(0), Decimal(10**9)]).log, "zero has no logarithm"
    assert [int(tick) for tick in axis_of([Decimal(3), Decimal(4000)]).ticks] == [1, 10, 100, 1000]


# -- the timeline ------------------------------------------------------------------------------------------------------


def test_timeline_of_the_small_graph(small: Reading) -> None:
    view = timeline(small)
    assert view.axis is not None
    assert (view.axis.low, view.axis.high) == (1780, 1870)
    assert [
        (row.id, row.at[0].first, row.at[0].last, row.at[0].uncertain, row.claims) for row in view.rows("event")
    ] == [
        ("event/burning-of-the-granary", 1788, 1788, True, 0),
        ("event/fall-of-the-bridge", 1791, 1791, False, 2),
    ]
    assert [(row.id, row.at[0].first, row.at[0].last) for row in view.rows("scheme")] == [
        ("period/pells-mayoralty", 1785, 1795)
    ]
    lanes = {
        local_name(lane.iris[0]): [(local_name(row.iri), [span.first for span in row.at]) for row in lane.rows]
        for lane in view.lanes
        if lane.kind == "work"
    }
    assert lanes == {
        "flood-school": [("thorne-the-night-of-the-bridge", [1861])],
        "thrift-school": [("quill-orle-and-its-bridges", [1840, 1852])],
    }
    chronicle = view.rows("work")[0]
    assert [local_name(thing) for thing in chronicle.things] == ["fall-of-the-bridge"]
    (change,) = view.rows("change")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.attitude, change.after.attitude) == ("asserts", "doubts")
    assert [span.first for span in change.at] == [1840, 1852]
    assert local_name(view.line) == "fall-of-the-bridge", "the latest event"


def test_timeline_of_the_curated_graph(curated: Reading, kg: KnowledgeGraph) -> None:
    view = timeline(curated)
    assert len(view.rows("event")) == 29
    assert len(view.rows("scheme")) + len(view.rows("span")) == 48
    assert len(view.rows("work")) == 23
    assert len(view.rows("change")) == len(list(kg.ask("withdrawn-or-narrowed")))
    chapter = next(row for row in view.rows("work") if row.id == "work/siegelbaum-building-stalinism")
    assert [span.first for span in chapter.at] == [1997, 2002], "it came out in a book that had two editions"
    assert local_name(view.line) == "collapse-of-1991"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1979", (1979, 1979, False)),
        ("1979-09", (1979, 1979, False)),
        ("196X", (1960, 1969, True)),
        ("19XX", (1900, 1999, True)),
        ("1788~", (1788, 1788, True)),
        ("1917/193X", (1917, 1939, True)),
        ("in the spring", None),
        ("", None),
    ],
)
def test_years_of(text: str, span: tuple[int, int, bool] | None) -> None:
    found = years_of(text)
    assert (found and (found.first, found.last, found.uncertain)) == span


def test_years_have_few_ticks() -> None:
    for first, last in ((1991, 1991), (1917, 2002), (-500, 1950), (-9000, 2000)):
        axis = years_axis(first, last)
        assert axis.low <= first < last + 1 <= axis.high
        assert len(axis.ticks) <= 14


# -- odd graphs --------------------------------------------------------------------------------------------------------


def test_a_graph_without_any_of_it_says_so(tmp_path: Path) -> None:
    reading = turtle(tmp_path, ':t a hg:Topic ; skos:prefLabel "salt"@en .')
    for name, sentence in (
        ("matrix", "This graph has no debates"),
        ("estimates", "This graph gives no figure"),
        ("timeline", "Nothing in this graph has a date"),
    ):
        assert sentence in render_view(reading.kg, name, reading=reading).html  # type: ignore[arg-type]


def test_a_debate_without_answers_and_one_without_schools(tmp_path: Path) -> None:
    reading = turtle(tmp_path, ':d a hg:Debate ; skos:prefLabel "Who did it?"@en .')
    html = render_view(reading.kg, "matrix", reading=reading).html  # type: ignore[arg-type]
    assert "No answer to any question is on record" in html
    assert "No answer to this question is on record." in html


def test_two_hundred_schools(tmp_path: Path) -> None:
    many = "".join(
        f':s{n} a hg:School ; skos:prefLabel "School {n}"@en . :p{n} a hg:UnnamedParty ; skos:prefLabel "v{n}"@en ;'
        f" hg:drawnFrom :s{n} . :t{n} a hg:Stance ; hg:holder :p{n} ; hg:onClaim :c ; hg:attitude att:asserts ."
        f" :t{n} hg:reporter :p{n} .\n"
        for n in range(200)
    )
    reading = turtle(
        tmp_path,
        f':d a hg:Debate ; skos:prefLabel "Who?"@en . :c a hg:Claim ; skos:prefLabel "He"@en ; hg:answers :d .\n{many}',
    )
    view = matrix(reading)
    assert len(view.tables[0].columns) == 200
    assert len(render_view(reading.kg, "matrix", reading=reading).html) < 600_000  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Every label attacks the page; figures are absurd, measures parts of each other in a circle."""
    label = json.dumps(HOSTILE, ensure_ascii=False)
    return turtle(
        tmp_path_factory.mktemp("hostile"),
        f"""
:d a hg:Debate ; skos:prefLabel {label}@en , "Кто?"@ru . :s a hg:School ; skos:prefLabel {label}@en .
:c a hg:Claim ; skos:prefLabel {label}@en ; hg:gist {label}@en ; hg:answers :d ; hg:about :t .
:t a hg:Topic ; skos:prefLabel {label}@en . :h a hg:Historian ; foaf:name {label} .
:m a hg:Membership ; hg:member :h ; hg:inSchool :s ; hg:membershipKind kind:member ; hg:accordingTo :h .
:st a hg:Stance ; hg:holder :h ; hg:onClaim :c , :e ; hg:attitude att:asserts ; hg:reporter :h .
:m1 a hg:Measure ; skos:prefLabel {label}@en ; hg:unit unit:persons ; hg:broaderMeasure :m2 .
:m1 hg:countingRule {label}@en .
:m2 a hg:Measure ; skos:prefLabel {label}@en ; hg:unit unit:persons ; hg:broaderMeasure :m1 .
:e a hg:Estimate ; skos:prefLabel {label}@en ; hg:gist {label}@en ; hg:measure :m1 ; hg:pointValue {"9" * 300}.5 .
:f a hg:Estimate ; skos:prefLabel {label}@en ; hg:measure :m2 ; hg:lowerBound -0.0001 ; hg:boundsKind bounds:at-least .
:ev a hg:Event ; skos:prefLabel {label}@en ; hg:edtf "1999" ; hg:earliestYear 1999 ; hg:latestYear 1999 .
:w a hg:Work ; dcterms:title {label}@en ; dcterms:issued "<b>1999</b>" ; dcterms:creator :h .
""",
    )


@pytest.mark.parametrize("name", list(CHARTS))
def test_hostile_text_is_inert(hostile: Reading, name: str) -> None:
    html = render_view(hostile.kg, name, reading=hostile).html  # type: ignore[arg-type]
    assert "<img" not in html
    assert "<script>alert" not in html
    assert "<b>1999" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert html.count("long long long") < 40_000


def test_a_circle_of_measures_ends(hostile: Reading) -> None:
    assert sorted(local_name(row.iri) for panel in estimates(hostile).panels for row in panel.rows) == ["m1", "m2"]


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_every_message_is_in_every_language() -> None:
    english, russian = ({k: v for k, v in messages(tag).items() if k.startswith("charts.")} for tag in ("en", "ru"))
    assert english.keys() == russian.keys()
    for key, message in english.items():
        others = russian[key] if isinstance(russian[key], str) else russian[key].values()  # type: ignore[union-attr]
        gaps = set(re.findall(r"\{(\w+)\}", str(message)))
        for other in [others] if isinstance(others, str) else others:
            assert set(re.findall(r"\{(\w+)\}", other)) == gaps, key
        if not isinstance(message, str):
            assert set(russian[key]) == {"one", "few", "many", "other"}, key  # type: ignore[arg-type]


def test_same_graph_same_bytes_whatever_the_hash_seed() -> None:
    mini = ROOT / "tests" / "fixtures" / "mini"
    code = (
        "import hashlib; from historiograph.graph import load; from historiograph.views import render_view;"
        f"kg = load({str(mini)!r}, cached=False);"
        f"html = ''.join(render_view(kg, name).html for name in {list(CHARTS)!r});"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "builders")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", list(CHARTS))
def test_the_policy_forbids_the_network_and_what_is_not_ours(small: Reading, name: str) -> None:
    html = render_view(small.kg, name, reading=small).html  # type: ignore[arg-type]
    policy = html.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy
    assert not re.search(r"\son\w+=", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_pages_of_a_site_share_their_files_and_lead_to_its_pages(small: Reading) -> None:
    place = Place(Linked("static/"), lambda iri: f"page-of/{iri.rpartition('/')[2]}.html", (("index.html", "Home"),))
    html = render_view(small.kg, "matrix", reading=small, place=place).html  # type: ignore[arg-type]
    assert '<script defer src="static/charts/matrix.js"></script>' in html
    assert 'href="static/charts/charts.css"' in html
    for slug in ("bridge-fell-by-thrift", "why-the-bridge-fell", "quill", "thrift-school"):
        assert f'href="page-of/{slug}.html"' in html
    assert 'href="index.html"' in html


def test_ids_are_unique_and_links_within_a_page_arrive(kg: KnowledgeGraph, curated: Reading) -> None:
    for name in CHARTS:
        html = render_view(kg, name, reading=curated).html
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_focus_that_is_none_comes_with_proposals(mini: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="why-the-bridge-fell"):
        render_view(mini, "matrix", "why-the-bridge-fel")
    with pytest.raises(NotFoundError):
        render_view(mini, "estimates", "thorne")


@pytest.mark.parametrize("name", list(CHARTS))
def test_the_command_writes_the_page(run: Callable[..., Outcome], tmp_path: Path, name: str) -> None:
    data = ROOT / "tests" / "fixtures" / "mini"
    done = run("view", name, "--data", data, "-o", tmp_path / "page.html")
    assert done.status == 0, done.err
    assert (tmp_path / "page.html").read_text("utf-8").rstrip().endswith("</html>")


def test_types_of_what_is_handed_on(small: Reading) -> None:
    assert isinstance(estimates(small), Estimates)
    assert isinstance(timeline(small), Timeline)
    assert Span(1936, 1938) < Span(1937, 1937)
