"""What follows for estimates from their numbers and measures, worked out by hand and against a model in Python."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historiograph.graph import load
from historiograph.namespaces import local_name

LINKS = ("conflictsWith", "seemsToConflictWith", "estimatesPartOf", "exceedsWhole")
BOTH_WAYS = LINKS[:2]

HEAD = """\
dataset: {id: toy, base: https://example.org/toy/, title: A toy}
debates:
- {id: how-many, label: How many?}
topics:
- {id: victims, label: V}
- {id: the-shot, label: S, broader: victims}
- {id: sentenced, label: T, related: the-shot}
- {id: tractors, label: R}
places:
- {id: land, label: L}
- {id: province, label: P, broader: land}
- {id: elsewhere, label: E}
periods:
- {id: thirties, label: T, edtf: 1930/1939}
- {id: year-1937, label: Y, edtf: "1937"}
- {id: forties, label: F, edtf: 1940/1949}
- {id: fifties, label: G, edtf: 1950/1959}
"""
SHOT = "unit: persons, counts: the-shot, coversPlace: land, coversTime: thirties"
OF_TRACTORS = SHOT.replace("the-shot", "tractors")


def derived(body: str) -> set[tuple[str, str, str]]:
    """Return the links between estimates that a toy dataset gives; of a symmetric link one direction suffices."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "toy.yaml").write_text(HEAD + body, "utf-8")
        found = {
            (local_name(quad.subject.value), local_name(quad.predicate.value), local_name(quad.object.value))
            for quad in load(folder, cached=False).derived
        }
    found = {(one, link, other) for one, link, other in found if link in LINKS}
    for link in BOTH_WAYS:
        assert all((other, link, one) in found for one, name, other in found if name == link), "symmetric"
    assert all(one != other for one, _, other in found)
    return {(one, link, other) for one, link, other in found if link not in BOTH_WAYS or one < other}


# --- One measure: do the numbers meet? -------------------------------------------------------------------------

ONE_MEASURE = [
    # (what it shows, one, other, whether they conflict)
    ("a lower bound leaves the upper side open", "lowerBound: 1", "lowerBound: 5", False),
    ("a bound beats the point", "lowerBound: 1, pointValue: 2", "pointValue: 9", False),
    ("at least, written as a point", "pointValue: 5, boundsKind: at-least", "pointValue: 9", False),
    ("at least, on the other side", "pointValue: 5, boundsKind: at-least", "pointValue: 4", True),
    ("at most, written as a point", "pointValue: 5, boundsKind: at-most", "pointValue: 4", False),
    ("at most, on the other side", "pointValue: 5, boundsKind: at-most", "pointValue: 6", True),
    ("exact points apart", "pointValue: 100, boundsKind: exact", "pointValue: 101", True),
    ("equal points", "pointValue: 100", "pointValue: 100.0", False),
    ("about 100 allows 110", "pointValue: 100, boundsKind: around", "pointValue: 110", False),
    ("about 100 allows no 111", "pointValue: 100, boundsKind: around", "pointValue: 111", True),
    ("about 100 allows 90", "pointValue: 100, boundsKind: around", "pointValue: 90", False),
    ("about 100 allows no 89", "pointValue: 100, boundsKind: around", "pointValue: 89", True),
    ("two round figures", "pointValue: 20, boundsKind: around", "pointValue: 24, boundsKind: around", False),
    ("two round figures apart", "pointValue: 20, boundsKind: around", "pointValue: 30, boundsKind: around", True),
    ("about 5 to 7 allows 7.7", "lowerBound: 5, upperBound: 7, boundsKind: around", "pointValue: 7.7", False),
    ("about 5 to 7 allows no 7.8", "lowerBound: 5, upperBound: 7, boundsKind: around", "pointValue: 7.8", True),
    ("a fall by about 10", "pointValue: -10, boundsKind: around", "pointValue: -11", False),
    ("a fall by about 10 is no rise", "pointValue: -10, boundsKind: around", "pointValue: 10", True),
    ("the size of 1,000 allows 10,000", "pointValue: 1000, boundsKind: order-of-magnitude", "pointValue: 10000", False),
    ("but not more", "pointValue: 1000, boundsKind: order-of-magnitude", "pointValue: 10001", True),
    ("and 100", "pointValue: 1000, boundsKind: order-of-magnitude", "pointValue: 100", False),
    ("but not less", "pointValue: 1000, boundsKind: order-of-magnitude", "pointValue: 99", True),
    (
        "millions, as a bound, is hard",
        "lowerBound: 1000000, boundsKind: order-of-magnitude",
        "pointValue: 999999",
        True,
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "conflict"), [case[1:] for case in ONE_MEASURE], ids=[case[0] for case in ONE_MEASURE]
)
def test_numbers_of_one_measure(one: str, other: str, conflict: bool) -> None:
    numbers = f"- {{id: a, measure: m, {one}}}\n- {{id: b, measure: m, {other}}}\n"
    body = f"measures:\n- {{id: m, {SHOT}}}\nestimates:\n{numbers}"
    assert derived(body) == ({("a", "conflictsWith", "b")} if conflict else set())


# --- Two measures ----------------------------------------------------------------------------------------------

TWO_MEASURES = [
    # (what it shows, the other measure, extra of the first estimate, of the second, the links of a: 5 with b: 9)
    ("another rule of counting", SHOT, "", "", {"seemsToConflictWith"}),
    ("a wider topic", SHOT.replace("the-shot", "victims"), "", "", {"seemsToConflictWith"}),
    ("a related topic", SHOT.replace("the-shot", "sentenced"), "", "", {"seemsToConflictWith"}),
    ("another topic", OF_TRACTORS, "", "", set()),
    ("another topic, one question", OF_TRACTORS, ", answers: how-many", ", answers: how-many", set()),
    ("another unit", SHOT.replace("persons", "percent"), "", "", set()),
    ("a year of the decade", SHOT.replace("thirties", "year-1937"), "", "", {"seemsToConflictWith"}),
    ("the decade after", SHOT.replace("thirties", "forties"), "", "", {"seemsToConflictWith"}),
    ("another time", SHOT.replace("thirties", "fifties"), "", "", set()),
    ("a province of the land", SHOT.replace("land", "province"), "", "", {"seemsToConflictWith"}),
    ("another land", SHOT.replace("land", "elsewhere"), "", "", set()),
    ("a place left open", SHOT.replace("coversPlace: land, ", ""), "", "", {"seemsToConflictWith"}),
    ("ranges that meet", SHOT, ", boundsKind: at-least", "", set()),
    ("the whole of it", f"{SHOT}, broaderMeasure: m", "", "", {"estimatesPartOf", "exceedsWhole"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "one", "other", "links"), [case[1:] for case in TWO_MEASURES], ids=[case[0] for case in TWO_MEASURES]
)
def test_numbers_of_two_measures(measure: str, one: str, other: str, links: set[str]) -> None:
    body = (
        f"measures:\n- {{id: m, {SHOT}}}\n- {{id: n, {measure}}}\nestimates:\n"
        f"- {{id: a, measure: m, pointValue: 5{one}}}\n- {{id: b, measure: n, pointValue: 9{other}}}\n"
    )
    assert {link for _, link, _ in derived(body)} == links


ACCEPTANCE = [
    # (what it shows, stances on a, stances on b, whether the two seem to conflict)
    ("two holders", "{holder: ann, attitude: asserts}", "{holder: bob, attitude: asserts}", True),
    ("one holder of both", "{holder: ann, attitude: asserts}", "{holder: ann, attitude: concedes}", False),
    ("one holds one and denies the other", "{holder: ann, attitude: asserts}", "{holder: ann, attitude: denies}", True),
    (
        "one who changed from one to the other",
        "{id: then, holder: ann, attitude: asserts}",
        "{holder: ann, attitude: asserts}, {id: now, onClaim: a, holder: ann, attitude: withdraws, supersedes: then}",
        True,
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "seeming"), [case[1:] for case in ACCEPTANCE], ids=[case[0] for case in ACCEPTANCE]
)
def test_figures_that_somebody_accepts_side_by_side_are_no_rivals(one: str, other: str, seeming: bool) -> None:
    first, *rest = other.split(", {id: now")
    body = (
        "historians:\n- {id: ann, name: Ann}\n- {id: bob, name: Bob}\nreporter: bob\n"
        f"measures:\n- {{id: m, {SHOT}}}\n- {{id: n, {SHOT}}}\nestimates:\n"
        f"- {{id: a, measure: m, pointValue: 5, stances: [{one}]}}\n"
        f"- {{id: b, measure: n, pointValue: 9, stances: [{first}]}}\n"
    )
    body += "".join(f"stances:\n- {{id: now{later}\n" for later in rest)
    assert {link for _, link, _ in derived(body)} == ({"seemsToConflictWith"} if seeming else set())


def test_a_part_over_several_steps_and_the_whole_that_it_exceeds() -> None:
    body = f"""
measures:
- {{id: all, {SHOT}}}
- {{id: some, {SHOT}, broaderMeasure: all}}
- {{id: few, {SHOT}, broaderMeasure: some}}
estimates:
- {{id: whole, measure: all, upperBound: 800, boundsKind: at-most}}
- {{id: middle, measure: some, pointValue: 700}}
- {{id: part, measure: few, lowerBound: 850, boundsKind: at-least}}
- {{id: near, measure: few, pointValue: 880, boundsKind: around}}
"""
    # near may be as low as 792: above the middle, not surely above the whole.
    assert derived(body) == {
        ("middle", "estimatesPartOf", "whole"),
        ("part", "estimatesPartOf", "whole"),
        ("part", "estimatesPartOf", "middle"),
        ("near", "estimatesPartOf", "whole"),
        ("near", "estimatesPartOf", "middle"),
        ("part", "exceedsWhole", "whole"),
        ("part", "exceedsWhole", "middle"),
        ("near", "exceedsWhole", "middle"),
    }


def test_measures_that_are_broader_in_a_circle_make_nothing_a_part_of_itself() -> None:
    body = f"""
measures:
- {{id: m, {SHOT}, broaderMeasure: n}}
- {{id: n, {SHOT}, broaderMeasure: m}}
estimates:
- {{id: a, measure: m, pointValue: 5}}
- {{id: b, measure: n, pointValue: 5}}
"""
    assert derived(body) == {("a", "estimatesPartOf", "b"), ("b", "estimatesPartOf", "a")}


# --- Any estimates ---------------------------------------------------------------------------------------------

KINDS = (None, "exact", "at-least", "at-most", "around", "range", "order-of-magnitude")
MEASURES = f"measures:\n- {{id: m, {SHOT}}}\n- {{id: n, {SHOT}}}\n- {{id: part, {SHOT}, broaderMeasure: m}}\n"
Estimate = Mapping[str, object]


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    numbers = sorted(draw(st.lists(st.integers(-50, 50), min_size=3, max_size=3)))
    given = draw(st.sets(st.sampled_from((0, 1, 2)), min_size=1))
    keys = ("lowerBound", "pointValue", "upperBound")
    return {
        "measure": draw(st.sampled_from(("m", "n", "part"))),
        "boundsKind": draw(st.sampled_from(KINDS)),
        **{keys[place]: numbers[place] for place in sorted(given)},
    }


def allowed(estimate: Estimate) -> tuple[Decimal, Decimal]:
    """Return the least and the most that an estimate allows, as the definition of hg:conflictsWith words it."""
    kind = estimate["boundsKind"]
    bounded = "lowerBound" in estimate or "upperBound" in estimate
    least, most = Decimal("-Infinity"), Decimal("Infinity")
    if bounded:
        least = Decimal(str(estimate.get("lowerBound", least)))
        most = Decimal(str(estimate.get("upperBound", most)))
    else:
        point = Decimal(str(estimate["pointValue"]))
        if kind == "order-of-magnitude":
            return min(point / 10, point * 10), max(point / 10, point * 10)
        least = least if kind == "at-most" else point
        most = most if kind == "at-least" else point
    if kind == "around":
        return least - abs(least) / 10, most + abs(most) / 10
    return least, most


@settings(max_examples=40, deadline=None)
@given(st.lists(estimates(), min_size=2, max_size=5))
def test_rules_agree_with_the_definitions(found: list[Estimate]) -> None:
    lines = [
        f"- {{id: e{number}, " + ", ".join(f"{key}: {value}" for key, value in one.items() if value is not None) + "}"
        for number, one in enumerate(found)
    ]
    expected = set()
    for number, one in enumerate(found):
        for other_number, other in enumerate(found):
            pair, measures = (f"e{number}", f"e{other_number}"), (one["measure"], other["measure"])
            apart = allowed(one)[1] < allowed(other)[0] or allowed(other)[1] < allowed(one)[0]
            if measures == ("part", "m"):
                expected.add((pair[0], "estimatesPartOf", pair[1]))
                if allowed(one)[0] > allowed(other)[1]:
                    expected.add((pair[0], "exceedsWhole", pair[1]))
            elif number < other_number and apart and set(measures) != {"part", "m"}:
                link = "conflictsWith" if measures[0] == measures[1] else "seemsToConflictWith"
                expected.add((pair[0], link, pair[1]))
    assert derived(MEASURES + "estimates:\n" + "\n".join(lines) + "\n") == expected
