"""From the words on the command line to a command, and from its outcome to an exit status.

Exit status: 0 done; 1 the data does not conform, or a check failed; 2 usage, bad input, or something out of reach.
Results go to standard output, everything else to standard error; a traceback is never shown.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from historiograph.errors import DataError, HistoriographError, nearest
from historiograph.version import __version__

__all__ = ["COMMANDS", "command_line", "main"]

COMMANDS = {
    "build": "check, derive, and write the graph in every RDF syntax and its pages",
    "check": "say what is wrong with a dataset, with file and line",
    "new": "begin a dataset: a small complete debate, or what another tool's file holds",
    "merge": "put two people's folders of one dataset together, and say where they contradict each other",
    "diff": "say what changed between two editions of a dataset, in the graph's own terms",
    "fmt": "put the keys of a dataset's files into their usual order and spelling",
    "schema": "write the JSON Schema by which editors help to write a dataset",
    "ask": "answer a ready question; without a name, list them",
    "sparql": "answer any SPARQL 1.1 query",
    "analyse": "measure agreement, argument, evidence, time, reports; without a name, list the measures",
    "view": "write one self-contained interactive page",
    "publish": "write the folder that a web host or an archive takes, or the whole explorer as one file",
    "load": "load a dataset of any size, once, into a store on disk",
    "export": "write the graph in another tool's format",
    "cite": "say how to cite a claim, a work or the dataset",
    "push": "load the graph into a running SPARQL store",
    "serve": "serve a dataset on the web: SPARQL endpoint, editor, questions, pages",
    "locate": "show a claim beside its passages in your own copy of the text",
    "mark": "turn a span of a text, PDF or EPUB into the passage of a stance",
    "coverage": "say which sentences of a source text no record points to",
    "fingerprint": "let others find the passages of a text in their copies of it",
}
"""Name of a command -> what it does; each has a module of its name in `cli.commands`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    limit = os.environ.get("HISTORIOGRAPH_MEMORY")
    return _guarded(lambda: _within_memory(limit, words) if limit else _run(words))


def command_line() -> NoReturn:
    """Run the command line as a process of its own, and end that.

    A question leaves at once. Closing what it only read, and taking the interpreter apart, would take a tenth of its
    time; and a query that was given up would hold it back.
    """
    status = main()
    if sys.argv[1:2] in (["ask"], ["sparql"]):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            pass  # nobody reads
        os._exit(status)
    sys.exit(status)


def _within_memory(limit: str, words: Sequence[str]) -> int:
    from historiograph.cli.memory import run_within

    return run_within(limit, lambda: _guarded(lambda: _run(words)))


def _run(words: Sequence[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        print(_overview())
        return 0
    if words[0] == "--version":
        print(f"historiograph {__version__}")
        return 0
    if words[0] not in COMMANDS:
        close = nearest(words[0], COMMANDS)
        meant = f"; did you mean '{close[0]}'?" if close else ""
        print(f"historiograph: there is no command '{words[0]}'{meant}\n\n{_overview()}", file=sys.stderr)
        return 2
    command = import_module(f"historiograph.cli.commands.{words[0]}")
    status: int = command.run(words[1:])
    sys.stdout.flush()
    return status


def _guarded(work: Callable[[], int]) -> int:
    """Do the work and turn each way in which it may fail into a line and an exit status."""
    try:
        return work()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except HistoriographError as error:
        print(f"historiograph: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except argparse.ArgumentError as error:
        print(f"historiograph: {error}", file=sys.stderr)
        return 2
    except MemoryError:
        print("historiograph: not enough memory for this data", file=sys.stderr)
        return 2
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"historiograph: {place}{error.strerror or error}", file=sys.stderr)
        return 2


def _overview() -> str:
    rows = "\n".join(f"  {name:<11} {text}" for name, text in COMMANDS.items())
    return (
        "usage: historiograph COMMAND [OPTION ...]\n\n"
        "Who argues what about the past: a graph of historians' claims.\n\n"
        f"commands:\n{rows}\n\nhistoriograph COMMAND --help explains a command, with an example.\n"
        "Without --data, every command works on the curated graph of the historiography of Stalinism."
    )


def _speak_utf8() -> None:
    """Names and labels are in any script, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (getattr(stream, "encoding", "") or "").lower() not in ("utf-8", "utf8"):
            reconfigure(encoding="utf-8")
