"""A dataset's own words, shapes, rules, questions and views, as docs/vocabulary.md adds them to the scaffold."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from conftest import MINI, ROOT, Outcome
from historiograph import cache
from historiograph.authoring.formatting import formatted
from historiograph.authoring.scaffold import new_dataset
from historiograph.authoring.schema import schema
from historiograph.build import build
from historiograph.errors import DataError, InputError, NotFoundError
from historiograph.findings import Finding
from historiograph.graph import KnowledgeGraph, load
from historiograph.loading import load_dataset
from historiograph.loading.files import dataset_files
from historiograph.on_disk import load_to_folder
from historiograph.queries.catalogue import OUR_VIEWS, own_views
from historiograph.server.answers import Answers
from historiograph.store import EmbeddedStore
from historiograph.validation import validate
from historiograph.views import VIEWS
from historiograph.vocabulary import NO_FILES, own_files

Run = Callable[..., Outcome]
PAGE = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
BLOCKS = list(re.finditer(r"^```(\w+)\n(.*?)^```\n", PAGE, re.DOTALL | re.MULTILINE))
PORT = "https://example.org/my-debate/ontology#"
BASE = "https://example.org/my-debate/"
HG = "https://w3id.org/historiograph/ontology#"


def file_of(block: re.Match[str]) -> str:
    """Return the file that a block of the page is the content of: the last that is named before it."""
    return re.findall(r"`my-debate/([\w./-]+\.\w+)`", PAGE[: block.start()])[-1]


def put(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def written_as_told(folder: Path) -> None:
    """Make the two changes that the page tells in words."""
    subjects, claims = folder / "subjects.yaml", folder / "claims" / "loss-of-the-harbour.yaml"
    evidence = "  - id: soundings\n    label: The harbour master's soundings\n"
    conclusion = "    premise: soundings\n    conclusion: sand-closed-the-harbour\n"
    for file, old, new in (
        (subjects, evidence, ""),
        (claims, conclusion, conclusion + "    scheme: from-measurement\n"),
    ):
        text = file.read_text("utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), "utf-8")


def as_the_page_has_it(folder: Path) -> Path:
    """Make the dataset that somebody has who has followed the page."""
    new_dataset(folder)
    for block in BLOCKS:
        if block[1] != "console":
            put(folder, file_of(block), block[2])
    written_as_told(folder)
    return folder


@pytest.fixture(scope="module")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_the_page_has_it(tmp_path_factory.mktemp("own") / "my-debate")


@pytest.fixture(scope="module")
def kg(debate: Path, _own_cache: None) -> KnowledgeGraph:
    return load(debate, cached=False)


@pytest.fixture
def copy(debate: Path, tmp_path: Path) -> Path:
    shutil.copytree(debate, tmp_path / "my-debate")
    return tmp_path / "my-debate"


def findings(folder: Path) -> tuple[Finding, ...]:
    return validate(load_dataset([folder])).findings


def the_wrong(folder: Path) -> Finding:
    (found,) = [one for one in findings(folder) if one.code not in ("broken-register", "unused-evidence")]
    return found


# -- the page ----------------------------------------------------------------------------------------------------------


def test_the_page_can_be_followed_to_the_letter(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in BLOCKS:
        if block[1] != "console":
            put(tmp_path / "my-debate", file_of(block), block[2])
            if file_of(block) == "registers.yaml":
                written_as_told(tmp_path / "my-debate")
            continue
        for command, output in re.findall(r"^\$ (historiograph .+)\n((?:(?!\$ ).*\n)*)", block[2], re.MULTILINE):
            shown = run(*shlex.split(command)[1:])
            assert shown.status == 0, shown.err
            assert not output or shown.out + shown.err == output


# -- terms -------------------------------------------------------------------------------------------------------------


def test_words_are_no_data_and_a_dataset_without_any_has_none(debate: Path) -> None:
    assert not [file for file in dataset_files([debate]) if "ontology" in file.parts]
    assert own_files([MINI]) is NO_FILES
    assert {len(part) for part in own_files([debate])} == {1}


def test_a_record_is_of_its_own_class_and_of_ours(kg: KnowledgeGraph) -> None:
    rows = kg.sparql("SELECT ?type { <https://example.org/my-debate/evidence/soundings> a ?type }")
    assert {row["type"].value for row in rows} == {PORT + "Register", HG + "Evidence"}
    assert {row["evidence"].value for row in kg.ask("evidence")} >= {BASE + "evidence/soundings"}
    assert kg.find("harbour master's soundings".replace("harbour", "The harbour"), "Register").endswith("/soundings")
    assert kg.ask("search", words="soundings", kind="Register").rows
    with pytest.raises(NotFoundError, match="no register 'toll-rolls'"):
        kg.find("toll-rolls", "Register")


def test_values_of_own_and_of_our_schemes(kg: KnowledgeGraph) -> None:
    rows = kg.sparql("SELECT ?p { VALUES ?v { port:broken port:from-measurement } ?s ?p ?v FILTER(?p != rdf:type) }")
    assert {row["p"].value for row in rows} == {PORT + "survival", HG + "scheme"}


def test_a_type_may_say_the_class(copy: Path) -> None:
    put(copy, "more.yaml", "evidence:\n  - {id: a, label: A, type: Register, keptBy: b}\n")
    assert {one.code for one in findings(copy)} == {"broken-register", "unused-evidence"}


@pytest.mark.parametrize(
    ("text", "code", "line", "message", "hint"),
    [
        (
            "topics:\n  - {id: a, label: A,\n     keptBy: b}\n",
            "wrong-class",
            3,
            "is for a Register, and this",
            "`registers`",
        ),
        (
            "topics:\n  - id: a\n    label: A\n    type: Register\n",
            "wrong-class",
            4,
            "`topics` is no Register",
            "`registers`",
        ),
        ("registers:\n  - id: a\n    label: A\n    keptBi: b\n", "unknown-key", 4, "did you mean 'keptBy'", "spelling"),
        ("register:\n  - id: a\n    label: A\n", "unknown-section", 1, "did you mean 'registers'", "spelling"),
        (
            "registers:\n  - {id: a, label: A, keptBy: b,\n     survival: lost}\n",
            *("wrong-value", 3, "one of broken, whole", ""),
        ),
        ("registers:\n  - id: a\n    label: A\n", "Register-keptBy", 2, "needs the office that kept it", "the office"),
        ("registers:\n  - {id: a, keptBy: b}\n", "EvidenceShape-prefLabel", 2, "label", "label"),
    ],
)
def test_what_an_author_gets_wrong_is_told(
    copy: Path, text: str, code: str, line: int, message: str, hint: str
) -> None:
    file = put(copy, "more.yaml", text)
    found = the_wrong(copy)
    assert (found.code, found.file, found.line) == (code, str(file), line)
    assert message in found.message
    assert hint in found.hint


HEAD = PAGE[PAGE.index("@prefix hg:") : PAGE.index("port:Register a owl:Class")]


@pytest.mark.parametrize(
    ("turtle", "line", "message"),
    [
        (HEAD + "port:X a owl:Class ;\n  rdfs:label 5 5 .\n", 15, "not valid Turtle"),
        (HEAD.partition("<https://example.org/my-debate/ontology>")[0], 1, "has no header"),
        (HEAD.replace('"port"', '"skos"'), 9, "the prefix skos: is ours"),
        (HEAD.replace("ontology#", "ontology"), 9, "no namespace that ends in # or /"),
        (HEAD + '\nport:Event a owl:Class ; rdfs:label "e" .\n', 15, "port:Event has the name of our hg:Event"),
        (HEAD + '\nport:holder a owl:ObjectProperty ; rdfs:label "h" .\n', 15, "has the name of our hg:holder"),
        (HEAD + '\nport:label a owl:AnnotationProperty ; rdfs:label "l" .\n', 15, "has the name of our key `label`"),
        (HEAD + '\nhg:Event rdfs:label "occurrence" .\n', 15, "Event is one of our terms"),
        (HEAD + '\nhg:Trial a owl:Class ; rdfs:label "t" .\n', 15, "Trial is one of our terms"),
        (HEAD + '\n<urn:x:Trial> a owl:Class ; rdfs:label "t" .\n', 15, "does not lie in the namespace"),
        (HEAD + "\nport:Trial a owl:Class .\n", 15, "port:Trial has no name for readers"),
        (HEAD + '\nport:Trial a owl:Class ; rdfs:label "t" ; rdfs:subClassOf hg:Evnt .\n', 15, "no hg:Evnt"),
        (
            HEAD + '\nport:T a owl:Class ; rdfs:label "t" ; rdfs:subClassOf hg:Passage .\n',
            15,
            "of which no section",
        ),
        (HEAD + '\nport:Claimz a owl:Class ; rdfs:label "c" ; skos:notation "claims" .\n', 15, "which is taken"),
        (
            HEAD + '\nport:x a owl:DatatypeProperty ; rdfs:label "x" ; rdfs:range xsd:gYear .\n',
            15,
            "no key can hold",
        ),
        (HEAD + '\nport:a_b a owl:Class ; rdfs:label "x" .\n', 15, "cannot be written as a word"),
        (
            HEAD + '\nport:a a skos:Concept ; skos:prefLabel "a" ;\n'
            "  skos:inScheme <https://w3id.org/historiograph/vocab/mood> .\n",
            *(15, "there is no scheme"),
        ),
        (
            HEAD + '\nport:denies a skos:Concept ; skos:prefLabel "a" ;\n'
            "  skos:inScheme <https://w3id.org/historiograph/vocab/attitude> .\n",
            *(15, "has the name of one of our values of attitude"),
        ),
        (HEAD + '\nport:T a owl:Class ; rdfs:label "t" ; rdfs:subClassOf [ a owl:Class ] .\n', 0, "blank node"),
    ],
)
def test_a_wrong_ontology_is_told_once_with_its_line(tmp_path: Path, turtle: str, line: int, message: str) -> None:
    folder = shutil.copytree(MINI, tmp_path / "mini")
    file = put(folder, "ontology/mine.ttl", turtle)
    (found,) = load_dataset([folder]).report.findings
    assert (found.file, found.line) == (str(file), line)
    assert message in found.message
    assert found.hint
    with pytest.raises(DataError):
        load(folder, cached=False)


def test_hostile_labels_are_inert(copy: Path, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    file = copy / "ontology" / "harbour.ttl"
    file.write_text(
        file.read_text("utf-8").replace('"Register"', f'"{evil}"').replace('"rests on"', f'"{evil}"'), "utf-8"
    )
    kg = load(copy, cached=False)
    assert evil not in kg.view("registers").html
    build(copy, tmp_path / "out")
    assert evil not in (tmp_path / "out" / "site" / "evidence" / "soundings.html").read_text("utf-8")


# -- shapes, lints, rules ----------------------------------------------------------------------------------------------

SHAPE = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix my: <urn:my:> .\n"


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "message"),
    [
        ("ontology/shapes/x.ttl", SHAPE + "my:S a sh:NodeShape ;; .\n.\n", "own-shape", 4, "not valid Turtle"),
        ("ontology/shapes/x.ttl", SHAPE + "my:S a sh:PropertyShape ; sh:path my:p .\n", "own-shape", 3, "no message"),
        ("ontology/shapes/x.ttl", SHAPE + "[] a sh:NodeShape .\n", "own-shape", 1, "without a name"),
        (
            *("ontology/shapes/x.ttl", SHAPE + "my:S a sh:NodeShape ; sh:targetClass my:C ; sh:sparql my:q .\n"),
            *("own-shape", 3, "sparql:, which is not run"),
        ),
        (
            *("ontology/shapes/x.ttl", SHAPE + "<https://w3id.org/historiograph/shapes#ClaimShape> a sh:NodeShape .\n"),
            *("own-shape", 3, "is one of our shapes"),
        ),
        ("ontology/lints/x.rq", "# title: t\nSELECT ?focus {}\n", "own-query", 0, "the header lacks hint"),
        ("ontology/lints/claim-without-stance.rq", "SELECT ?focus {}\n", "own-query", 0, "like one of our lints"),
        (
            *(
                "ontology/lints/x.rq",
                "# title: t\n# severity: info\n# message: {gap}\n# hint: h\nSELECT ?focus {?focus a ?c}",
            ),
            *("own-query", 0, "a gap 'gap' that no column fills"),
        ),
        (
            "ontology/rules/x.rq",
            "CONSTRUCT { ?a port:restsOn ?b }\nWHERE { ?a ?p }",
            "own-query",
            2,
            "not a SPARQL query",
        ),
        ("ontology/rules/x.rq", "SELECT * {}", "own-query", 0, "should be a CONSTRUCT query"),
        (
            *("ontology/rules/x.rq", "CONSTRUCT { ?a ?b ?c } WHERE {\n SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"),
            *("own-query", 2, "asks another server (SERVICE)"),
        ),
        ("queries/x.rq", "# title: t\n# nonsense\nSELECT * {}", "own-query", 2, "no part of a question's header"),
        ("queries/x.rq", "# title: t\nSELECT * {}", "own-query", 1, "the header lacks question, why, theme"),
        ("queries/debates.rq", "SELECT * {}", "own-query", 0, "'debates' is one of our questions"),
        ("views/timeline.rq", "SELECT * {}", "own-query", 0, "'timeline' is one of our views"),
        (
            *("views/x.rq", "# title: t\n# question: q\n# why: w\n# kind: pie\nSELECT * {}"),
            *("own-query", 0, "no kind of view 'pie'"),
        ),
        (
            *("views/x.rq", "# title: t\n# question: q\n# why: w\n# kind: bars\n# column label: l\nSELECT ?label {}"),
            *("own-query", 0, "has the columns label, value"),
        ),
        ("queries/x.sparql", "SELECT * {}", "own-file", 0, "x.sparql is not read"),
    ],
)
def test_a_wrong_file_is_told(copy: Path, name: str, text: str, code: str, line: int, message: str) -> None:
    file = put(copy, name, text)
    found = the_wrong(copy)
    assert (found.code, found.file, found.line) == (code, str(file), line)
    assert message in found.message
    assert found.hint


def test_a_rule_that_is_none_stops_the_load(copy: Path) -> None:
    put(copy, "ontology/rules/x.rq", "CONSTRUCT { ?a ?b [] } WHERE { ?a ?b ?c }")
    with pytest.raises(InputError, match=r"x\.rq: makes blank nodes"):
        load(copy, cached=False)
    put(copy, "ontology/rules/x.rq", "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")
    with pytest.raises(InputError, match=r"x\.rq:1: asks another server"):
        load(copy, cached=False)


def test_own_shapes_and_lints_are_explained(run: Run, debate: Path) -> None:
    assert "the office that kept it" in run("check", "--explain", "Register-keptBy", "--data", debate).out
    assert "rests on a broken register" in run("check", "--explain", "broken-register", "--data", debate).out
    assert run("check", "--explain", "Register-kept", "--data", debate).status == 2


def test_what_follows_lies_in_the_derived_graph(kg: KnowledgeGraph) -> None:
    rests = ox.Quad(
        ox.NamedNode(BASE + "claim/sand-closed-the-harbour"),
        ox.NamedNode(PORT + "restsOn"),
        ox.NamedNode(BASE + "evidence/soundings"),
        ox.NamedNode(BASE + "graph/derived"),
    )
    assert [quad for quad in kg.derived if quad.predicate == rests.predicate] == [rests]


def test_rdf_alone_is_read_by_own_terms_too(kg: KnowledgeGraph, debate: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rdf"
    shutil.copytree(debate / "ontology", folder / "ontology")
    data = kg.export("turtle").decode("utf-8").replace("a port:Register , hg:Evidence", "a port:Register")
    put(folder, "data.ttl", data)
    evidence = f"ASK {{ GRAPH <{BASE}graph/derived> {{ <{BASE}evidence/soundings> a hg:Evidence }} }}"
    rests = "ASK { <https://example.org/my-debate/claim/sand-closed-the-harbour> port:restsOn ?x }"
    assert load_to_folder([folder], tmp_path / "store").quads
    for again in (load(folder, cached=False), load(tmp_path / "store")):
        assert [again.sparql(one).rows[0][0].value for one in (evidence, rests)] == ["true", "true"]


def test_a_kept_store_is_good_until_a_term_or_rule_changes(copy: Path) -> None:
    state = cache.state_of_places([copy])
    put(copy, "queries/another.rq", "")
    assert cache.state_of_places([copy]) == state
    (copy / "ontology" / "rules" / "rests-on.rq").unlink()
    assert cache.state_of_places([copy]) != state


# -- questions and views -----------------------------------------------------------------------------------------------


def test_a_question_is_listed_explained_and_answered(run: Run, kg: KnowledgeGraph, debate: Path) -> None:
    shown = run("ask", "--data", debate).out
    assert shown.endswith(
        "\nRegisters: questions of this dataset\n  claims-on-registers [--register]\n"
        "      Which claims rest on which register, and in what state is it?\n"
    )
    assert "only this register" in run("ask", "claims-on-registers", "--help", "--data", debate).out
    found = run("ask", "claims-on-registers", "--register", "soundings", "--data", debate, "--format", "csv")
    assert found.out.splitlines()[1].endswith("claim/sand-closed-the-harbour")
    assert [row["survival"].value for row in kg.ask("claims-on-registers")] == [PORT + "broken"]
    assert "claims-on-registers" not in run("ask").out
    assert "did you mean 'claims-on-registers'" in run("ask", "claims-on-register", "--data", debate).err


def test_the_server_has_the_question(kg: KnowledgeGraph, debate: Path) -> None:
    assert isinstance(kg.store, EmbeddedStore)
    desk = Answers(kg.store, 1000, 1 << 22, [debate])
    job: dict[str, Any] = {"do": "ask", "name": "claims-on-registers", "arguments": [], "form": "json"}
    answer = desk.answer({**job, "origin": "http://127.0.0.1"})
    assert json.loads(answer.body)["results"]["bindings"][0]["survival"]["value"] == PORT + "broken"
    listed = desk.answer({"do": "questions", "form": "html", "origin": "http://127.0.0.1"}).body.decode()
    assert "claims-on-registers" in listed


def test_names_of_our_views_are_known() -> None:
    assert set(OUR_VIEWS) == set(VIEWS)


def test_a_network_is_drawn_with_own_names(kg: KnowledgeGraph) -> None:
    html = kg.view("registers").html
    data = json.loads(re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert {node["id"] for node in data["nodes"]} == {
        *("evidence/soundings", "claim/sand-closed-the-harbour", "agent/berg")
    }
    assert {(edge["from"], edge["to"]) for edge in data["edges"]} == {
        ("claim/sand-closed-the-harbour", "evidence/soundings"),
        ("agent/berg", "claim/sand-closed-the-harbour"),
    }
    for name in ("rests on", "argues for"):
        assert name in html
    assert kg.view("registers", "soundings").title == "Registers and claims: The harbour master's soundings"
    with pytest.raises(NotFoundError, match="did you mean 'registers'"):
        kg.view("register")


BARS = """# title: Claims by speaker
# question: How many claims has each speaker?
# why: To see who speaks.
# kind: {kind}
# column label: the speaker
# column value: the claims
SELECT ?label (COUNT(DISTINCT ?claim) AS ?value) {{ ?s hg:holder ?label ; hg:onClaim ?claim }}
GROUP BY ?label ORDER BY DESC(?value) ?label
"""


@pytest.mark.parametrize("kind", ["bars", "table"])
def test_rows_are_drawn(copy: Path, kind: str) -> None:
    put(copy, "views/speakers.rq", BARS.format(kind=kind))
    html = load(copy, cached=False).view("speakers").html
    rows = re.findall(r"<tr><td>.*?</td></tr>", html, re.DOTALL)
    assert [re.sub(r"<.*?>", " ", row).split() for row in rows] == [
        ["Ida", "Ahlgren", "3"],
        ["Maria", "Costa", "2"],
        ["Nils", "Berg", "1"],
        ["some", "local", "writers", "1"],
    ]
    assert [float(width) for width in re.findall(r'<rect fill="currentColor" width="([\d.]+)%', html)] == (
        [100, 66.67, 33.33, 33.33] if kind == "bars" else []
    )
    with pytest.raises(InputError, match="takes no focus"):
        load(copy, cached=False).view("speakers", "berg")


# -- what leaves -------------------------------------------------------------------------------------------------------


def test_a_build_publishes_the_terms_the_pages_and_the_views(debate: Path, tmp_path: Path) -> None:
    build(debate, tmp_path)
    own = rdflib.Graph().parse(tmp_path / "graph" / "my-debate-ontology.ttl")
    assert own.isomorphic(rdflib.Graph().parse(debate / "ontology" / "harbour.ttl"))
    whole = rdflib.Graph().parse(tmp_path / "graph" / "my-debate.ttl")
    assert not list(own - whole)
    assert dict(whole.namespaces())["port"] == rdflib.URIRef(PORT)
    page = (tmp_path / "site" / "evidence" / "soundings.html").read_text("utf-8")
    assert re.search(r'class="kind-line">.*Register.*Evidence', page)
    assert "kept by" in page
    assert "harbour master</" in page
    start = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert 'href="view/registers.html"' in start
    assert 'href="../static/palette.css"' in (tmp_path / "site" / "view" / "registers.html").read_text("utf-8")
    words = (tmp_path / "site" / "ontology.html").read_text("utf-8")
    own = words.partition('id="own"')[2].partition('id="classes"')[0]
    assert re.findall(r'<dt id="port:(.+?)"><code>port:\1</code>', own) == [
        *("Register", "Survival", "keptBy", "restsOn", "survival", "broken", "from-measurement", "whole")
    ]
    assert '<a href="#port:Register"><code>port:Register</code></a>' in own
    assert "Not used in this graph" not in own.partition("port:whole")[0]  # derived or written, all others are used


def test_networks_say_the_class(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.export("graphml", tmp_path / "x.graphml")
    nodes = nx.read_graphml(tmp_path / "x.graphml").nodes(data="class")
    assert {iri: own for iri, own in nodes if own} == {BASE + "evidence/soundings": "Register"}


def test_an_exported_file_still_knows_the_terms(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.export("nquads", tmp_path / "x.nq")
    again = load(tmp_path / "x.nq", cached=False)
    assert again.sparql("SELECT ?x { ?x a port:Register }").labelled() == [("The harbour master's soundings",)]
    assert set(again.authored) == set(kg.authored)


# -- help for authors --------------------------------------------------------------------------------------------------


def test_the_schema_has_own_sections_keys_and_values(debate: Path) -> None:
    made = schema(own_files([debate]))
    register = made["definitions"]["registers"]
    assert register["required"] == ["id", "keptBy", "label"]
    assert register["properties"]["survival"]["enum"] == ["broken", "whole"]
    assert register["description"].startswith("Entries that one office made")
    assert "keptBy" not in made["definitions"]["topics"]["properties"]
    assert "from-measurement" in json.dumps(made["definitions"]["inferences"]["properties"]["scheme"])
    assert "registers" not in schema()["properties"]


def test_fmt_knows_own_keys(debate: Path) -> None:
    text = "registers:\n  - Kept_By: b\n    id: a\n    Survival: Broken\n    label: A\n"
    meant = "registers:\n  - id: a\n    label: A\n    keptBy: b\n    survival: broken\n"
    assert formatted(text, own=own_files([debate])) == meant
    assert formatted(meant, own=own_files([debate])) == meant


STANDALONE = """
port:Ship a owl:Class ; rdfs:label "Ship" .
port:sails a owl:ObjectProperty ; rdfs:label "sails to" ; rdfs:domain port:Ship ; rdfs:range hg:Place .
port:sister a owl:ObjectProperty ; rdfs:label "sister" ; rdfs:range port:Ship .
port:tons a owl:DatatypeProperty ; rdfs:label "tons" ; rdfs:range xsd:decimal .
port:motto a owl:AnnotationProperty ; rdfs:label "motto" .
port:page a owl:ObjectProperty ; rdfs:label "page" .
port:Brig a owl:Class ; rdfs:label "Brig" ; rdfs:subClassOf port:Ship .
"""


def test_a_class_of_none_of_ours_has_records(copy: Path) -> None:
    file = copy / "ontology" / "harbour.ttl"
    file.write_text(file.read_text("utf-8") + STANDALONE.replace("port:page", "port:webPage"), "utf-8")
    put(
        copy,
        "ships.yaml",
        "ships:\n  - {id: ida, label: Ida, sails: sandholm, tons: 12.5, motto: Plus ultra, webPage: 'https://a.example/x'}\n"
        "brigs:\n  - {id: eva, label: Eva, sister: ida}\n",
    )
    assert [one.code for one in findings(copy)] == ["broken-register"]
    kg = load(copy, cached=False)
    rows = kg.sparql("SELECT ?s ?o { ?s port:sister ?o ; a port:Brig, port:Ship . ?o port:tons 12.5 ; port:motto ?m }")
    assert [tuple(term.value for term in row) for row in rows.rows] == [(BASE + "brig/eva", BASE + "ship/ida")]
    assert kg.find("Ida", "Ship") == BASE + "ship/ida"
    assert kg.network().nodes[BASE + "ship/ida"]["class"] == "Ship"


def own_views_of(folder: Path) -> Iterator[str]:
    yield from own_views(own_files([folder]).views)


def test_views_are_found_by_name(debate: Path) -> None:
    assert list(own_views_of(debate)) == ["registers"]
