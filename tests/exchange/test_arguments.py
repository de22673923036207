"""Argdown and AIF-JSON: Argdown's own program reads what we write, and both come back as they went out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exchange.debates import Said, argument_of, debates, loaded
from exchange.programs import argdown
from historiograph.errors import InputError
from historiograph.exports.arguments import MOVES, Arguments
from historiograph.graph import KnowledgeGraph
from historiograph.imports import Draft, aif, read
from historiograph.imports import argdown as reader

FEW = settings(
    max_examples=8,
    phases=[Phase.generate],  # to make an example smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _back(kg: KnowledgeGraph, format: str, folder: Path) -> Said:
    file = folder / f"argument.{'json' if format == 'aif' else format}"
    kg.export(format, file)
    return argument_of(loaded(read(file), kg.header.base))


@pytest.mark.parametrize("format", ["argdown", "aif"])
@pytest.mark.parametrize("dataset", ["mini", "article"])
def test_argument_comes_back(dataset: str, format: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    kg = request.getfixturevalue(dataset)
    sent, back = argument_of(kg), _back(kg, format, tmp_path)
    assert back.claims == sent.claims
    assert back.stances == sent.stances
    assert back.incompatible == sent.incompatible
    assert back.moves == sent.moves


@FEW
@given(draft=debates())
@pytest.mark.parametrize("format", ["argdown", "aif"])
def test_any_argument_comes_back(format: str, draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> None:
    kg = loaded(draft)
    assert _back(kg, format, tmp_path_factory.mktemp("back")) == argument_of(kg)


@pytest.mark.parametrize("dataset", ["mini", "article"])
def test_argdown_finds_the_same(dataset: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    kg = request.getfixturevalue(dataset)
    kg.export("argdown", tmp_path / "a.argdown")
    found = json.loads(argdown("json", tmp_path / "a.argdown", tmp_path))
    sent = Arguments(kg)
    moves = {kind: len(records) for kind, records in sent.moves.items()}
    assert len(found["statements"]) == len(sent.claims) + len(sent.evidence)
    assert len(found["arguments"]) == sum(moves.values())
    kinds = Counter(relation["relationType"] for relation in found["relations"])
    assert kinds["attack"] == moves["Rebuttal"] + moves["Undermining"]
    assert kinds["undercut"] == moves["Undercut"]
    assert kinds["contradictory"] == len(sent.incompatible())
    speakers = {one["holder"] for s in found["statements"].values() for one in s.get("data", {}).get("stances", ())}
    assert speakers == {stance.iri_of("holder").rpartition("/")[2] for stance in sent.stances.values()}
    concluded = Counter(
        next(step["title"] for step in one["pcs"] if step["role"] == "main-conclusion")
        for one in found["arguments"].values()
        if one.get("pcs")
    )
    assert sum(concluded.values()) == moves["Inference"]


def test_argdown_draws_it(mini: KnowledgeGraph, tmp_path: Path) -> None:
    mini.export("argdown", tmp_path / "a.argdown")
    drawing = argdown("map", tmp_path / "a.argdown", tmp_path, "--format", "svg")
    assert "Undercut" in drawing
    assert "<svg" in drawing
    assert "Nobody was to blame" in argdown("html", tmp_path / "a.argdown", tmp_path)


@settings(FEW, max_examples=3)
@given(draft=debates())
def test_argdown_reads_hostile_texts(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    kg = loaded(draft)
    kg.export("argdown", folder / "a.argdown")
    found = json.loads(argdown("json", folder / "a.argdown", folder))
    by_id = {f"claim/{one['data']['id']}": one for one in found["statements"].values() if "data" in one}
    sent = argument_of(kg)
    assert set(sent.claims) <= set(by_id) | {key.replace("claim/", "evidence/") for key in by_id}
    texts = {
        key: next(member["text"] for member in one["members"] if not member.get("isReference"))
        for key, one in by_id.items()
        if key in sent.claims
    }
    assert {key: "".join(text.split()) for key, text in texts.items()} == {
        key: "".join(text.split()) for key, text in sent.claims.items()
    }


def test_aif_by_hand(mini: KnowledgeGraph) -> None:
    found = json.loads(mini.export("aif"))
    nodes = {node["nodeID"]: node for node in found["nodes"]}
    edges = {(edge["fromID"], edge["toID"]) for edge in found["edges"]}
    assert Counter(node["type"] for node in nodes.values() if node["type"] != "L") == {
        "I": 16, "RA": 3, "CA": 7, "MA": 1, "PA": 1, "YA": 30,
    }  # fmt: skip
    assert ("move/one-quarry-proves-nothing", "move/account-book-shows-thrift") in edges
    said, told = "stance/quill-on-thrift-1840", "stance/quill-on-thrift-1840/reported"
    assert {
        (said, f"{said}/ya"),
        (f"{said}/ya", "claim/bridge-fell-by-thrift"),
        (told, f"{told}/ya"),
        (f"{told}/ya", said),
    } <= edges
    speaks = {one["nodeID"]: one["personID"] for one in found["locutions"]}
    assert (speaks[said], speaks[told]) == ("agent/quill", "agent/thorne")
    people = {one["participantID"]: (one["firstname"], one["surname"]) for one in found["participants"]}
    assert people["agent/pell"] == ("Jónas", "Pell")


FOREIGN = """
===
title: Zoos
===

