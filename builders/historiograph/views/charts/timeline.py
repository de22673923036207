"""What was written when, against what it speaks of: events, works, changes of mind and periods on one axis. Data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from historiograph.individuals import Record, read_records
from historiograph.namespaces import local_name
from historiograph.views.charts.axis import Axis, years_axis
from historiograph.views.charts.matrix import BELONGS
from historiograph.views.charts.voices import Voice, voices
from historiograph.views.reading import Reading

__all__ = ["Lane", "Span", "TimeRow", "Timeline", "timeline", "years_of"]

_SPOKEN_OF = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?work ?thing (COUNT(DISTINCT ?claim) AS ?count) WHERE {
  { ?stance hg:attestedBy/oa:hasSource/frbr:realizationOf ?work }
  UNION { ?stance hg:statedIn ?work }
  UNION { ?stance hg:statedIn/frbr:realizationOf ?work }
  ?stance hg:onClaim ?claim .
  ?claim hg:about ?thing .
  ?thing hg:earliestYear ?year
} GROUP BY ?work ?thing
"""
_YEAR = re.compile(r"(-?\d{2}(?:\d\d|\dX|XX))([-/0-9X~?%.]*)")
_UNCERTAIN = frozenset("~?%X")


@dataclass(frozen=True, order=True)
class Span:
    """Years, first and last included; `uncertain` where the date says so (EDTF `~`, `?`, `%`, or `X` for a digit).

    `text` is the date as written, `what` the local name of what it is the date of: the edition of a work.
    """

    first: int
    last: int
    text: str = ""
    uncertain: bool = False
    what: str = ""


@dataclass(frozen=True)
class TimeRow:
    """A row: where it stands in time (`at`), what it speaks of (`about`), and with how many claims.

    `speakers` are, for an event or period, those who take a stance on a claim about it; for a work its authors.
    `before` and `after` are the stances of a change of mind.
    """

    id: str
    iri: str
    at: tuple[Span, ...]
    about: tuple[Span, ...] = ()
    things: tuple[str, ...] = ()
    claims: int = 0
    speakers: tuple[str, ...] = ()
    language: str = ""
    before: Voice | None = None
    after: Voice | None = None


@dataclass(frozen=True)
class Lane:
    """Rows that belong together; `iris` are what names the lane: schools of authors, or whose periods they are."""

    kind: str
    iris: tuple[str, ...]
    rows: tuple[TimeRow, ...]


@dataclass(frozen=True)
class Timeline:
    """The page: lanes on one axis. `line` is the row whose time is drawn through all lanes at first."""

    focus: str
    axis: Axis | None
    lanes: tuple[Lane, ...]
    line: str = ""

    def rows(self, kind: str) -> tuple[TimeRow, ...]:
        """Return all rows of a kind of lane: event, work, change, scheme or span."""
        return tuple(row for lane in self.lanes if lane.kind == kind for row in lane.rows)


def years_of(text: str, what: str = "") -> Span | None:
    """Return the years of a date as written, or None: `1979-09`, `196X`, `1785/1795`, `1788~`."""
    found = [_YEAR.fullmatch(part) for part in text.strip().split("/")[:2]]
    digits = [match[1] for match in found if match]
    if not digits:
        return None
    first, last = int(digits[0].replace("X", "0")), int(digits[-1].replace("X", "9"))
    return Span(min(first, last), max(first, last), text, not _UNCERTAIN.isdisjoint(text), what)


def timeline(reading: Reading, focus: str = "") -> Timeline:
    """Return what has a date, in lanes.

    Args:
        reading: the graph.
        focus: IRI of the event or period whose time is drawn through all lanes; an empty string for the latest event.
    """
    told = voices(reading)
    events = _dated(reading, "Event", told)
    periods = _dated(reading, "Period", told)
    by_scheme: dict[tuple[str, ...], list[TimeRow]] = defaultdict(list)
    schemes = {iri: tuple(record.iris("accordingTo")) for iri, record in read_records(reading.kg, "Period").items()}
    for row in periods:
        by_scheme[schemes.get(row.iri, ())].append(row)
    lanes = [Lane("event", (), tuple(events))] if events else []
    lanes += _works(reading)
    changes = _changes(reading, told)
    lanes += [Lane("change", (), tuple(changes))] if changes else []
    for scheme in sorted(by_scheme, key=lambda iris: (not iris, [reading.label(iri) for iri in iris])):
        lanes.append(Lane("scheme" if scheme else "span", scheme, tuple(by_scheme[scheme])))
    years = [
        year
        for lane in lanes
        for row in lane.rows
        for span in (*row.at, *row.about)
        for year in (span.first, span.last)
    ]
    line = focus or max(events, key=lambda row: (row.at[0].first, row.claims, row.id), default=_NOTHING).iri
    return Timeline(focus, years_axis(min(years), max(years)) if years else None, tuple(lanes), line)


_NOTHING = TimeRow("", "", ())


