"""What is wrong, noted with its place while the walk goes on, so that one run tells everything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from historiograph.errors import nearest
from historiograph.findings import Finding
from historiograph.loading.source_map import SourceMap, Step

__all__ = ["KeyPath", "Problems"]

KeyPath = tuple[Step, ...]
"""Keys and list indexes from the top of a file."""


_PROPOSALS = 200


class Problems:
    """The findings of a walk, and the map of places that gives them their lines."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.source_map = SourceMap()

    def fault(self, code: str, message: str, hint: str, file: Path, path: KeyPath) -> None:
        """Note a violation at a place of a file."""
        at = self.source_map.position(file, path)
        self.findings.append(Finding(code, "violation", message, hint, at.file, at.line, at.column))

    def wrong_value(self, key: str, wanted: str, file: Path, path: KeyPath) -> None:
        """Note that a key holds something of the wrong sort."""
        self.fault("wrong-value", f"`{key}` should be {wanted}", "Correct the value.", file, path)

    def unknown(self, what: str, name: object, known: Iterable[str], file: Path, path: KeyPath) -> None:
        """Note a key or section that means nothing, with the nearest that does."""
        self.fault(
            f"unknown-{what}",
            f"there is no {what} '{name}'" + self.did_you_mean(str(name), known),
            "Correct the spelling; keys are the ontology's own names, in lowerCamelCase.",
            file,
            (*path, str(name)),
        )

    def did_you_mean(self, name: str, known: Iterable[str]) -> str:
        """Return the end of a message that proposes the nearest names, or nothing.

        Looking for them is slow, so a run with very many findings proposes for the first ones only.
        """
        if len(self.findings) >= _PROPOSALS:
            return ""
        proposals = nearest(name, known)
        return f"; did you mean {' or '.join(repr(one) for one in proposals)}?" if proposals else ""
