"""The network pages in a browser without any network: what they draw, and that search, legend, keys and links work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from network_browser import ARGUMENTS, SAMPLE, chromium
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request, Route, ViewportSize, expect, sync_playwright
from playwright.sync_api import Page as Tab

from historiograph.graph import KnowledgeGraph, load
from historiograph.views import NetworkView, Reading, network_view
from historiograph.views.networks.render import render
from historiograph.views.page import Page

QUESTION = "why-the-salt-riots"
SIZE = ViewportSize(width=1280, height=720)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def sample(_own_cache: None) -> KnowledgeGraph:
    """A made-up debate with one of everything, and with labels that attack the page."""
    return load(SAMPLE, cached=False)


@pytest.fixture(scope="module")
def debate(sample: KnowledgeGraph) -> NetworkView:
    """The sample's debate as data."""
    return network_view(sample, "debate", QUESTION)


@pytest.fixture(scope="module")
def pages(
    sample: KnowledgeGraph, debate: NetworkView, kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[NetworkView, str]]:
    """Saved pages by name: the view and the file's address."""
    curated = sorted((row["d"].value for row in kg.sparql("SELECT ?d { ?d a hg:Debate }")), key=str)
    reading = Reading(kg)
    largest = max(
        (network_view(kg, "debate", iri, reading=reading) for iri in curated), key=lambda view: len(view.nodes)
    )
    views = {
        "debate": debate,
        "overview": network_view(sample, "overview"),
        "curated overview": network_view(kg, "overview"),
        "curated debate": largest,
    }
    folder = tmp_path_factory.mktemp("pages")
    return {
        name: (view, Page(view.title, render(view)).save(folder / f"{name}.html").as_uri())
        for name, view in views.items()
    }


Open = Callable[..., Tab]


