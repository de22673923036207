"""The figures: for each measure what is said to be its number, by whom, and which figures exclude each other. Data.

What a figure allows (`least` to `most`) is worked out as the rules `conflicts-with.rq` and `exceeds-whole.rq` do it.
Which figures conflict is not worked out again: it is read from what those rules derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from historiograph.individuals import Record, read_records
from historiograph.namespaces import local_name
from historiograph.views.charts.axis import Axis, axis_of
from historiograph.views.charts.voices import ACCEPTS, Voice, voices
from historiograph.views.reading import Reading
from historiograph.views.wording import decimal_of

__all__ = ["Estimates", "Figure", "Gap", "MeasureRow", "Panel", "allowed", "estimates"]

_RIVALRIES = ("conflictsWith", "exceedsWhole", "seemsToConflictWith", "incompatibleWith")


@dataclass(frozen=True)
class Figure:
    """An estimate: its number or bounds as given, what they allow, and whose it is.

    `least` and `most` are None where that side is open. `rivals` are pairs of a relation and the other estimate.
    """

    iri: str
    kind: str
    lower: Decimal | None
    point: Decimal | None
    upper: Decimal | None
    least: Decimal | None
    most: Decimal | None
    voices: tuple[Voice, ...]
    rivals: tuple[tuple[str, str], ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether anybody holds it, and has not given it up."""
        return any(voice.attitude in ACCEPTS and not voice.given_up for voice in self.voices)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Every number that has to be on the axis."""
        return tuple(n for n in (self.lower, self.point, self.upper, self.least, self.most) if n is not None)


@dataclass(frozen=True)
class Gap:
    """What lies between two figures of one measure that exclude each other: nobody's number is in it."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class MeasureRow:
    """What is counted, with its figures; `depth` says how many wholes above it are shown."""

    iri: str
    depth: int
    counts: str
    place: str
    time: str
    rule: str
    figures: tuple[Figure, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Panel:
    """All measures in one unit, on one axis: wholes before their parts."""

    unit: str
    axis: Axis
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class Estimates:
    """The page: a panel a unit."""

    focus: str
    panels: tuple[Panel, ...]

    @property
    def measures(self) -> int:
        """How many measures are shown."""
        return sum(len(panel.rows) for panel in self.panels)

    @property
    def figures(self) -> int:
        """How many figures are shown."""
        return sum(len(row.figures) for panel in self.panels for row in panel.rows)


def allowed(
    kind: str, lower: Decimal | None, point: Decimal | None, upper: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that a figure allows, None for an open side.

    Between its bounds; a side without a bound is open; without any bound the point stands for both, or for one side
    only where the kind is at-least or at-most. Kind around widens each limit by a tenth of it, kind
    order-of-magnitude a lone point to a tenth and to ten times of it.
    """
    bounded = lower is not None or upper is not None
    least = lower if bounded else None if kind == "at-most" else point
    most = upper if bounded else None if kind == "at-least" else point
    tenth, ten = Decimal("0.1"), Decimal(10)
    if kind == "around":
        least = least - tenth * abs(least) if least is not None else None
        most = most + tenth * abs(most) if most is not None else None
    if kind == "order-of-magnitude" and not bounded and least is not None and most is not None:
        least, most = sorted((least / ten, most * ten)) if least >= 0 else (least * ten, most / ten)
    return least, most


def estimates(reading: Reading, focus: str = "") -> Estimates:
    """Return the figures of all measures; with a focus those of one, its wholes, its parts and its seeming rivals.

    Args:
        reading: the graph.
        focus: IRI of a measure, or an empty string for all.
    """
    measures = read_records(reading.kg, "Measure")
    figures: dict[str, list[Figure]] = defaultdict(list)
    told = voices(reading)
    for iri, record in read_records(reading.kg, "Estimate").items():
        for measure in record.iris("measure"):
            figures[measure].append(_figure(reading, iri, record, told.get(iri, ())))
    wanted = _around(focus, measures, figures) if focus else set(measures)
    by_unit: dict[str, list[str]] = defaultdict(list)
    for iri in wanted:
        if figures[iri] or iri == focus:
            by_unit[local_name(measures[iri].iri_of("unit"))].append(iri)
    panels = [
        Panel(
            unit,
            axis_of(number for iri in members for figure in figures[iri] for number in figure.numbers),
            tuple(_rows(reading, members, measures, figures)),
        )
        for unit, members in by_unit.items()
    ]
    return Estimates(focus, tuple(sorted(panels, key=lambda panel: (-len(panel.rows), panel.unit))))


def _figure(reading: Reading, iri: str, record: Record, told: tuple[Voice, ...]) -> Figure:
    kind = local_name(record.iri_of("boundsKind")) or "exact"
    lower, point, upper = (decimal_of(record.text(key)) for key in ("lowerBound", "pointValue", "upperBound"))
    rivals = {
        (relation, other)
        for _, other, relation in reading.network.out_edges(iri, data="relation")
        if relation in _RIVALRIES and reading.kind(other) == "estimate"
    }
    rivals |= {
        ("exceededBy" if relation == "exceedsWhole" else relation, other)
        for other, _, relation in reading.network.in_edges(iri, data="relation")
        if relation in ("exceedsWhole", "incompatibleWith") and reading.kind(other) == "estimate"
    }
    told_apart = {other for relation, other in rivals if relation == "conflictsWith"}
    kept = [pair for pair in rivals if pair[0] != "incompatibleWith" or pair[1] not in told_apart]
    ordered = tuple(sorted(kept, key=lambda pair: (pair[0], reading.label(pair[1]), pair[1])))
    return Figure(iri, kind, lower, point, upper, *allowed(kind, lower, point, upper), told, ordered)


def _around(focus: str, measures: Mapping[str, Record], figures: Mapping[str, list[Figure]]) -> set[str]:
    """Return a measure with its wholes and parts, and the measures whose figures only seem to conflict with its own."""
    parts: dict[str, set[str]] = defaultdict(set)
    for iri, record in measures.items():
        for whole in record.iris("broaderMeasure"):
            parts[whole].add(iri)
    found = {focus}
    new = {focus}
    while new:
        near = {whole for iri in new for whole in measures[iri].iris("broaderMeasure") if whole in measures}
        new = (near | {part for iri in new for part in parts[iri]}) - found
        found |= new
    own = {figure.iri for figure in figures[focus]}
    return found | {
        measure
        for measure, theirs in figures.items()
        if measure in measures and any(other in own for figure in theirs for _, other in figure.rivals)
    }


def _rows(
    reading: Reading, members: list[str], measures: Mapping[str, Record], figures: Mapping[str, list[Figure]]
) -> Iterable[MeasureRow]:
    """Yield the measures by what they count and by time, each whole followed by its parts."""
    inside = set(members)
    parts: dict[str, list[str]] = defaultdict(list)
    tops: list[str] = []
    for iri in members:
        wholes = [whole for whole in measures[iri].iris("broaderMeasure") if whole in inside and whole != iri]
        (parts[wholes[0]] if wholes else tops).append(iri)
    done: set[str] = set()

    def order(iri: str) -> tuple[str, int, str, str]:
        time = measures[iri].iri_of("coversTime")
        year = str(reading.node(time).get("earliestYear", "")) if reading.kind(time) else ""
        counts = measures[iri].iri_of("counts")
        topic = reading.label(counts) if counts else ""
        return (topic, int(year) if year.lstrip("-").isdigit() else 0, reading.label(iri), iri)

    for top in (*sorted(tops, key=order), *sorted(inside, key=order)):  # parts in a circle have no top, and come last
        waiting = [(top, 0)]
        while waiting:
            iri, depth = waiting.pop()
            if iri in done:
                continue
            done.add(iri)
            yield _row(iri, depth, measures[iri], figures[iri])
            waiting += [(part, depth + 1) for part in sorted(parts[iri], key=order, reverse=True)]


def _row(iri: str, depth: int, record: Record, figures: Iterable[Figure]) -> MeasureRow:
    given = tuple(sorted(figures, key=_by_size))
    return MeasureRow(
        iri=iri,
        depth=depth,
        counts=record.iri_of("counts"),
        place=record.iri_of("coversPlace"),
        time=record.iri_of("coversTime"),
        rule=record.text("countingRule"),
        figures=given,
        gaps=_gaps(given),
    )


def _by_size(figure: Figure) -> tuple[Decimal, str]:
    return (min(figure.numbers, default=Decimal(0)), figure.iri)


def _gaps(figures: tuple[Figure, ...]) -> tuple[Gap, ...]:
    """Return what lies between figures that conflict, each gap once, the smallest number first."""
    by_iri = {figure.iri: figure for figure in figures}
    found = set()
    for figure in figures:
        for relation, other in figure.rivals:
            if relation == "conflictsWith" and other in by_iri:
                low, high = figure.most, by_iri[other].least
                if low is not None and high is not None and low < high:
                    found.add((low, high))
    return tuple(Gap(low, high) for low, high in sorted(found))
