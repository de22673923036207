"""Where the files of the package are: ontology, curated data, questions.

In a wheel they lie under `historiograph/_resources/` (see hatch_build.py); in a checkout or an editable install
they lie at the root of the checkout.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from historiograph.errors import InputError, ResourceNotFoundError

__all__ = ["here_or_bundled", "resource", "resource_root"]


@lru_cache(maxsize=1)
def resource_root() -> Path:
    """Return the folder that holds `ontology/`, `graph_data/` and `queries/`.

    Raises:
        ResourceNotFoundError: if neither an installed nor a checked-out copy is found.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_resources", package.parents[1]):
        if (root / "ontology" / "context.jsonld").is_file():
            return root
    raise ResourceNotFoundError(
        f"the ontology is missing beside {package}; the installation is broken, install historiograph again"
    )


def resource(name: str) -> Path:
    """Return the path of a file or folder of the package, such as `ontology/context.jsonld`.

    Raises:
        ResourceNotFoundError: if it is not there.
    """
    path = resource_root() / name
    if not path.exists():
        raise ResourceNotFoundError(f"{name} is missing from {resource_root()}; install historiograph again")
    return path


def here_or_bundled(place: Path) -> Path:
    """Return the place itself, or the folder of a dataset of the package whose bare name it is.

    Raises:
        InputError: if it is a bare name and neither; anything else that does not exist is for its reader to tell.
    """
    if place.exists() or len(place.parts) != 1 or place.suffix:
        return place
    bundled = {header.parent.name: header.parent for header in sorted(resource("graph_data").glob("*/dataset.yaml"))}
    if place.name not in bundled:
        raise InputError(
            f"{place}: no such file or folder; the datasets that come with historiograph are {', '.join(bundled)}"
        )
    return bundled[place.name]
