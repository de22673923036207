"""The matrix of positions: which answer each school, or each historian, gives to each question. Data, no HTML.

A school answers in two ways, which are told apart: in its common voice (an unnamed party drawn from it), and through
those whom somebody counts among it. A dissenter is one of these who accepts what the others reject, or the reverse,
or accepts an answer that cannot be true together with theirs. The others are the common voice where there is one, and
the greater number of the members where there is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from historiograph.namespaces import local_name
from historiograph.views.charts.voices import ACCEPTS, REJECTS, Voice, voices
from historiograph.views.reading import Reading

__all__ = ["Answers", "Cell", "Column", "Line", "Matrix", "Row", "matrix"]

BELONGS = frozenset({"member", "founder", "fellow-traveller"})
"""Kinds of membership by which somebody counts among a school, as the questions of the catalogue use them."""
OTHERS = "others"
MOST_ROWS, MOST_COLUMNS = 100, 40
"""The matrix of more debates than this has the fullest rows and columns: its cells would grow with the square."""


@dataclass(frozen=True)
class Column:
    """A school or a historian; `others` gathers everybody who is in no other column."""

    iri: str
    kind: str


@dataclass(frozen=True)
class Line:
    """One answer in a cell, with those who take the same attitude to it in the same way."""

    claim: str
    attitude: str
    hedge: str
    common: bool
    reporters: tuple[str, ...]
    given_up: bool
    holders: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """The answers of a column to a row's question.

    `dissenters` are the members who stand against the others of their school; `divided` says that the members
    contradict each other with neither side the greater.
    """

    lines: tuple[Line, ...]
    dissenters: tuple[str, ...] = ()
    divided: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """The answers, each once."""
        return tuple(dict.fromkeys(line.claim for line in self.lines))


@dataclass(frozen=True)
class Row:
    """A debate, or with a focus one of its answers; `cells` by the column's place, the empty ones left out."""

    iri: str
    claims: tuple[str, ...]
    topics: tuple[str, ...]
    cells: Mapping[int, Cell]

    @property
    def disagreement(self) -> int:
        """How many answers of this row are accepted in one column and rejected in another, or within one."""
        sides: dict[str, set[bool]] = defaultdict(set)
        for cell in self.cells.values():
            for line in cell.lines:
                if line.attitude in ACCEPTS | REJECTS and not line.given_up:
                    sides[line.claim].add(line.attitude in ACCEPTS)
        return sum(len(side) > 1 for side in sides.values())


@dataclass(frozen=True)
class Answers:
    """One table, its fullest rows first: `by` says whose answers the columns are; `silent` are those who give none.

    `gathered` are so many for whom there is no column of their own, in a large graph: they count among the others.
    """

    by: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]
    gathered: int = 0


@dataclass(frozen=True)
class Matrix:
    """The page: a table by schools and one by historians, and every stance on every answer.

    `left_out` are so many debates that are in neither table.
    """

    focus: str
    tables: tuple[Answers, ...]
    debates: Mapping[str, tuple[str, ...]]
    voices: Mapping[str, tuple[Voice, ...]] = field(default_factory=dict)
    left_out: int = 0


def matrix(reading: Reading, focus: str = "") -> Matrix:
    """Return the matrix of all debates, or of one: then its rows are the answers to it.

    Args:
        reading: the graph.
        focus: IRI of a debate, or an empty string for all.
    """
    network = reading.network
    debates: dict[str, tuple[str, ...]] = {}
    for iri in sorted((iri for iri, kind in network.nodes("kind") if kind == "debate"), key=reading.label):
        if focus in ("", iri):
            answers = {
                source for source, _, relation in network.in_edges(iri, data="relation") if relation == "answers"
            }
            debates[iri] = tuple(sorted(answers, key=lambda claim: (reading.label(claim), claim)))
    on = voices(reading)
    told = {claim: on.get(claim, ()) for claims in debates.values() for claim in claims}
    rivals = _rivals(reading, told)
    rows = {claim: (claim,) for claims in debates.values() for claim in claims} if focus else debates
    most = (len(rows), None) if focus or len(rows) <= MOST_ROWS else (MOST_ROWS, MOST_COLUMNS)
    tables = tuple(_table(reading, by, rows, told, rivals, *most) for by in ("school", "historian"))
    if focus:
        return Matrix(focus, tables, debates, told)
    shown = {row.iri for table in tables for row in table.rows}
    kept = {iri: claims for iri, claims in debates.items() if iri in shown}
    told = {claim: told[claim] for claims in kept.values() for claim in claims}
    return Matrix(focus, tables, kept, told, len(debates) - len(kept))


