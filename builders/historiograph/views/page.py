"""A finished page: to save, to hand on, to show in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.errors import NotFoundError
from historiograph.files import write

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.views.place import Place
    from historiograph.views.reading import Reading

__all__ = ["Page", "render_view"]


_HEIGHT = 720
"""Pixels. A share of the window's height would do in Jupyter, but VS Code's window for outputs grows with them."""


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
        """Show the page in a notebook, in a frame of its own that can be made taller.

        The page comes with the cell (`srcdoc`): VS Code loads no file that a frame points to, and a notebook that is
        handed on keeps it. The frame may run the page's scripts, save files and open windows, yet cannot reach the
        notebook around it.
        """
        return (
            f'<div style="width:100%;height:{_HEIGHT}px;resize:vertical;overflow:hidden">'
            f'<iframe title="{escape(self.title)}" style="width:100%;height:100%;border:0"'
            ' sandbox="allow-scripts allow-downloads allow-popups allow-modals"'
            f' srcdoc="{escape(self.html)}"></iframe></div>'
        )


def render_view(
    kg: KnowledgeGraph,
    name: str,
    focus: str | None = None,
    *,
    reading: Reading | None = None,
    place: Place | None = None,
) -> Page:
    """Return a view as a page.

    Args:
        kg: the graph.
        name: of the view, one of `historiograph.views.VIEWS` or of the dataset's own.
        focus: the thing that the view is about, by slug, label or IRI.
        reading: the same graph, already read; give it where several pages are made, so it is read only once.
        place: where the page stands; None for one that stands by itself.

    Raises:
        NotFoundError: for an unknown view or focus, with the nearest ones.
        InputError: if a focus is missing, or given where none is taken, or a view of the dataset's own is none.
    """
    from historiograph.views import VIEWS
    from historiograph.views.own import own_view
    from historiograph.views.place import Place
    from historiograph.views.reading import Reading

    reading, place = reading or Reading(kg), place or Place()
    if name in VIEWS:
        return VIEWS[name](kg, reading, focus, place)
    for file in kg.own.views:
        if file.stem == name:
            return own_view(kg, reading, file, focus, place)
    raise NotFoundError("view", name, [*VIEWS, *(file.stem for file in kg.own.views)])
