"""`historiograph export`: the graph in another tool's format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, load_graph, parser
from historiograph.errors import InputError, NotFoundError
from historiograph.files import refuse_unwritable

_EXAMPLE = """  historiograph export trig -o stalinism.trig
  historiograph export nquads -o stalinism.nq.gz
  historiograph export ntriples --split graphs/      (a file a named graph, for bulk loaders)
  historiograph export gexf -o stalinism.gexf         (opens in Gephi, ready to look at)
  historiograph export csv -o tables/                 (for Gephi, Cytoscape and Neo4j)
  historiograph export turtle | rapper -i turtle -c - https://example.org/"""


def run(words: Sequence[str]) -> int:
    """Write the graph to a file, or to standard output."""
    from historiograph.exports import FORMATS

    command = parser("export", f"Write the graph in a format: {', '.join(FORMATS)}.", _EXAMPLE)
    command.add_argument("export_format", metavar="FORMAT", help="one of the above")
    add_data(command)
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="default: standard output; csv and csvw make a folder, or a FILE.zip",
    )
    command.add_argument(
        "--split",
        type=Path,
        metavar="DIR",
        help="with ntriples: a gzipped file for each named graph",
    )
    command.add_argument(
        "--context",
        choices=("inline", "reference"),
        default="inline",
        help="with jsonld: whether the file holds its context, or points to the published one",
    )
    options = command.parse_args(words)
    if options.export_format not in FORMATS:
        raise NotFoundError("export format", options.export_format, FORMATS)
    if options.split is not None:
        if options.export_format != "ntriples" or options.output is not None:
            raise InputError("--split goes with the format ntriples, and in the place of --output")
        from historiograph.exports.bulk import write_split

        number = write_split(load_graph(options), options.split)
        print(f"wrote {number} graphs to {options.split}", file=sys.stderr)
        return 0
    if options.output is not None:
        refuse_unwritable(options.output)
    data = load_graph(options).export(options.export_format, options.output, context=options.context)
    if options.output is None:
        sys.stdout.buffer.write(data)
    elif options.output.is_dir():
        print(f"wrote the files to {options.output}/", file=sys.stderr)
    else:
        print(f"wrote {options.output} ({options.output.stat().st_size:,} bytes)", file=sys.stderr)
    return 0
