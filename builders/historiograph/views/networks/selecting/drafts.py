"""From chosen things and the relations between them to a view: short ids, texts, details, facets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from historiograph.namespaces import local_name
from historiograph.views.networks.details import Describer
from historiograph.views.networks.facets import Facetter
from historiograph.views.networks.legend import EdgeKind, edge_kind
from historiograph.views.networks.models import Edge, NetworkView, Node
from historiograph.views.reading import CLAIMS, Reading

__all__ = ["FOR", "Draft", "Selection", "assemble", "short_ids"]

FOR = frozenset({"asserts", "presupposes", "concedes"})
"""The attitudes of those who hold a claim."""


class Draft:
    """A relation by IRIs, before it has an id."""

    def __init__(self, source: str, target: str, relation: str, data: Mapping[str, object], count: int = 1) -> None:
        self.source, self.target, self.relation, self.count = source, target, relation, count
        self.explicit = bool(data.get("explicit", True))
        self.behind = str(data.get("behind", ""))
        self.derived = bool(data.get("derived", False)) and not self.behind

    @property
    def order(self) -> tuple[str, str, str, str]:
        """By what drafts are sorted."""
        return (self.source, self.target, self.relation, self.behind)


@dataclass
class Selection:
    """What a view is to show.

    Attributes:
        title: of the view, with `subtitle` and `notes` in smaller type.
        focus: IRI of what it is about, or nothing.
        drafts: the relations; their ends are shown.
        chosen: what is shown besides.
        strong: what stands out; claims among them that answer a question are drawn as answers.
        columns: thing -> column, for views of columns; `headings` names the columns.
        within: thing -> id of the group it is folded into.
        relations: name of a relation of the dataset's own -> how it is drawn.
    """

    name: str
    title: str
    subtitle: str = ""
    focus: str = ""
    drafts: list[Draft] = field(default_factory=list)
    chosen: set[str] = field(default_factory=set)
    strong: Collection[str] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    relations: Mapping[str, EdgeKind] = field(default_factory=dict)


_DRAWN_AS = {"edition": "work", "text": "work"}
"""Kind -> the kind that the legend has for it."""


def short_ids(iris: Iterable[str]) -> Callable[[str], str]:
    """Return a function that shortens IRIs to `kind/slug`, as long as that stays unique."""
    by_short: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        by_short["/".join(iri.split("/")[-2:])].append(iri)
    table = {iri: short if len(group) == 1 else iri for short, group in by_short.items() for iri in group}
    return lambda iri: table.get(iri, iri)


def _placed(selection: Selection) -> Mapping[str, str]:
    """Return how those in the frame above are related to the focus: no line says it."""
    found: dict[str, list[str]] = defaultdict(list)
    if selection.headings and selection.focus not in selection.columns:
        for draft in sorted(selection.drafts, key=lambda draft: draft.order):
            ends = {draft.source, draft.target}
            if selection.focus in ends and not ends & set(selection.columns):
                (other,) = (ends - {selection.focus}) or {selection.focus}
                label = edge_kind(draft.relation).label
                if label not in found[other]:
                    found[other].append(label)
    return {iri: ", ".join(labels) for iri, labels in found.items()}


def assemble(reading: Reading, selection: Selection) -> NetworkView:
    """Return the view of a selection."""
    chosen = set(selection.chosen)
    if selection.focus:
        chosen.add(selection.focus)
    for draft in selection.drafts:
        chosen.update((draft.source, draft.target))
    short = short_ids(chosen)
    describe = Describer(reading, chosen, short, debate=selection.focus if selection.name == "debate" else "")
    facetter = Facetter(reading)
    placed = _placed(selection)
    answers = {draft.source for draft in selection.drafts if draft.relation == "answers"}
    nodes = []
    for iri in sorted(chosen):
        kind = reading.kind(iri)
        answering = kind == "claim" and iri in selection.strong and iri in answers
        told = iri not in selection.strong or selection.name != "debate"  # who holds the answers of a debate is drawn
        nodes.append(
            Node(
                id=short(iri),
                iri=iri,
                kind="answer" if answering else _DRAWN_AS.get(kind, kind),
                label=describe.label(iri),
                text=describe.text(iri),
                byline=placed.get(iri)
                or (describe.byline(iri) if kind in CLAIMS and told else str(reading.node(iri).get("class", ""))),
                other_names=describe.other_names(iri),
                strong=iri in selection.strong or iri == selection.focus,
                sections=describe.sections(iri),
                facets=facetter.of_node(iri),
                labels=reading.labels_of(iri),
                column=selection.columns.get(iri, 0),
                within=selection.within.get(iri, ""),
            )
        )
    edges = []
    for number, draft in enumerate(sorted(selection.drafts, key=lambda draft: draft.order)):
        drawn = selection.relations.get(draft.relation) or edge_kind(draft.relation)
        edges.append(
            Edge(
                id=f"relation/{local_name(draft.behind)}--{number}" if draft.behind else f"relation/{number}",
                source=short(draft.source),
                target=short(draft.target),
                relation=drawn.key,
                label=drawn.label,
                explicit=draft.explicit,
                derived=draft.derived,
                behind=draft.behind,
                remarks=describe.behind(draft.behind),
                count=draft.count,
                facets=facetter.of_edge(draft.behind),
            )
        )
    return NetworkView(
        name=selection.name,
        title=selection.title,
        subtitle=selection.subtitle,
        focus=short(selection.focus) if selection.focus else "",
        nodes=tuple(nodes),
        edges=tuple(edges),
        headings=selection.headings,
        facets=facetter.values(),
        notes=selection.notes,
        own_kinds=tuple(selection.relations[name] for name in sorted(selection.relations)),
    )
