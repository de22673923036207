"""The authoring format as JSON Schema (draft 7, which editors read), for completion, hover text and errors.

Nothing is said here that the ontology, the shapes, the context and the loader do not say; a schema sees one file only,
so what joins records (does this id exist, is this holder the author?) is left to `check`.
"""

from __future__ import annotations

from typing import Any

from historiograph.authoring.rules import Rule, Words, words
from historiograph.loading.header import KEYS, NEEDED, SEVERAL
from historiograph.loading.keys import Key
from historiograph.loading.records import FILLED_BY_REPORTER, PASSAGE_KEYS, SHOWN
from historiograph.loading.sections import (
    FINGERPRINTS,
    NAMED_BY_CONTENT,
    SECTION_OF_NESTED_KEY,
    Section,
)
from historiograph.namespaces import HG, local_name
from historiograph.vocabulary import NO_FILES, OwnFiles

__all__ = ["schema"]

Schema = dict[str, Any]

_SLUG = "[a-z0-9]+(--?[a-z0-9]+)*"
_WITH_SOURCE = "In which digitised text it stands; the file's `source` where left out."
_OA = "http://www.w3.org/ns/oa#"


def schema(own: OwnFiles = NO_FILES) -> Schema:
    """Return the schema of one YAML file of a dataset, with what its own files add.

    Raises:
        DataError: if these are wrong.
    """
    known = words(own)
    sections = {
        name: {
            "description": f"{known.definition(known.class_of(section))} Each record begins with `- `.".strip(),
            **_one_or_more({"$ref": f"#/definitions/{name}"}),
        }
        for name, section in known.form.sections.items()
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a historiograph dataset",
        "description": "Sections, each a list of records of one class; keys are the ontology's own names.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            "dataset": {"$ref": "#/definitions/dataset"},
            "reporter": {
                **_reference(("agent",)),
                "description": "Who reports what the file holds: the author of the text. A record may say otherwise.",
            },
            "source": {
                **_reference(("text",)),
                "description": "The digitised text in which the file's passages stand. A record may say otherwise.",
            },
            **sections,
            FINGERPRINTS: {
                "description": "Marks to find passages by in other copies; `historiograph fingerprint` writes them.",
                "type": "object",
                "patternProperties": {"^[0-9]+-[0-9]+$": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "definitions": {
            "dataset": _dataset(),
            "passage": _passage(known),
            **{name: _record(known, section) for name, section in known.form.sections.items()},
            **{
                f"{section.key}-in-{key}": _record(known, section, inside=key)
                for key, section in SECTION_OF_NESTED_KEY.items()
            },
        },
    }


def _record(known: Words, section: Section, inside: str = "") -> Schema:
    """Return the schema of a record of a section, or of one that stands inside another under a key."""
    found: dict[str, Schema] = {
        "id": {
            "type": "string",
            "pattern": f"^{_SLUG}$",
            "patternErrorMessage": "An id is lower-case letters a to z, digits and single hyphens.",
            "description": "A short, stable slug, unique in its kind.",
        },
        "type": {
            **_one_or_more({"type": "string"}),
            "description": "A further class, such as `bibo:Book`.",
        },
    }
    required = set() if section.key in NAMED_BY_CONTENT else {"id"}
    above = _opposite(known, inside)
    for path, rule in _rules_of(known, section).items():
        key = known.key_of(path)
        if key is None or key == above:
            continue
        found[key] = _property(known, key, rule)
        if rule.required:
            required.add(key)
    for key, domains in known.form.domains.items():
        if key not in found and (not domains or domains & set(section.types)):
            found[key] = _property(known, key, Rule())
    for key in SECTION_OF_NESTED_KEY:
        if key not in found and _hosts(known, key) & {known.class_iri(name) for name in section.types}:
            found[key] = _property(known, key, Rule())
    filled = FILLED_BY_REPORTER.get(section.types[0])
    if filled is not None:
        found["reporter"] = _property(known, "reporter", Rule(single=True))
        required.discard(filled)
    if section.from_source:
        found["source"] = {**_reference(("text",)), "description": _WITH_SOURCE}
    record: Schema = {"type": "object", "additionalProperties": False}
    if section.key == "identifications":
        found |= {key: _property(known, key, known.rule_of(known.path_of(key))) for key in SHOWN}
        required.discard("shows")
        record["anyOf"] = [{"required": [key]} for key in ("shows", *SHOWN)]
    return {
        "description": known.definition(known.class_of(section)),
        **record,
        "required": sorted(required),
        "properties": found,
    }


def _passage(known: Words) -> Schema:
    asked = {**known.rules[HG + "Passage"], **known.rules[_OA + "TextPositionSelector"]}
    by_key = {
        key: rule for path, rule in asked.items() if (key := known.key_of(path)) in PASSAGE_KEYS and key is not None
    }
    return {
        "description": known.definition(HG + "Passage"),
        "type": "object",
        "additionalProperties": False,
        "required": sorted(key for key, rule in by_key.items() if rule.required),
        "properties": {
            **{key: _property(known, key, rule) for key, rule in by_key.items()},
            "source": {**_reference(("text",)), "description": _WITH_SOURCE},
        },
    }


def _dataset() -> Schema:
    meant = {
        "id": "A slug; it names the files of a build.",
        "base": "The web address below which everything is named; it ends in `/`.",
        "language": "The language of texts that do not say theirs, such as `en`.",
        "issued": "When this version appeared: a date such as 2026-11-22.",
        "creator": "Who is cited: `Family, Given`, with an ORCID address behind it in brackets, or an organisation.",
        "license": "The address of the licence, such as https://creativecommons.org/licenses/by/4.0/ .",
        "keywords": "What catalogues list it under.",
        "doi": "The DOI of this edition, such as 10.5281/zenodo.1234567.",
    }
    one: Schema = {"type": ["string", "number"]}
    patterns = {"id": "^[a-z0-9]+(-[a-z0-9]+)*$", "base": "^https?://[^ ]+/$"}
    return {
        "description": "What the dataset is called, and the address below which all that is in it has its name.",
        "type": "object",
        "additionalProperties": False,
        "required": sorted(NEEDED),
        "properties": {
            key: {
                "description": meant.get(key, f"The dataset's {key}."),
                **(_one_or_more(one) if key in SEVERAL else one),
                **({"pattern": patterns[key]} if key in patterns else {}),
            }
            for key in sorted(KEYS)
        },
    }


def _rules_of(known: Words, section: Section) -> dict[tuple[str, bool], Rule]:
    found: dict[tuple[str, bool], Rule] = {}
    for name in reversed(section.types):
        found |= known.rules.get(known.class_iri(name), {})
    return found


def _hosts(known: Words, key: str) -> set[str]:
    """Return the classes of the records in which a key with records may stand."""
    iri, backwards = known.path_of(key)
    nested = known.rules.get(HG + SECTION_OF_NESTED_KEY[key].types[0], {})
    return nested[iri, False].classes if backwards else set()


def _opposite(known: Words, key: str) -> str | None:
    """Return the key that would say again what standing inside another record says."""
    if not key:
        return None
    iri, backwards = known.path_of(key)
    return known.key_of((iri, not backwards))


def _property(known: Words, key: str, rule: Rule) -> Schema:
    nested = SECTION_OF_NESTED_KEY.get(key)
    meant = known.definition(HG + nested.types[0]) if nested else known.definition(known.path_of(key)[0])
    advice = rule.advice or known.rule_of(known.path_of(key)).advice
    described = {"description": " ".join(filter(None, (meant, advice)))}
    if key == "passage":
        return {**described, **_one_or_more({"$ref": "#/definitions/passage"})}
    spec = known.form.keys[key]
    if nested is not None:
        return {**described, **_one_or_more({"$ref": f"#/definitions/{nested.key}-in-{key}"})}
    one = _value(known, spec, rule)
    several = spec.holds in ("string", "reference", "same-kind", "iri", "value") and not rule.single
    return {**described, **(_one_or_more(one) if several else one)}


def _value(known: Words, spec: Key, rule: Rule) -> Schema:
    match spec.holds:
        case "text":
            text = {"type": "string", "minLength": 1}
            by_language = {
                "type": "object",
                "minProperties": 1,
                "patternProperties": {"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$": text},
                "additionalProperties": False,
            }
            return {"anyOf": [text, by_language, {"type": "array", "minItems": 1, "items": text}]}
        case "string":
            limits = {"pattern": rule.pattern, "patternErrorMessage": rule.message} if rule.pattern else {}
            return {"type": ["string", "number"], **limits}
        case "decimal":
            return {"type": ["number", "string"], "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}
        case "integer":
            return {"type": "integer", "minimum": rule.minimum or 0}
        case "boolean":
            return {"type": "boolean"}
        case "reference":
            return _reference(spec.kinds)
        case "iri":
            return {"type": "string", "pattern": rule.pattern or "^[A-Za-z][A-Za-z0-9+.-]*://[^ ]+$"}
        case "value":
            own = [iri for iri in spec.words.values() if iri not in rule.values and (spec.base or not rule.values)]
            values = [*rule.values, *own]
            return {
                "enum": [local_name(value) for value in values],
                "markdownEnumDescriptions": [known.definition(value) for value in values],
            }
        case _:
            return _reference(())


def _reference(kinds: tuple[str, ...]) -> Schema:
    before = f"(({'|'.join(kinds)})/)?" if len(kinds) > 1 else ""
    what = " or ".join(f"`{kind}/slug`" for kind in kinds) if len(kinds) > 1 else "the bare id"
    return {
        "type": "string",
        "pattern": f"^{before}{_SLUG}$",
        "patternErrorMessage": f"Write the id of a record: {what}." if len(kinds) < 2 else "Write the id of a record.",
    }


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}
