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

A dataset may bring questions in its folder `queries/`, with themes of its own, and in `views/` questions that are
drawn: their headers have `kind: network`, `bars` or `table` instead of a theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from historiograph.errors import InputError, NotFoundError
from historiograph.resources import resource
from historiograph.vocabulary.queries import read_query

__all__ = [
    "KINDS",
    "OUR_VIEWS",
    "THEMES",
    "Parameter",
    "Question",
    "catalogue",
    "own_questions",
    "own_views",
    "question",
    "read_question",
    "themes_of",
]

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
_OF_A_VIEW = ("title", "question", "why", "kind")
KINDS = {
    "network": ("from", "relation", "to"),
    "bars": ("label", "value"),
    "table": (),
}
"""Kind of a dataset's own view -> the columns that it needs."""
OUR_VIEWS = ("overview", "debate", "school", "historian", "evidence", "matrix", "estimates", "timeline")
"""Names that a dataset's own view cannot have."""


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
        kind: how it is drawn, for a view of a dataset's own.
    """

    name: str
    title: str
    text: str
    why: str
    theme: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    query: str
    kind: str = ""

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


def read_question(file: Path, wanted: Sequence[str] = _HEADER) -> Question:
    """Read one question file.

    Args:
        file: its path.
        wanted: what its header has to say; the last is `theme` or `kind`.

    Raises:
        HistoriographError: if its header is incomplete.
    """
    text = file.read_text("utf-8")
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        key, _, value = line[2:].partition(": ")
        word, _, rest = key.partition(" ")
        if key in wanted and value:
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
            raise InputError(
                f"{file}:{number}: this line is no part of a question's header: {line}; it has lines such as"
                f" `# {wanted[-1]}: ...`, `# column name: what it holds` and"
                " `# parameter event (Event, optional): which one; example: the-fire`"
            )
    if missing := [key for key in wanted if key not in header]:
        raise InputError(f"{file}:1: the header lacks {', '.join(missing)}; begin with `# {missing[0]}: ...`")
    title, asked, why, last = (header[key] for key in wanted)
    theme, kind = (last, "") if wanted is _HEADER else ("", last)
    return Question(file.stem, title, asked, why, theme, tuple(parameters), columns, text, kind)


def catalogue(own: Sequence[Path] = ()) -> Mapping[str, Question]:
    """Return every question by name, in order of theme and title, and after ours those of a dataset's own files."""
    if not own:
        return _ours()
    found = {**_ours(), **own_questions(own)}
    order = list(themes_of(found.values()))
    return dict(sorted(found.items(), key=lambda one: order.index(one[1].theme)))


@lru_cache(maxsize=1)
def _ours() -> Mapping[str, Question]:
    found = [read_question(file) for file in resource("queries").glob("*.rq")]
    for one in found:
        if one.theme not in THEMES:
            raise NotFoundError(f"theme (of {one.name})", one.theme, THEMES)
    order = list(THEMES)
    return {one.name: one for one in sorted(found, key=lambda one: (order.index(one.theme), one.title))}


def question(name: str, own: Sequence[Path] = ()) -> Question:
    """Return one question by name, without reading the others.

    Raises:
        NotFoundError: with the nearest names there are.
        InputError: if it is the dataset's own, and no question.
    """
    file = resource("queries") / f"{name}.rq"
    if name.replace("-", "").isalnum() and file.is_file():
        return read_question(file)
    for mine in own:
        if mine.stem == name:
            return own_questions([mine])[name]
    raise NotFoundError("question", name, [file.stem for file in (*resource("queries").glob("*.rq"), *own)])


def own_questions(files: Sequence[Path]) -> Mapping[str, Question]:
    """Return a dataset's own questions by name, in order of theme and title.

    Raises:
        InputError: if a file is no question, or is named like one of ours.
    """
    found = []
    for file in files:
        if (resource("queries") / file.name).is_file():
            raise InputError(f"{file}: '{file.stem}' is one of our questions; give the file another name")
        read_query(file, "SELECT")
        found.append(read_question(file))
    return {one.name: one for one in sorted(found, key=lambda one: (one.theme, one.title))}


def own_views(files: Sequence[Path]) -> Mapping[str, Question]:
    """Return a dataset's own views by name, in order of title.

    Raises:
        InputError: if a file is no view.
    """
    found = []
    for file in files:
        if file.stem in OUR_VIEWS:
            raise InputError(f"{file}: '{file.stem}' is one of our views; give the file another name")
        read_query(file, "SELECT")
        one = read_question(file, _OF_A_VIEW)
        if one.kind not in KINDS:
            raise InputError(f"{file}: there is no kind of view '{one.kind}'; there is {', '.join(KINDS)}")
        if len(one.parameters) > 1:
            raise InputError(f"{file}: a view has one parameter at most, which --focus fills")
        if lacking := [name for name in KINDS[one.kind] if name not in one.columns]:
            raise InputError(
                f"{file}: a view of kind {one.kind} has the columns {', '.join(KINDS[one.kind])}; add"
                f" `# column {lacking[0]}: ...` to the header, and ?{lacking[0]} to the SELECT"
            )
        found.append(one)
    return {one.name: one for one in sorted(found, key=lambda one: one.title)}


def themes_of(questions: Iterable[Question]) -> Mapping[str, str]:
    """Return theme -> what it is about, for the themes of these questions; a dataset's own are told to be that."""
    own = {one.theme: "questions of this dataset" for one in questions if one.theme not in THEMES}
    return {**THEMES, **own}


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
