"""`historiograph cite`: a claim, a work or the dataset, as a paper cites it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from historiograph.cli.options import add_data, load_graph, parser

_EXAMPLE = """  historiograph cite stalinism-would-not-last
  historiograph cite getty-origins-of-the-great-purges --style chicago-notes-bibliography
  historiograph cite dataset --style my-journal.csl"""


def run(words: Sequence[str]) -> int:
    """Print how to cite a thing."""
    command = parser("cite", "Say how to cite a claim, a work or the dataset, in a citation style.", _EXAMPLE)
    command.add_argument("thing", metavar="THING", help="claim, work or edition: slug, label or IRI; or `dataset`")
    command.add_argument(
        "--style",
        default="chicago-author-date",
        metavar="STYLE",
        help="chicago-author-date (default), chicago-notes-bibliography, harvard-cite-them-right, or a .csl file",
    )
    add_data(command)
    options = command.parse_args(words)
    sys.stdout.write(str(load_graph(options).cite(options.thing, options.style)))
    return 0
