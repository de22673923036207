"""The graph in the terms of other people's models, by the CONSTRUCT queries of `ontology/alignments/`.

A folder there is a format: its queries, and a README whose section "What is lost" heads the file that is made.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pyoxigraph as ox

from historiograph.exports.rdf import triples_to
from historiograph.resources import resource

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["ALIGNED", "to_model"]

ALIGNED = {
    "crminf": "CIDOC CRM 7.1.3 with CRMinf 1.2.1 and LRMoo 1.1.1",
    "cito": "CiTO, the Citation Typing Ontology",
}
"""Name of a format -> the model whose terms it uses."""
_PREFIX = re.compile(r"^PREFIX ([\w-]+): <(.+?)>$", re.MULTILINE)
_LOST = re.compile(r"^## What is lost\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def to_model(kg: KnowledgeGraph, format: str) -> bytes:
    """Return the graph in the terms of another model, as Turtle that opens with what is lost on the way."""
    folder = resource(f"ontology/alignments/{format}")
    found: set[ox.Triple] = set()
    prefixes: dict[str, str] = {}
    for file in sorted(folder.glob("*.rq")):
        query = file.read_text("utf-8")
        prefixes.update(_PREFIX.findall(query))
        found.update(kg.solutions(query).triples or ())
    head = [f"# {kg.header.title}, in the terms of {ALIGNED[format]}.", "# What is lost:"]
    (lost,) = _LOST.findall((folder / "README.md").read_text("utf-8"))
    for line in lost.strip().splitlines():
        head += textwrap.wrap(line, 118, initial_indent="# ", subsequent_indent="#   ")
    body = triples_to("turtle", list(found), kg.header.base, prefixes)
    return "\n".join([*head, "", ""]).encode() + body
