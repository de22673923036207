"""Which files a site has, in the order in which they are written, and what each is of. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from historiograph.views import VIEWS
from historiograph.views.site.docs import FOLDER as DOCS
from historiograph.views.site.docs import contents as guides_by_kind
from historiograph.views.site.facts import Facts
from historiograph.views.site.plan import FOLDERS, LONGEST_LIST, MAPS, WHOLES, Folder, list_page, sibling
from historiograph.views.site.search_index import index_parts

__all__ = ["SCRIPTS", "STYLES", "Contents", "File", "has_view", "map_of"]

STYLES = ("palette.css", "site.css", "docs.css", "picture.css", "network.css", "charts/charts.css")
SCRIPTS = ("site.js", "network.js", "charts/matrix.js", "charts/estimates.js", "charts/timeline.js", "charts/own.js")
_MADE = ("messages.js", "search-index.js")
_THING = (("thing", "html"), ("turtle", "ttl"), ("jsonld", "jsonld"))


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site.

    Attributes:
        address: from the root of the site, such as "debate/x.html".
        sort: "static", "start", "vocab", "ontology", "guides" (the contents of the documentation), "guide", "list",
            "view", or, of a thing, "thing" (its page), "turtle" and "jsonld" (what is said of it).
        of: IRI of the thing that it is about; "" for none.
        name: of its folder, for a list and for what lies in one; of its view, for a view; below `static/`, of itself.
        part: which page of a long list it is.
    """

    address: str
    sort: str
    of: str = ""
    name: str = ""
    part: int = 1


class Contents:
    """The files of the site of a graph.

    Args:
        facts: the graph.
        own: address, name and title of the views that the dataset brings and that need no focus.
        makers: whether it has the documentation for those who make datasets.
    """

    def __init__(self, facts: Facts, own: Sequence[tuple[str, str, str]] = (), makers: bool = False) -> None:
        self._facts = facts
        self.own = own
        self.makers = makers
        self.folders: Sequence[Folder] = [one for one in FOLDERS if any(facts.by_kind.get(kind) for kind in one.kinds)]
        self._things: dict[str, list[str]] = {}

    def __iter__(self) -> Iterator[File]:
        """Yield every file."""
        yield from self.pages()
        yield from self.maps()

    def pages(self) -> Iterator[File]:
        """Yield every file but the views."""
        yield from self.shared()
        for folder in self.folders:
            for number in range(1, self.parts(folder) + 1):
                yield File(list_page(folder.name, number), "list", name=folder.name, part=number)
            for iri in self.things(folder):
                yield from self.beside(iri)

    def shared(self) -> Iterator[File]:
        """Yield what belongs to no folder: scripts, styles, search index, start page, documentation, words."""
        parts = index_parts(sum(len(self.things(folder)) for folder in self.folders))
        for name in (*STYLES, *SCRIPTS, *_MADE, *(f"search-index-{number}.js" for number in range(2, parts + 1))):
            yield File(f"static/{name}", "static", name=name)
        yield File("index.html", "start")
        yield File(f"{DOCS}/index.html", "guides")
        for part in guides_by_kind(self.makers):
            for entry in part.entries:
                yield File(entry.address, "guide")
        yield File("vocab.html", "vocab")
        yield File("ontology.html", "ontology")

    def beside(self, iri: str) -> Iterator[File]:
        """Yield the page of a thing, and the RDF beside it."""
        page = self._facts.page(iri)
        for sort, ending in _THING:
            yield File(sibling(page, ending), sort, iri, page.partition("/")[0])

    def maps(self) -> Iterator[File]:
        """Yield the views: those of the whole graph, then those of its things."""
        for name in filter(has_view, WHOLES):
            yield File(f"{name}.html", "view", name=name)
        for kind in filter(has_view, MAPS):
            for iri in self._facts.by_kind.get(kind, ()):
                yield File(map_of(self._facts, iri), "view", iri, kind)
        for address, view, _ in self.own:
            yield File(address, "view", name=view)

    def things(self, folder: Folder) -> list[str]:
        """Return the things that have pages in a folder, sorted by name."""
        found = self._things.get(folder.name)
        if found is None:
            every = (iri for kind in folder.kinds for iri in self._facts.by_kind.get(kind, ()))
            found = self._things[folder.name] = sorted(every, key=self._facts.order)
        return found

    def parts(self, folder: Folder) -> int:
        """Return on how many pages the list of a folder stands."""
        return max(1, -(-len(self.things(folder)) // LONGEST_LIST))

    def find(self, address: str) -> File | None:
        """Return the file that lies at an address, if there is one."""
        return self._by_address.get(address)

    @cached_property
    def _by_address(self) -> Mapping[str, File]:
        return {file.address: file for file in self}


def has_view(name: str) -> bool:
    """Return whether there is a view of this name; what there is not is not linked."""
    return name in VIEWS


def map_of(facts: Facts, iri: str) -> str:
    """Return the address of the map of a thing, "" where it has none."""
    kind = facts.kind(iri)
    return sibling(facts.page(iri), "map.html") if kind in MAPS and has_view(kind) else ""
