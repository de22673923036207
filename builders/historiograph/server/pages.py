"""The pages that are made when asked for: a thing, a question with its answer, the rows of a query, the editor.

All text is escaped by the templates; no page has a script or a style of its own inline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined

from historiograph.errors import HistoriographError
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import HG, ONTOLOGY, RDF_TYPE, curie, local_name, prefixes
from historiograph.queries import Parameter, Question, Result
from historiograph.server.addresses import Addresses
from historiograph.server.forms import GRAPH_FORMS, ROW_FORMS, TABLE_FORMS
from historiograph.server.statements import Statements
from historiograph.store import Term

__all__ = ["Pages"]

_ROWS = 1000
"""So many rows a page shows; the rest is there in the forms for machines."""
_OUTGOING, _INCOMING = 300, 200
"""So many statements the page of a thing shows."""


_NOT_FOR_READERS = frozenset({RDF_TYPE, f"{HG}nameKey", f"{HG}textKey"})
"""Predicates that a page leaves out: the classes stand above everything, and the others are for searching."""


@dataclass(frozen=True)
class _Cell:
    """A value on a page: its text, its language, and where its name leads."""

    text: str
    href: str | None = None
    language: str = ""
    foreign: bool = False


@dataclass(frozen=True)
class _Relation:
    """A predicate with all its values."""

    name: _Cell
    values: Sequence[_Cell]


class Pages:
    """Makes pages about one graph.

    Args:
        kg: the graph.
        addresses: of its things.
        statements: about its things.
        examples: whether to look up the things in the examples of the questions, which may read all of the graph.
    """

    def __init__(self, kg: KnowledgeGraph, addresses: Addresses, statements: Statements, *, examples: bool) -> None:
        self._kg = kg
        self._addresses = addresses
        self._statements = statements
        self._examples = examples

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=PackageLoader("historiograph.server", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _page(self, template: str, **values: object) -> bytes:
        text: str = self._environment.get_template(template).render(dataset=self._kg.header.title, **values)
        return text.encode("utf-8")

    # -- things ----------------------------------------------------------------------------------------------------

    def thing(self, iri: str) -> bytes:
        """Return the page of a thing: what is said of it and with it, and the questions that take it."""
        outgoing = self._statements.outgoing(iri, _OUTGOING)
        incoming = self._statements.incoming(iri, _INCOMING)
        terms = [term for pair in (*outgoing, *incoming) for term in (ox.NamedNode(pair[0]), pair[1])]
        labels = self._labels([*terms, ox.NamedNode(iri)])
        kinds = self._statements.kinds(iri)
        return self._page(
            "thing.html.j2",
            title=labels.get(iri) or local_name(iri).replace("-", " "),
            iri=iri,
            kinds=[self._cell(ox.NamedNode(kind), labels) for kind in kinds],
            outgoing=self._relations([pair for pair in outgoing if pair[0] not in _NOT_FOR_READERS], labels),
            incoming=self._relations(incoming, labels),
            shown=(len(outgoing), len(incoming)),
            cut=(len(outgoing) >= _OUTGOING, len(incoming) >= _INCOMING),
            in_graph=self._statements.in_graph(iri),
            questions=self._questions_about(iri, kinds),
            forms=[form.name for form in GRAPH_FORMS],
        )

    def _relations(self, pairs: Iterable[tuple[str, Term]], labels: Mapping[str, str]) -> list[_Relation]:
        """Group the pairs by predicate, sorted by the predicates' names; sort the values by theirs."""
        cells = sorted(
            ((self._cell(ox.NamedNode(key), labels), self._cell(term, labels)) for key, term in pairs),
            key=lambda pair: (pair[0].text, str(pair[0].href), pair[1].text.casefold(), pair[1].text),
        )
        return [_Relation(name, [cell for _, cell in group]) for name, group in groupby(cells, lambda pair: pair[0])]

    def _questions_about(self, iri: str, kinds: Sequence[str]) -> list[tuple[Question, str]]:
        """Return the questions that take a thing of these classes, each with the address of its answer."""
        names = {kind.removeprefix(HG) for kind in kinds if kind.startswith(HG)}
        if names & {"Historian", "Actor", "UnnamedParty"}:
            names.add("Agent")
        found = []
        for one in self._kg.questions():
            needed = [blank for blank in one.parameters if not blank.optional]
            fitting = [blank for blank in one.parameters if blank.type in names]
            if fitting and all(blank in fitting[:1] for blank in needed):
                found.append((one, f"/ask/{one.name}?{urlencode({fitting[0].name: iri})}"))
        return found

    def ontology(self) -> bytes:
        """Return the page of the ontology: every term with its definition."""
        terms = self._terms()
        return self._page(
            "ontology.html.j2",
            title="The ontology",
            iri=ONTOLOGY,
            classes=[term for term in terms if term["kind"] == "class"],
            properties=[term for term in terms if term["kind"] == "property"],
            forms=[form.name for form in GRAPH_FORMS],
        )

    def _terms(self) -> list[dict[str, str]]:
        """Return name, label, definition and kind of every term of the ontology."""
        facts: dict[str, dict[str, list[str]]] = {}
        for triple in self._statements.ontology:
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(HG):
                values = facts.setdefault(triple.subject.value, {}).setdefault(local_name(triple.predicate.value), [])
                values.append(str(getattr(triple.object, "value", "")))
        return [
            {
                "name": local_name(iri),
                "label": min(values.get("label", [local_name(iri)])),
                "definition": min(values.get("definition", values.get("comment", [""]))),
                "kind": "class" if any(kind.endswith("#Class") for kind in values.get("type", ())) else "property",
            }
            for iri, values in sorted(facts.items())
        ]

    # -- questions and queries -------------------------------------------------------------------------------------

    def questions(self) -> bytes:
        """Return the page that lists the ready questions by theme."""
        themes = [(theme, list(group)) for theme, group in groupby(self._kg.questions(), lambda one: one.theme)]
        return self._page(
            "questions.html.j2",
            title="Questions",
            themes=themes,
            search=any(one.name == "search" for one in self._kg.questions()),
        )

    def question(self, asked: Question, arguments: Mapping[str, str], result: Result | None, wrong: str = "") -> bytes:
        """Return the page of a question: a form for its parameters and, once they are there, its answer.

        Args:
            asked: the question.
            arguments: what its parameters were given.
            result: the answer, if there is one.
            wrong: what is wrong with the arguments, if anything is.
        """
        named = {blank.name: self._shown(blank, arguments.get(blank.name, "")) for blank in asked.parameters}
        return self._page(
            "question.html.j2",
            title=asked.title,
            asked=asked,
            given=named,
            answer=None if result is None else self._table(result),
            columns=asked.columns,
            query=self._example(asked),
            wrong=wrong,
            links=_links(f"/ask/{asked.name}", arguments, [form.name for form in TABLE_FORMS if form.name != "html"]),
        )

    def _shown(self, blank: Parameter, value: str) -> str:
        """Return what the form shows for a value: the name of the thing where an IRI was given."""
        if not value.startswith(("http:", "https:")):
            return value
        try:
            name = self._kg.label(value)
            return name if self._kg.find(name, blank.type) == value else value
        except HistoriographError:
            return value

    def rows(self, query: str, result: Result) -> bytes:
        """Return the page of the rows that answer a query."""
        return self._page(
            "rows.html.j2",
            title="Answer",
            query=query,
            answer=self._table(result),
            links=_links("/sparql", {"query": query}, [form.name for form in ROW_FORMS]),
        )

    def _table(self, result: Result) -> dict[str, object]:
        shown = result.rows[:_ROWS]
        labels = self._labels([term for row in shown for term in row if term is not None])
        return {
            "columns": result.columns,
            "rows": [[None if term is None else self._cell(term, labels) for term in row] for row in shown],
            "count": len(result),
            "shown": len(shown),
        }

    # -- the editor ------------------------------------------------------------------------------------------------

    def editor(self) -> bytes:
        """Return the page of the SPARQL editor, with every ready question as an example."""
        themes = [
            (theme, [{"title": one.title, "text": one.text, "query": self._example(one)} for one in group])
            for theme, group in groupby(self._kg.questions(), lambda one: one.theme)
        ]
        terms = self._terms()
        words = {
            "base": self._addresses.base,
            "prefixes": {**self._kg.store.own_prefixes(), **prefixes()},
            "classes": [HG + term["name"] for term in terms if term["kind"] == "class"],
            "properties": [HG + term["name"] for term in terms if term["kind"] == "property"],
        }
        return self._page("editor.html.j2", title="SPARQL editor", themes=themes, words=words)

    def _example(self, one: Question) -> str:
        """Return a question as a query that runs as it is: prefixes declared, and the needed parameters filled in."""
        body = "\n".join(line for line in one.query.splitlines() if not line.startswith("#")).strip()
        lines = [f"# {one.title}", f"# {one.text}"]
        used = set(re.findall(r"(?<![\w?$<:/-])([A-Za-z][\w-]*):(?=[\w/]|\s)", body))
        declared = set(re.findall(r"(?im)^\s*prefix\s+([\w-]*):", body))
        lines += [
            f"PREFIX {name}: <{iri}>"
            for name, iri in {**self._kg.store.own_prefixes(), **prefixes()}.items()
            if name in used - declared
        ]
        lines.append(body)
        for blank in one.parameters:
            if not blank.optional and (term := self._example_term(blank)):
                lines.append(f"VALUES ?{blank.name} {{ {term} }}  # {blank.description}")
        return "\n".join(lines) + "\n"

    def _example_term(self, blank: Parameter) -> str | None:
        if blank.type == "xsd:integer":
            return blank.example
        if blank.type in ("xsd:string", "words"):
            return str(ox.Literal(blank.example))
        if blank.type == "Class":
            return f"<{HG}{blank.example}>"
        if not self._examples:
            return None
        try:
            return f"<{self._kg.find(blank.example, blank.type)}>"
        except HistoriographError:
            return None

    # -- terms -----------------------------------------------------------------------------------------------------

    def _labels(self, terms: Sequence[Term]) -> Mapping[str, str]:
        return self._statements.labels(sorted({term.value for term in terms if isinstance(term, ox.NamedNode)}))

    def _cell(self, term: Term, labels: Mapping[str, str]) -> _Cell:
        if isinstance(term, ox.NamedNode):
            text = labels.get(term.value) or curie(term.value).removeprefix(self._addresses.base)
            address = self._addresses.address(term.value)
            if address is not None:
                return _Cell(text, address)
            # Only these may be followed: an IRI may begin with javascript: as well.
            followed = term.value if term.value.startswith(("http://", "https://")) else None
            return _Cell(text, followed, foreign=True)
        if isinstance(term, ox.Literal):
            return _Cell(term.value, language=term.language or "")
        return _Cell(str(term))


def _links(path: str, arguments: Mapping[str, str], forms: Sequence[str]) -> list[tuple[str, str]]:
    """Return form and address of the same answer in each form."""
    return [(name, f"{path}?{urlencode({**arguments, 'format': name})}") for name in forms]
