"""SPARQL text as tokens and clauses: as much of the grammar as it takes to put a term in a variable's place.

This is no parser: what is no SPARQL goes through as it came, for the engine to refuse. It knows comments, IRIs, the
four forms of string, names and variables (SPARQL 1.1, section 19.8), and where a SELECT projects, groups and orders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from historiograph.errors import QueryError

__all__ = ["Select", "SparqlText", "Token", "tokens_of"]

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = rf"{_BASE}_0-9\-\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<space>[ \t\r\n]+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
              | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$][{_BASE}_0-9][{_BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)
    | (?P<blank>_:[{_BASE}_0-9](?:[{_MORE}.]*[{_MORE}])?)
    | (?P<name>(?:[{_BASE}](?:[{_MORE}.]*[{_MORE}])?)?:
              (?:(?:[{_BASE}_:0-9]|{_ESCAPED})(?:(?:[{_MORE}.:]|{_ESCAPED})*(?:[{_MORE}:]|{_ESCAPED}))?)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>[0-9]+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_AFTER_WHERE = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


class Token(NamedTuple):
    """A token: its kind (a group of the pattern), and its text as written."""

    kind: str
    text: str

    def says(self, *words: str) -> bool:
        """Return whether this is one of these keywords or marks, in any case."""
        return self.kind in ("word", "mark") and self.text.upper() in words

    @property
    def variable(self) -> str:
        """The name of a variable, without its mark; "" for any other token."""
        return self.text[1:] if self.kind == "variable" else ""


@dataclass
class Select:
    """A query or subquery: where its clauses stand, as places among the tokens.

    Attributes:
        start, end: first place, and the place after the last.
        parent: the query around it.
        projected: plain variables of the SELECT clause by name, with their places.
        renamed: names of its `(... AS ?name)`.
        all: whether it says `SELECT *`; true as well for the forms that have no SELECT clause.
        columns: the names of its columns, in order.
        clauses: first word of a clause -> the places from there to the next clause.
    """

    start: int
    end: int
    parent: Select | None = None
    projected: dict[str, list[int]] = field(default_factory=dict)
    renamed: set[str] = field(default_factory=set)
    all: bool = True
    columns: list[str] = field(default_factory=list)
    clauses: dict[str, range] = field(default_factory=dict)

    def sees(self, name: str) -> bool:
        """Return whether a variable of the outermost query is the same variable in here."""
        return self.parent is None or (self.parent.sees(name) and (self.all or name in self.projected))


class SparqlText:
    """A query's tokens, its form, and its SELECTs.

    Attributes:
        tokens: every token; their texts, joined, are the query.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; "" for anything else.
        body: the place after the prologue of BASE and PREFIX.
        prefixes: the prefixes that the prologue declares.
        selects: the query itself, then its subqueries, each after the one it stands in.
    """

    def __init__(self, text: str) -> None:
        self.tokens = tokens_of(text)
        self._places = [place for place, token in enumerate(self.tokens) if token.kind not in ("space", "comment")]
        self.prefixes: set[str] = set()
        self.body = self._prologue()
        first = self.tokens[self.body] if self.body < len(self.tokens) else Token("space", "")
        self.form = first.text.upper() if first.says("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else ""
        self.selects = list(self._selects())

    @property
    def top(self) -> Select:
        """The query itself."""
        return self.selects[0]

    def significant(self, within: range | None = None) -> Iterator[int]:
        """Yield the places of all tokens that are neither space nor comment."""
        yield from (place for place in self._places if within is None or place in within)

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Return the text of a part."""
        return "".join(token.text for token in self.tokens[start:end])

    def used_prefixes(self) -> set[str]:
        """Return the prefixes of all names after the prologue."""
        return {token.text.partition(":")[0] for token in self.tokens[self.body :] if token.kind == "name"}

    def _prologue(self) -> int:
        places = iter(self._places)
        for place in places:
            if self.tokens[place].says("PREFIX"):
                named = next(places, None)
                if named is not None and self.tokens[named].kind == "name":
                    self.prefixes.add(self.tokens[named].text.partition(":")[0])
            elif not self.tokens[place].says("BASE"):
                return place
            next(places, None)
        return len(self.tokens)

    def _selects(self) -> Iterator[Select]:
        top = Select(self.body, len(self.tokens))
        self._read_clauses(top, has_select=self.form == "SELECT")
        yield top
        opened: list[tuple[int, Select | None]] = []
        inner = [top]
        found = []
        before = -1
        for place in self.significant(range(self.body, len(self.tokens))):
            token = self.tokens[place]
            if token.says("{"):
                opened.append((place, None))
            elif token.says("}") and opened:
                _, ended = opened.pop()
                if ended is not None:
                    ended.end = place
                    inner.pop()
            elif token.says("SELECT") and opened and opened[-1][0] == before:
                select = Select(place, len(self.tokens), inner[-1])
                opened[-1] = (before, select)
                inner.append(select)
                found.append(select)
            before = place
        for select in found:
            self._read_clauses(select, has_select=True)
        yield from found

    def _read_clauses(self, select: Select, *, has_select: bool) -> None:
        select.all = not has_select
        places = list(self.significant(range(select.start, select.end)))
        depth = braces = 0
        heading = has_select
        starts: list[tuple[str, int]] = []
        for index, place in enumerate(places):
            token = self.tokens[place]
            if token.says("("):
                depth += 1
            elif token.says(")"):
                depth -= 1
            elif token.says("{"):
                braces += 1
                heading = False
            elif token.says("}"):
                braces -= 1
            elif braces:
                continue
            elif token.says("FROM", "WHERE"):
                heading = False
                select.clauses.setdefault(token.text.upper(), range(place, place + 1))
            elif heading and depth == 0 and token.variable:
                select.projected.setdefault(token.variable, []).append(place)
                select.columns.append(token.variable)
            elif heading and token.variable and self.tokens[places[index - 1]].says("AS"):
                select.renamed.add(token.variable)
                select.columns.append(token.variable)
            elif heading and depth == 0 and token.says("*"):
                select.all = True
            elif not heading and depth == 0 and token.kind == "word" and token.text.upper() in _AFTER_WHERE:
                starts.append((token.text.upper(), place))
        for (word, start), (_, end) in zip(starts, [*starts, ("", select.end)][1:], strict=True):
            select.clauses[word] = range(start, end)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a SPARQL text; joined, they are the text.

    Raises:
        QueryError: for a string that does not end.
    """
    found = [Token(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(text)]
    for place, token in enumerate(found):
        if token.kind == "mark" and token.text in "\"'":
            line = _line(found[:place])
            raise QueryError(f"not a SPARQL query: line {line}: a string that begins here does not end")
    return found


def _line(tokens: Sequence[Token]) -> int:
    return 1 + sum(token.text.count("\n") for token in tokens)
