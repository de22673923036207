"""`historiograph check`: what is wrong with a dataset."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser
from historiograph.findings import SEVERITIES, Finding

_EXAMPLE = """  historiograph check --data my-debate/
  historiograph check --text sources/ --strict"""
_GITHUB = {"violation": "error", "warning": "warning", "info": "notice"}


def run(words: Sequence[str]) -> int:
    """Print every finding; status 1 if one of them is a violation (or, with --strict, a warning)."""
    command = parser(
        "check", "Check a dataset: its files, SHACL shapes, scholarly lints, and passages in texts at hand.", _EXAMPLE
    )
    add_data(command)
    command.add_argument("--format", choices=("text", "json", "github"), default="text")
    command.add_argument("--strict", action="store_true", help="let warnings fail the check, too")
    command.add_argument(
        "--text",
        action="append",
        default=[],
        metavar="PLACE",
        help="a source text, or a folder of them, to check against",
    )
    options = command.parse_args(words)
    from historiograph.loading import load_dataset
    from historiograph.places import places_of
    from historiograph.texts import text_files
    from historiograph.validation import validate

    places = places_of(options.data)
    text_files([Path(text) for text in options.text])  # a slip in a name is told at once
    report = validate(load_dataset(places), options.text)
    _print(report.findings, options.format)
    counts = [(report.count(severity), severity) for severity in SEVERITIES]
    summary = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)
    print(f"{', '.join(map(str, places))}: {summary or 'nothing to report'}", file=sys.stderr)
    failed = counts[0][0] or (options.strict and counts[1][0])
    return 1 if failed else 0


def _print(findings: Sequence[Finding], form: str) -> None:
    if form == "json":
        keys = ("file", "line", "column", "severity", "code", "message", "hint", "subject")
        rows = [{key: getattr(finding, key) for key in keys} for finding in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "github":
        for finding in findings:
            place = f"file={finding.file},line={finding.line},col={finding.column},title={finding.code}"
            text = f"{finding.message} {finding.hint}".replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
            print(f"::{_GITHUB[finding.severity]} {place}::{text}")
    else:
        for finding in findings:
            print(finding)
