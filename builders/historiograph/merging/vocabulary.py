"""The files of own words, shapes, lints, rules, questions and views that the whole has, and what they say together.

A file is taken as a whole: nobody can put two ontologies together line by line and know what they then mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from historiograph.authoring.rules import Words, words
from historiograph.errors import DataError
from historiograph.findings import Finding
from historiograph.loading.rdf import read_rdf
from historiograph.merging.sides import Preference, Side
from historiograph.namespaces import local_name, prefixes
from historiograph.vocabulary import as_own_files

__all__ = ["Vocabulary", "join_vocabulary"]

_ONTOLOGY = prefixes()["owl"] + "Ontology"
_AGREE = "Put the same file into both folders, or none, or take one side's for all: --prefer A, or --prefer B."
_BASE = " With the edition you both began with (--base), a file that only one of you changed is no conflict."

Said = frozenset[tuple[str, str]]
"""What is said of a term: predicates and objects."""


@dataclass
class Vocabulary:
    """The outcome.

    Attributes:
        files: path in the whole -> the file of A or of B that is to stand there.
        declared: IRIs of the terms in them.
        known: the words that these files make; A's where they contradict each other.
        findings: conflicts as violations, and as warnings where a preference settled them.
    """

    files: dict[Path, Path] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    known: Words = field(default_factory=words)
    findings: list[Finding] = field(default_factory=list)

    @property
    def conforms(self) -> bool:
        """Whether there is no conflict."""
        return all(one.severity != "violation" for one in self.findings)


def join_vocabulary(a: Side, b: Side, base: Side | None, prefer: Preference) -> Vocabulary:
    """Return which own files come into the whole.

    A file of one side comes along, one that is alike in both comes once. With the edition that both began with, what
    only one side changed or took out is as that side has it. All else that differs is a conflict.
    """
    made = Vocabulary()
    first = base.own_files() if base else {}
    ours, theirs = a.own_files(), b.own_files()
    for name in sorted(ours.keys() | theirs.keys()):
        mine, other, before = (_text(files.get(name)) for files in (ours, theirs, first))
        if mine == other or (base and other == before):
            kept = ours.get(name)
        elif base and mine == before:
            kept = theirs.get(name)
        elif base is None and (mine is None or other is None):
            kept = ours.get(name) or theirs.get(name)
        else:
            made.findings.append(_two(name, a, b, base, prefer))
            kept = (theirs if prefer == "B" else ours).get(name)
        if kept is not None:
            made.files[name] = kept
    made.findings += _declared_twice(made.files, a, b)
    if not ours and not theirs:
        return made
    own = as_own_files(made.files)
    made.declared = frozenset(iri for file in own.terms for iri in _said(file))
    try:
        made.known = Words(own)
    except DataError as error:
        if made.conforms:
            made.findings += error.findings
        made.known = Words(a.dataset.own)
    return made


def _text(file: Path | None) -> str | None:
    """Return what a file says, whatever ends its lines."""
    return None if file is None else "\n".join(file.read_text("utf-8-sig", "surrogateescape").splitlines())


def _two(name: Path, a: Side, b: Side, base: Side | None, prefer: Preference) -> Finding:
    """Return what to tell of a file that is not the same on either side, or that one has changed, one taken out."""
    one, other = a.own_files().get(name), b.own_files().get(name)
    if one is None or other is None:
        has, lacks = (a, b) if one else (b, a)
        code, line = "removed-and-changed", 0
        message = f"{lacks.name} has taken out {name.as_posix()}, and {has.name} has changed it ({one or other})"
    else:
        code, line = "merge-conflict", _first_difference(one, other)
        differing = _differing(one, other) if name.suffix == ".ttl" else []
        about = f", in what is said of {', '.join(differing)}" if differing else ""
        message = f"{name.as_posix()} is not the same in A ({one}:{line}) and in B ({other}:{line}){about}"
    if prefer:
        return Finding(code, "warning", message, f"{prefer} is taken, as you wish.", str(one or other), line)
    return Finding(code, "violation", message, _AGREE + ("" if base else _BASE), str(one or other), line)


def _first_difference(one: Path, other: Path) -> int:
    """Return the first line in which two files differ."""
    ours, theirs = ((_text(file) or "").split("\n") for file in (one, other))
    alike = (number for number, (line, also) in enumerate(zip(ours, theirs, strict=False), 1) if line != also)
    return next(alike, min(len(ours), len(theirs)) + 1)


def _differing(one: Path, other: Path) -> list[str]:
    ours, theirs = _said(one), _said(other)
    return sorted(local_name(iri) for iri in ours.keys() | theirs.keys() if ours.get(iri) != theirs.get(iri))


def _said(file: Path) -> Mapping[str, Said]:
    """Return IRI -> what a Turtle file says of it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in read_rdf([file])[0]:
        found[getattr(quad.subject, "value", "")].add((quad.predicate.value, str(quad.object)))
    return {iri: frozenset(said) for iri, said in found.items()}


def _declared_twice(files: Mapping[Path, Path], a: Side, b: Side) -> Iterator[Finding]:
    """Yield what A and B declare in files of different names: a term or shape, or a namespace each."""
    turtle = {name: file for name, file in files.items() if name.suffix == ".ttl"}
    here = {file: _said(file) for name, file in turtle.items() if name not in b.own_files()}
    there = {file: _said(file) for name, file in turtle.items() if name not in a.own_files()}
    for file, ours in here.items():
        for also, theirs in there.items():
            twice = sorted(ours.keys() & theirs.keys())
            for iri in (iri for iri in twice if ours[iri] != theirs[iri]):
                yield _not_alike(iri, a.where_declared(iri, file), b.where_declared(iri, also))
            if alike := [iri for iri in twice if ours[iri] == theirs[iri] and not _is_header(ours[iri])]:
                names = ", ".join(map(local_name, alike))
                told = f"declared twice, alike, in A ({file}) and in B ({also}): {names}"
                at = a.where_declared(alike[0], file)
                yield Finding("likely-duplicate", "warning", told, "Keep them in one of the two files.", *at)
    for iri, file in _headers(here):
        for other, also in _headers(there):
            if iri != other:
                at = a.where_declared(iri, file)
                yield Finding(
                    "merge-conflict",
                    "violation",
                    f"A and B have an ontology of their own each: <{iri}> in A ({_at(*at)}), <{other}> in B"
                    f" ({_at(*b.where_declared(other, also))})",
                    "A dataset has one namespace: agree on its header, and rename the terms of one of the two.",
                    *at,
                )


def _headers(files: Mapping[Path, Mapping[str, Said]]) -> list[tuple[str, Path]]:
    return [(iri, file) for file, said in files.items() for iri, of in said.items() if _is_header(of)]


def _is_header(said: Said) -> bool:
    return any(term == f"<{_ONTOLOGY}>" for _, term in said)


def _not_alike(iri: str, one: tuple[str, int], other: tuple[str, int]) -> Finding:
    told = f"{local_name(iri)} is declared in A ({_at(*one)}) and in B ({_at(*other)}), and not the same is said of it"
    hint = "Agree on one, in one file of the same name in both folders; if they are two things, rename one."
    return Finding("merge-conflict", "violation", told, hint, *one, 0, iri)


def _at(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file
