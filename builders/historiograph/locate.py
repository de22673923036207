"""A claim beside the passages that attest it, in the reader's own copy of the text: what is asked of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.finding_passages import Finder, Located, Passage
from historiograph.fingerprints import Words, fingerprint
from historiograph.namespaces import HG, local_name
from historiograph.source_texts import source_texts
from historiograph.texts import TextFile, digest, read_text

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["Attestation", "Attested", "Reading", "fingerprint_file", "fingerprints", "locate"]

_PASSAGES = """
SELECT DISTINCT ?source ?passage ?start ?end ?digest ?fingerprint ?section ?paragraph ?page WHERE {
  ?passage oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
  OPTIONAL { ?passage hg:passageDigest ?digest }
  OPTIONAL { ?passage hg:fingerprint ?fingerprint }
  OPTIONAL { ?passage hg:section ?section }
  OPTIONAL { ?passage hg:paragraph ?paragraph }
  OPTIONAL { ?passage hg:page ?page }
} ORDER BY ?start ?end
"""
_STANCES = """
SELECT ?claim ?passage ?record ?holder ?attitude ?hedge ?reporter WHERE {
  ?record hg:onClaim ?claim ; hg:attestedBy ?passage ; hg:holder ?holder ; hg:attitude ?attitude .
  OPTIONAL { ?record hg:hedge ?hedge }
  OPTIONAL { ?record hg:reporter ?reporter }
} ORDER BY ?record
"""
_MOVES = """
SELECT ?claim ?passage ?record ?by ?role ?class ?reporter ?explicit WHERE {
  VALUES ?role { hg:premise hg:conclusion hg:attacker hg:target hg:qualifiedClaim hg:qualifier hg:preferred
                 hg:dispreferred }
  VALUES ?class { hg:Inference hg:Rebuttal hg:Undercut hg:Undermining hg:Qualification hg:Weighing }
  ?record ?role ?claim ; a ?class ; hg:attestedBy ?passage ; hg:movedBy ?by .
  OPTIONAL { ?record hg:accordingTo ?reporter }
  OPTIONAL { ?record hg:explicit ?explicit }
} ORDER BY ?record ?role
"""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A record that a passage attests.

    Attributes:
        iri: of the stance or move.
        kind: local name of its class.
        agent: IRI of the holder of a stance, or of whoever makes a move.
        reporter: IRI of whoever reports it, or "".
        attitude: of a stance; for a move, the part that the claim has in it, such as `premise`.
        hedge: of a stance, or "".
        explicit: for a move, whether the text itself states it.
    """

    iri: str
    kind: str
    agent: str
    reporter: str = ""
    attitude: str = ""
    hedge: str = ""
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class Attested:
    """A passage of the claim: where it was found, and the records that it attests."""

    place: Located
    records: tuple[Attestation, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim beside its passages in one copy of one text.

    Attributes:
        claim: its IRI.
        source: IRI of the text that the copy was taken for.
        text: the reader's copy.
        known_by: how the text was recognised: by its `digest`, its `name` or its `fingerprints`.
        likeness: for one known by fingerprints, how many passages were found of how many tried.
        passages: in the order of the text.
    """

    claim: str
    source: str
    text: TextFile
    known_by: Literal["digest", "name", "fingerprints"]
    likeness: tuple[int, int] = (0, 0)
    passages: tuple[Attested, ...] = ()

    @property
    def same_copy(self) -> bool:
        """Whether the copy is, byte for byte, the one that the passages point into."""
        return self.known_by == "digest"


def locate(kg: KnowledgeGraph, claim: str, path: Path) -> Reading:
    """Find the passages that attest a claim in the reader's own copy of their text.

    Args:
        kg: the graph.
        claim: slug, label or IRI.
        path: the copy.

    Raises:
        NotFoundError: if there is no such claim, with the nearest.
        InputError: if the copy cannot be read, is none of the graph's texts, or the claim has no passage in it.
    """
    iri = kg.find(claim, "Claim")
    text = read_text(path)
    records = _records(kg, iri)
    passages = _passages(kg)
    source, known_by, likeness, finder = _recognise(kg, text, passages)
    here = [passage for passage in passages.get(source, ()) if passage.iri in records]
    if not here:
        elsewhere = [one for one, its in passages.items() if any(passage.iri in records for passage in its)]
        raise InputError(
            f"no passage of {kg.label(source)}, which {path} is taken for, attests the claim '{kg.label(iri)}'"
            + (f"; it is attested in {' and in '.join(map(kg.label, elsewhere))}" if elsewhere else "")
        )
    found = tuple(Attested(finder.find(passage), tuple(records[passage.iri])) for passage in here)
    return Reading(iri, source, text, known_by, likeness, found)


def fingerprints(kg: KnowledgeGraph, path: Path) -> tuple[str, dict[tuple[int, int], str], list[Passage]]:
    """Take the fingerprint of every passage of a text.

    Args:
        kg: the graph that has the passages.
        path: the very copy that they point into.

    Returns:
        The text's IRI; its fingerprints by start and end, sorted; and the passages without one, because their
        digest does not agree.

    Raises:
        InputError: if the copy cannot be read or is another one.
    """
    text = read_text(path)
    source = next((one for one, wanted, _ in source_texts(kg) if wanted == text.sha256), "")
    if not source:
        raise InputError(
            f"{path}: fingerprints are taken from the copy that the passages point into, and no source text"
            f" of this graph has this one's SHA-256, {text.sha256}"
        )
    made, wrong = {}, []
    for passage in _passages(kg).get(source, ()):
        span = text.text[passage.start : passage.end]
        if digest(span) == passage.digest:
            made[passage.start, passage.end] = str(fingerprint(span))
        else:
            wrong.append(passage)
    return source, dict(sorted(made.items())), wrong


def fingerprint_file(source: str, made: dict[tuple[int, int], str]) -> str:
    """Return the file by which a dataset holds the fingerprints of a text.

    Args:
        source: the text's IRI.
        made: fingerprints by start and end.
    """
    lines = [
        "# Where the passages stand in other copies of the text, told by marks of their first and last words.",
        "# Made by `historiograph fingerprint`; make it again when passages change.",
        f"source: {local_name(source)}",
        "fingerprints:",
        *(f"  {start}-{end}: {mark}" for (start, end), mark in made.items()),
    ]
    if not made:
        lines[-1] += " {}"
    return "\n".join(lines) + "\n"


def _recognise(
    kg: KnowledgeGraph, text: TextFile, passages: dict[str, list[Passage]]
) -> tuple[str, Literal["digest", "name", "fingerprints"], tuple[int, int], Finder]:
    """Say which source a text is a copy of."""
    sources = source_texts(kg)
    words = Words(text.text)
    for source, wanted, _ in sources:
        if wanted == text.sha256:
            return source, "digest", (0, 0), Finder(text, passages.get(source, ()), words)
    for source, _, name in sources:
        if name == text.path.name:
            return source, "name", (0, 0), Finder(text, passages.get(source, ()), words)
    best: tuple[float, str, tuple[int, int], Finder] | None = None
    for source, its in sorted(passages.items()):
        finder = Finder(text, its, words)
        here, tried = finder.likeness()
        if here and (here >= 3 or here * 4 >= tried) and (best is None or here / tried > best[0]):
            best = here / tried, source, (here, tried), finder
    if best is None:
        raise InputError(
            f"{text.path}: no source text of this graph has this digest or this name,"
            " and it is like none of them by the fingerprints of their passages"
        )
    return best[1], "fingerprints", best[2], best[3]


def _passages(kg: KnowledgeGraph) -> dict[str, list[Passage]]:
    """Return the passages of each source, in the order of its text."""
    found: dict[str, list[Passage]] = {}
    seen: set[tuple[str, str]] = set()
    for row in kg.solutions(_PASSAGES).rows:
        source, iri, start, end, wanted, mark, section, paragraph, page = map(_value, row)
        if (source, iri) not in seen and start.isdigit() and end.isdigit():
            seen.add((source, iri))
            passage = Passage(iri, int(start), int(end), wanted, mark, section, paragraph, page)
            found.setdefault(source, []).append(passage)
    for its in found.values():
        its.sort(key=lambda passage: (passage.start, passage.end, passage.iri))
    return found


def _records(kg: KnowledgeGraph, claim: str) -> dict[str, list[Attestation]]:
    """Return what each passage attests of a claim."""
    found: dict[str, list[Attestation]] = {}
    bound: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {"claim": ox.NamedNode(claim)}
    for row in kg.solutions(_STANCES, bound).rows:
        _, passage, record, holder, attitude, hedge, reporter = map(_value, row)
        found.setdefault(passage, []).append(
            Attestation(record, "Stance", holder, reporter, local_name(attitude), local_name(hedge))
        )
    for row in kg.solutions(_MOVES, bound).rows:
        _, passage, record, by, role, kind, reporter, explicit = map(_value, row)
        found.setdefault(passage, []).append(
            Attestation(
                record, kind.removeprefix(HG), by, reporter, role.removeprefix(HG), "", explicit in ("true", "1", "")
            )
        )
    return found


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
