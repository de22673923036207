"""Files that appear complete or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from historiograph.errors import OutputError

__all__ = ["write"]


def write(path: Path, data: bytes | str) -> None:
    """Write a file beside its place and then rename it, so that nobody ever sees half of it.

    Args:
        path: where it shall be; missing folders are made.
        data: its content; text is written as UTF-8 with line feeds as line ends.

    Raises:
        OutputError: if it cannot be written; nothing is left behind.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    beside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file")
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place with -o") from None
