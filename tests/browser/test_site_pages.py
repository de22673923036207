"""The site in a browser without any network: accessibility, search, languages, keys, narrow screens, print."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import violations
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from historiograph.exports import triples_to
from historiograph.files import write
from historiograph.graph import KnowledgeGraph
from historiograph.views.site import Site
from historiograph.views.site.single import single_page

PAGES = {
    "start": "index.html",
    "list": "claim/index.html",
    "debate": "debate/why-the-bridge-fell.html",
    "claim": "claim/bridge-fell-by-thrift.html",
    "estimate": "claim/nineteen-to-twenty-four-dead.html",
    "historian": "historian/quill.html",
    "actor": "actor/pell.html",
    "party": "party/some-townsfolk.html",
    "school": "school/thrift-school.html",
    "work": "work/thorne-the-night-of-the-bridge.html",
    "evidence": "evidence/quarry-account-book.html",
    "measure": "measure/deaths-at-the-bridge.html",
    "topic": "topic/flood.html",
    "event": "event/fall-of-the-bridge.html",
    "vocabularies": "vocab.html",
    "help": "docs/index.html",
    "model": "docs/model.html",
    "curated debate": "curated/debate/origins-of-the-terror.html",
}
"""Kind of page -> one of them: of the small dataset, where everything occurs, and the largest debate there is."""
CURATED = ("debate/origins-of-the-terror", "claim/stalin-one-actor-among-others", "agent/getty", "agent/ezhov")
VIEWS = ("matrix.html", "debate/why-the-bridge-fell.map.html")
"""A page of charts and a map: each brings scripts of its own."""
FLAGS = ("--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking", "--no-first-run")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; the tests fail without one, for a page that nobody opened is not tested."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium: install one (apt-get install chromium) or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(mini: KnowledgeGraph, kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small dataset, and in it a few pages of the curated one, under a path with a space."""
    place = tmp_path_factory.mktemp("a site")
    few, small = Site(kg, triples_to), Site(mini, triples_to)
    base = kg.header.base
    files = {
        **dict(small.files()),
        **{file.address: small.draw(file) for file in small.contents.maps() if file.address in VIEWS},
        **{f"curated/{address}": data for address, data in few.shared()},
        **{f"curated/{address}": data for local in CURATED for address, data in few.of(base + local)},
    }
    for address, data in files.items():
        file = place / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return place


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who is offline. Afterwards: no page asked for anything elsewhere, or complained of anything."""
    made = browser.new_context(offline=True, viewport=ViewportSize(width=1280, height=800), reduced_motion="reduce")
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else faults.append(one.url))
        page.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))

    made.on("page", watch)
    yield made
    made.close()
    assert faults == []


def opened(context: BrowserContext, folder: Path, address: str) -> Page:
    page = context.new_page()
    page.goto((folder / address.partition("#")[0]).as_uri() + "".join(address.partition("#")[1:]))
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, folder: Path, dark: bool) -> None:
    context = browser.new_context(offline=True, color_scheme="dark" if dark else "light", bypass_csp=True)
    found = {}
    kinds = {"ontology": "ontology.html", **PAGES}
    del kinds["curated debate"]  # of the same kind as the small one
    for name, address in kinds.items():
        if dark and name not in ("start", "debate", "claim", "school", "list", "model"):
            continue  # of the same parts as these
        page = opened(context, folder, address)
        if name == "model":  # some YAML and some Turtle, in their colours
            page.evaluate("[...document.querySelectorAll('details')].slice(0, 3).forEach((one) => (one.open = true))")
        alike = ".terms" if name == "ontology" else ""  # a hundred of them
        found[name] = violations(page, only="color-contrast" if dark else "", without=alike)  # else dark is as light
        page.close()
    context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_screen_of_320_pixels(context: BrowserContext, folder: Path, name: str) -> None:
    page = opened(context, folder, PAGES[name])
    page.set_viewport_size(ViewportSize(width=320, height=640))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_text_of_every_kind_of_page_looks_alike(context: BrowserContext, folder: Path) -> None:
    """The body of a page takes no class of one of its parts, or the whole page would be dressed as that part."""
    dress = "(({ color, font }) => [color, font])(getComputedStyle(document.body))"
    worn = {name: opened(context, folder, address).evaluate(dress) for name, address in PAGES.items()}
    assert {name: looks for name, looks in worn.items() if looks != worn["start"]} == {}


@pytest.mark.parametrize("name", ["start", "debate", "claim", "school", "work", "curated debate"])
def test_headings_are_in_order_and_landmarks_named(context: BrowserContext, folder: Path, name: str) -> None:
    page = opened(context, folder, PAGES[name])
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.locator("main").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("yezhov", "Nikolai Ezhov"),
        ("ежов", "Nikolai Ezhov"),
        ("getty", "J. Arch Getty"),
        ("rittersporn", "Gábor T. Rittersporn"),
        ("GABOR", "Gábor T. Rittersporn"),
        ("master plan", "The terror followed a master plan"),
    ],
)
def test_search_finds_by_any_spelling(context: BrowserContext, folder: Path, typed: str, name: str) -> None:
    page = opened(context, folder, PAGES["curated debate"])
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator("[role=option]").first).to_contain_text(name)


def test_search_is_a_combobox_that_leads_on(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, "curated/index.html")
    page.keyboard.press("/")
    page.keyboard.type("getty")
    first = page.locator("[role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/historian/getty.html")
    page.fill("#search", "zzzz")
    expect(page.locator("#found-said")).to_have_text("Nothing here has these words.")
    expect(page.locator("#found")).to_be_hidden()


def test_the_language_is_chosen_and_kept(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, PAGES["curated debate"])
    page.select_option("#language", "ru")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("h2").first).to_have_text("Одним взглядом")
    expect(page.locator(".standing")).to_contain_text("19 ответов")
    assert page.locator("h1 .label").evaluate("one => getComputedStyle(one, '::after').content") == '"en"'
    page.goto((folder / "curated/claim/stalin-one-actor-among-others.html").as_uri())
    expect(page.locator(".standing b")).to_have_text("В этом графе:")


def test_light_and_dark_are_chosen_and_kept(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, PAGES["claim"])
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("number", range(3), ids=["claim", "matrix", "map"])
def test_what_is_chosen_on_one_page_holds_on_any_other(context: BrowserContext, folder: Path, number: int) -> None:
    others = [PAGES["claim"], *VIEWS]
    chosen_on = others.pop(number)
    before = opened(context, folder, others[0])
    page = opened(context, folder, chosen_on)
    page.click("#theme")
    page.select_option("#language", "ru")
    for address in others:
        page.goto((folder / address).as_uri())
        expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        expect(page.locator("#language")).to_have_value("ru")
    expect(before.locator("html")).to_have_class(re.compile(r"\bdark\b"))  # one that was open all the time
    expect(before.locator("#language")).to_have_value("ru")


def test_an_address_that_says_another_language_yields_to_a_later_choice(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, VIEWS[1])
    page.select_option("#language", "ru")
    expect(page).to_have_url(re.compile("lang=ru"))
    page.goto((folder / "index.html").as_uri())
    page.select_option("#language", "en")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.fixture(scope="module")
def parted(mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as if it were large: lists of three, a search index in parts of ten; and as one file."""
    place = tmp_path_factory.mktemp("parted")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("historiograph.views.site.contents.LONGEST_LIST", 3)
        patched.setattr("historiograph.views.site.search_index._PART", 10)
        for address, data in Site(mini, triples_to).files():
            write(place / address, data)
    write(place / "one.html", single_page(place, b"", "mini.ttl")[0])
    return place


