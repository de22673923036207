"""Pictures of parts of the graph, as SVG: boxes for things, arrows for the triples between them.

A picture names the things and their places; what stands in the boxes, and which arrows there are, the graph says.
Shapes and colours are those of the maps, where these have the kind of thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import pyoxigraph as ox

from historiograph.graph import KnowledgeGraph
from historiograph.namespaces import RDF_TYPE, VOCABULARY, curie, local_name
from historiograph.views.networks.measure import wrap
from historiograph.views.static_files import static_text

LABELS = ("prefLabel", "name", "title", "literalForm")
LOOKS = {
    "Historian": ("pill", "orange"),
    "UnnamedParty": ("pill dashed", "grey"),
    "Debate": ("banner", "ink"),
    "Estimate": ("ticket", "yellow"),
    "Claim": ("card", "blue"),
    "Evidence": ("cylinder", "green"),
    "School": ("hexagon", "purple"),
    "Work": ("book", "ink"),
    "Edition": ("book", "ink"),
    "SourceText": ("book", "grey"),
    "Passage": ("ticket", "grey"),
    "Measure": ("parallelogram", "yellow"),
    "Inference": ("record", "green"),
    "Rebuttal": ("record", "vermillion"),
    "Undercut": ("record", "purple"),
    "Undermining": ("record", "orange"),
    "Qualification": ("record", "blue"),
    "Weighing": ("record", "blue"),
    "Membership": ("record", "purple"),
    "SchoolName": ("record", "grey"),
}
SIZE, SMALL, LINE, BOLD = 15, 12.5, 1.3, 1.1
INSETS = {"hexagon": 22, "parallelogram": 16, "pill": 12, "cylinder": 8}


@dataclass(frozen=True)
class Box:
    """A thing, the centre of its box, the width of that, and the properties told in it."""

    thing: str
    x: float
    y: float
    width: float = 220
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """Boxes with what joins them.

    Attributes:
        says: what a reader who cannot see it is told.
        without: properties that are not drawn as arrows.
    """

    name: str
    says: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """A box as it is drawn."""

    x: float
    y: float
    width: float
    height: float


class Draughtsman:
    """Draws pictures of one graph."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.base = kg.header.base
        self.derived = {quad.triple for quad in kg.derived}
        self.triples: dict[str, list[ox.Triple]] = {}
        for triple in sorted({quad.triple for quad in (*kg.authored, *kg.derived)}, key=str):
            self.triples.setdefault(str(getattr(triple.subject, "value", "")), []).append(triple)

    def told(self, picture: Picture) -> list[ox.Triple]:
        """Return the triples that a picture shows, and the types and names of its things."""
        things = {self.base + box.thing for box in picture.boxes}
        found = []
        for box in picture.boxes:
            for triple in self.triples[self.base + box.thing]:
                name = local_name(triple.predicate.value)
                target = str(getattr(triple.object, "value", ""))
                arrow = target in things and name not in (*picture.without, *box.rows)
                if arrow or name in box.rows or name in LABELS or triple.predicate.value == RDF_TYPE:
                    found.append(triple)
        return found

    def svg(self, picture: Picture) -> str:
        """Return the picture."""
        frames = {box.thing: self._frame(box) for box in picture.boxes}
        arrows = [part for triple in self._arrows(picture) for part in self._arrow(picture, triple, frames)]
        boxes = [part for box in picture.boxes for part in self._box(box, frames[box.thing])]
        marker = (
            f'<defs><marker id="{picture.name}-head" viewBox="0 0 9 9" refX="8.5" refY="4.5" markerWidth="9"'
            ' markerHeight="9" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0.5 9 4.5 0 8.5z"/>'
            "</marker></defs>"
        )
        return sheet(picture.name, picture.says, picture.width, picture.height, [marker, *boxes, *arrows])

    def _arrows(self, picture: Picture) -> Iterable[ox.Triple]:
        rows = {self.base + box.thing: box.rows for box in picture.boxes}
        for triple in self.told(picture):
            subject = str(getattr(triple.subject, "value", ""))
            if getattr(triple.object, "value", "") in rows and local_name(triple.predicate.value) not in rows[subject]:
                yield triple

    def _kind(self, thing: str) -> str:
        kinds = [
            curie(triple.object.value)
            for triple in self.triples[self.base + thing]
            if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode)
        ]
        order = [f"hg:{kind}" for kind in LOOKS]
        return min(kinds, key=lambda kind: order.index(kind) if kind in order else len(order))

    def _label(self, iri: str) -> str:
        for name in LABELS:
            for triple in self.triples.get(iri, ()):
                if local_name(triple.predicate.value) == name and isinstance(triple.object, ox.Literal):
                    return triple.object.value
        return local_name(iri)

    def _rows(self, box: Box) -> list[tuple[str, str]]:
        found = []
        for name in box.rows:
            for triple in self.triples[self.base + box.thing]:
                if local_name(triple.predicate.value) == name:
                    term = triple.object
                    iri = isinstance(term, ox.NamedNode)
                    value = self._label(term.value) if iri and not term.value.startswith(VOCABULARY) else term.value
                    found.append((name, local_name(value) if iri and term.value.startswith(VOCABULARY) else value))
        return found

    def _lines(self, box: Box) -> tuple[str, ...]:
        kind = self._kind(box.thing)
        label = self._label(self.base + box.thing)
        if label == local_name(self.base + box.thing):
            return ()
        return wrap(label, SIZE * BOLD, box.width - 24 - 2 * INSETS.get(look(kind)[0].split()[0], 0))

    def _frame(self, box: Box) -> Frame:
        rows = sum(len(self._row(box, *row)) for row in self._rows(box))
        height = 12 + SMALL * LINE + len(self._lines(box)) * SIZE * LINE + rows * SMALL * LINE + 10
        if self._kind(box.thing) == "hg:Evidence":
            height += 12
        return Frame(box.x, box.y, box.width, round(height))

    def _row(self, box: Box, name: str, value: str) -> tuple[str, ...]:
        return wrap(f"{name} {value}", SMALL, box.width - 22)

    def _box(self, box: Box, frame: Frame) -> Iterable[str]:
        kind = self._kind(box.thing)
        shape, hue = look(kind)
        yield f'<g class="thing {shape} {hue}">'
        yield f'<path class="shape" d="{outline(shape.split()[0], frame)}"/>'
        if shape == "cylinder":
            left, right, top = frame.x - frame.width / 2, frame.x + frame.width / 2, frame.y - frame.height / 2
            yield f'<path class="line" d="M{left:g} {top + 7:g}A{frame.width / 2:g} 7 0 0 0 {right:g} {top + 7:g}"/>'
        if shape == "book":
            left, top = frame.x - frame.width / 2 + 7, frame.y - frame.height / 2
            yield f'<path class="line" d="M{left:g} {top:g}V{top + frame.height:g}"/>'
        y = frame.y - frame.height / 2 + 9 + SMALL + (10 if shape == "cylinder" else 0)
        yield f'<text class="class" x="{frame.x:g}" y="{y:g}">{kind}</text>'
        for line in self._lines(box):
            y += SIZE * LINE
            yield f'<text class="label" x="{frame.x:g}" y="{y:g}">{escape(line)}</text>'
        y += 3
        for name, value in self._rows(box):
            for number, line in enumerate(self._row(box, name, value)):
                y += SMALL * LINE
                first = escape(line.removeprefix(name)) if number == 0 else escape(line)
                key = f'<tspan class="key">{name}</tspan>' if number == 0 else ""
                yield f'<text class="row" x="{frame.x:g}" y="{y:g}">{key}{first}</text>'
        yield "</g>"

    def _arrow(self, picture: Picture, triple: ox.Triple, frames: Mapping[str, Frame]) -> Iterable[str]:
        ends = [str(getattr(term, "value", "")).removeprefix(self.base) for term in (triple.subject, triple.object)]
        (x1, y1), (x2, y2) = between(frames[ends[0]], frames[ends[1]])
        name = curie(triple.predicate.value).removeprefix("hg:")
        derived = " derived" if triple in self.derived else ""
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        yield f'<path class="arrow{derived}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}" marker-end="url(#{picture.name}-head)"/>'
        yield f'<text class="relation" x="{x:g}" y="{y + 4:g}">{name}</text>'


