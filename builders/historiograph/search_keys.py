"""What a search looks through: the folded names and texts of things, as quads for the derived graph.

Every store answers `CONTAINS`, and none folds names alike, so the folding is done once, here, and what is looked for
is folded in the same way (see `historiograph.folding`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from historiograph.folding import fold_both
from historiograph.namespaces import HG

__all__ = ["NAME_KEY", "READ", "TEXT_KEY", "keys_of", "school_name_keys", "search_keys"]

NAME_KEY = ox.NamedNode(HG + "nameKey")
TEXT_KEY = ox.NamedNode(HG + "textKey")

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMES = frozenset(
    ox.NamedNode(iri)
    for iri in (
        _SKOS + "prefLabel",
        "http://xmlns.com/foaf/0.1/name",
        "http://purl.org/dc/terms/title",
        _SKOS + "altLabel",
    )
)
_SCHOOL_NAME = ox.NamedNode(HG + "schoolName")
_LITERAL_FORM = ox.NamedNode("http://www.w3.org/2008/05/skos-xl#literalForm")
_TEXTS = frozenset((ox.NamedNode(HG + "gist"), ox.NamedNode(_SKOS + "definition")))
READ = frozenset(prop.value for prop in (*_NAMES, *_TEXTS, _SCHOOL_NAME, _LITERAL_FORM))
"""The properties that are read: statements with others are nothing to a search."""


def search_keys(authored: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield one `hg:nameKey` for each name of a thing, and one `hg:textKey` for what its gist and definition say.

    Args:
        authored: the store to read names and texts from.
        graph: the graph that the quads are to lie in.
    """
    for prop in (*_NAMES, *_TEXTS):
        for quad in authored.quads_for_pattern(None, prop, None, None):
            yield from keys_of(quad, graph)
    yield from school_name_keys(authored, graph)


def keys_of(quad: ox.Quad, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the keys that come of one statement alone, for a load that sees each statement once."""
    if quad.predicate in _NAMES:
        yield from _keys(quad.subject, NAME_KEY, quad.object, graph)
    elif quad.predicate in _TEXTS:
        yield from _keys(quad.subject, TEXT_KEY, quad.object, graph)


def school_name_keys(authored: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the keys of schools for those of their names that are records of their own."""
    for named in authored.quads_for_pattern(None, _SCHOOL_NAME, None, None):
        name = named.object
        if isinstance(name, ox.Literal):
            continue
        for quad in authored.quads_for_pattern(name, _LITERAL_FORM, None, None):
            yield from _keys(named.subject, NAME_KEY, quad.object, graph)


def _keys(thing: object, prop: ox.NamedNode, text: object, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    if isinstance(thing, ox.NamedNode) and isinstance(text, ox.Literal):
        for key in fold_both(text.value):
            if key:
                yield ox.Quad(thing, prop, ox.Literal(key), graph)
