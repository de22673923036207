"""The documentation as pages of the site: which there are, for whom, in which order, and where their links lead.

`docs/contents.yaml` names them. A reader of any site is told how to read it; those who make datasets find everything in
the site of the curated graph. A page that is named and not there yet is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import join, normpath

from historiograph.resources import resource
from historiograph.views.site.markdown import Heading, anchor, render

__all__ = ["FOLDER", "Entry", "Guide", "Part", "contents", "guides"]

FOLDER = "docs"
_STANDS_FOR = {
    "README.md": f"../{FOLDER}/index.html",
    "reference/terms.md": "../ontology.html",
    "../ontology/README.md": "../ontology.html",
    "../ontology/historiograph.ttl": "../ontology.html",
    "../ontology/vocabularies.ttl": "../vocab.html",
}
"""What the site has in another form: link in the documentation -> address from a page in `docs/`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the contents name it.

    Attributes:
        file: where it is, from `docs/`.
        says: a sentence about it.
        everybody: whether it is for readers of any site, and not only for those who make datasets.
        title: its first heading.
    """

    file: str
    says: str
    everybody: bool
    title: str

    @property
    def address(self) -> str:
        """Return its address in the site; pages of all folders lie in one, under names of their own."""
        place = Path(self.file)
        name = place.parent.name if place.stem == "README" else place.stem
        return f"{FOLDER}/{name.replace('_', '-')}.html"

    @property
    def path(self) -> Path:
        """Return the file."""
        return Path(normpath(resource("docs") / self.file))


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of one kind: tutorial, how-to guides, explanation or reference (https://diataxis.fr)."""

    title: str
    says: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the documentation, fit to stand in the site."""

    entry: Entry
    html: str
    headings: tuple[Heading, ...]


def contents(makers: bool = True) -> tuple[Part, ...]:
    """Return the pages that there are, by kind and in order.

    Args:
        makers: whether those for people who make datasets are wanted, too.
    """
    found = []
    for part in _told():
        entries = tuple(one for one in part.entries if makers or one.everybody)
        if entries:
            found.append(Part(part.title, part.says, entries))
    return tuple(found)


@lru_cache(maxsize=2)
def guides(makers: bool = True) -> tuple[Guide, ...]:
    """Return the pages as HTML, in order; see `contents`."""
    entries = [one for part in contents(makers) for one in part.entries]
    addresses = {one.file: one.address for one in entries}
    return tuple(_guide(one, addresses) for one in entries)


def _guide(entry: Entry, addresses: dict[str, str]) -> Guide:
    folder = entry.file.rpartition("/")[0]

    def address_of(link: str) -> str:
        """Return where a link of this page leads: a page of the site, an address elsewhere, or "" for neither."""
        if re.match(r"https?:", link):
            return link
        target, _, fragment = link.partition("#")
        if not target:
            return f"#{anchor(fragment)}"
        file = normpath(join(folder, target))
        if file not in addresses:
            return _STANDS_FOR.get(file, "")
        page = addresses[file].removeprefix(f"{FOLDER}/")
        return f"{page}#{anchor(fragment)}" if fragment else page

    rendered = render(entry.path, address_of)
    return Guide(entry, rendered.html, rendered.headings)


@lru_cache(maxsize=1)
def _told() -> tuple[Part, ...]:
    import yaml

    told = yaml.safe_load(resource("docs/contents.yaml").read_text("utf-8"))
    return tuple(Part(one["kind"], one["says"], tuple(_entries(one["pages"]))) for one in told)


def _entries(told: list[dict[str, str]]) -> Iterator[Entry]:
    for one in told:
        file = Path(normpath(resource("docs") / one["page"]))
        if file.is_file():
            yield Entry(one["page"], one["says"], one["for"] == "everybody", _title(file))


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), file.stem)
