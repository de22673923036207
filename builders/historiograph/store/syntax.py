"""Why a text is no SPARQL query, said so that its author sees the place and the way out.

An engine knows that its parser came no further, and where; it seldom knows what was meant. Here the text is looked
through for what people get wrong most: a misspelt keyword, a prefix that nobody declared, a bracket or string that
stays open, a broken IRI, a column that is neither grouped nor counted. Only when nothing of the kind is found does the
engine's own place count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from historiograph.errors import QueryError, nearest
from historiograph.store.sparql_text import SparqlText, Token, tokens_of

__all__ = ["Fault", "syntax_error"]

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"))
_KEYWORDS = frozenset(
    """
    SELECT ASK CONSTRUCT DESCRIBE BASE PREFIX WHERE FROM NAMED DISTINCT REDUCED AS ORDER GROUP BY HAVING LIMIT OFFSET
    VALUES ASC DESC OPTIONAL GRAPH UNION FILTER BIND SERVICE SILENT MINUS UNDEF EXISTS NOT IN A TRUE FALSE
    COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS
    CEIL FLOOR ROUND CONCAT STRLEN
    UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS
    TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK
    ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE ADJUST LATERAL
    HASLANG HASLANGDIR LANGDIR STRLANGDIR
    """.split()  # noqa: SIM905 - words, not a list
)
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_TERMS = ("variable", "iri", "name", "string", "number", "blank")
_LONGEST = 110
READ_ONLY = "the graph is read-only: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"


_Found = tuple[int, str, str]
"""The place of a token, what is wrong with it, and what helps."""


class Fault(NamedTuple):
    """What is wrong in a text, from which character on (-1 for no place), for how many, and what helps."""

    what: str
    start: int
    length: int = 1
    way_out: str = ""


def syntax_error(text: str, reason: str, prefixes: Mapping[str, str]) -> QueryError:
    """Return the error for a text that an engine would not parse.

    Args:
        text: what was to be a query.
        reason: the engine's message, as Oxigraph words it; "" for none.
        prefixes: prefixes that need no declaration.
    """
    fault = next(_faults(text, prefixes), None) or _of_engine(text, reason)
    if fault.start < 0:
        return QueryError(f"not a SPARQL query: {fault.what}")
    line = text.count("\n", 0, fault.start) + 1
    begin = text.rfind("\n", 0, fault.start) + 1
    column = fault.start - begin + 1
    shown, caret = _pointed(text[begin:].split("\n", 1)[0].rstrip("\r"), column - 1, fault.length)
    message = f"not a SPARQL query: line {line}, column {column}: {fault.what}\n{line:>4} | {shown}\n     | {caret}"
    return QueryError(message + (f"\n{fault.way_out}" if fault.way_out else ""))


def _faults(text: str, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is certainly wrong, the likeliest cause first."""
    if not text.strip():
        yield Fault("it is empty", -1)
        return
    try:
        query = SparqlText(text)
    except QueryError:
        yield _open_string(text)
        return
    tokens = query.tokens
    starts = _starts(tokens)
    if query.body == len(tokens):
        yield Fault("it ends before it asks anything", -1)
    elif not query.form:
        first = tokens[query.body]
        if first.text.upper() in _UPDATES:
            yield Fault(f"{first.text.upper()} makes an update, and {READ_ONLY}", starts[query.body], len(first.text))
        else:
            yield Fault(
                f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE{_meant(first.text, _FORMS)}",
                starts[query.body],
                len(first.text),
            )
    for place, what, way_out in _all_faults(query, prefixes):
        yield Fault(what, starts[place], len(tokens[place].text), way_out)


def _all_faults(query: SparqlText, prefixes: Mapping[str, str]) -> Iterator[_Found]:
    yield from _iris(query.tokens)
    yield from _prefixes(query, prefixes)
    yield from _words(query)
    yield from _commas(query)
    yield from _brackets(query)


def _commas(query: SparqlText) -> Iterator[_Found]:
    """Yield commas between the columns of a SELECT."""
    depth = 0
    heading = False
    for place in query.significant():
        token = query.tokens[place]
        heading = token.says("SELECT") or (heading and not token.says("{", "WHERE", "FROM"))
        depth += token.says("(") - token.says(")")
        if heading and depth == 0 and token.text == ",":
            yield place, "no comma stands between columns", ""


def _words(query: SparqlText) -> Iterator[_Found]:
    """Yield words that SPARQL does not have."""
    before = Token("space", "")
    for place in query.significant():
        token = query.tokens[place]
        if token.kind == "word" and token.text.upper() not in _KEYWORDS and query.tokens[place - 1].kind != "number":
            if before.kind == "name" and before.text.endswith(":"):
                yield place, f"a space stands between {before.text} and {token.text}", ""
            else:
                yield place, f"'{token.text}' is no word of SPARQL{_meant(token.text.upper(), _KEYWORDS)}", ""
        before = token


def _prefixes(query: SparqlText, known: Mapping[str, str]) -> Iterator[_Found]:
    """Yield names whose prefix is neither declared nor known."""
    declared = query.prefixes | known.keys()
    for place in query.significant(range(query.body, len(query.tokens))):
        token = query.tokens[place]
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared:
            listed = ", ".join(f"{name}:" for name in sorted(known))
            meant = _meant(prefix, sorted(declared), ":")
            yield place, f"the prefix {prefix}: is not declared{meant}", f"known without declaration: {listed}"


