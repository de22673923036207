"""The documentation is complete, current, and fit to stand in a site."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from posixpath import normpath
from xml.parsers import expat

import pyoxigraph as ox
import pytest
import yaml

from conftest import MINI, ROOT, Outcome
from documentation import pages
from historiograph.exports import triples_to
from historiograph.graph import KnowledgeGraph
from historiograph.places import is_bundled, places_of
from historiograph.views.site import Site
from historiograph.views.site.docs import contents, guides
from historiograph.views.site.markdown import render
from test_site import Parsed, broken_links

DOCS = ROOT / "docs"
GUIDES = ("reading.md", "essay.md", "seminar.md", "endpoint.md")
COMMANDS = sorted(
    {
        command
        for name in GUIDES
        for command in re.findall(
            r"(?:^ *\$ |\| `)(historiograph .+?)(?:`|$)", (DOCS / name).read_text("utf-8"), re.MULTILINE
        )
        if command.split()[1] not in ("view", "check")  # these take seconds, and have tests of their own
    }
)


def test_every_page_is_in_the_contents_exactly_once() -> None:
    told = yaml.safe_load((DOCS / "contents.yaml").read_text("utf-8"))
    named = Counter(normpath(page["page"]) for part in told for page in part["pages"])
    assert set(named.values()) == {1}
    there = {file.relative_to(DOCS).as_posix() for file in DOCS.glob("**/*.md")} - {"README.md"}
    assert {name for name in named if not name.startswith("..")} == there
    assert {page["for"] for part in told for page in part["pages"]} == {"everybody", "makers"}


def test_every_page_has_an_address_of_its_own_and_a_title() -> None:
    entries = [one for part in contents() for one in part.entries]
    assert len({one.address for one in entries}) == len(entries)
    for one in entries:
        assert one.path.read_text("utf-8").startswith(f"# {one.title}\n"), one.file


def test_what_is_made_is_current(kg: KnowledgeGraph) -> None:
    stale = [name for name, text in pages(kg) if (ROOT / name).read_text("utf-8") != text]
    assert stale == [], "run: make docs"


def test_the_pictures_are_well_formed_and_say_what_they_show() -> None:
    for file in sorted((DOCS / "images").glob("*.svg")):
        text = file.read_text("utf-8")
        expat.ParserCreate().Parse(text, True)
        (title,) = re.findall(r"<title[^>]*>(.+?)</title>", text)
        assert len(title) > 80, file.name


def test_the_model_shows_what_the_graph_says(kg: KnowledgeGraph) -> None:
    text = (DOCS / "model.md").read_text("utf-8")
    known = {quad.triple for quad in (*kg.authored, *kg.derived)}
    shown = [quad.triple for turtle in _blocks(text, "turtle") for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    assert len(shown) > 150
    assert [triple for triple in shown if triple not in known] == []
    assert all(yaml.safe_load(block) for block in _blocks(text, "yaml"))
    assert len(re.findall(r"!\[.+?\]\(images/\w+\.svg\)", text)) == 7


def _blocks(text: str, language: str) -> list[str]:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found


def test_links_of_the_whole_documentation_lead_somewhere_in_the_site(mini: KnowledgeGraph) -> None:
    site = dict(Site(mini, triples_to, makers=True).shared())
    lists = {f"{folder}/index.html" for folder in ("debate", "school", "historian", "actor", "party", "claim")}
    lists |= {f"{folder}/index.html" for folder in ("evidence", "measure", "work", "topic", "event", "period", "place")}
    views = {f"{name}.html" for name in ("overview", "matrix", "estimates", "timeline")}
    docs = {address: page for address, page in site.items() if address.startswith(("docs/", "static/"))}
    faults = broken_links(docs, lists | views | {"index.html", "vocab.html", "ontology.html"})
    assert [one for one in faults if one.startswith("docs/")] == []
    assert len([one for one in docs if one.startswith("docs/")]) == len(guides(True)) + 1
    for address, page in docs.items():
        if address.startswith("docs/"):
            parsed = Parsed(page)
            assert len(parsed.ids) == len(set(parsed.ids)), address
            assert not [one for tag, one in parsed.elements if tag == "a" and one["href"].endswith(".md")], address


def test_readers_get_what_is_for_readers(mini: KnowledgeGraph) -> None:
    site = dict(Site(mini, triples_to).shared())
    there = {address.removeprefix("docs/") for address in site if address.startswith("docs/")}
    assert {"index.html", "reading.html", "model.html", "questions.html"} <= there
    assert not there & {"authoring.html", "curation.html", "terms.html", "commands.html"}
    assert '<a href="../ontology.html">The terms</a>' in site["docs/model.html"]
    assert "<span>writing a dataset</span>" in site["docs/model.html"]
    assert 'href="docs/index.html"' in site["index.html"]


def test_the_datasets_of_the_package_are_known_as_such(tmp_path: Path) -> None:
    assert is_bundled(places_of(None)[0])
    assert is_bundled(places_of("peloponnesian-war")[0])
    assert not is_bundled(MINI)
    assert not is_bundled(tmp_path)


def test_markdown_becomes_what_a_site_can_show(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        "# Title\n\n## One `two`, three\n\n## One `two`, three\n\n[in](a.md#b) [out](../c.py) <https://example.org/>\n\n"
        "<!-- a remark -->\n\n| a |\n| --- |\n| b |\n\n```yaml\nid: <x> # no\n```\n\n    plain & <b>\n",
        "utf-8",
    )
    made = render(file, lambda link: {"a.md#b": "a.html#b"}.get(link, link if link.startswith("http") else ""))
    assert [(one.level, one.id) for one in made.headings] == [
        (1, "title"),
        (2, "one-two-three"),
        (2, "one-two-three-1"),
    ]
    assert '<a href="a.html#b">in</a> <span>out</span> <a href="https://example.org/">' in made.html
    assert "remark" not in made.html
    assert '<div class="scroll" role="group" tabindex="0"><table>' in made.html
    assert '<span class="nt">id</span>' in made.html
    assert "&lt;x&gt;" in made.html
    assert "plain &amp; &lt;b&gt;" in made.html


def test_pictures_stand_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "drawn.svg").write_text('<svg class="picture"><style>a{}</style><title>Said</title></svg>', "utf-8")
    (tmp_path / "page.md").write_text('# Title\n\n![A "dot"](dot.png)\n\n![Drawn](drawn.svg)\n', "utf-8")
    made = render(tmp_path / "page.md", lambda link: "").html
    assert '<img src="data:image/png;base64,iVBORw==" alt="A &quot;dot&quot;">' in made
    assert '<svg class="picture"><title>Said</title></svg>' in made
    assert "<style>" not in made


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_guide_tells_to_type_works(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run(*shlex.split(command)[1:])
    assert shown.status == 0, shown.err
    assert len(shown.out) > 40 or list(tmp_path.iterdir())
    assert "no rows" not in shown.err
