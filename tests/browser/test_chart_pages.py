"""Matrix, figures and timeline in a browser without any network, and every kind of page in a notebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import violations
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright
from playwright.sync_api import Page as Tab

from conftest import ROOT
from historiograph.graph import KnowledgeGraph, load
from historiograph.views import Reading, render_view

NAMES = ("matrix", "estimates", "timeline")
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
ZOOMED = ViewportSize(width=320, height=225)
"""What is left of 1280 x 900 pixels at 400 % zoom."""
ODD = Path(__file__).with_name("sample.ttl")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium: install one (apt-get install chromium) or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(kg: KnowledgeGraph, mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the curated graph, of the small one, and the matrix of a graph whose labels attack it."""
    folder = tmp_path_factory.mktemp("charts of every kind")
    reading = Reading(kg)
    made = {name: render_view(kg, name, reading=reading).save(folder / f"{name}.html") for name in NAMES}
    made |= {f"mini {name}": render_view(mini, name).save(folder / "mini" / f"{name}.html") for name in NAMES}
    made["terror"] = render_view(kg, "matrix", "origins-of-the-terror", reading=reading).save(folder / "terror.html")
    made["odd"] = render_view(load(ODD, cached=False), "matrix").save(folder / "odd.html")
    return made


@pytest.fixture
def opened(browser: Browser, files: dict[str, Path]) -> Iterator[Callable[..., Tab]]:
    """Open a page; afterwards it must have asked nobody for anything and have nothing to complain of."""
    contexts, trouble = [], []

    def visit(name: str, hash: str = "", size: ViewportSize = WIDE, **more: object) -> Tab:
        context = browser.new_context(viewport=size, **more)  # type: ignore[arg-type]
        contexts.append(context)
        tab = context.new_page()
        tab.on(
            "console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None
        )
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("dialog", lambda dialog: trouble.append(f"dialog {dialog.message}"))
        tab.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else trouble.append(request.url),
        )
        tab.goto(files[name].as_uri() + hash)
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.mark.parametrize("name", ["mini matrix", "mini estimates", "mini timeline", "odd"])
def test_axe_finds_nothing(opened: Callable[..., Tab], name: str) -> None:
    tab = opened(name)
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(tab) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_and_400_percent_scroll_one_way_only(opened: Callable[..., Tab], name: str) -> None:
    for size in (PHONE, ZOOMED):
        tab = opened(name, size=size)
        assert tab.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_cell_opens_its_claims_by_keyboard_and_closes(opened: Callable[..., Tab]) -> None:
    tab = opened("matrix")
    cell = tab.locator('[data-cell="debate/reach-of-the-stalinist-state=school/totalitarian-school"]')
    cell.focus()
    tab.keyboard.press("Enter")
    panel = tab.locator("#panel")
    expect(panel).to_be_visible()
    expect(tab.locator("#panel-title")).to_be_focused()
    expect(panel.locator("article")).to_have_count(
        cell.locator("xpath=ancestor::td").evaluate("td => td.dataset.claims.trim().split(' ').length")
    )
    expect(panel).to_contain_text("Robert Conquest")
    expect(panel).to_contain_text("as reported by Martin McCauley")
    expect(panel).to_contain_text("digitised text, “")
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cell).to_be_focused()
    assert "=" not in tab.url


def test_the_address_opens_a_cell(opened: Callable[..., Tab]) -> None:
    tab = opened("matrix", "#debate/reach-of-the-stalinist-state=agent/conquest")
    expect(tab.locator("#panel-title")).to_contain_text("Robert Conquest")
    expect(tab.locator("#by-historian")).to_be_visible()
    expect(tab.locator("#by-school")).to_be_hidden()


def test_the_head_and_the_questions_stay_in_sight(opened: Callable[..., Tab]) -> None:
    tab = opened("matrix")
    tab.evaluate("document.querySelector('#by-school .scroll').scrollTo(900, 2500)")
    box = tab.locator("#by-school .scroll").bounding_box()
    head = tab.locator("#by-school thead th").nth(4).bounding_box()
    question = tab.locator("#by-school tbody tr").nth(14).locator("th").bounding_box()
    assert box
    assert head
    assert question
    assert abs(head["y"] - box["y"]) < 3
    assert abs(question["x"] - box["x"]) < 3


