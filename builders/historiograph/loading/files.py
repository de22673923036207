"""What to read: the files of a dataset folder, or the RDF files that were named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from historiograph.errors import InputError
from historiograph.vocabulary.files import FOLDER as OWN

__all__ = ["MADE", "RDF_SUFFIXES", "YAML_SUFFIXES", "dataset_files", "is_output", "kind_of"]

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
RDF_SUFFIXES = frozenset({".ttl", ".nt", ".trig", ".nq", ".jsonld", ".rdf"})
"""RDF files may be gzipped, with `.gz` behind their suffix."""
MADE = ".made-by-historiograph"
"""A file by which a published folder says what it is: an outcome, which may be replaced, and no part of a dataset."""


def kind_of(file: str | Path) -> str:
    """Return the suffix that tells what a file holds; of `graph.nq.gz` it is `.nq`."""
    name, suffix = os.path.splitext(file)
    inner = os.path.splitext(name)[1]
    return inner if suffix == ".gz" and inner in RDF_SUFFIXES else suffix


def dataset_files(places: Sequence[Path]) -> list[Path]:
    """Return the YAML and RDF files in these folders (with their subfolders) and among these files, sorted.

    Hidden files and folders are passed over, and so are the folder of a dataset's own words, and what `build` or
    `publish` has put into a subfolder: it would bring back what has since been taken out.

    Raises:
        InputError: if a place is missing, cannot be read, or holds nothing to load.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            inside = _walk(place)
            if not inside:
                from historiograph.store.folder import is_store

                if is_store(place):
                    raise InputError(
                        f"{place}: a store has no files to read; this needs the folder or files that it was loaded from"
                    )
                raise InputError(
                    f"{place}: no .yaml or RDF file in this folder; a dataset folder has at least a dataset.yaml"
                )
            found += inside
        elif place.exists():
            if kind_of(place) not in YAML_SUFFIXES | RDF_SUFFIXES:
                known = " ".join(sorted(YAML_SUFFIXES | RDF_SUFFIXES))
                raise InputError(f"{place}: files of this kind cannot be loaded; give a folder or one of {known}")
            found.append(place)
        else:
            raise InputError(f"{place}: no such file or folder")
    return found


def _walk(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: {error.strerror}; make the folder readable or name another one")

    found = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        inside = Path(parent) != folder
        if inside and is_output(folders, files):
            folders.clear()
            continue
        own = set() if inside else {OWN}  # words, and no data
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in own)
        found += [
            Path(parent, name)
            for name in files
            if not name.startswith(".") and kind_of(name) in YAML_SUFFIXES | RDF_SUFFIXES
        ]
    return sorted(found)


def is_output(folders: Sequence[str], files: Sequence[str]) -> bool:
    """Return whether a folder with these in it is a build, or an edition that was published."""
    return {"graph", "site"} <= set(folders) or MADE in files or "ro-crate-metadata.json" in files
