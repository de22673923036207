"""The site as files: links lead somewhere, all is said, what attacks is inert, and the same graph gives the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINI
from historiograph.build import build
from historiograph.exports import triples_to
from historiograph.exports.description import landing
from historiograph.graph import KnowledgeGraph, load
from historiograph.views.language import LANGUAGES, messages, text
from historiograph.views.site import Site, plan
from historiograph.views.site.contents import Contents
from historiograph.views.site.facts import Facts
from historiograph.views.site.plan import candidates, page_of

SAMPLE = Path(__file__).parent / "browser" / "sample.ttl"
BASE = "https://example.org/x/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><!-- {{ 7 * 7 }} ]]>",
    "\u202egnp.exe\u2066",
    "Ж" * 5000,
    "🏺 Καλημέρα",
    "javascript:alert(3)",
]


_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:=\"([^\"]*)\")?")


class Parsed:
    """The elements of a page with their attributes, and its ids; strict, as our own templates write it, and quick."""

    def __init__(self, page: str) -> None:
        body = re.sub(r"(<script[^>]*>).*?(</script>)", r"\1\2", page, flags=re.DOTALL)
        tags = _TAG.findall(body)
        assert len(tags) == len(re.findall(r"<[a-zA-Z]", body)), "a tag that is none of ours"
        self.elements = [
            (tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(rest)}) for tag, rest in tags
        ]
        self.ids = [given["id"] for _, given in self.elements if "id" in given]


def words_of(page: str) -> str:
    """Return the text of a page as a browser's parser finds it, its spaces made one."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))
    return " ".join(" ".join(found).split())


def site_of(kg: KnowledgeGraph) -> dict[str, str]:
    """Return the files of a site by address."""
    found = Site(kg, triples_to).files()
    return {address: data if isinstance(data, str) else data.decode() for address, data in found}


@pytest.fixture(scope="module")
def curated(kg: KnowledgeGraph) -> dict[str, str]:
    """The curated site."""
    return site_of(kg)


@pytest.fixture(scope="module")
def small(mini: KnowledgeGraph) -> dict[str, str]:
    """The site of the small dataset."""
    return site_of(mini)


def broken_links(site: Mapping[str, str], also: set[str]) -> list[str]:
    """Return each internal link that leads to no file, or to no element of its page."""
    pages = {address: Parsed(content) for address, content in site.items() if address.endswith(".html")}
    ids = {address: set(page.ids) for address, page in pages.items()}
    faults = []
    for address, page in pages.items():
        for tag, told in page.elements:
            link = told.get("href") if tag in ("a", "link") else told.get("src")
            if not link or re.match(r"(https?|data):", link):
                continue
            target, _, fragment = link.partition("#")
            place = normpath(join(address, "..", target)) if target else address
            if place not in site and place not in also:
                faults.append(f"{address}: {link}")
            elif fragment and place in ids and fragment not in ids[place]:
                faults.append(f"{address}: {link} (no such element)")
    return faults


def test_every_link_of_the_curated_site_leads_somewhere(curated: dict[str, str], kg: KnowledgeGraph) -> None:
    assert broken_links(curated, {file.address for file in Contents(Facts(kg)).maps()}) == []
    assert sum(address.endswith(".html") for address in curated) > 1_400


def test_every_id_is_unique_and_every_page_has_title_language_and_policy(curated: dict[str, str]) -> None:
    for address, content in curated.items():
        if address.endswith(".html"):
            page = Parsed(content)
            assert len(page.ids) == len(set(page.ids)), address
            assert ("html", {"lang": "en"}) in page.elements
            assert content.count("<h1") == 1, address
            policy = next(one["content"] for tag, one in page.elements if tag == "meta" and "http-equiv" in one)
            assert policy is not None
            assert policy.startswith("default-src 'none'; script-src 'self';")
            scripts = [given for tag, given in page.elements if tag == "script"]
            assert all(given.get("src") or given.get("type") == "application/ld+json" for given in scripts), address
            assert not [name for _, given in page.elements for name in given if name.startswith("on")], address