@pytest.fixture
def open_page(browser: Browser, pages: dict[str, tuple[NetworkView, str]]) -> Iterator[Open]:
    """Open a saved page offline. Afterwards: it asked for nothing, complained of nothing, and ran no foreign script."""
    context = browser.new_context(offline=True, viewport=SIZE, reduced_motion="reduce")
    faults: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            faults.append(f"asked for {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"console: {message.text}")

    def on_dialog(dialog: Dialog) -> None:
        faults.append(f"a script ran: {dialog.message}")
        dialog.dismiss()

    def guard(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", guard)

    def opened(name: str, fragment: str = "") -> Tab:
        tab = context.new_page()
        tab.on("request", on_request)
        tab.on("console", on_console)
        tab.on("dialog", on_dialog)
        tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
        tab.goto(pages[name][1] + fragment)
        return tab

    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("name", ["debate", "overview", "curated overview", "curated debate"])
def test_page_shows_what_the_view_holds(open_page: Open, pages: dict[str, tuple[NetworkView, str]], name: str) -> None:
    view = pages[name][0]
    tab = open_page(name)
    nodes, edges = len(view.nodes), len(view.edges)
    expect(tab.locator("#shown")).to_have_text(f"{nodes} of {nodes} things and {edges} of {edges} relations shown")
    legend = tab.locator("#legend-nodes b").all_inner_texts()
    assert sum(map(int, legend)) == nodes, "each thing is counted once, and folded ones under their own kind"
    assert sum(map(int, tab.locator("#legend-edges b").all_inner_texts())) == edges
    assert _ink(tab) > 2000, "the map is empty"
    tab.click("#show-list")
    assert tab.locator("tr[data-node]").count() == nodes
    assert tab.locator("tr[data-edge]").count() == edges


def test_debate_is_readable_at_the_start(open_page: Open) -> None:
    for name in ("debate", "curated debate"):
        tab = open_page(name)
        assert tab.evaluate("Number(document.getElementById('map').dataset.scale)") * 16 >= 11


def test_search_selects_and_tells(open_page: Open) -> None:
    tab = open_page("debate")
    tab.keyboard.press("/")
    expect(tab.locator("#search")).to_be_focused()
    tab.keyboard.type("kovac")  # without the háček
    expect(tab.locator("[role=option][aria-selected=true]")).to_have_text("Ana Kovač")
    tab.keyboard.press("ArrowDown")
    assert tab.locator("[role=option][aria-selected=true]").count() == 1
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h3")).to_have_text("Ana Kovač")
    assert tab.url.endswith("#select=agent/kovac")
    expect(tab.locator("#said")).to_contain_text("Ana Kovač, historian")


def test_search_finds_other_names_and_says_when_there_is_none(open_page: Open) -> None:
    tab = open_page("debate")
    tab.fill("#search", "абель")
    expect(tab.locator("[role=option]").first).to_contain_text("Maria Abel")
    tab.fill("#search", "zzz")
    expect(tab.locator("#found")).to_have_text("Nothing here has that name.")
    tab.keyboard.press("Escape")
    expect(tab.locator("#found")).to_be_hidden()


def test_legend_hides_and_brings_back(open_page: Open, debate: NetworkView) -> None:
    tab = open_page("debate")
    historians = {node.id for node in debate.nodes if node.kind == "historian"}
    touched = [edge for edge in debate.edges if historians & {edge.source, edge.target}]
    before = _ink(tab)
    tab.click("#legend-nodes [data-key=historian]")
    expect(tab.locator("#legend-nodes [data-key=historian]")).to_have_attribute("aria-pressed", "false")
    nodes, edges = len(debate.nodes), len(debate.edges)
    expect(tab.locator("#shown")).to_have_text(
        f"{nodes - len(historians)} of {nodes} things and {edges - len(touched)} of {edges} relations shown"
    )
    assert _ink(tab) < before
    tab.click("#show-list")
    assert tab.locator("tr[data-node]:not([hidden])").count() == nodes - len(historians)
    tab.click("#show-map")
    tab.click("#show-all")
    expect(tab.locator("#shown")).to_contain_text(f"{nodes} of {nodes} things")


def test_legend_isolates_with_shift(open_page: Open, debate: NetworkView) -> None:
    tab = open_page("debate")
    tab.click("#legend-edges [data-key=supports]", modifiers=["Shift"])
    supports = sum(edge.relation == "supports" for edge in debate.edges)
    expect(tab.locator("#shown")).to_contain_text(f"and {supports} of {len(debate.edges)} relations")


def test_basis_can_be_hidden(open_page: Open, debate: NetworkView) -> None:
    tab = open_page("debate")
    tab.click("#legend-basis [data-key=inferred]")
    stated = sum(edge.explicit for edge in debate.edges)
    expect(tab.locator("#shown")).to_contain_text(f"and {stated} of {len(debate.edges)} relations")


def test_deep_link_back_and_escape(open_page: Open) -> None:
    tab = open_page("debate", "#select=claim/plan")
    expect(tab.locator("#panel h3")).to_have_text("The riots were planned at court")
    expect(tab.locator("#panel")).to_contain_text("paragraph 4, p. 12, characters 1,200–1,431")
    tab.locator("#panel a", has_text="Otto Brandt").click()
    expect(tab.locator("#panel h3")).to_have_text("Otto Brandt")
    tab.go_back()
    expect(tab.locator("#panel h3")).to_have_text("The riots were planned at court")
    tab.go_forward()
    expect(tab.locator("#panel h3")).to_have_text("Otto Brandt")
    tab.keyboard.press("Escape")
    expect(tab.locator("#panel")).to_be_hidden()


def test_link_to_nothing_selects_nothing(open_page: Open) -> None:
    tab = open_page("debate", "#select=claim/no-such-thing%E0%A4")
    expect(tab.locator("#panel")).to_be_hidden()


def test_relation_has_details(open_page: Open, debate: NetworkView) -> None:
    inferred = next(edge for edge in debate.edges if edge.relation == "rebuts" and not edge.explicit)
    tab = open_page("debate", f"#select={inferred.id}")
    expect(tab.locator("#panel h3")).to_have_text("rebuts a claim")
    expect(tab.locator("#panel")).to_contain_text("the curator infers it")
    expect(tab.locator("#panel a").first).to_have_text("The riots were planned at court")


def test_keys_walk_the_map(open_page: Open) -> None:
    tab = open_page("debate")
    tab.focus("#map")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("#said")).to_contain_text("Why did the salt riots break out?, question")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#said")).to_contain_text(re.compile(", (answer|other claim),"))
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator("#said")).to_contain_text("relation")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel")).to_be_visible()
    expect(tab.locator("#panel-body")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("#map")).to_be_focused()


