"""docs/reference/python.md: the public names of the package, with signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import historiograph

HEAD = """\
# Python

What `import historiograph as hg` offers. Nothing heavy is imported before it is used. Everything below `hg.` is public;
other modules are those of the house, and may change.

Made by `make docs` from the docstrings; not to be edited.
"""
_ORDER = ("load", "KnowledgeGraph", "catalogue", "Question", "Result", "Finding", "Report")
_SECTION = re.compile(r"^(Args|Returns|Raises|Yields|Attributes|Example|Examples):$")


def page() -> str:
    """Return the page as it should be."""
    public = {name: getattr(historiograph, name) for name in historiograph.__all__ if name != "__version__"}
    errors = [name for name, one in public.items() if inspect.isclass(one) and issubclass(one, Exception)]
    errors.sort(key=lambda name: (len(public[name].__mro__), name))
    others = [name for name in public if name not in errors and name not in _ORDER]
    parts = [HEAD]
    for name in (*_ORDER, *others):
        parts += _entry(name, public[name])
    parts.append("## Errors\n")
    for name in errors:
        bases = ", ".join(f"`{base.__name__}`" for base in public[name].__bases__)
        parts.append(f"### {name}\n\n{_prose(public[name].__doc__)}\n\nA kind of {bases}.\n")
    return "\n".join(parts)


def _entry(name: str, one: Any) -> Iterator[str]:
    yield f"## {name}\n"
    if not inspect.isclass(one):
        yield f"{_code(name, one)}\n{_prose(one.__doc__)}\n"
        return
    yield f"{_prose(one.__doc__)}\n"
    for member, value in vars(one).items():
        if member.startswith("_") or not (getattr(value, "__doc__", None) and not isinstance(value, str)):
            continue
        if isinstance(value, property):
            yield f"### {name}.{member}\n\n{_prose(value.__doc__)}\n"
        elif inspect.isfunction(value) or isinstance(value, classmethod | staticmethod):
            yield f"### {name}.{member}\n\n{_code(member, getattr(one, member))}\n{_prose(value.__doc__)}\n"


def _code(name: str, function: Any) -> str:
    """Return the signature, a parameter a line where it is long."""
    signature = inspect.signature(function)
    told = list(_parameters(signature))
    returned = signature.return_annotation
    result = "" if returned is inspect.Signature.empty else f" -> {_plain(inspect.formatannotation(returned))}"
    line = f"{name}({', '.join(told)}){result}"
    if len(line) > 88:
        line = f"{name}(\n" + "".join(f"    {one},\n" for one in told) + f"){result}"
    return f"```python\n{line}\n```\n"


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    starred = False
    for name, one in signature.parameters.items():
        starred |= one.kind is one.VAR_POSITIONAL
        if one.kind is one.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        if name != "self":
            yield re.sub(r"<function .*>", "...", _plain(str(one)))


def _plain(annotated: str) -> str:
    """Take away the quotes that annotations which are not evaluated are shown in."""
    return re.sub(r"(: |-> |^)'([^']*)'", r"\1\2", annotated)


def _prose(doc: str | None) -> str:
    """Return a docstring as Markdown: its sections become lists."""
    text: list[str] = []
    inside = ""
    for line in inspect.cleandoc(doc or "").splitlines():
        if found := _SECTION.match(line):
            inside = found[1]
            text += ["", f"{inside}:", ""]
        elif inside and line.startswith("    ") and inside not in ("Example", "Examples"):
            entry = line[4:]
            name, colon, says = entry.partition(": ")
            if entry.startswith(" ") or not colon:
                text.append(f"  {entry.strip()}" if text[-1].startswith(("-", "  ")) else entry)
            else:
                text.append(f"- `{name.strip()}`: {says}")
        else:
            text.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(text)).strip()