def test_the_handout_says_all_that_is_known_of_a_debate(small: dict[str, str]) -> None:
    page = words_of(small["debate/why-the-bridge-fell.html"])
    for said in (
        "Was the fall of the bridge an accident?",
        "3 answers · 4 voices · as reported by Ada Thorne",
        "The bridge fell by accident",
        "The bridge fell because the mayor had saved on the stone",
        "Bennet Quill doubts",
        "given up later",
        "Thrift school",
        "does not follow, for The account book covers one quarry of three",
        "inferred by the curator; the text does not state it",
        "account book of the quarry",
        "Evidence account book of the quarry therefore The bridge fell because the mayor had saved on the stone",
        "doubtful, for Half of the account book was written after the inquest",
        "The flood alone sufficed",
        "Answers given without a reason C The piers were sawn through",
        "historiograph ask who-answers --debate why-the-bridge-fell",
    ):
        assert said in page, said


def test_nobody_has_two_seats_for_being_reported_twice(curated: dict[str, str]) -> None:
    cells = [
        (address, re.findall(r'class="seat (\w+)".*?href="([^"]+)"', cell, re.DOTALL))
        for address, page in curated.items()
        if address.startswith("debate/") and 'class="stands"' in page
        for cell in re.findall(
            r"<td>(.*?)</td>", page.partition('class="stands"')[2].partition("</table>")[0], re.DOTALL
        )
    ]
    assert len(cells) > 100
    assert [(address, seats) for address, seats in cells if len(set(seats)) < len(seats)] == []


def test_the_page_of_a_claim_names_stances_reasons_and_places(small: dict[str, str]) -> None:
    page = words_of(small["claim/bridge-fell-by-thrift.html"])
    for said in (
        "0 hold it , 2 deny or doubt it ; 1 reason for it , 2 objections , 2 of them unanswered .",
        "Ada Thorne denies Flood school in their own voice · against Bennet Quill",
        "“The dispute”, characters 968–1054",
        "but only so far Only the parapet was cheap",
        "What it cannot stand beside The bridge fell by accident",
    ):
        assert said in page, said


def test_the_page_of_a_person_tells_their_changes_of_mind(small: dict[str, str]) -> None:
    page = words_of(small["historian/quill.html"])
    assert "1797–1866" in page
    assert "Known only through Ada Thorne" in page
    assert "Changes of mind" in page
    assert "Argued against by Ada Thorne" in page
    assert "Thrift school founder" in page


def test_the_rdf_beside_a_page_is_part_of_the_graph(mini: KnowledgeGraph, small: dict[str, str]) -> None:
    graph = {quad.triple for quad in mini.authored}
    for address, content in small.items():
        if address.endswith((".ttl", ".jsonld")):
            form = ox.RdfFormat.TURTLE if address.endswith("ttl") else ox.RdfFormat.JSON_LD
            found = {quad.triple for quad in ox.parse(content, format=form)}
            assert found, address
            assert found <= graph, address


def test_json_ld_in_a_page_tells_the_thing_itself(mini: KnowledgeGraph, small: dict[str, str]) -> None:
    page = small["debate/why-the-bridge-fell.html"]
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    triples = {quad.triple for quad in ox.parse(found[1], format=ox.RdfFormat.JSON_LD)}
    thing = mini.find("why-the-bridge-fell")
    assert triples == {quad.triple for quad in mini.authored if quad.subject.value == thing}


def test_every_query_behind_a_page_runs(mini: KnowledgeGraph, small: dict[str, str]) -> None:
    queries = set()
    for address, content in small.items():
        if address.endswith(".html"):
            queries |= set(re.findall(r'<code id="sparql-\d">(.*?)</code>', content, re.DOTALL))
    assert len(queries) > 30
    for query in queries:
        assert mini.sparql(unescape(query)).columns


# -- whatever comes --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(_own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site of a dataset whose every text attacks, is endless, or runs the other way; with an empty debate."""
    lines = [
        "@prefix hg: <https://w3id.org/historiograph/ontology#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        f"<{BASE}debate/empty> a hg:Debate ; skos:prefLabel 'Nothing?'@en .",
    ]
    for number, label in enumerate(HOSTILE):
        literal = str(ox.Literal(label, language="en"))
        lines.append(
            f"<{BASE}claim/c{number}> a hg:Claim ; skos:prefLabel {literal} ; hg:gist {literal} ; "
            f"skos:altLabel {literal} ; hg:answers <{BASE}debate/d> ; hg:about <javascript:alert(4)> ."
        )
    lines.append(f"<{BASE}debate/d> a hg:Debate ; skos:prefLabel {ox.Literal(HOSTILE[0], language='en')!s} .")
    file = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    file.write_text("\n".join(lines), "utf-8")
    return site_of(load(file, cached=False))


