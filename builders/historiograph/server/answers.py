"""What a worker does: each job of the front, from the words of the request to the body of the response."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError, NotFoundError
from historiograph.exports.rdf import triples_to
from historiograph.graph import KnowledgeGraph
from historiograph.queries import Question, Result, question
from historiograph.queries.results import ROW_FORMATS
from historiograph.server import descriptions, sparql
from historiograph.server.addresses import Addresses
from historiograph.server.forms import GRAPH_FORMS, HTML, ROW_FORMS, TABLE_FORMS, Form
from historiograph.server.messages import Answer, Job, plain
from historiograph.server.refusals import RefusedError
from historiograph.server.statements import Statements
from historiograph.store import EmbeddedStore
from historiograph.vocabulary import own_files

if TYPE_CHECKING:
    from historiograph.server.pages import Pages

__all__ = ["Answers"]

_FORMS = {form.name: form for form in (*GRAPH_FORMS, *TABLE_FORMS)}


class Answers:
    """Does the jobs of one worker.

    Args:
        store: holds the graph.
        limit: rows or triples that an answer may have.
        size: bytes that it may have.
        roots: the dataset folders, for the questions that they bring.
    """

    def __init__(self, store: EmbeddedStore, limit: int, size: int, roots: Sequence[Path] = ()) -> None:
        self._kg = kg = KnowledgeGraph((), store, own=own_files(roots))
        self._store = store
        self._limit = limit
        self._size = size
        self._addresses = Addresses(kg.header.base)
        # What reads all of the graph is done for one in memory, and left out for one that had to stay on disk.
        self._small = store.folder is None
        self._jobs: Mapping[str, Callable[[Job], Answer]] = {
            "sparql": self._sparql,
            "questions": self._questions,
            "question": self._question,
            "ask": self._ask,
            "thing": self._thing,
            "ontology": self._ontology,
            "void": self._described(lambda origin: descriptions.dataset(kg, origin, counted=self._small)),
            "service": self._described(lambda origin: descriptions.service(store.engine, origin)),
            "editor": lambda job: Answer(200, HTML.content_type, self._pages.editor()),
        }

    def answer(self, job: Job) -> Answer:
        """Do a job; whatever is wrong with it becomes an answer that says so."""
        try:
            found = self._jobs[job["do"]](job)
            if len(found.body) > self._size:
                raise RefusedError(
                    403, f"the answer is larger than the {self._size:,} bytes that this server gives out"
                )
            return found
        except RefusedError as refusal:
            return plain(refusal.status, refusal.message)
        except NotFoundError as error:
            return plain(404, str(error))
        except HistoriographError as error:
            return plain(400, str(error))
        except MemoryError:
            return plain(500, "the query needs more memory than this server gives it")

    @cached_property
    def _pages(self) -> Pages:
        from historiograph.server.pages import Pages  # here: few queries need pages, and every worker starts

        return Pages(self._kg, self._addresses, self._statements, examples=self._small)

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self._kg, self._store.engine)

    # -- SPARQL ----------------------------------------------------------------------------------------------------

    def _sparql(self, job: Job) -> Answer:
        found = sparql.evaluate(self._store, job)
        if isinstance(found, ox.QueryTriples):
            form = _form(job, "graph", GRAPH_FORMS)
            triples = sparql.up_to(found, self._limit)
            return Answer(
                200,
                form.content_type,
                triples_to(form.name, triples, self._addresses.base, self._kg.store.own_prefixes()),
            )
        form = _form(job, "rows", ROW_FORMS)
        if form is HTML:
            if isinstance(found, ox.QueryBoolean):
                result = Result(("answer",), [(ox.Literal(bool(found)),)])
            else:
                columns = [variable.value for variable in found.variables]
                result = Result(columns, sparql.up_to(map(tuple, found), self._limit), self._kg.labels)
            return Answer(200, HTML.content_type, self._pages.rows(job["query"], result))
        return Answer(200, form.content_type, sparql.serialized(found, form.name, self._limit, self._size))

    # -- ready questions -------------------------------------------------------------------------------------------

    def _questions(self, job: Job) -> Answer:
        form = _form(job, "form", (*GRAPH_FORMS, *TABLE_FORMS))
        if form is HTML:
            return Answer(200, form.content_type, self._pages.questions())
        if form.name == "json":
            return Answer(200, "application/json", descriptions.catalogue_json(job["origin"], self._kg.questions()))
        return self._described(lambda origin: descriptions.catalogue_triples(origin, self._kg.questions()))(job)

    def _question(self, job: Job) -> Answer:
        name = question(job["name"], self._kg.own.questions).name
        return self._described(lambda origin: descriptions.question_triples(origin, name, self._kg.questions()))(job)

    def _ask(self, job: Job) -> Answer:
        asked = question(job["name"], self._kg.own.questions)
        form = _form(job, "form", TABLE_FORMS)
        given = dict(reversed(job["arguments"]))
        try:
            arguments = _arguments(asked, job["arguments"])
            missing = [one.name for one in asked.parameters if not one.optional and one.name not in arguments]
            # Whoever comes to the page without an answer to its questions is asked them.
            if form is HTML and missing:
                return Answer(200, form.content_type, self._pages.question(asked, arguments, None))
            result = self._kg.ask(asked.name, **arguments)
        except HistoriographError as error:
            if form is not HTML:
                raise
            status = 404 if isinstance(error, NotFoundError) else 400
            return Answer(status, form.content_type, self._pages.question(asked, given, None, str(error)))
        if len(result) > self._limit:
            raise sparql.too_many(self._limit)
        if form is HTML:
            return Answer(200, form.content_type, self._pages.question(asked, arguments, result))
        return Answer(200, form.content_type, _rows_as(form.name, result))

    # -- things ----------------------------------------------------------------------------------------------------

    def _thing(self, job: Job) -> Answer:
        candidates = [iri for iri in self._addresses.iris(job["path"]) if sparql.is_iri(iri)]
        iri = next((one for one in candidates if self._statements.knows(one)), None)
        if iri is None:
            raise RefusedError(404, self._unknown(job["path"]))
        form = _form(job, "form", (*GRAPH_FORMS, HTML))
        if form is HTML:
            return Answer(200, form.content_type, self._pages.thing(iri))
        found = sparql.up_to(self._statements.about(iri), self._limit)
        return Answer(200, form.content_type, self._written(form, found))

    def _written(self, form: Form, triples: Sequence[ox.Triple]) -> bytes:
        return triples_to(form.name, triples, self._addresses.base, self._kg.store.own_prefixes())

    def _unknown(self, path: str) -> str:
        words = path.strip("/").rsplit("/", 1)[-1]
        if not self._small:
            return f"nothing has the address {path} here"
        try:
            proposal = self._addresses.address(self._kg.find(words))
            return f"nothing has the address {path} here; did you mean {proposal}?"
        except HistoriographError as error:
            return f"nothing has the address {path} here: {error}"

    def _ontology(self, job: Job) -> Answer:
        form = _form(job, "form", (*GRAPH_FORMS, HTML))
        if form is HTML:
            return Answer(200, form.content_type, self._pages.ontology())
        return self._described(lambda _: list(self._statements.ontology))(job)

    def _described(self, describe: Callable[[str], list[ox.Triple]]) -> Callable[[Job], Answer]:
        """Return the job of giving a description, which is told where this server is, in the form asked for."""

        def described(job: Job) -> Answer:
            form = _form(job, "form", GRAPH_FORMS)
            return Answer(200, form.content_type, triples_to(form.name, describe(job["origin"]), self._addresses.base))

        return described


def _form(job: Mapping[str, Any], key: str, offers: tuple[Form, ...]) -> Form:
    """Return the form that the front negotiated.

    Raises:
        RefusedError: 406, if it found none that the client takes.
    """
    name = job.get(key)
    if name is None:
        there_are = ", ".join(form.media_types[0] for form in offers)
        raise RefusedError(406, f"the answer is none of the media types that were asked for; there is {there_are}")
    return _FORMS[name]


def _arguments(asked: Question, given: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the values of a question's parameters; one that is left empty is not given."""
    arguments: dict[str, str] = {}
    for key, value in given:
        try:
            name = asked.parameter(key).name
        except NotFoundError as error:
            raise InputError(str(error)) from None  # the question is there; it is the request that is wrong
        if name in arguments:
            raise InputError(f"`{name}` is given more than once; a question takes one value of each parameter")
        if value:
            arguments[name] = value
    return arguments


def _rows_as(name: str, result: Result) -> bytes:
    if name in ROW_FORMATS:
        return ROW_FORMATS[name](result).encode("utf-8")
    rows = ox.parse_query_results(result.to_json().encode("utf-8"), format=ox.QueryResultsFormat.JSON)
    return rows.serialize(format=ox.QueryResultsFormat.XML) or b""