def test_rows_are_found_sorted_and_counted(opened: Callable[..., Tab]) -> None:
    tab = opened("matrix")
    rows = tab.locator("#by-school tbody tr:visible")
    tab.fill("#filter", "kirov murder")
    expect(tab.locator("#shown")).to_have_text(f"{rows.count()} of 61 shown")
    assert 0 < rows.count() < 10
    tab.click("#clear")
    expect(rows).to_have_count(61)
    tab.select_option("#sort", "question")
    names = [name.casefold() for name in tab.locator("#by-school tbody th bdi").all_inner_texts()]
    assert names == sorted(names)
    tab.select_option("#sort", "answers")
    numbers = [
        int(row) for row in tab.locator("#by-school tbody tr").evaluate_all("rows => rows.map(r => r.dataset.answers)")
    ]
    assert numbers == sorted(numbers, reverse=True)
    tab.check("#disputed")
    assert rows.count() == tab.locator("#by-school tr:has(.disputed)").count() > 0
    tab.uncheck("#disputed")
    tab.select_option("#topic", "topic/terror")
    assert 0 < rows.count() < 20


def test_figures_with_rivals_lead_to_each_other(opened: Callable[..., Tab]) -> None:
    tab = opened("estimates")
    tab.check("#rivals")
    expect(tab.locator("tbody:visible")).to_have_count(4)
    expect(tab.locator("#shown")).to_have_text("4 of 79 shown")
    row = tab.locator('[id="claim/harvest-of-1932-official"]')
    row.locator(".rival a").click()
    expect(tab.locator('[id="claim/harvest-of-1932-recomputed"]')).to_be_in_viewport()
    assert tab.url.endswith("#claim/harvest-of-1932-recomputed")


def test_the_picture_says_what_the_words_say(opened: Callable[..., Tab]) -> None:
    tab = opened("estimates")
    axis = tab.locator("section:has(h2:has-text('tonnes')) .ticks")
    million = axis.locator("span[style]", has_text="1 M").bounding_box()
    row = tab.locator('[id="claim/harvest-of-1932-official"]')
    point = row.locator("circle").bounding_box()
    end = row.locator(".plot").bounding_box()
    assert million
    assert point
    assert end
    middle = million["x"] + million["width"] / 2
    # From 100 to 100 million is six powers of ten; 69.9 million is 1.844 of them beyond a million.
    expected = middle + (end["width"] / 6) * 1.8445
    assert abs(point["x"] + point["width"] / 2 - expected) < 3


def test_the_chosen_event_goes_through_all_lanes(opened: Callable[..., Tab]) -> None:
    tab = opened("timeline")
    expect(tab.locator("tr[aria-current]")).to_have_id("event/collapse-of-1991")
    tab.select_option("#line", "event/death-of-stalin")
    expect(tab.locator("tr[aria-current]")).to_have_id("event/death-of-stalin")
    assert tab.locator("#lanes-table").evaluate("t => t.style.getPropertyValue('--from')") == "43.0"
    tab.select_option("#lanes", "author")
    lanes = tab.locator("tbody.work .lane-name").all_inner_texts()
    assert any(name.startswith("Works: Robert Conquest") and name.endswith("3") for name in lanes)
    assert sum(int(name.split()[-1]) for name in lanes) == 23
    tab.select_option("#lanes", "language")
    assert [name.split("\n")[0] for name in tab.locator("tbody.work .lane-name").all_inner_texts()] == [
        "Works: language not recorded 23"
    ]
    tab.select_option("#lanes", "school")
    expect(tab.locator("tbody.work tr:not(.lane-name)")).to_have_count(23)


