"""`historiograph publish`: the folder that a web host or an archive takes, or one file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, parser
from historiograph.errors import InputError

_EXAMPLE = """  historiograph publish --data my-debate/ -o public/
  historiograph publish --data my-debate/ -o public/ --base-url https://somebody.github.io/my-debate/
  historiograph publish --data my-debate/ -o my-debate-1.0.0/ --zip      (to deposit, for instance on Zenodo)
  historiograph publish --data my-debate/ --single-file -o my-debate.html"""


def run(words: Sequence[str]) -> int:
    """Check, derive and write; nothing that was published before is replaced unless all of it succeeds."""
    command = parser(
        "publish",
        "Write the folder of an edition: pages, RDF, tables, sources, and what citing and archiving ask for.",
        _EXAMPLE,
    )
    add_data(command)
    command.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="default: public; with --single-file the FILE.html"
    )
    command.add_argument("--base-url", default="", metavar="URL", help="where it will be on the web: adds a sitemap")
    command.add_argument(
        "--zip", action="store_true", help="write FOLDER.zip, too; creator, license, version and date must be said then"
    )
    command.add_argument(
        "--with-texts", action="store_true", help="publish the .txt files of the dataset's folder; by default none is"
    )
    command.add_argument("--single-file", action="store_true", help="write the whole explorer as one HTML file instead")
    options = command.parse_args(words)
    say = _progress if sys.stderr.isatty() else _silence
    if options.single_file:
        if options.zip or options.base_url or options.with_texts:
            raise InputError("--single-file is one file: --zip, --base-url and --with-texts go with a folder")
        from historiograph.publishing import publish_single_file

        target = options.output or Path("explorer.html")
        findings, pages = publish_single_file(options.data, target, say)
        _warn(findings)
        print(f"published {pages} pages in {target} ({target.stat().st_size:,} bytes)")
        return 0
    from historiograph.publishing import publish

    output = options.output or Path("public")
    done = publish(
        options.data, output, base_url=options.base_url, archive=options.zip, texts=options.with_texts, say=say
    )
    _warn(done.findings)
    print(f"published {done.pages} pages and {done.files:,} files in {output}/")
    if done.archive is not None:
        print(f"deposit {output}.zip ({done.archive.stat().st_size:,} bytes)")
    print(f"open {output / 'index.html'}")
    return 0


def _warn(findings: Sequence[object]) -> None:
    for finding in findings:
        if getattr(finding, "severity", "") == "warning":
            print(finding, file=sys.stderr)


def _progress(step: str) -> None:
    print(f"  {step}", file=sys.stderr)


def _silence(_step: str) -> None:
    return
