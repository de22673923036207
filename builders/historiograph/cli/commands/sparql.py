"""`historiograph sparql`: any SPARQL 1.1 query."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import TABLE_FORMATS, add_data, add_row_format, load_graph, parser, print_rows
from historiograph.errors import InputError
from historiograph.queries.results import Result

_EXAMPLE = """  historiograph sparql 'SELECT ?name { ?who a hg:Historian ; foaf:name ?name } ORDER BY ?name'
  historiograph sparql @my-query.rq --format csv
  echo 'ASK { ?s hg:supersedes ?t }' | historiograph sparql -
The project's prefixes (hg:, skos:, oa: ...) need no declaration."""
_GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")


def run(words: Sequence[str]) -> int:
    """Answer a query in the format asked for."""
    command = parser("sparql", "Answer any SPARQL 1.1 query. The default graph is the union of all graphs.", _EXAMPLE)
    command.add_argument("query", metavar="QUERY", help="the text, @FILE, or - for standard input")
    add_data(command)
    add_row_format(command, _GRAPH_FORMATS)
    command.add_argument("--timeout", type=_positive, default=60.0, metavar="SECONDS", help="default: 60")
    command.add_argument("--limit", type=_count, metavar="ROWS", help="stop after so many rows or triples")
    options = command.parse_args(words)
    text = _text(options.query)
    kg = load_graph(options)
    found = kg.solutions(text, timeout=options.timeout, limit=options.limit)
    if found.triples is not None:
        from historiograph.exports.rdf import triples_to

        form = options.format or "turtle"
        if form in TABLE_FORMATS:
            rows = Result(("subject", "predicate", "object"), [tuple(one) for one in found.triples], kg.labels)
            print_rows(rows, options)
        else:
            sys.stdout.write(triples_to(form, found.triples, kg.header.base).decode("utf-8"))
    elif options.format in _GRAPH_FORMATS:
        raise InputError(f"--format {options.format} is for CONSTRUCT and DESCRIBE; this query has rows")
    elif found.boolean is not None:
        answer = "true" if found.boolean else "false"
        sys.stdout.write(f'{{"head": {{}}, "boolean": {answer}}}\n' if options.format == "json" else f"{answer}\n")
    else:
        print_rows(Result(found.variables, found.rows, kg.labels, found.cut), options)
    return 0


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if given.startswith("@"):
        try:
            return Path(given[1:]).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8"
            raise InputError(f"{given[1:]}: {reason}") from None
    return given


def _positive(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise ValueError
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value