@pytest.mark.parametrize("start", ["index.html", "one.html"])
def test_a_search_index_in_parts_finds_everything(context: BrowserContext, parted: Path, start: str) -> None:
    page = opened(context, parted, start)
    assert page.locator("script[src*='search-index']").count() == 0  # until somebody searches
    page.fill("#search", "flood")
    expect(page.locator("#found a[href*='topic/flood']")).to_have_count(1)  # in one of the last parts
    page.fill("#search", "no such words")
    expect(page.locator("#found-said")).to_have_text("Nothing here has these words.")


@pytest.mark.parametrize("start", ["claim/index.html", "one.html#claim/"])
def test_one_leafs_through_a_long_list(context: BrowserContext, parted: Path, start: str) -> None:
    page = opened(context, parted, start)
    seen = page.locator("ul.entries a").all_inner_texts()
    while page.locator(".pages >> nth=0").locator("[rel=next]").count():
        number = int(page.locator(".pages >> nth=0").locator("[aria-current=page]").inner_text())
        page.locator(".pages >> nth=0").locator("[rel=next]").click()
        expect(page.locator(".pages >> nth=0").locator("[aria-current=page]")).to_have_text(str(number + 1))
        seen += page.locator("ul.entries a").all_inner_texts()
    assert str(len(seen)) == page.locator("h1 .count").inner_text()
    assert len(set(seen)) == len(seen) > 6


def test_copying_gives_the_query_as_it_is(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True, permissions=["clipboard-read", "clipboard-write"])
    page = opened(context, folder, PAGES["curated debate"])
    page.locator("details summary").first.click()
    page.locator("[data-copy=command-1]").click()
    expect(page.locator("[data-copy=command-1]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "historiograph ask who-answers --debate origins-of-the-terror"
    )
    context.close()


def test_the_first_stop_skips_to_the_content(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, PAGES["curated debate"])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_page_reads_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = opened(context, folder, PAGES["curated debate"])
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator(".answer").first).to_be_visible()
    page.locator(".stands .to").first.click()
    expect(page.locator("#answer-A")).to_be_in_viewport()
    context.close()


def test_a_handout_prints_on_few_sheets_without_the_tools(context: BrowserContext, folder: Path) -> None:
    page = opened(context, folder, PAGES["curated debate"])
    page.emulate_media(media="print")
    for tool in (".top", ".crumbs", ".skip"):
        expect(page.locator(tool)).to_be_hidden()
    expect(page.locator("#citation")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.answers')).columnCount") == "2"
