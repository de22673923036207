"""What the server refuses, with which status, and why that one.

SPARQL 1.1 Protocol, section 2.1.4, asks for 400 when the text is no query, allows 500 when a query is refused or
fails, and leaves every other status of HTTP to the service. Where HTTP has a word that says more than 500, it is used:

    400  the request or the query is wrong as it stands
    403  understood, and refused every time: an update, SERVICE, an answer over the limit
    404  nothing of this name is here
    405, 406, 408, 413, 414, 415  as HTTP says
    421  for another host: a page elsewhere may have made its name point here (DNS rebinding)
    500  the query ended its worker, for want of memory or by a fault of the engine
    503  too busy to begin; comes with `Retry-After`, and the same request may succeed later
    504  the worker did not answer in time: the front of the server is its gateway. Not 503, which would invite
         clients to send the same endless query again, and not 408, which is about a client that is slow
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["RefusedError"]


class RefusedError(Exception):
    """A request is refused.

    Attributes:
        status: of HTTP.
        message: for the client, in plain words.
        headers: further ones of the response.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
