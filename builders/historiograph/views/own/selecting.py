"""Rows of from, relation and to as a network in columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from historiograph.namespaces import HG, local_name
from historiograph.queries import Question, Result
from historiograph.views.networks.columns import plan_of_selection
from historiograph.views.networks.layered import lay_out_columns
from historiograph.views.networks.layouts import Layouts
from historiograph.views.networks.legend import is_ours, own_kinds
from historiograph.views.networks.models import NetworkView
from historiograph.views.networks.selecting.drafts import Draft, Selection, assemble
from historiograph.views.phrases import phrase
from historiograph.views.reading import Reading

__all__ = ["network_of"]

Labels = Callable[[Sequence[str]], Mapping[str, str]]
_MOST = 2000
"""So many relations are drawn; nobody could read more."""
_MOST_COLUMNS = 6


def network_of(
    reading: Reading, view: Question, result: Result, labels: Labels, focus: str, layouts: Layouts | None = None
) -> NetworkView:
    """Return a view's rows as a laid-out network; rows that join no two of its things are counted in a note."""
    counted: Counter[tuple[str, str, str]] = Counter()
    left_out = 0
    names = labels(sorted({row[1].value for row in _rows(result) if isinstance(row[1], ox.NamedNode)}))
    for source, relation, target in _rows(result):
        ends = [getattr(term, "value", "") for term in (source, target)]
        if all(end in reading.network for end in ends) and relation is not None:
            counted[ends[0], _relation(relation, names), ends[1]] += 1
        else:
            left_out += 1
    drafts = [Draft(source, target, relation, {"derived": True}) for source, relation, target in sorted(counted)]
    left_out += max(0, len(drafts) - _MOST)
    drafts = drafts[:_MOST]
    selection = Selection(
        name=view.name,
        title=f"{view.title}: {focus}" if focus else view.title,
        subtitle=view.text,
        drafts=drafts,
        columns=_columns(drafts),
        relations=own_kinds(draft.relation for draft in drafts if not is_ours(draft.relation)),
        notes=(
            *((phrase("network.note-alone"),) if not drafts else ()),
            *((phrase("network.note-left-out", n=left_out),) if left_out else ()),
        ),
    )
    drawn = assemble(reading, selection)
    return lay_out_columns(drawn, plan_of_selection(drawn), layouts)


def _rows(result: Result) -> list[tuple[object, object, object]]:
    at = [result.columns.index(name) for name in ("from", "relation", "to")]
    return [(row[at[0]], row[at[1]], row[at[2]]) for row in result.rows]


def _relation(term: object, names: Mapping[str, str]) -> str:
    """Return the name of a relation: ours by its own, so that it is drawn as everywhere, others by their label."""
    iri = str(getattr(term, "value", ""))
    if iri.startswith(HG) and is_ours(iri.removeprefix(HG)):
        return iri.removeprefix(HG)
    return names.get(iri) or local_name(iri) if isinstance(term, ox.NamedNode) else iri


def _columns(drafts: list[Draft]) -> dict[str, int]:
    """Return the column of each thing: by how far it is from one that nothing leads to."""
    following: dict[str, list[str]] = defaultdict(list)
    ends: dict[str, None] = {}
    for draft in drafts:
        following[draft.source].append(draft.target)
        ends |= {draft.source: None, draft.target: None}
    reached = {draft.target for draft in drafts if draft.source != draft.target}
    columns: dict[str, int] = {}
    newest = [one for one in ends if one not in reached]
    while len(columns) < len(ends):
        newest = newest or [next(one for one in ends if one not in columns)]  # a circle has no beginning
        for one in newest:
            columns.setdefault(one, 1)
        for depth in range(2, _MOST_COLUMNS + 1):
            newest = [end for one in newest for end in following[one] if end not in columns]
            columns |= dict.fromkeys(newest, depth)
        newest = []
    return columns
