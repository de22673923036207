"""`historiograph analyse`: measures of agreement, argument, evidence, time and reporting."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from historiograph.analysis.catalogue import THEMES, Analysis, analyses, analysis
from historiograph.cli.listing import print_by_theme
from historiograph.cli.options import add_data, add_row_format, load_graph, parser, print_rows
from historiograph.errors import InputError, NotFoundError
from historiograph.queries.catalogue import Parameter

_EXAMPLE = """  historiograph analyse
  historiograph analyse agreement --between schools
  historiograph analyse why --claim terror-followed-a-master-plan
  historiograph analyse what-if --without smolensk-party-archive --format csv
  historiograph analyse standing --format turtle        (an RDF Data Cube)"""

_GRAPH_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")


def run(words: Sequence[str]) -> int:
    """List the analyses, or run one."""
    if words and not words[0].startswith("-"):
        return _run(analysis(words[0]), words[1:])
    command = parser("analyse", "Run an analysis. Without a name, list them by theme.", _EXAMPLE)
    command.add_argument("name", nargs="?", help="name of an analysis")
    add_data(command)
    add_row_format(command)
    options = command.parse_args(words)
    if options.name is not None:
        raise InputError(f"put the name of the analysis first: historiograph analyse {options.name} ...")
    if options.format in (None, "table"):
        _list()
    else:
        import pyoxigraph as ox

        from historiograph.queries import Result

        rows = [
            (one.theme, one.name, one.title, one.question, " ".join(blank.name for blank in one.parameters))
            for one in analyses().values()
        ]
        columns = ("theme", "name", "title", "question", "parameters")
        print_rows(Result(columns, [tuple(map(ox.Literal, row)) for row in rows]), options)
    return 0


def _list() -> None:
    entries = ((one.theme, one.name, one.parameters, one.question) for one in analyses().values())
    print_by_theme(entries, THEMES)
    print("\nhistoriograph analyse NAME --help says how it is done, and what it does not say.", file=sys.stderr)


def _run(asked: Analysis, words: Sequence[str]) -> int:
    columns = "\n".join(f"  {column.name:<17} {column.text}" for column in asked.columns)
    description = f"{asked.question}\n\nmethod: {asked.method}\n\ncaveat: {asked.caveat}\n\ncolumns:\n{columns}"
    command = parser(f"analyse {asked.name}", description, f"  {asked.command()}")
    for blank in asked.parameters:
        choices = blank.type.split("|")
        command.add_argument(
            f"--{blank.name}",
            metavar="CHOICE" if len(choices) > 1 else blank.type.removeprefix("xsd:").upper(),
            help=f"{blank.description} ({_takes(blank)}); for example {blank.example}",
        )
    add_data(command)
    add_row_format(command, _GRAPH_FORMATS)
    options, unknown = command.parse_known_args(words)
    for word in unknown:
        if word.startswith("--"):
            raise NotFoundError(
                f"parameter of '{asked.name}' called",
                word.partition("=")[0].removeprefix("--"),
                [*(blank.name for blank in asked.parameters), "data", "format", "iris", "labels"],
            )
        raise InputError(f"'{word}' is one word too many; put a name of several words in quotes")
    given = {blank.name: getattr(options, blank.name.replace("-", "_")) for blank in asked.parameters}
    kg = load_graph(options)
    if options.format not in _GRAPH_FORMATS:
        print_rows(kg.analyse(asked.name, **given), options)
        return 0
    from historiograph.analysis import work_out
    from historiograph.analysis.cube import cube
    from historiograph.exports.rdf import triples_to

    triples = list(cube(asked, given, work_out(kg, asked, given), kg.header.base))
    sys.stdout.write(triples_to(options.format, triples, kg.header.base).decode("utf-8"))
    return 0


def _takes(blank: Parameter) -> str:
    """Return what may be given for a parameter, in words."""
    if "|" in blank.type:
        first, *others = blank.type.split("|")
        return f"{', '.join(others)}, or {first} if nothing is given"
    return "anything by slug, name or IRI" if blank.type == "Thing" else blank.takes
