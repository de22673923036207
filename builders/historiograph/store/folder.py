"""Stores in a folder: written once, opened as often as one likes, by several processes at a time, without a load.

    STORE/
        historiograph-store     what the store holds: written last, beside its place, and renamed
        oxigraph-1a2b3c4d/      the data, in the engine's own format (RocksDB)

Without its first file a store is a load that was broken off, and is not opened. A later load into the same folder
writes its data beside the old ones, which answer until the new ones are complete.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import InputError, OutputError
from historiograph.store.embedded import EmbeddedStore
from historiograph.store.mark import AGAIN, MARK, Contents, read_mark, write_mark

__all__ = ["Contents", "is_store", "open_store", "read_contents", "write_store"]

_DATA = "oxigraph-"


def is_store(folder: Path) -> bool:
    """Return whether a folder is a store, be it whole or broken off."""
    if (folder / MARK).is_file():
        return True
    return folder.is_dir() and any(one.name.startswith(_DATA) or one.name == "CURRENT" for one in folder.iterdir())


def open_store(folder: Path) -> EmbeddedStore:
    """Open a store for reading.

    Raises:
        InputError: if it is broken off, damaged, of another version, or in the hands of a program that writes to it.
    """
    data, contents = read_mark(folder)
    if _in_use(data):
        raise InputError(f"{folder}: another program is writing to this store ({data.name}); stop it first")
    try:
        store = EmbeddedStore.open(data)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{folder}: this store is damaged ({_short(error)}); {AGAIN}") from None
    if contents.quads and next(store.quads(), None) is None:
        raise InputError(f"{folder}: this store is damaged (its data are gone); {AGAIN}")
    return store


def read_contents(folder: Path) -> Contents:
    """Return what a store says of itself; see `open_store` for errors."""
    return read_mark(folder)[1]


def write_store(folder: Path, fill: Callable[[ox.Store], Contents]) -> Contents:
    """Write a store into a folder; it is complete, or what was there before is as it was.

    Args:
        folder: a new or empty folder, or a store of ours, which is replaced.
        fill: loads the data.

    Raises:
        OutputError: if the folder cannot be written, holds something else, or is being written to.
        Exception: whatever `fill` raises.
    """
    made = not folder.exists()
    with _as_output_error(folder):
        _refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
    old = [one for one in sorted(folder.iterdir()) if one.name.startswith(_DATA)]
    if any(map(_in_use, old)):
        raise OutputError(f"{folder}: another program is writing to this store; wait for it, or choose another place")
    data = folder / f"{_DATA}{os.urandom(4).hex()}"
    try:
        with _as_output_error(folder):
            contents = _fill(data, fill)
            write_mark(folder, data.name, contents)
    except BaseException:
        _remove(data)
        if made:
            _remove(folder)
        raise
    for one in old:
        _remove(one)
    return contents


def _fill(data: Path, fill: Callable[[ox.Store], Contents]) -> Contents:
    engine = ox.Store(str(data))
    contents = fill(engine)
    engine.flush()
    return contents


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists() or (is_store(folder) and not (folder / "CURRENT").exists()):
        return
    if not folder.is_dir():
        raise OutputError(f"{folder}: is a file; name a new folder for the store")
    if any(folder.iterdir()):
        raise OutputError(f"{folder}: holds something else; name a new folder for the store")


def _in_use(data: Path) -> bool:
    """Return whether another process has these data open for writing (the engine locks them)."""
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        lock = os.open(data / "LOCK", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(lock)


@contextmanager
def _as_output_error(folder: Path) -> Iterator[None]:
    """Say of the system's own errors which place is meant; the engine tells them in its own words."""
    import errno

    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or _short(error)
        if getattr(error, "errno", None) == errno.ENOSPC or "No space left" in str(error):
            reason = "the disk is full; a store takes about as much room as its N-Quads"
        raise OutputError(f"{folder}: the store cannot be written: {reason}; nothing half-written was left") from None


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _short(error: Exception) -> str:
    """Return the engine's reason without its list of places."""
    return str(error).split("\n")[0].strip()[:200]
