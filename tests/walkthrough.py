"""Follows a page of the documentation to the letter: writes the files that it shows, runs the commands that it names.

A block whose info string ends in `file=NAME` is that file; `more=NAME` adds to the end of it. In a block of `console`,
a line that begins with `$ ` is a command, and the lines up to the next one are what it shows; a line `…` stands for any
lines. The commands are historiograph, and `cd`, `rm`, `cp -r` for those who follow in a shell.

`python tests/walkthrough.py docs/tutorial.md` writes into the page what its commands really show.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = re.compile(r"(?m)^```(?P<info>[^`\n]+)\n(?P<body>(?:(?!```).*\n)*)```$")
TYPED = re.compile(r"(?m)^\$ (?P<command>.+)\n(?P<shown>(?:(?!\$ ).*\n)*)")
LEFT_OUT = "…\n"


class Step(NamedTuple):
    """A command of a page: what is typed, what the page shows, what is really shown, and where the page shows it."""

    command: str
    shown: str
    real: str
    span: tuple[int, int]

    @property
    def true(self) -> bool:
        """Whether the page shows what is really shown, but for what it leaves out."""
        parts = [re.escape(part) for part in (self.shown.strip("\n") + "\n").split(LEFT_OUT)]
        return re.fullmatch(r"(?:.*\n)*?".join(parts), self.real.strip("\n") + "\n") is not None


def walk(page: str) -> Iterator[Step]:
    """Do what a page says, in the working folder, and yield each command once it is done."""
    for block in BLOCK.finditer(page):
        kind, _, name = block["info"].rpartition(" ")[2].partition("=")
        if kind in ("file", "more"):
            place = Path(name)
            place.parent.mkdir(parents=True, exist_ok=True)
            before = place.read_text("utf-8") if kind == "more" else ""
            place.write_text(before + block["body"], "utf-8")
        elif block["info"] == "console":
            for typed in TYPED.finditer(block["body"]):
                start, end = (block.start("body") + at for at in typed.span("shown"))
                yield Step(typed["command"], typed["shown"], _done(shlex.split(typed["command"])), (start, end))


def _done(words: list[str]) -> str:
    match words:
        case ["historiograph", *rest]:
            return printed(rest)
        case ["cd", folder]:
            os.chdir(folder)
        case ["rm", *files]:
            for file in files:
                Path(file).unlink()
        case ["cp", "-r", source, target]:
            shutil.copytree(source, target)
        case _:
            raise ValueError(f"no command of a page: {shlex.join(words)}")
    return ""


def printed(words: list[str]) -> str:
    """Run historiograph in this process, and return what a terminal would show."""
    from historiograph.cli.main import main

    shown = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown), contextlib.suppress(SystemExit):
        main(words)
    shown.flush()
    return shown.buffer.getvalue().decode()


def main() -> None:
    """Write into pages what their commands show."""
    for file in [Path(name).resolve() for name in sys.argv[1:]]:
        page = file.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            for step in reversed(list(walk(page))):
                if not step.true:
                    page = page[: step.span[0]] + step.real.strip("\n") + "\n" * bool(step.real) + page[step.span[1] :]
            os.chdir("/")
        file.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
