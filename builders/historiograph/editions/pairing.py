"""Which record of one edition is which of the other: by id first, then by content, then by what identifies it.

A claim may be given another id, and the ids of its stances, which are made of it, change with it. So what is paired in
one round lets others be paired in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from historiograph.editions.records import PASSAGE, Edition, Record, Value
from historiograph.moves import MOVES

__all__ = ["mapped", "paired"]

_ROUNDS = 8
"""An id is rarely made of one that is made of one; so deep a row of renamed records is followed."""

_LIKE_A_CLAIM: tuple[tuple[str, ...], ...] = (("label",), ("gist",))
_BY_LABEL: tuple[tuple[str, ...], ...] = (("label",),)
_BY_TITLE: tuple[tuple[str, ...], ...] = (("title", "issued"), ("title",))
_BY_NAME: tuple[tuple[str, ...], ...] = (("name",),)
_IDENTITIES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Stance": (
        ("holder", "onClaim", "reporter", "attitude"),
        ("holder", "onClaim", "reporter"),
        ("onClaim", "reporter", "passage"),
        ("holder", "onClaim", "passage"),
        ("holder", "reporter", "attitude", "passage"),
    ),
    "Membership": (("member", "inSchool", "accordingTo", "membershipKind"), ("member", "inSchool", "accordingTo")),
    "SchoolName": (("literalForm", "accordingTo"), ("literalForm",)),
    "Reference": (("refersTo", "accordingTo"),),
    "Identification": (("identifies", "shownBy"),),
    "Division": (("divisionOf", "label"), ("divisionOf", "start", "end")),
    "Claim": _LIKE_A_CLAIM,
    "Estimate": _LIKE_A_CLAIM,
    "Analogy": _LIKE_A_CLAIM,
    "Historian": _BY_NAME,
    "Actor": _BY_NAME,
    "Work": _BY_TITLE,
    "Edition": _BY_TITLE,
    "SourceText": (("sourceDigest",), ("identifier",), ("title",)),
    **{move: ((*ends, "movedBy"), ends) for move, ends in MOVES.items()},
}
"""Class -> the keys that together identify a record of it, the surest first."""


def paired(old: Edition, new: Edition) -> dict[str, str]:
    """Return id in the old edition -> id in the new one, of all records that are in both.

    Passages are paired by their id alone: it is made of the text and the offsets that they point to.
    """
    pairs = {name: name for name in old.records if name in new.records}
    here = _left(old.records.values(), pairs)
    there = _left(new.records.values(), pairs)
    for _ in range(_ROUNDS):
        if not here or not there:
            break
        found = _round(here, there, pairs)
        if not found:
            break
        pairs |= found
        taken = set(found.values())
        here = [record for record in here if record.id not in found]
        there = [record for record in there if record.id not in taken]
    return pairs


def mapped(values: Iterable[Value], pairs: Mapping[str, str]) -> frozenset[Value]:
    """Return values of the old edition with the ids that records have in the new one."""
    return frozenset(
        value._replace(text=pairs[value.text]) if value.is_iri and value.text in pairs else value for value in values
    )


def _left(records: Iterable[Record], pairs: Mapping[str, str]) -> list[Record]:
    return [record for record in records if record.id not in pairs and record.kind not in ("", PASSAGE)]


def _round(here: list[Record], there: list[Record], pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the pairs that one reading finds: those of equal content, else those that one identity tells apart."""
    nothing: Mapping[str, str] = {}
    found = _matches(here, there, lambda one: _content(one, pairs), lambda one: _content(one, nothing), many=True)
    most = max((len(_IDENTITIES.get(record.kind, _BY_LABEL)) for record in here), default=0)
    for rank in range(most):
        taken = set(found.values())
        found |= _matches(
            [one for one in here if one.id not in found],
            [one for one in there if one.id not in taken],
            lambda one, rank=rank: _identity(one, rank, pairs),  # type: ignore[misc]
            lambda one, rank=rank: _identity(one, rank, nothing),  # type: ignore[misc]
        )
    return found


def _matches(
    here: list[Record],
    there: list[Record],
    of_old: Callable[[Record], Hashable],
    of_new: Callable[[Record], Hashable],
    *,
    many: bool = False,
) -> dict[str, str]:
    """Pair records of one mark: where several have it, only if `many`, in the order of their ids."""
    olds: dict[Hashable, list[str]] = defaultdict(list)
    news: dict[Hashable, list[str]] = defaultdict(list)
    for record in here:
        olds[of_old(record)].append(record.id)
    for record in there:
        news[of_new(record)].append(record.id)
    found: dict[str, str] = {}
    for mark, ids in olds.items():
        others = news.get(mark, [])
        if mark is not None and len(ids) == len(others) and (many or len(ids) == 1):
            found |= zip(sorted(ids), sorted(others), strict=True)
    return found


def _content(record: Record, pairs: Mapping[str, str]) -> Hashable:
    values = frozenset((key, mapped(values, pairs)) for key, values in record.values.items())
    return (frozenset(record.types), values) if values else None


def _identity(record: Record, rank: int, pairs: Mapping[str, str]) -> Hashable:
    """Return what identifies a record, None if one of the keys has no value."""
    identities = _IDENTITIES.get(record.kind, _BY_LABEL)
    if rank >= len(identities):
        return None
    values = tuple(mapped(record.values.get(key, ()), pairs) for key in identities[rank])
    return (record.kind, identities[rank], values) if all(values) else None
