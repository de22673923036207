"""Standing, what-if, conflicts, evidence, time and reports, on records drawn by hand."""

from __future__ import annotations

import pytest

from historiograph.analysis.conflicts import changes_of_mind, self_conflicts, unanswered
from historiograph.analysis.corpus import Attack, Inference, Stance
from historiograph.analysis.evidence import contested_evidence, evidence_behind, independent, single_reporter, used_by
from historiograph.analysis.grounded import grounded
from historiograph.analysis.reporters import presented, sides, two_reporters
from historiograph.analysis.shifts import dated, shifts
from historiograph.analysis.standing import Arguments, changes, in_dispute, reasons

# The archive shows disorder, which speaks against a plan; a memoir is behind the plan, and is said to be tainted.
ARGUMENTS = Arguments(
    inferences=[
        Inference("i1", ("archive",), "disorder", "getty", "sieg"),
        Inference("i2", ("memoir",), "plan", "conquest", "mac"),
        Inference("i3", ("plan",), "guilt", "conquest", "mac"),
        Inference("i4", ("orders",), "guilt", "tucker", "mac"),
    ],
    attacks=[
        Attack("a1", "rebuttal", "disorder", "plan", "getty", "sieg"),
        Attack("a2", "undercut", "smolensk-untypical", "i1", "critic", "mac"),
        Attack("a3", "undermining", "tainted", "memoir", "getty", "sieg"),
    ],
    rivals={"chaos": ["design"], "design": ["chaos"]},
    evidence=frozenset({"archive", "memoir", "orders"}),
)


def stance(holder: str, claim: str, attitude: str = "asserts", reporter: str = "r", year: int | None = None) -> Stance:
    return Stance(f"{holder}/{claim}/{attitude}/{reporter}", holder, claim, attitude, reporter, year)


def labels(arguments: Arguments) -> dict[str, str]:
    return {name: verdict.label for name, verdict in grounded(arguments.framework()).items()}


def test_standing_by_hand() -> None:
    found = labels(ARGUMENTS)
    assert found["i1"] == found["disorder"] == "out"  # undercut, and nothing else grounds it
    assert found["memoir"] == found["i2"] == found["plan"] == "out"  # undermined
    assert found["archive"] == "in"  # what is drawn from it falls; the archive does not
    assert found["guilt"] == "in"  # through the other inference
    assert found["chaos"] == found["design"] == "undecided"


def test_what_is_in_dispute() -> None:
    found = in_dispute(ARGUMENTS, grounded(ARGUMENTS.framework()))
    assert found == ["chaos", "design", "disorder", "guilt", "memoir", "plan"]


def test_the_chain_of_reasons() -> None:
    found = reasons(ARGUMENTS, grounded(ARGUMENTS.framework()), "plan", 3)
    assert [(one.depth, one.link, one.thing, one.label, one.because) for one in found] == [
        (0, "asked", "plan", "out", "no ground"),
        (1, "attacked by", "disorder", "out", "no ground"),
        (2, "argued by", "i1", "out", "attacked"),
        (3, "attacked by", "smolensk-untypical", "in", "unattacked"),
        (3, "rests on", "archive", "in", "unattacked"),
        (1, "argued by", "i2", "out", "no ground"),
        (2, "rests on", "memoir", "out", "attacked"),
        (3, "attacked by", "tainted", "in", "unattacked"),
    ]
    assert reasons(ARGUMENTS, {}, "unknown", 3)[0].because == "unattacked"
    assert len(reasons(ARGUMENTS, grounded(ARGUMENTS.framework()), "plan", 1)) == 3


def test_a_circle_of_reasons_is_told_once() -> None:
    circle = Arguments(inferences=[Inference("i", ("b",), "a"), Inference("j", ("a",), "b")])
    found = reasons(circle, grounded(circle.framework()), "a", 9)
    assert [(one.thing, one.because) for one in found][-1] == ("a", "explained above")


