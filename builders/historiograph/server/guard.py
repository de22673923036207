"""What every request must pass and every response carries, whatever the route."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from historiograph.server.messages import plain
from historiograph.server.refusals import RefusedError

__all__ = ["Guard", "Whole"]

_ADDRESS = 32 << 10
"""Bytes that path and query string may have together."""
_HOST = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII)
_PIECE = 256 << 10
_PIECE_SECONDS = 30.0
"""Seconds in which a client must have taken a piece of an answer, or it is hung up on."""
_UNDERWAY = 512 << 20
"""Bytes of answers that may be on their way to slow clients at the same time."""


class Guard:
    """Checks the host and the length of the address, and adds the headers that keep a page to itself (ASGI)."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str] | None, shared: bool) -> None:
        self._app = app
        self._hosts = None if hosts is None else frozenset(hosts)
        self._headers = {
            "Cache-Control": "no-cache",  # kept, if at all, only with the server's word that nothing has changed
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
            "Content-Security-Policy": self.policy(),
        }

    @staticmethod
    def policy(style: str = "") -> str:
        """Return the content security policy: nothing from elsewhere, nothing inline but styles if so said."""
        return (
            "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:;"
            f" style-src 'self' {style}".rstrip()
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, dressed)
        else:
            answer = plain(refusal.status, refusal.message)
            response = Response(answer.body, answer.status, {"Content-Type": answer.content_type, **refusal.headers})
            await response(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> RefusedError | None:
        if len(scope["raw_path"]) + len(scope["query_string"]) > _ADDRESS:
            return RefusedError(414, f"the address has more than {_ADDRESS:,} bytes; send a long query with POST")
        named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or not _HOST.fullmatch(named[0]):
            return RefusedError(400, "a request names one host")
        if self._hosts is not None and _without_port(named[0]) not in self._hosts:
            return RefusedError(
                421,
                f"this server is for this machine alone, and not called '{named[0]}'; call it localhost, or start it"
                " with --name for a proxy's name, or with --host to let others in",
            )
        return None


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


class Whole(Response):
    """A response whose body is there as a whole, handed over in pieces to a client that must keep taking them."""

    _underway = 0

    def __init__(self, body: bytes, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(body, status, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        body = bytes(self.body)
        if len(body) <= _PIECE:
            await super().__call__(scope, receive, send)
            return
        if Whole._underway + len(body) > _UNDERWAY:
            raise RefusedError(
                503, "this server is busy handing out large answers; try again later", {"Retry-After": "30"}
            )
        Whole._underway += len(body)
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for start in range(0, len(body), _PIECE):
                piece = body[start : start + _PIECE]
                async with asyncio.timeout(_PIECE_SECONDS):
                    more = start + _PIECE < len(body)
                    await send({"type": "http.response.body", "body": piece, "more_body": more})
        finally:
            Whole._underway -= len(body)
