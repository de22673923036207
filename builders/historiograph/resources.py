"""Where the files of the package are: ontology, curated data, questions.

In a wheel they lie under `historiograph/_resources/` (see hatch_build.py); in a checkout or an editable install
they lie at the root of the checkout.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from historiograph.errors import ResourceNotFoundError

__all__ = ["resource", "resource_root"]


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
