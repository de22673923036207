"""The scholarly lints of `ontology/lints/`: SPARQL queries that return a row only when something is amiss.

The header of each file gives `title`, `severity`, `message` (with the query's variables in braces) and `hint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError
from historiograph.findings import SEVERITIES, Finding, Severity
from historiograph.loading import Dataset
from historiograph.resources import resource
from historiograph.validation.own import own_query
from historiograph.vocabulary.queries import TIMEOUT, answer, read_query, words_of

__all__ = ["Lint", "lints", "run_lints"]

_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lint:
    """One lint: its code (the file's name), what it says, and its query with the variable `?focus`."""

    code: str
    title: str
    severity: Severity
    message: str
    hint: str
    query: str


@lru_cache(maxsize=1)
def lints() -> tuple[Lint, ...]:
    """Return all lints in order of code."""
    return tuple(_read(file) for file in sorted(resource("ontology/lints").glob("*.rq")))


def run_lints(dataset: Dataset, authored: ox.Store) -> Iterator[Finding]:
    """Yield a finding for each row of each lint, ours and the dataset's own, over the authored data."""
    words = words_of(dataset.ontology.quads)
    yield from _run(dataset, authored, lints(), timeout=None)
    for file in dataset.own.lints:
        try:
            read_query(file, "SELECT", words)
            yield from _run(dataset, authored, [_own(file)], timeout=TIMEOUT)
        except (HistoriographError, KeyError) as error:
            told = (
                f"{file}: the message has a gap {error} that no column fills" if isinstance(error, KeyError) else error
            )
            yield own_query(file, str(told))


def _own(file: Path) -> Lint:
    """Return a lint of a dataset's own, whose hint may be left out."""
    if any(lint.code == file.stem for lint in lints()):
        raise InputError(f"{file}: is named like one of our lints; give the file another name")
    return _read(file)


def _run(dataset: Dataset, authored: ox.Store, some: Sequence[Lint], timeout: float | None) -> Iterator[Finding]:
    for lint in some:
        found = answer(lint.query, authored, timeout)
        if "focus" not in found.variables:
            raise InputError(f"the query of the lint {lint.code} has no column ?focus, the record that is meant")
        for solution in found.rows:
            row = {
                name: str(getattr(term, "value", term))
                for name, term in zip(found.variables, solution, strict=True)
                if term
            }
            focus = row["focus"]
            at = dataset.locate(focus)
            row["focus"] = focus.removeprefix(dataset.base).replace("/", " ", 1)
            yield Finding(
                lint.code, lint.severity, lint.message.format_map(row), lint.hint, at.file, at.line, at.column, focus
            )


def _read(file: Path) -> Lint:
    text = file.read_text("utf-8")
    header = dict(_HEADER.findall(text))
    if missing := {"title", "severity", "message", "hint"} - header.keys():
        raise HistoriographError(f"{file}: the header lacks {', '.join(sorted(missing))}")
    if header["severity"] not in SEVERITIES:
        raise HistoriographError(f"{file}: the severity is one of {', '.join(SEVERITIES)}")
    return Lint(file.stem, header["title"], cast(Severity, header["severity"]), header["message"], header["hint"], text)
