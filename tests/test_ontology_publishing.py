"""The ontology as people of ontologies want it: FOOPS!- and OOPS!-style checks, documentation, catalogue, redirects.

What needs a live address is in docs/publishing-checklist.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyhornedowl
import pyoxigraph as ox
import pytest

from conftest import ROOT
from test_ontology import (
    CLASS,
    HG,
    OBJECT_PROPERTY,
    ONTOLOGY,
    ONTOLOGY_FILE,
    OWL,
    RDFS,
    VOCABULARY_FILE,
    objects,
    own_terms,
    quads_of,
)

CATALOG = ROOT / "ontology" / "catalog-v001.xml"
REDIRECTS = ROOT / "ontology" / ".htaccess"
SITE = "https://example.org/historiograph"
VANN, DCTERMS = "http://purl.org/vocab/vann/", "http://purl.org/dc/terms/"


@pytest.fixture(scope="module")
def ontology() -> ox.Dataset:
    return ox.Dataset(quads_of(ONTOLOGY_FILE))


def parents(ontology: ox.Dataset, predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in ontology:
        if quad.predicate.value == RDFS + predicate:
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


# FOOPS! and OOPS! ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("predicate", ["subClassOf", "subPropertyOf"])
def test_no_term_is_below_itself(ontology: ox.Dataset, predicate: str) -> None:
    """OOPS! P06: cycles in a hierarchy."""
    above = parents(ontology, predicate)
    for term in above:
        reached: set[str] = set()
        todo = [term]
        while todo:
            todo += (new := above.get(todo.pop(), set()) - reached)
            reached |= new
        assert term not in reached


def test_every_class_is_joined_to_others(ontology: ox.Dataset) -> None:
    """OOPS! P04: unconnected elements."""
    joined = {RDFS + name for name in ("domain", "range", "subClassOf")}
    lonely = {
        iri
        for iri in own_terms(ontology, CLASS)
        if not any(
            quad.predicate.value in joined and iri in (quad.subject.value, quad.object.value)
            for quad in ontology
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        )
    }
    assert lonely <= {HG + "AttestedRecord"}


def test_kinds_are_disjoint(ontology: ox.Dataset) -> None:
    """OOPS! P10: missing disjointness."""
    assert [quad for quad in ontology if quad.object == ox.NamedNode(OWL + "AllDisjointClasses")]


def test_no_property_has_two_domains_or_ranges(ontology: ox.Dataset) -> None:
    """OOPS! P19: several domains or ranges, which mean all of them and not one of them."""
    for side in ("domain", "range"):
        assert {iri: several for iri, several in parents(ontology, side).items() if len(several) > 1} == {}


def test_authored_links_between_our_things_have_an_inverse(ontology: ox.Dataset) -> None:
    """OOPS! P13: missing inverses; those to values of a vocabulary and to works of others need none."""
    inverse = {quad.subject.value for quad in ontology if quad.predicate.value == OWL + "inverseOf"}
    inverse |= {quad.object.value for quad in ontology if quad.predicate.value == OWL + "inverseOf"}
    without = {
        iri.removeprefix(HG)
        for iri in own_terms(ontology, OBJECT_PROPERTY)
        if iri not in inverse
        and not objects(ontology, ox.NamedNode(iri), RDFS + "subPropertyOf")
        and any(o.value.startswith(HG) for o in objects(ontology, ox.NamedNode(iri), RDFS + "range"))
    }
    symmetric = {"incompatibleWith", "agreesWith", "disagreesWith", "conflictsWith", "seemsToConflictWith"}
    assert without - symmetric <= {
        "coversPlace",
        "coversTime",
        "counts",
        "divisionOf",
        "estimatesPartOf",
        "exceedsWhole",
    }


def test_no_address_of_a_term_ends_like_a_file(ontology: ox.Dataset) -> None:
    """OOPS! P36, FOOPS! URI2."""
    assert [iri for iri in own_terms(ontology) if re.search(r"\.(owl|ttl|rdf|xml)\b", iri)] == []


def test_terms_of_others_are_not_redefined(ontology: ox.Dataset) -> None:
    """OOPS! P40: namespace hijacking; a restated term has a kind, a label, a home, its parent there, and our range."""
    allowed = {"type", "label", "isDefinedBy", "subClassOf", "range"}
    said = {
        re.split("[#/]", quad.predicate.value)[-1]
        for quad in ontology
        if isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith((HG, ONTOLOGY.value))
    }
    assert said <= allowed
    for term, above in parents(ontology, "subClassOf").items():
        assert term.startswith(HG) or not any(iri.startswith(HG) for iri in above), term


@pytest.mark.parametrize(
    "prop",
    [OWL + "versionIRI", OWL + "versionInfo", RDFS + "label", VANN + "preferredNamespacePrefix"]
    + [VANN + "preferredNamespaceUri"]
    + [DCTERMS + name for name in ("title", "description", "abstract", "license", "creator", "contributor")]
    + [DCTERMS + name for name in ("created", "modified", "issued", "publisher", "bibliographicCitation", "rights")],
)
def test_header_has_the_metadata_that_foops_looks_for(ontology: ox.Dataset, prop: str) -> None:
    """FOOPS! OM1 to OM5, VER1, FIND1."""
    assert objects(ontology, ONTOLOGY, prop)


def test_vocabularies_of_metadata_are_reused(ontology: ox.Dataset) -> None:
    """FOOPS! VOC1 and VOC2."""
    homes = {
        value.value for quad in ontology if quad.predicate.value == RDFS + "isDefinedBy" for value in [quad.object]
    }
    assert len(homes - {ONTOLOGY.value}) >= 10


# Readers of ontologies ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def functional(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ontology with its vocabularies in functional syntax, as horned-owl writes it."""
    folder = tmp_path_factory.mktemp("owl")
    ox.serialize(quads_of(ONTOLOGY_FILE, VOCABULARY_FILE), str(folder / "o.rdf"), ox.RdfFormat.RDF_XML)
    opened = pyhornedowl.open_ontology(str(folder / "o.rdf"))
    assert len(opened.get_axioms()) > 1000
    assert {iri for iri in opened.get_classes() if iri.startswith(HG)} == set(
        own_terms(ox.Dataset(quads_of(ONTOLOGY_FILE)), CLASS)
    )
    opened.save_to_file(str(folder / "o.ofn"), "ofn")
    return folder / "o.ofn"


