"""What the whole shall say, record by record and key by key, and where the two sides contradict each other.

With the edition that both began with, what only one side changed is taken as that side has it. Without it, nobody can
tell a change from a difference: what one side lacks is taken from the other, and two values where one may stand are a
conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from historiograph.authoring.rules import Words
from historiograph.editions.records import PASSAGE, Record, Value
from historiograph.editions.sentences import shown, subject
from historiograph.editions.words import key_words
from historiograph.findings import Finding
from historiograph.merging.sides import Preference, Side
from historiograph.merging.values import can_be_written
from historiograph.merging.vocabulary import Vocabulary
from historiograph.namespaces import local_name
from historiograph.validation.repeats import content_words

__all__ = ["Joined", "join"]

T = TypeVar("T")

_ONE_A_LANGUAGE = frozenset({"label", "gist", "definition", "description", "literalForm", "countingRule"})
_ONE_BY_CUSTOM = frozenset({"publisher", "volume", "issue", "pages", "bibliographicCitation", "shows", "type", "edtf"})
"""The shapes let these have several values; two different ones from two people are a question all the same."""
_NAMES = ("label", "name", "title")
_AGREE = "Agree on one value and write it in both folders, or take one side's for all: --prefer A, or --prefer B."
_BASE = " With the edition you both began with (--base), what only one of you changed is no conflict."


@dataclass
class Joined:
    """The outcome.

    Attributes:
        records: every record of the whole, by id.
        header: what the dataset says of itself.
        fingerprints: as in a `Side`.
        findings: conflicts as violations, and as warnings where a preference settled them.
    """

    records: dict[str, Record] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    fingerprints: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class _Join:
    def __init__(self, a: Side, b: Side, base: Side | None, prefer: Preference, vocabulary: Vocabulary) -> None:
        self.a, self.b, self.base, self.prefer = a, b, base, prefer
        self.vocabulary, self.known = vocabulary, vocabulary.known
        self.joined = Joined()

    # -- records -----------------------------------------------------------------------------------------------------

    def records(self) -> None:
        ours, theirs = self.a.edition.records, self.b.edition.records
        first = self.base.edition.records if self.base else {}
        for name in sorted(ours.keys() | theirs.keys()):
            mine, other, before = ours.get(name), theirs.get(name), first.get(name)
            if mine is not None and other is not None:
                kept: Record | None = self._both(mine, other, before)
            else:
                kept = self._one(mine, other, before)
            if kept is not None:
                self.joined.records[name] = kept
        self._drop_passages()
        self._references()
        if self.vocabulary.conforms:
            self._words()

    def _one(self, mine: Record | None, other: Record | None, before: Record | None) -> Record | None:
        """Return a record that one side has, unless the other has taken it out."""
        record = mine or other
        assert record is not None  # noqa: S101 - one of the two is there
        if before is None or record.kind == PASSAGE:
            return record
        if _same(record, before):
            return None
        has, lacks = (self.a, self.b) if mine else (self.b, self.a)
        name = subject(record, has.edition)
        self._conflict(
            "removed-and-changed",
            f"{lacks.name} has taken out {name}, and {has.name} has changed it ({has.where(record.id)})",
            has.where(record.id) if has is self.a else "",
            record.id,
        )
        return record if self.prefer == has.name or self.prefer is None else None

    def _both(self, mine: Record, other: Record, before: Record | None) -> Record:
        if mine.types != other.types or self._other_thing(mine, other, before):
            self._not_one_thing(mine, other)
            return mine
        if mine.values == other.values:
            return mine
        kept = Record(mine.id, set(mine.types))
        for key in sorted(mine.values.keys() | other.values.keys()):
            old = frozenset(before.values.get(key, ())) if before else None
            values = self._values(mine, other, key, old)
            if values:
                kept.values[key] = set(values)
        kept.own = (other if kept.values.get("type") == other.values.get("type") else mine).own
        return kept

    def _values(self, mine: Record, other: Record, key: str, old: frozenset[Value] | None) -> frozenset[Value]:
        ours, theirs = (frozenset(one.values.get(key, ())) for one in (mine, other))
        if ours == theirs:
            return ours
        if _single(mine, key, self.known):
            kept = _merged(ours, theirs, old)
        elif key in _ONE_A_LANGUAGE:
            kept = _by_language(ours, theirs, old)
        else:
            kept = _union(ours, theirs, old)
            if not can_be_written(key, kept, self.a.dataset.header.language, self.known.form):
                kept = None
        if kept is not None:
            return kept
        words = [
            f"{side.name} says {_all_shown(one, key, side)} ({side.where(one.id, key)})"
            for side, one in ((self.a, mine), (self.b, other))
        ]
        word = key_words(key, self.a.edition, self.b.edition)
        word = f'"{word}"' if key in self.known.form.domains else word
        told = f"The {word} of {subject(mine, self.a.edition)}: {', '.join(words)}"
        self._conflict("merge-conflict", told, self.a.where(mine.id, key), mine.id)
        return theirs if self.prefer == "B" else ours

    def _other_thing(self, mine: Record, other: Record, before: Record | None) -> bool:
        """Return whether two records of one id mean different things: their names have no word in common."""
        key = next((key for key in _NAMES if key in mine.values and key in other.values), None)
        if before is not None or key is None or mine.kind == PASSAGE:
            return False
        words = [frozenset().union(*(content_words(value.text) for value in one.values[key])) for one in (mine, other)]
        return all(words) and not words[0] & words[1]

    def _not_one_thing(self, mine: Record, other: Record) -> None:
        self._conflict(
            "same-id",
            f"the id '{mine.id.partition('/')[2]}' means two things: {subject(mine, self.a.edition)} in A"
            f" ({self.a.where(mine.id)}), {subject(other, self.b.edition)} in B ({self.b.where(other.id)})",
            self.a.where(mine.id),
            mine.id,
            "Give one of the two another id, wherever its folder speaks of it; or the same name, if they are one.",
            settled=False,
        )

    def _drop_passages(self) -> None:
        """Leave out the passages that no record of the whole points to."""
        pointed = {value.text for one in self.joined.records.values() for value in one.values.get("passage", ())}
        self.joined.records = {
            name: one for name, one in self.joined.records.items() if one.kind != PASSAGE or name in pointed
        }

    def _references(self) -> None:
        """Tell of records that speak of what the other side has taken out."""
        known = {*self.a.edition.records, *self.b.edition.records, *(self.base.edition.records if self.base else ())}
        for record in self.joined.records.values():
            for key, values in sorted(record.values.items()):
                for value in sorted(values):
                    if value.is_iri and value.text in known and value.text not in self.joined.records:
                        self._gone(record, key, value.text)

    def _gone(self, record: Record, key: str, gone: str) -> None:
        has, lacks = (self.a, self.b) if record.id in self.a.edition.records else (self.b, self.a)
        if gone not in has.edition.records and gone in lacks.edition.records:
            has, lacks = lacks, has
        thing = has.edition.records.get(gone)
        self._conflict(
            "removed-and-used",
            f"{lacks.name} has taken out {subject(thing, has.edition) if thing else gone}, of which"
            f" {subject(record, has.edition)} speaks in {has.name} (`{key}`, {has.where(record.id, key)})",
            has.where(record.id, key),
            record.id,
            "Put it back, or take out what speaks of it, too.",
            settled=False,
        )

    def _words(self) -> None:
        """Tell of records that use a word of which the other side has taken out the file."""
        terms = {**self.b.edition.terms, **self.a.edition.terms}
        base = self.a.dataset.base
        iris = {one.id: one.id if "://" in one.id else base + one.id for one in terms.values()}
        lost = {one.id: one for one in terms.values() if iris[one.id] not in self.vocabulary.declared}
        needed: dict[str, list[Record]] = {}
        for record in self.joined.records.values() if lost else ():
            used = {value.text for values in record.values.values() for value in values if value.is_iri}
            used |= {terms[key].id for key in record.values if key in terms}
            for name in used & lost.keys():
                needed.setdefault(name, []).append(record)
        for name, (record, *more) in sorted(needed.items()):
            has, lacks = (self.a, self.b) if self.a.edition.term(name) else (self.b, self.a)
            at, line = has.where_declared(iris[name], has.folder)
            self._conflict(
                "removed-and-used",
                f"{lacks.name} has taken out {subject(lost[name], has.edition)}, which"
                f" {subject(record, has.edition)} ({has.where(record.id)})"
                f"{f' and {len(more):,} more' if more else ''} of {has.name} cannot do without",
                f"{at}:{line}",
                name,
                "Put it back, or take out what needs it, too.",
                settled=False,
            )

    # -- what is no record -------------------------------------------------------------------------------------------

    def header(self) -> None:
        first = self.base.header if self.base else None
        for key in sorted(self.a.header.keys() | self.b.header.keys()):
            value = self._text(self.a.header.get(key), self.b.header.get(key), first, key)
            if value is None:
                told = ", ".join(
                    f"{side.name} says {side.header.get(key, 'nothing')} ({side.where_described(key)})"
                    for side in (self.a, self.b)
                )
                hint = "Two datasets of different address are two; give both the same, and merge again."
                self._conflict(
                    "merge-conflict",
                    f"The {key} of the dataset: {told}",
                    self.a.where_described(key),
                    "",
                    *([hint] if key == "base" else []),
                    settled=key != "language",
                )
                value = (self.b if self.prefer == "B" else self.a).header.get(key, "")
            if value:
                self.joined.header[key] = value

    def fingerprints(self) -> None:
        for source in sorted(self.a.fingerprints.keys() | self.b.fingerprints.keys()):
            ours, theirs = (side.fingerprints.get(source, {}) for side in (self.a, self.b))
            first = self.base.fingerprints.get(source, {}) if self.base else None
            kept: dict[str, str] = {}
            for span in sorted(ours.keys() | theirs.keys()):
                mark = self._text(ours.get(span), theirs.get(span), first, span)
                if mark is None:
                    self._conflict(
                        "merge-conflict",
                        f"the fingerprint of {source}, characters {span}, is not the same in A and in B",
                        str(self.a.folder),
                        f"passage/{source}--{span}",
                        "Make both again, from the same copy of the text: historiograph fingerprint --text FILE.",
                    )
                    mark = (theirs if self.prefer == "B" else ours).get(span, "")
                if mark:
                    kept[span] = mark
            self.joined.fingerprints[source] = kept

    @staticmethod
    def _text(ours: str | None, theirs: str | None, first: Mapping[str, str] | None, key: str) -> str | None:
        """Return the text to keep, "" for none, None for a conflict."""
        one, other = (frozenset([text]) if text else frozenset() for text in (ours, theirs))
        old = None if first is None else frozenset([first[key]]) if key in first else frozenset()
        kept = _merged(one, other, old)
        return None if kept is None else next(iter(kept), "")

    def _conflict(self, code: str, message: str, at: str, record: str, hint: str = "", *, settled: bool = True) -> None:
        """Note a conflict; where a preference may settle it and does, as a warning."""
        file, _, line = at.rpartition(":")
        place = (file, int(line)) if line.isdigit() else (at, 0)
        iri = self.a.dataset.base + record if record and "://" not in record else record
        message = message[:1].upper() + message[1:]
        if settled and self.prefer:
            self.joined.findings.append(
                Finding(code, "warning", message, f"{self.prefer} is taken, as you wish.", *place, 0, iri)
            )
        else:
            hint = hint or _AGREE + ("" if self.base else _BASE)
            self.joined.findings.append(Finding(code, "violation", message, hint, *place, 0, iri))


def join(a: Side, b: Side, base: Side | None, prefer: Preference, vocabulary: Vocabulary) -> Joined:
    """Return what two sides say together.

    Args:
        a: the side whose files are kept as they are as far as can be.
        b: the other side.
        base: the edition that both began with.
        prefer: whose value to take where both have one and only one may stand.
        vocabulary: the own words of the whole.
    """
    work = _Join(a, b, base, prefer, vocabulary)
    work.records()
    work.header()
    work.fingerprints()
    return work.joined


def _same(one: Record, other: Record) -> bool:
    return one.types == other.types and one.values == other.values


def _single(record: Record, key: str, known: Words) -> bool:
    """Return whether a record may have one value only of a key."""
    keys = known.form.keys
    if key in _ONE_BY_CUSTOM or (key in keys and keys[key].holds in ("decimal", "integer", "boolean")):
        return True
    if key in _ONE_A_LANGUAGE or key not in keys:
        return False
    asked, path = known.rules, known.path_of(key)
    own = (local_name(value.text) for value in record.values.get("type", ()))
    kinds = (known.class_iri(name) for name in (*record.types, *own))
    return any(rule.single for kind in kinds if (rule := asked.get(kind, {}).get(path)) is not None)


def _merged(ours: frozenset[T], theirs: frozenset[T], old: frozenset[T] | None) -> frozenset[T] | None:
    """Return the value that stands, None if there are two."""
    if ours == theirs or (old is not None and theirs == old):
        return ours
    if old is not None and ours == old:
        return theirs
    if old is None and not (ours and theirs):
        return ours or theirs
    return None


def _union(ours: frozenset[Value], theirs: frozenset[Value], old: frozenset[Value] | None) -> frozenset[Value]:
    """Return what either side has, without what one of them has taken out."""
    if old is None:
        return ours | theirs
    return (ours & theirs) | (ours - old) | (theirs - old)


def _by_language(
    ours: frozenset[Value], theirs: frozenset[Value], old: frozenset[Value] | None
) -> frozenset[Value] | None:
    kept: set[Value] = set()
    for language in {value.language for value in ours | theirs}:
        one, other, before = (
            None if values is None else frozenset(value for value in values if value.language == language)
            for values in (ours, theirs, old)
        )
        assert one is not None and other is not None  # noqa: S101, PT018 - only the old values may be unknown
        found = _merged(one, other, before)
        if found is None:
            return None
        kept |= found
    return frozenset(kept)


def _all_shown(record: Record, key: str, side: Side) -> str:
    values: Iterable[Value] = record.all(key)
    words: Iterator[str] = (shown(value, key, side.edition) for value in values)
    return " and ".join(words) or "nothing"
