"""What came, what went and what changed between two editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from historiograph.editions.pairing import mapped, paired
from historiograph.editions.records import PASSAGE, Edition, Record, Value
from historiograph.editions.words import FILE_KINDS
from historiograph.loading.dataset import no_collection

__all__ = ["Change", "Comparison", "Kind", "compare"]

Kind = Literal["added", "withdrawn", "changed", "renamed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: `added` or `withdrawn` if a record is in one edition only, `renamed` if it has another id, `changed` if
            one of its keys has other values.
        before, after: the record in either edition; None where it is not.
        key: which key has other values; "" if the whole record is meant.
        gone, come: the values that only the old, or only the new edition has, ids as in the new one.
    """

    kind: Kind
    before: Record | None
    after: Record | None
    key: str = ""
    gone: tuple[Value, ...] = ()
    come: tuple[Value, ...] = ()

    @property
    def record(self) -> Record:
        """The record that changed, as it is in the newest edition that has it."""
        record = self.after or self.before
        assert record is not None  # noqa: S101 - one of the two is always there
        return record


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions and all changes between them, those of one record together, in the order of ids."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]


def compare(old: Edition, new: Edition) -> Comparison:
    """Return what changed from one edition to the next.

    A record is the same if its id is; else if its content is; else if it has what identifies records of its class: a
    stance its holder, claim and reporter, a claim its label. So a stance whose attitude changed is never one record
    withdrawn and another one added. The time taken grows in proportion to the records.
    """
    with no_collection():
        pairs = paired(old, new)
        back = {after: before for before, after in pairs.items()}
        changes: list[Change] = []
        for name, record in new.records.items():
            if name in back:
                changes += _changed(old.records[back[name]], record, pairs)
            elif _counts(record, old):
                changes.append(Change("added", None, record))
        for name, record in old.records.items():
            if name not in pairs and _counts(record, new):
                changes.append(Change("withdrawn", record, None))
    return Comparison(old, new, tuple(sorted(changes, key=lambda one: (one.record.id, one.kind, one.key))))


def _counts(record: Record, other: Edition) -> bool:
    """Return whether it says something that a record is in one edition only: an export never has own files."""
    return record.kind not in ("", PASSAGE) and (other.is_folder or record.own not in FILE_KINDS)


def _changed(before: Record, after: Record, pairs: dict[str, str]) -> Iterator[Change]:
    if before.id != after.id:
        yield Change("renamed", before, after)
    if before.types != after.types:
        was, now = (tuple(Value(name) for name in sorted(one.types)) for one in (before, after))
        yield Change("changed", before, after, "type", was, now)
    for key in sorted(before.values.keys() | after.values.keys()):
        olds, news = mapped(before.values.get(key, ()), pairs), frozenset(after.values.get(key, ()))
        if olds != news:
            yield Change("changed", before, after, key, tuple(sorted(olds - news)), tuple(sorted(news - olds)))