def konclude(file: Path) -> str:
    """Return what Konclude says of a file; its exit status says nothing, and with one worker it hangs."""
    command = ["Konclude", "consistency", "-w", "AUTO", "-i", str(file)]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except FileNotFoundError:
        pytest.fail("this test needs Konclude: apt-get install konclude", pytrace=False)


def test_horned_owl_reads_it_and_konclude_finds_it_consistent(functional: Path) -> None:
    assert "is consistent." in konclude(functional)


def test_konclude_notices_what_it_should(functional: Path, tmp_path: Path) -> None:
    wrong = functional.read_text("utf-8").rstrip().removesuffix(")")
    wrong += f"ClassAssertion(<{HG}Historian> <urn:x>) ClassAssertion(<{HG}UnnamedParty> <urn:x>))"
    (tmp_path / "wrong.ofn").write_text(wrong, "utf-8")
    assert "is inconsistent" in konclude(tmp_path / "wrong.ofn")


def test_pylode_documents_it(tmp_path: Path) -> None:
    page = tmp_path / "ontology.html"
    # Its wheels look for the pyproject.toml that they were made with, so they are told their version.
    code = (
        "import sys, types; version = sys.modules['pylode.version'] = types.ModuleType('version'); "
        "version.__version__ = '3'; from pylode import OntPub; "
        f"OntPub({str(ONTOLOGY_FILE)!r}).make_html(destination={str(page)!r})"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    html = page.read_text("utf-8")
    for iri in own_terms(ox.Dataset(quads_of(ONTOLOGY_FILE))):
        assert iri in html
    assert "creativecommons.org/licenses/by/4.0" in html


# Protege's catalogue ------------------------------------------------------------------------------------------------


def test_catalogue_leads_to_the_files() -> None:
    entries = {one.get("name", ""): one.get("uri", "") for one in ET.parse(CATALOG).getroot()}  # noqa: S314 - our own
    version = objects(ox.Dataset(quads_of(ONTOLOGY_FILE)), ONTOLOGY, OWL + "versionIRI")[0].value
    assert {ONTOLOGY.value, version} <= entries.keys()
    bridges = {f"{ONTOLOGY.value}/alignments/{file.stem}" for file in CATALOG.parent.glob("alignments/*.ttl")}
    assert bridges == {name for name in entries if "/alignments/" in name}
    for name, file in entries.items():
        (header,) = {q.subject for q in quads_of(CATALOG.parent / file) if q.object == ox.NamedNode(OWL + "Ontology")}
        assert name in (header.value, version)


# Redirects ----------------------------------------------------------------------------------------------------------


def redirected(path: str, accept: str) -> str:
    """Return where the rules of .htaccess send a request: conditions up to a rule belong to it, [OR] joins two."""
    conditions: list[tuple[str, bool]] = []
    for line in REDIRECTS.read_text("utf-8").splitlines():
        words = line.split()
        if line.startswith("RewriteCond"):
            assert words[1] == "%{HTTP_ACCEPT}"
            conditions.append((words[2], "[OR]" in words))
        elif line.startswith("RewriteRule"):
            fits = re.search(words[1], path)
            if fits and _holds(conditions, accept):
                assert words[3] == "[R=303,L]"
                target = words[2].replace("%{ENV:SITE}", SITE)
                return re.sub(r"\$(\d)", lambda group: fits[int(group[1])] or "", target).removeprefix(SITE)  # noqa: B023
            conditions = []
    return ""


def _holds(conditions: list[tuple[str, bool]], accept: str) -> bool:
    result, either = True, False
    for pattern, joined in conditions:
        either = either or bool(re.search(pattern, accept))
        if not joined:
            result, either = result and either, False
    return result


@pytest.mark.parametrize(
    ("path", "accept", "target"),
    [
        ("context", "application/ld+json", "/ontology/context.jsonld"),
        ("ontology", "text/turtle", "/ontology/historiograph.ttl"),
        ("ontology", "application/rdf+xml", "/ontology/historiograph.rdf"),
        ("ontology", "application/ld+json", "/ontology/historiograph.jsonld"),
        ("ontology", "application/n-triples", "/ontology/historiograph.nt"),
        ("ontology", "text/html,application/xhtml+xml,*/*;q=0.8", "/ontology/index.html"),
        ("ontology", "*/*", "/ontology/historiograph.ttl"),
        ("ontology/0.1.0", "text/turtle", "/ontology/historiograph.ttl"),
        ("ontology/alignments/prov", "*/*", "/ontology/alignments/prov.ttl"),
        ("vocab/attitude/denies", "*/*", "/ontology/vocabularies.ttl"),
        ("stalinism.ttl", "*/*", "/graph/stalinism.ttl"),
        ("stalinism", "text/html", "/site/index.html"),
        ("stalinism", "application/trig", "/graph/stalinism.trig"),
        ("stalinism/claim/no-master-plan", "application/ld+json", "/graph/stalinism.jsonld"),
        ("stalinism/claim/no-master-plan", "text/html", "/site/index.html"),
        ("stalinism/graph/derived", "application/n-quads", "/graph/stalinism.nq"),
        ("", "text/html", "/site/index.html"),
    ],
)
def test_request_is_sent_where_it_belongs(path: str, accept: str, target: str) -> None:
    assert redirected(path, accept) == target


def test_redirects_lead_to_files_that_we_make() -> None:
    targets = set(re.findall(r"%\{ENV:SITE\}(\S+)", REDIRECTS.read_text("utf-8")))
    ours = {f"/{file.relative_to(ROOT)}" for file in (ROOT / "ontology").rglob("*") if file.is_file()}
    made = {f"/graph/$1.{suffix}" for suffix in ("ttl", "nt", "nq", "trig", "rdf", "jsonld")}
    made |= {"/graph/$1.$2", "/site/index.html", "/ontology/alignments/$1.ttl"}
    listed = (ROOT / "docs" / "publishing-checklist.md").read_text("utf-8")
    assert [target for target in targets - ours - made if target not in listed] == []