def test_what_attacks_is_inert_and_legible(hostile: dict[str, str]) -> None:
    for address, content in hostile.items():
        if not address.endswith(".html"):
            continue
        page = Parsed(content)
        assert "img" not in [tag for tag, _ in page.elements], address
        assert "alert(1)</script>" not in content, address
        for tag, told in page.elements:
            assert not (told.get("href") or "").lower().startswith("javascript:"), address
            assert not [name for name in told if name.startswith("on")], (address, tag)
    words = words_of(hostile["debate/" + _slug(hostile, "debate/d")])
    assert all(label in words for label in HOSTILE[:4])


def _slug(site: Mapping[str, str], stem: str) -> str:
    return next(one for one in site if one.startswith(stem) and one.endswith(".html")).partition("/")[2]


def test_an_empty_debate_and_a_single_claim_have_sensible_pages(hostile: dict[str, str]) -> None:
    empty = next(content for address, content in hostile.items() if re.match(r"debate/empty.*html", address))
    assert "Nobody is recorded as answering this question." in empty
    claim = next(content for address, content in hostile.items() if re.match(r"claim/c0.*html", address))
    assert "Nobody is recorded as taking a stance on it." in claim
    assert broken_links(hostile, _maps(hostile)) == []


def _maps(site: Mapping[str, str]) -> set[str]:
    return {"overview.html", "matrix.html", "estimates.html", "timeline.html"} | {
        one.replace(".html", ".map.html") for one in site if one.endswith(".html")
    }


@pytest.mark.usefixtures("_own_cache")
def test_the_sample_and_the_empty_parts_of_it() -> None:
    site = site_of(load(SAMPLE, cached=False))
    assert broken_links(site, _maps(site)) == []


# -- addresses -------------------------------------------------------------------------------------------------------

IRIS = st.from_regex(r"https://example\.org/(x|y)/(claim|agent|Claim)/[a-zA-Z0-9%_.-]{0,20}", fullmatch=True)


@settings(max_examples=25)
@given(st.lists(IRIS, min_size=2, max_size=12, unique=True))
def test_no_two_things_share_an_address_even_where_case_does_not_count(iris: list[str]) -> None:
    pages = [page_of(iri, "claim", BASE).lower() for iri in iris]
    assert len(set(pages)) == len(pages)
    assert all(re.fullmatch(r"claim/[a-z0-9-]+\.html", page) for page in pages)


def test_addresses_follow_from_iri_and_kind() -> None:
    assert page_of(f"{BASE}agent/getty", "historian", BASE) == "historian/getty.html"
    assert page_of(f"{BASE}claim/dead-1937--range", "estimate", BASE) == "claim/dead-1937--range.html"
    assert page_of(f"{BASE}stance/x", "", BASE) == ""
    assert page_of(f"{BASE}claim/index", "claim", BASE) != "claim/index.html"
    assert list(candidates("agent/getty")) == ["historian/getty.html", "actor/getty.html", "party/getty.html"]
    assert list(candidates("agent/../x")) == []


def test_the_server_finds_every_clean_page(curated: dict[str, str], kg: KnowledgeGraph) -> None:
    facts = Facts(kg)
    for folder in plan.FOLDERS:
        for kind in folder.kinds:
            for iri in facts.by_kind.get(kind, ()):
                assert facts.page(iri) in candidates(iri.removeprefix(facts.base)), iri


# -- words and bytes -------------------------------------------------------------------------------------------------


def test_each_language_says_everything_with_the_same_gaps() -> None:
    forms = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
    assert set(forms) == set(LANGUAGES)
    english = messages("en")
    for language in LANGUAGES:
        spoken = messages(language)
        assert spoken.keys() == english.keys()
        for key, message in spoken.items():
            assert isinstance(message, str) == isinstance(english[key], str), key
            if not isinstance(message, str):
                assert set(message) == forms[language], key
            gaps = {frozenset(re.findall(r"\{(\w+)\}", one)) for one in _texts(message)}
            assert gaps == {frozenset(re.findall(r"\{(\w+)\}", one)) for one in _texts(english[key])}, key


