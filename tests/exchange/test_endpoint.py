"""Every export but RDF, and every citation, of a SPARQL endpoint: the same bytes as from the files."""

from __future__ import annotations

import pytest

from historiograph.exports import FORMATS, RDF_FORMATS
from historiograph.graph import KnowledgeGraph, load
from servers import oxigraph


def test_exports_of_an_endpoint_are_those_of_the_files(
    mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HISTORIOGRAPH_TOKEN", raising=False)
    with oxigraph(tmp_path_factory.mktemp("store")) as server:
        monkeypatch.setenv("HISTORIOGRAPH_USER", server.user)
        mini.push(server.push)
        elsewhere = load(server.query)
        for name in [name for name in FORMATS if name not in RDF_FORMATS]:
            assert elsewhere.export(name) == mini.export(name), name
        assert elsewhere.cite("bridge-fell-by-thrift") == mini.cite("bridge-fell-by-thrift")
