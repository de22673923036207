"""`historiograph build`: the graph in every RDF syntax, and its pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser

_EXAMPLE = """  historiograph build
  historiograph build --data my-debate/ -o out/"""


def run(words: Sequence[str]) -> int:
    """Check, derive and write; nothing of an earlier build is replaced unless all of it succeeds."""
    command = parser("build", "Check a dataset, derive what follows, and write its graph and pages.", _EXAMPLE)
    add_data(command)
    command.add_argument("-o", "--output", type=Path, default=Path("build"), metavar="FOLDER", help="default: build")
    options = command.parse_args(words)
    from historiograph.build import build

    say = _progress if sys.stderr.isatty() else _silence
    built = build(options.data, options.output, say)
    for finding in built.findings:
        if finding.severity == "warning":
            print(finding, file=sys.stderr)
    print(f"built {built.statements:,} statements and {built.pages} pages in {options.output}/")
    print(f"open {built.start}")
    return 0


def _progress(step: str) -> None:
    print(f"  {step}", file=sys.stderr)


def _silence(_step: str) -> None:
    return
