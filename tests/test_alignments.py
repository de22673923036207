"""Bridges to other people's models: safe under inference, apart from the core, and honest about what they lose."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from conftest import ROOT
from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import HG, RDF_TYPE
from test_ontology import (
    EXAMPLE_FILE,
    ONTOLOGY_FILE,
    VOCABULARY_FILE,
    declared,
    hermit_finds_consistent,
    profile_findings,
    quads_of,
)

ALIGNMENTS = ROOT / "ontology" / "alignments"
BRIDGES = sorted(ALIGNMENTS.glob("*.ttl"))
TABLE = ALIGNMENTS / "mappings.sssom.tsv"
CRM, CRMINF = "http://www.cidoc-crm.org/cidoc-crm/", "http://www.cidoc-crm.org/extensions/crminf/"
LRMOO, CITO = "http://iflastandards.info/ns/lrm/lrmoo/", "http://purl.org/spar/cito/"
OWL, RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"

VERIFIED = {
    CRM: "E4_Period E5_Event E13_Attribute_Assignment E21_Person E39_Actor E52_Time-Span E54_Dimension E55_Type "
    "E73_Information_Object E74_Group P2_has_type P4_has_time-span P14_carried_out_by P67_refers_to "
    "P82a_begin_of_the_begin P82b_end_of_the_end P90a_has_lower_value_limit P90b_has_upper_value_limit P91_has_unit "
    "P129_is_about P140_assigned_attribute_to P141_assigned P177_assigned_property_of_type",
    CRMINF: "I1_Argumentation I2_Belief I3_Inference_Logic I4_Proposition_Set I5_Inference_Making "
    "I13_Intended_Meaning_Belief I16_Meaning_Comprehension J1_used_as_premise J2_concluded_that J3_applied "
    "J5_holds_to_be J16_assumed_meaning J17_about J22_interpreted_meaning_of J23_interpreted_meaning_as "
    "J27_that_the_formal_meaning_of",
    LRMOO: "F1_Work F2_Expression R3_is_realised_in",
    CITO: "agreesWith cites critiques disagreesWith disputes",
}
"""Terms that were read in the models' own files: CRM 7.1.3, CRMinf 1.2.1, LRMoo 1.1.1, CiTO 2.8.2."""
SIGNATURES = {
    "J1_used_as_premise": ("I5_Inference_Making", "I2_Belief"),
    "J2_concluded_that": ("I1_Argumentation", "I2_Belief"),
    "J3_applied": ("I5_Inference_Making", "I3_Inference_Logic"),
    "J16_assumed_meaning": ("I13_Intended_Meaning_Belief", "I4_Proposition_Set"),
    "J17_about": ("I13_Intended_Meaning_Belief", "E73_Information_Object"),
    "J22_interpreted_meaning_of": ("I16_Meaning_Comprehension", "E73_Information_Object"),
    "J23_interpreted_meaning_as": ("I16_Meaning_Comprehension", "I13_Intended_Meaning_Belief"),
    "J27_that_the_formal_meaning_of": ("I2_Belief", "E73_Information_Object"),
}
"""Property -> domain and range, as CRMinf 1.2.1 has them."""
BELOW = {"I5_Inference_Making": {"I1_Argumentation"}, "I13_Intended_Meaning_Belief": {"I2_Belief"}}


def read(turtle: bytes) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]


# The bridges --------------------------------------------------------------------------------------------------------


def test_ontology_stays_in_its_profiles_with_every_bridge(tmp_path: Path) -> None:
    assert profile_findings(quads_of(ONTOLOGY_FILE, *BRIDGES), tmp_path) == []


def test_hermit_finds_every_bridge_consistent(tmp_path: Path) -> None:
    assert hermit_finds_consistent(quads_of(ONTOLOGY_FILE, VOCABULARY_FILE, EXAMPLE_FILE, *BRIDGES), tmp_path)


