"""Every error that a user of the package may meet.

    HistoriographError                  base; its text is one plain sentence or more, fit to be shown as it is
    ├── ResourceNotFoundError           a file of the package itself is missing (a broken installation)
    ├── InputError                      something given cannot be read: a folder, a file, a format, an address
    ├── OutputError                     something asked for cannot be written
    ├── DataError                       the data does not conform; carries the findings
    ├── NotFoundError                   a name means nothing here; carries the nearest names that do
    ├── AmbiguousNameError              a name may mean several things; carries them
    └── QueryError                      a SPARQL query is wrong or took too long

The command line turns a DataError into exit status 1 and every other one into 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from historiograph.findings import Finding

__all__ = [
    "AmbiguousNameError",
    "DataError",
    "HistoriographError",
    "InputError",
    "NotFoundError",
    "OutputError",
    "QueryError",
    "ResourceNotFoundError",
    "nearest",
]


_FEW = 12
"""So many names are listed when none is near."""


class HistoriographError(Exception):
    """Base of all errors of the package."""


class ResourceNotFoundError(HistoriographError):
    """A file that belongs to the package is missing."""


class InputError(HistoriographError):
    """An input cannot be read."""


class OutputError(HistoriographError):
    """An output cannot be written."""


class DataError(HistoriographError):
    """The data does not conform.

    Attributes:
        findings: every finding of the run, in the order of file and line.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class NotFoundError(HistoriographError):
    """A name means nothing here.

    Attributes:
        name: what was asked for.
        proposals: the nearest names that exist, best first; may be empty.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        known = tuple(known)
        self.name = name
        self.proposals = nearest(name, known)
        message = f"there is no {what} '{name}'"
        few = sorted(set(known))
        if self.proposals:
            message += f"; did you mean {_either(self.proposals)}?"
        elif few and len(few) <= _FEW:
            message += f"; there is {_either(few)}"
        super().__init__(message)


class AmbiguousNameError(HistoriographError):
    """A name may mean more than one thing.

    Attributes:
        name: what was asked for.
        choices: what it may mean, each in a form that means it alone.
    """

    def __init__(self, what: str, name: str, choices: Iterable[str]) -> None:
        self.name = name
        self.choices = tuple(choices)
        super().__init__(f"'{name}' may mean more than one {what}; say which: {_either(self.choices)}")


class QueryError(HistoriographError):
    """A query cannot be answered."""


def nearest(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the known names most like `name` (Ratcliff/Obershelp similarity), best first.

    Case and the choice between space, hyphen and underscore do not count. A known name that contains all of
    `name`, or a word much like one of its words, counts as near, so that one remembered word is enough.
    """
    import difflib  # here: only a failing run pays for it

    def plain(text: str) -> str:
        return text.casefold().replace("_", " ").replace("-", " ")

    by_plain: dict[str, str] = {}
    for candidate in sorted(set(known)):
        by_plain.setdefault(plain(candidate), candidate)
    wanted = plain(name)
    close = difflib.get_close_matches(wanted, by_plain, n=count, cutoff=0.6)
    if len(wanted) >= 3:
        close += [text for text in by_plain if wanted in text and text not in close]
    if len(close) < count:
        words = {word.strip(".,;:?!()") for text in by_plain for word in text.split() if len(word) > 3}
        meant = {
            word for one in wanted.split() if len(one) > 3 for word in difflib.get_close_matches(one, words, cutoff=0.8)
        }
        shared = {text: sum(word in text for word in meant) for text in by_plain if text not in close}
        close += sorted((text for text, found in shared.items() if found), key=lambda text: -shared[text])
    return tuple(by_plain[text] for text in close[:count])


def _either(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
