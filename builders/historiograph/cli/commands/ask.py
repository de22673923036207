"""`historiograph ask`: the ready questions."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from historiograph.cli.options import add_data, add_row_format, load_graph, parser, print_rows
from historiograph.errors import NotFoundError
from historiograph.queries.catalogue import Question, catalogue, question

_EXAMPLE = """  historiograph ask
  historiograph ask who-answers --debate origins-of-the-terror
  historiograph ask held-and-ascribed --agent "Sheila Fitzpatrick" --format csv"""


def run(words: Sequence[str]) -> int:
    """List the questions, or answer one."""
    if words and not words[0].startswith("-"):
        return _answer(question(words[0]), words[1:])
    command = parser("ask", "Answer a ready question. Without a name, list the questions by theme.", _EXAMPLE)
    command.add_argument("name", nargs="?", help="name of a question")
    add_data(command)
    add_row_format(command)
    command.parse_args(words)
    _list()
    return 0


def _list() -> None:
    theme = ""
    for one in catalogue().values():
        if one.theme != theme:
            print(f"{chr(10) if theme else ''}{one.theme}")
            theme = one.theme
        blanks = " ".join(f"[--{blank.name}]" if blank.optional else f"--{blank.name}" for blank in one.parameters)
        print(f"  {one.name} {blanks}".rstrip())
        print(f"      {one.text}")
    print("\nhistoriograph ask NAME --help shows a question's parameters with examples.", file=sys.stderr)


def _answer(asked: Question, words: Sequence[str]) -> int:
    example = f"  historiograph ask {asked.name}" + "".join(
        f" --{blank.name} {_quoted(blank.example)}" for blank in asked.parameters if not blank.optional
    )
    columns = "\n".join(f"  {name:<14} {text}" for name, text in asked.columns.items())
    command = parser(f"ask {asked.name}", f"{asked.text}\n\ncolumns:\n{columns}", example)
    for blank in asked.parameters:
        command.add_argument(
            f"--{blank.name}",
            metavar=blank.type.removeprefix("xsd:").upper(),
            help=f"{blank.description}: slug, label or IRI; for example {_quoted(blank.example)}",
        )
    add_data(command)
    add_row_format(command)
    options, unknown = command.parse_known_args(words)
    for word in unknown:
        if word.startswith("--"):
            raise NotFoundError(
                f"parameter of '{asked.name}' called",
                word.partition("=")[0].removeprefix("--"),
                [*(blank.name for blank in asked.parameters), "data", "format", "iris"],
            )
        command.error(f"'{word}' is one word too many; put a name of several words in quotes")
    given = {blank.name: getattr(options, blank.name.replace("-", "_")) for blank in asked.parameters}
    print_rows(load_graph(options).ask(asked.name, **given), options)
    return 0


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
