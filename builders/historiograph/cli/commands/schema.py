"""`historiograph schema`: the authoring format for editors."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import parser

_EXAMPLE = """  historiograph schema -o my-debate/.historiograph.schema.json"""


def run(words: Sequence[str]) -> int:
    """Print or write the JSON Schema of a dataset's YAML files."""
    command = parser(
        "schema",
        "The YAML files of a dataset as JSON Schema (draft 7), for completion, hover text and errors in an editor.",
        _EXAMPLE,
    )
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (default: standard output)")
    options = command.parse_args(words)
    from historiograph.authoring.scaffold import schema_text
    from historiograph.files import write

    if options.output is None:
        sys.stdout.write(schema_text())
    else:
        write(options.output, schema_text())
        print(options.output)
    return 0
