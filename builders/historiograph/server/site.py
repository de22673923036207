"""The pages of the site: files of a build, or drawn when somebody first asks for them."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from historiograph.errors import HistoriographError
from historiograph.server.guard import Whole
from historiograph.server.refusals import RefusedError

if TYPE_CHECKING:
    from historiograph.views.site.contents import File
    from historiograph.views.site.drawing import Site

__all__ = ["BuiltSite", "DrawnSite", "SitePages"]

_POLICY = "base-uri 'none'; form-action 'none'; object-src 'none'; connect-src 'none'; frame-ancestors 'self'"
"""On top of the policy that each page of the site has in itself."""
_KEPT = 64 << 20
"""Bytes of drawn files that are kept; what was not asked for the longest goes first."""
_WAITING = 64
"""So many files may wait for being drawn."""
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
}


class SitePages(Protocol):
    """The files of a site by their addresses."""

    async def response(self, path: str, request: Request) -> Response | None:
        """Return the file at an address, if there is one."""

    async def has(self, path: str, request: Request) -> bool:
        """Return whether there is a file at an address."""

    def close(self) -> None:
        """Make nothing any more."""


class BuiltSite:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._files = StaticFiles(directory=folder, html=True)

    async def response(self, path: str, request: Request) -> Response | None:
        """Return the file at an address, if there is one."""
        try:
            response = await self._files.get_response(path, request.scope)
        except HTTPException:
            return None
        response.headers["Content-Security-Policy"] = _POLICY
        return response

    async def has(self, path: str, request: Request) -> bool:
        """Return whether there is a file at an address."""
        return await self.response(path, request) is not None

    def close(self) -> None:
        """Do nothing: all is made."""


class DrawnSite:
    """Files that are drawn one by one, in a thread of their own, and kept while there is room.

    Args:
        begin: reads the graph, and returns what draws; it runs in that thread, at once.
        say: told if that fails; there are no pages then.
    """

    def __init__(self, begin: Callable[[], Site], say: Callable[[str], None]) -> None:
        self._hand = ThreadPoolExecutor(1, "drawing")
        self._begun = self._hand.submit(self._begin, begin, say)
        self._kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._size = 0
        self._underway: dict[str, asyncio.Future[tuple[bytes, str]]] = {}

    @staticmethod
    def _begin(begin: Callable[[], Site], say: Callable[[str], None]) -> Site | None:
        try:
            return begin()
        except HistoriographError as error:
            say(f"the pages cannot be drawn: {error}")
            return None

    def close(self) -> None:
        """Draw nothing any more; what is being drawn is finished."""
        self._hand.shutdown(wait=False, cancel_futures=True)

    async def has(self, path: str, request: Request) -> bool:  # noqa: ARG002 - as for a folder
        """Return whether there is a file at an address; nothing is drawn for that."""
        site = await self._ready()
        return site is not None and site.contents.find(path) is not None

    async def response(self, path: str, request: Request) -> Response | None:
        """Return the file at an address, if there is one."""
        name = path.rpartition("/")[2]
        if "/" in path and name and "." not in name:
            return None  # a thing, which can be told of in RDF before the graph is read for the pages
        site = await self._ready()
        if site is None:
            return None
        file = site.contents.find(path if name else f"{path}index.html")
        if file is None:
            listed = site.contents.find(f"{path}/index.html") is not None
            return RedirectResponse(request.url.replace(path=f"/{path}/")) if listed else None
        content, tag = await self._drawn(site, file)
        headers = {"ETag": tag, "Content-Security-Policy": _POLICY}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Whole(content, 200, {"Content-Type": _TYPES[file.address.rpartition(".")[2]], **headers})

    async def _ready(self) -> Site | None:
        return await asyncio.shield(asyncio.wrap_future(self._begun))

    async def _drawn(self, site: Site, file: File) -> tuple[bytes, str]:
        """Return content and tag of a file; however many ask for it at the same time, it is drawn once."""
        kept = self._kept.get(file.address)
        if kept is not None:
            self._kept.move_to_end(file.address)
            return kept
        waited = self._underway.get(file.address)
        if waited is None:
            if len(self._underway) >= _WAITING:
                raise RefusedError(
                    503, "this server is busy drawing other pages; try again later", {"Retry-After": "5"}
                )
            waited = asyncio.get_running_loop().run_in_executor(self._hand, _draw, site, file)
            self._underway[file.address] = waited
            waited.add_done_callback(lambda done: self._keep(file.address, done))
        return await asyncio.shield(waited)

    def _keep(self, address: str, done: asyncio.Future[tuple[bytes, str]]) -> None:
        del self._underway[address]
        if done.cancelled() or done.exception() is not None:
            return
        self._kept[address] = done.result()
        self._size += len(done.result()[0])
        while self._size > _KEPT:
            _, (oldest, _) = self._kept.popitem(last=False)
            self._size -= len(oldest)


def _draw(site: Site, file: File) -> tuple[bytes, str]:
    drawn = site.draw(file)
    content = drawn.encode() if isinstance(drawn, str) else drawn
    return content, f'"{hashlib.blake2b(content, digest_size=8).hexdigest()}"'
