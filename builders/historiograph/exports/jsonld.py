"""JSON-LD 1.1 in compact form, with the project's context inside the file or by reference.

It keeps to what readers of JSON-LD 1.0 and 1.1 agree on: no `@version`, no scoped contexts, no `@list`, no graph or id
containers. Keys are those that authors write in YAML (https://www.w3.org/TR/json-ld11/#compact-iris for the rest);
things, keys and values come in a fixed order, each on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import orjson
import pyoxigraph as ox

from historiograph.errors import InputError
from historiograph.namespaces import CONTEXT, HG, RDF_TYPE, context, local_name, prefixes

__all__ = ["jsonld"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(f"{_XSD}{name}" for name in ("integer", "nonNegativeInteger"))
_SMALL = re.compile(r"(?:0|-?[1-9]\d{0,14})\Z")
"""A whole number that every JSON reader keeps, in the one form that JSON-LD gives it back in."""
_PLAIN = re.compile(r"[A-Z][A-Za-z]*\Z")


def jsonld(statements: Iterable[ox.Quad | ox.Triple], names: Mapping[str, str], base: str, *, inline: bool) -> bytes:
    """Return statements as one JSON-LD document.

    Args:
        statements: sorted by graph, subject, then predicate.
        names: prefix -> namespace, of what the statements use.
        base: the dataset's base IRI.
        inline: whether the context is in the file; else the file points to `namespaces.CONTEXT`, and holds only what
            that does not have. Readers then fetch it, unless they bring their own copy.

    Raises:
        InputError: for a statement about a statement, which JSON-LD cannot write.
    """
    listed = list(statements)
    words = _Words(listed, names)
    graphs = [
        (graph, _nodes(quads, words))
        for graph, quads in groupby(listed, key=lambda one: getattr(one, "graph_name", _DEFAULT))
    ]
    body: list[dict[str, Any]] = []
    for graph, nodes in graphs:
        body += nodes if isinstance(graph, ox.DefaultGraph) else [{"id": words.reference(graph), "@graph": nodes}]
    written = words.context() if inline else words.context_by_reference(base)
    return orjson.dumps({"@context": written, "@graph": body}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


_DEFAULT = ox.DefaultGraph()


def _nodes(statements: Iterable[ox.Quad | ox.Triple], words: _Words) -> list[dict[str, Any]]:
    """Return one object a subject."""
    found = []
    for subject, group in groupby(statements, key=lambda one: one.subject):
        node: dict[str, Any] = {"id": words.reference(subject)}
        for predicate, same in groupby(group, key=lambda one: one.predicate.value):
            for term in (one.object for one in same):
                key, value = words.value(predicate, term)
                if isinstance(value, dict) and key in words.by_language:
                    ((language, text),) = value.items()
                    _add(node.setdefault(key, {}), language, text)
                else:
                    _add(node, key, value)
        found.append(node)
    return found


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """Put a value under a key: by itself if it is the only one."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, tuple[str, str]]:
    """Return property -> the key that means it, and the type or container of its values."""
    found: dict[str, tuple[str, str]] = {}
    for key, meaning in context().items():
        if isinstance(meaning, dict) and "@id" in meaning:
            prefix, _, local = meaning["@id"].partition(":")
            kind: str = meaning.get("@type") or meaning.get("@container") or ""
            found.setdefault(prefixes()[prefix] + local, (key, kind))
    return found


@lru_cache(maxsize=1)
def _by_language() -> frozenset[str]:
    return frozenset(key for key, kind in _keys().values() if kind == "@language")


@lru_cache(maxsize=1)
def _taken() -> frozenset[str]:
    """Return the words of the context that no prefix of a document may be."""
    return frozenset(context().keys() - prefixes().keys())


