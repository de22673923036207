"""How each file of the site is made, one by one and in any order, from a graph that is read once.

What a page costs is what it says. What only some files need is read when the first of them is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from markupsafe import Markup

from historiograph.analysis.corpus import Corpus
from historiograph.analysis.summaries import Summaries
from historiograph.places import is_bundled
from historiograph.queries.catalogue import own_views
from historiograph.views import Place, Reading, render_view
from historiograph.views.assets import Linked
from historiograph.views.bundle import bundle
from historiograph.views.language import LANGUAGES, messages, say, text
from historiograph.views.site.behind import behind
from historiograph.views.site.citation import citation
from historiograph.views.site.claims import claim_page
from historiograph.views.site.contents import SCRIPTS, STYLES, Contents, File, has_view, map_of
from historiograph.views.site.debates import debate_page
from historiograph.views.site.docs import Guide, contents, guides
from historiograph.views.site.facts import Facts, Name
from historiograph.views.site.lists import parted, start_page
from historiograph.views.site.own import own_facts, own_properties
from historiograph.views.site.people import person_page, school_page
from historiograph.views.site.plan import FOLDERS, WHOLES
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

__all__ = ["Serialise", "Site"]

Serialise = Callable[[str, Sequence[ox.Triple], str], bytes]
"""Name of an RDF format, triples, base IRI -> the document; `historiograph.exports.triples_to` is one."""

_FIRST = ("debate", "school", "historian", "claim", "evidence", "work")
"""The lists that every page links at its top; it links all of them at its foot."""
_FOLDERS = {folder.name: folder for folder in FOLDERS}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the pages of a folder are made: which template, and what it is told about a thing."""

    template: str
    told: Callable[[str], object]


