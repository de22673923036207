"""Who we are to a server: a token, or user name and password, from the environment.

A token is sent with each request (RFC 6750). A password is sent only to a server that asks for it, in the way it asks
for: Digest (RFC 7616, which Virtuoso wants), by which the password itself does not travel, before Basic (RFC 7617).
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping, Sequence

from historiograph.errors import InputError

__all__ = ["Authentication", "Credentials", "digest"]

_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


class Credentials:
    """A user name with password, a token, or nothing."""

    __slots__ = ("password", "token", "user")

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        for name, value in (("HISTORIOGRAPH_USER", user), ("HISTORIOGRAPH_TOKEN", token)):
            if not (value.isascii() and value.isprintable()):
                raise InputError(f"{name} holds a line break or another character that cannot be sent in a header")
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
        self._challenge: Mapping[str, str] | None = None
        self._count = 0

    def header(self, method: str, address: str) -> str | None:
        """Return the Authorization header of a request, or None."""
        known = self.credentials
        if known.token:
            return f"Bearer {known.token}"
        if self._challenge is not None:
            from secrets import token_hex

            self._count += 1
            return digest(known, self._challenge, method, address, self._count, token_hex(16))
        return "Basic " + b64encode(f"{known.user}:{known.password}".encode()).decode() if self._basic else None

    def learn(self, challenges: Sequence[str]) -> bool:
        """Take in the WWW-Authenticate headers of a refusal; return whether it is worth another try."""
        if self.credentials.token or not self.credentials.user:
            return False
        for challenge in challenges:
            if challenge.lower().startswith("digest ") and (found := _parameters(challenge[7:])):
                refused = self._challenge is not None and found.get("stale", "").lower() != "true"
                self._challenge, self._count = found, 0
                return not refused
        if not self._basic and any(challenge.lower().startswith("basic") for challenge in challenges):
            self._basic = True
            return True
        return False


def digest(
    known: Credentials, challenge: Mapping[str, str], method: str, address: str, count: int, client_nonce: str
) -> str:
    """Return the answer to a Digest challenge (RFC 7616, section 3.4), with quality of protection `auth`."""
    import hashlib
    from urllib.parse import urlsplit

    def hashed(*parts: str) -> str:
        algorithm = _HASHES[challenge.get("algorithm", "MD5").upper()]
        return hashlib.new(algorithm, ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    parts = urlsplit(address)
    uri = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    user, realm, nonce = known.user, challenge["realm"], challenge["nonce"]
    times = f"{count:08x}"
    response = hashed(hashed(user, realm, known.password), nonce, times, client_nonce, "auth", hashed(method, uri))
    quoted = {
        "username": user,
        "realm": realm,
        "nonce": nonce,
        "uri": uri,
        "cnonce": client_nonce,
        "response": response,
    }
    if "opaque" in challenge:
        quoted["opaque"] = challenge["opaque"]
    fields = [f'{name}="{_escaped(value)}"' for name, value in quoted.items()]
    plain = [f"{name}={challenge[name]}" for name in ("algorithm",) if name in challenge]
    return "Digest " + ", ".join([*fields, *plain, "qop=auth", f"nc={times}"])


def _parameters(text: str) -> Mapping[str, str]:
    """Return the parameters of a Digest challenge, or nothing if it asks for what is not known here."""
    from urllib.request import parse_http_list, parse_keqv_list

    try:
        found = {key.lower(): value for key, value in parse_keqv_list(parse_http_list(text)).items()}
    except ValueError:
        return {}
    offered = {one.strip() for one in found.get("qop", "").split(",")}
    known = found.get("algorithm", "MD5").upper() in _HASHES
    return found if {"realm", "nonce"} <= found.keys() and "auth" in offered and known else {}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
