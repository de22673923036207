"""`historiograph sparql`: any SPARQL 1.1 query."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.cli.options import TABLE_FORMATS, add_data, add_row_format, load_graph, parser, print_rows
from historiograph.errors import InputError

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

_EXAMPLE = """  historiograph sparql 'SELECT ?name { ?who a hg:Historian ; foaf:name ?name } ORDER BY ?name'
  historiograph sparql @my-query.rq --format csv
  echo 'DESCRIBE agent:getty' | historiograph sparql -
The project's prefixes (hg:, skos:, oa: ...) and one for each kind of thing (agent:, claim:, debate: ...) need no
declaration. All graphs are asked as one, so that neither FROM nor GRAPH is needed."""
_GRAPH_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads")


def run(words: Sequence[str]) -> int:
    """Answer a query in the format asked for."""
    command = parser("sparql", "Answer any SPARQL 1.1 query: SELECT, ASK, CONSTRUCT or DESCRIBE.", _EXAMPLE)
    command.add_argument("query", metavar="QUERY", help="the text, @FILE, or - for standard input")
    add_data(command)
    add_row_format(command, _GRAPH_FORMATS)
    command.add_argument("--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="default: 60")
    command.add_argument("--limit", type=_count, metavar="ROWS", help="stop after so many rows or triples")
    command.add_argument(
        "--explain", action="store_true", help="show the engine's plan, with rows and time of each step"
    )
    options = command.parse_args(words)
    text = _text(options.query)
    kg = load_graph(options)
    if options.explain:
        _explain(kg, text, options.timeout)
    else:
        _answer(kg, text, options)
    return 0


def _answer(kg: KnowledgeGraph, text: str, options: argparse.Namespace) -> None:
    from historiograph.queries.hints import hints
    from historiograph.queries.results import Result

    found = kg.solutions(text, timeout=options.timeout, limit=options.limit)
    notes = hints(text)
    if found.triples is not None and options.format not in TABLE_FORMATS:
        from historiograph.exports.rdf import triples_to

        _tell(notes)
        sys.stdout.write(triples_to(options.format or "turtle", found.triples, kg.header.base).decode("utf-8"))
        if found.cut:
            print(f"cut after {len(found.triples)} triples; use --limit to see more", file=sys.stderr)
    elif found.triples is not None:
        rows = [tuple(one) for one in found.triples]
        print_rows(Result(("subject", "predicate", "object"), rows, kg.labels, found.cut, notes), options)
    elif options.format in _GRAPH_FORMATS:
        raise InputError(f"--format {options.format} is for CONSTRUCT and DESCRIBE; this query has rows")
    elif found.boolean is not None:
        _tell(notes)
        sys.stdout.write(_truth(found.boolean, options.format))
    else:
        print_rows(Result(found.variables, found.rows, kg.labels, found.cut, notes), options)


def _tell(notes: Sequence[str]) -> None:
    for note in notes:
        print(f"note: {note}", file=sys.stderr)


def _truth(answer: bool, form: str | None) -> str:
    """Return the answer of an ASK; the W3C has forms for it in JSON and XML only."""
    word = "true" if answer else "false"
    if form == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if form == "xml":
        namespace = "http://www.w3.org/2005/sparql-results#"
        return f'<?xml version="1.0"?><sparql xmlns="{namespace}"><head></head><boolean>{word}</boolean></sparql>\n'
    return f"{word}\n"


def _explain(kg: KnowledgeGraph, text: str, timeout: float) -> None:
    from historiograph.queries.hints import hints
    from historiograph.store.explain import explain

    steps = explain(kg.store, text, timeout=timeout)
    _tell(hints(text))
    print(f"{'rows':>9}  {'ms':>9}  step")
    for step in steps:
        print(f"{step.rows:>9,}  {1000 * step.seconds:>9,.2f}  {'  ' * step.depth}{step.name}")


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


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"give a number of seconds greater than 0, such as 10, not '{text}'")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"give a whole number greater than 0, such as 100, not '{text}'")
    return int(text)
