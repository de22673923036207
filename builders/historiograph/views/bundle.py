"""One script from several ES modules, because a browser loads no module over `file:`.

The modules stay real ones: a test, or a server, can import each by itself. Their top-level names are therefore
all different, and what they may say is little: `import { a, b } from "./other.js";` on one line, and `export`
before `const`, `let`, `function`, `async function` and `class`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from posixpath import join, normpath

from historiograph.views.static_files import static_text

__all__ = ["bundle"]

_IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "(\.{1,2}/[\w./-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|function|async function|class) )", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NAMED = re.compile(r"^(?:const|let|function|async function|class) (\w+)", re.MULTILINE)


@lru_cache(maxsize=64)
def bundle(entry: str) -> str:
    """Return a module of `static/` and all that it imports as one script, each module before those that need it.

    Raises:
        ValueError: for a module that says more than this understands, or a name that two of them take.
    """
    parts: dict[str, str] = {}
    _gather(entry, parts, (), static_text)
    owners: dict[str, str] = {}
    for name, text in parts.items():
        for taken in _NAMED.findall(text):
            if owners.setdefault(taken, name) != name:
                raise ValueError(f"views/static/{name} and {owners[taken]} both have a {taken}: rename one")
    return '"use strict";\n(() => {\n' + "\n".join(parts.values()) + "})();\n"


def _gather(name: str, parts: dict[str, str], within: tuple[str, ...], read: Callable[[str], str]) -> None:
    """Put a module and those it imports into `parts`, in the order in which they must run."""
    if name in parts:
        return
    if name in within:
        raise ValueError(f"views/static/{name} imports itself by way of {' and '.join(within[within.index(name) :])}")
    text = read(name)
    for imported in _IMPORT.findall(text):
        _gather(normpath(join(name, "..", imported)), parts, (*within, name), read)
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    if unknown := _UNKNOWN.search(text):
        raise ValueError(f"views/static/{name} cannot be bundled: {unknown[0]}")
    parts[name] = text