class _Words:
    """What the keys and prefixes of a document mean, and which of them it used."""

    def __init__(self, statements: Sequence[ox.Quad | ox.Triple], names: Mapping[str, str]) -> None:
        schemes = {iri.partition(":")[0] for iri in _iris(statements)}
        self._links = _links(statements)
        taken = {*_taken(), *map(local_name, self._links)}
        distinct = {f"{name}s" if name in taken else name: iri for name, iri in names.items()}
        self._names = {name: iri for name, iri in distinct.items() if name not in schemes | taken}
        self._longest_first = sorted(self._names.items(), key=lambda item: (-len(item[1]), item))
        self._keys = _keys()
        self._links -= self._keys.keys()
        self.by_language = _by_language()
        self._used: set[str] = set()
        self._references: dict[str, str] = {}

    def value(self, predicate: str, term: Any) -> tuple[str, Any]:
        """Return the key and the value by which a document says that something has this property."""
        if isinstance(term, ox.Triple):
            raise InputError("JSON-LD cannot write a statement about a statement; choose turtle or ntriples")
        if predicate == RDF_TYPE and not isinstance(term, ox.Literal):
            return "type", self._class(term)
        key, kind = self._keys.get(predicate, ("", ""))
        literal = isinstance(term, ox.Literal)
        if not key and predicate in self._links:
            key, kind = predicate.removeprefix(HG), "@id"
        if key and not literal and kind == "@id":
            self._used.add(predicate)
            return key, self.reference(term)
        if key and literal and kind == "@language" and term.language:
            self._used.add(predicate)
            return key, {term.language: term.value}
        if key and literal and not term.language and kind == self.reference(term.datatype):
            self._used.add(predicate)
            return key, _native(term)
        if not literal:
            return self.reference(ox.NamedNode(predicate)), {"id": self.reference(term)}
        detail = {}
        if term.language:
            detail = {"@language": term.language}
        elif term.datatype.value != f"{_XSD}string":
            detail = {"@type": self.reference(term.datatype)}
        return self.reference(ox.NamedNode(predicate)), {"@value": term.value, **detail}

    def reference(self, term: Any) -> str:
        """Return an IRI with a prefix where there is one, or the name of a blank node."""
        if isinstance(term, ox.BlankNode):
            return str(term)
        iri: str = term.value
        if iri not in self._references:
            # What begins with // after its prefix would be read as an IRI with an authority.
            fitting = (
                f"{name}:{iri[len(space) :]}"
                for name, space in self._longest_first
                if iri.startswith(space) and not iri.startswith("//", len(space))
            )
            self._references[iri] = next(fitting, iri)
        return self._references[iri]

    def _class(self, term: Any) -> str:
        local = term.value.removeprefix(HG) if isinstance(term, ox.NamedNode) else ""
        plain = local != getattr(term, "value", "") and _PLAIN.match(local) and local not in context()
        return local if plain else self.reference(term)

    def context(self) -> dict[str, Any]:
        """Return the context: prefixes first, then keys, each with what it means."""
        keys: dict[str, Any] = {}
        for predicate in self._used:
            key, kind = self._keys.get(predicate, (predicate.removeprefix(HG), "@id"))
            how = "@container" if kind == "@language" else "@type"
            keys[key] = {"@id": self.reference(ox.NamedNode(predicate)), how: kind}
        return {
            **dict(sorted(self._names.items())),
            "@vocab": HG,
            "id": "@id",
            "type": "@type",
            **dict(sorted(keys.items())),
        }

    def context_by_reference(self, base: str) -> list[Any]:
        """Return the address of the shared context, and after it what only this document needs."""
        shared = context()
        own = {key: meaning for key, meaning in self.context().items() if key not in shared}
        return [CONTEXT, {**({"@base": base} if base else {}), **own}]


def _native(literal: ox.Literal) -> str | int | bool:
    if literal.datatype.value in _INTEGERS and _SMALL.match(literal.value):
        return int(literal.value)
    if literal.datatype.value == f"{_XSD}boolean" and literal.value in ("true", "false"):
        return literal.value == "true"
    return literal.value


def _iris(statements: Iterable[ox.Quad | ox.Triple]) -> set[str]:
    found = set()
    for one in statements:
        for term in (one.subject, one.predicate, one.object, getattr(one, "graph_name", None)):
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif isinstance(term, ox.Literal):
                found.add(term.datatype.value)
    return found


def _links(statements: Iterable[ox.Quad | ox.Triple]) -> set[str]:
    """Return those properties of the ontology that lead to things only."""
    literal = {one.predicate.value for one in statements if isinstance(one.object, ox.Literal)}
    every = {one.predicate.value for one in statements} - literal
    return {iri for iri in every if iri.startswith(HG) and iri.removeprefix(HG) not in context()}