class Site:
    """Draws the files of a site. One thread at a time: what is read once is kept without locks.

    Args:
        kg: the graph.
        serialise: writes the RDF beside each page.
        ways: address, name and description of what else the start page leads to.
        landing: what the start page says of the dataset to search engines, as JSON-LD.
        layouts: where things stood in an earlier edition; remembers where they stand now.
        makers: whether it has the documentation for those who make datasets; by default, if the dataset comes with
            the package.

    Attributes:
        facts: the graph as the pages need it.
        contents: which files there are.
    """

    def __init__(
        self,
        kg: KnowledgeGraph,
        serialise: Serialise,
        ways: Sequence[tuple[str, str, str]] = (),
        landing: bytes = b"",
        layouts: Layouts | None = None,
        makers: bool | None = None,
    ) -> None:
        facts = self.facts = Facts(kg)
        if makers is None:
            makers = all(is_bundled(Path(place)) for place in kg.places)
        self.contents = Contents(facts, _own_maps(kg), makers)
        self._kg = kg
        self._serialise = serialise
        self._ways = ways
        self._landing = landing.decode("utf-8")
        self._layouts = layouts
        self._voices = voices = Voices(facts)
        self._steps = steps = Steps(facts, voices)
        self._summaries = Summaries(Corpus(kg))
        self._reading = Reading(kg)
        self._own_properties = own_properties(facts)
        self._neighbours: dict[str, Mapping[str, tuple[Name | None, Name | None]]] = {}
        person = _Kind("person", lambda iri: person_page(facts, voices, steps, iri))
        subject = _Kind("subject", lambda iri: subject_page(facts, iri))
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
            "folders": [one.name for one in self.contents.folders],
            "wholes": [name for name in WHOLES if has_view(name)],
            "own_views": [(address, title) for address, _, title in self.contents.own],
        }

    # -- files -----------------------------------------------------------------------------------------------------

    def files(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield address and content of every file but the views."""
        yield from self._drawn(self.contents.pages())

    def shared(self) -> Iterator[tuple[str, bytes | str]]:
        """Yield scripts, styles and search index, the start page, the ontology and its vocabularies."""
        yield from self._drawn(self.contents.shared())

    def of(self, iri: str) -> Iterator[tuple[str, bytes | str]]:
        """Yield the page of one thing and the RDF beside it."""
        yield from self._drawn(self.contents.beside(iri))

    def _drawn(self, files: Iterator[File]) -> Iterator[tuple[str, bytes | str]]:
        return ((file.address, self.draw(file)) for file in files)

    def draw(self, file: File) -> bytes | str:
        """Return the content of a file; the same whatever was drawn before.

        Raises:
            ValueError: for a sort of file that there is not.
        """
        match file.sort:
            case "thing":
                return self._thing(file)
            case "turtle" | "jsonld":
                return self._serialise(file.sort, self._statements.about(file.of), self.facts.base)
            case "list":
                return self._list(file)
            case "view":
                return self._view(file)
            case "static":
                return self._static(file.name)
            case "start":
                return self._start()
            case "guides":
                makers = self.contents.makers
                told = {"title": text("site.folder-docs"), "parts": contents(makers), "makers": makers}
                return self._page("docs", "../", file.address, **told)
            case "guide":
                return self._guide(file.address)
            case "vocab":
                return self._page("vocab", "", file.address, title="Vocabularies", page=vocabulary_page(self.facts))
            case "ontology":
                return self._page("ontology", "", file.address, title="Ontology", page=ontology_page(self.facts))
            case _:
                raise ValueError(f"{file.address}: nothing draws a file of the sort '{file.sort}'")

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self.facts)

    @cached_property
    def _index(self) -> Sequence[str]:
        return search_index(self.facts, guides(self.contents.makers))

    def _static(self, name: str) -> str:
        if name in STYLES:
            return static_text(name)
        if name in SCRIPTS:
            return bundle(name)
        if name.startswith("search-index"):
            number = name.removesuffix(".js").removeprefix("search-index").removeprefix("-")
            return self._index[int(number or 1) - 1]
        spoken = {language: dict(messages(language)) for language in LANGUAGES}
        told = json.dumps(spoken, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return f"globalThis.historiographMessages = {told};\n"

    def _guide(self, address: str) -> str:
        """Return a page of the documentation, with the ones before and after it."""
        beside: list[Guide | None] = [None, *guides(self.contents.makers), None]
        number = next(n for n, one in enumerate(beside) if one and one.entry.address == address)
        guide = beside[number]
        title = guide.entry.title if guide else ""
        around = {"previous": beside[number - 1], "following": beside[number + 1]}
        return self._page("guide", "../", address, title=title, guide=guide, **around)

    # -- views -----------------------------------------------------------------------------------------------------

    def _view(self, file: File) -> str:
        place = self._place(file)
        return render_view(self._kg, file.name, file.of or None, reading=self._reading, place=place).html

    def _place(self, file: File) -> Place:
        """Return where the page of a view stands in the site: below the start page, or the page of its thing."""
        facts = self.facts
        root = "../" if "/" in file.address else ""

        def page_of(iri: str) -> str:
            page = facts.page(iri)
            return f"{root}{page}" if page else ""

        of = file.of
        crumbs = ((f"{root}index.html", facts.title), *(((page_of(of), facts.name(of).text),) if of else ()))
        return Place(Linked(f"{root}static/"), page_of, crumbs, self._layouts)

    # -- things ----------------------------------------------------------------------------------------------------

    def _thing(self, file: File) -> str:
        facts, iri, folder = self.facts, file.of, file.name
        kind = self._kinds[folder]
        name = facts.name(iri)
        previous, following = self._beside(folder, iri)
        embedded = self._serialise("jsonld", self._statements.own(iri), facts.base).decode("utf-8")
        return self._page(
            kind.template,
            "../",
            file.address,
            title=_cut(name.text),
            name=name,
            own_class=facts.own_class(iri),
            own_facts=own_facts(facts, iri, self._own_properties),
            gist=_unless_name(facts.gist(iri), name),
            others=facts.other_names(iri),
            notes=facts.notes(iri),
            crumbs=self._crumbs(folder, iri),
            map=map_of(facts, iri),
            slug=file.address.partition("/")[2].removesuffix(".html"),
            json_ld=block_of(embedded),
            previous=previous,
            following=following,
            citation=citation(facts, self._voices, iri),
            iri=iri,
            questions=behind(folder, iri, facts.base),
            counted=self._counted(folder, iri),
            page=kind.told(iri),
        )

    def _counted(self, folder: str, iri: str) -> tuple[str, ...]:
        """Return what the analyses say of a debate or a school."""
        if folder == "debate":
            return self._summaries.debate(iri).sentences
        return self._summaries.school(iri).sentences if folder == "school" else ()

    def _crumbs(self, folder: str, iri: str) -> tuple[Name, ...]:
        """Return what stands between the list and the page: the debate of a claim, the work of an edition."""
        record = self.facts.record(iri)
        keys = {"claim": ("answers", "bearsOn"), "work": ("realizationOf",)}.get(folder, ())
        above = next((record.iris(key)[0] for key in keys if record.iris(key)), "")
        return (self.facts.name(above),) if above and self.facts.page(above) else ()

    def _beside(self, folder: str, iri: str) -> tuple[Name | None, Name | None]:
        """Return the pages before and after: along the questions, or along the answers to the same question."""
        debate = next(iter(self.facts.record(iri).iris("answers")), "") if folder == "claim" else ""
        if not debate and folder != "debate":
            return None, None
        found = self._neighbours.get(debate)
        if found is None:
            facts = self.facts
            answers = facts.pointing("answers", debate) if debate else facts.by_kind.get("debate", [])
            iris = sorted(answers, key=facts.order)
            names = [None, *map(facts.name, iris), None]
            found = self._neighbours[debate] = {iri: (names[n], names[n + 2]) for n, iri in enumerate(iris)}
        return found[iri]

    # -- lists and the start page ----------------------------------------------------------------------------------

    def _list(self, file: File) -> str:
        folder = _FOLDERS[file.name]
        iris = self.contents.things(folder)
        title = str(messages("en")[f"site.folder-{folder.name}"])
        told = parted(self.facts, folder, iris, self.contents.parts(folder), file.part)
        return self._page("list", "../", file.address, title=title, count=len(iris), **told)

    def _start(self) -> str:
        counts = [(one.name, len(self.contents.things(one))) for one in self.contents.folders]
        told = start_page(self.facts, counts)
        json_ld = block_of(self._landing)
        return self._page("start", "", "index.html", title=self.facts.title, ways=self._ways, json_ld=json_ld, **told)

    def _page(self, template: str, root: str, address: str, **told: Any) -> str:
        drawn: str = (
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
        return drawn


def _own_maps(kg: KnowledgeGraph) -> tuple[tuple[str, str, str], ...]:
    """Return address, name and title of every view that the dataset brings and that needs no focus."""
    views = own_views(kg.own.views).values()
    whole = [one for one in views if all(blank.optional for blank in one.parameters)]
    return tuple((f"view/{one.name}.html", one.name, one.title) for one in whole)


@lru_cache(maxsize=512)
def _value(scheme: str, name: str) -> Markup:
    """Return a controlled value in words; one that the interface does not know, as its IRI says it."""
    key = f"values.{scheme}-{name}"
    return say(key) if key in messages("en") else Markup("{}").format(name.replace("-", " "))


def _unless_name(gist: Name | None, name: Name) -> Name | None:
    return None if gist is None or gist.text == name.text else gist


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