def _brackets(query: SparqlText) -> Iterator[_Found]:
    """Yield a bracket that closes what is not open, or that stays open."""
    opened: list[int] = []
    for place in query.significant():
        token = query.tokens[place]
        if token.kind != "mark":
            continue
        if token.text in _CLOSING:
            opened.append(place)
        elif token.text in _OPENING:
            if not opened:
                yield place, f"this '{token.text}' closes nothing", ""
                return
            left = query.tokens[opened.pop()].text
            if _CLOSING[left] != token.text:
                yield place, f"a '{_CLOSING[left]}' should close the '{left}' before this '{token.text}'", ""
                return
    if opened:
        left = query.tokens[opened[-1]].text
        yield opened[-1], f"this '{left}' is never closed by a '{_CLOSING[left]}'", ""


def _iris(tokens: Sequence[Token]) -> Iterator[_Found]:
    """Yield IRIs that are none."""
    based = any(token.says("BASE") for token in tokens)
    for place, token in enumerate(tokens):
        if token.kind == "iri":
            try:
                ox.NamedNode(token.text[1:-1])
            except ValueError:
                if based:
                    continue
                lacking = "" if ":" in token.text else ": it lacks its beginning, such as https://"
                yield place, f"{token.text} is no complete IRI{lacking}", ""
        elif token.text == "<" and re.match(r"[a-z]+:/", "".join(one.text for one in tokens[place + 1 : place + 3])):
            yield place, "this IRI has a character that no IRI has, such as a space", ""


def _of_engine(text: str, reason: str) -> Fault:
    """Return the fault as the engine tells it, with the token at its place."""
    at = _PLACE.match(reason)
    if at is None:
        return Fault(" ".join(reason.split()) or "it cannot be parsed", -1)
    position = sum(len(line) + 1 for line in text.split("\n")[: int(at[1]) - 1]) + int(at[2]) - 1
    if "contains a variable that is unbound" in at[3]:
        return Fault("a column is neither in GROUP BY nor made by COUNT, SAMPLE ...", *_selected(text, position))
    if "SELECT * is not authorized" in at[3]:
        return Fault("SELECT * cannot go with GROUP BY; name the columns", *_selected(text, position))
    tokens = tokens_of(text)
    starts = _starts(tokens)
    before: int | None = None
    for place, token in enumerate(tokens):
        if token.kind in ("space", "comment"):
            continue
        if starts[place + 1] > position:
            what = "this cannot stand here"
            if before is not None and tokens[before].kind in _TERMS and token.kind in _TERMS:
                what += "; perhaps a '.' or ';' is missing before it"
            return Fault(what, starts[place], len(token.text))
        before = place
    if (twice := _bound_twice(tokens)) is not None:
        return Fault(f"{tokens[twice].text} has a value already", starts[twice], len(tokens[twice].text))
    return Fault("something is missing here", max(len(text.rstrip()) - 1, 0))


def _starts(tokens: Sequence[Token]) -> list[int]:
    """Return at which character each token begins, and where the last one ends."""
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token.text))
    return starts


def _bound_twice(tokens: Sequence[Token]) -> int | None:
    """Return the place of the first variable that BIND gives a value after it was used."""
    seen: set[str] = set()
    words = [place for place, token in enumerate(tokens) if token.kind not in ("space", "comment")]
    braces = 0
    for before, place in zip([words[0], *words], words, strict=False):
        braces += tokens[place].text == "{"
        if braces and tokens[place].variable:
            if tokens[before].says("AS") and tokens[place].variable in seen:
                return place
            seen.add(tokens[place].variable)
    return None


def _selected(text: str, position: int) -> tuple[int, int]:
    """Return where the last SELECT before a place stands."""
    found = [match for match in re.finditer(r"\bSELECT\b", text, re.IGNORECASE) if match.start() <= position]
    return (found[-1].start(), 6) if found else (position, 1)


def _open_string(text: str) -> Fault:
    """Return where a string begins that does not end."""
    for at, character in enumerate(text):
        if character in "\"'":
            try:
                tokens_of(text[:at])
            except QueryError:
                continue
            closed = text.find("\n", at)
            try:
                tokens_of(text[: closed if closed >= 0 else len(text)])
            except QueryError:
                return Fault("a string begins here and does not end", at)
    return Fault("a string does not end", -1)


def _meant(word: str, known: Sequence[str] | frozenset[str], after: str = "") -> str:
    close = nearest(word, known, 1) if len(word) > 1 else ()
    return f"; did you mean {close[0]}{after}?" if close else ""


def _pointed(line: str, column: int, length: int) -> tuple[str, str]:
    """Return a line, cut to what is around a column where it is long, and the marks to put under it."""
    from unicodedata import east_asian_width

    first = max(0, min(column - _LONGEST // 2, len(line) - _LONGEST)) if len(line) > _LONGEST else 0
    shown = line[first : first + _LONGEST]
    lead = "".join(
        "\t" if one == "\t" else "  " if east_asian_width(one) in "WF" else " " for one in shown[: column - first]
    )
    marks = "^" * max(1, min(length, len(shown) - (column - first)))
    head, tail = "… " if first else "", " …" if first + _LONGEST < len(line) else ""
    return head + shown + tail, " " * len(head) + lead + marks
