"""One RDF file as it is read: unpacked if need be, its digest taken on the way."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, cast

from historiograph.findings import Finding

__all__ = ["Source", "UnreadableError"]


class UnreadableError(Exception):
    """A file cannot be read, or not to its end; carries the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Source:
    """A binary file to read from.

    Attributes:
        digest: SHA-256 of what was read so far, unpacked.
    """

    def __init__(self, file: Path, progress: Callable[[int], None] | None = None) -> None:
        """Open a file, which is gzipped if its name ends in `.gz`.

        Args:
            file: its path.
            progress: is told again and again how many more bytes were read.

        Raises:
            UnreadableError: if it cannot be opened; every `read` may raise it, too.
        """
        self.digest = hashlib.sha256()
        self._file = file
        self._progress = progress
        try:
            opened = gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")  # noqa: SIM115 - see __exit__
            self._content = cast(IO[bytes], opened)
        except OSError as error:
            raise self._unreadable(error) from None

    @property
    def file(self) -> IO[bytes]:
        """Itself, for those who ask for a file and only read it."""
        return cast(IO[bytes], self)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        try:
            block = self._content.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise self._unreadable(error) from None
        self.digest.update(block)
        if self._progress is not None:
            self._progress(len(block))
        return block

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._content.close()

    def _unreadable(self, error: OSError | EOFError | zlib.error) -> UnreadableError:
        message, hint = f"cannot be read: {getattr(error, 'strerror', None) or error}", "Make the file readable."
        if not getattr(error, "errno", None):  # of the unpacking, not of the system
            message, hint = f"is no whole gzip file: {error}", "Fetch the file again, or pack it again."
        return UnreadableError(Finding("unreadable-file", "violation", message, hint, str(self._file)))
