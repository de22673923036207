"""The network views as data and as files: what they show, that nothing overlaps, and that the page is closed."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest

from historiograph.errors import InputError, NotFoundError, OutputError
from historiograph.graph import KnowledgeGraph, load
from historiograph.namespaces import HG
from historiograph.network import NODE_KINDS, build_network
from historiograph.views import VIEWS, NetworkView, Reading, network_view, render_view
from historiograph.views.networks.legend import EdgeKind, NodeKind
from historiograph.views.networks.measure import text_width, wrap

HERE = Path(__file__).parent
SAMPLE = HERE / "browser" / "sample.ttl"
STATIC = HERE.parent / "builders" / "historiograph" / "views" / "static"
QUESTION = "why-the-salt-riots"
ATTITUDES = {"asserts", "presupposes", "concedes", "entertains", "doubts", "denies", "withdraws"}


@pytest.fixture(scope="module")
def sample(_own_cache: None) -> KnowledgeGraph:
    """A made-up debate with one of everything, and with labels that attack the page."""
    return load(SAMPLE, cached=False)


@pytest.fixture(scope="module", params=["sample", "kg"])
def any_graph(request: pytest.FixtureRequest) -> KnowledgeGraph:
    """The sample and the curated graph, one after the other."""
    graph: KnowledgeGraph = request.getfixturevalue(request.param)
    return graph


@pytest.fixture(scope="module")
def debates(any_graph: KnowledgeGraph) -> list[NetworkView]:
    """Every debate of the graph, laid out."""
    reading = Reading(any_graph)
    return [network_view(any_graph, "debate", iri, reading=reading) for iri in _iris(any_graph, "?x a hg:Debate")]


@pytest.fixture(scope="module")
def overview(any_graph: KnowledgeGraph) -> NetworkView:
    """The overview of the graph, laid out."""
    return network_view(any_graph, "overview")


@pytest.fixture(scope="module")
def page(sample: KnowledgeGraph) -> str:
    """The page of the sample's debate."""
    return render_view(sample, "debate", QUESTION).html


def _iris(kg: KnowledgeGraph, pattern: str) -> list[str]:
    query = f"PREFIX hg: <{HG}> SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x"
    return [row["x"].value for row in kg.sparql(query)]


def _count(kg: KnowledgeGraph, what: str, pattern: str) -> int:
    query = f"PREFIX hg: <{HG}> SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT {what} WHERE {{ {pattern} }} }}"
    return next(int(row["n"].value) for row in kg.sparql(query))


# -- the network -------------------------------------------------------------------------------------------------------


def test_network_has_every_individual_once(any_graph: KnowledgeGraph) -> None:
    network = build_network(any_graph)
    classes = " ".join(f"hg:{name}" for name in NODE_KINDS)
    assert network.number_of_nodes() == _count(any_graph, "?x", f"VALUES ?c {{ {classes} }} ?x a ?c")
    assert all(data["label"] and "://" not in data["label"] for _, data in network.nodes(data=True))


@pytest.mark.parametrize(
    ("class_name", "relations"),
    [("Membership", {"membership"}), ("Rebuttal", {"rebuts"}), ("Undermining", {"undermines"}), ("Stance", ATTITUDES)],
)
def test_network_has_an_edge_for_every_record(any_graph: KnowledgeGraph, class_name: str, relations: set[str]) -> None:
    behind = {data["behind"] for *_, data in build_network(any_graph).edges(data=True) if data["relation"] in relations}
    assert behind == set(_iris(any_graph, f"?x a hg:{class_name}"))


def test_network_tells_stated_inferred_and_derived_apart(sample: KnowledgeGraph) -> None:
    edges = list(build_network(sample).edges(data=True))
    inferred = {data["behind"].rsplit("/", 1)[-1] for *_, data in edges if not data["explicit"]}
    assert inferred == {"i5", "r2"}
    assert {data["relation"] for *_, data in edges if data["derived"]} >= {"supports", "disagreesWith"}


# -- what a debate shows -----------------------------------------------------------------------------------------------


def test_debate_shows_its_answers_and_who_holds_them(any_graph: KnowledgeGraph, debates: list[NetworkView]) -> None:
    for view in debates:
        question = f"<{view.node(view.focus).iri}>"
        answers = {node.iri for node in view.nodes if node.strong} - {view.node(view.focus).iri}
        assert answers == set(_iris(any_graph, f"?x hg:answers {question}")), view.title
        stances = {edge.behind for edge in view.edges if edge.relation in ATTITUDES}
        assert stances == set(_iris(any_graph, f"?x a hg:Stance ; hg:onClaim/hg:answers {question}")), view.title
        drawn = {node.iri for node in view.nodes}
        assert drawn >= set(_iris(any_graph, f"?x hg:bearsOn {question}")), view.title


