"""Who we are to a server: a token, or user name and password, from the environment.

A token is sent with each request (RFC 6750). A password is sent only to a server that asks for it, in the way it asks
for: Digest (RFC 7616, which Virtuoso wants), by which the password itself does not travel, before Basic (RFC 7617).
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING

from historiograph.errors import InputError

if TYPE_CHECKING:
    from urllib.request import AbstractDigestAuthHandler

__all__ = ["Authentication", "Credentials"]


class Credentials:
    """A user name with password, a token, or nothing."""

    __slots__ = ("password", "token", "user")

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        for name, value in (("HISTORIOGRAPH_USER", user), ("HISTORIOGRAPH_TOKEN", token)):
            if not value.isprintable():
                raise InputError(f"{name} holds a line break or another character that cannot be sent")
        self.user, self.password, self.token = user, password, token

    @classmethod
    def from_environment(cls) -> Credentials:
        """Read HISTORIOGRAPH_TOKEN, or HISTORIOGRAPH_USER and HISTORIOGRAPH_PASSWORD."""
        return cls(*(os.environ.get(f"HISTORIOGRAPH_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))

    def __bool__(self) -> bool:
        return bool(self.token or self.user)


class Authentication:
    """What to say in the Authorization header, as far as the server has told what it wants to hear."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self._basic = False
        self._digest: tuple[AbstractDigestAuthHandler, dict[str, str]] | None = None

    def header(self, method: str, address: str) -> str | None:
        """Return the Authorization header of a request, or None."""
        known = self.credentials
        if known.token:
            return f"Bearer {known.token}"
        if self._digest is not None:
            from urllib.request import Request

            handler, challenge = self._digest
            answer = handler.get_authorization(Request(address, method=method), challenge)  # noqa: S310 - no request is made
            return f"Digest {answer}"
        return "Basic " + b64encode(f"{known.user}:{known.password}".encode()).decode() if self._basic else None

    def learn(self, address: str, challenges: Sequence[str]) -> bool:
        """Take in the WWW-Authenticate headers of a refusal; return whether it is worth another try."""
        if self.credentials.token or not self.credentials.user:
            return False
        for challenge in challenges:
            scheme, _, parameters = challenge.partition(" ")
            if scheme.lower() == "digest":
                return self._learn_digest(address, parameters)
        if not self._basic and any(challenge.lower().startswith("basic") for challenge in challenges):
            self._basic = True
            return True
        return False

    def _learn_digest(self, address: str, parameters: str) -> bool:
        from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm
        from urllib.request import parse_http_list as listed
        from urllib.request import parse_keqv_list as paired

        challenge = {key.lower(): value for key, value in paired(listed(parameters)).items()}
        again = self._digest is not None and challenge.get("stale", "").lower() != "true"
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, address, self.credentials.user, self.credentials.password)
        handler = AbstractDigestAuthHandler(passwords)
        usable = {"realm", "nonce"} <= challenge.keys() and "auth" in challenge.get("qop", "auth").split(",")
        if usable and challenge.get("algorithm", "MD5").upper() in ("MD5", "SHA"):
            self._digest = (handler, challenge)
            return not again
        return False
