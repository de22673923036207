"""`historiograph ask`: the ready questions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.listing import print_by_theme
from historiograph.cli.options import add_data, add_row_format, load_graph, parser, print_rows
from historiograph.errors import InputError, NotFoundError
from historiograph.queries.catalogue import Question, catalogue, question, themes_of
from historiograph.resources import here_or_bundled
from historiograph.store import is_address
from historiograph.vocabulary import own_files

_EXAMPLE = """  historiograph ask
  historiograph ask who-answers --debate origins-of-the-terror
  historiograph ask own-and-ascribed --agent "Sheila Fitzpatrick" --format csv
  historiograph ask search --words "yezhov terror"
  historiograph ask --format turtle        (the list for machines; markdown: all questions with their first rows)"""
_GRAPH_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")


def run(words: Sequence[str]) -> int:
    """List the questions, or answer one."""
    if words and not words[0].startswith("-"):
        return _answer(question(words[0], _own(words)), words[1:])
    command = parser("ask", "Answer a ready question. Without a name, list the questions by theme.", _EXAMPLE)
    command.add_argument("name", nargs="?", help="name of a question")
    add_data(command)
    add_row_format(command, _GRAPH_FORMATS)
    options = command.parse_args(words)
    if options.name is not None:
        raise InputError(f"put the name of the question first: historiograph ask {options.name} ...")
    if options.format in (None, "table"):
        _list(options)
    else:
        _list_in(options.format, options)
    return 0


def _own(words: Sequence[str]) -> Sequence[Path]:
    """Return the question files of the dataset that `--data` names, which is looked for before all else is read."""
    finder = parser("ask", "", "")
    add_data(finder)
    return _own_in(finder.parse_known_args([word for word in words if word not in ("-h", "--help")])[0])


def _own_in(options: argparse.Namespace) -> Sequence[Path]:
    places = [here_or_bundled(Path(place)) for place in options.data or () if not is_address(place)]
    return own_files(places).questions if places else ()


def _questions(options: argparse.Namespace) -> Sequence[Question]:
    return list(catalogue(_own_in(options)).values())


def _list(options: argparse.Namespace) -> None:
    questions = _questions(options)
    entries = ((one.theme, one.name, one.parameters, one.text) for one in questions)
    print_by_theme(entries, themes_of(questions))
    print("\nhistoriograph ask NAME --help says what a question is for, with examples.", file=sys.stderr)


def _list_in(form: str, options: argparse.Namespace) -> None:
    """Print the list for machines, or the page that explains all questions."""
    if form in _GRAPH_FORMATS:
        from historiograph.exports.rdf import triples_to
        from historiograph.queries.describe import describe_catalogue

        triples = [quad.triple for quad in describe_catalogue(questions=_questions(options))]
        sys.stdout.write(triples_to(form, triples, "").decode("utf-8"))
    elif form == "markdown":
        from historiograph.queries.manual import manual

        kg = load_graph(options)
        sys.stdout.write(manual(lambda asked, values: kg.ask(asked.name, **values), kg.questions()))
    else:
        import pyoxigraph as ox

        from historiograph.queries import Result

        columns = ("theme", "name", "title", "question", "parameters")
        rows = [
            (one.theme, one.name, one.title, one.text, " ".join(blank.name for blank in one.parameters))
            for one in _questions(options)
        ]
        print_rows(Result(columns, [tuple(map(ox.Literal, row)) for row in rows]), options)


def _answer(asked: Question, words: Sequence[str]) -> int:
    columns = "\n".join(f"  {name:<14} {text}" for name, text in asked.columns.items())
    example = f"  {asked.command()}"
    if any(blank.optional for blank in asked.parameters):
        example += f"\n  {asked.command(with_optional=True)}"
    command = parser(f"ask {asked.name}", f"{asked.text}\n{asked.why}\n\ncolumns:\n{columns}", example)
    for blank in asked.parameters:
        command.add_argument(
            f"--{blank.name}",
            metavar=blank.type.removeprefix("xsd:").upper(),
            help=f"{blank.description} ({blank.takes}); for example {blank.example}",
        )
    add_data(command)
    add_row_format(command)
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
    print_rows(load_graph(options).ask(asked.name, **given), options)
    return 0
