"""What the keys of a record hold: texts, numbers, references, addresses - checked, and put as JSON-LD wants them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from historiograph.loading.identities import Identities
from historiograph.loading.keys import Key
from historiograph.loading.problems import KeyPath, Problems

__all__ = ["XML_FORBIDDEN", "Values"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document, and so no RDF/XML, can carry."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")


class Values:
    """Checks values; each check returns the value to keep, or None after noting what is wrong."""

    def __init__(self, identities: Identities, problems: Problems) -> None:
        self._ids = identities.of_kind
        self._problems = problems
        self._checks: dict[str, Callable[[Key, str, Any, Path, KeyPath, str], Any]] = {
            "text": self._text,
            "string": self.string,
            "decimal": self._decimal,
            "integer": self.integer,
            "boolean": self._boolean,
            "reference": self._references,
            "same-kind": self._references,
            "iri": self._iris,
            "value": self._values,
        }

    def check(self, spec: Key, kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        """Check the value of a key in a record of a kind."""
        return self._checks[spec.holds](spec, kind, value, file, path, key)

    def _text(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        """Language-tagged text."""
        if self._unprintable(value, file, path, key):
            return None
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        if (
            isinstance(value, dict)
            and value
            and all(
                isinstance(tag, str) and _LANGUAGE.match(tag) and isinstance(text, str) for tag, text in value.items()
            )
        ):
            return {tag: unicodedata.normalize("NFC", text) for tag, text in value.items()}
        if isinstance(value, list) and value and all(isinstance(text, str) for text in value):
            return [unicodedata.normalize("NFC", text) for text in value]
        return self._problems.wrong_value(key, "text, or texts by language such as `{en: ..., ru: ...}`", file, path)

    def string(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        """Return plain text; a number that an author left unquoted counts as text."""
        if self._unprintable(value, file, path, key):
            return None
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in values):
            plain = [unicodedata.normalize("NFC", str(one)) for one in values]
            return plain if isinstance(value, list) else plain[0]
        return self._problems.wrong_value(key, "plain text", file, path)

    def _unprintable(self, value: Any, file: Path, path: KeyPath, key: str) -> bool:
        """Note text that no RDF/XML could carry, or that is nothing but white space."""
        texts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str) and (XML_FORBIDDEN.search(text) or not text.strip()):
                self._problems.wrong_value(key, "text, without control characters and not blank", file, path)
                return True
        return False

    def _decimal(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        text = str(value)
        if not isinstance(value, bool) and _NUMBER.match(text):
            return text
        return self._problems.wrong_value(key, "a number such as 60 or 12.5, without thousands separators", file, path)

    def integer(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        """Return a whole number, zero or more."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        return self._problems.wrong_value(key, "a whole number", file, path)

    def _boolean(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        return value if isinstance(value, bool) else self._problems.wrong_value(key, "`true` or `false`", file, path)

    def _values(self, spec: Key, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) and (one in spec.words or (spec.base and _SLUG.match(one))) for one in values):
            return [spec.words.get(one, spec.base + one) for one in values]
        if not spec.base:
            return self._problems.wrong_value(key, f"one of {', '.join(sorted(spec.words))}", file, path)
        return self._problems.wrong_value(key, "a word of its vocabulary", file, path)

    def _iris(self, _: Key | None, _kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) and _IRI.match(one) for one in values):
            return value
        return self._problems.wrong_value(key, "a full web address such as https://example.org/thing", file, path)

    def _references(self, spec: Key, kind: str, value: Any, file: Path, path: KeyPath, key: str) -> Any:
        kinds = spec.kinds or (kind,)
        if isinstance(value, str):
            slug = self.reference(value, kinds, file, path, key)
            return slug if slug is None or "/" in slug else f"{kinds[0]}/{slug}"
        if not isinstance(value, list):
            return self._problems.wrong_value(key, "the id of a record, or a list of ids", file, path)
        resolved = [self._references(spec, kind, one, file, (*path, index), key) for index, one in enumerate(value)]
        return [slug for slug in resolved if slug is not None] or None

    def reference(self, value: Any, kinds: tuple[str, ...], file: Path, path: KeyPath, key: str) -> str | None:
        """Return a slug (for one kind) or `kind/slug` (for several), or None after noting what is wrong."""
        if not isinstance(value, str):
            self._problems.wrong_value(key, "the id of a record", file, path)
            return None
        if len(kinds) == 1:
            if value in self._ids[kinds[0]]:
                return value
        elif "/" in value:
            kind, _, slug = value.partition("/")
            if kind in kinds and slug in self._ids[kind]:
                return value
        else:
            having = [kind for kind in kinds if value in self._ids[kind]]
            if len(having) == 1:
                return f"{having[0]}/{value}"
            if having:
                choices = " or ".join(f"`{kind}/{value}`" for kind in having)
                self._problems.fault(
                    "ambiguous-reference",
                    f"`{key}: {value}` may mean more than one record",
                    f"Say which: {choices}.",
                    file,
                    path,
                )
                return None
        known = {slug for kind in kinds for slug in self._ids[kind]}
        elsewhere = sorted(kind for kind, slugs in self._ids.items() if value in slugs and kind not in kinds)
        what = kinds[0] if len(kinds) == 1 else "record"
        message = f"`{key}: {value}` refers to nothing: there is no {what} with this id" + self._problems.did_you_mean(
            value, known
        )
        if elsewhere:
            message += f" (there is a {elsewhere[0]} of this name, but `{key}` takes a {' or '.join(kinds)})"
        self._problems.fault("unknown-reference", message, "Correct the id, or write the record it means.", file, path)
        return None
