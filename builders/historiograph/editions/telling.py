"""All changes as a text for readers, as Markdown for a list of changes, or as JSON for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from historiograph.editions.changes import Change, Comparison
from historiograph.editions.records import DATASET, Edition, Record, Value
from historiograph.editions.sentences import debates_of, sentence
from historiograph.editions.words import FILE_KINDS, GROUPS, KINDS, class_words, counted
from historiograph.loading.sections import NAMED_BY_CONTENT, SECTIONS

__all__ = ["FORMATS", "as_json", "as_markdown", "as_text", "summary"]

_NO_DEBATE = "Claims on no debate"
_IDS_MADE_OF_OTHERS = frozenset(SECTIONS[name].types[0] for name in NAMED_BY_CONTENT)
_WORDED = frozenset({"label", "gist"})
_REMARKS = _WORDED | {"definition", "scopeNote", "note", "editorialNote"}
"""Keys that say the same otherwise, or something beside; told last."""
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def summary(comparison: Comparison) -> str:
    """Return in one line how much changed: "3 claims added, 1 withdrawn; 2 attitudes changed"."""
    counts: dict[str, Counter[str]] = {}
    for (how, _), record in {(_what(one), one.record.id): one.record for one in comparison.changes}.items():
        if how != "renamed" or record.kind not in _IDS_MADE_OF_OTHERS:
            counts.setdefault(record.class_name, Counter())[how] += 1
    parts = []
    for kind in sorted(counts, key=lambda kind: (_ORDER.get(kind, len(_ORDER)), kind)):
        found = counts[kind]
        words = {"changed": "otherwise changed"} if found["attitude"] or found["reworded"] else {}
        told: list[str] = []
        for what in ("added", "withdrawn", "renamed", "reworded", "changed"):
            if number := found[what]:
                first = counted(number, kind, comparison.new, comparison.old)
                told.append(f"{number if told else first} {words.get(what, what)}")
        if kind == DATASET:
            told = ["the dataset's own description changed"]
        parts.append(", ".join(told))
        if number := found["attitude"]:
            parts.append(f"{number:,} attitude{'' if number == 1 else 's'} changed")
    return "; ".join(filter(None, parts)) or "nothing changed"


def as_text(comparison: Comparison) -> str:
    """Return the summary, and below it every change under its debate or kind."""
    lines = [summary(comparison)]
    for heading, told, more in _groups(comparison):
        lines += ["", heading]
        lines += [f"  {what:<10} {text}" for what, text in told]
        lines += [f"  {more}"] if more else []
    return "\n".join(_CONTROLS.sub("\ufffd", line) for line in lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """Return the same as lists under headings, to be put into a list of changes."""
    lines = [f"{_escaped(_sentence_case(summary(comparison)))}."]
    for heading, told, more in _groups(comparison):
        lines += ["", f"### {_escaped(heading)}", ""]
        lines += [f"- {what.capitalize()}: {_escaped(text)}" for what, text in told]
        lines += [f"- {more}"] if more else []
    return "\n".join(lines) + "\n"


def as_json(comparison: Comparison) -> str:
    """Return both editions, the counts by class, and every change with its sentence and its values."""
    counts: dict[str, Counter[str]] = {}
    for kind, what, _ in sorted({(one.record.class_name, one.kind, one.record.id) for one in comparison.changes}):
        counts.setdefault(kind, Counter())[what] += 1
    document = {
        "old": _described(comparison.old),
        "new": _described(comparison.new),
        "summary": summary(comparison),
        "counts": {kind: dict(sorted(counts[kind].items())) for kind in sorted(counts)},
        "changes": [_change(one, comparison) for one in comparison.changes],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Comparison], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _what(change: Change) -> str:
    """Return under which word a change is counted."""
    if change.kind == "changed" and change.key == "attitude":
        return "attitude"
    return "reworded" if change.kind == "changed" and change.key in _WORDED else change.kind


def _groups(comparison: Comparison) -> Iterable[tuple[str, list[tuple[str, str]], str]]:
    """Yield heading, changes with their word, and a closing line, debate by debate and then kind by kind."""
    of_kind = {kind: heading for heading, kinds in GROUPS.items() for kind in kinds}
    by_heading: dict[tuple[int, str], list[Change]] = {}
    places = {heading: place for place, heading in enumerate(GROUPS)}
    for change in comparison.changes:
        kind = change.record.kind
        heading = of_kind.get(kind)
        if heading is None and kind == change.record.own and kind not in KINDS:  # a class that is none of ours
            place = (4 + len(GROUPS), _sentence_case(class_words(kind, comparison.new, comparison.old)[1]))
        elif heading is None:
            edition = comparison.old if change.after is None else comparison.new
            debates = debates_of(change.record, edition)
            title = f"Debate: {edition.called(debates[0])}" if debates else _NO_DEBATE
            place = (2 if debates else 3, title)
        else:
            place = (1 if places[heading] < 2 else 4 + places[heading], heading)
        by_heading.setdefault(place, []).append(change)
    for (_, heading), changes in sorted(by_heading.items()):
        made_of_others = [one for one in changes if one.kind == "renamed" and one.record.kind in _IDS_MADE_OF_OTHERS]
        told = [one for one in changes if one not in made_of_others] if made_of_others else changes
        told = sorted(told, key=_order)
        number = len(made_of_others)
        more = f"{number:,} id{' that is' if number == 1 else 's that are'} made of others changed" if number else ""
        yield heading, [(one.kind, sentence(one, comparison)) for one in told], more


def _order(change: Change) -> tuple[bool, int, int, str, str]:
    kinds = ("added", "withdrawn", "renamed", "changed")
    kind = _ORDER.get(change.record.kind, len(_ORDER))
    return (change.key in _REMARKS, kind, kinds.index(change.kind), change.record.id, change.key)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", _CONTROLS.sub("\ufffd", text))


def _described(edition: Edition) -> dict[str, str]:
    own = edition.records.get(edition.header.base.rstrip("/")) or Record("")
    told = {"place": edition.place, "name": edition.header.name, "base": edition.header.base}
    return told | {"title": edition.header.title, "version": own.one("version"), "issued": own.one("issued")}


def _change(change: Change, comparison: Comparison) -> dict[str, Any]:
    kind = change.record.class_name
    bases = ("", "") if kind in FILE_KINDS else (comparison.old.header.base, comparison.new.header.base)
    ids = (_iri(one.id, base) if one else None for one, base in zip((change.before, change.after), bases, strict=True))
    before, after = ids
    return {
        "change": change.kind,
        "class": kind,
        "before": before,
        "after": after,
        "key": change.key or None,
        "gone": [_value(value, comparison.new) for value in change.gone],
        "come": [_value(value, comparison.new) for value in change.come],
        "sentence": sentence(change, comparison),
    }


def _value(value: Value, edition: Edition) -> dict[str, str]:
    if value.is_iri:
        return {"iri": _iri(value.text, edition.header.base)}
    return {"text": value.text} | ({"language": value.language} if value.language else {})


def _iri(id: str, base: str) -> str:
    return id if "://" in id else base + id
