"""How a page gets its scripts and styles: in the page itself, or from `static/` beside it.

A view that is handed on as one file brings all with it; the pages of a site share theirs. Both work from `file:`
and under any path, and both forbid the network.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from historiograph.views.bundle import bundle
from historiograph.views.static_files import static_text

__all__ = ["Assets", "Inlined", "Linked"]


class Assets(Protocol):
    """Where a page's scripts and styles are."""

    def script(self, name: str) -> Markup:
        """Return the element that runs a module of `static/` with all that it imports."""

    def style(self, name: str) -> Markup:
        """Return the element that applies a style sheet of `static/`."""

    def policy(self, scripts: Sequence[str]) -> str:
        """Return the content security policy of a page that runs these modules."""


@dataclass(frozen=True)
class Inlined:
    """Scripts and styles stand in the page."""

    def script(self, name: str) -> Markup:
        """Return the module, bundled, in a `script` element."""
        return Markup("<script>{}</script>").format(Markup(_script(name)))  # noqa: S704 - our own file

    def style(self, name: str) -> Markup:
        """Return the style sheet in a `style` element."""
        return Markup("<style>{}</style>").format(Markup(static_text(name)))  # noqa: S704 - our own file

    def policy(self, scripts: Sequence[str]) -> str:
        """Allow these scripts by their digests, and no other."""
        return _policy(" ".join(_digest(_script(name)) for name in scripts) or "'none'", "'unsafe-inline'")


@dataclass(frozen=True)
class Linked:
    """Scripts and styles are files of a folder beside the page: `root` leads to it, such as "../static/"."""

    root: str

    def script(self, name: str) -> Markup:
        """Return a `script` element that loads the bundle of the module."""
        return Markup('<script defer src="{}{}"></script>').format(self.root, name)

    def style(self, name: str) -> Markup:
        """Return a `link` element."""
        return Markup('<link rel="stylesheet" href="{}{}">').format(self.root, name)

    def policy(self, scripts: Sequence[str]) -> str:
        """Allow the site's own files, and nothing inline."""
        return _policy("'self'" if scripts else "'none'", "'self' 'unsafe-inline'")


def _policy(scripts: str, styles: str) -> str:
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:;"
        " base-uri 'none'; form-action 'none'"
    )


def _script(name: str) -> str:
    """Return what runs: a module with all that it imports, or a library as it came, without its source map."""
    if name.startswith("vendor/"):
        lines = static_text(name).split("\n")
        return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))
    return bundle(name)


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
