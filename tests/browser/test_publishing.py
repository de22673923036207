"""A published edition: complete, described, every link leading somewhere; and the explorer as one file, offline."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from network_browser import ARGUMENTS, chromium, offline
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from rocrate.rocrate import ROCrate

from conftest import MINI, Outcome
from historiograph.authoring.scaffold import new_dataset
from historiograph.edition import Creator, Edition, Licence, edition_said
from historiograph.errors import InputError
from historiograph.exports.rdf import to_rdf
from historiograph.graph import load
from historiograph.individuals import Record, Value
from historiograph.publishing import Published, publish
from historiograph.publishing.records import citation_cff, citation_text, zenodo_json
from historiograph.views.site.single import single_page

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
HEADER = """\
  creator: ["Meer, Anna van der (https://orcid.org/0000-0002-1825-0097)", The Harbour Society]
  license: https://creativecommons.org/licenses/by-sa/4.0/
  version: 1.2.0
  issued: "2026-11-22"
  keywords: [harbours, sand]
"""
SITE = "https://somebody.github.io/sandholm/"
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=320, height=640)
Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset in which a claim is called by what a browser could take for markup."""
    folder = tmp_path_factory.mktemp("publishing") / "sandholm"
    new_dataset(folder)
    header = folder / "dataset.yaml"
    header.write_text(header.read_text("utf-8").rstrip("\n") + "\n" + HEADER, "utf-8")
    claims = folder / "claims" / "loss-of-the-harbour.yaml"
    text = claims.read_text("utf-8")
    claims.write_text(text.replace("label: Sand closed the harbour", f"label: '{HOSTILE}'"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def published(dataset: Path, _own_cache: None) -> Published:
    """Its edition, in a folder within the dataset's own and with a space in its name."""
    return publish(dataset, dataset / "the edition", base_url=SITE, archive=True)


@pytest.fixture(scope="module")
def folder(published: Published) -> Path:
    return published.start.parent


# The folder ---------------------------------------------------------------------------------------------------------


class Links(HTMLParser):
    """Collects what a page leads to, and what may be led to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def test_every_link_leads_to_a_file_under_any_path(folder: Path) -> None:
    pages = {page: Links(page.read_text("utf-8")) for page in folder.rglob("*.html")}
    followed = 0
    for page, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme in ("http", "https", "data"):
                continue
            assert not target.startswith("/"), f"{page}: {target} works at the root of a host alone"
            file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert file.is_relative_to(folder.resolve()), f"{page}: {target} leads out of the folder"
            assert file.is_file(), f"{page}: {target} leads to nothing"
            if parts.fragment and "=" not in parts.fragment and file in pages:
                assert unquote(parts.fragment) in pages[file].ids, f"{page}: {target} is no place there"
            followed += 1
    assert followed > 1000


def test_no_path_of_the_machine_is_told(folder: Path) -> None:
    for file in (one for one in folder.rglob("*") if one.is_file() and one.suffix != ".xlsx"):
        assert str(folder.parent).encode() not in file.read_bytes(), file


def test_the_manifest_has_the_digest_of_every_file(folder: Path) -> None:
    told = dict(
        reversed(line.split("  ", 1)) for line in (folder / "manifest-sha256.txt").read_text("utf-8").splitlines()
    )
    unlisted = {"manifest-sha256.txt", "ro-crate-metadata.json", ".made-by-historiograph"}
    files = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - unlisted
    assert told.keys() == files
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in told.items())


def test_the_crate_is_read_by_the_library_of_the_field_and_misses_nothing(folder: Path) -> None:
    """What RO-Crate 1.2 demands of the root; roc-validator, which checks all of it, needs the network to run."""
    crate = ROCrate(folder)
    root = crate.root_dataset
    assert root["name"] == "Why did Sandholm lose its harbour?"
    assert (root["datePublished"], root["version"]) == ("2026-11-22", "1.2.0")
    assert root["license"].id == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert [one.type for one in root["author"]] == ["Person", "Organization"]
    assert root["author"][0].id == "https://orcid.org/0000-0002-1825-0097"
    assert root["author"][0]["familyName"] == "Meer"
    raw = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    assert raw["@context"] == "https://w3id.org/ro/crate/1.2/context"
    entities = {one["@id"]: one for one in raw["@graph"]}
    assert len(entities) == len(raw["@graph"])
    referred = {one["@id"] for one in _references(raw["@graph"])} - {"https://w3id.org/ro/crate/1.2"}
    assert referred <= entities.keys()
    files = {unquote(iri): one for iri, one in entities.items() if one["@type"] == "File"}
    hidden = {".nojekyll", ".made-by-historiograph", "ro-crate-metadata.json"}
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert files.keys() == there - hidden
    for name, one in files.items():
        data = (folder / name).read_bytes()
        assert (one["contentSize"], one["sha256"]) == (str(len(data)), hashlib.sha256(data).hexdigest()), name
        assert re.fullmatch(r"[a-z]+/[\w.+-]+", one["encodingFormat"]), name
    parts = {unquote(one["@id"]) for entity in entities.values() for one in entity.get("hasPart", ())}
    assert files.keys() < parts


def _references(value: object) -> Iterator[dict[str, str]]:
    for one in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        if isinstance(one, dict) and one.keys() == {"@id"}:
            yield one
        yield from _references(one)


def test_catalogues_are_told_where_the_files_are(folder: Path) -> None:
    void = {quad.object.value for quad in ox.parse((folder / "void.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)}
    start = (folder / "index.html").read_text("utf-8")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', start, re.DOTALL)
    told = json.loads(block)
    assert (told["@type"], told["url"], told["keywords"]) == ("Dataset", SITE, ["harbours", "sand"])
    assert [one["name"] for one in told["creator"]] == ["Meer, Anna van der", "The Harbour Society"]
    for one in told["distribution"]:
        assert one["contentUrl"] in void
        assert (folder / one["contentUrl"].removeprefix(SITE)).is_file()
    pages = re.findall(r"<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text("utf-8"))
    assert len(pages) == sum(1 for _ in folder.rglob("*.html"))
    assert all((folder / page.removeprefix(SITE)).is_file() for page in pages)


def test_citing_and_depositing(folder: Path) -> None:
    citation = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert citation["authors"] == [
        {"family-names": "Meer", "given-names": "Anna van der", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "The Harbour Society"},
    ]
    assert (citation["license"], citation["date-released"]) == ("CC-BY-SA-4.0", "2026-11-22")
    deposit = json.loads((folder / ".zenodo.json").read_text("utf-8"))
    assert deposit["creators"][0] == {"name": "Meer, Anna van der", "orcid": "0000-0002-1825-0097"}
    assert (deposit["license"], deposit["upload_type"]) == ("cc-by-sa-4.0", "dataset")
    assert "Attribution-ShareAlike 4.0 International" in (folder / "LICENSE.txt").read_text("utf-8")
    assert "version 1.2.0" in (folder / "README.md").read_text("utf-8")
    assert not (folder / "sources" / "texts").exists()


def test_the_archive_is_the_folder_without_times(published: Published, folder: Path) -> None:
    assert published.archive is not None
    with zipfile.ZipFile(published.archive) as archive:
        there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        assert archive.namelist() == sorted(there - {".made-by-historiograph"})
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_can_be_made_again_from_its_own_sources_byte_for_byte(folder: Path, dataset: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "sources", tmp_path / "sources")
    again = publish(tmp_path / "sources", tmp_path / "again", base_url=SITE, archive=True).start.parent
    assert {file.relative_to(again).as_posix(): file.read_bytes() for file in again.rglob("*") if file.is_file()} == {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
    # What was published inside the dataset's folder is no part of the dataset.
    assert all("the edition" not in str(file) for file, _ in load(dataset).dataset.source_map.places.values())


# What is refused ----------------------------------------------------------------------------------------------------


def test_what_is_not_said_is_asked_for_with_its_line(run: Run, tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "mini")
    told = run("publish", "--data", tmp_path / "mini", "-o", tmp_path / "out", "--zip")
    assert told.status == 1
    assert "dataset.yaml:3:1: violation[no-creator]" in told.err
    assert "creator: Family, Given" in told.err
    assert not (tmp_path / "out").exists()


def test_others_files_are_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for words in (("-o", tmp_path), ("-o", tmp_path / "mine.txt"), ("--single-file", "-o", tmp_path)):
        told = run("publish", "--data", MINI, *words)
        assert told.status == 2, words
    assert run("publish", "--data", MINI, "-o", tmp_path / "x", "--base-url", "somewhere").status == 2
    assert run("publish", "--data", MINI, "-o", tmp_path / "x.html", "--single-file", "--zip").status == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_what_does_not_conform_is_not_published(run: Run, tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "mini")
    (tmp_path / "mini" / "more.yaml").write_text("claims:\n- {id: x, label: X, answers: nothing-there}\n", "utf-8")
    for words in (("-o", tmp_path / "out"), ("--single-file", "-o", tmp_path / "out.html")):
        told = run("publish", "--data", tmp_path / "mini", *words)
        assert told.status == 1
        assert "more.yaml" in told.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mini"]


@pytest.mark.parametrize(
    ("iri", "name", "spdx"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0", "Creative Commons Zero 1.0 Universal", "CC0-1.0"),
        ("https://opendatacommons.org/licenses/odbl/1-0/", "Open Data Commons Open Database License 1.0", "ODbL-1.0"),
        ("https://spdx.org/licenses/MIT.html", "MIT", "MIT"),
        ("https://example.org/ours", "", ""),
    ],
)
def test_licences_are_known_by_their_address(iri: str, name: str, spdx: str) -> None:
    said = edition_said(Record("https://example.org/d", {"license": [Value(iri, is_iri=True)]}))
    assert said.licence == Licence(iri, name, spdx)


def test_an_edition_that_says_little_is_described_as_far_as_it_goes() -> None:
    bare = Edition("https://example.org/d", "d", "D?", "en", "", (), "", None, "", "", (), "")
    assert (citation_cff(bare), zenodo_json(bare)) == ("", "")
    assert citation_text(bare) == "D? https://example.org/d"
    full = Edition(
        *("https://example.org/d", "d", "D", "en", "About d.", (Creator("Ann, A."),), "Press", None, "2"),
        *("2026", (), "10.5281/zenodo.1"),
    )
    assert citation_text(full) == "Ann, A. (2026). D, version 2. Press. https://doi.org/10.5281/zenodo.1"
    assert "date-released" not in citation_cff(full)


def test_a_creator_that_is_no_text_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text(
        "dataset:\n  id: d\n  base: https://example.org/d/\n  title: D\n  creator: {name: Ann}\n", "utf-8"
    )
    told = run("check", "--data", tmp_path)
    assert told.status == 1
    assert "dataset.yaml:5:3: violation[wrong-value] `creator` should be a text" in told.err + told.out


# One file -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def single(folder: Path, dataset: Path) -> Path:
    """The explorer as one file, alone in a folder."""
    text, count = single_page(folder, to_rdf(load(dataset), "turtle"), "sandholm.ttl")
    assert count == sum(1 for _ in folder.rglob("*.html"))
    place = dataset.parent / "one file"
    place.mkdir()
    (place / "sandholm.html").write_text(text, "utf-8")
    return place / "sandholm.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with offline(browser, WIDE) as opened:
        yield opened


def test_it_holds_no_link_to_elsewhere_and_no_text_that_could_run(single: Path) -> None:
    text = single.read_text("utf-8")
    assert not re.search(r"<(?:script|img|link|iframe)[^>]*\b(?:src|href)=\"(?!data:)", text)
    assert HOSTILE not in text
    assert text.count("<script>") == 1  # ours; all else in a script element is data


def test_clicking_through_and_back(tab: Page, single: Path) -> None:
    tab.goto(single.as_uri())
    expect(tab.locator("h1")).to_have_text("Why did Sandholm lose its harbour?")
    tab.locator(".ways a").first.click()
    expect(tab.locator("#answers, .answers").first).to_be_visible()
    assert tab.url.endswith("#debate/loss-of-the-harbour")
    assert tab.locator("nav.main [aria-current]").all_text_contents() == ["Questions"]
    tab.get_by_role("link", name="Maria Costa").first.click()
    expect(tab.locator("h1")).to_have_text("Maria Costa")
    assert tab.title().startswith("Maria Costa")
    assert tab.evaluate("document.activeElement.id") == "main"
    assert tab.get_by_text("JSON-LD").count() == 0  # the files beside a page of the site are not in the file
    tab.go_back()
    expect(tab.locator("h1")).to_have_text("Why did Sandholm lose its harbour?")
    tab.go_back()
    expect(tab.locator(".ways")).to_be_visible()
    tab.go_forward()
    expect(tab.locator(".ways")).to_have_count(0)


def test_every_page_is_reached_by_a_link_and_shows(tab: Page, single: Path, folder: Path) -> None:
    tab.goto(single.as_uri())
    seen, ahead = set(), ["#"]
    while ahead:
        route = ahead.pop()
        tab.evaluate("(route) => { location.hash = route }", route)
        inside = tab.locator("#frame iframe")
        if route.endswith(".map") or route in ("#overview", "#matrix", "#estimates", "#timeline"):
            expect(inside).to_have_count(1)
            expect(tab.frame_locator("#frame iframe").locator("h1")).to_have_count(1)
        else:
            expect(inside).to_have_count(0)
            expect(tab.locator("#page h1")).to_have_count(1)
            assert "no such page" not in tab.locator("#page h1").inner_text()
            found = tab.eval_on_selector_all(
                'a[href^="#"]:not(.skip)', "all => all.map(one => one.getAttribute('href'))"
            )
            ahead += [one for one in {f"#{link[1:].split('#')[0]}" for link in found} if one not in {*seen, *ahead}]
        seen.add(route)
    assert len(seen) == sum(1 for _ in folder.rglob("*.html"))


def test_a_deep_link_with_a_place_in_the_page(tab: Page, single: Path) -> None:
    tab.goto(f"{single.as_uri()}#ontology#Historian")
    expect(tab.locator("#Historian")).to_be_focused()
    expect(tab.locator("#Historian")).to_be_in_viewport()


@pytest.mark.parametrize("route", ["#claim/nowhere", "#%", "#<script>alert(1)</script>"])
def test_an_address_of_nothing_says_so(tab: Page, single: Path, route: str) -> None:
    tab.goto(f"{single.as_uri()}{route}")
    expect(tab.locator("h1")).to_have_text("There is no such page in this file.")
    expect(tab.locator("#main script")).to_have_count(0)


def test_the_first_key_leads_past_the_head_of_any_page(tab: Page, single: Path) -> None:
    tab.goto(f"{single.as_uri()}#historian/costa")
    expect(tab.locator("h1")).to_have_text("Maria Costa")
    tab.locator(".skip").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    expect(tab.locator("h1")).to_have_text("Maria Costa")


def test_search_leads_on(tab: Page, single: Path) -> None:
    tab.goto(f"{single.as_uri()}#historian/costa")
    tab.keyboard.press("/")
    tab.keyboard.type("toll")
    expect(tab.locator("[role=option]").first).to_contain_text("The toll rolls")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("The toll rolls")
    assert tab.url.endswith("#evidence/toll-rolls")
    expect(tab.locator("#found")).to_be_hidden()
    expect(tab.locator("#search")).to_have_value("")


def test_a_map_is_drawn_and_leads_back_into_the_pages(tab: Page, single: Path) -> None:
    tab.goto(f"{single.as_uri()}#debate/loss-of-the-harbour.map")
    inside = tab.frame_locator("#frame iframe")
    expect(inside.locator("#shown")).to_contain_text("12 of 12 things")
    painted = "canvas => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size"
    assert inside.locator("#canvas").evaluate(painted) > 20
    inside.locator("#search").fill("toll")
    inside.locator("#found [role=option]").first.click()
    expect(inside.locator("#panel h3")).to_have_text("The toll rolls")
    inside.locator(".crumbs a").last.click()
    expect(tab.locator("#page h1")).to_have_text("Why did Sandholm lose its harbour?")
    assert tab.url.endswith("#debate/loss-of-the-harbour")


def test_language_and_the_graph_to_keep(tab: Page, single: Path, dataset: Path, tmp_path: Path) -> None:
    tab.goto(single.as_uri())
    tab.locator("#language").select_option("ru")
    tab.locator(".ways a").first.click()
    expect(tab.locator("#page .kind-line")).to_have_text(re.compile("[а-я]{4}"))
    expect(tab.locator("html")).to_have_attribute("lang", "ru")
    tab.locator("#language").select_option("en")
    with tab.expect_download() as kept:
        tab.locator("#save-graph").click()
    assert kept.value.suggested_filename == "sandholm.ttl"
    kept.value.save_as(tmp_path / "kept.ttl")
    assert (tmp_path / "kept.ttl").read_bytes() == to_rdf(load(dataset), "turtle")


def test_axe_finds_nothing_and_a_narrow_screen_holds_it(browser: Browser, single: Path) -> None:
    with offline(browser, NARROW, bypass_csp=True) as tab:
        for route in ("", "#debate/loss-of-the-harbour"):
            tab.goto(single.as_uri() + route)
            expect(tab.locator("#page h1")).to_have_count(1)
            assert tab.evaluate("document.documentElement.scrollWidth") <= 320
            violations = Axe().run(tab).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == []


def test_without_scripts_it_says_so_and_shows_its_start_page(browser: Browser, single: Path) -> None:
    with offline(browser, WIDE, java_script_enabled=False) as tab:
        tab.goto(single.as_uri())
        assert tab.locator("h1").inner_text() == "Why did Sandholm lose its harbour?"
        assert "packed in it" in tab.locator("body").inner_text()


def test_one_file_is_the_same_bytes_each_time(folder: Path) -> None:
    assert single_page(folder, b"", "x.ttl") == single_page(folder, b"", "x.ttl")


def test_a_folder_is_no_file(dataset: Path) -> None:
    from historiograph.publishing import publish_single_file

    with pytest.raises(InputError, match=r"ends in \.html"):
        publish_single_file(dataset, dataset)
