"""Writing the site: every page with its RDF beside it, lists, start page, search, scripts and styles.

The graph is read once, into `Facts`; what a page costs is what it says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from markupsafe import Markup

from historiograph.analysis.corpus import Corpus
from historiograph.analysis.summaries import Summaries
from historiograph.files import write
from historiograph.places import is_bundled
from historiograph.queries.catalogue import own_views
from historiograph.views import VIEWS, Place, Reading, render_view
from historiograph.views.assets import Linked
from historiograph.views.bundle import bundle
from historiograph.views.language import LANGUAGES, messages, say, text
from historiograph.views.site.behind import behind
from historiograph.views.site.citation import citation
from historiograph.views.site.claims import claim_page
from historiograph.views.site.debates import debate_page
from historiograph.views.site.docs import FOLDER, Guide, contents, guides
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.lists import list_sections, start_page
from historiograph.views.site.own import own_facts, own_properties
from historiograph.views.site.people import person_page, school_page
from historiograph.views.site.plan import FOLDERS, MAPS, WHOLES, Folder, sibling
from historiograph.views.site.rdf import Statements
from historiograph.views.site.reference import ontology_page, vocabulary_page
from historiograph.views.site.search_index import search_index
from historiograph.views.site.sources import evidence_page, measure_page, subject_page, work_page
from historiograph.views.site.steps import Steps
from historiograph.views.site.voices import Voices
from historiograph.views.static_files import static_text
from historiograph.views.templating import block_of, environment

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views import Layouts

__all__ = ["Serialise", "Site", "write_site"]

Serialise = Callable[[str, Sequence[ox.Triple], str], bytes]
"""Name of an RDF format, triples, base IRI -> the document; `historiograph.exports.triples_to` is one."""

_FIRST = ("debate", "school", "historian", "claim", "evidence", "work")
"""The lists that every page links at its top; it links all of them at its foot."""
_STYLES = ("palette.css", "site.css", "docs.css", "picture.css", "network.css", "charts/charts.css")
_SCRIPTS = ("site.js", "network.js", "charts/matrix.js", "charts/estimates.js", "charts/timeline.js", "charts/own.js")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the pages of a folder are made: which template, and what it is told about a thing."""

    template: str
    told: Callable[[str], object]


def write_site(
    kg: KnowledgeGraph,
    folder: Path,
    serialise: Serialise,
    ways: Sequence[tuple[str, str, str]] = (),
    layouts: Layouts | None = None,
    landing: bytes = b"",
) -> int:
    """Write the site and return how many HTML pages it has.

    That of a dataset that comes with the package also has the documentation for those who make datasets.

    Args:
        kg: the graph.
        folder: where; links are relative, so the folder may stand under any path, and open from `file:`.
        serialise: writes the RDF beside each page.
        ways: address, name and description of what else the start page leads to.
        layouts: where things stood in an earlier edition; remembers where they stand now.
        landing: what the start page says of the dataset to search engines, as JSON-LD.

    Raises:
        OutputError: if a file cannot be written.
    """
    count = 0
    site = Site(kg, serialise, ways, landing, makers=all(is_bundled(Path(place)) for place in kg.places))
    for address, data in site.files():
        write(folder / address, data)
        count += address.endswith(".html")
    reading = Reading(kg)
    for address, view, focus in (*maps(site.facts), *((address, name, None) for address, name, _ in own_maps(kg))):
        place = _place(site.facts, address, focus, layouts)
        render_view(kg, view, focus, reading=reading, place=place).save(folder / address)
        count += 1
    return count


def _place(facts: Facts, address: str, focus: str | None, layouts: Layouts | None) -> Place:
    """Return where the page of a view stands in the site: below the start page, or the page of its thing."""
    root = "../" if "/" in address else ""

    def page_of(iri: str) -> str:
        page = facts.page(iri)
        return f"{root}{page}" if page else ""

    crumbs = ((f"{root}index.html", facts.title), *(((page_of(focus), facts.name(focus).text),) if focus else ()))
    return Place(Linked(f"{root}static/"), page_of, crumbs, layouts)


def own_maps(kg: KnowledgeGraph) -> tuple[tuple[str, str, str], ...]:
    """Return address, name and title of every view that the dataset brings and that needs no focus."""
    views = own_views(kg.own.views).values()
    whole = [one for one in views if all(blank.optional for blank in one.parameters)]
    return tuple((f"view/{one.name}.html", one.name, one.title) for one in whole)


def has_view(name: str) -> bool:
    """Return whether there is a view of this name; what there is not is not linked."""
    return name in VIEWS


