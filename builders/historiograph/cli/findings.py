"""Findings as the commands that check print them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from historiograph.findings import Finding

__all__ = ["add_finding_format", "print_findings"]

_GITHUB = {"violation": "error", "warning": "warning", "info": "notice"}
_KEYS = ("file", "line", "column", "severity", "code", "message", "hint", "subject")


def add_finding_format(to: argparse.ArgumentParser) -> None:
    """Add `--format` for findings."""
    to.add_argument("--format", choices=("text", "json", "github"), default="text")


def print_findings(findings: Sequence[Finding], form: str) -> None:
    """Print findings as text, as JSON, or as the annotations of GitHub's workflows."""
    if form == "json":
        rows = [{key: getattr(finding, key) for key in _KEYS} for finding in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "github":
        for finding in findings:
            place = f"file={finding.file},line={finding.line},col={finding.column},title={finding.code}"
            text = f"{finding.message} {finding.hint}".replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
            print(f"::{_GITHUB[finding.severity]} {place}::{text}")
    else:
        for finding in findings:
            print(finding)
