"""`historiograph check`: what is wrong with a dataset."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.findings import add_finding_format, print_findings
from historiograph.cli.options import add_data, parser
from historiograph.errors import InputError, NotFoundError
from historiograph.findings import SEVERITIES
from historiograph.resources import resource

_EXAMPLE = """  historiograph check --data my-debate/
  historiograph check --data my-debate/ --watch
  historiograph check --text sources/ --strict
  historiograph check --explain unknown-key"""


def run(words: Sequence[str]) -> int:
    """Print every finding; status 1 if one of them is a violation (or, with --strict, a warning)."""
    command = parser(
        "check", "Check a dataset: its files, SHACL shapes, scholarly lints, and passages in texts at hand.", _EXAMPLE
    )
    add_data(command)
    add_finding_format(command)
    command.add_argument("--strict", action="store_true", help="let warnings fail the check, too")
    command.add_argument(
        "--text",
        action="append",
        default=[],
        metavar="PLACE",
        help="a source text, or a folder of them, to check against",
    )
    command.add_argument("--watch", action="store_true", help="check again whenever a file is saved, until Ctrl-C")
    command.add_argument("--explain", metavar="CODE", help="say what a finding means, with a wrong and a right example")
    options = command.parse_args(words)
    if options.explain is not None:
        print(_explanation(options.explain, options.data))
        return 0
    from historiograph.places import places_of
    from historiograph.texts import text_files

    places = places_of(options.data)
    texts = text_files([Path(text) for text in options.text])  # a slip in a name is told at once
    if not options.watch:
        return _check(places, options)
    from historiograph.cli.watching import changes

    for number, _ in enumerate(changes(places, texts)):
        if number:
            print(file=sys.stderr)
        try:
            _check(places, options)
        except InputError as error:  # the folder is empty for the moment
            print(f"historiograph: {error}", file=sys.stderr)
        sys.stdout.flush()
    return 0


def _check(places: Sequence[Path], options: argparse.Namespace) -> int:
    from historiograph.loading import load_dataset
    from historiograph.validation import validate

    report = validate(load_dataset(places), options.text)
    print_findings(report.findings, options.format)
    counts = [(report.count(severity), severity) for severity in SEVERITIES]
    summary = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)
    print(f"{', '.join(map(str, places))}: {summary or 'nothing to report'}", file=sys.stderr)
    if report.findings and options.format == "text":
        print("historiograph check --explain CODE shows a wrong and a right example", file=sys.stderr)
    failed = counts[0][0] or (options.strict and counts[1][0])
    return 1 if failed else 0


def _explanation(code: str, data: Sequence[str] | None) -> str:
    """Return what docs/findings.md says of a code, or a dataset's own shape or lint."""
    text = resource("docs/findings.md").read_text("utf-8")
    entries = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    parts = {one.partition("\n")[0]: f"### {one}".partition("\n## ")[0].strip() for one in entries}
    told = re.split(r"^- ", text.rpartition("\n## With your copy")[2], flags=re.MULTILINE)[1:]
    for line in told:
        for one in re.findall(r"`([a-z-]+)`", line.partition(":")[0]):
            parts.setdefault(one, " ".join(line.partition("\n## ")[0].split()))
    if code not in parts and data:
        from historiograph.places import places_of
        from historiograph.validation.own import explained
        from historiograph.vocabulary import own_files

        parts |= explained(own_files(places_of(data)))
    if code not in parts:
        raise NotFoundError("finding", code, parts)
    return parts[code]