def test_debate_shows_every_attack_on_what_it_draws(any_graph: KnowledgeGraph, debates: list[NetworkView]) -> None:
    attacks = {
        (row["move"].value, row["a"].value, row["t"].value)
        for row in any_graph.sparql(
            f"PREFIX hg: <{HG}> SELECT ?move ?a ?t {{ ?move a ?c ; hg:attacker ?a ; hg:target ?t"
            " VALUES ?c { hg:Rebuttal hg:Undercut hg:Undermining } }"
        )
    }
    for view in debates:
        drawn = {node.iri for node in view.nodes}
        shown = {edge.behind for edge in view.edges if edge.relation in ("rebuts", "undercuts", "undermines")}
        assert shown == {move for move, attacker, target in attacks if {attacker, target} <= drawn}, view.title


def test_debate_shows_every_premise_of_what_it_draws(any_graph: KnowledgeGraph, debates: list[NetworkView]) -> None:
    steps: dict[tuple[str, str], set[str]] = {}
    query = f"PREFIX hg: <{HG}> SELECT ?i ?p ?c {{ ?i a hg:Inference ; hg:premise ?p ; hg:conclusion ?c }}"
    for row in any_graph.sparql(query):
        steps.setdefault((row["i"].value, row["c"].value), set()).add(row["p"].value)
    for view in debates:
        iris = {node.id: node.iri for node in view.nodes}
        drawn = set(iris.values())
        expected = set()
        for (step, conclusion), premises in steps.items():
            if step in drawn:
                expected |= {(step, premise, step) for premise in premises} | {(step, step, conclusion)}
            elif conclusion in drawn and premises <= drawn:
                assert len(premises) == 1, "a step with several premises is a point of its own"
                expected |= {(step, premise, conclusion) for premise in premises}
        shown = {(e.behind, iris[e.source], iris[e.target]) for e in view.edges if e.relation == "supports"}
        assert shown == expected, view.title


def test_an_attacked_step_is_a_point_of_its_own(sample: KnowledgeGraph) -> None:
    view = network_view(sample, "debate", QUESTION)
    assert {node.id for node in view.nodes if node.kind == "inference"} == {"move/i2", "move/i4"}
    assert next(edge.target for edge in view.edges if edge.relation == "undercuts") == "move/i2"


def test_details_of_a_claim(sample: KnowledgeGraph) -> None:
    claim = network_view(sample, "debate", QUESTION).node("claim/plan")
    sections = {section.title: section for section in claim.sections}
    held = sections["Held by"].entries[0]
    assert "".join(run.text for run in held.runs) == "Maria Abel — asserts (emphatic)"
    assert held.runs[0].ref == "agent/abel"
    assert held.remarks == (
        "as reported by Clara Survey",
        "stated in The Salt Riots",
        "A Survey of the Salt Riots, “The old quarrel”, paragraph 4, p. 12, characters 1,200–1,431",
    )
    assert [entry.runs[0].text for entry in sections["Denied or doubted by"].entries] == ["Otto Brandt", "some critics"]
    assert sections["Attacked by"].entries[0].runs[0].ref == "claim/no-plan"
    assert sections["Attacks"].entries[0].inferred


def test_own_voice_and_ascribed_claims_are_kept_apart(sample: KnowledgeGraph) -> None:
    ito = network_view(sample, "overview").node("agent/ito")
    claims = {section.title: len(section.entries) for section in ito.sections}
    assert (claims["Claims in their own voice"], claims["Claims ascribed to them by others"]) == (1, 3)


# -- what the overview shows -------------------------------------------------------------------------------------------


def test_overview_shows_every_membership_and_every_part_taken(any_graph: KnowledgeGraph, overview: NetworkView) -> None:
    edges = [edge.relation.partition(":")[0] for edge in overview.edges]
    assert edges.count("membership") == _count(any_graph, "?m", "?m a hg:Membership")
    assert edges.count("takesPart") == _count(
        any_graph,
        "?a ?d",
        "?s hg:holder ?a ; hg:onClaim ?c . ?c hg:answers|hg:bearsOn ?d . ?d a hg:Debate . "
        "FILTER EXISTS { { ?a a hg:Historian } UNION { ?m hg:member ?a } UNION { ?a hg:drawnFrom ?school } }",
    )
    kinds = [node.kind for node in overview.nodes]
    assert kinds.count("school") == _count(any_graph, "?x", "?x a hg:School")
    assert kinds.count("debate") == _count(any_graph, "?x", "?x a hg:Debate")


def test_details_of_a_school(sample: KnowledgeGraph) -> None:
    court = network_view(sample, "overview").node("school/court")
    sections = {section.title: section.entries for section in court.sections}
    assert [entry.runs[0].text for entry in sections["Names"]] == ["Court school", "palace historians"]
    assert sections["Names"][1].remarks[:2] == ("coined by Otto Brandt", "used by Otto Brandt, Kenji Itō")
    assert sections["Explicitly not in it"][0].runs[0].text == "Kenji Itō"
    assert sections["Explicitly not in it"][0].remarks == ("placed by Kenji Itō",)
    assert "palace historians" in court.other_names


# -- the drawing -------------------------------------------------------------------------------------------------------


