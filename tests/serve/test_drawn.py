"""Pages drawn when first asked for: the same as a build's, each drawn once, kept while there is room."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from historiograph.errors import InputError
from historiograph.exports import triples_to
from historiograph.graph import load
from historiograph.server import site as drawn
from historiograph.server.refusals import RefusedError
from historiograph.server.serving import WAYS
from historiograph.server.site import DrawnSite
from historiograph.views.site import Site
from historiograph.views.site.contents import File
from serve.running import Running


def test_a_page_of_every_kind_is_the_one_that_a_build_writes(server: Running, data: Path) -> None:
    site = Site(load(data, cached=False), triples_to, WAYS)
    sample = {(file.sort, file.name): file for file in site.contents}
    assert {sort for sort, _ in sample} == {
        *("static", "start", "guides", "guide", "vocab", "ontology", "list", "view", "thing", "turtle", "jsonld")
    }
    assert len(sample) > 60
    for file in sorted(sample.values(), key=lambda one: one.address, reverse=True):
        address = {"index.html": "/", "ontology.html": "/ontology"}.get(file.address, f"/{file.address}")
        expected = site.draw(file)
        response = server.get(address, accept="text/html")
        assert response.status == 200, address
        assert response.data == (expected.encode() if isinstance(expected, str) else expected), address
    assert server.get("/claim/", accept="text/html").data == server.get("/claim/index.html").data
    assert server.get("/claim", accept="text/html").headers["Location"] == f"{server.url}/claim/"


class FakeSite:
    """A site of any number of files of ten bytes, that tells what was drawn, and waits if it shall."""

    def __init__(self) -> None:
        self.drawn: Counter[str] = Counter()
        self.may = Event()
        self.may.set()
        self.contents = self

    def find(self, address: str) -> File | None:
        return None if "missing" in address else File(address, "list")

    def draw(self, file: File) -> bytes:
        self.may.wait(10)
        self.drawn[file.address] += 1
        if "broken" in file.address:
            raise ValueError(file.address)
        return b"0123456789"


def get(site: DrawnSite, path: str, tag: str = "") -> Awaitable[Response | None]:
    headers = [(b"if-none-match", tag.encode())]
    request = Request({"type": "http", "method": "GET", "path": f"/{path}", "headers": headers, "query_string": b""})
    return site.response(path, request)


def in_time(work: Callable[[FakeSite, DrawnSite], Any]) -> FakeSite:
    """Run a piece of work with a fake site, and return that."""
    fake = FakeSite()

    async def run() -> None:
        site = DrawnSite(lambda: fake, print)  # type: ignore[arg-type, return-value]
        try:
            async with asyncio.timeout(20):
                await work(fake, site)
        finally:
            fake.may.set()
            site.close()

    asyncio.run(run())
    return fake


def test_whoever_asks_at_the_same_time_it_is_drawn_once_and_kept() -> None:
    async def work(fake: FakeSite, site: DrawnSite) -> None:
        fake.may.clear()
        asked = [asyncio.ensure_future(get(site, "a.html")) for _ in range(30)]
        await asyncio.sleep(0.05)
        asked[0].cancel()  # one who leaves takes nothing from the others
        fake.may.set()
        found = await asyncio.gather(*asked[1:])
        assert {one.body for one in found if one} == {b"0123456789"}
        again = await get(site, "a.html", found[0].headers["ETag"])  # type: ignore[union-attr]
        assert again is not None
        assert (again.status_code, again.body) == (304, b"")

    assert in_time(work).drawn == {"a.html": 1}


def test_what_was_not_asked_for_the_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_KEPT", 25)

    async def work(_: FakeSite, site: DrawnSite) -> None:
        for path in ("a.html", "b.html", "a.html", "c.html", "a.html", "b.html"):
            await get(site, path)

    assert in_time(work).drawn == {"a.html": 1, "b.html": 2, "c.html": 1}


def test_too_many_at_once_are_refused_and_a_fault_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_WAITING", 3)

    async def work(fake: FakeSite, site: DrawnSite) -> None:
        fake.may.clear()
        asked = [asyncio.ensure_future(get(site, f"{n}.html")) for n in range(4)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        fake.may.set()
        *found, refused = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(one, Response) for one in found)
        assert isinstance(refused, RefusedError)
        assert refused.status == 503
        for _ in range(2):
            with pytest.raises(ValueError, match=r"broken\.html"):
                await get(site, "broken.html")
        assert await get(site, "missing.html") is None

    assert in_time(work).drawn["broken.html"] == 2


def test_a_thing_need_not_wait_for_the_graph_and_a_graph_that_cannot_be_read_has_no_pages() -> None:
    said: list[str] = []

    async def run() -> None:
        wait = Event()

        def begin() -> Site:
            wait.wait(10)
            raise InputError("gone")

        site = DrawnSite(begin, said.append)
        began = time.monotonic()
        assert await get(site, "claim/x") is None
        assert time.monotonic() - began < 5
        wait.set()
        assert await get(site, "index.html") is None
        assert await get(site, "index.html") is None
        site.close()

    asyncio.run(run())
    assert said == ["the pages cannot be drawn: gone"]
