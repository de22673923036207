"""`historiograph diff`: what changed between two editions."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from historiograph.cli.options import parser

_EXAMPLE = """  historiograph diff stalinism-1.0.trig my-stalinism/
  historiograph diff --format markdown 1.0/ 1.1/      (for a list of changes)
  git worktree add ../before v1.0                      (an edition that git keeps)
  historiograph diff ../before/my-debate my-debate"""


def run(words: Sequence[str]) -> int:
    """Print what changed; status 0 whenever the two could be compared."""
    command = parser("diff", "Say what changed between two editions of a dataset, in the graph's own terms.", _EXAMPLE)
    what = "dataset folder, name of a bundled dataset, RDF file, store, or URL of a SPARQL endpoint"
    command.add_argument("old", metavar="OLD", help=f"the earlier edition: {what}")
    command.add_argument("new", metavar="NEW", help="the later one, of the same kinds")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    options = command.parse_args(words)
    from historiograph.editions.changes import compare
    from historiograph.editions.records import read_edition
    from historiograph.editions.telling import FORMATS

    sys.stdout.write(FORMATS[options.format](compare(read_edition(options.old), read_edition(options.new))))
    return 0
