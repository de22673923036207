"""`historiograph view`: one self-contained interactive page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, load_graph, parser
from historiograph.errors import InputError

_EXAMPLE = """  historiograph view overview -o overview.html
  historiograph view debate --focus origins-of-the-terror -o terror.html
  historiograph view school --focus totalitarian-school -o school.html
  historiograph view historian --focus getty -o getty.html
  historiograph view evidence --focus smolensk-party-archive -o smolensk.html
  historiograph view matrix -o matrix.html
  historiograph view estimates --focus grain-harvest-of-1932 -o harvest.html"""


def run(words: Sequence[str]) -> int:
    """Write a page to a file, or to standard output."""
    command = parser("view", "Write one interactive HTML page that opens without any network.", _EXAMPLE)
    command.add_argument(
        "name",
        metavar="NAME",
        help="overview, debate, school, historian, evidence, matrix, estimates, timeline, or one of the dataset's own",
    )
    command.add_argument("--focus", metavar="THING", help="what the page is about: slug, label or IRI")
    add_data(command)
    command.add_argument("-o", "--output", type=Path, metavar="FILE.html", help="default: standard output")
    options = command.parse_args(words)
    if options.output is not None and options.output.suffix.lower() in (".svg", ".png", ".pdf"):
        raise InputError(
            f"{options.output}: a view is an HTML page; write that, open it, and press SVG or PNG there (or print it)"
        )
    page = load_graph(options).view(options.name, options.focus)
    if options.output is None:
        sys.stdout.write(page.html)
    else:
        page.save(options.output)
        print(f"wrote {options.output}; open it in any browser", file=sys.stderr)
    return 0
