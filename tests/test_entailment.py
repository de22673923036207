"""Derived links, worked out by hand on the small dataset and on toy ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from historiograph.entailment import derive
from historiograph.graph import KnowledgeGraph, load
from historiograph.namespaces import HG, local_name
from historiograph.search_keys import NAME_KEY, TEXT_KEY

HEAD = """\
dataset: {id: toy, base: https://example.org/toy/, title: A toy}
reporter: rep
source: text
historians:
- {id: rep, name: Rep}
- {id: ann, name: Ann}
- {id: bob, name: Bob}
- {id: cyd, name: Cyd}
sourceTexts:
- {id: text, title: T}
evidence:
- {id: letters, label: Letters}
"""


def derived(folder: Path, body: str) -> set[tuple[str, str, str]]:
    (folder / "toy.yaml").write_text(HEAD + body, "utf-8")
    return {
        (local_name(quad.subject.value), local_name(quad.predicate.value), local_name(quad.object.value))
        for quad in load(folder, cached=False).derived
        if quad.predicate not in (NAME_KEY, TEXT_KEY)
    }


def test_links_of_argument(tmp_path: Path) -> None:
    body = """
claims:
- {id: a, label: A}
- {id: b, label: B}
- {id: c, label: C}
inferences:
- {id: i, premise: [letters, a], conclusion: b}
rebuttals:
- {id: r, attacker: c, target: b}
undercuts:
- {id: u, attacker: c, target: i}
underminings:
- {id: m, attacker: c, target: letters}
qualifications:
- {id: q, qualifier: a, qualifiedClaim: c}
"""
    assert derived(tmp_path, body) == {
        ("letters", "supports", "b"),
        ("a", "supports", "b"),
        ("c", "rebuts", "b"),
        ("c", "undercuts", "i"),
        ("c", "undermines", "letters"),
        ("a", "qualifies", "c"),
    }


AGREEMENT = [
    ("both assert", "asserts", "asserts", {"agreesWith"}),
    ("one concedes", "asserts", "concedes", {"agreesWith"}),
    ("one presupposes", "presupposes", "asserts", {"agreesWith"}),
    ("both deny", "denies", "denies", {"agreesWith"}),
    ("one denies", "asserts", "denies", {"disagreesWith"}),
    ("concession against denial", "concedes", "denies", {"disagreesWith"}),
    ("a doubt commits nobody", "doubts", "asserts", set()),
    ("a doubt is no denial", "doubts", "denies", set()),
    ("entertaining commits nobody", "entertains", "asserts", set()),
    ("who withdraws is out", "withdraws", "asserts", set()),
]


@pytest.mark.parametrize(
    ("one", "other", "links"), [case[1:] for case in AGREEMENT], ids=[case[0] for case in AGREEMENT]
)
def test_agreement_and_disagreement_on_one_claim(tmp_path: Path, one: str, other: str, links: set[str]) -> None:
    body = f"claims:\n- id: a\n  stances: [{{holder: ann, attitude: {one}}}, {{holder: bob, attitude: {other}}}]\n"
    found = derived(tmp_path, body)
    assert found == {("ann", link, "bob") for link in links} | {("bob", link, "ann") for link in links}


def test_incompatible_claims_set_their_holders_apart(tmp_path: Path) -> None:
    body = """
claims:
- {id: a, incompatibleWith: b, stances: [{holder: ann, attitude: asserts}]}
- {id: b, stances: [{holder: bob, attitude: asserts}, {holder: cyd, attitude: denies}]}
"""
    assert derived(tmp_path, body) == {
        ("ann", "disagreesWith", "bob"),
        ("bob", "disagreesWith", "ann"),
        ("bob", "disagreesWith", "cyd"),
        ("cyd", "disagreesWith", "bob"),
    }


def test_a_view_that_was_given_up_counts_no_more(tmp_path: Path) -> None:
    body = """
claims:
- id: a
  stances:
  - {id: then, holder: ann, attitude: asserts}
  - {id: now, holder: ann, attitude: denies, supersedes: then}
  - {holder: bob, attitude: asserts}
"""
    assert derived(tmp_path, body) == {("ann", "disagreesWith", "bob"), ("bob", "disagreesWith", "ann")}


ESTIMATES = [
    ("ranges apart", "{lowerBound: 1, upperBound: 2}", "{lowerBound: 3, upperBound: 4}", True),
    ("ranges that touch", "{lowerBound: 1, upperBound: 3}", "{lowerBound: 3, upperBound: 4}", False),
    ("point below a floor", "{pointValue: 2}", "{lowerBound: 2.5}", True),
    ("two floors", "{lowerBound: 1}", "{lowerBound: 5}", False),
    ("ceiling below a floor", "{upperBound: 4}", "{lowerBound: 5}", True),
    ("two points", "{pointValue: 4}", "{pointValue: 5}", True),
]


@pytest.mark.parametrize(
    ("one", "other", "conflict"), [case[1:] for case in ESTIMATES], ids=[case[0] for case in ESTIMATES]
)
def test_estimates_conflict_when_their_ranges_do_not_meet(tmp_path: Path, one: str, other: str, conflict: bool) -> None:
    body = (
        "measures:\n- {id: dead, label: Dead}\n- {id: sick, label: Sick}\n"
        f"estimates:\n- {{id: a, measure: dead, {one[1:-1]}}}\n- {{id: b, measure: dead, {other[1:-1]}}}\n"
        "- {id: c, measure: sick, pointValue: 1000}\n"
    )
    expected = {("a", "conflictsWith", "b"), ("b", "conflictsWith", "a")} if conflict else set()
    assert derived(tmp_path, body) == expected


def test_deriving_twice_adds_nothing_and_authored_data_stays(kg: KnowledgeGraph) -> None:
    assert set(derive(kg.dataset, kg.store.engine)) == set(kg.derived)
    assert not set(kg.derived) & set(kg.authored)
    used = {quad.predicate.value.removeprefix(HG) for quad in kg.authored}
    assert not used & {"supports", "rebuts", "undercuts", "undermines", "qualifies", "agreesWith", "disagreesWith"}
    assert not used & {"conflictsWith", "seemsToConflictWith", "estimatesPartOf", "exceedsWhole"}


ATTITUDES = ("asserts", "denies", "doubts", "entertains", "concedes", "presupposes", "withdraws")


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(["ann", "bob", "cyd"]), st.sampled_from(ATTITUDES)),
        max_size=6,
        unique_by=lambda x: x[0],
    )
)
def test_agreement_is_mutual_and_excludes_disagreement_on_one_claim(stances: list[tuple[str, str]]) -> None:
    import tempfile

    body = "claims:\n- id: a\n  stances: [" + ", ".join(f"{{holder: {h}, attitude: {a}}}" for h, a in stances) + "]\n"
    with tempfile.TemporaryDirectory() as folder:
        found = derived(Path(folder), body if stances else "")
    assert found == {(other, link, one) for one, link, other in found}
    agreeing = {(one, other) for one, link, other in found if link == "agreesWith"}
    assert not agreeing & {(one, other) for one, link, other in found if link == "disagreesWith"}
    assert all(one != other for one, _, other in found)
