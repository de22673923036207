"""Requests to one server over HTTP: time limits, second tries, redirects, credentials, answers of bounded size.

What changes nothing is tried again, after a pause, when the connection drops or the server says 502 or 503. What
changes something is sent once: whether a lost answer means a lost change, nobody knows.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urljoin

from historiograph.errors import HistoriographError, InputError, QueryError
from historiograph.store import failures
from historiograph.store.addresses import is_address, origin, shown
from historiograph.store.authentication import Authentication, Credentials
from historiograph.version import __version__

if TYPE_CHECKING:
    import urllib3

__all__ = ["Answer", "Request", "Transport"]

T = TypeVar("T")
_CONNECT = 10.0
_REDIRECTS = 5
_PAUSES = (0.2, 1.0, 4.0)
_LONGEST_WAIT = 15.0
_BRIEFLY_AWAY = (502, 503)
_MOVED = (301, 302, 303, 307, 308)


class Request(NamedTuple):
    """What is sent. `safe`: it changes nothing, and may be sent twice."""

    method: str
    address: str
    body: bytes = b""
    headers: Mapping[str, str] = {}
    safe: bool = True


class _AgainError(Exception):
    """It may go better the next time; if not, `reason` is to be raised."""

    def __init__(self, reason: HistoriographError, wait: float | None = None) -> None:
        self.reason = reason
        self.wait = wait
        super().__init__()


class _Clock:
    """The time that a request has, second tries and all."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._deadline = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until the time is up; never negative."""
        return max(0.0, self._deadline - time.monotonic())


class Answer:
    """An answer being read: no longer than allowed, and no later. A parser may read from it as from a file.

    Attributes:
        address: where it came from.
        elsewhere: whether that is another server than the one asked.
        status: of HTTP.
        headers: by name in lower case.
        tail: the last bytes that were read.
        ended: whether it was read to its end.
    """

    def __init__(
        self, response: urllib3.BaseHTTPResponse, address: str, elsewhere: bool, clock: _Clock, most: int
    ) -> None:
        self._response, self._clock = response, clock
        self._most = self._left = most
        self.address = shown(address)
        self.elsewhere = elsewhere
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.tail = b""
        self.ended = False

    @property
    def content_type(self) -> str:
        """The media type, without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, b"" at the end.

        Raises:
            QueryError: if the time is up, or the answer is longer than allowed.
        """
        import urllib3.exceptions as known

        try:
            found: bytes = self._response.read1(size if size > 0 else 1 << 16)
        except known.HTTPError as error:
            if not self._clock.left or isinstance(error, known.ReadTimeoutError):
                raise failures.gave_up(self._clock.seconds) from None
            raise _AgainError(failures.dropped(self.address)) from None
        if not self._clock.left:
            raise failures.gave_up(self._clock.seconds)
        self.ended = not found
        self._left -= len(found)
        if self._left < 0:
            raise QueryError(
                f"the answer is longer than {self._most >> 20:,} MiB; ask for less, or set a limit (--limit, limit=)"
            )
        self.tail = (self.tail + found)[-400:]
        return found

    def all(self) -> bytes:
        """Return everything that is left."""
        return b"".join(iter(self.read, b""))

    def opening(self) -> bytes:
        """Return enough of the beginning for a message."""
        found = b""
        while len(found) < 4000 and (more := self.read(4000)):
            found += more
        return found


