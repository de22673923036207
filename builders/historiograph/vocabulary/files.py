"""Which files of a dataset's folder hold words, shapes, rules, questions and views of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["FOLDER", "NO_FILES", "OwnFiles", "as_own_files", "own_files", "unread"]

FOLDER = "ontology"
"""The folder, at the top of a dataset's, whose files are words and no data."""
_PLACES = {
    "terms": (FOLDER, ".ttl"),
    "shapes": (f"{FOLDER}/shapes", ".ttl"),
    "lints": (f"{FOLDER}/lints", ".rq"),
    "rules": (f"{FOLDER}/rules", ".rq"),
    "questions": ("queries", ".rq"),
    "views": ("views", ".rq"),
}
_MEANT = frozenset({".ttl", ".rq", ".sparql", ".owl", ".rdf", ".nt", ".nq", ".trig", ".jsonld", ".yaml", ".yml"})
"""Suffixes of files that somebody means to be read; a README or a picture may lie there, too."""


class OwnFiles(NamedTuple):
    """The files of each part, in order of their names."""

    terms: tuple[Path, ...] = ()
    shapes: tuple[Path, ...] = ()
    lints: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    questions: tuple[Path, ...] = ()
    views: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()

    @property
    def read_by_load(self) -> tuple[Path, ...]:
        """Those that the graph is made with: a kept store stays good when others change."""
        return (*self.terms, *self.rules)

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file of every part."""
        return tuple(file for part in self[:-1] for file in part)

    def by_name(self) -> dict[Path, Path]:
        """Return every file by its path below the folder that it belongs to."""
        return {file.relative_to(root): file for root in self.roots for file in self.all if file.is_relative_to(root)}


NO_FILES = OwnFiles()


def own_files(places: Sequence[Path]) -> OwnFiles:
    """Return the own files of the dataset folders among these places; single files have none."""
    folders = [place for place in places if place.is_dir()]
    roots = [root for root in folders if any((root / name).is_dir() for name in (FOLDER, "queries", "views"))]
    if not roots:
        return NO_FILES
    parts = {
        part: tuple(file for root in roots for file in sorted((root / place).glob(f"[!.]*{suffix}")))
        for part, (place, suffix) in _PLACES.items()
    }
    return OwnFiles(**parts, roots=tuple(roots))


def as_own_files(files: Mapping[Path, Path]) -> OwnFiles:
    """Return files of several folders as those of one, by the path that each would have in it."""
    found: dict[str, list[Path]] = {part: [] for part in _PLACES}
    for name, file in sorted(files.items()):
        found[next(part for part, (place, _) in _PLACES.items() if name.parent == Path(place))].append(file)
    return OwnFiles(**{part: tuple(of) for part, of in found.items()}) if files else NO_FILES


def unread(own: OwnFiles) -> Iterator[tuple[Path, str]]:
    """Yield each file that lies in a place of own files and is none, with the suffix that is read there."""
    for root in own.roots:
        for place, suffix in _PLACES.values():
            for file in sorted((root / place).glob("[!.]*")):
                if file.is_file() and file.suffix != suffix and file.suffix in _MEANT:
                    yield file, suffix
