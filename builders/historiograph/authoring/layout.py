"""Which keys a mapping of the authoring format may have, in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from historiograph.loading.format import OURS, Format
from historiograph.loading.keys import DEFAULTS
from historiograph.loading.sections import FINGERPRINTS, SECTION_OF_NESTED_KEY

__all__ = ["mappings", "order_of_keys", "plain"]

_AT_THE_HEAD = ("dataset", *DEFAULTS)
_OF_A_DATASET = (
    *("id", "base", "title", "description", "creator", "publisher", "license", "version", "language", "issued"),
    *("doi", "keywords"),
)
_OF_A_PASSAGE = ("source", "section", "paragraph", "page", "start", "end", "passageDigest")
_WRITTEN = """
id type onClaim nameOf identifies divisionOf
name label title literalForm altLabel gist definition description
creator editor issued publisher volume issue pages isbn doi
identifier sourceDigest extent isPartOf realizationOf revisionOf bibliographicCitation license version
edtf earliestYear latestYear drawnFrom coinedBy usedBy refersTo
answers bearsOn about specializes incompatibleWith analogue
measure pointValue lowerBound upperBound boundsKind
unit counts coversPlace coversTime countingRule broaderMeasure
holder reporter attitude hedge statedIn opposes supersedes
attacker target premise conclusion scheme qualifiedClaim qualifier preferred dispreferred movedBy
member inSchool membershipKind
broader related exactMatch sameAs born died shows shownBy strength
accordingTo explicit source section paragraph page start end passageDigest passage
scopeNote note editorialNote
schoolName identifications editions divisions stances
"""
_OF_A_RECORD = tuple(_WRITTEN.split())
"""What a record is, what is said of it, by whom and where, what we remark, and the records inside it."""
_ORDERS = {"file": _AT_THE_HEAD, "dataset": _OF_A_DATASET, "passage": _OF_A_PASSAGE, "record": _OF_A_RECORD}


def order_of_keys(role: str, form: Format = OURS) -> tuple[str, ...]:
    """Return the keys of a mapping in canonical order.

    Args:
        role: "file", whose sections may stand in any order and are not listed; "dataset", "record" or "passage".
        form: the format of the dataset, whose own keys stand behind what else is said of a record.
    """
    if role != "record" or form is OURS:
        return _ORDERS[role]
    at = _OF_A_RECORD.index("accordingTo")
    return (*_OF_A_RECORD[:at], *sorted(form.domains), *_OF_A_RECORD[at:])


def mappings(root: yaml.Node, form: Format = OURS) -> Iterator[tuple[str, yaml.MappingNode]]:
    """Yield role and node of every mapping that has an order, those inside others first."""
    if not isinstance(root, yaml.MappingNode):
        return
    for key, value in root.value:
        name = _known(key.value, (*form.sections, *_AT_THE_HEAD, FINGERPRINTS))
        if name in form.sections:
            for record in _items(value):
                yield from _record(record)
        elif name == "dataset" and isinstance(value, yaml.MappingNode):
            yield "dataset", value
    yield "file", root


def _record(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.MappingNode]]:
    for key, value in node.value:
        name = _known(key.value, (*SECTION_OF_NESTED_KEY, "passage"))
        if name == "passage":
            yield from (("passage", passage) for passage in _items(value))
        elif name:
            for record in _items(value):
                yield from _record(record)
    yield "record", node


def _items(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(one, yaml.MappingNode):
            yield one


def _known(name: Any, known: Sequence[str]) -> str:
    return next((one for one in known if plain(one) == plain(str(name))), "")


def plain(name: str) -> str:
    """Return a key as it sounds, whatever its case and the signs between its words."""
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
