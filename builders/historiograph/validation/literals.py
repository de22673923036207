"""What a store does not keep of literals: it holds numbers and booleans by value, and every whole number as one kind.

To it `"01"^^xsd:integer` is `1`, and so is `"1"^^xsd:nonNegativeInteger`. What it is asked is then only as true as
the literals of a property are all alike; so they are looked at on their way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pyoxigraph as ox

from historiograph.validation.shapes_graph import RDF, XSD, Term

__all__ = ["MIXED", "WHOLE", "Kinds", "is_typed"]

MIXED = ""
"""Stands for the datatypes of a property of which the store may have merged or changed values."""
_KEPT = {XSD + "string", XSD + "anyURI", RDF + "langString"}
_FORMS = {
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    XSD + "nonNegativeInteger": re.compile(r"0|[1-9][0-9]{0,17}"),
    XSD + "positiveInteger": re.compile(r"[1-9][0-9]{0,17}"),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "decimal": re.compile(r"0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
WHOLE = {one for one in _FORMS if one.endswith("nteger")}
"""Kinds of whole number that are told apart."""


class Kinds:
    """The datatypes, other than those of texts, that the literals of each property have.

    Attributes:
        quoting: whether some statement is about another statement (RDF 1.2), which SHACL does not know of.
    """

    def __init__(self) -> None:
        """Know of none."""
        self.quoting = False
        self._of: dict[str, set[str]] = {}

    def noting(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """Yield the quads as they are."""
        for quad in quads:
            value = quad.object
            if isinstance(value, ox.Literal) and not value.language:
                datatype = value.datatype.value
                if datatype != XSD + "string":
                    self._of.setdefault(quad.predicate.value, set()).add(_kind(value.value, datatype))
            elif isinstance(value, ox.Triple):
                self.quoting = True
            yield quad

    def of(self, properties: Iterable[str]) -> set[str]:
        """Return the datatypes of all values of some properties; `MIXED` among them if the store did not keep them.

        Values of two kinds of whole number are not told apart, so these are mixed.
        """
        found = {kind for one in properties for kind in self._of.get(one, ())}
        return found | {MIXED} if len(found & WHOLE) > 1 else found


def _kind(text: str, datatype: str) -> str:
    """Return the datatype, or `MIXED` if the text is not the one way to write its value."""
    if datatype in _KEPT or not datatype.startswith((XSD, RDF)):
        return datatype
    form = _FORMS.get(datatype)
    return datatype if form and form.fullmatch(text) and (datatype != XSD + "date" or _is_date(text)) else MIXED


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_typed(one: Term) -> bool:
    """Return whether a term is a literal other than a text."""
    return isinstance(one, ox.Literal) and not one.language and one.datatype.value != XSD + "string"
