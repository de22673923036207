"""AIF-JSON as the beginning of a dataset: information nodes become claims, scheme nodes moves, locutions stances.

Read are the plain form of AIFdb and xAIF, which wraps it (`{"AIF": {...}}`). Nodes that were claims or evidence in a
dataset of ours, such as `claim/no-master-plan`, get their slugs back; others get one made of their text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from historiograph.errors import InputError
from historiograph.exports.aif import ILLOCUTIONS, INCOMPATIBLE
from historiograph.imports.draft import Draft, Record, Slugs, read_text

__all__ = ["read"]

_ATTITUDES = {connection: attitude for attitude, connection in ILLOCUTIONS.items()} | {"Agreeing": "asserts"}


def read(path: str | Path) -> Draft:
    """Read an AIF-JSON or xAIF file.

    Raises:
        InputError: if it cannot be read or is no AIF-JSON.
    """
    try:
        data = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: is no JSON: {error.msg}") from None
    except RecursionError:
        raise InputError(f"{path}: is nested too deeply") from None
    found = data.get("AIF", data) if isinstance(data, dict) else None
    if not isinstance(found, dict) or not _are_records(found.get("nodes")) or not _are_records(found.get("edges")):
        raise InputError(f"{path}: is no AIF-JSON: it needs lists of `nodes` and `edges`")
    return _Reader(found, str(path)).draft


def _are_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


class _Reader:
    def __init__(self, found: dict[str, Any], name: str) -> None:
        self.draft = Draft(Path(name).stem)
        self._name = name
        self._nodes = {str(node.get("nodeID")): node for node in found["nodes"]}
        self._into: dict[str, list[str]] = defaultdict(list)
        self._out: dict[str, list[str]] = defaultdict(list)
        for edge in found["edges"]:
            start, end = str(edge.get("fromID")), str(edge.get("toID"))
            for one in (start, end):
                if one not in self._nodes:
                    raise InputError(f"{name}: edge {edge.get('edgeID')} points to node {one}, which is not there")
            self._out[start].append(end)
            self._into[end].append(start)
        self._slugs = {kind: Slugs() for kind in ("agent", "claim", "evidence", "move")}
        self._persons = self._speakers(found)
        self._schemes = {
            str(one.get("nodeID")): str(one.get("schemeID"))
            for one in found.get("schemefulfillments") or ()
            if isinstance(one, dict)
        }
        self._ids: dict[str, str] = {}
        self._information()
        self._moves()

    def _speakers(self, found: dict[str, Any]) -> dict[str, str]:
        """Add the participants as historians, and return who speaks each locution."""
        names = {
            str(one.get("participantID")): f"{one.get('firstname') or ''} {one.get('surname') or ''}".strip()
            for one in found.get("participants") or ()
            if isinstance(one, dict)
        }
        speaks: dict[str, str] = {}
        slugs: dict[str, str] = {}
        for locution in found.get("locutions") or ():
            person, node = str(locution.get("personID")), str(locution.get("nodeID"))
            if node not in self._nodes:
                continue
            if person not in slugs:
                name = names.get(person) or str(self._nodes[node].get("text", "")).partition(" : ")[0].strip() or person
                slugs[person] = self._slugs["agent"].take(_own(person, "agent"), name)
                self.draft.add("historians", {"id": slugs[person], "name": name})
            speaks[node] = slugs[person]
        return speaks

    def _type(self, node: str) -> str:
        return str(self._nodes[node].get("type", ""))

    def _text(self, node: str) -> str:
        return " ".join(str(self._nodes[node].get("text", "")).split())

    def _information(self) -> None:
        claims: list[str] = []
        for node in self._nodes:
            if self._type(node) == "I":
                kind = "evidence" if node.startswith("evidence/") else "claim"
                slug = self._slugs[kind].take(_own(node, kind), self._text(node))
                self._ids[node] = f"{kind}/{slug}"
                if kind == "evidence":
                    self.draft.add("evidence", {"id": slug, "label": self._text(node)})
                else:
                    claims.append(node)
        for node in claims:
            words = self._text(node).split()
            others = sorted(
                {
                    self._ids[end].partition("/")[2]
                    for conflict in self._out[node]
                    if self._type(conflict) == "CA" and self._nodes[conflict].get("text") == INCOMPATIBLE
                    for end in self._out[conflict]
                    if self._ids.get(end, "").startswith("claim/")
                }
            )
            slug = self._ids[node].partition("/")[2]
            self.draft.add(
                "claims",
                {
                    "id": slug,
                    "label": " ".join(words[:8]) + ("…" if len(words) > 8 else ""),
                    "gist": self._text(node),
                    "incompatibleWith": [one for one in others if one != slug],
                    "stances": self._stances(node),
                },
            )

    def _said(self, about: str) -> list[tuple[str, str, str, str]]:
        """Return (locution, illocution, speaker, reporter) for everything that is said of a node."""
        found = []
        for connection in self._into[about]:
            if self._type(connection) == "YA":
                for locution in self._into[connection]:
                    if locution in self._persons:
                        told = [
                            self._persons[outer]
                            for reported in self._into[locution]
                            if self._type(reported) == "YA"
                            for outer in self._into[reported]
                            if outer in self._persons
                        ]
                        speaker = self._persons[locution]
                        found.append((locution, self._text(connection), speaker, next(iter(told), speaker)))
        return found

    def _stances(self, claim: str) -> list[Record]:
        stances = []
        for locution, illocution, holder, reporter in self._said(claim):
            own = _own(locution, "stance")
            stance = {"holder": holder, "reporter": reporter, "attitude": _ATTITUDES.get(illocution, "asserts")}
            stances.append({"id": own, **stance} if own else stance)
        return stances

    def _moves(self) -> None:
        schemes = [node for node in self._nodes if self._type(node) in ("RA", "CA", "PA", "MA")]
        for node in schemes:
            if self._nodes[node].get("text") != INCOMPATIBLE or self._said(node):
                ends = [self._text(end) for end in self._out[node]]
                slug = self._slugs["move"].take(_own(node, "move"), f"{self._type(node)} {' '.join(ends)}")
                self._ids[node] = f"move/{slug}"
        for node in schemes:
            if node in self._ids:
                self._move(node)

    def _move(self, node: str) -> None:
        starts = [self._ids[one] for one in self._into[node] if one in self._ids and self._type(one) in ("I", "RA")]
        said = self._said(node)
        common: Record = {
            "id": self._ids[node].partition("/")[2],
            "movedBy": list(dict.fromkeys(speaker for _, _, speaker, _ in said)),
            "accordingTo": next((reporter for *_, reporter in said), ""),
            "explicit": True,
        }
        ends = [self._ids[one] for one in self._out[node] if one in self._ids]
        if self._type(node) == "PA":
            self.draft.add("weighings", {**common, "preferred": starts, "dispreferred": ends})
            return
        for number, end in enumerate(ends):
            if number:  # one node that hits several is a move each
                common |= {"id": self._slugs["move"].take(f"{common['id']}-{number + 1}", "")}
            kind, _, slug = end.partition("/")
            match self._type(node), kind:
                case "RA", "claim":
                    scheme = {"scheme": self._schemes[node]} if _own(node, "move") and node in self._schemes else {}
                    self.draft.add("inferences", {**common, "premise": starts, "conclusion": slug, **scheme})
                case "CA", "claim":
                    self.draft.add("rebuttals", {**common, "attacker": starts, "target": slug})
                case "CA", "move":
                    self.draft.add("undercuts", {**common, "attacker": starts, "target": end})
                case "CA", "evidence":
                    self.draft.add("underminings", {**common, "attacker": starts, "target": end})
                case "MA", "claim":
                    narrower = [one.partition("/")[2] for one in starts if one.startswith("claim/")]
                    self.draft.add("qualifications", {**common, "qualifier": narrower, "qualifiedClaim": slug})


def _own(node: str, kind: str) -> str:
    """Return the slug of a node that was a thing of a dataset of ours, else an empty string."""
    return node.removeprefix(f"{kind}/") if node.startswith(f"{kind}/") and node.count("/") == 1 else ""
