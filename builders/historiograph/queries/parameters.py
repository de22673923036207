"""From what somebody writes for a parameter to the RDF term that is bound; it never becomes part of a query's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.folding import fold
from historiograph.queries.catalogue import Parameter, Question
from historiograph.store import Term

__all__ = ["Value", "bind"]

Value = str | int | float
"""What may be given for a parameter."""


def bind(asked: Question, arguments: Mapping[str, Value | None], find: Callable[[str, str], str]) -> dict[str, Term]:
    """Return the terms to bind for a question's parameters.

    Args:
        asked: the question.
        arguments: parameter -> what was given for it; an underscore stands for a hyphen, None for nothing.
        find: from what a thing is called, and its class, to its IRI.

    Raises:
        NotFoundError: for an unknown parameter, thing or class, with the nearest ones.
        AmbiguousNameError: if a name may mean several things.
        InputError: if a needed parameter is missing, or a value is none of its type.
    """
    given = {asked.parameter(key.replace("_", "-")): value for key, value in arguments.items() if value is not None}
    for parameter in asked.parameters:
        if parameter not in given and not parameter.optional:
            raise InputError(
                f"the question '{asked.name}' needs `{parameter.name}`: {parameter.description};"
                f" for example {parameter.example}"
            )
    return {parameter.name: _term(parameter, value, find) for parameter, value in given.items()}


def _term(parameter: Parameter, value: Value, find: Callable[[str, str], str]) -> Term:
    if parameter.type == "xsd:integer":
        try:
            return ox.Literal(int(value))
        except (ValueError, OverflowError):
            raise InputError(
                f"`{parameter.name}` should be a whole number such as {parameter.example}, not '{value}'"
            ) from None
    if parameter.type == "xsd:string":
        return ox.Literal(str(value))
    if parameter.type == "words":
        if words := fold(str(value)):
            return ox.Literal(words)
        raise InputError(f"`{parameter.name}` should be words such as \"{parameter.example}\"; '{value}' has none")
    return ox.NamedNode(find(str(value), parameter.type))
