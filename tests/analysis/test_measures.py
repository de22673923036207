"""The measures of agreement on a graph drawn by hand, and beside independent implementations.

Two debates, P and Q. P has the answers p1 and p2, which exclude each other, and p3; Q has q1.

            p1   p2   p3   q1
    ann     +              +
    bob     +              -
    cyd          +         +
    dan               +
    eve     -              +
"""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from historiograph.analysis.agreement import agreements
from historiograph.analysis.communities import adjusted_rand, communities, compare_with_schools
from historiograph.analysis.corpus import Inference, Stance
from historiograph.analysis.polarization import polarization
from historiograph.analysis.positions import Meeting, debates_of, grouped, meetings, positions
from historiograph.analysis.speakers import agreement_graph, argument_centrality, heard_through, net, speakers

HELD = {
    "p1": {"ann": 1, "bob": 1, "eve": -1},
    "p2": {"cyd": 1},
    "p3": {"dan": 1},
    "q1": {"ann": 1, "bob": -1, "cyd": 1, "eve": 1},
}
ANSWERS = {"p1": ("P",), "p2": ("P",), "p3": ("P",), "q1": ("Q",)}
RIVALS = {"p1": ("p2",), "p2": ("p1",)}
MET = [
    Meeting("ann", "bob", "P", 1, 0),
    Meeting("ann", "bob", "Q", 0, 1),
    Meeting("ann", "cyd", "P", 0, 1),
    Meeting("ann", "cyd", "Q", 1, 0),
    Meeting("ann", "eve", "P", 0, 1),
    Meeting("ann", "eve", "Q", 1, 0),
    Meeting("bob", "cyd", "P", 0, 1),
    Meeting("bob", "cyd", "Q", 0, 1),
    Meeting("bob", "eve", "P", 0, 1),
    Meeting("bob", "eve", "Q", 0, 1),
    Meeting("cyd", "eve", "Q", 1, 0),
]


def stance(holder: str, claim: str, attitude: str, reporter: str = "r") -> Stance:
    return Stance(f"{holder}-{claim}-{attitude}-{reporter}", holder, claim, attitude, reporter)


def test_positions_are_what_commits_and_is_not_in_two_minds() -> None:
    found = positions(
        [
            *(stance("ann", "a", attitude) for attitude in ("asserts", "concedes", "presupposes")),
            stance("bob", "a", "denies"),
            *(stance("cyd", "a", attitude) for attitude in ("doubts", "entertains", "withdraws")),
            stance("dan", "a", "asserts"),
            stance("dan", "a", "denies", "other"),
        ]
    )
    assert found == {"a": {"ann": 1, "bob": -1}}


def test_meetings_worked_out_by_hand() -> None:
    assert meetings(HELD, ANSWERS, RIVALS) == MET
    assert debates_of(HELD, ANSWERS) == {
        "ann": {"P", "Q"},
        "bob": {"P", "Q"},
        "cyd": {"P", "Q"},
        "dan": {"P"},
        "eve": {"P", "Q"},
    }


def test_nobody_meets_where_nothing_is_shared() -> None:
    assert meetings({}, {}, {}) == []
    assert meetings({"a": {"x": 1}}, {"a": ("D",)}, {}) == []
    assert meetings({"a": {"x": 1, "y": 1}}, {}, {}) == []  # a claim that answers nothing
    assert meetings({"a": {"x": 1}, "b": {"y": 1}}, {"a": ("D",), "b": ("E",)}, {"a": ["b"], "b": ["a"]}) == []


def test_whoever_accepts_two_rivals_does_not_meet_themselves() -> None:
    assert meetings({"p1": {"x": 1}, "p2": {"x": 1}}, ANSWERS, RIVALS) == []


@given(
    st.dictionaries(
        st.sampled_from(["p1", "p2", "p3", "q1"]),
        st.dictionaries(st.sampled_from("uvwxyz"), st.sampled_from([1, -1]), max_size=6),
    )
)
@settings(max_examples=50)
def test_meetings_are_what_a_plain_loop_counts(held: dict[str, dict[str, int]]) -> None:
    counts: dict[tuple[str, str, str], list[int]] = {}
    for a in "uvwxyz":
        for b in "uvwxyz":
            for c, some in held.items():
                for d, others in held.items():
                    if a >= b or a not in some or b not in others or not set(ANSWERS[c]) & set(ANSWERS[d]):
                        continue
                    rivals = d in RIVALS.get(c, ()) and some[a] == others[b] == 1
                    if c == d or rivals:
                        entry = counts.setdefault((a, b, ANSWERS[c][0]), [0, 0])
                        entry[int(rivals or some[a] != others[b])] += 1
    assert meetings(held, ANSWERS, RIVALS) == [Meeting(*key, *value) for key, value in sorted(counts.items())]