class Transport:
    """Sends requests to one server.

    Args:
        address: of that server; credentials go nowhere else.
        credentials: who we are.
        most: bytes that an answer may have.
    """

    def __init__(self, address: str, credentials: Credentials, most: int = 1 << 30) -> None:
        self._origin = origin(address)
        self._authentication = Authentication(credentials)
        self._most = most
        self._pool: urllib3.PoolManager | None = None

    def exchange(self, request: Request, seconds: float, read: Callable[[Answer], T]) -> T:
        """Send a request and read its answer.

        Args:
            request: what to send.
            seconds: after which to give up, second tries and all.
            read: makes of a successful answer what is returned; called anew for every try.

        Raises:
            InputError: if the server cannot be reached, or refuses.
            QueryError: if it does not accept the query, fails at it, or takes too long.
        """
        clock = _Clock(seconds)
        for pause in (*_PAUSES, None):
            try:
                with self._answer(request, clock) as answer:
                    if not 200 <= answer.status < 300:
                        raise self._refusal(answer)
                    return read(answer)
            except _AgainError as again:
                wait = pause if again.wait is None else again.wait
                if not request.safe or pause is None or wait is None or wait >= clock.left:
                    raise again.reason from None
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def probe(self, request: Request, seconds: float) -> tuple[int, str]:
        """Return status and media type of an answer, whatever it is, without reading the rest.

        Raises:
            InputError: if the server cannot be reached.
        """
        try:
            with self._answer(request, _Clock(seconds)) as answer:
                return answer.status, answer.content_type
        except _AgainError as again:
            raise again.reason from None

    @contextmanager
    def _answer(self, request: Request, clock: _Clock) -> Iterator[Answer]:
        response, address = self._open(request, clock)
        # A server may send a byte now and then for ever: at the deadline the socket is shut, whoever waits for it.
        alarm = threading.Timer(clock.left, response.shutdown)
        alarm.daemon = True
        alarm.start()
        answer = Answer(response, address, origin(address) != self._origin, clock, self._most)
        try:
            yield answer
        finally:
            alarm.cancel()
            if answer.ended:
                response.release_conn()
            else:
                response.close()

    def _refusal(self, answer: Answer) -> Exception:
        said = failures.words_of(answer.opening(), answer.content_type)
        known_user = bool(self._authentication.credentials)
        reason = failures.refusal(answer.address, answer.status, answer.headers, said, known_user, answer.elsewhere)
        wait = answer.headers.get("retry-after", "")
        asked = float(wait) if wait.isdigit() and float(wait) <= _LONGEST_WAIT else None
        if answer.status in _BRIEFLY_AWAY or (answer.status == 429 and asked is not None):
            return _AgainError(reason, asked)
        return reason

    def _open(self, request: Request, clock: _Clock) -> tuple[urllib3.BaseHTTPResponse, str]:
        """Return the first answer that is neither a redirect nor a question who we are."""
        address = request.address
        tries = hops = 0
        while True:
            response = self._send(request, address, clock)
            if response.status == 401 and origin(address) == self._origin and tries < 2:
                challenges = response.headers.getlist("www-authenticate")
                if self._authentication.learn(challenges):
                    tries += 1
                    response.close()
                    continue
            if response.status in _MOVED and "location" in response.headers:
                hops += 1
                response.close()
                if hops > _REDIRECTS:
                    raise InputError(f"{shown(address)}: the server redirects in circles")
                address = _moved(request, address, response.headers["location"])
                continue
            return response, address

    def _send(self, request: Request, address: str, clock: _Clock) -> urllib3.BaseHTTPResponse:
        import urllib3
        import urllib3.exceptions as known

        if self._pool is None:
            self._pool = urllib3.PoolManager(num_pools=2, retries=False)
        headers = {"User-Agent": f"historiograph/{__version__}", **request.headers}
        if origin(address) == self._origin and (said := self._authentication.header(request.method, address)):
            headers["Authorization"] = said
        left = clock.left
        if not left:
            raise failures.gave_up(clock.seconds)
        try:
            return self._pool.request(
                request.method,
                address,
                body=request.body or None,
                headers=headers,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=min(_CONNECT, left), read=left),
            )
        except known.ProtocolError:
            raise _AgainError(failures.dropped(shown(address))) from None
        except known.HTTPError as error:
            raise failures.unreachable(shown(address), error, clock.seconds) from None


def _moved(request: Request, address: str, location: str) -> str:
    """Return where a redirect leads, if it may be followed."""
    target = urljoin(address, location)
    here = shown(address)
    if not is_address(target) or not target.isprintable() or "@" in target.split("/")[2]:
        raise InputError(f"{here}: the server redirects to something that is no endpoint")
    if origin(address)[0] == "https" and origin(target)[0] == "http":
        raise InputError(f"{here}: the server redirects to {shown(target)}, which is not encrypted; not followed")
    if not request.safe:
        raise InputError(f"{here}: the server redirects to {shown(target)}; if that is right, give this address")
    return target
