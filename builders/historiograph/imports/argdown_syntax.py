"""The part of Argdown's syntax that arguments are written in: text in, statements, arguments and relations out.

Read are: front matter, headings, statements and arguments with definitions, references, tags and metadata, relations
by indentation, and reconstructions (premises, a line, a conclusion). Lists are read over. There is no other parser of
Argdown for Python: arguebuf (MIT) reads the JSON that Argdown's own program makes, and would need that program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from historiograph.errors import InputError

__all__ = ["Argument", "ArgumentMap", "End", "Relation", "Statement", "parse"]

_RELATION = re.compile(r"([ \t]*)(\+>|->|_>|<\+|<-|<_|><|\+|-|_)[ \t]+(.+)", re.DOTALL)
_NUMBERED = re.compile(r"[ \t]*\((\d+)\)[ \t]*(.*)", re.DOTALL)
_LINE = re.compile(r"[ \t]*-{2,}[ \t]*\Z")
_HEADING = re.compile(r"(#+) +(.*)", re.DOTALL)
_LIST_ITEM = re.compile(r"[ \t]*(\*|\d+\.)[ \t]")
_NAMED = re.compile(r"(?:\[(?P<statement>.+?)\]|<(?P<argument>.+?)>)(?P<colon>:?)[ \t]*(?P<rest>.*)", re.DOTALL)
_TAG = re.compile(r"(?<!\\)#(?:\(([^)]+)\)|([\w-]+))[ \t]?")
_ESCAPED = re.compile(r"\\(.)")
_TYPES = {"+": "support", "-": "attack", "_": "undercut"}


@dataclass
class Statement:
    """A statement by its title; `section` is the title of the heading above it."""

    title: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    section: str = ""


@dataclass
class Argument(Statement):
    """An argument; reconstructed, it has premises (titles of statements) and a conclusion."""

    premises: list[str] = field(default_factory=list)
    conclusion: str = ""


@dataclass(frozen=True)
class End:
    """An end of a relation: a statement or an argument, by its title."""

    title: str
    is_argument: bool = False


@dataclass(frozen=True)
class Relation:
    """A relation: "support", "attack", "undercut" or "contradiction"."""

    kind: str
    source: End
    target: End


@dataclass
class ArgumentMap:
    """Everything that an Argdown file says."""

    front: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)


def parse(text: str, name: str = "Argdown") -> ArgumentMap:
    """Return what an Argdown text says.

    Args:
        text: the whole file.
        name: of the file, for messages.

    Raises:
        InputError: for what is no Argdown, as `name:line: ...`.
    """
    return _Parser(text.replace("\r\n", "\n").replace("\r", "\n"), name).map


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self.map = ArgumentMap()
        self._name = name
        self._section = ""
        self._argument: Argument | None = None
        self._above: list[tuple[int, End]] = []
        self._premises: list[str] | None = None
        self._concludes = False
        self._in_rule = False
        body, first = self._front_matter(text)
        for number, line in self._lines(_without_comments(body), first):
            self._line(number, line)
        self._close(None)

    def _fault(self, line: int, message: str) -> InputError:
        return InputError(f"{self._name}:{line}: {message}")

    def _front_matter(self, text: str) -> tuple[str, int]:
        match = re.match(r"\s*===+[ \t]*\n(.*?)\n===+[ \t]*(?=\n|\Z)", text, re.DOTALL)
        if match is None:
            return text, 1
        self.map.front = self._yaml(match[1], text[: match.start(1)].count("\n") + 1)
        return text[match.end() :], text[: match.end()].count("\n") + 1

    def _yaml(self, text: str, line: int) -> dict[str, Any]:
        try:
            data = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = line + (mark.line if mark else 0)
            raise self._fault(at, f"metadata that is no YAML: {getattr(error, 'problem', error)}") from None
        except RecursionError:
            raise self._fault(line, "metadata that is nested too deeply") from None
        if data is not None and not isinstance(data, dict):
            raise self._fault(line, "metadata is a list of `key: value`; this is none")
        return {str(key): value for key, value in (data or {}).items()}

    def _lines(self, text: str, first: int) -> list[tuple[int, str]]:
        """Return elements with the number of their first line: a text or its metadata may run over several."""
        joined: list[tuple[int, str]] = []
        for number, line in enumerate(text.split("\n"), start=first):
            begins = not line.strip() or any(
                rule.match(line) for rule in (_RELATION, _NUMBERED, _LINE, _HEADING, _LIST_ITEM, _NAMED)
            )
            if (
                joined
                and joined[-1][1].strip()
                and (_open(joined[-1][1]) or not begins)
                and not _LINE.match(joined[-1][1])
            ):
                joined[-1] = (joined[-1][0], f"{joined[-1][1]}\n{line}")
            else:
                joined.append((number, line))
        return joined

    def _line(self, number: int, line: str) -> None:
        if not line.strip():
            self._above = []
        elif _LINE.match(line):
            if self._premises is None:
                raise self._fault(number, "a line of inference without premises above it; write them as (1) ... first")
            if self._in_rule or len(line.strip()) < 4:
                self._in_rule = not self._in_rule
            self._concludes = True
        elif self._in_rule or _LIST_ITEM.match(line):
            return
        elif heading := _HEADING.match(line):
            self._close(None)
            text, data, _ = self._content(heading[2], number)
            self._section = text
            self.map.sections[text] = data
        elif numbered := _NUMBERED.match(line):
            self._numbered(number, numbered)
        elif self._above and (relation := _RELATION.match(line)):
            self._relation(number, relation)
        else:
            end = self._element(line.strip(), number)
            self._close(self.map.arguments[end.title] if end.is_argument else None)
            self._above = [(0, end)]

    def _numbered(self, number: int, found: re.Match[str]) -> None:
        """Take a step of a reconstruction: a premise, or what follows from those above."""
        if self._premises is None:
            self._premises = []
        if self._argument is None:
            title = f"Untitled argument {len(self.map.arguments) + 1}"
            self._argument = self.map.arguments[title] = Argument(title, section=self._section)
        end = self._element(found[2].strip() or "…", number)
        if end.is_argument:
            raise self._fault(number, "an argument cannot be a premise; name a statement, in brackets")
        if self._concludes:
            if self._argument.conclusion:  # an intermediate conclusion is a premise of the last
                self._premises.append(self._argument.conclusion)
            self._argument.conclusion = end.title
            self._concludes = False
        else:
            self._premises.append(end.title)
        self._above = [(0, end)]

    def _close(self, argument: Argument | None) -> None:
        """End a reconstruction, and say which argument the next one would be of."""
        if self._premises is not None and self._argument is not None:
            self._argument.premises = [one for one in self._premises if one != "…"]
            self.map.statements.pop("…", None)
        self._premises, self._concludes, self._argument = None, False, argument

    def _relation(self, number: int, found: re.Match[str]) -> None:
        indent = len(found[1].expandtabs(4)) + 1
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        above = self._above[-1][1]
        end = self._element(found[3].strip(), number)
        sign = found[2]
        if sign == "><":
            self.map.relations.append(Relation("contradiction", above, end))
        elif sign.endswith(">"):
            self.map.relations.append(Relation(_TYPES[sign[0]], above, end))
        else:
            self.map.relations.append(Relation(_TYPES[sign[-1]], end, above))
        self._above.append((indent, end))

    def _element(self, text: str, number: int) -> End:
        """Take in a statement or an argument and return which it is; later words on it add to earlier ones."""
        named = _NAMED.match(text)
        content, data, tags = self._content(named["rest"] if named else text, number)
        if named is None:
            title = content if content == "…" else f"Untitled statement {len(self.map.statements) + 1}"
        else:
            title = " ".join((named["statement"] or named["argument"]).split())
            if not named["colon"] and content:
                raise self._fault(number, f"text after '{title}' without a colon; a definition is `[{title}]: text`")
        is_argument = bool(named and named["argument"])
        store: dict[str, Any] = self.map.arguments if is_argument else self.map.statements
        if title not in store:
            store[title] = (Argument if is_argument else Statement)(title, section=self._section)
        known = store[title]
        known.data.update(data)
        known.tags += [tag for tag in tags if tag not in known.tags]
        if content:
            known.text, known.section = content, self._section
        return End(title, is_argument)

    def _content(self, text: str, number: int) -> tuple[str, dict[str, Any], list[str]]:
        """Split text, metadata and tags."""
        start = _first_brace(text)
        data = {}
        if start >= 0:
            line = number + text[:start].count("\n")
            if _open(text[start:]):
                raise self._fault(line, "metadata that does not end; a } is missing")
            data = self._yaml(text[start:], line)
            text = text[:start]
        tags = [named or word for named, word in _TAG.findall(text)]
        plain = _ESCAPED.sub(r"\1", _TAG.sub("", text))
        return " ".join(plain.split()), data, tags


def _first_brace(text: str) -> int:
    """Return where metadata begins: the first { that no backslash stands before; -1 for none."""
    for match in re.finditer(r"\\.|\{", text, re.DOTALL):
        if match[0] == "{":
            return match.start()
    return -1


def _open(text: str) -> bool:
    """Return whether metadata begins in a text and does not end in it."""
    start = _first_brace(text)
    if start < 0:
        return False
    depth = 0
    for match in re.finditer(r'"(?:\\.|[^"\\])*"?|[{}]', text[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return depth > 0


def _without_comments(text: str) -> str:
    """Return a text without comments, the line ends in them kept; an escaped sign, or a quoted one, begins none."""
    pattern = re.compile(r'\\.|"(?:\\.|[^"\\\n])*"|<!--.*?-->|/\*.*?\*/|//[^\n]*', re.DOTALL)

    def kept(found: re.Match[str]) -> str:
        return found[0] if found[0][0] in '\\"' else "\n" * found[0].count("\n")

    return pattern.sub(kept, text)
