"""Writing the site into a folder: every file that `contents` names, as `drawing` draws it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.files import write
from historiograph.views.site.drawing import Serialise, Site

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views import Layouts

__all__ = ["write_site"]


def write_site(
    kg: KnowledgeGraph,
    folder: Path,
    serialise: Serialise,
    ways: Sequence[tuple[str, str, str]] = (),
    layouts: Layouts | None = None,
    landing: bytes = b"",
) -> int:
    """Write the site and return how many HTML pages it has.

    That of a dataset that comes with the package also has the documentation for those who make datasets.

    Args:
        kg: the graph.
        folder: where; links are relative, so the folder may stand under any path, and open from `file:`.
        serialise: writes the RDF beside each page.
        ways: address, name and description of what else the start page leads to.
        layouts: where things stood in an earlier edition; remembers where they stand now.
        landing: what the start page says of the dataset to search engines, as JSON-LD.

    Raises:
        OutputError: if a file cannot be written.
    """
    count = 0
    site = Site(kg, serialise, ways, landing, layouts)
    for file in site.contents:
        write(folder / file.address, site.draw(file))
        count += file.address.endswith(".html")
    return count
