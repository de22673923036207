"""The catalogue as a page to read: each question with what it is for, its parameters, columns and first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from historiograph.errors import NotFoundError
from historiograph.queries.catalogue import Question, catalogue, themes_of
from historiograph.queries.results import Result, markdown_table

__all__ = ["manual"]

_ROWS = 3
_WIDTH = 118
_INTRODUCTION = """\
# Ready questions

Each question is a SPARQL query in [queries/](../queries/README.md) that is asked by its name: on the command line as
shown below, in Python as `kg.ask("who-answers", debate="origins-of-the-terror")`, and, since it is plain SPARQL 1.1, on
any endpoint. Things go by slug, by IRI, or by any of their names; case, marks and romanisation do not count, so that
Yezhov is Ezhov is Ежов. `historiograph ask` lists the questions, `historiograph ask NAME --help` explains one.

The rows are the first that the curated graph gives. This page is made by

    historiograph ask --format markdown > docs/questions.md
"""


def manual(ask: Callable[[Question, Mapping[str, str]], Result], catalogued: Iterable[Question] = ()) -> str:
    """Return the page in Markdown.

    Args:
        ask: answers a question with these parameters.
        catalogued: which questions; ours if none are given.
    """
    questions = list(catalogued) or list(catalogue().values())
    themes = themes_of(questions)
    parts = [_INTRODUCTION]
    for theme, some in groupby(questions, key=lambda one: one.theme):
        links = [f"[{one.title}](#{one.name})" for one in some]
        parts.append(f"**{theme}** ({themes[theme]}): {', '.join(links)}\n")
    for theme, some in groupby(questions, key=lambda one: one.theme):
        parts.append(f"## {theme}\n")
        parts += ["\n".join(_entry(one, ask)) for one in some]
    return "\n".join(parts)


def _entry(asked: Question, ask: Callable[[Question, Mapping[str, str]], Result]) -> Iterator[str]:
    yield f"### {asked.name}\n"
    yield f"**{asked.text}** {asked.why}\n"
    if asked.parameters:
        rows = [
            (f"--{one.name}", one.takes + (", or nothing" if one.optional else ""), one.description)
            for one in asked.parameters
        ]
        yield markdown_table(("parameter", "takes", "which is"), rows)
    yield markdown_table(("column", "holds"), list(asked.columns.items()))
    yield f"```console\n$ {asked.command(with_optional=True)}"
    try:
        result = ask(asked, {one.name: one.example for one in asked.parameters})
    except NotFoundError:  # the examples are of the curated graph, and this is another
        yield "```\n"
        return
    if result.rows:
        yield result.first(_ROWS).to_table(_WIDTH) + result.count(min(_ROWS, len(result)))
    else:
        yield "no rows"
    yield "```\n"
