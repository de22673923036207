"""Things that seem to have two ids: one in A's folder, another in B's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from historiograph.editions.records import PASSAGE, Record
from historiograph.editions.sentences import subject
from historiograph.findings import Finding
from historiograph.folding import fold
from historiograph.loading.sections import NAMED_BY_CONTENT, SECTIONS
from historiograph.merging.sides import Side

__all__ = ["likely_duplicates"]

_NAMES = ("label", "name", "title", "altLabel")
_IDENTIFIERS = ("sameAs", "isbn", "doi", "sourceDigest")
_NOT_NAMED = frozenset(SECTIONS[name].types[0] for name in NAMED_BY_CONTENT) | {PASSAGE}


def likely_duplicates(a: Side, b: Side) -> Iterator[Finding]:
    """Yield a warning for each thing that only B has and that shares a name or an identifier with one that only A has.

    Names are compared as folded (see `historiograph.folding`), so that Trotskii and Trotsky are one.
    """
    ours, theirs = a.edition.records, b.edition.records
    having: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name, record in ours.items():
        if name not in theirs:
            for mark in _marks(record):
                having[mark].append(name)
    for name, record in theirs.items():
        if name in ours:
            continue
        alike: dict[str, str] = {}
        for mark in _marks(record):
            for other in having.get(mark, ()):
                alike.setdefault(other, mark[1])
        for other, shared in sorted(alike.items()):
            at = a.dataset.locate(other)
            yield Finding(
                "likely-duplicate",
                "warning",
                f"{subject(ours[other], a.edition)} of A (id {_slug(other)}) and {subject(record, b.edition)} of B"
                f" (id {_slug(name)}, {b.where(name)}) have the same {shared}",
                "If they are one, give it one id in both folders, and merge again.",
                at.file,
                at.line,
                at.column,
                a.dataset.base + other,
            )


def _marks(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield what would tell that two records are of one thing: kind in the IRI, what is shared, and its form."""
    if record.kind in _NOT_NAMED:
        return
    kind = record.id.partition("/")[0]
    for key in _IDENTIFIERS:
        for value in record.all(key):
            yield kind, "identifier", value.text
    for key in _NAMES:
        for value in record.all(key):
            if folded := fold(value.text):
                yield kind, "name", folded


def _slug(record: str) -> str:
    return record.partition("/")[2]
