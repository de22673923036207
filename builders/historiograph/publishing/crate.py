"""The published folder as an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2): its parts, their licence, size and digest.

Written as JSON and not with the library of the field, which would date the crate by the clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from historiograph.edition import Creator, Edition
from historiograph.exports.description import MEDIA
from historiograph.exports.rdf import SUFFIXES
from historiograph.namespaces import ONTOLOGY

__all__ = ["CRATE", "crate", "digest_of"]

CRATE = "ro-crate-metadata.json"
_SPEC = "https://w3id.org/ro/crate/1.2"
_RDF = {f".{SUFFIXES[name]}": media for name, media in MEDIA.items()}
_MEDIA = _RDF | {
    ".html": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".cff": "application/yaml",
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".bib": "application/x-bibtex",
    ".rq": "application/sparql-query",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".css": "text/css",
    ".js": "text/javascript",
}
_PROFILE = {
    "csv-metadata.json": "http://www.w3.org/ns/csvw",
    "CITATION.cff": "https://citation-file-format.github.io/1.2.0/",
}
_Entity = dict[str, Any]


def crate(edition: Edition, folder: Path, described: Mapping[str, str]) -> str:
    """Return the metadata of a folder, "" where the edition does not say all that a crate must.

    Args:
        edition: what the dataset says of itself.
        folder: as it stands, but for the crate's own file.
        described: address of a file, or of a folder with `/` behind it, -> what it is, in words. Files in such a folder
            are parts of it.
    """
    if edition.licence is None or not (edition.description and edition.issued):
        return ""
    tops = sorted(described)
    parts = [part for address in tops for part in _parts(folder, address, described[address])]
    about: dict[str, _Entity] = {
        edition.licence.iri: {
            "@id": edition.licence.iri,
            "@type": "CreativeWork",
            "name": edition.licence.name or edition.licence.iri,
            "description": f"The licence of this dataset{f': {edition.licence.spdx}' if edition.licence.spdx else ''}.",
        },
        ONTOLOGY: {"@id": ONTOLOGY, "@type": "CreativeWork", "name": "The historiograph ontology"},
    }
    authors = [_agent(one, number) for number, one in enumerate(edition.authors, start=1)]
    about |= {one["@id"]: one for one in authors}
    address = f"https://doi.org/{edition.doi}" if edition.doi else edition.iri
    about["#identifier"] = {
        "@id": "#identifier",
        "@type": "PropertyValue",
        "name": "DOI" if edition.doi else "IRI",
        "propertyID": "https://registry.identifiers.org/registry/doi" if edition.doi else "https://schema.org/url",
        "value": f"doi:{edition.doi}" if edition.doi else address,
        "url": address,
    }
    for part in parts:
        profile = part.get("conformsTo", {}).get("@id", ONTOLOGY)
        about.setdefault(profile, {"@id": profile, "@type": "CreativeWork", "name": profile})
    root: _Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": edition.title,
        "description": edition.description,
        "datePublished": edition.issued,
        "license": {"@id": edition.licence.iri},
        "identifier": {"@id": "#identifier"},
        "inLanguage": edition.language,
        "hasPart": [{"@id": quote(address)} for address in tops],
        "mainEntity": {"@id": "index.html"},
    }
    if authors:
        named = [{"@id": one["@id"]} for one in authors]
        root["author"] = named[0] if len(named) == 1 else named
    if edition.version:
        root["version"] = edition.version
    if edition.keywords:
        root["keywords"] = list(edition.keywords)
    if edition.publisher:
        maker = next((one for one in authors if one["name"] == edition.publisher), None)
        maker = maker or {"@id": "#publisher", "@type": "Organization", "name": edition.publisher}
        about[maker["@id"]] = maker
        root["publisher"] = {"@id": maker["@id"]}
    descriptor = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _SPEC},
    }
    graph = [descriptor, root, *parts, *(about[iri] for iri in sorted(about))]
    return json.dumps({"@context": f"{_SPEC}/context", "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _parts(folder: Path, address: str, words: str) -> Iterator[_Entity]:
    """Yield a file; or a folder, and then each file in it."""
    if not address.endswith("/"):
        yield _file(folder, address) | {"description": words}
        return
    inside = sorted(file.relative_to(folder).as_posix() for file in (folder / address).rglob("*") if file.is_file())
    parts = [_file(folder, name) for name in inside]
    yield {
        "@id": quote(address),
        "@type": "Dataset",
        "name": address,
        "description": words,
        "contentSize": str(sum(int(part["contentSize"]) for part in parts)),
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    yield from parts


def _file(folder: Path, address: str) -> _Entity:
    place = folder / address
    said: _Entity = {
        "@id": quote(address),
        "@type": "File",
        "name": address,
        "contentSize": str(place.stat().st_size),
        "sha256": digest_of(place),
        "encodingFormat": _MEDIA.get(place.suffix, "text/plain"),
    }
    profile = _PROFILE.get(place.name) or (ONTOLOGY if place.suffix in _RDF else "")
    return said | ({"conformsTo": {"@id": profile}} if profile else {})


def _agent(creator: Creator, number: int) -> _Entity:
    said: _Entity = {
        "@id": creator.orcid or f"#creator-{number}",
        "@type": "Person" if creator.is_person else "Organization",
        "name": creator.name,
    }
    if all(creator.parts):
        said |= {"familyName": creator.parts[0], "givenName": creator.parts[1]}
    return said
