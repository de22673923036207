"""What the documentation has from code, ontology and curated graph: `make docs` writes it, a test holds it current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

ROOT = Path(__file__).parents[2]


def pages(kg: KnowledgeGraph | None = None) -> Iterator[tuple[str, str]]:
    """Yield path and text of each made file: pictures first, then the pages that hold them or are told from code."""
    from documentation import commands, index, python_api, rules, terms
    from documentation.drawing import Draughtsman
    from documentation.model import filled
    from documentation.packaging import packaging
    from documentation.pictures import PICTURES
    from historiograph.graph import load

    kg = kg or load()
    draughtsman = Draughtsman(kg)
    for picture in PICTURES:
        yield f"docs/images/{picture.name}.svg", draughtsman.svg(picture)
    yield "docs/images/graphs.svg", packaging(kg)
    yield "docs/model.md", filled((ROOT / "docs" / "model.md").read_text("utf-8"), draughtsman)
    yield "docs/reference/commands.md", commands.page()
    yield "docs/reference/terms.md", terms.page()
    yield "docs/reference/rules.md", rules.page()
    yield "docs/reference/python.md", python_api.page()
    yield "docs/README.md", index.page()
