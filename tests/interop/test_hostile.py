"""Whatever text and whatever address: every format gives back what was put in, to our reader and to others'."""

from __future__ import annotations

import json
import unicodedata

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from historiograph.exports.rdf import quads_to, triples_to
from historiograph.namespaces import HG, RDF_TYPE
from interop.gauntlet import FLAT, FORMATS, canonical
from interop.hostile import TEXTS

BASE = "https://example.org/any/"
UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
SUB_DELIMITERS = "!$&'()*+,;=:@"
UCSCHAR = "\u00a0\u00e9\u0416\u05d0\u0627\u4e2d\ufdf0\U00010000\U0001f600\U000efffd"
"""RFC 3987 allows these and their like in an IRI."""

texts = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t\"'\\<>&]"), max_size=60),
    st.sampled_from(TEXTS).map(lambda text: text * 200),
).map(lambda text: unicodedata.normalize("NFC", text))
segments = st.one_of(
    st.text(UNRESERVED + SUB_DELIMITERS + UCSCHAR, min_size=1, max_size=30).filter(lambda one: one not in (".", "..")),
    st.sampled_from(["%20", "%E2%82%AC", "a%2Fb", "-", "1", "a.", "@type", "id", "type", "_:x", "//x", "a#b", "a?b=c"]),
)
things = st.tuples(st.sampled_from(["claim", "measure", "passage", "id", "x-y"]), segments).map(
    lambda parts: ox.NamedNode(BASE + "/".join(parts))
)
predicates = st.sampled_from(
    [f"{HG}{name}" for name in ("gist", "holder", "supports", "explicit", "paragraph")]
    + ["http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title", "https://example.org/own"]
).map(ox.NamedNode)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "ru", "zh-hant-tw"])),
    st.integers(-(10**20), 10**20).map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.sampled_from(["007", "1.50", "true", "1"]).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(f"{HG}own"))),
)
triples = st.lists(st.builds(ox.Triple, things, predicates, literals | things), min_size=1, max_size=8)


def written(format: str, said: list[ox.Triple]) -> bytes:
    said = [*said, ox.Triple(said[0].subject, ox.NamedNode(RDF_TYPE), ox.NamedNode(f"{HG}Claim"))]
    if format in FLAT:
        return triples_to(format, said, BASE)
    graph = ox.NamedNode(f"{BASE}graph/one")
    return quads_to(format, [ox.Quad(one.subject, one.predicate, one.object, graph) for one in said], BASE, {})


@pytest.mark.parametrize("format", FORMATS)
@given(said=triples)
@settings(max_examples=40)
def test_every_format_gives_back_what_was_put_in(format: str, said: list[ox.Triple]) -> None:
    found = {quad.triple for quad in ox.parse(written(format, said), format=FORMATS[format])}
    assert found - {one for one in found if one.predicate.value == RDF_TYPE} == set(said)


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml"])
@given(said=triples)
@settings(max_examples=15)
def test_rdflib_reads_it_alike(format: str, said: list[ox.Triple]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        graph = rdflib.Graph().parse(
            written(format, said), format={"ntriples": "nt", "rdfxml": "xml"}.get(format, format)
        )
        back = graph.serialize(format="nt", encoding="utf-8")
    assert canonical(ox.parse(back, format=ox.RdfFormat.N_TRIPLES)) == canonical(
        ox.parse(written("ntriples", said), format=ox.RdfFormat.N_TRIPLES)
    )


@given(said=triples)
@settings(max_examples=30)
def test_pyld_reads_it_alike(said: list[ox.Triple]) -> None:
    addresses = [term for one in said for term in (one.subject, one.object) if isinstance(term, ox.NamedNode)]
    assume(not any("\u00a0" in address.value for address in addresses))  # PyLD drops what such an address stands in
    options = {"format": "application/n-quads", "base": ""}
    back = jsonld.to_rdf(json.loads(written("jsonld", said)), options)
    assert canonical(ox.parse(back, format=ox.RdfFormat.N_QUADS)) == canonical(
        ox.parse(written("nquads", said), format=ox.RdfFormat.N_QUADS)
    )
