"""Argdown as the beginning of a dataset: statements become claims, arguments become moves.

What `historiograph export argdown` wrote comes back with its slugs, its stances and who makes each move. In a file
that somebody wrote by hand, statements are claims, reconstructed arguments are inferences, and attacks are what they
hit: a claim is rebutted, an inference undercut. Who holds a claim is taken from its metadata (`proponent`, `stances`);
where there is none, the claim has no stance, and `check` asks for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from historiograph.imports.argdown_syntax import Argument, ArgumentMap, End, parse
from historiograph.imports.draft import Draft, Record, Slugs, read_text

__all__ = ["read"]

_SECTIONS = {
    "Inference": "inferences",
    "Rebuttal": "rebuttals",
    "Undercut": "undercuts",
    "Undermining": "underminings",
    "Qualification": "qualifications",
    "Weighing": "weighings",
}
_AGENTS = {"Historian": "historians", "Actor": "actors", "UnnamedParty": "unnamedParties"}
_STANCE_KEYS = ("id", "holder", "reporter", "attitude", "hedge", "statedIn", "supersedes", "explicit", "passage")


def read(path: str | Path) -> Draft:
    """Read an Argdown file.

    Raises:
        InputError: if it cannot be read or is no Argdown, as `file:line: what is wrong`.
    """
    return _Reader(parse(read_text(path), str(path)), Path(path).stem).draft


class _Reader:
    def __init__(self, found: ArgumentMap, name: str) -> None:
        self._map = found
        self.draft = Draft(str(found.front.get("title") or name))
        self._agents: dict[str, str] = {}
        self._slugs = {kind: Slugs() for kind in ("agent", "claim", "evidence", "debate", "move", "work")}
        self._debates: dict[str, str] = {}
        self._ids: dict[End, str] = {}
        self._declared_agents()
        self._statements()
        self._moves()
        self._stubs()

    # -- who, and what about -----------------------------------------------------------------------------------------

    def _declared_agents(self) -> None:
        declared = self._map.front.get("agents")
        for slug, said in declared.items() if isinstance(declared, dict) else ():
            known = said if isinstance(said, dict) else {"name": said}
            self._agent(str(known.get("name") or slug), str(known.get("class", "Historian")), str(slug))

    def _agent(self, name: str, kind: str = "Historian", slug: str = "") -> str:
        """Return the id of somebody, who is added to the draft when first named."""
        for key in (slug, name):
            if key and key in self._agents:
                return self._agents[key]
        found = self._slugs["agent"].take(slug, name)
        self._agents[slug or name] = self._agents[name] = found
        self.draft.add(
            _AGENTS.get(kind, "historians"), {"id": found, ("label" if kind == "UnnamedParty" else "name"): name}
        )
        return found

    def _debate(self, section: str, slug: object = "") -> str:
        if section not in self._debates:
            found = self._slugs["debate"].take(slug, section)
            self._debates[section] = found
            self.draft.add("debates", {"id": found, "label": section})
        return self._debates[section]

    # -- statements ----------------------------------------------------------------------------------------------------

    def _statements(self) -> None:
        by_slug = {}
        for title, data in self._map.sections.items():
            if "id" in data:
                by_slug[str(data["id"])] = self._debate(title, data["id"])
        for title, statement in self._map.statements.items():
            kind = "evidence" if "evidence" in statement.tags else "claim"
            self._ids[End(title)] = self._slugs[kind].take(statement.data.get("id"), statement.text or title)
        claims = {
            str(one.data["id"]): self._ids[End(title)]
            for title, one in self._map.statements.items()
            if "id" in one.data
        }
        for title, statement in self._map.statements.items():
            slug, data = self._ids[End(title)], statement.data
            if "evidence" in statement.tags:
                label = title.removeprefix("Evidence: ")
                note = statement.text if statement.text != label else ""
                self.draft.add("evidence", {"id": slug, "label": label, "definition": note})
                continue
            record: Record = {"id": slug, "label": _name(title, statement.text), "gist": statement.text or title}
            for key in ("answers", "bearsOn"):
                record[key] = [by_slug.get(str(one)) or self._debate(str(one), one) for one in _list(data.get(key))]
            if "id" not in data and statement.section and not record["answers"] and not record["bearsOn"]:
                record["bearsOn"] = [self._debate(statement.section)]
            record["specializes"] = [claims[str(one)] for one in _list(data.get("specializes")) if str(one) in claims]
            record["incompatibleWith"] = [
                self._ids[one.target]
                for one in self._map.relations
                if one.kind == "contradiction" and one.source == End(title) and one.target in self._ids
            ]
            record["stances"] = self._stances(data)
            self.draft.add("claims", record)

    def _stances(self, data: Record) -> list[Record]:
        told = [one for one in _list(data.get("stances")) if isinstance(one, dict) and one.get("holder")]
        if not told:
            names = [str(one).strip() for text in _list(data.get("proponent")) for one in str(text).split(",")]
            return [{"holder": self._agent(name), "attitude": "asserts"} for name in names if name]
        stances = []
        for one in told:
            stance = {key: one[key] for key in _STANCE_KEYS if key in one}
            for key in ("holder", "reporter"):
                if key in stance:
                    stance[key] = self._agent(str(stance[key]), slug=str(stance[key]))
            stances.append({"attitude": "asserts", **stance})
        return stances

    # -- moves ---------------------------------------------------------------------------------------------------------

    def _moves(self) -> None:
        for title, argument in self._map.arguments.items():
            self._ids[End(title, is_argument=True)] = self._slugs["move"].take(argument.data.get("id"), title)
        for argument in self._map.arguments.values():
            self._argument(argument)
        for relation in self._map.relations:  # between two statements; those of arguments are told with these
            if not relation.source.is_argument and not relation.target.is_argument and relation.kind != "contradiction":
                kind = "Inference" if relation.kind == "support" else self._attack_on(relation.target)
                name = f"{relation.source.title} {relation.target.title}"
                move = {"id": self._slugs["move"].take("", name)}
                self._add(kind, move, [self._ids[relation.source]], self._ids[relation.target])

    def _argument(self, argument: Argument) -> None:
        end = End(argument.title, is_argument=True)
        data, kind = argument.data, str(argument.data.get("kind", ""))
        supporters = [one.source for one in self._map.relations if one.kind == "support" and one.target == end]
        attacked = [
            one.target for one in self._map.relations if one.kind in ("attack", "undercut") and one.source == end
        ]
        supported = [one.target for one in self._map.relations if one.kind == "support" and one.source == end]
        premises = [self._ids[End(one)] for one in argument.premises] + [self._reference(one) for one in supporters]
        move: Record = {"id": self._ids[end]}
        for key in ("movedBy", "accordingTo"):
            move[key] = [self._agent(str(one), slug=str(one)) for one in _list(data.get(key))]
        move |= {key: data[key] for key in ("scheme", "explicit", "passage") if key in data}
        if kind in ("Qualification", "Weighing"):
            ends = [End(str(one)) for key in ("qualifiedClaim", "dispreferred") for one in _list(data.get(key))]
            ends += [End(one.title, is_argument=True) for one in ends]
            self._add(kind, move, premises, *[self._reference(one) for one in ends if one in self._ids])
        elif kind in ("Rebuttal", "Undercut", "Undermining"):
            self._add(kind, move, premises, *[self._reference(one) for one in attacked])
        elif argument.conclusion:
            self._add("Inference", move, premises, self._ids[End(argument.conclusion)])
            self._attacks(argument, [self._reference(end)], attacked)
        else:
            self._sketched(argument, move, premises, supported, attacked)

    def _sketched(
        self, argument: Argument, move: Record, premises: list[str], supported: list[End], attacked: list[End]
    ) -> None:
        """Take an argument of which only a summary is written: that is its premise, and what it supports follows."""
        if not premises and (supported or attacked):
            slug = self._slugs["claim"].take("", argument.text or argument.title)
            self.draft.add("claims", {"id": slug, "label": argument.title, "gist": argument.text or argument.title})
            premises = [slug]
        for number, end in enumerate(supported):
            again = {"id": self._slugs["move"].take("", f"{argument.title} {end.title}")} if number else {}
            target = self._ids[End(self._map.arguments[end.title].conclusion)] if self._concludes(end) else ""
            if not end.is_argument or target:
                self._add("Inference", move | again, premises, target or self._ids[end])
        self._attacks(argument, premises, attacked, {} if supported else move)

    def _attacks(
        self, argument: Argument, attackers: list[str], attacked: list[End], first: Record | None = None
    ) -> None:
        for end in attacked:
            move = first or {"id": self._slugs["move"].take("", f"{argument.title} against {end.title}")}
            first = None
            undercut = any(
                one.kind == "undercut" and one.source.title == argument.title and one.target == end
                for one in self._map.relations
            )
            kind = "Undercut" if undercut else self._attack_on(end)
            target = self._reference(end)
            if kind == "Rebuttal" and end.is_argument:  # of an argument it is not said which part: take a premise
                argued = self._map.arguments[end.title]
                title = next(iter(argued.premises), argued.conclusion)
                if not title:
                    continue
                target = self._ids[End(title)]
            self._add(kind, move, attackers, target)

    def _attack_on(self, end: End) -> str:
        statement = self._map.statements.get(end.title)
        return "Undermining" if not end.is_argument and statement and "evidence" in statement.tags else "Rebuttal"

    def _concludes(self, end: End) -> bool:
        return end.is_argument and bool(self._map.arguments[end.title].conclusion)

    def _reference(self, end: End) -> str:
        """Return the id of an end, with its kind where another kind has the same."""
        slug = self._ids[end]
        statement = self._map.statements.get(end.title)
        evidence = statement is not None and "evidence" in statement.tags
        kind = "move" if end.is_argument else "evidence" if evidence else "claim"
        return f"{kind}/{slug}"

    def _add(self, kind: str, move: Record, starts: list[str], *ends: str) -> None:
        keys = {"Inference": ("premise", "conclusion"), "Qualification": ("qualifier", "qualifiedClaim")}
        start, end = keys.get(kind, ("preferred", "dispreferred") if kind == "Weighing" else ("attacker", "target"))
        one_claim = kind in ("Inference", "Rebuttal", "Undercut", "Undermining", "Qualification")
        targets: Any = (ends[0] if one_claim and ends else list(ends)) if ends else ""
        if kind in ("Inference", "Qualification", "Rebuttal") and isinstance(targets, str):
            targets = targets.removeprefix("claim/")
        if kind == "Qualification":
            starts = [one.removeprefix("claim/") for one in starts]
        record = {**move, start: starts, end: targets}
        record.setdefault("explicit", True)
        self.draft.add(_SECTIONS[kind], record)

    def _stubs(self) -> None:
        """Add what the file points to and does not tell: texts and works, by their titles or names alone."""
        named = self._map.front.get("sources")
        titles = {str(key): str(value) for key, value in named.items()} if isinstance(named, dict) else {}
        records = [record for found in self.draft.sections.values() for record in found]
        records += [stance for record in records for stance in record.get("stances", ())]
        sources = {
            str(r["passage"]["source"])
            for r in records
            if isinstance(r.get("passage"), dict) and "source" in r["passage"]
        }
        works = {str(one) for record in records for one in _list(record.get("statedIn"))}
        for slug in sorted(sources):
            self.draft.add("sourceTexts", {"id": slug, "title": titles.get(slug, slug.replace("-", " "))})
        for slug in sorted(works):
            self.draft.add("works", {"id": slug, "title": slug.replace("-", " ")})


def _name(title: str, text: str) -> str:
    """Return the label of a claim: its title, or the first words of one that has none."""
    return title if not title.startswith("Untitled statement ") else " ".join(text.split()[:8])


def _list(value: object) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list) else [value]
