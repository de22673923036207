"""`historiograph new`: a dataset to begin with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import parser
from historiograph.findings import SEVERITIES

_EXAMPLE = """  historiograph new my-debate && historiograph build --data my-debate/
  historiograph new my-review --from library.bib"""


def run(words: Sequence[str]) -> int:
    """Write a dataset and say what to do next."""
    command = parser(
        "new", "Write a small complete debate to begin with; it passes `check`, and its comments teach.", _EXAMPLE
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="where; must not exist yet, or be empty")
    command.add_argument(
        "--from",
        dest="begin_with",
        type=Path,
        metavar="FILE",
        help="begin with what this holds: .xlsx, .csv or a folder of them (sheets as `export xlsx` writes), .bib,"
        " .json (CSL-JSON or AIF), .argdown",
    )
    options = command.parse_args(words)
    from historiograph.authoring.scaffold import new_dataset

    folder: Path = options.folder
    files = new_dataset(folder, options.begin_with)
    for file in files:
        print(folder / file)
    if options.begin_with is not None:
        from historiograph.loading import load_dataset
        from historiograph.validation import validate

        report = validate(load_dataset([folder]))
        counts = [(report.count(severity), severity) for severity in SEVERITIES]
        missing = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count)
        if missing:
            print(f"what the file did not say is still to be written: {missing}", file=sys.stderr)
    print(
        f"next: historiograph check --data {folder}, then historiograph build --data {folder} -o {folder}/build",
        file=sys.stderr,
    )
    return 0
