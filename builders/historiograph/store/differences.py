"""What a store gives back otherwise than it was sent: stores rewrite some literals, and not all keep their value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

import pyoxigraph as ox

from historiograph.namespaces import curie
from historiograph.store.solutions import Store, Term

__all__ = ["Difference", "differences"]

_NUMBERS = frozenset(
    f"xsd:{name}" for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger", "int")
)
Kind = Literal["rewritten", "altered", "lost", "added"]


class Difference(NamedTuple):
    """A way in which statements came back otherwise.

    Attributes:
        kind: `rewritten` if a number is the same number in another form or type, `altered` if a value became another,
            or nobody can tell, `lost` if nothing came in its place, `added` if nothing of the kind was sent.
        before, after: the datatypes, "" where there is none.
        statements: how many.
        example: one of them, as sent and as it came back.
    """

    kind: Kind
    before: str
    after: str
    statements: int
    example: tuple[str, str]

    def __str__(self) -> str:
        times = f"{self.statements:,} value{'' if self.statements == 1 else 's'}"
        if self.kind == "lost":
            return f"{self.statements:,} statements are missing, such as {self.example[0]}"
        if self.kind == "added":
            return f"{self.statements:,} statements are there that were not sent, such as {self.example[1]}"
        types = self.before if self.before == self.after else f"{self.before}, now {self.after}"
        what = "the same numbers" if self.kind == "rewritten" else "other values"
        return f"{times} of {types} ({what}): {self.example[0]} became {self.example[1]}"


def differences(graphs: Mapping[str, Sequence[ox.Triple]], store: Store) -> tuple[Difference, ...]:
    """Read graphs back from a store and compare each statement with what was sent."""
    counts: Counter[tuple[Kind, str, str]] = Counter()
    examples: dict[tuple[Kind, str, str], tuple[str, str]] = {}

    def note(kind: Kind, before: Term | None, after: Term | None, shown: tuple[str, str]) -> None:
        key = (kind, _datatype(before), _datatype(after))
        counts[key] += 1
        examples[key] = min(examples.get(key, shown), shown)

    for name, triples in graphs.items():
        sent = set(triples)
        there = {quad.triple for quad in store.quads(name)}
        missing, strange = _by_place(sent - there), _by_place(there - sent)
        for place in sorted(missing.keys() | strange.keys()):
            pairs, lost, added = _paired(missing.get(place, []), strange.get(place, []))
            for before, after in pairs:
                kind: Kind = "rewritten" if _same_number(before, after) else "altered"
                note(kind, before, after, (_shown(before), _shown(after)))
            for before in lost:
                note("lost", before, None, (f"{' '.join(place)} {before}", ""))
            for after in added:
                note("added", None, after, ("", f"{' '.join(place)} {after}"))
    return tuple(Difference(*key, counts[key], examples[key]) for key in sorted(counts))


def _by_place(triples: set[ox.Triple]) -> dict[tuple[str, str], list[Term]]:
    """Return the objects of each subject and predicate, in a stable order."""
    found = defaultdict(list)
    for triple in sorted(triples, key=str):
        found[str(triple.subject), str(triple.predicate)].append(triple.object)
    return dict(found)


def _paired(sent: list[Term], there: list[Term]) -> tuple[list[tuple[Term, Term]], list[Term], list[Term]]:
    """Pair values with what they have become: the same number, the same type, or the same text; and what is left."""
    pairs: list[tuple[Term, Term]] = []
    left = list(there)
    for like in (_same_number, _same_type, _same_text):
        for before in [one for one in sent if all(one is not paired for paired, _ in pairs)]:
            after = next((one for one in left if like(before, one)), None)
            if after is not None:
                pairs.append((before, after))
                left.remove(after)
    return pairs, [one for one in sent if all(one is not paired for paired, _ in pairs)], left


def _same_type(before: Term, after: Term) -> bool:
    return isinstance(before, ox.Literal) and isinstance(after, ox.Literal) and _datatype(before) == _datatype(after)


def _same_text(before: Term, after: Term) -> bool:
    return isinstance(before, ox.Literal) and isinstance(after, ox.Literal) and before.value == after.value


def _shown(term: Term) -> str:
    if isinstance(term, ox.Literal) and not term.language:
        return f'"{term.value}"^^{curie(term.datatype.value)}'
    return str(term)


def _datatype(term: Term | None) -> str:
    if not isinstance(term, ox.Literal):
        return ""
    return f"text in {term.language}" if term.language else curie(term.datatype.value)


def _same_number(before: Term, after: Term) -> bool:
    if not {_datatype(before), _datatype(after)} <= _NUMBERS:
        return False
    try:
        return Decimal(str(getattr(before, "value", ""))) == Decimal(str(getattr(after, "value", "")))
    except InvalidOperation:
        return False