def test_what_if_something_is_set_aside() -> None:
    def effects(**aside: list[str]) -> dict[str, tuple[str, int, int]]:
        return {one.thing: (one.effect, one.grounds_before, one.grounds_after) for one in changes(ARGUMENTS, **aside)}

    assert effects(things=["orders"]) == {"guilt": ("falls", 1, 0)}
    # Without the charge against it the memoir rises, and with it what hangs on it: the disorder has fallen already.
    assert effects(things=["tainted"]) == {
        "memoir": ("rises", 0, 0),
        "plan": ("rises", 0, 1),
    }
    assert effects(things=["design"]) == {"chaos": ("rises", 0, 0)}
    assert effects(moves=["a2"]) == {"disorder": ("rises", 0, 1)}
    assert effects(moves=["i4"]) == {"guilt": ("falls", 1, 0)}  # only the inference from the plan is left
    assert effects(moves=["i3", "i4"]) == {"guilt": ("weaker", 1, 0)}  # merely said, by nobody argued
    assert effects(voiceless=["smolensk-untypical"]) == {
        "smolensk-untypical": ("voiceless", 0, 0),
        "disorder": ("rises", 0, 1),
    }
    assert effects(voiceless=["never-argued"]) == {"never-argued": ("voiceless", 0, 0)}
    assert effects() == {}


def test_who_is_at_odds_with_themselves() -> None:
    standing = [
        stance("ann", "a"),
        stance("ann", "a", "denies", "s"),
        stance("bob", "a"),
        stance("bob", "b", "concedes"),
        stance("cyd", "c"),
        stance("dan", "a", "doubts"),
        stance("dan", "b"),
    ]
    attacks = [Attack("m", "rebuttal", "d", "c", "cyd", "t"), Attack("n", "rebuttal", "d", "a", "bobby", "t")]
    assert [tuple(one) for one in self_conflicts(standing, {"a": ["b"], "b": ["a"]}, attacks)] == [
        ("ann", "accepts and denies", "a", "a", ("r", "s")),
        ("bob", "accepts rivals", "a", "b", ("r",)),
        ("cyd", "argues against own claim", "c", "d", ("r", "t")),
    ]


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (("a", "denies"), ("a", "asserts"), "reverses"),
        (("a", "denies"), ("a", "doubts"), "softens"),
        (("a", "entertains"), ("a", "asserts"), "hardens"),
        (("a", "asserts"), ("a", "concedes"), "rewords"),
        (("a", "asserts"), ("b", "asserts"), "turns to another claim"),
        (("a", "asserts"), ("a", "withdraws"), "gives up"),
    ],
)
def test_how_a_mind_is_changed(before: tuple[str, str], after: tuple[str, str], how: str) -> None:
    earlier, later = stance("x", *before), stance("x", *after)
    (found,) = changes_of_mind([earlier, later], {later.iri: (earlier.iri,)})
    assert found == ("x", how, earlier, later)


def test_a_withdrawal_is_a_change_even_if_the_earlier_view_is_not_linked_or_not_recorded() -> None:
    earlier, later, bare = stance("x", "a"), stance("x", "a", "withdraws"), stance("y", "b", "withdraws")
    found = changes_of_mind([earlier, later, bare], {})
    assert [(one.holder, one.how, one.before.attitude) for one in found] == [
        ("x", "gives up", "asserts"),
        ("y", "gives up", ""),
    ]


def test_which_attacks_meet_a_reply() -> None:
    standing = [stance("x", "tainted", "denies"), stance("y", "chaos")]
    labelling = grounded(ARGUMENTS.framework())
    found = unanswered(ARGUMENTS.attacks, ARGUMENTS.inferences, standing, {"smolensk-untypical": ["chaos"]}, labelling)
    assert found == []  # one is undercut at its step, one contested by a rival somebody holds, one denied
    found = unanswered(ARGUMENTS.attacks, ARGUMENTS.inferences, [], {"smolensk-untypical": ["chaos"]}, labelling)
    assert [(attack.iri, label) for attack, label in found] == [("a2", "out"), ("a3", "out")]


def test_evidence_behind_claims_goes_through_chains_and_circles() -> None:
    steps = [*ARGUMENTS.inferences, Inference("x", ("loop", "archive"), "ring"), Inference("y", ("ring",), "loop")]
    assert evidence_behind(steps, ARGUMENTS.evidence) == {
        "disorder": {"archive"},
        "plan": {"memoir"},
        "guilt": {"memoir", "orders"},
        "ring": {"archive"},
        "loop": {"archive"},
    }


