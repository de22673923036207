"""Grounded semantics: by hand, against an answer set solver, and against the well-founded model."""

from __future__ import annotations

from collections.abc import Iterable

import clingo
from hypothesis import given, settings
from hypothesis import strategies as st

from historiograph.analysis.grounded import Framework, grounded

NAMES = "abcdefg"
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)
NEEDS = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), min_size=1, max_size=2),
    max_size=5,
)


def framework(attacks: Iterable[tuple[str, str]], needs: dict[str, list[list[str]]] | None = None) -> Framework:
    attackers: dict[str, list[str]] = {}
    for attacker, target in sorted(set(attacks)):
        attackers.setdefault(target, []).append(attacker)
    return Framework(NAMES, attackers, needs or {})


def labels(one: Framework, *aside: str) -> str:
    """The labels of a, b, c ... as one letter each: i, o or u."""
    return "".join(verdict.label[0] for verdict in grounded(one, aside).values())


def test_dungs_textbook_cases() -> None:
    assert labels(framework([("a", "b"), ("b", "c")]))[:3] == "ioi"  # reinstatement
    assert labels(framework([("a", "b"), ("b", "a")]))[:2] == "uu"  # a stand-off
    assert labels(framework([("a", "b"), ("b", "c"), ("c", "a")]))[:3] == "uuu"  # an odd circle
    assert labels(framework([("a", "a"), ("a", "b")]))[:2] == "uu"  # against itself
    assert labels(framework([("a", "b"), ("b", "a"), ("c", "a")]))[:3] == "oii"  # a third decides


def test_needs_are_met_by_one_of_each_set() -> None:
    either = {"c": [["a", "b"]]}
    assert labels(framework([("d", "a")], either))[:4] == "oiii"
    assert labels(framework([("d", "a"), ("d", "b")], either))[:4] == "oooi"
    both = {"c": [["a"], ["b"]]}
    assert labels(framework([("d", "a")], both))[:4] == "oioi"
    assert labels(framework([("d", "a"), ("a", "d")], either))[:4] == "uiiu"
    assert labels(framework([("d", "a"), ("a", "d")], both))[:4] == "uiuu"


def test_support_in_a_circle_supports_nothing() -> None:
    circle = framework([("a", "c")], {"a": [["b"]], "b": [["a"]]})
    assert labels(circle)[:3] == "ooi"
    verdict = grounded(circle)["a"]
    assert (verdict.because, verdict.by) == ("circle", ("b",))
    outside = framework([], {"a": [["b", "d"]], "b": [["a"]]})
    assert labels(outside)[:2] == "ii"


def test_every_label_has_its_reason() -> None:
    found = grounded(framework([("a", "b"), ("b", "c"), ("d", "e"), ("e", "d")], {"f": [["b"]], "g": [["d"]]}))
    assert {name: (verdict.because, verdict.by) for name, verdict in found.items()} == {
        "a": ("unattacked", ()),
        "b": ("attacked", ("a",)),
        "c": ("defended", ("b",)),
        "d": ("contested", ("e",)),
        "e": ("contested", ("d",)),
        "f": ("no ground", ("b",)),
        "g": ("contested", ("d",)),
    }


def test_what_is_set_aside_is_out_and_attacks_nothing() -> None:
    one = framework([("a", "b"), ("b", "c")])
    assert labels(one, "a")[:3] == "oio"
    assert grounded(one, ["a"])["a"].because == "set aside"


def test_names_that_are_no_arguments_are_out() -> None:
    assert grounded(Framework("a", {"a": ["z"]}))["a"].label == "in"
    assert grounded(Framework("a", {}, {"a": [["z"]]}))["a"].because == "no ground"


@given(PAIRS)
@settings(max_examples=60)
def test_dungs_grounded_extension_is_that_of_an_answer_set_solver(attacks: list[tuple[str, str]]) -> None:
    """The grounded extension is what all complete extensions share (Dung 1995, theorem 25)."""
    program = "".join(f"arg({name}). " for name in NAMES) + "".join(f"att({a},{b}). " for a, b in set(attacks))
    program += """
        {in(X)} :- arg(X).
        hit(X) :- att(Y,X), in(Y).
        :- in(X), hit(X).
        undefended(X) :- att(Y,X), not hit(Y).
        :- in(X), undefended(X).
        :- arg(X), not in(X), not undefended(X).
        #show in/1.
    """
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], program)
    control.ground([("base", [])])
    complete: list[set[str]] = []
    control.solve(
        on_model=lambda model: complete.append({str(atom.arguments[0]) for atom in model.symbols(shown=True)})
    )
    ours = {name for name, verdict in grounded(framework(attacks)).items() if verdict.label == "in"}
    assert ours == set.intersection(*complete)


@given(PAIRS, NEEDS)
@settings(max_examples=150)
def test_needs_are_read_as_the_well_founded_model_reads_them(
    attacks: list[tuple[str, str]], needs: dict[str, list[list[str]]]
) -> None:
    """An argument is a rule: it holds if each need has a member that holds and no attacker does (Van Gelder 1993)."""
    one = framework(attacks, needs)

    def least(assumed: set[str]) -> set[str]:
        """What follows when the attackers in `assumed` are taken to hold, and no others."""
        found: set[str] = set()
        while True:
            more = {
                name
                for name in NAMES
                if not assumed & set(one.attackers.get(name, ()))
                and all(found & set(some) for some in needs.get(name, ()))
            }
            if more <= found:
                return found
            found |= more

    holds: set[str] = set()
    while (wider := least(least(holds))) != holds:
        holds = wider
    possible = least(holds)
    expected = {name: "in" if name in holds else "undecided" if name in possible else "out" for name in NAMES}
    assert {name: verdict.label for name, verdict in grounded(one).items()} == expected
