"""The questions of a folder: header, typed parameters, columns.

A question is a SPARQL SELECT whose file opens with comment lines:

    # title: Who answers a debate, and how
    # question: Which answers does a debate have, and who holds each?
    # why: The state of a question on one page.
    # theme: Debates
    # parameter debate (Debate): the question under dispute; example: origins-of-the-great-purges
    # parameter school (School, optional): only holders placed in this school; example: totalitarian
    # column answer: the claim that answers
    # column holder: who takes a stance on it

Parameters are variables of the SELECT that are bound, as terms, before the query runs; their columns are then left
out of the answer. The type of a parameter says what fills it:

    Debate, School, Claim ...   a thing of this class of the ontology, by slug, name or IRI
    Agent                       anybody who holds views
    Class                       a class of the ontology, by its name
    words                       words to look for, folded as names are for search
    xsd:integer, xsd:string     a number, a text
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from historiograph.errors import HistoriographError, NotFoundError
from historiograph.resources import resource

__all__ = ["THEMES", "Parameter", "Question", "catalogue", "question", "read_question"]

THEMES = {
    "Finding": "things by the words in their names and texts",
    "Debates": "what is under dispute, and which answers there are",
    "Speakers": "who holds, grants, rejects or gives up what",
    "Schools": "who is placed where, by whom, and under which name",
    "Arguments": "what is said for and against, and what stays unanswered",
    "Evidence": "what claims rest on, and what would fall with it",
    "Figures": "which numbers are given, and which of them exclude each other",
    "Reports": "through whom a view is known, and how safely",
    "Texts": "what texts point to, how they divide the past, who is who",
}
"""Theme -> what its questions are about, in the order in which they are listed."""


_TYPES = {
    "Agent": "anybody who holds views, by slug, name or IRI",
    "Class": "a class of the ontology, such as Claim",
    "words": "words in quotes",
    "xsd:integer": "a whole number",
    "xsd:string": "a text",
}
_HEADER = ("title", "question", "why", "theme")


class Parameter(NamedTuple):
    """A blank in a question: its name, the type of what fills it, what it means, and an example."""

    name: str
    type: str
    description: str
    example: str
    optional: bool = False

    @property
    def takes(self) -> str:
        """What the type stands for, in a few words."""
        return _TYPES.get(self.type) or f"{self.type.lower()}, by slug, name or IRI"


class Question(NamedTuple):
    """A ready question.

    Attributes:
        name: the file's name without suffix.
        title: a few words.
        text: the question as a person would ask it.
        why: what somebody would ask it for.
        theme: the group it is listed under.
        parameters: blanks to fill, in order.
        columns: column -> what it holds, in order.
        query: the SPARQL text, header included.
    """

    name: str
    title: str
    text: str
    why: str
    theme: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    query: str

    def command(self, *, with_optional: bool = False) -> str:
        """Return the words that ask it with its examples on the command line."""
        blanks = [
            f" --{one.name} {_quoted(one.example)}" for one in self.parameters if with_optional or not one.optional
        ]
        return f"historiograph ask {self.name}{''.join(blanks)}"

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of this name.

        Raises:
            NotFoundError: with the nearest names there are.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise NotFoundError(f"parameter of '{self.name}' called", name, [one.name for one in self.parameters])


def read_question(file: Path) -> Question:
    """Read one question file.

    Raises:
        HistoriographError: if its header is incomplete.
    """
    text = file.read_text("utf-8")
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line[2:].partition(": ")
        word, _, rest = key.partition(" ")
        if key in _HEADER and value:
            header[key] = value
        elif word == "parameter" and "; example: " in value and rest.endswith(")"):
            name, _, kind = rest[:-1].partition(" (")
            meaning, _, example = value.partition("; example: ")
            parameters.append(
                Parameter(name, kind.removesuffix(", optional"), meaning, example, kind.endswith(", optional"))
            )
        elif word == "column" and rest and value:
            columns[rest] = value
        else:
            raise HistoriographError(f"{file}: this line is no part of a question's header: {line}")
    if missing := [key for key in _HEADER if key not in header]:
        raise HistoriographError(f"{file}: the header lacks {', '.join(missing)}")
    if header["theme"] not in THEMES:
        raise NotFoundError(f"theme (in {file})", header["theme"], THEMES)
    title, asked, why, theme = (header[key] for key in _HEADER)
    return Question(file.stem, title, asked, why, theme, tuple(parameters), columns, text)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Question]:
    """Return every question by name, in order of theme and title."""
    found = [read_question(file) for file in resource("queries").glob("*.rq")]
    order = list(THEMES)
    return {one.name: one for one in sorted(found, key=lambda one: (order.index(one.theme), one.title))}


def question(name: str) -> Question:
    """Return one question by name, without reading the others.

    Raises:
        NotFoundError: with the nearest names there are.
    """
    file = resource("queries") / f"{name}.rq"
    if name.replace("-", "").isalnum() and file.is_file():
        return read_question(file)
    raise NotFoundError("question", name, [file.stem for file in resource("queries").glob("*.rq")])


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
