"""The argument as AIF-JSON, the Argument Interchange Format as AIFdb and its tools exchange it.

    claim, evidence                   I, an information node
    inference                         premise -> RA -> conclusion
    rebuttal, undercut, undermining   attacker -> CA -> target; an undercut's target is an RA
    incompatible                      a CA each way
    weighing                          preferred -> PA -> dispreferred
    qualification                     qualifier -> MA -> qualified claim
    stance                            L -> YA -> I: the holder's locution, the attitude, the claim

Who said what survives: a view that somebody else tells is a locution within a locution, as Inference Anchoring Theory
has reported speech (Budzynska and Reed): L of the reporter -> YA Asserting -> L of the holder -> YA -> I. A move has
its locutions likewise, anchored in its RA, CA, PA or MA.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from historiograph.exports.arguments import Arguments
from historiograph.individuals import Record
from historiograph.moves import MOVES

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["ILLOCUTIONS", "INCOMPATIBLE", "NODE_TYPES", "to_aif"]

NODE_TYPES = {
    "Inference": "RA",
    "Rebuttal": "CA",
    "Undercut": "CA",
    "Undermining": "CA",
    "Qualification": "MA",
    "Weighing": "PA",
}
"""Class of a move -> type of its node."""
ILLOCUTIONS = {
    "asserts": "Asserting",
    "denies": "Disagreeing",
    "doubts": "Challenging",
    "entertains": "Entertaining",
    "concedes": "Conceding",
    "presupposes": "Presupposing",
    "withdraws": "Retracting",
}
"""Attitude -> illocutionary connection; Inference Anchoring Theory's word where it has one."""
INCOMPATIBLE = "Incompatible"
_MOVING = {"RA": "Arguing", "CA": "Disagreeing", "PA": "Arguing", "MA": "Restating"}


def to_aif(kg: KnowledgeGraph) -> bytes:
    """Return the argument of a graph as AIF-JSON; ids are those of the dataset, such as `claim/no-master-plan`."""
    return (json.dumps(_Writer(kg).document(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class _Writer:
    def __init__(self, kg: KnowledgeGraph) -> None:
        self._read = Arguments(kg)
        self._nodes: list[dict[str, Any]] = []
        self._texts: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._edges: list[dict[str, Any]] = []
        self._locutions: list[dict[str, Any]] = []
        self._speakers: set[str] = set()

    def document(self) -> dict[str, Any]:
        read = self._read
        for iri, claim in read.claims.items():
            self._ids[iri] = self._node(f"claim/{read.slug(iri)}", claim.text("gist") or claim.label, "I")
        for iri, thing in read.evidence.items():
            self._ids[iri] = self._node(f"evidence/{read.slug(iri)}", thing.label, "I")
        for kind, moves in read.moves.items():
            for iri, move in moves.items():
                text = read.value(move, "scheme") or kind
                self._ids[iri] = self._node(f"move/{read.slug(iri)}", text, NODE_TYPES[kind])
        for kind, moves in read.moves.items():
            for move in moves.values():
                self._move(kind, move)
        for pair in read.incompatible():
            for one, other in (pair, pair[::-1]):
                conflict = self._node(f"incompatible/{read.slug(one)}/{read.slug(other)}", INCOMPATIBLE, "CA")
                self._edge(self._ids[one], conflict)
                self._edge(conflict, self._ids[other])
        for stance in read.stances.values():
            self._stance(stance)
        return {
            "nodes": self._nodes,
            "edges": self._edges,
            "schemefulfillments": [
                {"nodeID": self._ids[iri], "schemeID": read.value(move, "scheme")}
                for iri, move in read.moves["Inference"].items()
                if move.iri_of("scheme")
            ],
            "descriptorfulfillments": [],
            "participants": [self._participant(iri) for iri in sorted(self._speakers)],
            "locutions": self._locutions,
        }

    def _move(self, kind: str, move: Record) -> None:
        start, end = MOVES[kind]
        node = self._ids[move.iri]
        for iri in move.iris(start):
            if iri in self._ids:
                self._edge(self._ids[iri], node)
        for iri in move.iris(end):
            if iri in self._ids:
                self._edge(node, self._ids[iri])
        reporter = move.iri_of("accordingTo")
        for mover in move.iris("movedBy"):
            said = f"{node}/{self._read.slug(mover)}"
            self._said(said, mover, reporter, _MOVING[NODE_TYPES[kind]], node, move)

    def _stance(self, stance: Record) -> None:
        claim, holder = stance.iri_of("onClaim"), stance.iri_of("holder")
        if claim not in self._ids or not holder:
            return
        illocution = ILLOCUTIONS.get(self._read.value(stance, "attitude"), "Asserting")
        said = f"stance/{self._read.slug(stance.iri)}"
        self._said(said, holder, stance.iri_of("reporter"), illocution, self._ids[claim], stance)

    def _said(self, name: str, speaker: str, reporter: str, illocution: str, about: str, record: Record) -> None:
        """Add the locution by which something is said, and that by which it is reported, if somebody else does."""
        said = self._locution(name, speaker, about, record)
        self._chain(said, self._node(f"{name}/ya", illocution, "YA"), about)
        if reporter and reporter != speaker:
            told = self._locution(f"{name}/reported", reporter, said, record)
            self._chain(told, self._node(f"{name}/reported/ya", "Asserting", "YA"), said)

    def _locution(self, name: str, speaker: str, about: str, record: Record) -> str:
        locution = self._node(name, f"{self._read.name(speaker)} : {self._texts[about]}", "L")
        self._speakers.add(speaker)
        place = self._read.place(record)
        where = ", ".join(str(place[key]) for key in ("source", "section", "paragraph", "page") if key in place)
        self._locutions.append(
            {
                "nodeID": locution,
                "personID": f"agent/{self._read.slug(speaker)}",
                "timestamp": "",
                "start": None,
                "end": None,
                "source": where or None,
            }
        )
        return locution

    def _participant(self, iri: str) -> dict[str, str]:
        first, _, last = self._read.name(iri).rpartition(" ")
        return {"participantID": f"agent/{self._read.slug(iri)}", "firstname": first, "surname": last}

    def _node(self, name: str, text: str, kind: str) -> str:
        self._texts[name] = text
        self._nodes.append({"nodeID": name, "text": text, "type": kind, "timestamp": ""})
        return name

    def _chain(self, *nodes: str) -> None:
        for start, end in pairwise(nodes):
            self._edge(start, end)

    def _edge(self, start: str, end: str) -> None:
        self._edges.append({"edgeID": f"e{len(self._edges) + 1}", "fromID": start, "toID": end, "formEdgeID": None})