def maps(facts: Facts) -> Iterator[tuple[str, str, str | None]]:
    """Yield address, view and focus of every view that the site has."""
    for name in WHOLES:
        if has_view(name):
            yield f"{name}.html", name, None
    for kind in MAPS:
        if has_view(kind):
            for iri in facts.by_kind.get(kind, ()):
                yield map_of(facts, iri), kind, iri


def map_of(facts: Facts, iri: str) -> str:
    """Return the address of the map of a thing, "" where it has none."""
    kind = facts.kind(iri)
    return sibling(facts.page(iri), "map.html") if kind in MAPS and has_view(kind) else ""


class Site:
    """Makes the files of a site, one after the other."""

    def __init__(
        self,
        kg: KnowledgeGraph,
        serialise: Serialise,
        ways: Sequence[tuple[str, str, str]] = (),
        landing: bytes = b"",
        makers: bool = False,
    ) -> None:
        facts = self.facts = Facts(kg)
        self._serialise = serialise
        self._ways = ways
        self._landing = landing.decode("utf-8")
        self._makers = makers
        self._voices = voices = Voices(facts)
        self._steps = steps = Steps(facts, voices)
        self._statements = Statements(facts)
        self._summaries = Summaries(Corpus(kg))
        self._folders = [one for one in FOLDERS if any(facts.by_kind.get(kind) for kind in one.kinds)]
        person = _Kind("person", lambda iri: person_page(facts, voices, steps, iri))
        subject = _Kind("subject", lambda iri: subject_page(facts, iri))
        self._own_properties = own_properties(facts)
        self._kinds: Mapping[str, _Kind] = {
            "debate": _Kind("debate", lambda iri: debate_page(facts, voices, steps, iri)),
            "school": _Kind("school", lambda iri: school_page(facts, voices, iri)),
            "claim": _Kind("claim", lambda iri: claim_page(facts, voices, steps, iri)),
            "work": _Kind("work", lambda iri: work_page(facts, voices, iri)),
            "evidence": _Kind("evidence", lambda iri: evidence_page(facts, steps, iri)),
            "measure": _Kind("measure", lambda iri: measure_page(facts, voices, iri)),
            **dict.fromkeys(("historian", "actor", "party"), person),
            **dict.fromkeys(("topic", "event", "period", "place"), subject),
        }
        self._common: dict[str, Any] = {
            "dataset": facts.title,
            "languages": LANGUAGES,
            "first_folders": _FIRST,
            "folders": [one.name for one in self._folders],
            "wholes": [name for name in WHOLES if has_view(name)],
            "own_views": [(address, title) for address, _, title in own_maps(kg)],
        }

    def files(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield address and content of every file but the maps."""
        yield from self.shared()
        for folder in self._folders:
            iris = self.things(folder)
            yield f"{folder.name}/index.html", self._list(folder, iris)
            for number, iri in enumerate(iris):
                yield from self._thing(folder, iris, number, iri)

    def shared(self) -> Iterator[tuple[str, str]]:
        """Yield scripts, styles and search index, the start page, the ontology and its vocabularies."""
        yield from self._static()
        yield "index.html", self._start()
        yield from self._docs()
        yield (
            "vocab.html",
            self._page("vocab", "", "vocab.html", title="Vocabularies", page=vocabulary_page(self.facts)),
        )
        yield (
            "ontology.html",
            self._page("ontology", "", "ontology.html", title="Ontology", page=ontology_page(self.facts)),
        )

    def of(self, iri: str) -> Iterator[tuple[str, bytes | str]]:
        """Yield the page of one thing and the RDF beside it."""
        folder = next(one for one in self._folders if self.facts.kind(iri) in one.kinds)
        iris = self.things(folder)
        yield from self._thing(folder, iris, iris.index(iri), iri)

    def things(self, folder: Folder) -> list[str]:
        """Return the things that have pages in a folder, sorted by name."""
        return sorted((i for kind in folder.kinds for i in self.facts.by_kind.get(kind, ())), key=self.facts.order)

    def _static(self) -> Iterator[tuple[str, str]]:
        for name in _STYLES:
            yield f"static/{name}", static_text(name)
        for name in _SCRIPTS:
            yield f"static/{name}", bundle(name)
        spoken = {language: dict(messages(language)) for language in LANGUAGES}
        text = json.dumps(spoken, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield "static/messages.js", f"globalThis.historiographMessages = {text};\n"
        yield "static/search-index.js", search_index(self.facts, guides(self._makers))

    def _docs(self) -> Iterator[tuple[str, str]]:
        """Yield the pages of the documentation."""
        told = guides(self._makers)
        index = f"{FOLDER}/index.html"
        yield (
            index,
            self._page(
                "docs", "../", index, title=text("site.folder-docs"), parts=contents(self._makers), makers=self._makers
            ),
        )
        for number, guide in enumerate(told):
            before: Guide | None = told[number - 1] if number else None
            after: Guide | None = told[number + 1] if number + 1 < len(told) else None
            address = guide.entry.address
            beside = {"previous": before, "following": after}
            yield address, self._page("guide", "../", address, title=guide.entry.title, guide=guide, **beside)

    def _thing(self, folder: Folder, iris: Sequence[str], number: int, iri: str) -> Iterator[tuple[str, bytes | str]]:
        facts = self.facts
        address = facts.page(iri)
        kind = self._kinds[folder.name]
        name = facts.name(iri)
        previous, following = self._beside(folder, iris, number, iri)
        embedded = self._serialise("jsonld", self._statements.own(iri), facts.base).decode("utf-8")
        yield (
            address,
            self._page(
                kind.template,
                "../",
                address,
                title=_cut(name.text),
                name=name,
                own_class=facts.own_class(iri),
                own_facts=own_facts(facts, iri, self._own_properties),
                gist=_unless_name(facts.gist(iri), name),
                others=facts.other_names(iri),
                notes=facts.notes(iri),
                crumbs=self._crumbs(folder, iri),
                map=map_of(facts, iri),
                slug=address.partition("/")[2].removesuffix(".html"),
                json_ld=block_of(embedded),
                previous=previous,
                following=following,
                citation=citation(facts, self._voices, iri),
                iri=iri,
                questions=behind(folder.name, iri, facts.base),
                counted=self._counted(folder, iri),
                page=kind.told(iri),
            ),
        )
        statements = self._statements.about(iri)
        yield sibling(address, "ttl"), self._serialise("turtle", statements, facts.base)
        yield sibling(address, "jsonld"), self._serialise("jsonld", statements, facts.base)

    def _counted(self, folder: Folder, iri: str) -> tuple[str, ...]:
        """Return what the analyses say of a debate or a school."""
        if folder.name == "debate":
            return self._summaries.debate(iri).sentences
        return self._summaries.school(iri).sentences if folder.name == "school" else ()

    def _crumbs(self, folder: Folder, iri: str) -> tuple[Name, ...]:
        """Return what stands between the list and the page: the debate of a claim, the work of an edition."""
        record = self.facts.record(iri)
        keys = {"claim": ("answers", "bearsOn"), "work": ("realizationOf",)}.get(folder.name, ())
        above = next((record.iris(key)[0] for key in keys if record.iris(key)), "")
        return (self.facts.name(above),) if above and self.facts.page(above) else ()

    def _beside(self, folder: Folder, iris: Sequence[str], number: int, iri: str) -> tuple[Name | None, Name | None]:
        """Return the pages before and after: along the questions, or along the answers to the same question."""
        if folder.name == "claim":
            debate = next(iter(self.facts.record(iri).iris("answers")), "")
            iris = self._answers(debate) if debate else ()
            number = iris.index(iri) if debate else 0
        elif folder.name != "debate":
            return None, None
        before = self.facts.name(iris[number - 1]) if 0 < number < len(iris) else None
        after = self.facts.name(iris[number + 1]) if number + 1 < len(iris) else None
        return before, after

    @lru_cache(maxsize=256)  # noqa: B019 - a site lives as long as its making
    def _answers(self, debate: str) -> tuple[str, ...]:
        return tuple(sorted(self.facts.pointing("answers", debate), key=self.facts.order))

    def _list(self, folder: Folder, iris: Sequence[str]) -> str:
        address = f"{folder.name}/index.html"
        title = str(messages("en")[f"site.folder-{folder.name}"])
        sections = list_sections(self.facts, folder, iris)
        return self._page("list", "../", address, title=title, count=len(iris), sections=sections)

    def _start(self) -> str:
        counts = [(one.name, len(self.things(one))) for one in self._folders]
        told = start_page(self.facts, counts)
        json_ld = block_of(self._landing)
        return self._page("start", "", "index.html", title=self.facts.title, ways=self._ways, json_ld=json_ld, **told)

    def _page(self, template: str, root: str, address: str, **told: Any) -> str:
        page: str = (
            environment(value=_value)
            .get_template(f"site/{template}.html.j2")
            .render(
                **{"title": template, **self._common, **told},
                root=root,
                at=address,
                here=address.partition("/")[0] if "/" in address else "",
                assets=Linked(f"{root}static/"),
            )
        )
        return page


@lru_cache(maxsize=512)
def _value(scheme: str, name: str) -> Markup:
    """Return a controlled value in words; one that the interface does not know, as its IRI says it."""
    key = f"values.{scheme}-{name}"
    return say(key) if key in messages("en") else Markup("{}").format(name.replace("-", " "))


def _unless_name(gist: Name | None, name: Name) -> Name | None:
    return None if gist is None or gist.text == name.text else gist


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
