"""What a dataset is, for catalogues: VoID and DCAT as Turtle, and schema.org as JSON-LD for a page's head.

VoID (https://www.w3.org/TR/void/) counts, DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) says in which files it comes.
What the dataset says of itself, title, licence and version among it, is taken over as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson
import pyoxigraph as ox

from historiograph.edition import Creator, edition_of
from historiograph.exports.rdf import SUFFIXES, triples_to
from historiograph.namespaces import HG, ONTOLOGY, RDF_TYPE, local_name

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["MEDIA", "landing", "to_schema_org", "to_void"]

_DCAT, _VOID, _DCTERMS = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", "http://purl.org/dc/terms/"
MEDIA = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Name of an RDF format -> its media type."""
_KEYWORDS = ("historiography", "argumentation", "knowledge graph", "RDF")
_IANA = "https://www.iana.org/assignments/media-types/"
_COUNTED = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"


def to_void(kg: KnowledgeGraph, _format: str, files: Mapping[str, str] | None = None) -> bytes:
    """Return the description of the dataset in VoID and DCAT, as Turtle.

    Args:
        kg: the graph.
        files: name of an RDF format -> where its file is, if that is not beside the dataset's own address.
    """
    dataset = ox.NamedNode(kg.header.base.rstrip("/"))
    found = [
        ox.Triple(dataset, row[0], row[1])
        for row in kg.solutions(f"SELECT DISTINCT ?p ?o WHERE {{ {dataset} ?p ?o }}").rows
        if isinstance(row[0], ox.NamedNode) and row[1] is not None and not row[0].value.startswith(HG)
    ]

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        found.append(ox.Triple(subject, ox.NamedNode(predicate), value))

    counts = _counts(kg)
    authored = {quad.triple for quad in kg.authored}
    predicates = {triple.predicate.value for triple in authored}
    for kind in (f"{_VOID}Dataset", f"{_DCAT}Dataset"):
        say(dataset, RDF_TYPE, ox.NamedNode(kind))
    say(dataset, f"{_VOID}triples", ox.Literal(len(authored)))
    say(dataset, f"{_VOID}entities", ox.Literal(len({triple.subject for triple in authored})))
    for namespace in sorted({iri[: len(iri) - len(local_name(iri))] for iri in predicates} | {HG}):
        say(dataset, f"{_VOID}vocabulary", ox.NamedNode(namespace))
    say(dataset, f"{_DCTERMS}conformsTo", ox.NamedNode(ONTOLOGY))
    for iri, count in counts.items():
        part = ox.NamedNode(f"{dataset.value}/partition/{local_name(iri)}")
        say(dataset, f"{_VOID}classPartition", part)
        say(part, f"{_VOID}class", ox.NamedNode(iri))
        say(part, f"{_VOID}entities", ox.Literal(count))
    for name, media in MEDIA.items():
        file = ox.NamedNode((files or {}).get(name) or _address(dataset.value, name))
        distribution = ox.NamedNode(f"{dataset.value}/distribution/{name}")
        say(dataset, f"{_VOID}dataDump", file)
        say(dataset, f"{_DCAT}distribution", distribution)
        say(distribution, RDF_TYPE, ox.NamedNode(f"{_DCAT}Distribution"))
        say(distribution, f"{_DCAT}downloadURL", file)
        say(distribution, f"{_DCAT}accessURL", dataset)
        say(distribution, f"{_DCAT}mediaType", ox.NamedNode(_IANA + media))
        for triple in found:
            if triple.subject == dataset and triple.predicate.value == f"{_DCTERMS}license":
                say(distribution, f"{_DCTERMS}license", triple.object)  # type: ignore[arg-type]
                break
    return triples_to("turtle", found, kg.header.base)


def landing(kg: KnowledgeGraph, files: Mapping[str, str] | None = None, address: str = "") -> dict[str, Any]:
    """Return the description of the dataset in schema.org's terms, as one JSON-LD object for the head of a page.

    Args:
        kg: the graph.
        files: name of an RDF format -> where its file is, as in `to_void`.
        address: of the page, if that is not the dataset's own.

    It has what search engines for datasets ask for: https://developers.google.com/search/docs/appearance/structured-data/dataset
    """
    edition = edition_of(kg)
    dataset = edition.iri
    counts = {local_name(iri): count for iri, count in _counts(kg).items() if iri.startswith(HG)}
    page: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": dataset,
        "url": address or dataset,
        "name": kg.header.title,
        "identifier": [f"https://doi.org/{edition.doi}", dataset] if edition.doi else dataset,
        "inLanguage": kg.header.language,
        "isAccessibleForFree": True,
        "keywords": list(edition.keywords or _KEYWORDS),
        "measurementTechnique": "Reading by a curator; every record points to a passage.",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "value": count} for name, count in sorted(counts.items())
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": (files or {}).get(name) or _address(dataset, name),
            }
            for name, media in MEDIA.items()
        ],
    }
    told = {
        "description": edition.description,
        "license": edition.licence.iri if edition.licence else "",
        "version": edition.version,
        "datePublished": edition.issued,
    }
    page.update({key: text for key, text in told.items() if text})
    if edition.authors:
        authors = [_author(creator) for creator in edition.authors]
        page["creator"] = authors[0] if len(authors) == 1 else authors
    if edition.publisher:
        page["publisher"] = {"@type": "Organization", "name": edition.publisher}
    return page


def to_schema_org(kg: KnowledgeGraph, _format: str) -> bytes:
    """Return `landing` as a file."""
    return orjson.dumps(landing(kg), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _author(creator: Creator) -> dict[str, str]:
    said = {"@type": "Person" if creator.is_person else "Organization", "name": creator.name}
    if all(creator.parts):
        said |= {"familyName": creator.parts[0], "givenName": creator.parts[1]}
    return said | ({"@id": creator.orcid} if creator.orcid else {})


def _address(dataset: str, format: str) -> str:
    return f"{dataset}.{SUFFIXES[format]}"


def _counts(kg: KnowledgeGraph) -> dict[str, int]:
    counts = {}
    for kind, count in kg.solutions(_COUNTED).rows:
        if isinstance(kind, ox.NamedNode) and isinstance(count, ox.Literal) and local_name(kind.value) != "Dataset":
            counts[kind.value] = int(count.value)
    return counts
