"""Which pages the site has, and where: everything that knows an address asks here.

A thing's page lies at `<folder>/<slug>.html`, its slug being the last part of its IRI; `<slug>.map.html`, `<slug>.ttl`
and `<slug>.jsonld` lie beside it. Addresses are relative to the site's root.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from historiograph.namespaces import local_name

__all__ = ["FOLDERS", "LONGEST_LIST", "MAPS", "WHOLES", "Folder", "candidates", "list_page", "page_of", "sibling"]


@dataclass(frozen=True)
class Folder:
    """A kind of page: its folder, the part of the IRIs of its things, and the kinds of things that it holds."""

    name: str
    iri_part: str
    kinds: tuple[str, ...]


FOLDERS: tuple[Folder, ...] = (
    Folder("debate", "debate", ("debate",)),
    Folder("school", "school", ("school",)),
    Folder("historian", "agent", ("historian",)),
    Folder("actor", "agent", ("actor",)),
    Folder("party", "agent", ("unnamed-party",)),
    Folder("claim", "claim", ("claim", "estimate", "analogy")),
    Folder("evidence", "evidence", ("evidence",)),
    Folder("measure", "measure", ("measure",)),
    Folder("work", "work", ("work", "edition")),
    Folder("topic", "topic", ("topic",)),
    Folder("event", "event", ("event",)),
    Folder("period", "period", ("period",)),
    Folder("place", "place", ("place",)),
)
"""In the order in which the start page, the search and the lists name them."""

WHOLES = ("overview", "matrix", "estimates", "timeline")
"""Views of the whole graph, each at `<name>.html`, where there is such a view."""

MAPS = ("debate", "school", "historian", "evidence")
"""Kinds whose things have a view of the same name, at `<slug>.map.html`, where there is such a view."""

_FOLDER_OF: Mapping[str, Folder] = {kind: folder for folder in FOLDERS for kind in folder.kinds}
LONGEST_LIST = 1_000
"""A list of more things than this is parted into pages: `<folder>/index.html`, `<folder>/index-2.html` and so on."""
_LIST = re.compile(r"index(-\d+)?")
_CLEAN = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_LONGEST = 120


def page_of(iri: str, kind: str, base: str) -> str:
    """Return the address of the page of a thing, or "" for a kind that has no pages.

    A slug is taken as it is where it is safe as a file name anywhere (lower case, hyphens) and the IRI is the
    dataset's own; any other IRI gets what can be kept of it and a digest, so that no two things share a page.

    Args:
        iri: of the thing.
        kind: of the thing, as in `historiograph.network.NODE_KINDS`.
        base: the dataset's base IRI.
    """
    folder = _FOLDER_OF.get(kind)
    if folder is None:
        return ""
    slug = iri.removeprefix(f"{base}{folder.iri_part}/")
    if not base or slug == iri or not _CLEAN.fullmatch(slug) or len(slug) > _LONGEST or _LIST.fullmatch(slug):
        kept = "-".join(re.findall(r"[a-z0-9]+", local_name(iri).lower()))[:60].strip("-")
        slug = f"{kept}-x{hashlib.sha256(iri.encode()).hexdigest()[:12]}".lstrip("-")
    return f"{folder.name}/{slug}.html"


def list_page(folder: str, number: int) -> str:
    """Return the address of a page of a folder's list; the first is where the whole of a short one is."""
    return f"{folder}/index.html" if number == 1 else f"{folder}/index-{number}.html"


def sibling(page: str, ending: str) -> str:
    """Return the address of what lies beside a page: `sibling("debate/x.html", "ttl")` is `debate/x.ttl`."""
    return f"{page.removesuffix('html')}{ending}"


def candidates(path: str) -> Iterator[str]:
    """Yield the addresses at which the page of a thing may lie whose IRI goes on like this after the base.

    A server has an IRI and no kind: `agent/getty` may be a historian, an actor or a party.
    """
    part, _, slug = path.partition("/")
    for folder in FOLDERS:
        if folder.iri_part == part and _CLEAN.fullmatch(slug):
            yield f"{folder.name}/{slug}.html"