def test_agreement_by_hand() -> None:
    rows = {(row.one, row.other): row for row in agreements(MET, debates_of(HELD, ANSWERS))}
    assert rows["ann", "bob"][2:] == (2, 2, 1, 1, 0.0, None, None)
    assert rows["bob", "cyd"][2:] == (2, 2, 0, 2, -1.0, None, None)
    assert rows["cyd", "eve"][2:] == (2, 1, 1, 0, 1.0, None, None)


def test_a_debate_counts_once_however_many_answers_it_has() -> None:
    met = [Meeting("a", "b", "P", 9, 0), Meeting("a", "b", "Q", 0, 1)]
    assert agreements(met, {})[0].value == 0


def test_groups_add_up_their_members_and_leave_out_who_is_in_both() -> None:
    schools = {"ann": ("left",), "bob": ("right",), "cyd": ("left",), "eve": ("left", "right")}
    assert grouped(MET, schools) == [
        Meeting("left", "left", "P", 0, 2),
        Meeting("left", "left", "Q", 3, 0),
        Meeting("left", "right", "P", 1, 1),
        Meeting("left", "right", "Q", 0, 2),
        Meeting("right", "right", "P", 0, 1),
        Meeting("right", "right", "Q", 0, 1),
    ]


def test_intervals_hold_the_index_come_again_and_need_enough() -> None:
    met = [Meeting("a", "b", f"D{n}", n % 3, 1) for n in range(12)]
    (row,) = agreements(met, {})
    assert row.low is not None
    assert row.high is not None
    assert -1 <= row.low < row.value < row.high <= 1
    assert agreements(met, {}) == [row]
    assert agreements(met[:4], {})[0].low is None
    both = agreements([*met, Meeting("c", "d", "D0", 1, 0)], {})
    assert both[0] == row  # others do not move it


def test_the_bootstrap_is_that_of_a_plain_loop() -> None:
    met = [Meeting("a", "b", f"D{n}", n % 3, 1) for n in range(12)]
    scores = np.array([(m.agreements - m.disagreements) / (m.agreements + m.disagreements) for m in met])
    chance = np.random.default_rng(7)
    means = [chance.choice(scores, len(scores)).mean() for _ in range(20_000)]
    (row,) = agreements(met, {}, draws=20_000)
    assert (row.low, row.high) == pytest.approx(np.percentile(means, (2.5, 97.5)), abs=0.03)


def test_where_all_debates_fall_out_alike_the_interval_is_clopper_and_pearsons() -> None:
    always = [Meeting("a", "b", f"D{n}", 2, 0) for n in range(10)]
    never = [Meeting("a", "b", f"D{n}", 0, 2) for n in range(10)]
    low = 1 - 2 * 0.3084971  # of 10 trials and no failure, the tables give 0 to 0.3085
    assert agreements(always, {})[0][6:] == pytest.approx((1, low, 1))
    assert agreements(never, {})[0][6:] == pytest.approx((-1, -1, -low))


def test_polarization_by_hand() -> None:
    of_p = {"P": {"ann", "bob", "cyd", "dan", "eve"}}
    (row,) = polarization([one for one in MET if one.debate == "P"], of_p)
    # Camps: ann and bob, cyd, dan, eve; the first opposes cyd and eve: 4 * 2 * (2/5 * 1/5 * 3/5).
    assert row.camps == (("ann", "bob"), ("cyd",), ("dan",), ("eve",))
    assert (row.speakers, row.pairs, row.opposed) == (5, 5, 4)
    assert row.value == pytest.approx(0.384)