def test_no_two_boxes_overlap(debates: list[NetworkView], overview: NetworkView) -> None:
    for view in (*debates, overview):
        for a, b in combinations(view.nodes, 2):
            apart = abs(a.x - b.x) >= (a.width + b.width) / 2 or abs(a.y - b.y) >= (a.height + b.height) / 2
            assert apart, f"{view.title}: '{a.label}' and '{b.label}' overlap"


def test_text_stays_in_its_box(debates: list[NetworkView], overview: NetworkView) -> None:
    for view in (*debates, overview):
        for node in view.nodes:
            assert all(text_width(line, node.size) <= node.width for line in node.lines), node.label
            if node.kind != "inference":
                assert "".join(node.lines).replace(" ", "") == node.label.replace(" ", "")


def test_wrapping_breaks_long_words_and_balances_lines() -> None:
    assert wrap("", 16, 100) == ("",)
    assert all(text_width(line, 16) <= 100 for line in wrap("Ostvolkswirtschaftsplanung " * 3, 16, 100))
    lines = wrap("one two three four five six seven eight", 16, 250)
    assert max(map(len, lines)) - min(map(len, lines)) < 8


def test_kinds_differ_in_more_than_colour() -> None:
    shapes = [kind.shape for kind in NodeKind.all()]
    assert len(set(shapes)) == len(shapes)
    strokes = [(kind.dash, kind.head, kind.width, kind.color) for kind in EdgeKind.all()]
    assert len(set(strokes)) == len(strokes)


def test_same_graph_same_bytes_whatever_the_hash_seed(page: str) -> None:
    code = (
        "import hashlib, sys; from historiograph.graph import load; from historiograph.views import render_view;"
        f"kg = load({str(SAMPLE)!r}, cached=False);"
        f"pages = render_view(kg, 'debate', {QUESTION!r}).html + render_view(kg, 'overview').html;"
        "print(hashlib.sha256(pages.encode()).hexdigest())"
    )
    source_root = str(HERE.parent / "builders")
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source_root},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert page == render_view(load(SAMPLE, cached=False), "debate", QUESTION).html


def test_json_is_the_view(overview: NetworkView) -> None:
    data = json.loads(overview.to_json())
    assert len(data["nodes"]) == len(overview.nodes)
    assert overview.to_json() == overview.to_json()


# -- the page ----------------------------------------------------------------------------------------------------------


class _Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in_script = tag == "script" and dict(attrs).get("type") is None
        if self._in_script:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False


def test_page_is_a_page(page: str) -> None:
    elements = _Elements(page).found
    assert page.startswith("<!doctype html>\n<html lang=")
    assert "<title>Why did the salt riots break out?" in page
    assert any(attrs.get("name") == "viewport" for tag, attrs in elements if tag == "meta")


def test_page_names_no_outside_address(page: str) -> None:
    for tag, attrs in _Elements(page).found:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            address = attrs.get(name) or ""
            assert address.startswith(("#", "data:")) or not address, f"<{tag} {name}={address}>"
    assert "sourceMappingURL" not in page
    assert not re.search(r"@import|url\((?!['\"]?data:)", (STATIC / "network.css").read_text("utf-8"))


def test_policy_forbids_the_network_and_allows_just_these_scripts(page: str) -> None:
    elements = _Elements(page)
    policy = next(attrs["content"] for _, attrs in elements.found if attrs.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in elements.scripts}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert "http" not in policy


def test_hostile_labels_are_text(page: str, sample: KnowledgeGraph) -> None:
    for text in (page, render_view(sample, "overview").html):
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "&lt;img src=x onerror=alert(1)&gt;" in text
        block = text.split('id="graph-data">')[1].split("</script>")[0]
        assert "<" not in block
        assert "&" not in block
        assert any(node["label"].startswith("<img") for node in json.loads(block)["nodes"])


def test_notebook_shows_the_page_in_a_frame(sample: KnowledgeGraph) -> None:
    shown = render_view(sample, "overview")._repr_html_()
    assert shown.startswith("<div style=")
    assert 'sandbox="allow-scripts' in shown
    assert "allow-same-origin" not in shown
    assert shown.count("<") == 4, "nothing of the page may stand outside the frame's attribute"


def test_saved_page_is_utf8_and_complete(sample: KnowledgeGraph, tmp_path: Path) -> None:
    made = render_view(sample, "overview")
    saved = made.save(tmp_path / "new" / "overview.html")
    assert saved.read_bytes().decode("utf-8") == made.html
    assert "М. Абель" in made.html
    assert [path.name for path in saved.parent.iterdir()] == ["overview.html"]
    with pytest.raises(OutputError):
        made.save(saved / "below-a-file.html")


def test_unknown_view_and_focus_come_with_proposals(sample: KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'overview'"):
        render_view(sample, "overveiw")
    with pytest.raises(NotFoundError, match="salt"):
        render_view(sample, "debate", "why-the-salt-riot")
    with pytest.raises(InputError, match="needs a focus"):
        render_view(sample, "debate")
    with pytest.raises(InputError, match="takes no focus"):
        render_view(sample, "overview", QUESTION)
    assert set(VIEWS) == {"overview", "debate", "school", "historian", "evidence", "matrix", "estimates", "timeline"}