# Are zoos right?

[Zoos]: Zoos are a *good* thing. {proponent: "Ann Lee, Bo"}
  + <Teaching>: They teach children. #school
    _ <Tame>: What is seen there is tame.
  - [Cages]: Animals suffer in cages.
    >< [Happy]: Animals are happy there.

<Rights>

(1) Animals have rights. // a comment
(2) [Cages]
--
modus ponens
--
(3) [No zoos]: There should be no zoos.
  -> [Zoos]
"""


def test_argdown_of_other_hands(tmp_path: Path) -> None:
    (tmp_path / "zoos.argdown").write_text(FOREIGN, "utf-8")
    draft = reader.read(tmp_path / "zoos.argdown")
    kg = loaded(draft)
    said = argument_of(kg)
    assert set(said.claims.values()) == {
        "Zoos are a *good* thing.",
        "They teach children.",
        "What is seen there is tame.",
        "Animals suffer in cages.",
        "Animals are happy there.",
        "Animals have rights.",
        "There should be no zoos.",
    }
    assert {(holder, attitude) for _, holder, _, attitude in said.stances} == {
        ("Ann Lee", "asserts"),
        ("Bo", "asserts"),
    }
    assert Counter(kind for kind, *_ in said.moves.values()) == {"Inference": 2, "Rebuttal": 2, "Undercut": 1}
    assert len(said.incompatible) == 1
    assert kg.label(next(iter(Arguments(kg).debates))) == "Are zoos right?"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[A]: a\n\n-----\n(1) [B]", 3, "without premises"),
        ("[A]: a {x: [}\n", 1, "no YAML"),
        ("[A]: a\n\n\n[B]: b {x: 1", 4, "a } is missing"),
        ("[A] text", 1, "without a colon"),
        ("===\na: [\n===\n", 3, "no YAML"),
        ("(1) <A>\n", 1, "cannot be a premise"),
        ("[A]: a {- 1}", 1, "metadata"),
    ],
)
def test_faults_of_argdown_name_file_and_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.argdown"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        reader.read(file)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is no JSON"),
        ("[]", "is no AIF-JSON"),
        ('{"nodes": [], "edges": 1}', "is no AIF-JSON"),
        ('{"nodes": [], "edges": [{"edgeID": 1, "fromID": "a", "toID": "b"}]}', "points to node a"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_faults_of_aif_are_told(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match=words):
        aif.read(tmp_path / "wrong.json")


def test_xaif_of_other_hands(tmp_path: Path) -> None:
    nodes = [
        {"nodeID": 1, "text": "Zoos are good", "type": "I"},
        {"nodeID": 2, "text": "Cages hurt", "type": "I"},
        {"nodeID": 3, "text": "Default Conflict", "type": "CA"},
        {"nodeID": 4, "text": "Bo : cages hurt", "type": "L"},
        {"nodeID": 5, "text": "Agreeing", "type": "YA"},
    ]
    pairs = [(2, 3), (3, 1), (4, 5), (5, 2)]
    edges = [{"edgeID": number, "fromID": a, "toID": b} for number, (a, b) in enumerate(pairs)]
    wrapped = {"AIF": {"nodes": nodes, "edges": edges, "locutions": [{"nodeID": 4, "personID": 9}]}, "text": ""}
    (tmp_path / "x.json").write_text(json.dumps(wrapped), "utf-8")
    said = argument_of(loaded(read(tmp_path / "x.json")))
    assert said.stances == {("claim/cages-hurt", "Bo", "Bo", "asserts")}
    assert [(kind, *map(set, ends[:2])) for kind, *ends in said.moves.values()] == [
        ("Rebuttal", {"claim/cages-hurt"}, {"claim/zoos-are-good"})
    ]


def test_every_kind_of_move_is_tried(mini: KnowledgeGraph) -> None:
    assert {kind for kind, *_ in argument_of(mini).moves.values()} == set(MOVES)