def test_polarization_at_its_ends() -> None:
    two = [Meeting("a", "b", "D", 0, 3)]
    assert polarization(two, {"D": {"a", "b"}})[0].value == 1
    assert polarization([Meeting("a", "b", "D", 3, 0)], {"D": {"a", "b"}})[0].value == 0
    assert polarization([], {"D": {"a"}})[0].value == 0
    many = [
        Meeting(f"{side}1", f"{side}2", "D", 1, 0) for side in "ab"
    ] + [Meeting(f"a{n}", f"b{m}", "D", 0, 1) for n in (1, 2) for m in (1, 2)]  # fmt: skip
    assert polarization(many, {"D": {"a1", "a2", "b1", "b2"}})[0].value == 1


def test_three_equal_camps_are_less_polarized_than_two() -> None:
    """Reynal-Querol's index: 4 * sum of p^2 * (1 - p), which is 8/9 for thirds."""
    met = [Meeting(a, b, "D", 0, 1) for a, b in ("ab", "ac", "bc")]
    assert polarization(met, {"D": {"a", "b", "c"}})[0].value == pytest.approx(8 / 9)


def test_bridges_and_lone_voices_by_hand() -> None:
    # mid agrees with left and right, who oppose each other; lone meets nobody.
    held = {"x": {"left": 1, "right": -1}, "y": {"left": 1, "mid": 1}, "z": {"mid": 1, "right": 1}, "w": {"lone": 1}}
    answers = dict.fromkeys(held, ("D",))
    rows = speakers(held, meetings(held, answers, {}))
    assert [(row.name, row.agrees, row.disagrees, row.bridges) for row in rows] == [
        ("mid", 2, 0, 1),
        ("left", 1, 1, 0),
        ("right", 1, 1, 0),
        ("lone", 0, 0, 0),
    ]
    assert rows[0].betweenness == 1


def test_only_net_agreement_joins() -> None:
    assert net(MET)["ann", "bob"] == 0
    assert sorted(agreement_graph(MET).edges) == [("cyd", "eve")]


def test_ranks_are_networkx_s_pagerank() -> None:
    steps = [
        Inference(str(n), tuple(p), c) for n, (p, c) in enumerate([("ab", "c"), ("c", "d"), ("b", "d"), ("d", "e")])
    ]
    graph = nx.DiGraph([(step.conclusion, premise) for step in steps for premise in step.premises])
    expected = nx.pagerank(graph, tol=1e-12)
    found = {name: rank for name, _, rank in argument_centrality(steps)}
    assert found == pytest.approx({name: expected[name] for name in "abcd"}, abs=1e-6)
    assert argument_centrality([]) == []


def test_who_is_heard_through_whom() -> None:
    stances = [stance("ann", "a", "asserts", "ann"), stance("bob", "a", "asserts", "ann"), stance("x", "a", "denies")]
    rows = heard_through(stances, frozenset({"ann", "bob"}))
    assert [(row.name, row.own, dict(row.reporters)) for row in rows] == [
        ("bob", 0, {"ann": 1}),
        ("ann", 1, {"ann": 1}),
    ]


def test_groups_of_two_cliques_are_the_cliques() -> None:
    pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("x", "y"), ("x", "z"), ("y", "z")]
    met = [Meeting(one, other, "D", 2, 0) for one, other in pairs] + [Meeting("c", "x", "D", 0, 1)]
    assert communities(met) == [("a", "b", "c"), ("x", "y", "z")]
    schools = dict.fromkeys("abc", ("one",)) | dict.fromkeys("xyz", ("two",)) | {"q": ("one", "two")}
    found = compare_with_schools(communities(met), schools, permutations=999)
    assert (found.compared, found.schools, found.groups, found.rand) == (6, 2, 2, 1)
    # 2 of the 20 ways to deal three labels out of six fall on the cliques.
    assert found.chance == pytest.approx(0.1, abs=0.03)
    assert communities([]) == []


def test_one_group_tells_nothing() -> None:
    found = compare_with_schools([("a", "b")], {"a": ("one",), "b": ("two",)})
    assert (found.rand, found.chance) == (None, None)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
@settings(max_examples=60)
def test_the_rand_index_is_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    one, other = zip(*pairs, strict=True)
    ours = adjusted_rand(one, other)
    if ours is None:
        assert adjusted_rand_score(one, other) == 1
    else:
        assert ours == pytest.approx(adjusted_rand_score(one, other))
