"""The tools of the network pages in a browser: filters, neighbourhood, pictures, languages, phones, and axe."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import violations
from network_browser import ARGUMENTS, SAMPLE, chromium, offline
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright
from playwright.sync_api import Page as Tab

from historiograph.folding import fold
from historiograph.graph import KnowledgeGraph, load
from historiograph.views import NetworkView, Reading, network_view
from historiograph.views.networks.bundles import bundled
from historiograph.views.networks.render import render

STATIC = Path(__file__).parents[2] / "builders" / "historiograph" / "views" / "static"
LARGE = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=780)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def views(kg: KnowledgeGraph) -> dict[str, NetworkView]:
    """Views of each kind, of the made-up debate and of the curated graph."""
    salt = load(SAMPLE, cached=False)
    reading = Reading(kg)
    terror = network_view(kg, "debate", "origins-of-the-terror", reading=reading)
    return {
        "debate": network_view(salt, "debate", "why-the-salt-riots"),
        "school": network_view(salt, "school", "court"),
        "historian": network_view(salt, "historian", "abel"),
        "evidence": network_view(salt, "evidence", "court-letters"),
        "overview": network_view(kg, "overview", reading=reading),
        "terror": terror,
        "famine": network_view(kg, "debate", "causes-of-the-famine", reading=reading),
        "folded": bundled(terror, most=20),
    }


@pytest.fixture(scope="module")
def files(views: dict[str, NetworkView], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the pages of the views."""
    folder = tmp_path_factory.mktemp("with spaces")
    found = {}
    for name, view in views.items():
        file = folder / f"{name}.html"
        file.write_text(render(view), "utf-8")
        found[name] = file.as_uri()
    return found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A tab without any network; afterwards it has asked for nothing and complained of nothing."""
    with offline(browser, LARGE) as opened:
        yield opened


def _shown(tab: Tab) -> tuple[int, int]:
    words = tab.locator("#shown").inner_text().replace(",", "").split()
    return int(words[0]), int(words[5])


# -- filters and neighbourhood -----------------------------------------------------------------------------------------


def test_filters_stack_pause_and_clear(tab: Tab, files: dict[str, str], views: dict[str, NetworkView]) -> None:
    view = views["debate"]
    tab.goto(files["debate"])
    whole = _shown(tab)
    tab.locator("#facet-attitude summary").click()
    tab.locator("#facet-attitude [data-key=denies]").click(modifiers=["Shift"])
    claims = [node for node in view.nodes if "attitude" in node.facets]
    denied = {node.id for node in claims if "denies" in node.facets["attitude"]}
    assert _shown(tab)[0] == len(view.nodes) - len(claims) + len(denied)
    tab.click("#legend-nodes [data-key=historian]")
    historians = sum(node.kind == "historian" for node in view.nodes)
    stacked = _shown(tab)
    assert stacked[0] == len(view.nodes) - len(claims) + len(denied) - historians
    tab.locator("#facet-attitude .pause").click()
    assert _shown(tab)[0] == len(view.nodes) - historians, "switched off, not lost"
    tab.locator("#facet-attitude .pause").click()
    assert _shown(tab) == stacked
    tab.click("#show-all")
    assert _shown(tab) == whole


def test_a_missing_value_can_be_chosen(tab: Tab, files: dict[str, str], views: dict[str, NetworkView]) -> None:
    tab.goto(files["debate"])
    tab.locator("#facet-school summary").click()
    tab.locator("#facet-school [data-key='-']").click(modifiers=["Shift"])
    asked = [node for node in views["debate"].nodes if "school" in node.facets]
    without = [node for node in asked if not node.facets["school"]]
    assert 0 < len(without) < len(asked)
    assert _shown(tab)[0] == len(views["debate"].nodes) - len(asked) + len(without)


def test_all_filtered_out_says_so(tab: Tab, files: dict[str, str], views: dict[str, NetworkView]) -> None:
    tab.goto(files["debate"])
    for button in tab.locator("#legend-nodes button").all():
        button.click()
    expect(tab.locator("#empty")).to_be_visible()
    tab.focus("#map")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("#said")).to_contain_text("clear the filters")
    assert _shown(tab) == (0, 0)


def test_the_neighbourhood_in_steps(tab: Tab, files: dict[str, str], views: dict[str, NetworkView]) -> None:
    view = views["debate"]
    within = [{"claim/letters-late"}]
    for _ in range(2):
        near = {end for e in view.edges if {e.source, e.target} & within[-1] for end in (e.source, e.target)}
        within.append(within[-1] | near)
    tab.goto(files["debate"] + "#select=claim/letters-late")
    for depth in (1, 2):
        tab.locator(f"#panel [data-depth='{depth}']").click()
        assert _shown(tab)[0] == len(within[depth])
    expect(tab).to_have_url(re.compile("around=claim/letters-late,2"))
    tab.locator("#panel [data-depth='2']").click()
    assert _shown(tab)[0] == len(view.nodes)
    tab.focus("#map")
    tab.keyboard.press("1")
    assert _shown(tab)[0] == len(within[1])


def test_an_address_brings_everything_back(tab: Tab, files: dict[str, str]) -> None:
    tab.goto(files["debate"] + "#select=claim/plan&around=claim/plan,1&off.kind=historian&lang=ru&at=400,300,0.500")
    expect(tab.locator("#panel h3")).to_have_text("The riots were planned at court")
    expect(tab.locator("#legend-nodes [data-key=historian]")).to_have_attribute("aria-pressed", "false")
    expect(tab.locator("#legend-nodes [data-key=historian]")).to_contain_text("Историк")
    expect(tab.locator("#shown")).to_contain_text("Показано")
    expect(tab.locator("#map")).to_have_attribute("data-scale", "0.500")
    expect(tab.locator("#panel")).to_contain_text("Придерживаются")
    tab.locator("#language").select_option("en")
    expect(tab.locator("#panel")).to_contain_text("Held by")
    expect(tab).not_to_have_url(re.compile("lang="))
    tab.click("#show-list")
    expect(tab).to_have_url(re.compile("view=list"))
    tab.reload()
    expect(tab.locator("#things")).to_be_visible()
    expect(tab.locator("tr[aria-current]")).to_contain_text("The riots were planned at court")


def test_panning_and_dragging_by_hand(tab: Tab, files: dict[str, str]) -> None:
    tab.goto(files["debate"])
    box = tab.locator("#map").bounding_box()
    assert box
    tab.mouse.move(box["x"] + 20, box["y"] + box["height"] - 90)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 120, box["y"] + box["height"] - 200, steps=4)
    tab.mouse.up()
    expect(tab).to_have_url(re.compile("at="))
    before = tab.locator("#map").get_attribute("data-scale")
    tab.mouse.wheel(0, -300)
    expect(tab.locator("#map")).not_to_have_attribute("data-scale", before or "")
    tab.focus("#map")
    tab.keyboard.press("0")
    expect(tab).not_to_have_url(re.compile("at="))


def test_folded_things_open(tab: Tab, files: dict[str, str], views: dict[str, NetworkView]) -> None:
    tab.goto(files["overview"])
    assert "folded by theme" in tab.locator(".note").inner_text()
    tab.fill("#search", "was the terror planned")
    tab.keyboard.press("Enter")
    expect(tab.locator("#panel h3")).to_have_text("Was the terror planned?")
    opened = next(node.within for node in views["overview"].nodes if node.label == "Was the terror planned?")
    assert opened
    expect(tab).to_have_url(re.compile(f"open={opened}"))
    tab.goto(files["folded"])
    expect(tab.locator(".note")).to_contain_text("Too much to draw at once")
    tab.focus("#map")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#said")).to_contain_text("folded; Enter opens")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("open=bundle/"))


def test_the_list_sorts(tab: Tab, files: dict[str, str]) -> None:
    tab.goto(files["debate"] + "#view=list")
    heading = tab.locator("#things thead button").first
    heading.click()
    names = tab.locator("#things tbody th").all_inner_texts()
    heading.click()
    assert tab.locator("#things tbody th").all_inner_texts() == names[::-1]
    expect(tab.locator("#things th[aria-sort]")).to_have_attribute("aria-sort", "descending")


# -- pictures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["debate", "terror", "famine", "overview"])
def test_svg_is_true_and_no_text_lies_on_another(
    tab: Tab, files: dict[str, str], views: dict[str, NetworkView], name: str
) -> None:
    view = views[name]
    tab.goto(files[name])
    with tab.expect_download() as saved:
        tab.click("#save-svg")
    assert saved.value.suggested_filename.endswith(".svg")
    text = Path(saved.value.path()).read_text("utf-8")
    root = ET.fromstring(text)  # noqa: S314
    assert root.findtext(f"{SVG}title") == view.title
    texts = [one.text or "" for one in root.iter(f"{SVG}text")]
    assert texts[0] == view.title
    assert "supports" in texts or name == "overview", "the legend is part of the picture"
    assert not list(root.iter(f"{SVG}image"))
    if name != "overview":
        drawn = " ".join(texts)
        assert all(line in drawn for node in view.nodes for line in node.lines)
    overlaps = tab.evaluate(
        """(text) => {
          document.body.innerHTML = "";
          document.body.append(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
          const boxes = [...document.querySelectorAll("text")].map((one) => [one.getBBox(), one.textContent]);
          const found = [];
          boxes.forEach(([a, name], i) => boxes.slice(i + 1).forEach(([b, other]) => {
            const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
            const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
            if (x > 1 && y > a.height * 0.35) found.push([name, other]);
          }));
          return found;
        }""",
        text,
    )
    assert overlaps == []


def test_png_is_twice_as_large(tab: Tab, files: dict[str, str]) -> None:
    tab.goto(files["debate"])
    with tab.expect_download() as saved:
        tab.click("#save-png")
    data = Path(saved.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    with tab.expect_download() as drawn:
        tab.click("#save-svg")
    root = ET.parse(drawn.value.path()).getroot()  # noqa: S314
    assert int.from_bytes(data[16:20], "big") == round(2 * float(root.attrib["width"]))


# -- for everybody -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "view"),
    [(name, "map") for name in ("debate", "school", "historian", "evidence", "overview", "folded")]
    + [(name, "list") for name in ("debate", "evidence")],
)
def test_axe_finds_nothing(tab: Tab, files: dict[str, str], name: str, view: str) -> None:
    tab.goto(files[name] + ("#view=list" if view == "list" else ""))
    if view == "map" and name == "debate":
        tab.goto(files[name] + "#select=claim/plan")
        tab.emulate_media(color_scheme="dark")
    assert violations(tab) == []


def test_a_phone_has_a_sheet_and_a_legend(browser: Browser, files: dict[str, str]) -> None:
    with offline(browser, PHONE, has_touch=True) as tab:
        tab.goto(files["debate"] + "#select=claim/plan")
        sheet, whole = tab.locator("#panel").bounding_box(), tab.locator("#map").bounding_box()
        assert sheet
        assert whole
        assert sheet["width"] == PHONE["width"]
        assert sheet["y"] > whole["y"] + whole["height"] * 0.3, "the map stays in sight above it"
        tab.locator("#close").tap()
        tab.locator("#legend-toggle").tap()
        expect(tab.locator("#legend")).to_be_visible()
        tab.locator("#legend-nodes [data-key=historian]").tap()
        expect(tab.locator("#legend-nodes [data-key=historian]")).to_have_attribute("aria-pressed", "false")
        assert tab.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_at_four_hundred_percent_nothing_is_cut_off(browser: Browser, files: dict[str, str]) -> None:
    with offline(browser, ViewportSize(width=360, height=225)) as tab:
        tab.goto(files["debate"] + "#view=list")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        tab.locator("#relations").scroll_into_view_if_needed()
        expect(tab.locator("#relations tbody tr").first).to_be_visible()


def test_print_shows_the_list_in_light(tab: Tab, files: dict[str, str]) -> None:
    tab.goto(files["debate"])
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    expect(tab.locator("#things")).to_be_visible()
    expect(tab.locator("#legend")).to_be_visible()
    expect(tab.locator("#search")).to_be_hidden()
    assert "light" in tab.evaluate("document.documentElement.className")


# -- modules -----------------------------------------------------------------------------------------------------------


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the modules, and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def modules() -> Iterator[str]:
    """The address of a server of the folder of scripts."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=STATIC)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def bare(browser: Browser, modules: str) -> Iterator[Tab]:
    """A tab that can import the modules, without a network page."""
    page = browser.new_page()
    page.goto(f"{modules}/site.css")
    yield page
    page.close()


NAMES = (
    *("Gábor Rittersporn", "Ежов", "Yezhov", "Trotskii", "Trotsky", "Trotskij", "Zinov'ev", "Zinoviev", "Iagoda"),
    *("Yagoda", "Žukov", "Жуков", "El'tsin", "Yeltsin", "Maxim", "Maksim", "state-capitalist", "Łódź", "Щербаков"),
    *("Kollontai", "Stalin’s “plan”", "Zinovʹev", "s”ezd"),
)


def test_typed_text_is_folded_as_the_search_keys_are(bare: Tab) -> None:
    folded = bare.evaluate(
        "async (names) => { const m = await import('/network/folding.js'); return names.map(m.fold); }", NAMES
    )
    assert folded == [fold(name) for name in NAMES]


def test_the_grid_finds_what_a_rectangle_touches(bare: Tab) -> None:
    found = bare.evaluate(
        """async () => {
          const { Grid, boxOf } = await import("/network/grid.js");
          const grid = new Grid();
          const place = (n) => ({ n, x: (n % 30) * 90, y: Math.floor(n / 30) * 70, width: 60 + n, height: 20 });
          const items = Array.from({ length: 900 }, (_, n) => place(n));
          for (const item of items) grid.add(item, boxOf(item));
          const asked = { left: 500, right: 900, top: 300, bottom: 450 };
          const touches = (b) => b.left <= 900 && b.right >= 500 && b.top <= 450 && b.bottom >= 300;
          const touched = items.filter((item) => touches(boxOf(item))).map((item) => item.n);
          return [[...grid.within(asked)].map((item) => item.n).sort((a, b) => a - b), touched];
        }"""
    )
    assert found[0] == found[1]
    assert 10 < len(found[0]) < 100


def test_the_svg_context_turns_moves_and_escapes(bare: Tab) -> None:
    text = bare.evaluate(
        """async () => {
          const { SvgContext } = await import("/network/svg.js");
          const ctx = new SvgContext(100, 50, "<T>");
          ctx.save();
          ctx.translate(10, 20);
          ctx.rotate(Math.PI / 2);
          ctx.beginPath();
          ctx.moveTo(0, 0);
          ctx.lineTo(5, 0);
          ctx.setLineDash([2, 3]);
          ctx.globalAlpha = 0.5;
          ctx.stroke();
          ctx.restore();
          ctx.font = "italic 600 12px serif";
          ctx.textAlign = "center";
          ctx.fillText("a < b & \\u0007 \\ud800", 3, 4, 10);
          return ctx.toString();
        }"""
    )
    root = ET.fromstring(text)  # noqa: S314
    assert root.findtext(f"{SVG}title") == "<T>"
    path = next(root.iter(f"{SVG}path"))
    assert path.attrib["d"] == "M10 20L10 25"
    assert (path.attrib["stroke-dasharray"], path.attrib["stroke-opacity"]) == ("2 3", "0.5")
    words = next(root.iter(f"{SVG}text"))
    assert words.text == "a < b & \ufffd \ufffd"
    assert words.attrib["text-anchor"] == "middle"
    assert float(words.attrib["textLength"]) == 10


def test_parallel_relations_fan_out(bare: Tab) -> None:
    middles = bare.evaluate(
        """async () => {
          const { course } = await import("/network/lines.js");
          const box = (x) => ({ x, y: 0, width: 40, height: 20 });
          return [-1, 0, 1].map((fan) => course({ route: "straight", fan }, box(0), box(300)).points.map((p) => p.y));
        }"""
    )
    assert middles[1] == [0, 0]
    assert middles[0][1] < -20 < 20 < middles[2][1]
