"""What a dataset says of itself to catalogues and search engines, and its stances as nanopublications."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pyoxigraph as ox
import pytest
import yaml

from conftest import ROOT
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import HG, RDF_TYPE

VOID, DCAT, NP = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://www.nanopub.org/nschema#"
DCTERMS = "http://purl.org/dc/terms/"
CHECK = """
import sys, warnings
warnings.simplefilter("ignore")
from rdflib import ConjunctiveGraph, Dataset
from nanopub import Nanopub
for text in sys.stdin.read().split("\\x1e"):
    graph = ConjunctiveGraph()
    graph.parse(data=text, format="nquads")
    print(Nanopub(rdf=graph).is_valid)
"""


# VoID and DCAT ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def void(kg: KnowledgeGraph) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for quad in ox.parse(kg.export("void"), format=ox.RdfFormat.TURTLE):
        found.setdefault((quad.subject.value, quad.predicate.value), set()).add(quad.object.value)
    return found


def test_counts_are_those_of_the_graph(kg: KnowledgeGraph, void: dict[tuple[str, str], set[str]]) -> None:
    dataset = kg.header.base.rstrip("/")
    assert void[dataset, VOID + "triples"] == {str(len({quad.triple for quad in kg.authored}))}
    stances = {quad.subject for quad in kg.authored if quad.object == ox.NamedNode(HG + "Stance")}
    assert void[f"{dataset}/partition/Stance", VOID + "entities"] == {str(len(stances))}
    assert len(void[dataset, VOID + "classPartition"]) == len(
        {quad.object for quad in kg.authored if quad.predicate.value == RDF_TYPE and "Dataset" not in str(quad.object)}
    )


@pytest.mark.parametrize(
    "prop",
    [DCTERMS + name for name in ("title", "description", "license", "issued", "conformsTo")]
    + [DCAT + "version", DCAT + "distribution", VOID + "dataDump", VOID + "vocabulary", VOID + "uriSpace"],
)
def test_dataset_says_what_catalogues_ask_for(
    kg: KnowledgeGraph, void: dict[tuple[str, str], set[str]], prop: str
) -> None:
    assert void[kg.header.base.rstrip("/"), prop]


def test_every_file_is_a_distribution(kg: KnowledgeGraph, void: dict[tuple[str, str], set[str]]) -> None:
    dataset = kg.header.base.rstrip("/")
    distributions = void[dataset, DCAT + "distribution"]
    assert len(distributions) == 6
    downloads = set().union(*(void[one, DCAT + "downloadURL"] for one in distributions))
    assert downloads == void[dataset, VOID + "dataDump"]
    assert all(void[one, DCTERMS + "license"] == void[dataset, DCTERMS + "license"] for one in distributions)


# schema.org ---------------------------------------------------------------------------------------------------------


def test_landing_description_has_what_search_engines_ask_for(kg: KnowledgeGraph) -> None:
    page = json.loads(kg.export("schemaorg"))
    assert (page["@context"], page["@type"], page["@id"]) == ("https://schema.org/", "Dataset", kg.header.base[:-1])
    assert 50 <= len(page["description"]) <= 5000
    assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert page["creator"]["name"] == "The Historiograph project"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", page["datePublished"])
    assert all(
        one["contentUrl"].startswith(page["@id"]) and "/" in one["encodingFormat"] for one in page["distribution"]
    )
    counted = {one["name"]: one["value"] for one in page["variableMeasured"]}
    assert counted["Claim"] == len({quad.subject for quad in kg.authored if quad.object == ox.NamedNode(HG + "Claim")})


def test_a_dataset_that_says_little_is_described_as_far_as_it_goes(mini: KnowledgeGraph) -> None:
    page = json.loads(mini.export("schemaorg"))
    assert page["name"] == mini.header.title
    assert list(ox.parse(mini.export("void"), format=ox.RdfFormat.TURTLE))


# Nanopublications ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nanopublications(kg: KnowledgeGraph) -> dict[str, list[ox.Quad]]:
    """Return address -> the quads of a nanopublication."""
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(kg.export("nanopub"), format=ox.RdfFormat.TRIG):
        found.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    return found


def test_one_stance_each(kg: KnowledgeGraph, nanopublications: dict[str, list[ox.Quad]]) -> None:
    stances = {quad.subject for quad in kg.authored if quad.object == ox.NamedNode(HG + "Stance")}
    asserted = [
        {quad.subject for quad in quads if quad.graph_name.value.endswith("#assertion")}
        for quads in nanopublications.values()
    ]
    assert all(len(subjects) == 1 for subjects in asserted)
    assert set().union(*asserted) == stances
    assert len(asserted) == len(stances)


def test_each_keeps_the_published_rules(nanopublications: dict[str, list[ox.Quad]]) -> None:
    for address, quads in nanopublications.items():
        graphs = {quad.graph_name.value.partition("#")[2] for quad in quads}
        assert graphs == {"Head", "assertion", "provenance", "pubinfo"}, address
        head = {quad.predicate.value.removeprefix(NP) for quad in quads if quad.graph_name.value.endswith("#Head")}
        assert head == {RDF_TYPE, "hasAssertion", "hasProvenance", "hasPublicationInfo"}
        assert any(
            q.subject.value == f"{address}#assertion" for q in quads if q.graph_name.value.endswith("provenance")
        )
        assert {q.subject.value for q in quads if q.graph_name.value.endswith("#pubinfo")} == {address}


def test_the_nanopub_library_finds_them_valid(nanopublications: dict[str, list[ox.Quad]]) -> None:
    some = list(nanopublications.values())[::40]
    texts = [ox.serialize(quads, format=ox.RdfFormat.N_QUADS).decode() for quads in some]
    command = [sys.executable, "-c", CHECK]
    done = subprocess.run(command, input="\x1e".join(texts), capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["True"] * len(some), done.stderr


def test_the_nanopub_library_notices_what_it_should(nanopublications: dict[str, list[ox.Quad]]) -> None:
    quads = next(iter(nanopublications.values()))
    without = [quad for quad in quads if not quad.graph_name.value.endswith("#provenance")]
    text = ox.serialize(without, format=ox.RdfFormat.N_QUADS).decode()
    done = subprocess.run([sys.executable, "-c", CHECK], input=text, capture_output=True, text=True, check=False)
    assert "MalformedNanopubError" in done.stderr


# Citation -----------------------------------------------------------------------------------------------------------


def test_citation_file_is_what_cff_1_2_0_asks_for() -> None:
    """See https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in ("software", "dataset")
    assert all("name" in author or {"family-names", "given-names"} <= author.keys() for author in citation["authors"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(citation["date-released"]))
    assert citation["license"] == ["MIT", "CC-BY-4.0"]
    known = "abstract authors cff-version contact date-released doi identifiers keywords license license-url message"
    known += (
        " preferred-citation references repository repository-artifact repository-code title type url version commit"
    )
    assert citation.keys() <= set(known.split())
