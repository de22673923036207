"""N-Quads read as a stream are held to what any RDF file is held to."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from historiograph.errors import DataError
from historiograph.loading.bulk import DERIVED, bulk_load
from historiograph.loading.excerpt import Excerpt
from historiograph.loading.rdf import faults_of, read_rdf
from historiograph.loading.sieve import Faults, Sieve

_SIGNS = 'aÁé \t\n\r\\"_:^\x01\x0b\x1f\x85\u00a0\u2003\u3000\u1680\u2028\ufeff\ufffd\ufffe\uffff🙂<>.@F'
_WHOLE = ["INF", "-INF", "NaN", "_:b", " ", "\t", "\u00a0", "x_:y"]
_TEXTS = st.text(st.sampled_from(_SIGNS), max_size=6) | st.sampled_from(_WHOLE)
_LOCAL = ["a", "_:a", "p/31", "ä" * 1000, "a" * 1900]
_IRIS = st.sampled_from([ox.NamedNode("urn:x"), *(ox.NamedNode(f"https://e.org/{name}") for name in _LOCAL)])
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LITERALS = st.builds(ox.Literal, _TEXTS) | st.builds(
    lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(_XSD + kind)),
    _TEXTS,
    st.sampled_from(["double", "float", "token"]),
)
_TAGGED = st.builds(lambda text: ox.Literal(text, language="en"), _TEXTS)
_BLANK = st.just(ox.BlankNode("b"))
_QUADS = st.builds(
    ox.Quad, _IRIS | _BLANK, _IRIS, _IRIS | _LITERALS | _TAGGED | _BLANK, _IRIS | _BLANK | st.just(ox.DefaultGraph())
)


def sifted(content: bytes, without: str | None = None, size: int = -1) -> tuple[Faults, bytes]:
    faults = Faults("x.nq")
    sieve = Sieve(io.BytesIO(content), faults, without)
    passed = b""
    while block := sieve.read(size):
        passed += block
    return faults, passed


def lines_of(quads: list[ox.Quad]) -> bytes:
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


@given(st.lists(_QUADS, max_size=12))
def test_it_finds_every_fault_and_no_other(quads: list[ox.Quad]) -> None:
    faults, passed = sifted(lines_of(quads))
    expected = {fault for quad in quads for fault in faults_of(quad)}
    assert {(one.code, one.message, one.hint) for one in faults.findings()} == expected
    assert passed == lines_of(quads)


@pytest.mark.parametrize(
    "line",
    [
        '<a:s><a:p>" ".',
        "<a:s><a:p/3><a:o>.",
        "<a:s><a:p/3> <a:o>.",
        "<a:s>\t<a:p>\t_:o\t.",
        '<a:s>  <a:p> "\\u0001" .',
        '<a:s> <a:p>"\\t"<a:g>.',
        '<a:s> <a:p> "I\\u004EF"^^<http://www.w3.org/2001/XMLSchema#double> .',
        "<a:s> <a:p/3> <a:o> . # a comment",
        "_:s <a:p> <a:o> <a:g> .",
        '<a:s> <a:p> "x" _:g .',
        '<a:s> <a:p> "\\uFFFE" .\r',
    ],
)
@pytest.mark.parametrize("before", ["", "# made by hand\n\n", '<a:s> <a:p> "fine" .\n' * 3])
def test_it_finds_a_fault_however_the_line_is_laid_out(line: str, before: str) -> None:
    faults, _ = sifted(f"{before}{line}\n<a:s> <a:p> <a:o> .".encode())
    (finding,) = faults.findings()
    assert finding.line == before.count("\n") + 1


@given(st.integers(1, 50))
def test_it_gives_on_what_it_reads_in_pieces_of_any_size(size: int) -> None:
    content = '<a:s> <a:p> "ä" .\n<a:s> <a:p> <a:o> .'.encode()
    assert sifted(content, size=size)[1] == content + b"\n"


def test_it_leaves_out_a_graph_and_keeps_the_number_of_lines() -> None:
    content = (
        "<a:s> <a:p> <a:o> <a:b/graph/derived> .\n<a:s> <a:p> <a:b/graph/derived> .\n"
        '<a:s> <a:p> "a b" <a:b/graph/derived> .\n_:s <a:p> <a:o> .\n'
    )
    faults, passed = sifted(content.encode(), DERIVED)
    assert passed == b"\n<a:s> <a:p> <a:b/graph/derived> .\n\n_:s <a:p> <a:o> .\n"
    assert [finding.line for finding in faults.findings()] == [4]


def test_a_file_of_faults_does_not_fill_the_memory() -> None:
    lines = "".join(f"<a:s> <a:p> <a:{n}{'x' * 1900}> .\n" for n in range(300))
    assert len(sifted(lines.encode())[0].findings()) == 100


@given(st.lists(_QUADS, max_size=12))
def test_an_excerpt_has_the_statements_it_wants_whatever_their_layout(quads: list[ox.Quad]) -> None:
    excerpt = Excerpt(["https://e.org/a"], ["urn:x"])
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = [quad for quad in quads if not list(faults_of(quad))]
    quads += [ox.Quad(quad.subject, kind, ox.NamedNode(name)) for quad in quads for name in ("urn:x", "urn:y")]
    content = lines_of(quads).replace(b"> <https://e.org/a> ", b">\t<https://e.org/a>  ")
    sieve = Sieve(io.BytesIO(content), Faults("x"), None, excerpt)
    while sieve.read(7):
        pass
    excerpt.finish()
    wanted = [quad for quad in quads if quad.predicate == ox.NamedNode("https://e.org/a")]
    wanted += [quad for quad in quads if quad.predicate == kind and quad.object == ox.NamedNode("urn:x")]
    expected = ox.Store()
    expected.extend(wanted)  # a store rewrites some literals
    assert set(excerpt.store) == set(expected)


@pytest.mark.parametrize("name", ["faulty.nq", "faulty.nt", "faulty.trig", "faulty.ttl"])
def test_a_stream_and_a_list_tell_the_same_of_a_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text('<urn:s> <urn:p> _:b .\n<urn:s> <https://e.org/31> " " .\n')
    with pytest.raises(DataError) as caught:
        bulk_load([file], ox.Store())
    _, findings = read_rdf([file])
    assert {(one.code, one.message, one.file) for one in caught.value.findings} == {
        (one.code, one.message, one.file) for one in findings
    }
    assert {one.code for one in findings} == {"blank-node", "predicate-name", "blank-text"}


@pytest.mark.parametrize(
    ("name", "content", "code", "line"),
    [
        ("broken.nq", b'<urn:s> <urn:p> "x" .\n<urn:s> <urn:p> "x .\n', "rdf-syntax", 2),
        ("broken.ttl", b'<urn:s> <urn:p> "x" .\n<urn:s> <urn:p> "x .\n', "rdf-syntax", 2),
        ("cut.nq.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xffK", "unreadable-file", 0),
        ("none.nq.gz", b"<urn:s> <urn:p> <urn:o> .\n", "unreadable-file", 0),
        ("folder.nq", None, "unreadable-file", 0),
        ("latin.nq", '<urn:s> <urn:p> "ä" .\n'.encode("latin-1"), "rdf-syntax", 1),
    ],
)
def test_what_is_no_rdf_is_told_with_its_place(
    tmp_path: Path, name: str, content: bytes | None, code: str, line: int
) -> None:
    file = tmp_path / name
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        bulk_load([file], ox.Store())
    (finding,) = caught.value.findings
    assert (finding.code, finding.line, finding.file) == (code, line, str(file))
    _, (same,) = read_rdf([file])
    assert (same.code, same.message) == (finding.code, finding.message)
