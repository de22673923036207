"""`historiograph fmt`: one way to lay out the files of a dataset."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser

_EXAMPLE = """  historiograph fmt my-debate/
  historiograph fmt --check my-debate/claims/"""


def run(words: Sequence[str]) -> int:
    """Put the keys of YAML files into order; with --check, say which are not, and status 1 if any."""
    command = parser(
        "fmt",
        "Put keys into their usual order and spelling; comments, quotation marks and line breaks stay.",
        _EXAMPLE,
    )
    command.add_argument("places", nargs="*", metavar="PLACE", help="dataset folders or YAML files")
    add_data(command)
    command.add_argument("--check", action="store_true", help="change nothing; status 1 if something would change")
    options = command.parse_args(words)
    from historiograph.authoring.formatting import formatted
    from historiograph.errors import InputError
    from historiograph.files import write
    from historiograph.imports.draft import read_text
    from historiograph.loading.files import YAML_SUFFIXES, dataset_files
    from historiograph.places import places_of
    from historiograph.vocabulary import own_files

    places = [*options.places, *(options.data or ())]
    if not places:
        raise InputError("name the folder or the files to lay out; see `historiograph fmt --help`")
    changed: list[tuple[Path, str]] = []
    own = own_files(places_of(places))
    for file in dataset_files(places_of(places)):
        if file.suffix in YAML_SUFFIXES:
            text = read_text(file)
            if (new := formatted(text, str(file), own)) != text:
                changed.append((file, new))
    for file, new in changed:
        if not options.check:
            write(file, new)
        print(file)
    done = "to be laid out" if options.check else "laid out"
    print(f"{len(changed)} file{'' if len(changed) == 1 else 's'} {done}", file=sys.stderr)
    return 1 if options.check and changed else 0