def _dated(reading: Reading, class_name: str, told: Mapping[str, tuple[Voice, ...]]) -> list[TimeRow]:
    """Return the events or periods that have years, in their order in time."""
    rows = []
    for iri, record in read_records(reading.kg, class_name).items():
        span = _span(record)
        if span is None:
            continue
        claims = {s for s, _, relation in reading.network.in_edges(iri, data="relation") if relation == "about"}
        speakers = {voice.holder for claim in claims for voice in told.get(claim, ())}
        row = TimeRow(_short(iri), iri, (span,), claims=len(claims), speakers=_by_name(reading, speakers))
        rows.append(row)
    return sorted(rows, key=lambda row: (row.at[0].first, row.at[0].last, reading.label(row.iri), row.iri))


def _span(record: Record) -> Span | None:
    first, last, text = (record.text(key) for key in ("earliestYear", "latestYear", "edtf"))
    try:
        return Span(int(first), int(last), text, not _UNCERTAIN.isdisjoint(text))
    except ValueError:
        return years_of(text) if text else None


def _works(reading: Reading) -> list[Lane]:
    """Return the works in a lane for each school, or several, that somebody counts their authors among."""
    works, editions = read_records(reading.kg, "Work"), read_records(reading.kg, "Edition")
    dates: dict[str, list[Span]] = defaultdict(list)
    for iri, record in (*works.items(), *editions.items()):
        for text in record.texts("issued"):
            if span := years_of(text, iri):
                for work in record.iris("realizationOf") or [iri]:
                    dates[work].append(span)
    things: dict[str, dict[str, int]] = defaultdict(dict)
    for row in reading.kg.sparql(_SPOKEN_OF):
        if not reading.kind(row["thing"].value):
            continue
        things[row["work"].value][row["thing"].value] = int(row["count"].value)
    schools: dict[str, set[str]] = defaultdict(set)
    for record in reading.memberships.values():
        if local_name(record.iri_of("membershipKind")) in BELONGS:
            for member in record.iris("member"):
                schools[member].update(record.iris("inSchool"))
    lanes: dict[tuple[str, ...], list[TimeRow]] = defaultdict(list)
    for iri, record in works.items():
        if iri in editions:
            continue
        authors = record.iris("creator") or record.iris("editor")
        parts = {span for part in record.iris("isPartOf") for span in dates[part]}
        at = {span.text: span for span in sorted({*dates[iri]} or parts, reverse=True)}
        row = TimeRow(
            id=_short(iri),
            iri=iri,
            at=tuple(sorted(at.values())),
            about=_spans(reading, things[iri]),
            things=tuple(sorted(things[iri], key=lambda thing: (-things[iri][thing], reading.label(thing), thing))),
            claims=sum(things[iri].values()),
            speakers=_by_name(reading, authors),
            language="; ".join(record.texts("language")),
        )
        lane = {school for author in authors for school in schools[author]}
        lanes[_by_name(reading, lane)].append(row)
    return [
        Lane("work", lane, tuple(sorted(lanes[lane], key=lambda row: (not row.at, row.at, reading.label(row.iri)))))
        for lane in sorted(lanes, key=lambda iris: (not iris, [reading.label(iri) for iri in iris]))
    ]


def _changes(reading: Reading, told: Mapping[str, tuple[Voice, ...]]) -> list[TimeRow]:
    """Return the changes of mind: each stance that replaces another, or withdraws a claim."""
    by_stance = {voice.stance: voice for group in told.values() for voice in group}
    rows = []
    for after in by_stance.values():
        if not after.supersedes and after.attitude != "withdraws":
            continue
        for replaced in after.supersedes or ("",):
            before = by_stance.get(replaced)
            claims = {after.claim, before.claim} if before else {after.claim}
            about = {
                target
                for claim in claims
                for _, target, relation in reading.network.out_edges(claim, data="relation")
                if relation == "about"
            }
            at = tuple(
                Span(voice.year, voice.year, str(voice.year)) for voice in (before, after) if voice and voice.year
            )
            dated = (thing for thing in about if reading.kind(thing) and reading.node(thing).get("earliestYear"))
            things = _by_name(reading, dated)
            row_id = _short(after.stance) + (f"--{local_name(replaced)}" if len(after.supersedes) > 1 else "")
            rows.append(
                TimeRow(
                    id=row_id,
                    iri=after.holder,
                    at=at,
                    about=_spans(reading, things),
                    things=things,
                    claims=len(claims),
                    speakers=(after.holder,),
                    before=before,
                    after=after,
                )
            )
    return sorted(rows, key=lambda row: (not row.at, row.at, reading.label(row.iri), row.id))


def _spans(reading: Reading, things: Iterable[str]) -> tuple[Span, ...]:
    """Return the years of each of these things that has any; the same years once."""
    found = set()
    for thing in things:
        years = [str(reading.node(thing).get(key, "")) for key in ("earliestYear", "latestYear")]
        if all(year.lstrip("-").isdigit() for year in years):
            found.add(Span(int(years[0]), int(years[1])))
    return tuple(sorted(found))


def _by_name(reading: Reading, iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(iris), key=lambda iri: (reading.label(iri), iri)))


def _short(iri: str) -> str:
    return "/".join(iri.rsplit("/", 2)[1:])
