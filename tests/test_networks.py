"""What the network views show of schools, historians and evidence; how they are laid out, kept, folded and spoken."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from importlib import import_module
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Outcome
from historiograph.errors import InputError, NotFoundError
from historiograph.graph import KnowledgeGraph, load
from historiograph.views import Layouts, NetworkView, Place, Reading, network_view, render_view
from historiograph.views.assets import Linked
from historiograph.views.bundle import bundle
from historiograph.views.language import LANGUAGES, messages
from historiograph.views.networks.avoiding import ways_round
from historiograph.views.networks.bundles import bundled
from historiograph.views.networks.models import Edge, Node
from historiograph.views.networks.render import render
from historiograph.views.networks.routing import lanes
from historiograph.views.networks.themes import themes
from historiograph.views.phrases import phrase

STATIC = Path(__file__).parents[1] / "builders" / "historiograph" / "views" / "static"
SALT = Path(__file__).parent / "browser" / "sample.ttl"
HG = "https://w3id.org/historiograph/ontology#"


@pytest.fixture(scope="module")
def reading(kg: KnowledgeGraph) -> Reading:
    """The curated graph, read once."""
    return Reading(kg)


@pytest.fixture(scope="module")
def salt(_own_cache: None) -> KnowledgeGraph:
    """The made-up debate of the browser tests."""
    return load(SALT, cached=False)


@pytest.fixture(scope="module")
def around(kg: KnowledgeGraph, reading: Reading) -> list[NetworkView]:
    """The view of every school, every historian and every piece of evidence of the curated graph."""
    kinds = {"school": "school", "historian": "historian", "evidence": "evidence"}
    return [
        network_view(kg, kinds[kind], iri, reading=reading)
        for iri, kind in sorted(reading.network.nodes("kind"))
        if kind in kinds
    ]


# -- what they show ----------------------------------------------------------------------------------------------------


def test_a_school_shows_its_people_their_answers_and_who_holds_the_contrary(salt: KnowledgeGraph) -> None:
    view = network_view(salt, "school", "court")
    drawn = {(edge.source, edge.relation, edge.target) for edge in view.edges}
    assert {(s, r) for s, r, t in drawn if t == "school/court"} == {
        ("agent/abel", "membership:founder"),
        ("agent/ito", "membership:explicitly-not"),
        ("agent/kovac", "membership:critic"),
    }
    # Abel alone belongs to it and asserts one answer; those of the market school deny it or hold what rebuts it.
    assert {node.id for node in view.nodes if node.strong} == {"school/court", "claim/plan"}
    assert view.node("claim/plan").kind == "answer"
    assert ("claim/plan", "answers", "debate/why-the-salt-riots") in drawn
    assert ("evidence/court-letters", "supports", "claim/plan") in drawn
    rivals = {(edge.source, edge.count) for edge in view.edges if edge.relation == "rival"}
    assert rivals == {("school/market", 2), ("school/young-market", 1)}
    assert all(edge.derived for edge in view.edges if edge.relation == "rival")


def test_a_historian_shows_claims_questions_works_opponents_and_reporters(salt: KnowledgeGraph) -> None:
    view = network_view(salt, "historian", "abel")
    drawn = {(edge.source, edge.relation, edge.target, edge.count) for edge in view.edges}
    assert {node.id for node in view.nodes if node.strong} == {
        "agent/abel",
        "claim/plan",
        "claim/quiet-north",
        "claim/letters-late",
    }
    assert ("claim/plan", "statedIn", "work/riots", 1) in drawn
    assert ("work/riots", "creator", "agent/abel", 1) in drawn
    assert ("agent/survey", "reports", "agent/abel", 3) in drawn
    assert {t for s, r, t, _ in drawn if (s, r) == ("claim/plan", "opposes")} == {"agent/brandt", "agent/some-critics"}
    assert {t for s, r, t, _ in drawn if (s, r) == ("claim/letters-late", "opposes")} == {"agent/kovac"}


def test_evidence_shows_what_rests_on_it_and_what_is_against_it(salt: KnowledgeGraph) -> None:
    view = network_view(salt, "evidence", "court-letters")
    drawn = {(edge.source, edge.relation, edge.target) for edge in view.edges}
    assert ("evidence/court-letters", "supports", "claim/plan") in drawn
    assert ("claim/letters-late", "undermines", "evidence/court-letters") in drawn
    assert ("evidence/office-ledgers", "preferredTo", "evidence/court-letters") in drawn
    assert [n.column for n in sorted(view.nodes, key=lambda n: n.x)] == sorted(n.column for n in view.nodes)


def test_every_claim_of_a_historian_is_shown(kg: KnowledgeGraph, around: list[NetworkView]) -> None:
    rows = kg.sparql(f"SELECT DISTINCT ?who ?claim {{ ?s <{HG}holder> ?who ; <{HG}onClaim> ?claim }}")
    held = {(row["who"].value, row["claim"].value) for row in rows}
    for view in around:
        if view.name == "historian":
            focus = view.node(view.focus).iri
            assert {node.iri for node in view.nodes} >= {claim for who, claim in held if who == focus}, view.title


def test_a_focus_is_asked_for_and_must_be_of_the_kind(salt: KnowledgeGraph) -> None:
    for name in ("school", "historian", "evidence"):
        with pytest.raises(InputError, match=r"needs a focus.*--focus"):
            network_view(salt, name)
        with pytest.raises(NotFoundError):
            network_view(salt, name, "no-such-thing")
    with pytest.raises(NotFoundError):
        network_view(salt, "school", "agent/abel")


def test_a_picture_is_made_in_the_page(run: Callable[..., Outcome], tmp_path: Path) -> None:
    shown = run("view", "overview", "--data", SALT, "-o", tmp_path / "x.svg")
    assert shown.status == 2
    assert "press SVG" in shown.err
    assert not list(tmp_path.iterdir())


_BASE = f"@prefix hg: <{HG}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.mark.parametrize(
    ("facts", "name", "focus", "note"),
    [
        ('<debate/empty> a hg:Debate ; skos:prefLabel "Why?"@en .', "debate", "empty", "Nobody in the graph answers"),
        ('<school/lone> a hg:School ; skos:prefLabel "Lone"@en .', "school", "lone", "nothing yet"),
        ('<agent/lone> a hg:Historian ; skos:prefLabel "Lone"@en .', "historian", "lone", "nothing yet"),
        ('<evidence/lone> a hg:Evidence ; skos:prefLabel "Lone"@en .', "evidence", "lone", "nothing yet"),
    ],
)
def test_a_thing_alone_says_that_it_is(tmp_path: Path, facts: str, name: str, focus: str, note: str) -> None:
    file = tmp_path / "path with spaces" / "lone.ttl"
    file.parent.mkdir()
    file.write_text("@base <https://example.org/x/> .\n" + _BASE + facts, "utf-8")
    view = network_view(load(file, cached=False), name, focus)
    assert len(view.nodes) == 1
    assert any(note in text for text in view.notes)
    assert note in render(view)


def test_a_long_label_is_broken_and_an_empty_graph_has_an_overview(tmp_path: Path) -> None:
    file = tmp_path / "long.ttl"
    label = "\u202eЕжовщина 🏭 " + "word " * 900 + "x" * 500
    file.write_text(
        f'@base <https://example.org/x/> .\n{_BASE}<debate/long> a hg:Debate ; skos:prefLabel "{label}" .', "utf-8"
    )
    view = network_view(load(file, cached=False), "debate", "long")
    assert view.nodes[0].width < 700
    assert "Ежовщина" in render(view)
    assert len(network_view(load(file, cached=False), "overview").nodes) == 1


# -- where everything stands -------------------------------------------------------------------------------------------


def _overlap(a: Node, b: Node) -> bool:
    return abs(a.x - b.x) < (a.width + b.width) / 2 and abs(a.y - b.y) < (a.height + b.height) / 2


def test_no_two_boxes_overlap_in_any_view(around: list[NetworkView]) -> None:
    for view in around:
        for a, b in combinations(view.nodes, 2):
            assert not _overlap(a, b), f"{view.name} {view.title}: '{a.label}' and '{b.label}'"


def test_no_heading_lies_under_a_box(kg: KnowledgeGraph, reading: Reading, around: list[NetworkView]) -> None:
    debates = [
        network_view(kg, "debate", i, reading=reading) for i, k in reading.network.nodes("kind") if k == "debate"
    ]
    for view in (*around, *debates):
        for region in view.regions:
            heading = Node("", "", "", "", x=region.x + region.width // 2, y=region.y + 12, width=160, height=16)
            assert not [n.label for n in view.nodes if _overlap(n, heading)], f"{view.title}: {region.label}"


def test_lines_pass_between_the_boxes_of_a_column(around: list[NetworkView]) -> None:
    for view in around:
        for edge in view.edges:
            if edge.route != "across":
                continue
            for left, right, y in edge.via:
                hit = [
                    n.label
                    for n in view.nodes
                    if n.kind != "inference" and left < n.x < right and abs(n.y - y) < n.height / 2
                ]
                assert not hit, f"{view.title}: {edge.id} runs under {hit}"


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30)), max_size=20))
def test_lines_in_one_lane_do_not_meet(spans: list[tuple[int, int]]) -> None:
    named = [(low, low + length, str(n)) for n, (low, length) in enumerate(spans)]
    lane_of = lanes(named)
    for (a, b, one), (c, d, other) in combinations(named, 2):
        assert lane_of[one] != lane_of[other] or b < c or d < a


def test_a_way_round_touches_no_box() -> None:
    boxes = [Node(str(n), "", "", "", x=n % 4 * 160, y=n // 4 * 90, width=120, height=50) for n in range(16)]
    nodes = {node.id: node for node in boxes}
    edges = [Edge("e", "0", "15", "", ""), Edge("f", "3", "12", "", ""), Edge("g", "5", "6", "", "")]
    for edge in ways_round(edges, nodes, boxes):
        assert edge.route == "path"
        source, target = nodes[edge.source], nodes[edge.target]
        points = [
            (source.x + edge.start[0], source.y + edge.start[1]),
            *((x, y) for x, y in edge.via),
            (target.x + edge.end[0], target.y + edge.end[1]),
        ]
        for (x, y), (u, v) in pairwise(points):
            for part in range(1, 20):
                at = Node("", "", "", "", x=round(x + (u - x) * part / 20), y=round(y + (v - y) * part / 20))
                assert not [n.id for n in boxes if _overlap(n, at)], edge.id


def test_an_end_shut_in_by_boxes_goes_straight() -> None:
    shut = [
        Node(str(n), "", "", "", x=x, y=y, width=100, height=100)
        for n, (x, y) in enumerate([(0, 0), (90, 0), (-90, 0), (0, 90), (0, -90)])
    ]
    far = Node("far", "", "", "", x=900, y=900, width=50, height=50)
    (edge,) = ways_round([Edge("e", "0", "far", "", "")], {**{n.id: n for n in shut}, "far": far}, [*shut, far])
    assert edge.route == "straight"


# -- kept from one edition to the next ---------------------------------------------------------------------------------


def test_known_things_stay_put_and_new_ones_find_room(tmp_path: Path, salt: KnowledgeGraph) -> None:
    file = tmp_path / "layout.json"
    first = Layouts.read(file)
    before = network_view(salt, "debate", "why-the-salt-riots", layouts=first).by_id()
    first.write(file)
    grown = tmp_path / "grown.ttl"
    grown.write_text(
        SALT.read_text("utf-8")
        + 'claim:tax a hg:Claim ; skos:prefLabel "The tax was lower than before"@en ; hg:gist "Rolls show it."@en ;'
        " hg:answers debate:why-the-salt-riots .\n"
        "move:new a hg:Rebuttal ; hg:attacker claim:tax ; hg:target claim:offices ; hg:movedBy agent:abel ;"
        " hg:accordingTo agent:survey ; hg:explicit true .\n"
        "stance:new a hg:Stance ; hg:holder agent:abel ; hg:reporter agent:survey ; hg:onClaim claim:tax ;"
        " hg:attitude att:asserts .\n",
        "utf-8",
    )
    graph = load(grown, cached=False)
    after = network_view(graph, "debate", "why-the-salt-riots", layouts=Layouts.read(file)).by_id()
    anew = network_view(graph, "debate", "why-the-salt-riots").by_id()
    assert all((after[i].x, after[i].y) == (before[i].x, before[i].y) for i in before)
    assert any((anew[i].x, anew[i].y) != (before[i].x, before[i].y) for i in before), "else this tests nothing"
    assert abs(after["claim/tax"].x - after["claim/offices"].x) < 300, "beside what it is linked to"
    for a, b in combinations(after.values(), 2):
        assert not _overlap(a, b), f"'{a.label}' and '{b.label}'"


def test_the_same_edition_again_is_the_same_page(tmp_path: Path, salt: KnowledgeGraph) -> None:
    file = tmp_path / "layout.json"
    for name, focus in (("overview", None), ("debate", "why-the-salt-riots"), ("school", "court")):
        layouts = Layouts.read(file)
        first = render_view(salt, name, focus, place=Place(layouts=layouts)).html
        layouts.write(file)
        assert render_view(salt, name, focus, place=Place(layouts=Layouts.read(file))).html == first
        file.unlink()


def test_a_view_mostly_new_is_laid_out_afresh(tmp_path: Path, salt: KnowledgeGraph) -> None:
    file = tmp_path / "layout.json"
    file.write_text(json.dumps({"debate debate/why-the-salt-riots": {"claim/plan": [9000, 9000]}}), "utf-8")
    kept = network_view(salt, "debate", "why-the-salt-riots", layouts=Layouts.read(file))
    assert kept == network_view(salt, "debate", "why-the-salt-riots")


@pytest.mark.parametrize("text", ["{", "[]", '{"debate x": 4}', '{"debate x": {"a": ["b", "c"]}}'])
def test_a_broken_layout_says_what_to_do(tmp_path: Path, text: str) -> None:
    file = tmp_path / "layout.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match="delete it"):
        Layouts.read(file)


# -- folded ------------------------------------------------------------------------------------------------------------


def test_a_large_overview_is_held_to_those_who_speak_most(
    mini: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = network_view(mini, "overview")
    module = import_module("historiograph.views.networks.selecting.overview")
    monkeypatch.setattr(module, "MOST_SPEAKERS", 1)
    monkeypatch.setattr(module, "MOST_DEBATES", 1)
    view = network_view(mini, "overview")
    kinds = Counter(node.kind for node in view.nodes)
    assert kinds.pop("debate") == 1
    assert kinds.pop("school") == sum(node.kind == "school" for node in whole.nodes)
    assert kinds.total() == 1
    assert view.notes[0].key == "limits.overview"
    assert "limits.overview" not in {note.key for note in whole.notes}


def test_every_debate_has_one_theme(kg: KnowledgeGraph, reading: Reading) -> None:
    found = themes(reading)
    debates = [iri for _, members in found.values() for iri in members]
    assert sorted(debates) == sorted(iri for iri, kind in reading.network.nodes("kind") if kind == "debate")
    assert len({name for name, _ in found.values()}) == len(found) > 5
    view = network_view(kg, "overview", reading=reading)
    assert (
        {node.within for node in view.nodes if node.kind == "debate"}
        == {group.id for group in view.groups}
        == set(found)
    )
    for a, b in combinations([group.box for group in view.groups], 2):
        assert not _overlap(a, b)


def test_too_much_is_folded_and_says_so(kg: KnowledgeGraph, reading: Reading) -> None:
    view = network_view(kg, "debate", "origins-of-the-terror", reading=reading)
    assert bundled(view, most=len(view.nodes)) is view
    folded = bundled(view, most=20)
    assert {node.within for node in folded.nodes} - {""} == {group.id for group in folded.groups}
    for a, b in combinations([group.box for group in folded.groups], 2):
        assert not _overlap(a, b)
    assert "Too much to draw at once" in folded.notes[-1]
    assert [replace(node, within="") for node in folded.nodes] == list(view.nodes)
    assert "Too much to draw at once" in render(folded)


# -- languages ---------------------------------------------------------------------------------------------------------


def test_every_message_is_there_in_every_language_with_the_same_gaps() -> None:
    def gaps(message: object) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", json.dumps(message)))

    english = messages("en")
    for language in LANGUAGES:
        spoken = messages(language)
        rooms = ("network.", "words.", "page.")
        assert {k for k in spoken if k.startswith(rooms)} == {k for k in english if k.startswith(rooms)}
        for key in english:
            if key.startswith(rooms):
                assert gaps(spoken[key]) == gaps(english[key]), key


def test_a_phrase_is_its_english_text_and_survives_copying() -> None:
    made = phrase("network.as-reported-by", names="Clara Survey")
    assert made == "as reported by Clara Survey"
    assert copy.deepcopy(made).key == "network.as-reported-by"
    assert copy.deepcopy(made).gaps == {"names": "Clara Survey"}


def test_the_page_brings_both_languages_and_labels(salt: KnowledgeGraph) -> None:
    page = render_view(salt, "debate", "why-the-salt-riots").html
    block = json.loads(page.split('id="messages">')[1].split("</script>")[0])
    assert set(block) == {"en", "ru"}
    assert block["ru"]["words.kind.historian"] == "Историк"


# -- scripts and styles ------------------------------------------------------------------------------------------------


def test_a_bundle_has_each_module_once_before_those_that_need_it() -> None:
    script = bundle("network.js")
    assert script.startswith('"use strict";')
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    assert script.count("const nodeById") == 1
    assert script.index("const nodeById") < script.index("function drawScene") < script.index("function startTools")


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"a.js": 'import { x } from "./b.js";\n', "b.js": 'import { y } from "./a.js";\n'}, "imports itself"),
        ({"a.js": "export default 3;\n"}, "cannot be bundled"),
        ({"a.js": 'import { x } from "./b.js";\nconst x1 = 1;\n', "b.js": "export const x1 = 2;\n"}, "both have a x1"),
    ],
)
def test_what_cannot_be_bundled_is_told(monkeypatch: pytest.MonkeyPatch, files: dict[str, str], complaint: str) -> None:
    monkeypatch.setattr("historiograph.views.bundle.static_text", files.__getitem__)
    bundle.cache_clear()
    with pytest.raises(ValueError, match=complaint):
        bundle("a.js")
    bundle.cache_clear()


def test_a_site_shares_its_scripts_and_a_file_brings_them(salt: KnowledgeGraph) -> None:
    view = network_view(salt, "debate", "why-the-salt-riots")
    alone = render(view)
    place = Place(
        Linked("../static/"),
        lambda iri: f"../claim/{iri.rsplit('/', 1)[-1]}.html" if "/claim/" in iri else "",
        (("../index.html", "Salt & riots"),),
    )
    shared = render(view, place)
    assert len(shared) < len(alone) - 60_000
    assert '<script defer src="../static/network.js">' in shared
    assert '<link rel="stylesheet" href="../static/network.css">' in shared
    assert "script-src 'self'" in unescape(shared)
    assert "script-src 'sha256-" in unescape(alone)
    assert '<a href="../index.html">Salt &amp; riots</a>' in shared
    data = json.loads(shared.split('id="graph-data">')[1].split("</script>")[0])
    assert data["pages"]["claim/plan"] == "../claim/plan.html"
    assert "agent/abel" not in data["pages"]


def test_our_scripts_are_small_and_write_no_markup() -> None:
    for file in [*(STATIC / "network").glob("*.js"), STATIC / "network.js", STATIC / "language.js"]:
        text = file.read_text("utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert not re.search(r"\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), file.name
        if file.name != "written.js":  # builds what the template wrote
            assert ".innerHTML" not in text, file.name
