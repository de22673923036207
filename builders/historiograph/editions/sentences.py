"""A change as a sentence, with the names that the records have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from historiograph.editions.changes import Change, Comparison
from historiograph.editions.records import DATASET, PASSAGE, Edition, Record, Value
from historiograph.editions.terms import TERM_KINDS
from historiograph.editions.words import (
    FILE_KINDS,
    MOVE_VERBS,
    PLACED,
    attitude_words,
    class_words,
    key_words,
    speaks_as_many,
    value_words,
)
from historiograph.moves import MOVES
from historiograph.namespaces import curie, local_name

__all__ = ["debates_of", "sentence", "shown", "subject", "told"]

_DEEP = 8
"""So many steps are followed from a move to the claim that it is about."""
_HIDDEN = frozenset({"passageDigest", "sourceDigest", "fingerprint", "content"})
"""Keys whose values say nothing to a reader."""


def sentence(change: Change, comparison: Comparison) -> str:
    """Return what changed in one sentence, without a full stop."""
    if change.kind == "added":
        return told(change.record, comparison.new)
    if change.kind == "withdrawn":
        return told(change.record, comparison.old)
    before, after = change.before, change.after
    assert before is not None and after is not None  # noqa: S101, PT018 - the two kinds that are left have both
    if change.kind == "renamed" and after.kind == DATASET:
        return f"the dataset now has the address {after.id} (before: {before.id})"
    if change.kind == "renamed":
        return f"{subject(after, comparison.new)} now has the id {_slug(after)} (before: {_slug(before)})"
    if change.key == "attitude" and len(change.gone) == len(change.come) == 1:
        was, now = (_attitude(one, edition) for one, edition in ((before, comparison.old), (after, comparison.new)))
        return _stance(after, comparison.new, f"now {now} (before: {was})")
    if change.key in ("label", "name", "title") and len(change.gone) == len(change.come) == 1 and _is_thing(after):
        (name,) = change.come
        return f"{subject(before, comparison.old)} is now called {shown(name, change.key, comparison.new)}"
    return f"{subject(after, comparison.new)}: {_what_changed(change, comparison)}"


def _is_thing(record: Record) -> bool:
    """Return whether a record is called by its label."""
    return record.kind not in ("Stance", "Membership", "Dataset", *MOVES)


def told(record: Record, edition: Edition) -> str:
    """Return what a record says, in one sentence."""
    kind = record.kind
    if kind == "Stance":
        hedge = f" (hedge: {value_words(record.one('hedge'), edition)})" if record.one("hedge") else ""
        return _stance(record, edition, _attitude(record, edition)) + hedge
    if kind == "Membership":
        return _membership(record, edition)
    if kind in MOVES:
        return _move(record, edition)
    return subject(record, edition)


def subject(record: Record, edition: Edition) -> str:
    """Return what a record is called, as the beginning of a sentence about it."""
    kind, name = record.kind, edition.called

    def quoted(key: str) -> str:
        return f'"{name(record.one(key))}"'

    match kind:
        case "Stance":
            return _stance(record, edition, "on")
        case "Membership":
            return (
                f"the membership of {name(record.one('member'))} in {quoted('inSchool')}{_according(record, edition)}"
            )
        case "SchoolName":
            return f'the name "{record.one("literalForm")}" of a school{_according(record, edition)}'
        case "Reference":
            return f"{name(record.one('accordingTo'))}'s reference to {quoted('refersTo')}"
        case "Identification":
            return f"{name(record.one('identifies'))}, identified by {record.one('shownBy')}"
        case "Division":
            return f'section "{record.label}" of {quoted("divisionOf")}'
        case "Passage":
            return f"passage {_passage(record, edition)}"
        case "Dataset":
            return "the dataset"
        case _ if kind in MOVES:
            return _move(record, edition)
    name_of_it = _slug(record) if kind in FILE_KINDS else name(record.id)
    return f'{class_words(record.class_name, edition)[0]} "{name_of_it}"'


def shown(value: Value, key: str, edition: Edition) -> str:
    """Return a value of a key as readers know it."""
    if not value.is_iri:
        language = f" ({value.language})" if value.language not in ("", edition.header.language) else ""
        quoted = key in _QUOTED or (key in edition.terms and not _NUMBER.fullmatch(value.text))
        return f'"{value.text}"{language}' if quoted else value.text + language
    record = edition.records.get(value.text)
    if record is not None and record.kind == PASSAGE:
        return _passage(record, edition)
    if (term := edition.term(value.text)) is not None:
        return class_words(local_name(term.id), edition)[0] if term.own == "owl:Class" else term.label
    if record is None:
        return value_words(value.text, edition) or (curie(value.text) if key in _OF_TERMS else value.text)
    if record.kind in ("Stance", "Membership", *MOVES):
        return f"[{told(record, edition)}]"
    return record.label if record.kind in ("Historian", "Actor", "UnnamedParty") else f'"{edition.called(value.text)}"'


_OF_TERMS = frozenset({"type", "domain", "range", "subClassOf", "subPropertyOf", "inScheme"})
"""Keys whose values are terms, and are told with their prefix."""
_EXPLICIT = {
    "true": "now told as stated by the text",
    "false": "now told as inferred by the curator",
    "": "no longer told as stated or as inferred",
}
_TEXTS = """
label name altLabel literalForm title gist definition description scopeNote note editorialNote countingRule
"""
_QUOTED = frozenset(_TEXTS.split())
"""Keys whose values are texts, and stand in quotation marks, as do those of a dataset's own keys."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?|true|false")


