"""`historiograph schema`: the authoring format for editors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser

_EXAMPLE = """  historiograph schema --data my-debate -o my-debate/.historiograph.schema.json"""


def run(words: Sequence[str]) -> int:
    """Print or write the JSON Schema of a dataset's YAML files."""
    command = parser(
        "schema",
        "The YAML files of a dataset as JSON Schema (draft 7), for completion, hover text and errors in an editor.",
        _EXAMPLE,
    )
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (default: standard output)")
    add_data(command)
    options = command.parse_args(words)
    from historiograph.authoring.scaffold import schema_text
    from historiograph.files import write
    from historiograph.places import places_of
    from historiograph.vocabulary import own_files

    text = schema_text(own_files(places_of(options.data)))
    if options.output is None:
        sys.stdout.write(text)
    else:
        write(options.output, text)
        print(options.output)
    return 0
