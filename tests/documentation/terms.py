"""docs/reference/terms.md: every class with its keys, every property, every value."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from documentation.tables import table
from historiograph.authoring.rules import Path, Rule, words
from historiograph.loading.keys import keys
from historiograph.loading.sections import NAMED_BY_CONTENT, SECTIONS
from historiograph.namespaces import HG, curie, local_name
from historiograph.resources import resource

HEAD = """\
# Terms

Every class, property and value of the project, with the keys that authors write and what the shapes ask of them; all
that is checked says [Findings](../findings.md). The [model in pictures](../model.md) shows how the terms hang together.
A key is written in the records of a section; `*` marks those without which a record is refused.

Made by `make docs` from `ontology/`; not to be edited.
"""
Said = dict[str, dict[str, list[str]]]


def page() -> str:
    """Return the page as it should be."""
    said = _said("ontology/historiograph.ttl")
    own = sorted(iri for iri in said if iri.startswith(HG))
    classes = [iri for iri in own if "Class" in _kinds(said, iri)]
    properties = [iri for iri in own if any(kind.endswith("Property") for kind in _kinds(said, iri))]
    parts = [HEAD, "## Classes\n"]
    parts += ["\n".join(_class(said, iri)) for iri in classes]
    parts.append("## Properties\n")
    parts += ["\n".join(_property(said, iri)) for iri in properties]
    parts.append("## Values\n")
    parts += _values()
    return "\n".join(parts)


def _class(said: Said, iri: str) -> Iterator[str]:
    name = local_name(iri)
    section = next((one for one in SECTIONS.values() if one.types[0] == name), None)
    yield f"### {name}\n"
    yield from _meaning(said[iri])
    facts = [f"A kind of {', '.join(map(_linked, wider))}"] if (wider := said[iri].get("subClassOf")) else []
    if section:
        facts.append(f"section `{section.key}`, named `{section.kind}/…`")
    if facts:
        yield ". ".join(one[0].upper() + one[1:] for one in facts) + ".\n"
    if not section:
        return
    asked: dict[Path, Rule] = {}
    for kind in section.types:
        asked |= words().rules.get(HG + kind, {})
    rows = []
    for path, rule in asked.items():
        key = words().key_of(path)
        if key and (key in keys() or key == "passage"):
            mark = " *" if rule.required else ""
            rows.append((f"`{key}`{mark}", _takes(key, rule), rule.advice))
    if section.key not in NAMED_BY_CONTENT:
        rows.append(("`id` *", "a slug", "Lower-case letters, digits and single hyphens; stable for ever."))
    if rows:
        yield table(("key", "takes", "how to write it"), sorted(rows, key=lambda row: ("*" not in row[0], row)))


def _takes(key: str, rule: Rule) -> str:
    known = keys().get(key)
    if key == "passage":
        return "passages"
    if known is None:
        return ""
    words = {
        "text": "text, or text by language",
        "string": "text",
        "decimal": "a number",
        "integer": "a whole number",
        "boolean": "true or false",
        "same-kind": "an id of the same kind",
        "iri": "an IRI",
        "nested": "records",
    }
    if known.holds == "reference":
        told = "an id of " + ", ".join(known.kinds)
    elif known.holds == "value":
        told = ", ".join(local_name(value) for value in rule.values) or "a value"
    else:
        told = words[known.holds]
    return told if rule.single or known.holds in ("text", "nested") else f"{told}; several"


def _property(said: Said, iri: str) -> Iterator[str]:
    yield f"### {local_name(iri)}\n"
    yield from _meaning(said[iri])
    facts = []
    domain, range_ = (said[iri].get(name, []) for name in ("domain", "range"))
    if domain or range_:
        facts.append(f"From {_or(domain)} to {_or(range_)}")
    if wider := said[iri].get("subPropertyOf"):
        facts.append(f"A kind of {', '.join(map(_linked, wider))}")
    paths = [(iri, False), (iri, True)]
    written = [f"`{key}`" for key in filter(None, map(words().key_of, paths))]
    facts.append(f"Key {', '.join(written)}" if written else "Not written by hand")
    yield ". ".join(facts) + ".\n"


def _or(iris: list[str]) -> str:
    return ", ".join(map(_linked, iris)) or "anything"


def _meaning(values: dict[str, list[str]]) -> Iterator[str]:
    told = values.get("definition") or values.get("comment") or [""]
    yield f"{told[0]}\n"
    for example in values.get("example", ())[:1]:
        yield f"*For example:* {example}\n"
    for note in values.get("scopeNote", ())[:1]:
        yield f"{note}\n"


def _values() -> Iterator[str]:
    said = _said("ontology/vocabularies.ttl")
    for iri, values in said.items():
        if "ConceptScheme" not in _kinds(said, iri):
            continue
        rows = [
            (f"`{local_name(one)}`", said[one].get("definition", [""])[0])
            for one in values.get("hasTopConcept", ())
            if one in said
        ]
        definition = values.get("definition", [""])[0]
        yield f"### {values.get('title', [local_name(iri)])[0]}\n\n{definition}\n\n`{iri}`\n"
        yield table(("value", "means"), rows)


def _linked(iri: str) -> str:
    name = curie(iri)
    return f"[`{name}`](#{local_name(iri).lower()})" if iri.startswith(HG) else f"`{name}`"


def _kinds(said: Said, iri: str) -> set[str]:
    return {local_name(kind) for kind in said[iri].get("type", ())}


@lru_cache(maxsize=2)
def _said(name: str) -> Said:
    """Return subject -> property -> values of a Turtle file, in its order."""
    found: Said = {}
    for quad in ox.parse(resource(name).read_bytes(), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode):
            values = found.setdefault(quad.subject.value, {})
            values.setdefault(local_name(quad.predicate.value), []).append(str(getattr(quad.object, "value", "")))
    return found
