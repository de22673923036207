"""`historiograph merge`: two people's folders put together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.findings import add_finding_format, print_findings
from historiograph.cli.options import parser

_EXAMPLE = """  historiograph merge mine/ hers/                      (says what would come of it; writes nothing)
  historiograph merge mine/ hers/ -o ours/
  historiograph merge mine/ hers/ --base before/ -o ours/
  historiograph merge mine/ hers/ --prefer A -o ours/"""


def run(words: Sequence[str]) -> int:
    """Print conflicts and remarks, write the whole if there is no conflict; status 1 if there is one."""
    command = parser(
        "merge",
        "Put two folders of one dataset together. What one lacks is taken from the other; where the two contradict\n"
        "each other, both places are told and nothing is written.",
        _EXAMPLE,
    )
    command.add_argument("a", metavar="A", help="a dataset folder; its files are kept as they are, as far as can be")
    command.add_argument("b", metavar="B", help="the other one")
    command.add_argument("-o", "--output", type=Path, metavar="OUT", help="folder to write: none yet, or an empty one")
    command.add_argument(
        "--base",
        metavar="COMMON",
        help="the folder as both began with it: what only one of them changed or took out since is no conflict",
    )
    command.add_argument("--prefer", choices=("A", "B"), help="whose value to take where only one can stand")
    add_finding_format(command)
    options = command.parse_args(words)
    from historiograph.editions.telling import summary
    from historiograph.merging.merge import merge

    merged = merge(options.a, options.b, options.base, options.prefer)
    print_findings(merged.report.findings, options.format)
    conflicts = merged.report.count("violation")
    if conflicts:
        print(f"{conflicts} conflict{'' if conflicts == 1 else 's'}; nothing is written", file=sys.stderr)
        return 1
    if options.output is not None:
        merged.save(options.output)
    print(f"beside what A has: {summary(merged.added())}", file=sys.stderr)
    told = f"wrote {options.output}" if options.output else "nothing is written; name a folder with -o"
    print(told, file=sys.stderr)
    return 0
