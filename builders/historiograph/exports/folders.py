"""Formats that are several files: as a folder, or as one zip archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from historiograph.errors import OutputError
from historiograph.files import write

__all__ = ["is_folder_or_zip", "write_files", "zipped"]


def is_folder_or_zip(path: Path) -> bool:
    """Return whether a path is meant to be a folder or an archive, and not a single file."""
    return path.suffix in ("", ".zip") or path.is_dir()


def write_files(files: Mapping[str, bytes], path: Path) -> None:
    """Write files into a folder, made if need be, or into a zip archive if the path ends in `.zip`.

    Other files of the folder are left alone.

    Raises:
        OutputError: if it cannot be written.
    """
    if path.suffix == ".zip":
        write(path, zipped(files))
        return
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file; name a folder, or an archive that ends in .zip")
    for name, data in sorted(files.items()):
        write(path / name, data)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of files by name: in order and without times, so the same files are the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as content:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the first day that zip knows
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            content.writestr(entry, data)
    return archive.getvalue()
