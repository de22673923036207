"""`historiograph load`: a dataset of any size into a store on disk."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser
from historiograph.cli.progress import reading

_EXAMPLE = """  historiograph load --data archive.nq.gz --output archive.store
  historiograph ask debates --data archive.store
The store is opened by every command without a load; what it was made from is not touched."""


def run(words: Sequence[str]) -> int:
    """Load what `--data` names, and say what the store holds."""
    command = parser("load", "Load a dataset of any size, once, into a store on disk.", _EXAMPLE)
    add_data(command)
    command.add_argument("-o", "--output", type=Path, metavar="STORE", required=True, help="folder for the store")
    command.add_argument(
        "--no-rules",
        action="store_true",
        help="derive nothing; keep what the files themselves say in their derived graph",
    )
    options = command.parse_args(words)
    from historiograph.on_disk import load_to_folder
    from historiograph.places import places_of

    places = places_of(options.data)
    with reading(places) as progress:
        contents = load_to_folder(places, options.output, rules=not options.no_rules, progress=progress)
    derived = "nothing was derived" if contents.derived is None else f"{contents.derived:,} of them derived by rules"
    print(f"wrote {options.output}: {contents.quads:,} statements, {derived}", file=sys.stderr)
    return 0
