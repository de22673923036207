"""RDF files of a dataset: parsed, and held to what every RDF tool can carry on.

What is refused here was seen to be lost or damaged by a reader or writer in wide use: blank nodes cannot be told apart
between runs, characters that XML forbids and predicates without an XML name break RDF/XML, `INF` breaks JSON-LD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.findings import Finding
from historiograph.loading.files import kind_of
from historiograph.loading.source import Source, UnreadableError
from historiograph.loading.values import XML_FORBIDDEN

__all__ = ["LONGEST_IRI", "SYNTAXES", "faults_of", "read_rdf", "syntax_finding"]

SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
LONGEST_IRI = 1800
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_INFINITE = ("INF", "-INF", "NaN")


def read_rdf(files: Sequence[Path]) -> tuple[list[ox.Quad], list[Finding]]:
    """Return the quads of some RDF files, and what is wrong with them."""
    quads: list[ox.Quad] = []
    findings: list[Finding] = []
    for file in files:
        syntax = SYNTAXES[kind_of(file)]
        try:
            with Source(file) as source:
                found = list(ox.parse(source.file, format=syntax, base_iri=file.absolute().as_uri()))
        except (SyntaxError, ValueError) as error:
            findings.append(syntax_finding(file, error))
        except UnreadableError as error:
            findings.append(error.finding)
        else:
            quads += found
            for code, message, hint in dict.fromkeys(fault for quad in found for fault in faults_of(quad)):
                findings.append(Finding(code, "violation", message, hint, str(file)))
    return quads, findings


def syntax_finding(file: Path, error: SyntaxError | ValueError) -> Finding:
    """Return what to tell of a file that its parser refused."""
    return Finding(
        "rdf-syntax",
        "violation",
        f"not valid {SYNTAXES[kind_of(file)].name}: {error.args[0]}",
        "Correct this place, or write the file again with the tool it came from.",
        str(file),
        getattr(error, "lineno", None) or 0,
        getattr(error, "offset", None) or 0,
    )


def faults_of(quad: ox.Quad) -> Iterator[tuple[str, str, str]]:
    """Yield code, message and hint of each rule that a quad breaks."""
    for term in (quad.subject, quad.object, quad.graph_name):
        if isinstance(term, ox.BlankNode):
            yield "blank-node", "there is a blank node", "Give every node an IRI; blank nodes have no name to keep."
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, ox.NamedNode) and len(term.value) > LONGEST_IRI:
            yield "long-iri", f"an IRI has more than {LONGEST_IRI} characters: {term.value[:60]}...", "Shorten it."
    name = quad.predicate.value
    if not _XML_NAME.match(re.split(r"[/#:]", name)[-1]):
        yield "predicate-name", f"the predicate {name} does not end in an XML name", "RDF/XML needs one; rename it."
    if isinstance(quad.object, ox.Literal):
        text = quad.object.value
        if XML_FORBIDDEN.search(text):
            yield "control-character", f"a text has a character that XML forbids: {text[:40]!r}", "Delete it."
        if text in _INFINITE and quad.object.datatype.value.endswith(("double", "float")):
            yield "infinite-number", f"{text} is no number that every tool can read", "Leave the statement out."
        if text and not text.strip():
            yield "blank-text", "a text has nothing but white space", "Leave the statement out."
