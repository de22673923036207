"""Where a page stands: by itself in one file, or in a site with others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from historiograph.views.assets import Assets, Inlined

if TYPE_CHECKING:
    from historiograph.views.networks import Layouts

__all__ = ["Place"]


def _nowhere(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Place:
    """What a page knows of its surroundings; as it is made, of none.

    Attributes:
        assets: how it gets its scripts and styles.
        page_of: the address of a thing's own page, by IRI, as seen from this one; empty where it has none.
        crumbs: address and name of the pages above this one, the start page first.
        layouts: where things stood in an earlier edition; remembers where they stand now.
    """

    assets: Assets = field(default_factory=Inlined)
    page_of: Callable[[str], str] = _nowhere
    crumbs: tuple[tuple[str, str], ...] = ()
    layouts: Layouts | None = None
