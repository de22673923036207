"""A finished page: to save, to hand on, to show in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.files import write

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.networks import Layouts
    from historiograph.views.reading import Reading

__all__ = ["Page", "render_view"]


@dataclass(frozen=True)
class Page:
    """One self-contained HTML page.

    Example:
        `kg.view("debate", focus="origins-of-the-terror").save("terror.html")`
    """

    title: str
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page, complete or not at all, always as UTF-8, and return where it is.

        Raises:
            OutputError: if it cannot be written there.
        """
        target = Path(path)
        write(target, self.html)
        return target

    def __repr__(self) -> str:
        return f"<Page '{self.title}': {len(self.html):,} characters; .save(path) writes it>"

    def _repr_html_(self) -> str:
        """Show the page in a notebook, apart from the notebook's own page."""
        return (
            f'<iframe title="{escape(self.title)}" style="width:100%;height:720px;border:0"'
            f' srcdoc="{escape(self.html)}"></iframe>'
        )


def render_view(
    kg: KnowledgeGraph,
    name: str,
    focus: str | None = None,
    *,
    reading: Reading | None = None,
    layouts: Layouts | None = None,
) -> Page:
    """Return a view as a page.

    Args:
        kg: the graph.
        name: of the view, one of `historiograph.views.VIEWS`.
        focus: the thing that the view is about, by slug, label or IRI.
        reading: the same graph, already read; give it where several pages are made, so it is read only once.
        layouts: where things stood in an earlier edition; remembers where they stand now.

    Raises:
        NotFoundError: for an unknown view or focus, with the nearest ones.
        InputError: if a focus is missing, or given where none is taken.
    """
    from historiograph.views.networks import network_view
    from historiograph.views.networks.render import render  # here: pyvis and Jinja2 are slow to import

    view = network_view(kg, name, focus, reading=reading, layouts=layouts)
    return Page(view.title, render(view))
