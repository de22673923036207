"""What axe (https://github.com/dequelabs/axe-core) has against a page, the rules of WCAG 2 among them."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page, *, only: str = "", without: str = "") -> list[tuple[str, list[str]]]:
    """Return the rules that a page breaks, each with the first places.

    Args:
        page: an open page whose scripts may be added to.
        only: one rule to try instead of all.
        without: a selector of what is not looked at.
    """
    # What passes is not told apart node by node, which would take most of the time.
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if only:
        options["runOnly"] = [only]
    found = Axe().run(page, context={"exclude": [[without]]} if without else None, options=options)
    return [
        (broken["id"], [node["html"][:200] for node in broken["nodes"][:3]]) for broken in found.response["violations"]
    ]
