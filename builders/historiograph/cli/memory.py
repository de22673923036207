"""Commands that may take so much memory and no more.

The engine has no limit of its own: a query that sorts or groups ten million rows takes gigabytes. With
`HISTORIOGRAPH_MEMORY` set, to `2G` for instance, a command runs in a child process that the system holds to that size;
one that wants more ends with a message, and the machine stays usable. Linux counts heap and private mappings
(RLIMIT_DATA), so the files of a store that are in its page cache do not count.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable

from historiograph.errors import InputError

__all__ = ["LIMIT", "run_within"]

LIMIT = "HISTORIOGRAPH_MEMORY"
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_LEAST = 256 << 20
"""Less than this, and the engine does not start."""


def run_within(limit: str, work: Callable[[], int]) -> int:
    """Do the work in a child process with so much memory, and return its exit status.

    Args:
        limit: a number of bytes, with K, M, G or T behind it.
        work: is done in the child.

    Raises:
        InputError: if the limit is no size, or too little to start with.
    """
    size = _size(limit)
    try:
        import resource
    except ImportError:  # Windows
        raise InputError(f"{LIMIT} cannot be kept to on this system; unset it") from None
    sys.stdout.flush()
    child = os.fork()
    if not child:
        _silence_libraries()
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        status = 2
        try:
            status = work()
            sys.stdout.flush()
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status >= 0:
        return status
    print(f"historiograph: this needs more than the {limit} of memory that {LIMIT} allows", file=sys.stderr)
    return 2


def _silence_libraries() -> None:
    """Keep what the engine itself says when memory ends from standard error; what we say still goes there."""
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _size(limit: str) -> int:
    match = re.fullmatch(r"(\d+)([kmgt]?)i?b?", limit.strip().lower())
    size = int(match[1]) * _UNITS[match[2]] if match else 0
    if size < _LEAST:
        raise InputError(f"{LIMIT}={limit}: give a size of at least 256M, such as 2G")
    return size
