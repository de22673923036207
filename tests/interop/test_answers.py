"""Ten questions have the same rows in Jena's ARQ and in Comunica as in ours; Jena's SHACL finds what pySHACL finds.

That Virtuoso and the Oxigraph server agree is in `test_any_store.py`, for every question of the catalogue.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import MINI, ROOT
from historiograph.graph import KnowledgeGraph
from historiograph.loading import load_dataset
from historiograph.namespaces import prefixes
from historiograph.queries import bind, question
from historiograph.store.binding import prepare
from interop import java
from interop.batch import Job, Outcome, run_together
from interop.gauntlet import HERE, require

pytestmark = pytest.mark.xdist_group("answers")

TEN = (
    "who-answers",
    "who-disagrees",
    "changed-minds",
    "school-members",
    "estimates-in-conflict",
    "falls-with-evidence",
    "known-only-through-others",
    "unanswered-attacks",
    "rests-on",
    "answers-as-of",
)
ENGINES = ("ARQ", "Comunica")
NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double"))
INVALID = sorted((ROOT / "tests" / "shapes" / "invalid").iterdir())

Rows = Counter[tuple[object, ...]]


def plain(term: object) -> object:
    """Return a term as engines are compared: a number by its value, a language tag in lower case, nothing as None."""
    if term is None or isinstance(term, ox.NamedNode):
        return term and f"<{term.value}>"
    assert isinstance(term, ox.Literal)
    if term.datatype.value in NUMBERS:
        return Decimal(term.value)
    return (term.value, (term.language or "").lower(), term.datatype.value)


@pytest.fixture(scope="module")
def asked(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Job]:
    """Return (engine, question) -> the job that answers it over one file that holds all graphs."""
    folder = tmp_path_factory.mktemp("questions")
    data = folder / "all.nt"
    triples = sorted({quad.triple for quad in (*kg.authored, *kg.derived)}, key=str)
    ox.serialize(triples, str(data), ox.RdfFormat.N_TRIPLES)
    jobs = {}
    for name in TEN:
        one = question(name)
        given = bind(one, {blank.name: blank.example for blank in one.parameters}, kg.find)
        query = folder / f"{name}.rq"
        query.write_text(prepare(one.query, given, prefixes()).text, "utf-8")
        jobs["ARQ", name] = Job("ask", (query, data), folder / f"{name}.json")
        jobs["Comunica", name] = Job("comunica", (query, data), folder / f"{name}.tsv")
    return jobs


@pytest.fixture(scope="module")
def outcomes(
    asked: dict[tuple[str, str], Job], validated: dict[str, Job], tmp_path_factory: pytest.TempPathFactory
) -> dict[Job, Outcome]:
    require("java", "node")
    jena, node = tmp_path_factory.mktemp("jena"), tmp_path_factory.mktemp("node")
    by_jena = [job for (engine, _), job in asked.items() if engine == "ARQ"]
    by_node = [job for (engine, _), job in asked.items() if engine == "Comunica"]
    return {
        **run_together(java.command("jena", jena), [*by_jena, *validated.values()], jena),
        **run_together(["node", str(HERE / "jobs.js")], by_node, node),
    }


def rows_of(job: Job, columns: tuple[str, ...]) -> Rows:
    if job.action == "ask":
        found = json.loads(job.output.read_text("utf-8"))
        assert tuple(found["head"]["vars"]) == columns
        return Counter(tuple(map(_of_json, map(row.get, columns))) for row in found["results"]["bindings"])
    return Counter(tuple(map(_of_text, line.split("\t"))) for line in job.output.read_text("utf-8").split("\n") if line)


def _of_json(value: dict[str, str] | None) -> object:
    if value is None:
        return None
    if value["type"] == "uri":
        return f"<{value['value']}>"
    language = value.get("xml:lang")
    datatype = None if language else ox.NamedNode(value.get("datatype", "http://www.w3.org/2001/XMLSchema#string"))
    return plain(ox.Literal(value["value"], datatype=datatype, language=language))


def _of_text(value: str) -> object:
    if not value or value.startswith("<"):
        return value or None
    text, language, datatype = json.loads(value)
    return plain(ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype)))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", TEN)
def test_question_has_the_same_rows(
    kg: KnowledgeGraph, asked: dict[tuple[str, str], Job], outcomes: dict[Job, Outcome], engine: str, name: str
) -> None:
    one = question(name)
    job = asked[engine, name]
    assert outcomes[job].complaint == ""
    given = bind(one, {blank.name: blank.example for blank in one.parameters}, kg.find)
    prepared = prepare(one.query, given, prefixes())
    ours = kg.solutions(prepared.text)
    wanted = Counter(tuple(map(plain, row)) for row in ours.rows)
    assert wanted
    assert rows_of(job, tuple(ours.variables)) == wanted


# SHACL --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validated(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Job]:
    """Return name -> the job that validates the curated graph, or one of the fixtures that break a shape each."""
    folder = tmp_path_factory.mktemp("shapes")
    shapes = folder / "shapes.nt"
    quads = [quad for file in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")) for quad in _apart(file)]
    ox.serialize(quads, str(shapes), ox.RdfFormat.N_TRIPLES)
    graphs = {"curated": kg.authored, **{file.stem: load_dataset([MINI, file]).quads for file in INVALID}}
    jobs = {}
    for name, statements in graphs.items():
        data = folder / f"{name}.nt"
        ox.serialize(sorted({quad.triple for quad in statements}, key=str), str(data), ox.RdfFormat.N_TRIPLES)
        jobs[name] = Job("validate", (shapes, data), folder / f"{name}.tsv")
    return jobs


def _apart(file: Path) -> list[ox.Triple]:
    """Return a file's statements, its blank nodes named after it."""
    renamed = {}

    def own(term: object) -> object:
        if not isinstance(term, ox.BlankNode):
            return term
        return renamed.setdefault(term, ox.BlankNode(f"{file.stem}{len(renamed)}".replace("-", "")))

    return [ox.Triple(own(one.subject), one.predicate, own(one.object)) for one in ox.parse(path=str(file))]  # type: ignore[arg-type]


def broken(job: Job) -> set[str]:
    return {line.split("\t")[0].rsplit("#", 1)[-1] for line in job.output.read_text("utf-8").splitlines()}


def test_jena_finds_that_the_curated_graph_conforms(validated: dict[str, Job], outcomes: dict[Job, Outcome]) -> None:
    assert outcomes[validated["curated"]].complaint == ""
    assert broken(validated["curated"]) == set()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_jena_finds_the_shape_that_is_broken(
    validated: dict[str, Job], outcomes: dict[Job, Outcome], file: Path
) -> None:
    assert outcomes[validated[file.stem]].complaint == ""
    assert broken(validated[file.stem]) == {file.stem}
