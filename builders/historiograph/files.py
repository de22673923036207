"""Files and folders that appear complete or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from historiograph.errors import InputError, OutputError

__all__ = ["new_folder", "refuse_unwritable", "refuse_used", "write", "writing"]


def refuse_unwritable(path: Path) -> None:
    """Say before the work, and not after it, that a file or folder cannot be made there; nothing is made yet.

    Raises:
        OutputError: if a file stands in the way of its folder, or nobody may write there.
    """
    there = next(place for place in path.absolute().parents if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        reason = "no permission" if there.is_dir() else f"{there} is a file"
        raise OutputError(f"{path}: cannot be written: {reason}; choose another place with -o")


def refuse_used(folder: Path) -> None:
    """Say before the work that a new folder cannot be made there.

    Raises:
        InputError: if there is something in it already.
        OutputError: if nobody may write there.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        what = "is a file" if folder.is_file() else "is not empty"
        raise InputError(f"{folder}: {what}; name a folder that does not exist yet, or an empty one")
    refuse_unwritable(folder)


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Make a folder beside its place and then rename it, so that nobody ever sees half of it.

    Args:
        folder: where it shall be, which must not exist or be empty; see `refuse_used`.

    Yields:
        The folder to be filled; it is not there yet.

    Raises:
        OutputError: if it cannot be written; nothing is left behind.
    """
    beside = None
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
        yield beside / "made"
        if folder.is_dir():
            folder.rmdir()
        (beside / "made").replace(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}; choose another place") from None
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)


def write(path: Path, data: bytes | str) -> None:
    """Write a file beside its place and then rename it, so that nobody ever sees half of it.

    Args:
        path: where it shall be; missing folders are made; if it ends in `.gz`, it is gzipped.
        data: its content; text is written as UTF-8 with line feeds as line ends.

    Raises:
        OutputError: if it cannot be written; nothing is left behind.
    """
    with writing(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written piece by piece, which appears at its place with the last one; see `write`."""
    beside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file")
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file, _packed(file) if path.suffix == ".gz" else file as content:
            yield content
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException as error:
        if beside:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
        if isinstance(error, OSError):
            reason = error.strerror or error
            raise OutputError(f"{path}: cannot be written: {reason}; choose another place with -o") from None
        raise


def _packed(file: IO[bytes]) -> IO[bytes]:
    """Return a file that gzips into another: without name and time, so that the same content gives the same bytes."""
    import gzip

    return cast(IO[bytes], gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0))