def sheet(name: str, says: str, width: int, height: int, parts: Iterable[str]) -> str:
    """Return a picture on its ground, with the words for those who do not see it; its colours are those of the site."""
    style = escape(static_text("palette.css") + static_text("picture.css"), quote=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {width} {height}" width="{width}"'
        f' role="img" aria-labelledby="{name}-says">\n<style>{style}</style>\n'
        f'<title id="{name}-says">{escape(says)}</title>\n'
        '<rect class="ground" width="100%" height="100%" rx="6"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def between(one: Frame, other: Frame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where an arrow leaves and arrives: level or upright where the boxes overlap that way, else slanting."""
    left = max(one.x - one.width / 2, other.x - other.width / 2)
    right = min(one.x + one.width / 2, other.x + other.width / 2)
    top = max(one.y - one.height / 2, other.y - other.height / 2)
    bottom = min(one.y + one.height / 2, other.y + other.height / 2)
    if right - left > 24:
        x = (left + right) / 2
        down = 1 if other.y > one.y else -1
        return (x, one.y + down * one.height / 2), (x, other.y - down * (other.height / 2 + 1))
    if bottom - top > 16:
        y = (top + bottom) / 2
        across = 1 if other.x > one.x else -1
        return (one.x + across * one.width / 2, y), (other.x - across * (other.width / 2 + 1), y)
    across = 1 if other.x > one.x else -1
    return (one.x + across * one.width / 2, one.y), (other.x - across * (other.width / 2 + 1), other.y)


def look(kind: str) -> tuple[str, str]:
    """Return the shape and the hue of a kind of thing."""
    return LOOKS.get(kind.removeprefix("hg:"), ("record", "ink"))


def outline(shape: str, frame: Frame) -> str:
    """Return the outline of a shape, as static/network/shapes.js draws it."""
    x, y, w, h = frame.x, frame.y, frame.width, frame.height
    left, right, top, bottom = x - w / 2, x + w / 2, y - h / 2, y + h / 2
    if shape in ("card", "pill", "banner", "record"):
        r = {"card": 9, "pill": min(h / 2, 20), "banner": 4, "record": 2}[shape]
        return (
            f"M{left + r:g} {top:g}H{right - r:g}A{r:g} {r:g} 0 0 1 {right:g} {top + r:g}V{bottom - r:g}"
            f"A{r:g} {r:g} 0 0 1 {right - r:g} {bottom:g}H{left + r:g}A{r:g} {r:g} 0 0 1 {left:g} {bottom - r:g}"
            f"V{top + r:g}A{r:g} {r:g} 0 0 1 {left + r:g} {top:g}z"
        )
    if shape == "hexagon":
        near, far = left + 15, right - 15
        return f"M{left:g} {y:g}L{near:g} {top:g}H{far:g}L{right:g} {y:g}L{far:g} {bottom:g}H{near:g}z"
    if shape == "ticket":
        return f"M{left:g} {top:g}H{right - 13:g}L{right:g} {top + 13:g}V{bottom:g}H{left:g}z"
    if shape == "parallelogram":
        return f"M{left + 12:g} {top:g}H{right:g}L{right - 12:g} {bottom:g}H{left:g}z"
    if shape == "cylinder":
        return (
            f"M{left:g} {top + 7:g}A{w / 2:g} 7 0 0 1 {right:g} {top + 7:g}V{bottom - 7:g}"
            f"A{w / 2:g} 7 0 0 1 {left:g} {bottom - 7:g}z"
        )
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}z"