@pytest.mark.parametrize(
    ("name", "words"),
    [("matrix", "Кто как отвечает"), ("estimates", "не более 50 000 000"), ("timeline", "Перемены взглядов")],
)
def test_russian(opened: Callable[..., Tab], name: str, words: str) -> None:
    tab = opened(name)
    tab.select_option("#language", "ru")
    assert words in tab.locator("body").inner_text().replace("\u00a0", " ")
    assert tab.locator("html").get_attribute("lang") == "ru"
    tab.select_option("#language", "en")
    assert words not in tab.locator("body").inner_text().replace("\u00a0", " ")


def test_the_matrix_of_one_debate_has_an_answer_a_row(opened: Callable[..., Tab]) -> None:
    tab = opened("terror")
    expect(tab.locator("h1")).to_have_text("What brought about the terror of the 1930s?")
    expect(tab.locator("#by-school tbody tr")).to_have_count(19)
    tab.locator(".open").first.click()
    expect(tab.locator("#panel article")).to_have_count(1)


def test_on_paper_empty_cells_take_no_room_and_nothing_is_cut_off(opened: Callable[..., Tab]) -> None:
    tab = opened("matrix", size=ViewportSize(width=718, height=1000))  # the width of a sheet of A4
    tab.emulate_media(media="print")
    expect(tab.locator(".controls")).to_be_hidden()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 718
    assert tab.locator("#by-school td:visible").count() == tab.locator("#by-school td.full").count()


@pytest.mark.parametrize("name", NAMES)
def test_without_scripts_everything_is_there(opened: Callable[..., Tab], name: str) -> None:
    tab = opened(name, java_script_enabled=False)
    expect(tab.locator(".controls")).to_have_count(1)
    expect(tab.locator(".controls")).to_be_hidden()
    expect(tab.locator("main table").last).to_be_visible()


def test_labels_that_attack_the_page_are_text(opened: Callable[..., Tab]) -> None:
    tab = opened("odd")
    expect(tab.locator("body")).to_contain_text("<img src=x onerror=alert(1)>")
    assert tab.locator("img").count() == 0
    tab.locator(".open").first.click()
    expect(tab.locator("#panel")).to_be_visible()


# -- in a notebook -----------------------------------------------------------------------------------------------------

SHOWN = (
    ("overview", None),
    ("debate", "why-the-bridge-fell"),
    ("matrix", None),
    ("estimates", None),
    ("timeline", None),
)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook that shows every kind of page, executed, as HTML."""
    folder = tmp_path_factory.mktemp("notebook")
    data = ROOT / "tests" / "fixtures" / "mini"
    sources = [f"import historiograph as hg\nkg = hg.load({str(data)!r}, cached=False)"]
    sources += [f"kg.view({name!r}, {focus!r})" for name, focus in SHOWN]
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    written = folder / "views.ipynb"
    written.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--template", "basic", str(written)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "builders"), "JUPYTER_PLATFORM_DIRS": "1"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return written.with_suffix(".html")


def test_a_notebook_shows_every_kind_of_page(browser: Browser, notebook: Path) -> None:
    context = browser.new_context(viewport=WIDE, offline=True)
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else trouble.append(request.url),
    )
    tab.goto(notebook.as_uri())
    frames = tab.locator("iframe")
    expect(frames).to_have_count(len(SHOWN))
    for number, (name, _) in enumerate(SHOWN):
        frames.nth(number).scroll_into_view_if_needed()
        inside = tab.frame_locator("iframe").nth(number)
        expect(inside.locator("h1")).to_be_visible()
        expect(inside.locator("html.js")).to_have_count(1)
        if name in ("overview", "debate"):
            expect(inside.locator("#map canvas")).to_be_visible()
    cells = tab.frame_locator("iframe").nth(2)
    cells.locator(".open").first.click()
    expect(cells.locator("#panel")).to_be_visible()
    cells.locator("#panel button").click()
    cells.locator("tbody th a").first.click()
    expect(cells.locator(".debate").first).to_be_in_viewport()
    context.close()
    assert trouble == []
