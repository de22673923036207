"""What changed between two editions, in sentences worked out by hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINI, Outcome
from historiograph.authoring.scaffold import new_dataset
from historiograph.editions.changes import Comparison, compare
from historiograph.editions.records import Edition, Record, Value, edition_of, read_edition
from historiograph.editions.sentences import sentence
from historiograph.editions.telling import as_markdown, summary
from historiograph.graph import KnowledgeGraph, load
from test_vocabulary import STANDALONE, as_the_page_has_it

THRIFT = "The bridge fell because the mayor had saved on the stone"
QUOTED = f'"{THRIFT}"'
HERE = "passage: {section: The dispute, start: 573, end: 685}"


@pytest.fixture(scope="module")
def old() -> Edition:
    return read_edition(MINI)


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Return a copy of the small dataset with changes made: file, before, after."""

    def edit(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / "new"
        if not folder.exists():
            shutil.copytree(MINI, folder)
        for name, before, after in changes:
            text = (folder / name).read_text("utf-8")
            assert before in text, before
            (folder / name).write_text(text.replace(before, after), "utf-8")
        return folder

    return edit


def told(comparison: Comparison) -> list[str]:
    return [sentence(one, comparison) for one in comparison.changes]


@pytest.mark.parametrize(
    ("file", "before", "after", "counted", "sentences"),
    [
        (
            "claims.yaml",
            "holder: thorne\n        attitude: denies",
            "holder: thorne\n        attitude: withdraws",
            "1 attitude changed",
            [f"Ada Thorne now withdraws (before: denies) {QUOTED}"],
        ),
        (
            "claims.yaml",
            "holder: some-townsfolk\n        attitude: asserts",
            "holder: some-townsfolk\n        attitude: denies",
            "1 attitude changed",
            ['some townsfolk now deny (before: assert) "The piers were sawn through", as Ada Thorne reports'],
        ),
        (
            "claims.yaml",
            "hedge: probable # the holder's own strength",
            "hedge: possible",
            "1 stance changed",
            [f"Bennet Quill on {QUOTED}, as Ada Thorne reports: hedge now possible (before: probable)"],
        ),
        (
            "claims.yaml",
            "start: 1248, end: 1341, passageDigest: 5f15875f2906d2491945f5ad4080710ec7cb13a1343540d783ba1ffdeeac45b2",
            "start: 1240, end: 1341",
            "1 stance changed",
            [
                (
                    'some townsfolk on "The piers were sawn through", as Ada Thorne reports: passage now The Night of'
                    " the Bridge, characters 1240-1341 (before: The Night of the Bridge, characters 1248-1341)"
                )
            ],
        ),
        (
            "claims.yaml",
            "gist: If there was any saving, it touched the parapet and not the piers.",
            "gist: Any saving touched the parapet.",
            "1 claim reworded",
            [
                (
                    'claim "Only the parapet was cheap": gist now "Any saving touched the parapet." (before: "If there'
                    ' was any saving, it touched the parapet and not the piers.")'
                )
            ],
        ),
        (
            "claims.yaml",
            "label: The toll-house still stands",
            "label: The toll-house has stood ever since",
            "1 claim reworded",
            ['claim "The toll-house still stands" is now called "The toll-house has stood ever since"'],
        ),
        (
            "claims.yaml",
            "attacker: toll-house-still-stands\n    target: bridge-fell-by-thrift",
            "attacker: toll-house-still-stands\n    target: piers-were-sawn-through",
            "1 rebuttal changed",
            [
                (
                    '"The toll-house still stands" rebuts "The piers were sawn through", as Ada Thorne argues: target'
                    f' now "The piers were sawn through" (before: {QUOTED})'
                )
            ],
        ),
        (
            "claims.yaml",
            "movedBy: thorne\n    explicit: false",
            "movedBy: thorne\n    explicit: true",
            "1 qualification changed",
            [
                (
                    f'"Only the parapet was cheap" qualifies {QUOTED}, as Ada Thorne argues: now told as'
                    " stated by the text"
                ),
            ],
        ),
        (
            "claims.yaml",
            "membershipKind: explicitly-not",
            "membershipKind: critic",
            "1 membership changed",
            [
                (
                    'the membership of Ada Thorne in "Thrift school", according to Ada Thorne: kind now critic (before:'
                    " explicitly not a member)"
                )
            ],
        ),
        (
            "people.yaml",
            "sameAs: https://example.org/authority/bennet-quill",
            "sameAs: https://example.org/authority/b-quill",
            "1 historian changed; 1 identification changed",
            [
                (
                    'historian "Bennet Quill": identifier now https://example.org/authority/b-quill (before:'
                    " https://example.org/authority/bennet-quill)"
                ),
                (
                    "Bennet Quill, identified by https://example.org/authority/bennet-quill: shows now"
                    " https://example.org/authority/b-quill (before: https://example.org/authority/bennet-quill)"
                ),
            ],
        ),
        (
            "claims.yaml",
            "    upperBound: 24\n",
            "    upperBound: 26.50\n",
            "1 estimate changed",
            ['estimate "Nineteen to twenty-four dead": upper bound now 26.5 (before: 24)'],
        ),
        ("claims.yaml", "lowerBound: 19\n", "lowerBound: 19.0\n", "nothing changed", []),
        (
            "dataset.yaml",
            "title: Was the fall of the bridge an accident?",
            "title: The fall of the bridge",
            "the dataset's own description changed",
            ['the dataset: title now "The fall of the bridge" (before: "Was the fall of the bridge an accident?")'],
        ),
    ],
)
def test_one_change_is_one_sentence(
    old: Edition,
    edited: Callable[..., Path],
    file: str,
    before: str,
    after: str,
    counted: str,
    sentences: list[str],
) -> None:
    comparison = compare(old, read_edition(edited((file, before, after))))
    assert told(comparison) == sentences
    assert summary(comparison) == counted


NEW = f"""\
  - id: stone-was-bad
    label: The stone was bad
    gist: The stone of the piers was poor.
    bearsOn: why-the-bridge-fell
    stances:
      - {{holder: quill, attitude: asserts, hedge: possible, {HERE}}}
      - {{holder: some-townsfolk, attitude: concedes, {HERE}}}

  - id: toll-house-still-stands
"""


def test_what_came_and_what_went(run: Callable[..., Outcome], edited: Callable[..., Path]) -> None:
    new = edited(("claims.yaml", "  - id: toll-house-still-stands\n", NEW))
    assert run("diff", MINI, new).out == (
        "1 claim added; 2 stances added\n"
        "\n"
        "Debate: Was the fall of the bridge an accident?\n"
        '  added      claim "The stone was bad"\n'
        '  added      Bennet Quill asserts "The stone was bad", as Ada Thorne reports (hedge: possible)\n'
        '  added      some townsfolk concede "The stone was bad", as Ada Thorne reports\n'
    )
    back = run("diff", new, MINI)
    assert back.out.startswith("1 claim withdrawn; 2 stances withdrawn\n")
    assert back.out.count("  withdrawn  ") == 3
    assert run("diff", MINI, MINI).out == "nothing changed\n"


def test_a_claim_with_another_id_is_renamed_and_its_stances_with_it(old: Edition, edited: Callable[..., Path]) -> None:
    comparison = compare(old, read_edition(edited(("claims.yaml", "piers-were-sawn-through", "sawn-piers"))))
    assert [(one.kind, one.record.id) for one in comparison.changes] == [
        ("renamed", "claim/sawn-piers"),
        ("renamed", "stance/sawn-piers--some-townsfolk--thorne"),
    ]
    assert told(comparison)[0] == (
        'claim "The piers were sawn through" now has the id sawn-piers (before: piers-were-sawn-through)'
    )
    assert summary(comparison) == "1 claim renamed"


def test_an_attitude_that_changed_is_found_though_everything_moved(old: Edition, edited: Callable[..., Path]) -> None:
    new = edited(
        ("claims.yaml", "piers-were-sawn-through", "sawn-piers"),
        (
            "claims.yaml",
            "holder: some-townsfolk\n        attitude: asserts",
            "holder: some-townsfolk\n        attitude: doubts",
        ),
        ("claims.yaml", "quill-on-thrift-1852", "later-quill"),
    )
    comparison = compare(old, read_edition(new))
    changed = [one for one in comparison.changes if one.kind != "renamed"]
    assert [sentence(one, comparison) for one in changed] == [
        'some townsfolk now doubt (before: assert) "The piers were sawn through", as Ada Thorne reports'
    ]
    assert {one.record.id for one in comparison.changes} - {changed[0].record.id} == {
        "claim/sawn-piers",
        "stance/later-quill",
    }


def test_a_view_ascribed_to_somebody_else_is_one_change(old: Edition, edited: Callable[..., Path]) -> None:
    new = edited(("claims.yaml", "holder: some-townsfolk", "holder: quill"))
    comparison = compare(old, read_edition(new))
    assert summary(comparison) == "1 stance changed"
    assert told(comparison)[0].endswith("holder now Bennet Quill (before: some townsfolk)")


def test_forms_of_one_dataset_do_not_differ(run: Callable[..., Outcome], mini: KnowledgeGraph, tmp_path: Path) -> None:
    for name in ("mini.trig", "mini.ttl", "mini.jsonld"):
        mini.export({"trig": "trig", "ttl": "turtle", "jsonld": "jsonld"}[name.partition(".")[2]], tmp_path / name)
        assert run("diff", MINI, tmp_path / name).out == "nothing changed\n"
    assert run("load", "--data", MINI, "-o", tmp_path / "store").status == 0
    assert run("diff", tmp_path / "store", MINI).out == "nothing changed\n"


def test_another_address_is_told_once(old: Edition, edited: Callable[..., Path]) -> None:
    new = edited(("dataset.yaml", "https://example.org/mini/", "https://example.org/maxi/"))
    assert told(compare(old, read_edition(new))) == [
        "the dataset now has the address https://example.org/maxi (before: https://example.org/mini)"
    ]


def test_json_has_iris_values_and_counts(run: Callable[..., Outcome], edited: Callable[..., Path]) -> None:
    new = edited(
        ("claims.yaml", "holder: thorne\n        attitude: denies", "holder: thorne\n        attitude: doubts")
    )
    document = json.loads(run("diff", MINI, new, "--format", "json").out)
    assert document["counts"] == {"Stance": {"changed": 1}}
    assert (document["old"]["place"], document["new"]["base"]) == (str(MINI), "https://example.org/mini/")
    stance = "https://example.org/mini/stance/bridge-fell-by-thrift--thorne"
    assert document["changes"] == [
        {
            "change": "changed",
            "class": "Stance",
            "before": stance,
            "after": stance,
            "key": "attitude",
            "gone": [{"iri": "https://w3id.org/historiograph/vocab/attitude/denies"}],
            "come": [{"iri": "https://w3id.org/historiograph/vocab/attitude/doubts"}],
            "sentence": f"Ada Thorne now doubts (before: denies) {QUOTED}",
        }
    ]


def test_hostile_names_do_no_harm(mini: KnowledgeGraph) -> None:
    before = edition_of(mini.authored, mini.header)
    after = edition_of(mini.authored, mini.header)
    after.records["topic/flood"] = Record(
        "topic/flood", {"Topic"}, {"label": {Value("<b>*x*</b>\x1b[31m [a](javascript:b)\n# c", "en")}}
    )
    text = as_markdown(compare(before, after))
    assert "\x1b" not in text
    assert "\\<b\\>\\*x\\*\\</b\\>" in text
    assert "\n# c" not in text


def test_bad_input_is_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    for words in (("nowhere", MINI), (MINI, tmp_path), (MINI,)):
        refused = run("diff", *words)
        assert (refused.status, refused.out) == (2, "")
    shutil.copytree(MINI, tmp_path / "bad")
    (tmp_path / "bad" / "more.yaml").write_text("topics:\n  - id: x\n    lable: y\n")
    assert run("diff", MINI, tmp_path / "bad").status == 1


# -- words of the dataset's own ----------------------------------------------------------------------------------------

SHIPS = "ships:\n  - {id: ida, label: Ida, tons: 12.50}\nbrigs:\n  - {id: eva, label: Eva, sister: ida, tons: 3}\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Return the scaffold, the same with own words, and a third edition in which those have changed."""
    root = tmp_path_factory.mktemp("words")
    plain, before, after = root / "a" / "my-debate", root / "b" / "my-debate", root / "c" / "my-debate"
    new_dataset(plain)
    as_the_page_has_it(before)
    shutil.copytree(before, after)
    for name, was, now in (
        ("registers.yaml", "survival: broken", "survival: whole"),
        ("registers.yaml", "harbour master\n", "toll office\n"),
        ("ontology/harbour.ttl", '"kept by"', '"held by"'),
        ("ontology/lints/broken-register.rq", "severity: info", "severity: warning"),
    ):
        text = (after / name).read_text("utf-8")
        assert was in text
        (after / name).write_text(text.replace(was, now), "utf-8")
    (after / "views" / "registers.rq").rename(after / "views" / "offices.rq")
    (after / "queries" / "claims-on-registers.rq").unlink()
    terms = after / "ontology" / "harbour.ttl"
    terms.write_text(terms.read_text("utf-8") + STANDALONE.replace("port:page", "port:webPage"), "utf-8")
    (after / "ships.yaml").write_text(SHIPS)
    return plain, before, after


def test_own_words_are_told_by_their_labels(run: Callable[..., Outcome], own: tuple[Path, Path, Path]) -> None:
    _, before, after = own
    assert run("diff", before, after).out == (
        "2 classes added; 5 properties added, 1 reworded; 1 lint changed; 1 question withdrawn; 1 view renamed;"
        " 1 brig added; 1 register changed; 1 ship added\n"
        "\nEvidence\n"
        '  changed    register "The harbour master\'s soundings": held by now "toll office"'
        ' (before: "harbour master")\n'
        '  changed    register "The harbour master\'s soundings": survival now whole (before: broken)\n'
        "\nThe dataset's own words\n"
        '  added      class "Brig"\n'
        '  added      class "Ship"\n'
        '  added      property "motto"\n'
        '  added      property "sails to"\n'
        '  added      property "sister"\n'
        '  added      property "tons"\n'
        '  added      property "page"\n'
        '  changed    property "kept by" is now called "held by"\n'
        "\nThe dataset's own shapes, rules, questions and views\n"
        '  changed    lint "broken-register": new content\n'
        '  withdrawn  question "claims-on-registers"\n'
        '  renamed    view "offices" now has the id offices (before: registers)\n'
        "\nBrigs\n"
        '  added      brig "Eva"\n'
        "\nShips\n"
        '  added      ship "Ida"\n'
    )
    changes = json.loads(run("diff", before, after, "--format", "json").out)["changes"]
    assert {(one["class"], one["before"]) for one in changes if one["change"] == "withdrawn"} == {
        ("queries", "queries/claims-on-registers.rq")
    }
    assert "Brig" in {one["class"] for one in changes}


def test_an_export_tells_the_same_but_for_what_are_files(
    run: Callable[..., Outcome], own: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, before, after = own
    load(before, cached=False).export("trig", tmp_path / "before.trig")
    load(after, cached=False).export("turtle", tmp_path / "after.ttl")
    assert run("diff", before, tmp_path / "before.trig").out == "nothing changed\n"
    assert run("diff", after, tmp_path / "after.ttl").out == "nothing changed\n"
    one, other = (run("diff", tmp_path / "before.trig", to).out for to in (after, tmp_path / "after.ttl"))
    assert one == other
    whole = run("diff", before, after).out.split("\n\n")
    assert one.split("\n\n")[1:] == [part for part in whole[1:] if not part.startswith("The dataset's own shapes")]


def test_a_record_that_gets_an_own_class_is_the_same_record(own: tuple[Path, Path, Path]) -> None:
    plain, before, _ = own
    comparison = compare(read_edition(plain), read_edition(before))
    assert [sentence(one, comparison) for one in comparison.changes if one.record.id == "evidence/soundings"] == [
        'register "The harbour master\'s soundings": kept by now "harbour master" (before: none)',
        'register "The harbour master\'s soundings": survival now broken (before: none)',
        'register "The harbour master\'s soundings": class now register (before: none)',
    ]
    assert summary(comparison).startswith("1 inference changed; 1 ontology added; 2 classes added; 3 properties added")


SOME = st.sets(st.integers(0, 10**6), max_size=40)


@settings(max_examples=10)
@given(SOME, SOME)
def test_what_is_added_one_way_is_withdrawn_the_other(mini: KnowledgeGraph, one: set[int], other: set[int]) -> None:
    quads = mini.authored
    left, right = (
        edition_of(
            [quad for number, quad in enumerate(quads) if number not in {n % len(quads) for n in gone}], mini.header
        )
        for gone in (one, other)
    )
    there, back = compare(left, right), compare(right, left)
    assert compare(left, left).changes == ()
    for kind, reverse in (("added", "withdrawn"), ("withdrawn", "added")):
        assert {c.record.id for c in there.changes if c.kind == kind} == {
            c.record.id for c in back.changes if c.kind == reverse
        }
    assert all(told(there))
    assert all(told(back))
