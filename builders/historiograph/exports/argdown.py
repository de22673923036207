"""The argument as Argdown (https://argdown.org), for its maps, its editor and everybody who reads plain text.

    debate            a section; a claim stands in the first that it answers or bears on
    claim, evidence   a statement, `[Label]: gist`; who takes what stance to it is its metadata
    inference         an argument with premises, a line, and the conclusion
    rebuttal          an argument that its attackers support and that attacks the claim; so, too, an undermining
    undercut          the same, but it undercuts the argument that stands for the inference (`_>`)
    qualification,    an argument without attack, as Argdown knows no such relation; what it is about is its metadata
    weighing
    incompatible      `><` between two claims

Metadata is JSON, which is YAML, so that every slug comes back when the file is read (`historiograph.imports.argdown`).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from historiograph.exports.arguments import ATTACKS, Arguments
from historiograph.individuals import Record
from historiograph.moves import MOVES

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_argdown"]

_FOR = frozenset({"asserts", "presupposes", "concedes"})
_MARKUP = re.compile(r"[\\@#*_\[\]<>{}]|[.:](?=\S)|/(?=[/*])|(?<=/)[/*]|={3,}")
_NOT_IN_METADATA = re.compile("[{}\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|(?<==)=")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")


def to_argdown(kg: KnowledgeGraph) -> bytes:
    """Return the argument of a graph as one Argdown file."""
    return ("\n".join(_Writer(kg).lines()) + "\n").encode("utf-8")


class _Writer:
    def __init__(self, kg: KnowledgeGraph) -> None:
        self._title = kg.header.title
        self._read = Arguments(kg)
        self._titles: dict[str, str] = {}
        self._taken: set[str] = set()
        for iri, record in self._read.claims.items():
            self._titles[iri] = f"[{self._unique('[]', record.label, iri)}]"
        for iri, record in self._read.evidence.items():
            self._titles[iri] = f"[{self._unique('[]', f'Evidence: {record.label}', iri)}]"
        for kind, moves in self._read.moves.items():
            for iri, record in moves.items():
                end = next((self._titles[one][1:-1] for one in record.iris(MOVES[kind][1]) if one in self._titles), "")
                said = record.text("prefLabel") or end or self._read.slug(iri)
                self._titles[iri] = f"<{self._unique('<>', f'{kind}: {said}', iri)}>"
        self._contradictions: dict[str, list[str]] = defaultdict(list)
        for one, other in self._read.incompatible():
            self._contradictions[one].append(other)

    def lines(self) -> Iterator[str]:
        read = self._read
        speakers = {end for r in read.stances.values() for key in ("holder", "reporter") for end in r.iris(key)}
        speakers |= {
            end
            for moves in read.moves.values()
            for r in moves.values()
            for key in ("movedBy", "accordingTo")
            for end in r.iris(key)
        }
        yield "==="
        yield f"title: {_json(self._title)}"
        yield "model:"
        yield "    removeTagsFromText: true"
        yield "agents:"
        for iri in sorted(speakers):
            known = {"name": read.name(iri), "class": read.class_of_agent.get(iri, "Historian")}
            yield f"    {_json(read.slug(iri))}: {_json(known)}"
        yield "sources:"
        yield from (f"    {_json(slug)}: {_json(title)}" for slug, title in sorted(read.titles_of_texts().items()))
        yield "==="
        section_of, sections = self._sections()
        moves = [(kind, record) for kind, found in read.moves.items() for record in found.values()]
        for section, claims in sections.items():
            yield ""
            if section:
                debate = read.debates[section]
                yield f"# {_escaped(debate.label) or 'Debate'} {_json({'id': read.slug(section)})}"
            else:
                yield "# Further claims"
            for iri in claims:
                yield from self._claim(read.claims[iri])
            for kind, record in moves:
                ends = [end for key in reversed(MOVES[kind]) for end in record.iris(key)]
                if section_of.get(self._home(ends), "") == section:
                    yield from self._move(kind, record)
        if read.evidence:
            yield ""
            yield "# Evidence"
            for record in read.evidence.values():
                yield ""
                data = {"id": read.slug(record.iri)}
                text = _escaped(record.text("definition") or record.text("note") or record.label)
                yield f"{self._titles[record.iri]}: {text} #evidence {_json(data)}"

    def _sections(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Return the section of each claim, and the claims of each section; "" for those without a debate."""
        section_of: dict[str, str] = {}
        sections: dict[str, list[str]] = {debate: [] for debate in self._read.debates}
        sections[""] = []
        for iri, record in self._read.claims.items():
            debates = [one for key in ("answers", "bearsOn") for one in record.iris(key) if one in sections]
            section_of[iri] = next(iter(debates), "")
            sections[section_of[iri]].append(iri)
        return section_of, sections

    def _home(self, ends: list[str]) -> str:
        """Return the claim beside which a move is written: its end, or the end of the inference that it attacks."""
        for end in ends:
            if end in self._read.claims:
                return end
            if end in self._read.moves["Inference"]:
                return self._read.moves["Inference"][end].iri_of("conclusion")
        return ""

    def _claim(self, claim: Record) -> Iterator[str]:
        read = self._read
        stances = read.stances_on[claim.iri]
        said = [read.name(s.iri_of("holder")) for s in stances if read.value(s, "attitude") in _FOR]
        data: dict[str, Any] = {
            "id": read.slug(claim.iri),
            "proponent": ", ".join(dict.fromkeys(said)),
            "answers": read.slugs(claim.iris("answers")),
            "bearsOn": read.slugs([one for one in claim.iris("bearsOn") if one not in claim.iris("answers")]),
            "specializes": read.slugs(claim.iris("specializes")),
            "stances": [self._stance(stance) for stance in stances],
        }
        yield ""
        yield f"{self._titles[claim.iri]}: {_escaped(claim.text('gist') or claim.label) or '…'} {_json(_filled(data))}"
        for other in self._contradictions[claim.iri]:
            yield f"  >< {self._titles[other]}"

    def _stance(self, stance: Record) -> dict[str, Any]:
        read = self._read
        data = {
            "id": read.slug(stance.iri),
            "holder": read.slug(stance.iri_of("holder")),
            "reporter": read.slug(stance.iri_of("reporter")) if stance.iri_of("reporter") else "",
            "attitude": read.value(stance, "attitude"),
            "hedge": read.value(stance, "hedge"),
            "statedIn": read.slugs(stance.iris("statedIn")),
            "supersedes": read.slugs(stance.iris("supersedes")),
            "passage": read.place(stance),
        }
        return _filled(data) | ({"explicit": False} if read.inferred(stance) else {})

    def _move(self, kind: str, move: Record) -> Iterator[str]:
        read = self._read
        start, end = MOVES[kind]
        starts = [self._titles[iri] for iri in move.iris(start) if iri in self._titles]
        ends = [self._titles[iri] for iri in move.iris(end) if iri in self._titles]
        data: dict[str, Any] = {
            "id": read.slug(move.iri),
            "kind": kind,
            "movedBy": read.slugs(move.iris("movedBy")),
            "accordingTo": read.slugs(move.iris("accordingTo")),
            "scheme": read.value(move, "scheme"),
            "passage": read.place(move),
        }
        if kind in ("Qualification", "Weighing"):
            data[end] = [title[1:-1] for title in ends]
        by = ", ".join(read.name(iri) for iri in move.iris("movedBy"))
        words = [f"by {by}"] if by else []
        words += [f"as {read.value(move, 'scheme')}"] if move.iri_of("scheme") else []
        words += ["inferred by the curators"] if read.inferred(move) else []
        text = _escaped("; ".join(words)) or "…"
        yield ""
        yield f"{self._titles[move.iri]}: {text} {_json(_filled(data) | {'explicit': not read.inferred(move)})}"
        if kind == "Inference":
            steps = [title for title in starts if title.startswith("<")]
            yield from (f"  <+ {title}" for title in steps)
            premises = [title for title in starts if title.startswith("[")]
            if ends:
                yield ""
                yield from (f"({number}) {title}" for number, title in enumerate(premises or ["…"], start=1))
                yield "-----"
                yield f"({len(premises or ['…']) + 1}) {ends[0]}"
            return
        yield from (f"  <+ {title}" for title in starts)
        if kind in ATTACKS:
            yield from (f"  {'_>' if title.startswith('<') else '->'} {title}" for title in ends)

    def _unique(self, marks: str, label: str, iri: str) -> str:
        """Return a title that no other statement or argument has, without the marks that would end it."""
        plain = _SPACES.sub(" ", label).translate({ord(marks[0]): "(", ord(marks[1]): ")"}).strip().lstrip("-!+_")
        title = plain.strip() or self._read.slug(iri)
        if marks + title in self._taken:
            title = f"{title} ({self._read.slug(iri)})"
        while marks + title in self._taken:
            title += "'"
        self._taken.add(marks + title)
        return title


def _escaped(text: str) -> str:
    """Return a text on one line in which Argdown sees no markup."""
    plain = _SPACES.sub(" ", text).strip()
    return _MARKUP.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), plain)


def _json(value: Any) -> str:
    """Return metadata on one line: JSON, in which no brace of a text can be taken for the end of it."""
    if isinstance(value, str):
        return _NOT_IN_METADATA.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(key)}: {_json(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in ("", [], {})}
