"""What a check found: one wrong thing, where it stands, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["SEVERITIES", "Finding", "Report", "Severity"]

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that a careful reader would want to know.

    Attributes:
        code: stable name of the rule: a shape's local name, a lint's file name, or one of the loader's.
        severity: a violation stops a build; warnings and infos do not.
        message: what is wrong, in the words of the author's file.
        hint: how to mend it.
        file: path as the user gave it, or "" when no file is to blame.
        line: 1-based line, 0 when unknown.
        column: 1-based column, 0 when unknown.
        subject: IRI of the record that is meant, or "".
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    subject: str = ""

    def __str__(self) -> str:
        place = ":".join([self.file or "-", *(str(n) for n in (self.line, self.column) if n)])
        text = f"{place}: {self.severity}[{self.code}] {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Order of reading: file, line, column, then code and text, so that output is stable."""
        return (self.file, self.line, self.column, self.code, self.subject, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run, in order of reading."""

    findings: tuple[Finding, ...] = field(default=())

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Sort the findings and drop repeats."""
        return cls(tuple(sorted(set(findings), key=Finding.sort_key)))

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return self.count("violation") == 0
