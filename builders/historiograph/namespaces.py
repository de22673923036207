"""The namespaces of the project and the one prefix map, which is the JSON-LD context's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from historiograph.resources import resource

__all__ = [
    "CONTEXT",
    "FOLDERS",
    "HG",
    "ONTOLOGY",
    "RDF_TYPE",
    "VOCABULARY",
    "context",
    "curie",
    "local_name",
    "prefixes",
]

ONTOLOGY = "https://w3id.org/historiograph/ontology"
HG = ONTOLOGY + "#"
"""Terms of the ontology (prefix `hg:`)."""
CONTEXT = "https://w3id.org/historiograph/context"
"""Where the JSON-LD context is published, for files that do not hold it."""
VOCABULARY = "https://w3id.org/historiograph/vocab/"
"""Controlled values: `<scheme>/<slug>` below it."""
FOLDERS = (
    *("agent", "claim", "debate", "division", "event", "evidence", "identification", "measure", "membership", "move"),
    *("period", "place", "reference", "school", "school-name", "stance", "text", "topic", "work"),
)
"""The folders below a dataset's base in which its things have their IRIs: `<base>agent/getty`."""
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@lru_cache(maxsize=1)
def context() -> dict[str, Any]:
    """Return the JSON-LD context of the authoring format: the one mapping from YAML keys to IRIs."""
    import json

    loaded: dict[str, Any] = json.loads(resource("ontology/context.jsonld").read_bytes())["@context"]
    return loaded


@lru_cache(maxsize=1)
def prefixes() -> dict[str, str]:
    """Return prefix -> namespace IRI, from the lines of the context: no answer waits for its parser."""
    found = {}
    for line in resource("ontology/context.jsonld").read_text("utf-8").splitlines():
        name, _, iri = line.strip().rstrip(",").partition('": "')
        if iri.endswith(('#"', '/"')) and not name.startswith('"@'):
            found[name[1:]] = iri[:-1]
    return found


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/` of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def curie(iri: str) -> str:
    """Return the IRI in prefixed form where the prefix map allows it, else the IRI itself."""
    best = max(
        ((name, base) for name, base in prefixes().items() if iri.startswith(base)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return iri if best is None else f"{best[0]}:{iri[len(best[1]) :]}"
