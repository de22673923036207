"""`historiograph fingerprint`: what lets other people find the passages of a text in their own copies of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, load_graph, parser

_EXAMPLE = """  historiograph fingerprint --text article.txt --data my-debate/ \\
      -o my-debate/fingerprints/article.yaml"""


def run(words: Sequence[str]) -> int:
    """Print or write the fingerprints of all passages of a text; status 1 if a passage is not what was marked."""
    command = parser(
        "fingerprint",
        "Take the fingerprints of a text's passages, by which `locate` finds them in other copies; no text is stored.",
        _EXAMPLE,
    )
    command.add_argument(
        "--text", type=Path, required=True, metavar="FILE", help="the very copy that the passages point into"
    )
    add_data(command)
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (default: standard output)")
    options = command.parse_args(words)
    from historiograph.files import write
    from historiograph.locate import fingerprint_file, fingerprints

    source, made, wrong = fingerprints(load_graph(options), options.text)
    text = fingerprint_file(source, made)
    if options.output is None:
        sys.stdout.write(text)
    else:
        write(options.output, text)
        print(f"{options.output}: {len(made)} fingerprints", file=sys.stderr)
    for passage in wrong:
        print(
            f"characters {passage.start} to {passage.end} are not the passage that was marked; it has no fingerprint",
            file=sys.stderr,
        )
    return 1 if wrong else 0
