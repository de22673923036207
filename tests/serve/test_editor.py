"""The editor in a browser that reaches this server and nothing else: it runs, completes, finds, and works by keys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright

from historiograph.queries import catalogue
from serve.running import Running

ARGUMENTS = ("--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking", "--disable-sync")
EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
EXPECTED = (
    # A browser says so of any answer that is an error.
    "Failed to load resource: the server responded with a status of 403",
    # DOMPurify, in YASGUI, parses what it cleans in a document where nothing runs; Chromium reports it all the same.
    "Executing inline event handler violates",
)
NARROW = (
    "/ask",
    "/ask/who-answers?debate=why-the-bridge-fell",
    "/claim/bridge-fell-by-accident",
    "/ontology",
    "/editor",
)
UNNAMED = """[...document.querySelectorAll('main a, main button, main input')]
  .filter(one => !one.closest('#yasgui') && !one.textContent.trim() && !one.labels?.length).map(one => one.outerHTML)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium: install one (apt-get install chromium) or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield started
        started.close()


def opened(browser: Browser, server: Running, faults: list[str], *, bypass_csp: bool = False) -> Page:
    """Return a tab, and collect in `faults` what it asks of others, what it complains of, and what scripts say."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=bypass_csp
    )
    page = context.new_page()

    def on_request(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            faults.append(f"asked for {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            faults.append(f"console: {message.text}")

    def on_dialog(dialog: Dialog) -> None:
        faults.append(f"a script ran: {dialog.message}")
        dialog.dismiss()

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("dialog", on_dialog)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return page


@pytest.fixture
def tab(browser: Browser, server: Running) -> Iterator[Page]:
    """A tab that asks this server only; afterwards: it asked nobody else, complained of nothing, ran no script."""
    faults: list[str] = []
    page = opened(browser, server, faults)
    yield page
    page.context.close()
    assert faults == []


def run_query(tab: Page) -> None:
    tab.get_by_role("button", name="Run query").click()


def test_it_runs_a_query(tab: Page, server: Running) -> None:
    tab.goto(f"{server.url}/editor")
    run_query(tab)
    expect(tab.locator(".yasr")).to_contain_text("Was the fall of the bridge an accident?")
    expect(tab.locator(".yasr")).to_contain_text(":debate/why-the-bridge-fell")


def test_a_ready_question_opens_beside_and_runs_at_once(tab: Page, server: Running) -> None:
    tab.goto(f"{server.url}/editor")
    every = tab.locator("button.example").count()
    assert every == len(catalogue())
    tab.get_by_label("Find").fill(catalogue()["who-answers"].text)
    shown = tab.locator("button.example:visible")
    expect(shown).to_have_count(1)
    shown.press("Enter")
    expect(tab.locator(".tabPanel.active .yasqe")).to_contain_text(catalogue()["who-answers"].title)
    expect(tab.locator(".tabPanel.active .yasr")).to_contain_text(":claim/")
    expect(tab.locator(".tabPanel")).to_have_count(2)
    tab.get_by_label("Find").fill("")
    expect(shown).to_have_count(every)


def test_a_thing_in_the_answer_leads_to_its_page_here(tab: Page, server: Running) -> None:
    tab.goto(f"{server.url}/editor#query={quote('SELECT * { ?s a hg:School }')}")
    run_query(tab)
    link = tab.locator(".yasr td a").first
    link.hover()
    assert (link.get_attribute("href") or "").startswith("/school/")


def test_what_is_wrong_is_said(tab: Page, server: Running) -> None:
    tab.goto(f"{server.url}/editor")
    tab.evaluate(f"{EDITOR}.setValue('SELECT * {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}')")
    with tab.expect_response(f"{server.url}/sparql") as response:
        run_query(tab)
    assert response.value.status == 403
    expect(tab.locator(".yasr")).to_contain_text("SERVICE is refused")


def test_terms_are_completed_without_the_network(tab: Page, server: Running) -> None:
    tab.goto(f"{server.url}/editor")
    text = "PREFIX hg: <https://w3id.org/historiograph/ontology#>\\nSELECT * { ?s a hg:Deb"
    tab.evaluate(f"{EDITOR}.setValue('{text}'), {EDITOR}.focus(), {EDITOR}.setCursor(1, 100)")
    tab.keyboard.press("Control+Space")
    expect(tab.locator(".CodeMirror-hint")).to_have_text(["hg:Debate"])
    tab.keyboard.press("Enter")
    expect(tab.locator(".yasqe .CodeMirror")).to_contain_text("a hg:Debate")
    tab.evaluate(f"{EDITOR}.setValue('PREFIX '), {EDITOR}.setCursor(0, 100)")
    tab.keyboard.type("sk")
    expect(tab.locator(".CodeMirror-hint").first).to_have_text("skos: <http://www.w3.org/2004/02/skos/core#>")


def test_labels_that_attack_are_text_even_without_a_policy(browser: Browser, server: Running) -> None:
    faults: list[str] = []
    tab = opened(browser, server, faults, bypass_csp=True)
    query = "SELECT * { ?s skos:prefLabel ?label FILTER(CONTAINS(?label, 'script')) }"
    tab.goto(f"{server.url}/editor#query={quote(query)}")
    run_query(tab)
    expect(tab.locator(".yasr")).to_contain_text("<script>alert(1)</script>")
    tab.goto(f"{server.url}/claim/attack")
    expect(tab.locator("h1")).to_contain_text("<script>alert(1)</script>")
    tab.goto(f"{server.url}/ask/who-answers?debate=debate/attack")
    tab.context.close()
    assert faults == []


@pytest.mark.parametrize("path", NARROW)
def test_a_page_fits_a_narrow_screen_and_names_its_controls(tab: Page, server: Running, path: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(server.url + path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 391
    assert tab.evaluate("document.querySelectorAll('h1').length") == 1
    assert tab.evaluate(UNNAMED) == []
