"""The address of a SPARQL endpoint: checked, and freed of what must not be shown or sent with it."""

from __future__ import annotations

from typing import NamedTuple

from historiograph.errors import InputError

__all__ = ["Endpoint", "endpoint", "is_address", "origin", "shown"]

_GRAPHS = ("default-graph-uri", "named-graph-uri")


class Endpoint(NamedTuple):
    """Where to send queries, and the graphs that the address itself names (SPARQL 1.1 Protocol, section 2.1.4).

    Attributes:
        address: the URL, without these graphs.
        default_graphs: the graphs whose union is to be the default graph.
        named_graphs: the graphs that GRAPH is to see.
    """

    address: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def is_address(text: object) -> bool:
    """Return whether this is meant as the address of a server, and not as a file."""
    return str(text).lower().startswith(("http://", "https://"))


def endpoint(text: str) -> Endpoint:
    """Read the address of an endpoint.

    Raises:
        InputError: if it is no web address, or holds a password, which the message does not repeat.
    """
    from urllib.parse import (
        parse_qsl,
        urlencode,
        urlsplit,
        urlunsplit,
    )  # here: questions of local data never pay for it

    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"this is not the address of an endpoint: {error}") from None
    if parts.username is not None or parts.password is not None:
        raise InputError(
            f"{parts.scheme}://...@{host}: leave user name and password out of the address, where others can read them;"
            " set HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD instead"
        )
    if not is_address(text.strip()) or not host or any(one.isspace() or not one.isprintable() for one in text.strip()):
        raise InputError("the address of an endpoint begins with http:// or https://, then a host, without spaces")
    given = parse_qsl(parts.query, keep_blank_values=True)
    graphs = {name: tuple(value for key, value in given if key == name) for name in _GRAPHS}
    rest = urlencode([(key, value) for key, value in given if key not in _GRAPHS])
    address = urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", rest, ""))
    return Endpoint(address, *(graphs[name] for name in _GRAPHS))


def shown(address: str) -> str:
    """Return an address as it may be shown: without its query string, where keys are kept."""
    return address.partition("?")[0]


def origin(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port: what credentials belong to."""
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), parts.port or {"https": 443}.get(scheme, 80)