def _table(
    reading: Reading,
    by: str,
    rows: Mapping[str, tuple[str, ...]],
    told: Mapping[str, tuple[Voice, ...]],
    rivals: Mapping[str, set[str]],
    most_rows: int,
    most_columns: int | None,
) -> Answers:
    columns_of, common = _belonging(reading) if by == "school" else ({}, frozenset())
    found: dict[str, dict[str, list[Voice]]] = {row: defaultdict(list) for row in rows}
    weight: Counter[str] = Counter()
    for row, claims in rows.items():
        for voice in (voice for claim in claims for voice in told[claim]):
            own = (voice.holder,) if by == "historian" and reading.kind(voice.holder) == "historian" else ()
            for column in columns_of.get(voice.holder, own) or (OTHERS,):
                found[row][column].append(voice)
        weight.update(found[row].keys())
    full = {row: len(found[row].keys() - {OTHERS}) for row in rows}
    everyone = sorted(iri for iri, kind in reading.network.nodes("kind") if kind == by)
    ordered = sorted((iri for iri in everyone if weight[iri]), key=lambda iri: (-weight[iri], reading.label(iri), iri))
    columns = tuple(Column(iri, by) for iri in ordered[:most_columns])
    gathered = frozenset(ordered[len(columns) :])
    for voices_in in found.values():
        for iri in sorted(gathered & voices_in.keys()):
            voices_in[OTHERS] += [voice for voice in voices_in.pop(iri) if voice not in voices_in[OTHERS]]
            weight[OTHERS] += 1
    if weight[OTHERS]:
        columns = (*columns, Column(OTHERS, OTHERS))
    made = tuple(
        Row(
            iri=row,
            claims=claims,
            topics=_topics(reading, claims),
            cells={
                number: _cell(reading, found[row][column.iri], common, rivals, column.kind == "school")
                for number, column in enumerate(columns)
                if column.iri in found[row]
            },
        )
        for row, claims in rows.items()
    )
    fullest_first = sorted(made, key=lambda row: -full[row.iri])
    silent = tuple(iri for iri in everyone if not weight[iri])
    return Answers(by, columns, tuple(fullest_first[:most_rows]), silent, len(gathered))


def _belonging(reading: Reading) -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    """Return the schools of each speaker, and which of the speakers are the common voice of a school."""
    schools: dict[str, set[str]] = defaultdict(set)
    for record in reading.memberships.values():
        if local_name(record.iri_of("membershipKind")) in BELONGS:
            for member in record.iris("member"):
                schools[member].update(record.iris("inSchool"))
    common = set()
    for source, target, relation in reading.network.edges(data="relation"):
        if relation == "drawnFrom" and reading.kind(target) == "school":
            schools[source].add(target)
            common.add(source)
    return {who: tuple(sorted(found)) for who, found in schools.items()}, frozenset(common)


def _topics(reading: Reading, claims: Iterable[str]) -> tuple[str, ...]:
    """Return what the claims are about, the most frequent first."""
    counted: Counter[str] = Counter()
    for claim in claims:
        counted.update(
            {t for _, t, relation in reading.network.out_edges(claim, data="relation") if relation == "about"}
        )
    return tuple(sorted(counted, key=lambda iri: (-counted[iri], reading.label(iri), iri)))


def _rivals(reading: Reading, claims: Iterable[str]) -> Mapping[str, set[str]]:
    """Return, for each claim, those that cannot be true together with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for _, other, relation in reading.network.out_edges(claim, data="relation"):
            if relation == "incompatibleWith":
                found[claim].add(other)
                found[other].add(claim)
    return found


def _cell(
    reading: Reading, cell: list[Voice], common: frozenset[str], rivals: Mapping[str, set[str]], is_school: bool
) -> Cell:
    groups: dict[tuple[bool, int, str, str, str, str, bool, bool], list[Voice]] = defaultdict(list)
    for voice in cell:
        key = (
            *(voice.holder not in common, voice.rank, reading.label(voice.claim), voice.claim, voice.attitude),
            *(voice.hedge, bool(voice.reporter), voice.given_up),
        )
        groups[key].append(voice)
    lines = tuple(
        Line(
            claim=group[0].claim,
            attitude=group[0].attitude,
            hedge=group[0].hedge,
            common=group[0].holder in common,
            reporters=tuple(sorted({voice.reporter for voice in group} - {""}, key=reading.label)),
            given_up=group[0].given_up,
            holders=tuple(sorted({voice.holder for voice in group}, key=reading.label)),
        )
        for _, group in sorted(groups.items())
    )
    if not is_school:
        return Cell(lines)
    return Cell(lines, *_dissent([voice for voice in cell if not voice.given_up], common, rivals))


def _dissent(cell: list[Voice], common: frozenset[str], rivals: Mapping[str, set[str]]) -> tuple[tuple[str, ...], bool]:
    """Return who stands against the others of their school, and whether the school is divided without a majority."""
    accepted: dict[str, set[str]] = defaultdict(set)
    rejected: dict[str, set[str]] = defaultdict(set)
    for voice in cell:
        if voice.attitude in ACCEPTS:
            accepted[voice.claim].add(voice.holder)
        elif voice.attitude in REJECTS:
            rejected[voice.claim].add(voice.holder)
    dissenters: set[str] = set()
    divided = False
    for claim, holders in accepted.items():
        against = rejected.get(claim, set()) | {
            who for rival in rivals.get(claim, ()) for who in accepted.get(rival, ())
        }
        one, other = holders - against, against - holders
        if not one or not other:
            continue
        if one & common and other & common:
            divided = True
        elif one & common or (len(one) > len(other) and not other & common):
            dissenters |= other
        elif other & common or len(other) > len(one):
            dissenters |= one
        else:
            divided = True
    return tuple(sorted(dissenters)), divided
