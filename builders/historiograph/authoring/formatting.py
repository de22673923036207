"""One way to lay out a file: keys in canonical order and spelling. Comments stay with what they stand above or beside.

Nothing is written anew: lines, and parts of lines, change places. So quotation marks, folds and comments stay as they
are, which no round trip through a YAML library promises, and a file that is in order comes back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import yaml

from historiograph.authoring.layout import mappings, order_of_keys, plain
from historiograph.authoring.rules import Words, words
from historiograph.errors import InputError
from historiograph.loading.format import Format
from historiograph.loading.sections import FINGERPRINTS
from historiograph.namespaces import local_name
from historiograph.vocabulary import NO_FILES, OwnFiles

__all__ = ["end_of", "formatted", "leads_of", "node_at"]

_COMMENT = re.compile(r"( *)#")


def formatted(text: str, name: str = "the text", own: OwnFiles = NO_FILES) -> str:
    """Return a YAML file of a dataset in canonical order and spelling.

    Args:
        text: its content.
        name: of the file, for messages.
        own: the dataset's own files, whose keys and values are known, too.

    Raises:
        DataError: if these are wrong.
        InputError: if it is no YAML, with its line; `check` says more.
    """
    known = words(own)
    spelled = _spelled(_tidy(text), name, known)
    ordered = _ordered(spelled, name, known.form)
    try:
        same = _parsed(ordered, name) == _parsed(spelled, name)
    except InputError:  # an alias stands before its anchor now
        same = False
    return ordered if same else spelled


def _tidy(text: str) -> str:
    plain_ends = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return plain_ends if plain_ends.endswith("\n") or not plain_ends else plain_ends + "\n"


def _parsed(text: str, name: str) -> object:
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise _no_yaml(error, name) from None


def _composed(text: str, name: str) -> yaml.Node | None:
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _no_yaml(error, name) from None
    return root


def _no_yaml(error: Exception, name: str) -> InputError:
    mark = getattr(error, "problem_mark", None)
    place = f"{name}:{mark.line + 1}" if mark else name
    return InputError(f"{place}: is not valid YAML; `historiograph check` says what is wrong")


def _spelled(text: str, name: str, known: Words) -> str:
    """Return the text with each key and each controlled value as the ontology spells it."""
    root = _composed(text, name)
    if root is None:
        return text
    edits: dict[tuple[int, int], tuple[int, str]] = {}
    for role, node in mappings(root, known.form):
        order = order_of_keys(role, known.form)
        spellings = (*order, *known.form.sections, FINGERPRINTS) if role == "file" else order
        taken = {key.value for key, _ in node.value}
        for key, value in node.value:
            meant = _meant(str(key.value), spellings)
            if meant != key.value and meant not in taken:
                _edit(edits, key, meant)
            if role == "record" and meant in known.form.keys and known.form.keys[meant].holds == "value":
                values = [local_name(iri) for iri in known.values_of(meant)]
                for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    if isinstance(one, yaml.ScalarNode):
                        _edit(edits, one, _meant(one.value, values))
    lines = text.split("\n")
    for (line, column), (end, new) in sorted(edits.items(), reverse=True):
        lines[line] = lines[line][:column] + new + lines[line][end:]
    return "\n".join(lines)


def _meant(word: str, known: Sequence[str]) -> str:
    return word if word in known else next((one for one in known if plain(one) == plain(word)), word)


def _edit(edits: dict[tuple[int, int], tuple[int, str]], node: yaml.ScalarNode, new: str) -> None:
    start, end = node.start_mark, node.end_mark
    if new != node.value and start.line == end.line and not node.style:
        edits[start.line, start.column] = (end.column, new)


def _ordered(text: str, name: str, form: Format) -> str:
    """Return the text with the keys of each mapping in order.

    Inner mappings come first: what moves within one keeps its number of lines, or its length in a line, so that the
    marks of those around it stay true.
    """
    root = _composed(text, name)
    if root is None:
        return text
    lines = text.split("\n")
    for role, node in mappings(root, form):
        order = order_of_keys(role, form)
        rank = {key: place for place, key in enumerate(order)}
        written = [rank.get(str(key.value), len(order)) for key, _ in node.value]
        places = sorted(range(len(written)), key=written.__getitem__)
        if places != sorted(places):
            (_move_in_line if node.flow_style else _move_lines)(lines, node, places)
    return "\n".join(lines)


def _move_lines(lines: list[str], node: yaml.MappingNode, places: Sequence[int]) -> None:
    """Let the entries of a block mapping change places, each with the comments right above it."""
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    end = end_of(lines, node)
    if len(set(starts)) < len(starts) or any(key.start_mark.column != column for key, _ in node.value):
        return
    first = starts[0]
    leads = leads_of(lines, node)
    chunks = [lines[lead:until] for lead, until in zip(leads, [*leads[1:], end], strict=True)]
    opening = lines[first][:column]  # spaces, or the dash of a list's item
    chunks[0][0] = " " * column + chunks[0][0][column:]
    moved = [line for place in places for line in chunks[place]]
    above = starts[places[0]] - leads[places[0]]
    indent = " " * (len(opening) - len(opening.lstrip()))
    moved[:above] = [indent + line.lstrip() for line in moved[:above]]
    moved[above] = opening + moved[above][column:]
    lines[first:end] = moved


def node_at(node: yaml.Node | None, path: Sequence[str | int]) -> yaml.Node | None:
    """Return what stands at some keys and indexes below a node; one record may stand where a list of them may."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            if step != 0 or any(key.value == step for key, _ in node.value):
                node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def end_of(lines: Sequence[str], node: yaml.CollectionNode) -> int:
    """Return the line after a block mapping or list, without the blank lines and comments that belong outside."""
    first = node.value[-1][0] if isinstance(node, yaml.MappingNode) else node.value[-1]
    column = first.start_mark.column
    end = node.end_mark.line
    while end > first.start_mark.line + 1 and _is_outside(lines[end - 1], column):
        end -= 1
    return int(end)


def leads_of(lines: Sequence[str], node: yaml.MappingNode) -> list[int]:
    """Return the line in which each entry of a block mapping begins, together with the comments right above it."""
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    leads = starts[:1]
    for before, start in pairwise(starts):
        lead = start
        while lead - 1 > before and (comment := _COMMENT.match(lines[lead - 1])) and len(comment[1]) == column:
            lead -= 1
        leads.append(lead)
    return leads


def _is_outside(line: str, column: int) -> bool:
    comment = _COMMENT.match(line)
    return not line.strip() or (comment is not None and len(comment[1]) < column)


def _move_in_line(lines: list[str], node: yaml.MappingNode, places: Sequence[int]) -> None:
    """Let the entries of a flow mapping change places; one that is written over several lines stays as it is."""
    row = node.start_mark.line
    if node.end_mark.line != row:
        return
    spans = [(key.start_mark.column, value.end_mark.column) for key, value in node.value]
    line = lines[row]
    parts = [line[start:end] for start, end in spans]
    gaps = [line[end:start] for (_, end), (start, _) in pairwise(spans)]
    written = "".join(parts[place] + gap for place, gap in zip(places, [*gaps, ""], strict=True))
    lines[row] = line[: spans[0][0]] + written + line[spans[-1][1] :]