@pytest.mark.parametrize("file", BRIDGES, ids=lambda file: file.stem)
def test_bridge_says_things_of_our_terms_only(file: Path) -> None:
    quads = quads_of(file)
    ours = declared(ox.Dataset(quads_of(ONTOLOGY_FILE)))
    header = {quad.subject.value for quad in quads if quad.object == ox.NamedNode(OWL + "Ontology")}
    assert header == {f"https://w3id.org/historiograph/ontology/alignments/{file.stem}"}
    axioms = [quad for quad in quads if quad.predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf")]
    assert axioms
    assert {quad.subject.value for quad in axioms} <= {iri for iri in ours if iri.startswith(HG)}
    described = {quad.predicate.value for quad in quads if not quad.subject.value.startswith((HG, *header))}
    assert described <= {RDF_TYPE, RDFS + "label", RDFS + "isDefinedBy"}
    assert {quad.object.value for quad in axioms} <= declared(ox.Dataset(quads)), "declare what is bridged to"


def test_the_core_imports_no_bridge() -> None:
    assert "alignments/" not in ONTOLOGY_FILE.read_text("utf-8").replace("alignments/. Examples", "")


# The table ----------------------------------------------------------------------------------------------------------


def test_table_is_sssom() -> None:
    """SSSOM 1.0: https://mapping-commons.github.io/sssom/spec-model/."""
    lines = TABLE.read_text("utf-8").splitlines()
    header = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    assert {"mapping_set_id", "license", "curie_map"} <= header.keys()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    ours = declared(ox.Dataset(quads_of(ONTOLOGY_FILE)))
    curies = header["curie_map"]
    assert len(rows) == len({(row["subject_id"], row["object_id"]) for row in rows}) > 20
    assert [row["subject_id"] for row in rows] == sorted(row["subject_id"] for row in rows)
    for row in rows:
        assert row["subject_id"].replace("hg:", HG) in ours, row
        for key in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert row[key].partition(":")[0] in curies, row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert re.fullmatch(r"skos:(close|broad|narrow|related|exact)Match", row["predicate_id"])
    assert {name for name in curies if not any(f"{name}:" in line for line in lines if line[0] != "#")} == set()


# What is constructed ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crm(kg: KnowledgeGraph) -> list[ox.Triple]:
    return read(kg.export("crminf"))


def types(triples: list[ox.Triple]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value == RDF_TYPE:
            found.setdefault(str(triple.subject), set()).add(triple.object.value.rpartition("/")[2])  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("format", ["crminf", "cito"])
def test_only_terms_that_were_read_in_their_home(kg: KnowledgeGraph, format: str) -> None:
    allowed = {base + name for base, names in VERIFIED.items() for name in names.split()}
    for triple in read(kg.export(format)):
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(tuple(VERIFIED)):
                assert term.value in allowed


@pytest.mark.parametrize("format", ["crminf", "cito"])
def test_file_opens_with_what_is_lost_and_is_the_same_every_time(kg: KnowledgeGraph, format: str) -> None:
    file = kg.export(format)
    assert file == kg.export(format)
    head = file.decode().split("\n@prefix")[0].splitlines()
    assert head[1] == "# What is lost:"
    assert all(line.startswith("#") and len(line) <= 120 for line in head if line)
    readme = (ALIGNMENTS / format / "README.md").read_text("utf-8")
    assert sum(line.startswith("# - ") for line in head) == readme.partition("What is lost")[2].count("\n- ")


def test_every_property_of_crminf_joins_what_it_may(crm: list[ox.Triple]) -> None:
    kinds = types(crm)

    def widened(node: object) -> set[str]:
        own = kinds.get(str(node), set())
        return own.union(*(BELOW.get(kind, set()) for kind in own))

    checked = Counter()
    for triple in crm:
        name = triple.predicate.value.removeprefix(CRMINF)
        if name in SIGNATURES:
            domain, range_ = SIGNATURES[name]
            assert domain in widened(triple.subject), triple
            assert range_ in widened(triple.object), triple
            checked[name] += 1
    assert checked.keys() == SIGNATURES.keys()


def test_every_stance_arrives_in_the_voice_that_has_it(kg: KnowledgeGraph, crm: list[ox.Triple]) -> None:
    def count(query: str) -> int:
        ((number,),) = kg.solutions(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {query} }}").rows
        return int(number.value)  # type: ignore[union-attr]

    kinds = Counter(kind for found in types(crm).values() for kind in found)
    assert kinds["I16_Meaning_Comprehension"] == kinds["I13_Intended_Meaning_Belief"]
    assert kinds["I13_Intended_Meaning_Belief"] == count(
        "?s a hg:Stance ; hg:holder ?h ; hg:reporter ?r FILTER(?h != ?r)"
    )
    own = {str(triple.subject) for triple in crm if triple.predicate.value == f"{CRMINF}J5_holds_to_be"}
    assert len(own) == count("?s a hg:Stance ; hg:holder ?h ; hg:reporter ?h")
    assert kinds["I5_Inference_Making"] == count("?s a hg:Inference")
    assert kinds["E13_Attribute_Assignment"] == count("?s a hg:Membership")
    assert kinds["E54_Dimension"] == count("?s hg:measure ?m")


def test_nobody_is_made_to_believe_what_they_report(kg: KnowledgeGraph, crm: list[ox.Triple]) -> None:
    getty = kg.find("getty", "Agent")
    mine = {str(triple.subject) for triple in crm if triple.object == ox.NamedNode(getty)}
    assert mine
    by_getty = {triple.predicate.value for triple in crm if triple.object == ox.NamedNode(getty)}
    comprehended = [
        triple
        for triple in crm
        if triple.predicate.value == f"{CRM}P14_carried_out_by" and str(triple.subject).endswith("--comprehension>")
    ]
    assert comprehended
    assert {triple.object.value.rpartition("/")[2] for triple in comprehended} <= {"mccauley", "siegelbaum"}  # type: ignore[union-attr]
    assert f"{CRM}P67_refers_to" in by_getty


def test_cito_joins_works(kg: KnowledgeGraph) -> None:
    works = {row[0] for row in kg.solutions("SELECT ?w { ?w a hg:Work }").rows}
    links = read(kg.export("cito"))
    assert {triple.subject for triple in links} | {triple.object for triple in links} <= works
    conquest = ox.NamedNode(kg.find("conquest-harvest-of-sorrow", "Work"))
    mccauley = ox.NamedNode(kg.find("mccauley-stalin-and-stalinism", "Work"))
    assert ox.Triple(mccauley, ox.NamedNode(CITO + "cites"), conquest) in links