def test_what_groups_rest_on() -> None:
    groups = {"getty": ("social",), "conquest": ("total",), "tucker": ("total", "social")}
    found = used_by(ARGUMENTS.inferences, ARGUMENTS.evidence, groups)
    assert [(use.group, use.evidence, use.claims, use.movers) for use in found] == [
        ("social", "archive", ("disorder",), ("getty",)),
        ("social", "orders", ("guilt",), ("tucker",)),
        ("total", "memoir", ("plan",), ("conquest",)),
        ("total", "orders", ("guilt",), ("tucker",)),
    ]


def test_agreement_from_different_evidence_and_quarrels_over_the_same() -> None:
    (found,) = independent(ARGUMENTS.inferences, ARGUMENTS.evidence)
    assert found == ("guilt", "conquest", ("memoir",), "tucker", ("orders",))
    steps = [Inference("1", ("census",), "many"), Inference("2", ("census",), "few"), Inference("3", ("few",), "low")]
    attacks = [Attack("a", "rebuttal", "census", "low", "x")]
    found_contested = contested_evidence(steps, frozenset({"census"}), {"many": ["few"], "few": ["many"]}, attacks)
    assert [tuple(one) for one in found_contested] == [
        ("census", "census", "low", "one attacks the other"),
        ("census", "few", "many", "rivals"),
    ]


def test_what_hangs_on_one_reporter() -> None:
    stances = [
        stance("ann", "a", reporter="mac"),
        stance("ann", "a", "doubts", reporter="mac"),
        stance("ann", "b", reporter="mac"),
        stance("ann", "b", reporter="sieg"),
        stance("mac", "a", reporter="mac"),
        stance("bob", "a", reporter="sieg"),
    ]
    assert single_reporter(stances) == {"ann": {"mac": 1}, "bob": {"sieg": 1}}


def test_dates_and_shifts() -> None:
    works = {"old": (1968, 1986), "new": (1991, 1997), "both": (1986, 1991)}
    assert dated(stance("old", "a", year=1991), works, 1991) == ("since", False)
    assert [dated(stance(name, "a"), works, 1991) for name in ("old", "new", "both", "none")] == [
        ("before", True),
        ("since", True),
        ("across", True),
        ("undated", False),
    ]
    stances = [
        stance("old", "a"),
        stance("new", "a", "denies"),
        stance("none", "a", "concedes"),
        stance("none", "a", "doubts"),
        stance("x", "b", year=1970),
        stance("x", "c", year=1970),
    ]
    found = shifts(stances, {"a": ("D",), "b": ("D", "E")}, works, 1991)
    assert [tuple(one) for one in found] == [
        ("D", "a", {"before": ("old",), "undated": ("none",)}, {"since": ("new",)}, 2),
        ("D", "b", {"before": ("x",)}, {}, 0),
        ("E", "b", {"before": ("x",)}, {}, 0),
    ]
    assert {one.debate for one in shifts(stances, {"b": ("D", "E")}, works, 1991, "E")} == {"E"}


def test_two_reporters_side_by_side() -> None:
    stances = [
        stance("getty", "a", "asserts", "mac"),
        stance("getty", "a", "asserts", "sieg"),
        stance("getty", "b", "denies", "mac"),
        stance("getty", "b", "doubts", "sieg"),
        stance("getty", "c", "asserts", "mac"),
        stance("getty", "d", "asserts", "sieg"),
        stance("getty", "e", "asserts", "sieg"),
        stance("only", "a", "asserts", "mac"),
        stance("getty", "z", "asserts", "third"),
    ]
    assert [(one.claim, one.verdict) for one in sides(stances, "mac", "sieg")] == [
        ("a", "both alike"),
        ("b", "differently"),
        ("c", "first only"),
        ("d", "second only"),
        ("e", "second only"),
    ]
    (found,) = presented(stances, "mac", "sieg", {"c": ["d"], "d": ["c"]}, {"e": ("c",)})
    assert found == ("getty", 1, 2, 1, 1, 1, 1)
    assert two_reporters(stances) == ("mac", "sieg")
    assert two_reporters([]) == ()
