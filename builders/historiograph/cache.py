"""Built stores kept between runs, so that a question does not wait for a build.

Beside a kept store lies the state of everything that went into it: the version of the package, and path, size and
time of change of each data and rule file. A store is used only while that state is still the same, to the letter.
Losing the cache loses nothing; a cache that cannot be written is done without.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.resources import resource
from historiograph.store import EmbeddedStore
from historiograph.version import __version__

__all__ = ["cache_folder", "filled", "keep", "kept", "state_of", "state_of_places"]

_STATE = "state.txt"


def cache_folder() -> Path | None:
    """Return where stores are kept: `$HISTORIOGRAPH_CACHE` ("off" for nowhere), else the user's cache folder."""
    if chosen := os.environ.get("HISTORIOGRAPH_CACHE"):
        return None if chosen == "off" else Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "historiograph"


def state_of(version: str, files: Sequence[Path]) -> str:
    """Return the version and the path, size and time of change of each file, as text."""
    lines = [version]
    for file in files:
        status = os.stat(file)
        lines.append(f"{os.path.abspath(file)}\t{status.st_size}\t{status.st_mtime_ns}")
    return "\n".join(lines)


def state_of_places(places: Sequence[Path]) -> str | None:
    """Return the state of what a load of these places reads, or None when it cannot be read (the load will say why)."""
    from historiograph.loading.files import dataset_files
    from historiograph.vocabulary import own_files

    try:
        files = dataset_files(places)
        files += own_files(places).read_by_load
        files += [resource("ontology/context.jsonld"), *sorted(resource("ontology/rules").glob("*.rq"))]
        return state_of(__version__, files)
    except (InputError, OSError):
        return None


def kept(state: str) -> EmbeddedStore | None:
    """Return the store kept for this state, if there is one that opens."""
    folder = _place(state)
    if folder is None:
        return None
    try:
        if (folder / _STATE).read_text("utf-8") != state:
            return None
        return EmbeddedStore.open(folder / "store")
    except (OSError, ValueError):
        return None


def keep(state: str, store: EmbeddedStore) -> None:
    """Keep a store for this state, in the place of what was kept for the same files before."""
    import contextlib

    with contextlib.suppress(OSError, ValueError):
        _replace(state, store.save)


def filled(state: str | None, fill: Callable[[ox.Store], object]) -> EmbeddedStore:
    """Fill a store on disk, keep it for this state and open it; in memory, if there is no room to keep it.

    Args:
        state: what it is kept for; None to keep nothing.
        fill: loads the data into an empty store.

    Raises:
        Exception: whatever `fill` raises, except that the store cannot be written.
    """

    def on_disk(folder: Path) -> None:
        engine = ox.Store(str(folder))
        fill(engine)
        engine.flush()

    if state is not None:
        import contextlib

        with contextlib.suppress(OSError, ValueError):
            _replace(state, on_disk)
        if (kept_now := kept(state)) is not None:
            return kept_now
    store = EmbeddedStore()
    fill(store.engine)
    return store


def _replace(state: str, write: Callable[[Path], None]) -> None:
    """Write a store beside its place, and put it there when it is complete."""
    import shutil
    import tempfile

    folder = _place(state)
    if folder is None:
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        write(beside / "store")
        (beside / _STATE).write_text(state, "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _place(state: str) -> Path | None:
    """Return the folder for these files; two sets of files may share one, and then take turns in it."""
    folder = cache_folder()
    paths = "\n".join(line.partition("\t")[0] for line in state.split("\n")[1:])
    return None if folder is None else folder / f"{zlib.crc32(paths.encode()):08x}"
