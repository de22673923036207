"""Where a dataset lies: the folders and files that a user names, or the curated graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from historiograph.errors import InputError
from historiograph.resources import here_or_bundled, resource
from historiograph.store import is_address

__all__ = ["CURATED", "is_bundled", "places_of"]

CURATED = "graph_data/stalinism"
"""The dataset that is loaded when none is named."""


def is_bundled(place: Path) -> bool:
    """Return whether a folder or file is of a dataset that comes with the package."""
    return place.resolve().is_relative_to(resource("graph_data").resolve())


def places_of(where: str | Path | Sequence[str | Path] | None) -> list[Path]:
    """Return the folders and files that `where` names; the curated dataset for None.

    A bare name that is no file or folder here means a dataset that comes with the package, such as `peloponnesian-war`.

    Raises:
        InputError: for the address of a SPARQL endpoint, which has no files, or a bare name that means nothing.
    """
    if where is None:
        return [resource(CURATED)]
    named = [where] if isinstance(where, str | Path) else list(where)
    for one in named:
        if is_address(one):
            from historiograph.store.addresses import endpoint, shown

            raise InputError(
                f"{shown(endpoint(str(one)).address)}: an endpoint has no files; this needs the dataset's own folder or"
                " RDF files (ask, sparql, view, export and network() work on one endpoint, given alone)"
            )
    return [here_or_bundled(Path(one)) for one in named]
