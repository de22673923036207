"""What there is to analyse: each analysis with its question, method, caveat, parameters and columns.

The measures themselves are pure functions in the rooms beside this one; an entry only says which parts of the graph a
measure is given, and how its outcome becomes a table. Nothing heavy is imported before an analysis runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from historiograph.errors import InputError, NotFoundError
from historiograph.queries.catalogue import Parameter

__all__ = ["THEMES", "Analysis", "Column", "Findings", "analyses", "analysis", "arguments_for"]

THEMES = {
    "Network": "who agrees with whom, and which camps that makes",
    "Argument": "which claims have the last word, and what would change it",
    "Evidence": "what claims rest on, and how safely they are known",
    "Time": "how answers shift, and who changed their mind",
    "Reports": "how the texts themselves differ",
}
"""Theme -> what its analyses are about, in the order in which they are listed."""
_ROOMS = ("network", "argument", "evidence", "time")

Value = str | int | float


class Column(NamedTuple):
    """A column of a table: its name, what kind of value stands in it, and what that is.

    `kind` is "thing" (an IRI), "things" (several, shown by their labels), "word", "number", "share" (a decimal) or
    "flag".
    """

    name: str
    kind: str
    text: str


class Findings(NamedTuple):
    """What an analysis found: its rows, and what is to be said of them that depends on the graph."""

    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()


class Analysis(NamedTuple):
    """One analysis.

    Attributes:
        name: by which it is asked for.
        title: a few words.
        question: what it answers.
        theme: one of `THEMES`.
        method: how, with the paper it comes from.
        caveat: what its outcome does not say.
        parameters: in order; the type of one is a class of the ontology, `Agent`, `Thing`, `xsd:integer`, or the
            choices with bars between them, the first of which is the default.
        columns: in order.
        run: works it out from a corpus and the parameters, by name, with IRIs for things.
    """

    name: str
    title: str
    question: str
    theme: str
    method: str
    caveat: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    run: Callable[..., Findings]

    def command(self) -> str:
        """Return the words that run it with its examples on the command line."""
        blanks = "".join(f" --{one.name} {one.example}" for one in self.parameters)
        return f"historiograph analyse {self.name}{blanks}"


@lru_cache(maxsize=1)
def analyses() -> Mapping[str, Analysis]:
    """Return every analysis by name, in the order of their themes."""
    found: list[Analysis] = []
    for room in _ROOMS:
        found += import_module(f"historiograph.analysis.ready.{room}").ANALYSES
    order = list(THEMES)
    return {one.name: one for one in sorted(found, key=lambda one: order.index(one.theme))}


def analysis(name: str) -> Analysis:
    """Return one analysis by name.

    Raises:
        NotFoundError: with the nearest names there are.
    """
    if name not in analyses():
        raise NotFoundError("analysis", name, analyses())
    return analyses()[name]


def arguments_for(
    asked: Analysis, given: Mapping[str, Value | None], find: Callable[[str, str | None], str]
) -> dict[str, Any]:
    """Return the values of an analysis's parameters: IRIs for things, numbers, one of the choices.

    Args:
        asked: the analysis.
        given: parameter -> what was given for it; an underscore stands for a hyphen, None for nothing.
        find: from what a thing is called, and its class, to its IRI.

    Raises:
        NotFoundError: for an unknown parameter, thing or choice, with the nearest ones.
        AmbiguousNameError: if a name may mean several things.
        InputError: if a needed parameter is missing, or a value is none of its type.
    """
    known = {one.name: one for one in asked.parameters}
    found: dict[str, Any] = {}
    for key, value in given.items():
        name = key.replace("_", "-")
        if name not in known:
            raise NotFoundError(f"parameter of '{asked.name}' called", name, known)
        if value is not None:
            found[name.replace("-", "_")] = _value(known[name], value, find)
    for one in asked.parameters:
        if not one.optional and one.name.replace("-", "_") not in found:
            raise InputError(
                f"the analysis '{asked.name}' needs `{one.name}`: {one.description}; for example {one.example}"
            )
    return found


def _value(parameter: Parameter, value: Value, find: Callable[[str, str | None], str]) -> str | int:
    if parameter.type == "xsd:integer":
        try:
            return int(value)
        except (ValueError, OverflowError):
            raise InputError(
                f"`{parameter.name}` should be a whole number such as {parameter.example}, not '{value}'"
            ) from None
    if "|" in parameter.type:
        choices = parameter.type.split("|")
        if value not in choices:
            raise NotFoundError(f"choice for `{parameter.name}`", str(value), choices)
        return str(value)
    return find(str(value), None if parameter.type == "Thing" else parameter.type)
