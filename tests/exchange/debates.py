"""Small debates of hostile texts, and what must be left of one when it comes back from another format."""

from __future__ import annotations

import re
import tempfile
from typing import Any, NamedTuple

from hypothesis import strategies as st

from historiograph.exports.arguments import MOVES, Arguments
from historiograph.graph import KnowledgeGraph, load
from historiograph.imports import Draft
from interop.hostile import TEXTS

ODD = (
    "=1+1",
    "@SUM(A1)",
    "- a list? * _x_ **b** [l](u) <a> {k: v} // c /* d */ e.g.f :x: === #tag #(t g)",
    "| a | b",
    "{",
    "}",
    "\\",
    "[x]: y",
    "<z>",
    "(1) p\n----\n(2) q",
    "a}\n\nb",
    '"',
    ".",
    "x" * 3000,
)
_PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=30)
TEXT = (st.sampled_from((*TEXTS, *ODD)) | _PLAIN).filter(lambda text: bool(text.strip()))
_ATTITUDES = ("asserts", "denies", "doubts", "entertains", "concedes", "presupposes", "withdraws")


@st.composite
def debates(draw: st.DrawFn) -> Draft:
    """Return a dataset with every kind of move and stance, whose names and texts are hostile."""
    draft = Draft(draw(TEXT))
    draft.header = {"id": "odd", "base": "https://example.org/odd/"}
    people = [draft.add("historians", {"id": f"p{n}", "name": draw(TEXT)})["id"] for n in range(2)]
    draft.add("debates", {"id": "d0", "label": draw(TEXT)})
    claims = [f"c{n}" for n in range(draw(st.integers(2, 4)))]
    for claim in claims:
        stances = [
            {"id": f"{claim}-{holder}", "holder": holder, "reporter": draw(st.sampled_from(people))}
            | {"attitude": draw(st.sampled_from(_ATTITUDES))}
            for holder in draw(st.sets(st.sampled_from(people)))
        ]
        other = draw(st.sampled_from(claims))
        record = {
            "id": claim,
            "label": draw(TEXT),
            "gist": draw(TEXT),
            "stances": sorted(stances, key=lambda s: s["id"]),
        }
        record["answers"] = draw(st.sampled_from(["d0", ""]))
        draft.add("claims", record | {"incompatibleWith": [other] if other > claim else []})
    draft.add("evidence", {"id": "e0", "label": draw(TEXT)})

    def move(name: str) -> dict[str, Any]:
        movers = sorted(draw(st.sets(st.sampled_from(people), min_size=1)))
        return {"id": name, "movedBy": movers, "accordingTo": draw(st.sampled_from(people)), "explicit": True}

    premise = draw(st.sampled_from(["e0", claims[0]]))
    draft.add("inferences", move("i0") | {"premise": [premise], "conclusion": claims[1], "scheme": "causal"})
    draft.add("inferences", move("i1") | {"premise": ["move/i0", "evidence/e0"], "conclusion": claims[0]})
    draft.add("rebuttals", move("r0") | {"attacker": [claims[0]], "target": claims[1]})
    draft.add("undercuts", move("u0") | {"attacker": [claims[0]], "target": "move/i0"})
    draft.add("underminings", move("m0") | {"attacker": [claims[1]], "target": "evidence/e0"})
    draft.add("qualifications", move("q0") | {"qualifier": [claims[0]], "qualifiedClaim": claims[1]})
    draft.add("weighings", move("w0") | {"preferred": ["evidence/e0"], "dispreferred": [f"claim/{claims[0]}"]})
    return draft


def loaded(draft: Draft, base: str = "") -> KnowledgeGraph:
    """Return the graph of a draft, by way of the files that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        draft.write(folder, base)
        kg = load(folder, cached=False)
        assert kg.dataset  # read while its files are there
    return kg


class Said(NamedTuple):
    """The argument of a graph: who says what, what follows from what, what attacks what."""

    claims: dict[str, str]
    stances: set[tuple[str, str, str, str]]
    incompatible: set[frozenset[str]]
    moves: dict[str, tuple[str, frozenset[str], frozenset[str], frozenset[str], frozenset[str]]]


def one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def argument_of(kg: KnowledgeGraph) -> Said:
    read = Arguments(kg)

    def kind_and_slug(iri: str) -> str:
        return "/".join(iri.rsplit("/", 2)[1:])

    def name(iri: str) -> str:
        return one_line(read.name(iri))

    return Said(
        {kind_and_slug(iri): one_line(claim.text("gist")) for iri, claim in read.claims.items()},
        {
            (
                kind_and_slug(s.iri_of("onClaim")),
                name(s.iri_of("holder")),
                name(s.iri_of("reporter")),
                read.value(s, "attitude"),
            )
            for s in read.stances.values()
        },
        {frozenset(map(kind_and_slug, pair)) for pair in read.incompatible()},
        {
            kind_and_slug(iri): (
                kind,
                *(frozenset(map(kind_and_slug, move.iris(key))) for key in MOVES[kind]),
                *(frozenset(map(name, move.iris(key))) for key in ("movedBy", "accordingTo")),
            )
            for kind, moves in read.moves.items()
            for iri, move in moves.items()
        },
    )
