"""The file that makes a folder a store: what went into it, and which package wrote it.

It is read whenever a store is opened, so it is plain lines and no format that needs a library.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from historiograph.errors import InputError
from historiograph.version import __version__

__all__ = ["AGAIN", "MARK", "Contents", "read_mark", "write_mark"]

MARK = "historiograph-store"
AGAIN = "load the data again with `historiograph load`"
"""How to mend any store: it is made from data that are kept elsewhere."""
_FORMAT = "1"
"""Of the folder's layout; a package of the same minor version reads it, whatever its patch version."""


class Contents(NamedTuple):
    """What a store says of itself.

    Attributes:
        quads: how many it holds.
        derived: how many of them the rules added, or None if they were not asked.
        sources: each file that went in: SHA-256 of its content, size in bytes, name.
    """

    quads: int
    derived: int | None
    sources: Sequence[tuple[str, int, str]]


def write_mark(folder: Path, data: str, contents: Contents) -> None:
    """Declare a store complete, its data in the subfolder of this name."""
    lines = [
        f"{MARK} {_FORMAT}",
        f"package {__version__}",
        f"data {data}",
        f"quads {contents.quads}",
        f"derived {'' if contents.derived is None else contents.derived}",
        *(f"source {digest} {size} {_one_line(name)}" for digest, size, name in contents.sources),
    ]
    beside = folder / f".{MARK}.{data}"
    with beside.open("wb") as file:
        file.write(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MARK)


def read_mark(folder: Path) -> tuple[Path, Contents]:
    """Return where the data of a store are, and what it holds.

    Raises:
        InputError: if it is broken off, damaged, of another version, or of another program.
    """
    try:
        lines = (folder / MARK).read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except FileNotFoundError:
        if (folder / "CURRENT").exists():
            raise InputError(
                f"{folder}: this is a store of Oxigraph itself; dump it (oxigraph dump --location {folder} --file x.nq)"
                " and load the dump with `historiograph load`"
            ) from None
        raise InputError(f"{folder}: the load into this store was broken off; {AGAIN}") from None
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from None
    head = lines[0].split(" ")
    facts = dict(line.partition(" ")[::2] for line in lines[1:5])
    if head[0] != MARK or len(lines) < 6:
        raise InputError(f"{folder}: this store is damaged ({MARK} is not as it was written); {AGAIN}")
    package = facts.get("package", "?")
    if head[1:] != [_FORMAT] or _minor(package) != _minor(__version__):
        raise InputError(
            f"{folder}: this store was written by historiograph {package}, whose words and rules may differ from those"
            f" of this one, {__version__}; {AGAIN}, or ask it with that version"
        )
    try:
        derived = facts["derived"]
        sources = [line.split(" ", 3)[1:] for line in lines[5:] if line]
        contents = Contents(
            int(facts["quads"]),
            int(derived) if derived else None,
            [(digest, int(size), name) for digest, size, name in sources],
        )
        return folder / Path(facts["data"]).name, contents
    except (KeyError, ValueError):
        raise InputError(f"{folder}: this store is damaged ({MARK} is not as it was written); {AGAIN}") from None


def _minor(version: str) -> list[str]:
    return version.split(".")[:2]


def _one_line(name: str) -> str:
    return " ".join(name.split("\n"))
