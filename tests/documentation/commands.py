"""docs/reference/commands.md: every command with its options, from the definitions that read the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib import import_module

from documentation.tables import table
from historiograph.cli.main import COMMANDS
from historiograph.cli.options import Parser

HEAD = """\
# Commands

Every command of the command line, as `historiograph COMMAND --help` explains it. Exit status: 0 done; 1 the data does
not conform, or a check failed; 2 usage, bad input, or something out of reach. Answers go to standard output, everything
else to standard error.

Made by `make docs` from the definitions of the commands; not to be edited.
"""


class _DefinedError(Exception):
    """A parser with all its options."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        super().__init__(parser.prog)
        self.parser = parser


def page() -> str:
    """Return the page as it should be."""
    links = [(f"[{name}](#{name})", says) for name, says in COMMANDS.items()]
    parts = [HEAD, table(("command", "does"), links)]
    parts += ["\n".join(_entry(name)) for name in COMMANDS]
    return "\n".join(parts)


def _entry(name: str) -> Iterator[str]:
    parser = _parser(name)
    yield f"## {name}\n"
    yield f"{parser.description}\n"
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    yield f"    {usage}\n"
    rows = [(_names(action), " ".join((action.help or "").split())) for action in _actions(parser)]
    if rows:
        yield table(("option", "is"), rows)
    example = (parser.epilog or "").partition("\n")[2]
    if example.strip():
        lines = [f"    {line.strip()}" for line in example.splitlines() if line.strip()]
        yield "For example:\n\n" + "\n".join(lines) + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if action.help != argparse.SUPPRESS and action.dest != "help":
            yield action


def _names(action: argparse.Action) -> str:
    takes = action.metavar or (
        "|".join(map(str, action.choices)) if action.choices else action.dest.upper() if action.nargs != 0 else ""
    )
    takes = " ".join(takes) if isinstance(takes, tuple) else takes
    if not action.option_strings:
        return f"`{takes}`"
    return ", ".join(f"`{one}`" for one in action.option_strings) + (f" `{takes}`" if takes else "")


def _parser(name: str) -> argparse.ArgumentParser:
    """Return the parser that a command makes for itself, by stopping it where it reads its words."""

    def stop(self: argparse.ArgumentParser, _words: Sequence[str] | None = None, _names: object = None) -> None:
        raise _DefinedError(self)

    reading = ("parse_args", "parse_known_args", "parse_intermixed_args")
    before = {method: Parser.__dict__.get(method) for method in reading}
    try:
        for method in reading:
            setattr(Parser, method, stop)
        import_module(f"historiograph.cli.commands.{name}").run([])
    except _DefinedError as defined:
        return defined.parser
    finally:
        for method, old in before.items():
            if old is None:
                delattr(Parser, method)
            else:
                setattr(Parser, method, old)
    raise LookupError(f"{name} reads no words")
