"""The site: a start page, and a network page for the whole and for each debate, in one folder that works anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from historiograph.files import write
from historiograph.namespaces import local_name
from historiograph.views.page import render_view
from historiograph.views.reading import Reading
from historiograph.views.static_files import static_text
from historiograph.views.templating import environment

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.networks import Layouts

__all__ = ["write_site"]

_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { hg:Historian hg:School hg:Debate hg:Claim hg:Stance hg:Evidence hg:Work }
  ?thing a ?class
} GROUP BY ?class
"""
_WORDS = {
    "Historian": "historians",
    "School": "schools",
    "Debate": "debates",
    "Claim": "claims",
    "Stance": "stances",
    "Evidence": "pieces of evidence",
    "Work": "works",
}


@dataclass(frozen=True)
class _Debate:
    """A debate on the start page."""

    iri: str
    question: str
    page: str
    answers: int
    speakers: int


def write_site(
    kg: KnowledgeGraph,
    folder: Path,
    ways: Sequence[tuple[str, str, str]] = (),
    layouts: Layouts | None = None,
) -> int:
    """Write the site's pages and return how many there are.

    Args:
        kg: the graph.
        folder: where; links are relative, so the folder may stand under any path.
        ways: address, name and description of what else the start page leads to.
        layouts: where things stood in an earlier edition; remembers where they stand now.
    """
    debates = [
        _Debate(
            _text(row["debate"]),
            kg.label(_text(row["debate"])),
            f"debate/{local_name(_text(row['debate']))}.html",
            int(_text(row["answers"])),
            int(_text(row["speakers"])),
        )
        for row in kg.ask("debates")
    ]
    start = (
        environment()
        .get_template("index.html.j2")
        .render(
            title=kg.header.title,
            description=_description(kg),
            counts=_counts(kg),
            debates=debates,
            ways=ways,
            style=Markup(static_text("site.css")),  # noqa: S704 - our own file, not input
        )
    )
    write(folder / "index.html", start)
    reading = Reading(kg)
    render_view(kg, "overview", reading=reading, layouts=layouts).save(folder / "overview.html")
    for debate in debates:
        render_view(kg, "debate", debate.iri, reading=reading, layouts=layouts).save(folder / debate.page)
    return 2 + len(debates)


def _counts(kg: KnowledgeGraph) -> list[tuple[int, str]]:
    found = {local_name(_text(row["class"])): int(_text(row["count"])) for row in kg.sparql(_COUNTS)}
    return [(found[name], word) for name, word in _WORDS.items() if name in found]


def _description(kg: KnowledgeGraph) -> str:
    rows = kg.sparql("SELECT ?text { ?dataset a void:Dataset ; dcterms:description ?text } ORDER BY ?text LIMIT 1")
    return next((_text(row["text"]) for row in rows), "")


def _text(term: object) -> str:
    return str(getattr(term, "value", "") or "")