def _texts(message: object) -> list[str]:
    return [message] if isinstance(message, str) else [str(one) for one in dict(message).values()]  # type: ignore[call-overload]


def test_every_message_that_a_page_names_is_there(curated: dict[str, str]) -> None:
    named = {key for content in curated.values() for key in re.findall(r'data-say(?:-[a-z-]+)?="([^"]+)"', content)}
    assert named <= messages("en").keys()
    assert len(named) > 100


def test_plurals_and_gaps() -> None:
    assert text("site.debate-answers", n=1) == "1 answer"
    assert text("site.debate-answers", n=2000) == "2,000 answers"
    with pytest.raises(KeyError):
        text("site.debate-answers")
    with pytest.raises(KeyError):
        text("site.no-such-message")


def test_the_search_index_holds_every_page_and_stays_small(curated: dict[str, str]) -> None:
    script = curated["static/search-index.js"]
    assert len(script.encode()) < 300_000
    index = json.loads(script.removeprefix("globalThis.historiographIndex = ").removesuffix(";\n"))
    found = {f"{folder}/{entry[0]}.html" for folder, entries in index["folders"] for entry in entries}
    things = {one for one in curated if one.count("/") == 1 and one.endswith(".html") and "/index." not in one}
    assert found == things
    assert index["letters"]["ж"] == "zh"
    assert index["letters"]["č"] == ["ch", "c"]


def test_a_long_list_and_a_large_index_are_parted(
    mini: KnowledgeGraph, small: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("historiograph.views.site.contents.LONGEST_LIST", 3)
    monkeypatch.setattr("historiograph.views.site.search_index._PART", 10)
    parted = site_of(mini)
    lists = sorted(one for one in parted if one.startswith("claim/index"))
    assert lists[0] == "claim/index-2.html"
    assert len(lists) > 2
    entries = re.compile(r'<li><a href="\.\./(claim/(?!index)[^"]+)"')
    pages = ["claim/index.html", *(f"claim/index-{n}.html" for n in range(2, len(lists) + 1))]
    assert [one for page in pages for one in entries.findall(parted[page])] == entries.findall(small[pages[0]])
    assert all(len(entries.findall(parted[page])) <= 3 for page in pages)
    for number, page in enumerate(pages, 1):
        hrefs = [given["href"] for tag, given in Parsed(parted[page]).elements if tag == "a" and "href" in given]
        inside = [normpath(join("claim", href.partition("#")[0])) for href in hrefs if not href.startswith("#")]
        assert set(inside) <= {*parted, *(f"{name}.html" for name in plan.WHOLES)}
        assert ('rel="next"' in parted[page]) == (number < len(pages))
        assert ('rel="prev"' in parted[page]) == (number > 1)
    letters = re.findall(r'<a href="([^"]*)#(letter-\w+)">', parted["claim/index-2.html"])
    for address, letter in letters:
        assert f'id="{letter}"' in parted[normpath(join("claim", address)) if address else "claim/index-2.html"]
    scripts = [parted[one] for one in parted if "search-index" in one]
    told = [json.loads(script.partition(" = ")[2].removesuffix(";\n")) for script in scripts]
    assert told[0]["parts"] == len(told) > 2
    (whole,) = (json.loads(one.partition(" = ")[2].removesuffix(";\n")) for k, one in small.items() if "search" in k)

    def found(parts: list[dict[str, list[tuple[str, list[object]]]]]) -> list[tuple[str, object]]:
        return [(folder, entry) for part in parts for folder, entries in part["folders"] for entry in entries]

    assert found(told) == found([whole])
    assert "parts" not in whole
    beside = ("/index", "search-index")
    assert {k: v for k, v in parted.items() if not any(one in k for one in beside)} == {
        k: v for k, v in small.items() if not any(one in k for one in beside)
    }


def test_the_same_graph_gives_the_same_bytes(mini: KnowledgeGraph, small: dict[str, str]) -> None:
    assert site_of(load(mini.places[0], cached=False)) == small


def test_the_start_page_tells_search_engines_of_the_dataset(mini: KnowledgeGraph, tmp_path: Path) -> None:
    build(MINI, tmp_path)
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    assert json.loads(told) == landing(mini)
    assert not (tmp_path / "site" / "docs" / "authoring.html").exists()  # for those who make datasets
