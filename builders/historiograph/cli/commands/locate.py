"""`historiograph locate`: a claim beside the passages that attest it, in the reader's own copy of the text."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from historiograph.cli.options import add_data, load_graph, parser, terminal_width

if TYPE_CHECKING:
    from historiograph.finding_passages import Located
    from historiograph.graph import KnowledgeGraph
    from historiograph.locate import Attestation, Attested, Reading

_EXAMPLE = "  historiograph locate no-master-plan --text my-copy-of-the-article.txt"
_WIDE = 100
_PARTS = {
    "premise": "argues from it",
    "conclusion": "argues for it",
    "attacker": "turns it against something",
    "target": "argues against it",
    "qualifiedClaim": "qualifies it",
    "qualifier": "qualifies something by it",
    "preferred": "prefers it",
    "dispreferred": "prefers something to it",
}
"""What somebody does with a claim that has this part in a step of argument."""


def run(words: Sequence[str]) -> int:
    """Print claim and passages; status 1 if a passage was not found."""
    command = parser(
        "locate",
        "Show a claim beside the passages that attest it, in your own copy of the text, and how sure each place is.",
        _EXAMPLE,
    )
    command.add_argument("claim", metavar="CLAIM", help="slug, label or IRI")
    command.add_argument("--text", type=Path, required=True, metavar="FILE", help="your own copy of a source text")
    add_data(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    options = command.parse_args(words)
    from historiograph.locate import locate

    kg = load_graph(options)
    reading = locate(kg, options.claim, options.text)
    if options.format == "json":
        print(json.dumps(_json(kg, reading), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(kg, reading, terminal_width())))
    return 0 if all(one.place.found for one in reading.passages) else 1


def _lines(kg: KnowledgeGraph, reading: Reading, width: int | None) -> Iterator[str]:
    from historiograph.queries.table import draw_table
    from historiograph.texts import printable

    gist = _gist(kg, reading.claim)
    room = width or _WIDE
    yield kg.label(reading.claim)
    if notice := _notice(kg, reading):
        yield ""
        yield from textwrap.wrap(notice, room)
    for attested in reading.passages:
        one = attested.place
        span = printable(reading.text.text[one.start : one.end])
        yield ""
        yield _place(reading, one)
        for said in dict.fromkeys(_said(kg, record) for record in attested.records):
            yield from textwrap.wrap(said, room, initial_indent="  ", subsequent_indent="    ")
        yield from textwrap.wrap(_how(one), room, initial_indent="  ", subsequent_indent="    ")
        if one.found and width is not None and width >= _WIDE:
            yield draw_table(("the claim", "the text"), [(gist, span)], width).rstrip("\n")
        else:
            yield from textwrap.wrap(f"the claim: {gist}", room, initial_indent="  ", subsequent_indent="    ")
            if one.found:
                yield from textwrap.wrap(f"the text: {span}", room, initial_indent="  ", subsequent_indent="    ")


def _notice(kg: KnowledgeGraph, reading: Reading) -> str:
    if reading.same_copy:
        return ""
    name = kg.label(reading.source)
    text = f"This copy is not the one that the passages point into: another edition or scan of {name}"
    if reading.known_by == "name":
        return f"{text}, going by its name. Each passage was looked for afresh."
    here, tried = reading.likeness
    return f"{text}, which it resembles most: {here} of {tried} passages tried are in it. Each was looked for afresh."


def _place(reading: Reading, one: Located) -> str:
    from historiograph.texts import page_of

    passage = one.passage
    here = page_of(reading.text.pages, one.start, one.end)
    shown = f" (its page {here})" if here and here != passage.page else ""
    parts = [
        passage.section,
        f"paragraph {passage.paragraph}" if passage.paragraph else "",
        f"page {passage.page}" if passage.page else "",
        f"characters {one.start}-{one.end} of this copy{shown}" if one.found else "",
    ]
    return ", ".join(part for part in parts if part) or f"characters {passage.start}-{passage.end} of the text"


def _how(one: Located) -> str:
    match one.how:
        case "exact" | "moved":
            return f"{one.how}: {one.why}"
        case "fingerprint":
            return f"by fingerprint, {100 * one.confidence:.0f} % sure: {one.why}"
        case _:
            return f"not found: {one.why}"


def _said(kg: KnowledgeGraph, record: Attestation) -> str:
    said = f"{kg.label(record.agent)} {_PARTS.get(record.attitude, record.attitude)}"
    if record.hedge:
        said += f" ({record.hedge})"
    if record.kind != "Stance":
        said += f" ({record.kind.lower()}{'' if record.explicit else ', read into the text by the curator'})"
    if record.reporter and record.reporter != record.agent:
        said += f", as {kg.label(record.reporter)} reports"
    return said


def _gist(kg: KnowledgeGraph, claim: str) -> str:
    import pyoxigraph as ox

    rows = kg.solutions("SELECT ?claim ?gist { ?claim hg:gist ?gist } ORDER BY ?gist", {"claim": ox.NamedNode(claim)})
    texts = sorted(
        (not str(getattr(gist, "language", "")).startswith("en"), str(getattr(gist, "value", "")))
        for _, gist in rows.rows
    )
    return texts[0][1] if texts else kg.label(claim)


def _json(kg: KnowledgeGraph, reading: Reading) -> dict[str, Any]:
    return {
        "claim": reading.claim,
        "label": kg.label(reading.claim),
        "gist": _gist(kg, reading.claim),
        "source": reading.source,
        "file": str(reading.text.path),
        "sha256": reading.text.sha256,
        "sameCopy": reading.same_copy,
        "knownBy": reading.known_by,
        "passages": [_passage(one) for one in reading.passages],
    }


def _passage(attested: Attested) -> dict[str, Any]:
    one = attested.place
    return {
        "passage": one.passage.iri,
        "section": one.passage.section or None,
        "paragraph": int(one.passage.paragraph) if one.passage.paragraph else None,
        "page": one.passage.page or None,
        "how": one.how,
        "start": one.start if one.found else None,
        "end": one.end if one.found else None,
        "confidence": round(one.confidence, 3),
        "why": one.why,
        "records": [
            {
                "record": record.iri,
                "kind": record.kind,
                "agent": record.agent,
                "reporter": record.reporter or None,
                "attitude" if record.kind == "Stance" else "part": record.attitude,
                "hedge": record.hedge or None,
                "explicit": None if record.kind == "Stance" else record.explicit,
            }
            for record in attested.records
        ],
    }
