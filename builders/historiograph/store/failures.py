"""What went wrong between us and a server, in one sentence, and how to mend it.

Whatever a server sends is another's text: of its words one line is shown, without what could steer a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from historiograph.errors import HistoriographError, InputError, QueryError

__all__ = [
    "NotAcceptedError",
    "TimeIsUpError",
    "TooMuchError",
    "broken_off",
    "dropped",
    "gave_up",
    "refusal",
    "unreachable",
    "web_page",
    "words_of",
]

_LONGEST = 240
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_NO_ENDPOINT = "is it the SPARQL endpoint itself? Such addresses often end in /sparql or /query"


class NotAcceptedError(QueryError):
    """The server says that the query is none."""


class TimeIsUpError(QueryError):
    """The time that a query may take is over."""


class TooMuchError(InputError):
    """The server says that it was sent too much at once."""


def words_of(body: bytes, content_type: str = "") -> str:
    """Return the first line that a server's message says something in, cut to a length that can be read."""
    text = body.decode("utf-8", "replace")
    if "html" in content_type or "<html" in text[:500].lower():
        title = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
        text = _TAGS.sub(" ", title[1] if title else text)
    for line in text.splitlines():
        shown = "".join(" " if one.isspace() else one for one in line if _visible(one))
        if words := " ".join(shown.split()):
            return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + " ..."
    return ""


def unreachable(address: str, error: Exception, seconds: float) -> HistoriographError:
    """Return what to say when no answer came; `error` is an urllib3 error."""
    import urllib3.exceptions as known

    if isinstance(error, known.NameResolutionError):
        return InputError(f"{address}: there is no host of this name; is it spelt right, and is the network up?")
    if isinstance(error, known.NewConnectionError):
        return InputError(f"{address}: nothing answers there; is the server running, and is the port right?")
    if isinstance(error, known.ConnectTimeoutError):
        return InputError(f"{address}: no answer from this host; is it up, and is the port open?")
    if isinstance(error, known.ReadTimeoutError):
        return gave_up(seconds)
    if isinstance(error, known.SSLError):
        reason = str(getattr(error.args[0], "reason", "") or error)
        if "CERTIFICATE" in reason.upper():
            detail = getattr(error.args[0], "verify_message", "") or "it cannot be verified"
            return InputError(
                f"{address}: the server's certificate is not trusted ({detail}); a certificate of your own goes"
                " into SSL_CERT_FILE"
            )
        return InputError(f"{address}: the server does not speak TLS there; should the address begin with http://?")
    return dropped(address)


def dropped(address: str) -> HistoriographError:
    """Return what to say when the connection broke, and broke again."""
    return InputError(f"{address}: the server closed the connection without a whole answer; its log should say why")


def broken_off(said: str) -> HistoriographError:
    """Return what to say when an answer that began well does not end as it should; `said` is what it ends in."""
    if said:
        return QueryError(f"the server gave up in the middle of its answer: {said}")
    return QueryError("the answer breaks off in the middle; the server may have a limit of its own, ask it for less")


def gave_up(seconds: float) -> HistoriographError:
    """Return what to say when the time was up."""
    return TimeIsUpError(
        f"the query was given up after {seconds:g} seconds; make it more selective or allow it more time"
    )


def web_page(address: str) -> HistoriographError:
    """Return what to say when the answer is a page for people."""
    return InputError(f"{address} answers with a web page, not with results; {_NO_ENDPOINT}")


def refusal(
    address: str, status: int, headers: Mapping[str, str], said: str, known_user: bool, moved: bool
) -> HistoriographError:
    """Return what to say of a status that is no success.

    Args:
        address: where the answer came from.
        status: of the answer.
        headers: of the answer.
        said: the server's words.
        known_user: whether the request carried a user name or token.
        moved: whether a redirect led to another server, to which credentials are not carried.
    """
    quoted = f": {said}" if said else ""
    if status in (401, 407):
        if moved:
            how = "the address given redirects here, and credentials go to no other server; give this address itself"
        elif known_user:
            how = "it does not accept what HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD, or HISTORIOGRAPH_TOKEN, say"
        else:
            how = "it wants to know who asks; set HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD, or HISTORIOGRAPH_TOKEN"
        return InputError(f"{address}: {how}")
    if status == 403:
        who = "this user may not do that" if known_user else "this is not open to everybody"
        return InputError(f"{address}: {who}{quoted}")
    if status in (404, 405, 410):
        return InputError(
            f"{address}: the server does not know this address or way of asking ({status}); {_NO_ENDPOINT}"
        )
    if status == 406:
        return InputError(f"{address}: the server offers no result format of the W3C's (JSON or XML); {_NO_ENDPOINT}")
    if status in (413, 414):
        return TooMuchError(f"{address}: what was sent is too much for this server{quoted}")
    if status == 429:
        wait = f" in {headers['retry-after']} seconds" if headers.get("retry-after", "").isdigit() else " later"
        return InputError(f"{address}: the server is asked too often; try again{wait}")
    if status == 400:
        return NotAcceptedError(f"the server does not accept the query{quoted}")
    if status == 504:
        return QueryError(
            f"the server, or one before it, gave the query up as too long (504){quoted}; make it more selective"
        )
    if status in (502, 503):
        return InputError(f"{address}: the server is not at work or overloaded ({status}){quoted}; try again later")
    if status >= 500:
        return QueryError(f"the server failed at the query ({status}){quoted}")
    return InputError(f"{address}: the server answered with status {status}{quoted}")


def _visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
