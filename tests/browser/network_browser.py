"""What the tests of pages share: where Chromium is, and a tab that has no network and must not complain."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

SAMPLE = Path(__file__).with_name("sample.ttl")
ARGUMENTS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_OWN = ("file:", "data:", "blob:")


def chromium() -> str:
    """Return where Chromium is; the tests fail without one, for a page that nobody opened is not tested."""
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium: install one (apt-get install chromium) or name it in the variable CHROMIUM")
    return found


@contextmanager
def offline(browser: Browser, size: ViewportSize, **more: Any) -> Iterator[Page]:
    """Open a tab offline. Afterwards: it asked for nothing, complained of nothing, and ran no foreign script."""
    context = browser.new_context(offline=True, viewport=size, reduced_motion="reduce", **more)
    faults: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(_OWN):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", guard)
    tab = context.new_page()
    tab.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
    tab.on("dialog", lambda dialog: (faults.append(f"a script ran: {dialog.message}"), dialog.dismiss()))
    try:
        yield tab
    finally:
        context.close()
    assert faults == []
