"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from historiograph.errors import InputError

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph
    from historiograph.queries import Result

__all__ = [
    "TABLE_FORMATS",
    "Parser",
    "add_data",
    "add_row_format",
    "load_graph",
    "parser",
    "print_rows",
    "terminal_width",
]

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: one line on standard error, status 2."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the whole usage."""
        raise InputError(f"{message}; see `{self.prog} --help`")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help of a fixed width: asking the terminal for its own would import an archiver or three."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)


def parser(command: str, description: str, example: str) -> Parser:
    """Return the parser of a command, with an example in its help."""
    return Parser(
        prog=f"historiograph {command}",
        description=description,
        epilog=f"example:\n{example}",
        formatter_class=_Help,
        allow_abbrev=False,
    )


def add_data(to: argparse.ArgumentParser) -> None:
    """Add `--data`."""
    to.add_argument(
        "--data",
        metavar="WHERE",
        action="append",
        help="dataset folder, name of a bundled dataset, RDF file (may be given again for more files), store, or URL"
        " of a SPARQL endpoint; default: the curated graph",
    )


def add_row_format(to: argparse.ArgumentParser, more: tuple[str, ...] = ()) -> None:
    """Add `--format`, `--iris` and `--labels` for answers that have rows."""
    to.add_argument("--format", choices=(*TABLE_FORMATS, *more), help="form of the answer (default: table)")
    to.add_argument("--iris", action="store_true", help="show IRIs instead of labels in tables and Markdown")
    to.add_argument("--labels", action="store_true", help="show labels instead of IRIs in CSV, TSV, JSON and XML")


def load_graph(options: argparse.Namespace) -> KnowledgeGraph:
    """Load what `--data` names."""
    from historiograph.graph import load

    where = options.data
    return load(where[0] if where and len(where) == 1 else where)


def print_rows(result: Result, options: argparse.Namespace) -> None:
    """Print rows in the format asked for; on a terminal, wrapped to its width and counted."""
    form = options.format or "table"
    for note in result.notes:
        print(f"note: {note}", file=sys.stderr)
    if form == "table":
        from historiograph.queries.table import draw_table

        if not result.rows:
            print("no rows", file=sys.stderr)
            return
        rows = result.plain() if options.iris else result.labelled()
        print(draw_table(result.columns, rows, terminal_width()), end="")
        count = f"{len(result)} row{'' if len(result) == 1 else 's'}"
        print(count + (" shown, there are more" if result.cut else ""), file=sys.stderr)
        return
    from historiograph.queries.results import ROW_FORMATS

    if form == "markdown":
        sys.stdout.write(result.to_markdown(iris=options.iris))
    else:
        sys.stdout.write(ROW_FORMATS[form](result.with_labels() if options.labels else result))
    if result.cut:
        print(f"cut after {len(result)} rows; use --limit to see more", file=sys.stderr)


def terminal_width() -> int | None:
    """Return the columns of the terminal, or None where the output goes elsewhere."""
    if columns := os.environ.get("COLUMNS", ""):
        return int(columns) if columns.isdigit() and int(columns) > 20 else None
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return None
