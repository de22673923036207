"""One server for most tests: the small dataset, the graphs of the W3C's protocol tests, and labels that attack."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import MINI
from serve.running import Running, running

BASE = "https://example.org/mini/"
TIMEOUT = 2
LIMIT = 3000
DATA = "http://kasei.us/2009/09/sparql/data/"
"""The graphs that the W3C's protocol tests speak of: each says of itself that it is a document."""
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(MINI, folder)
    kind, document = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://xmlns.com/foaf/0.1/Document"
    quads = [f"<{DATA}data{n}.rdf> <{kind}> <{document}> <{DATA}data{n}.rdf> .\n" for n in range(4)]
    (folder / "graphs.nq").write_text("".join(quads), "utf-8")
    label = ATTACK.replace('"', '\\"')
    (folder / "attack.ttl").write_text(
        f"""@prefix hg: <https://w3id.org/historiograph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}claim/attack> a hg:Claim ; skos:prefLabel "{label}"@en ; hg:gist "</textarea><script>alert(3)</script>" ;
  hg:about <javascript:alert(4)> ; hg:answers <{BASE}debate/attack> .
<{BASE}debate/attack> a hg:Debate ; skos:prefLabel "{label}?"@en .
<{BASE}topic/p%C3%A9rez> a hg:Topic ; skos:prefLabel "Pérez"@en .
""",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def server(_own_cache: None, data: Path) -> Iterator[Running]:
    words = ("--timeout", str(TIMEOUT), "--limit", str(LIMIT), "--memory", "512")
    with running("--data", data, *words) as started:
        yield started