def debates_of(record: Record, edition: Edition) -> tuple[str, ...]:
    """Return the ids of the debates of a claim, a stance or a move: those answered, else those borne on."""
    for _ in range(_DEEP):
        found = {value.text for value in record.all("answers") or record.all("bearsOn")}
        if found:
            return tuple(sorted(found, key=lambda one: (edition.called(one), one)))
        goes_to = "onClaim" if record.kind == "Stance" else MOVES.get(record.kind, ("", ""))[1]
        nearer = edition.records.get(record.one(goes_to)) if goes_to else None
        if nearer is None:
            return ()
        record = nearer
    return ()


def _what_changed(change: Change, comparison: Comparison) -> str:
    key, word = change.key, key_words(change.key, comparison.new, comparison.old)
    come, gone = _each(change.come, key, comparison.new), _each(change.gone, key, comparison.old, comparison.new)
    if key in _HIDDEN:
        return f"new {word}" if change.come else f"no {word} any more"
    if key == "explicit":
        return _EXPLICIT[change.come[0].text if change.come else ""]
    assert change.after is not None  # noqa: S101 - a key changes only where there is a record
    stay = len(change.after.values.get(key, ())) - len(change.come)
    if key == "passage":
        word = "passage" if len(change.come) < 2 else "passages"
    if come and gone:
        return f"{word} now {come} (before: {gone})"
    if come:
        return f"{word} now also {come}" if stay else f"{word} now {come} (before: none)"
    return f"{word} no longer {gone}"


def _each(values: Sequence[Value], key: str, *editions: Edition) -> str:
    """Return values in words, by the names of the first of some editions that knows them."""

    def knowing(value: Value) -> Edition:
        return next((one for one in editions if value.text in one.records), editions[0])

    return _joined(sorted(shown(value, key, knowing(value)) for value in values))


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}" if words else ""


def _attitude(stance: Record, edition: Edition) -> str:
    holder = edition.records.get(stance.one("holder"))
    many = holder is not None and holder.kind == "UnnamedParty" and speaks_as_many(holder.label)
    return attitude_words(value_words(stance.one("attitude"), edition) or "speaks of", many)


def _stance(stance: Record, edition: Edition, verb: str) -> str:
    holder, reporter = stance.one("holder"), stance.one("reporter")
    said = f'{edition.called(holder)} {verb} "{edition.called(stance.one("onClaim"))}"'
    return said if reporter in ("", holder) else f"{said}, as {edition.called(reporter)} reports"


def _membership(record: Record, edition: Edition) -> str:
    member = edition.records.get(record.one("member"))
    name = edition.called(record.one("member"))
    many = member is not None and member.kind == "UnnamedParty" and speaks_as_many(name)
    own = edition.term(record.one("membershipKind"))
    placed = PLACED.get(local_name(record.one("membershipKind")), f"placed as {own.label} of" if own else "placed with")
    school = edition.called(record.one("inSchool"))
    return f'{name} {"are" if many else "is"} {placed} "{school}"{_according(record, edition)}'


def _according(record: Record, edition: Edition) -> str:
    return f", according to {edition.called(record.one('accordingTo'))}" if record.one("accordingTo") else ""


def _move(record: Record, edition: Edition) -> str:
    out, to = MOVES[record.kind]
    sources, targets = (_terms(record, key, edition) for key in (out, to))
    verb = MOVE_VERBS[record.kind][len(sources) > 1]
    said = f"{_joined(sources) or 'something'} {verb} {_joined(targets) or 'something'}"
    makers = [edition.called(value.text) for value in record.all("movedBy")]
    reporter = record.one("accordingTo")
    if makers:
        said += f", as {_joined(makers)} {'argues' if len(makers) == 1 else 'argue'}"
    if reporter and reporter not in _ids(record.values.get("movedBy", ())):
        said += f", according to {edition.called(reporter)}"
    return said


def _ids(values: Iterable[Value]) -> set[str]:
    """Return the ids among some values."""
    return {value.text for value in values if value.is_iri}


def _terms(record: Record, key: str, edition: Edition) -> list[str]:
    """Return the names of what a move joins; a step without a name is told by its ends."""
    return sorted(_term(one, edition) for one in _ids(record.values.get(key, ())))


def _term(name: str, edition: Edition) -> str:
    record = edition.records.get(name)
    if record is not None and record.kind in MOVES and not record.label:
        out, to = MOVES[record.kind]
        ends: Mapping[str, str] = {end: edition.called(record.one(end)) for end in (out, to)}
        return f'the step from "{ends[out]}" to "{ends[to]}"'
    return f'"{edition.called(name)}"'


def _passage(record: Record, edition: Edition) -> str:
    start, end = record.one("start"), record.one("end")
    span = f"characters {start}-{end}" if start and end else ""
    places = [f"paragraph {record.one('paragraph')}" if record.one("paragraph") else "", span]
    source = record.one("hasSource")
    return ", ".join(filter(None, [edition.called(source) if source else "", *places])) or "without offsets"


def _slug(record: Record) -> str:
    if record.kind in FILE_KINDS:
        return PurePath(record.id).stem
    if record.kind in TERM_KINDS:
        return local_name(record.id)
    return record.id.partition("/")[2] or record.id
