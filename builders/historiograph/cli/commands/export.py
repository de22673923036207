"""`historiograph export`: the graph in another tool's format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, load_graph, parser
from historiograph.errors import NotFoundError

_EXAMPLE = """  historiograph export trig -o stalinism.trig
  historiograph export turtle | rapper -i turtle -c - https://example.org/"""


def run(words: Sequence[str]) -> int:
    """Write the graph to a file, or to standard output."""
    from historiograph.exports import FORMATS

    command = parser("export", f"Write the graph in a format: {', '.join(FORMATS)}.", _EXAMPLE)
    command.add_argument("export_format", metavar="FORMAT", help="one of the above")
    add_data(command)
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    options = command.parse_args(words)
    if options.export_format not in FORMATS:
        raise NotFoundError("export format", options.export_format, FORMATS)
    data = load_graph(options).export(options.export_format, options.output)
    if options.output is None:
        sys.stdout.buffer.write(data)
    else:
        print(f"wrote {options.output} ({len(data):,} bytes)", file=sys.stderr)
    return 0