def test_tab_visits_the_tools_in_order(open_page: Open) -> None:
    tab = open_page("debate")
    visited = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        visited.append(tab.evaluate("document.activeElement.id || document.activeElement.className"))
        if visited[-1] == "map":
            break
    wanted = ["skip", "search", "show-map", "show-list", "theme", "language", "help"]
    assert visited[: len(wanted)] == wanted
    assert visited[-1] == "map", "the map is one stop"


def test_a_click_on_a_thing_opens_it(open_page: Open) -> None:
    tab = open_page("debate")
    box = tab.locator("#map").bounding_box()
    assert box
    for step in range(1, 30):
        tab.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * step / 30)
        if tab.locator("#panel").is_visible():
            break
    expect(tab.locator("#panel h3")).to_be_visible()
    assert "#select=" in tab.url


def test_list_has_the_same_as_text(open_page: Open, debate: NetworkView) -> None:
    tab = open_page("debate")
    tab.click("#show-list")
    expect(tab.locator("#map")).to_be_hidden()
    assert tab.locator("#things tbody tr:visible").count() == len(debate.nodes)
    tab.locator("#things a", has_text="Otto Brandt").click()
    tab.click("#show-map")
    expect(tab.locator("#panel h3")).to_have_text("Otto Brandt")


def test_light_and_dark(open_page: Open) -> None:
    """As the machine has it until the reader chooses, then as chosen."""
    tab = open_page("debate")
    background = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(background)
    tab.emulate_media(color_scheme="dark")
    tab.reload()
    assert tab.evaluate(background) != light
    tab.click("#theme")
    assert tab.evaluate(background) == light
    tab.reload()
    assert tab.evaluate(background) == light


@pytest.mark.parametrize("name", ["debate", "overview"])
def test_hostile_labels_stay_text(open_page: Open, name: str) -> None:
    tab = open_page(name, "#select=agent/hostile")
    expect(tab.locator("#panel h3")).to_have_text("<img src=x onerror=alert(1)>")
    tab.fill("#search", "onerror")
    expect(tab.locator("[role=option]").first).to_contain_text("<img src=x onerror=alert(1)>")
    tab.keyboard.press("Enter")
    tab.click("#show-list")
    assert tab.locator("img").count() == 0
    if name == "debate":
        tab.fill("#search", "alert(2)")
        tab.keyboard.press("Enter")
        expect(tab.locator("#panel h3")).to_have_text("</script><script>alert(2)</script> & <b>bold</b>")
    assert tab.locator("script").count() == 3


def test_reads_without_scripts(browser: Browser, pages: dict[str, tuple[NetworkView, str]]) -> None:
    view, address = pages["debate"]
    context = browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    expect(tab.locator("#map")).to_be_hidden()
    expect(tab.locator("#search")).to_be_hidden()
    assert tab.locator("article:visible").count() == len(view.nodes)
    tab.locator("#things").get_by_role("link", name="Hunger drove the riots", exact=True).click()
    expect(tab.locator("article", has_text="Two failed harvests")).to_be_in_viewport()
    context.close()


def test_works_inside_a_notebook(browser: Browser, pages: dict[str, tuple[NetworkView, str]], tmp_path: Path) -> None:
    view = pages["debate"][0]
    notebook = tmp_path / "notebook.html"
    notebook.write_text("<!doctype html><meta charset=utf-8>" + Page(view.title, render(view))._repr_html_(), "utf-8")
    context = browser.new_context(offline=True, viewport=SIZE, reduced_motion="reduce")
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(notebook.as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("#search").fill("brandt")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel h3")).to_have_text("Otto Brandt")
    frame.locator("#panel a").first.click()
    expect(frame.locator("#panel h3")).not_to_have_text("Otto Brandt")
    assert faults == []
    context.close()


def test_large_map_is_ready_soon(open_page: Open) -> None:
    tab = open_page("curated overview")
    ready = tab.evaluate("performance.getEntriesByName('ready')[0].startTime")
    assert ready < 5000, f"{ready:.0f} ms"


def _ink(tab: Tab) -> int:
    """Return how many pixels of the map are not ground."""
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    count: int = tab.evaluate(
        """() => {
          const canvas = document.querySelector("#map canvas");
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
          copy.drawImage(canvas, 0, 0);
          const pixels = copy.getImageData(0, 0, canvas.width, canvas.height).data;
          let ink = 0;
          for (let i = 3; i < pixels.length; i += 4) ink += pixels[i] > 40;
          return ink;
        }"""
    )
    return count
