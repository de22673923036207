"""From a request to a query: the query operation of the SPARQL 1.1 Protocol (section 2.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from historiograph.server.refusals import RefusedError

__all__ = ["ALLOWED", "Operation", "parameters", "read_operation"]

ALLOWED = "GET, HEAD, POST"
_BODY = 1 << 20
"""Bytes that the body of a request may have."""
_BODY_SECONDS = 15.0
"""Seconds in which it must have come."""
_PARAMETERS = 200
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this server is read-only: it answers queries, and refuses every update"


class Operation(NamedTuple):
    """A query operation.

    Attributes:
        query: the text; None if the request has none, and so asks for the service description.
        default: the IRIs of `default-graph-uri`.
        named: the IRIs of `named-graph-uri`.
        form: the value of `format`, if given: our own addition, for links.
    """

    query: str | None
    default: Sequence[str]
    named: Sequence[str]
    form: str | None


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a query string or of a form, in order.

    Raises:
        RefusedError: if they are not UTF-8, or too many.
    """
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_PARAMETERS)
    except UnicodeDecodeError:
        raise RefusedError(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise RefusedError(400, f"more than {_PARAMETERS} parameters") from None


async def read_operation(request: Request) -> Operation:
    """Return the query operation of a request.

    Raises:
        RefusedError: if it is none, or an update.
    """
    given = parameters(request.scope["query_string"])
    direct: list[str] = []
    if request.method == "POST":
        media_type = _media_type(request)
        if media_type == _UPDATE:
            raise RefusedError(403, _READ_ONLY)
        if media_type not in (_FORM, _QUERY):
            raise RefusedError(
                415,
                f"a query is posted as {_QUERY}, or as {_FORM} with a parameter `query`",
                {"Accept-Post": f"{_QUERY}, {_FORM}"},
            )
        body = await _body(request)
        if media_type == _FORM:
            given += parameters(body)
        else:
            direct.append(_utf8(body))
    if any(name == "update" for name, _ in given):
        raise RefusedError(403, _READ_ONLY)
    queries = direct + [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "more than one query; a request has exactly one")
    if not queries and (request.method == "POST" or any(name != "format" for name, _ in given)):
        raise RefusedError(400, "no query; give it as the parameter `query`")
    forms = [value for name, value in given if name == "format"]
    return Operation(
        queries[0] if queries else None,
        [value for name, value in given if name == "default-graph-uri"],
        [value for name, value in given if name == "named-graph-uri"],
        forms[-1] if forms else None,
    )


def _media_type(request: Request) -> str:
    """Return the media type of the body; its charset, if given, must be UTF-8."""
    media_type, *settings = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for setting in settings:
        name, _, value = setting.partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"the body is said to be {value}; a request is written in UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "the body is compressed; send it as it is")
    return media_type


async def _body(request: Request) -> bytes:
    """Read the body, as long as it is neither large nor slow."""
    too_large = RefusedError(413, f"the body has more than {_BODY:,} bytes", {"Connection": "close"})
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > _BODY:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > _BODY:
                    raise too_large
    except TimeoutError:
        raise RefusedError(
            408, f"the body did not come within {_BODY_SECONDS:g} seconds", {"Connection": "close"}
        ) from None
    except ClientDisconnect:
        raise RefusedError(400, "the body broke off") from None
    return bytes(body)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, "the query is not UTF-8") from None
