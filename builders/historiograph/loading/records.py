"""The walk over an author's records: defaults, types, passages and values, into JSON-LD nodes by named graph.

The records are changed in place; the context then turns them into triples. Two passes: the first gives every record
its IRI (see `identities`), so that the second can tell a reference to nothing from one to a later file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from historiograph.findings import Finding
from historiograph.loading.dates import edtf_years
from historiograph.loading.documents import Document
from historiograph.loading.fingerprints import fingerprint_nodes
from historiograph.loading.format import OURS, Format
from historiograph.loading.identities import Identities, Record
from historiograph.loading.problems import KeyPath, Problems
from historiograph.loading.sections import AUTHORITIES, FINGERPRINTS, SECTION_OF_NESTED_KEY, SECTIONS, Section
from historiograph.loading.source_map import SourceMap
from historiograph.loading.values import Values
from historiograph.namespaces import prefixes

__all__ = ["FILLED_BY_REPORTER", "PASSAGE_KEYS", "SHOWN", "RecordWalk"]

_DATES = ("edtf", "issued", "born", "died")
PASSAGE_KEYS = frozenset({"section", "paragraph", "page", "start", "end", "passageDigest", "source"})
_RECORD_KEYS = ("id", "type", "passage", "reporter", "source")
FILLED_BY_REPORTER = {
    "Stance": "reporter",
    "Membership": "accordingTo",
    "SchoolName": "accordingTo",
    "Reference": "accordingTo",
    "Inference": "accordingTo",
    "Rebuttal": "accordingTo",
    "Undercut": "accordingTo",
    "Undermining": "accordingTo",
    "Qualification": "accordingTo",
    "Weighing": "accordingTo",
}
"""Which key of a record the file's `reporter` stands in for."""
SHOWN = ("sameAs", "born", "died", "issued", "isbn", "doi")
"""Keys of an identification that are said of what it identifies."""


class RecordWalk:
    """Turns the documents of one dataset into JSON-LD nodes, graph by graph.

    Attributes:
        graphs: name of the named graph -> the nodes that lie in it.
    """

    def __init__(self, form: Format = OURS) -> None:
        self.graphs: dict[str, list[Record]] = {}
        self._form = form
        self._problems = Problems()
        self._identities = Identities(self._problems, form.sections)
        self._values = Values(self._identities, self._problems)
        self._keys = form.keys

    @property
    def findings(self) -> list[Finding]:
        """What is wrong, in the order met."""
        return self._problems.findings

    @property
    def source_map(self) -> SourceMap:
        """Where every record is written."""
        return self._problems.source_map

    def declare(self, document: Document) -> None:
        """First pass: give every record of a document its IRI."""
        self._identities.declare(document)

    def expand(self, document: Document) -> None:
        """Check the records of a document and add them, as JSON-LD nodes, to their graphs."""
        defaults = self._defaults(document)
        for name, section in self._form.sections.items():
            for index, record in enumerate(document.data.get(name, ())):
                self._expand(document.path, section, record, (name, index), defaults)
                if name == "identifications":
                    self._shown(record, record.get("identifies"))
                self._node_of(section, record, record.pop("source", defaults.get("source")))

    def add_fingerprints(self, document: Document) -> None:
        """Third pass, when all passages are known: add the marks by which they are found in other copies."""
        if FINGERPRINTS in document.data:
            source = self._defaults(document).get("source")
            nodes = fingerprint_nodes(document, source, self._problems)
            self.graphs.setdefault(source or AUTHORITIES, []).extend(nodes)

    def _defaults(self, document: Document) -> Record:
        defaults: Record = {}
        for key, kind in (("reporter", "agent"), ("source", "text")):
            if (value := document.data.get(key)) is not None:
                slug = self._values.reference(value, (kind,), document.path, (key,), key)
                if slug is not None:
                    defaults[key] = slug
        return defaults

    def _node_of(self, section: Section, record: Record, source: str | None) -> None:
        graph = source if section.from_source and source else AUTHORITIES
        self.graphs.setdefault(graph, []).append(record)

    def _expand(self, file: Path, section: Section, record: Record, path: KeyPath, defaults: Record) -> None:
        own_source = record.get("source")
        if own_source is not None:
            own_source = self._values.reference(own_source, ("text",), file, (*path, "source"), "source")
            if own_source is None:
                del record["source"]
        here = {**defaults, "source": own_source} if own_source else defaults
        if (filled := FILLED_BY_REPORTER.get(section.types[0])) is not None:
            own = record.pop("reporter", None) if filled != "reporter" else record.get("reporter")
            reporter = own if own is not None else defaults.get("reporter")
            if filled not in record and reporter is not None:
                record[filled] = reporter
        record["type"] = self._types(section, record, file, path)
        for key in list(record):
            if key in ("id", "type", "source"):
                continue
            value = record[key]
            if value is None or value in ("", []):
                self._problems.fault(
                    "no-value", f"`{key}` has no value", "Write one, or delete the key.", file, (*path, key)
                )
                del record[key]
            elif key == "passage":
                record[key] = self._passages(value, here, file, path, record)
            elif (spec := self._keys.get(key)) is None:
                self._problems.unknown("key", key, [*self._keys, *_RECORD_KEYS], file, path)
                del record[key]
            elif spec.holds == "nested":
                self._nested(SECTION_OF_NESTED_KEY[key], record, key, file, path, here)
            elif (wanted := self._form.domains.get(key)) and not wanted & set(record["type"]):
                self._misplaced(key, wanted, record["type"], file, (*path, key))
                del record[key]
            else:
                expanded = self._values.check(spec, section.kind, value, file, (*path, key), key)
                if expanded is None:
                    del record[key]
                else:
                    record[key] = expanded
        for key in _DATES:
            if isinstance(date := record.get(key), str):
                self._date(record, key, date, file, (*path, key))

    def _nested(self, section: Section, record: Record, key: str, file: Path, path: KeyPath, defaults: Record) -> None:
        stay = []
        for index, nested in enumerate(record[key]):
            self._expand(file, section, nested, (*path, key, index), defaults)
            if key == "identifications":
                self._shown(nested, record["id"])
            source = nested.pop("source", None) or defaults.get("source")
            if section.from_source and (key != "stances" or source != defaults.get("source")):
                if key == "stances":
                    nested["onClaim"] = record["id"]
                self._node_of(section, nested, source)
                if key != "stances":
                    stay.append(nested["id"])
            else:
                stay.append(nested)
        record[key] = stay
        if not stay:
            del record[key]

    def _shown(self, identification: Record, subject: str | None) -> None:
        """Say of the subject what a source shows of it, and keep the bare words with the source, under `shows`."""
        said = {key: identification.pop(key) for key in SHOWN if key in identification}
        shows = identification.pop("shows", [])
        words = [shows] if isinstance(shows, str) else list(shows)
        for value in said.values():
            words += [value] if isinstance(value, str) else value
        if words:
            identification["shows"] = words
        if said and subject is not None:
            self._node_of(SECTIONS["identifications"], {"id": subject, **said}, None)

    def _types(self, section: Section, record: Record, file: Path, path: KeyPath) -> list[str]:
        types = list(section.types)
        extra = record.get("type", ())
        for name in [extra] if isinstance(extra, str) else extra:
            prefix, colon, local = str(name).partition(":")
            known = {name for other in self._form.sections.values() for name in other.types}
            if (own := local if colon and prefix == self._form.prefix else str(name)) in self._form.classes:
                self._add_own(own, types, section, file, (*path, "type"))
            elif name in known or (colon and prefix in prefixes()):
                if name not in types:
                    types.append(name)
            else:
                self._problems.fault(
                    "unknown-type",
                    f"there is no class '{name}'" + self._problems.did_you_mean(str(name), known),
                    "Use a class of the ontology, or one of another vocabulary with its prefix, such as `bibo:Book`.",
                    file,
                    (*path, "type"),
                )
        return types

    def _add_own(self, name: str, types: list[str], section: Section, file: Path, path: KeyPath) -> None:
        """Give a record a class of the dataset's own, if what the section makes can be one."""
        more = self._form.classes[name]
        if more[0] in types or more[0] not in {ours.types[0] for ours in SECTIONS.values()}:
            types += [one for one in more if one not in types]
            return
        self._problems.fault(
            "wrong-class",
            f"a record of `{section.key}` is no {name}",
            f"Write it under `{next(key for key, one in self._form.sections.items() if one.types == more)}`.",
            file,
            path,
        )

    def _misplaced(self, key: str, wanted: frozenset[str], types: list[str], file: Path, path: KeyPath) -> None:
        sections = [name for name, one in self._form.sections.items() if wanted & set(one.types)]
        self._problems.fault(
            "wrong-class",
            f"`{key}` is for a {' or a '.join(sorted(wanted))}, and this record is a {types[-1]}",
            f"Write the record under {' or '.join(f'`{name}`' for name in sections)}, or delete the key."
            if sections
            else "Delete the key.",
            file,
            path,
        )

    def _passages(self, value: Any, defaults: Record, file: Path, path: KeyPath, record: Record) -> list[Record] | None:
        opened = []
        for index, passage in enumerate(value if isinstance(value, list) else [value]):
            at: KeyPath = (*path, "passage", index)
            if not isinstance(passage, dict):
                self._problems.fault(
                    "bad-passage",
                    "a passage is a pointer, not text",
                    "Write `passage: {section: ..., start: 120, end: 245, passageDigest: ...}`.",
                    file,
                    at,
                )
                continue
            for key in [key for key in passage if key not in PASSAGE_KEYS]:
                self._problems.unknown("key", key, PASSAGE_KEYS, file, at)
                del passage[key]
            source = passage.pop("source", None)
            if source is not None:
                source = self._values.reference(source, ("text",), file, (*at, "source"), "source")
            source = source or defaults.get("source")
            span: Record = {}
            for key in ("start", "end", "paragraph"):
                if key in passage:
                    number = self._values.integer(None, "", passage.pop(key), file, (*at, key), key)
                    if number is not None:
                        (passage if key == "paragraph" else span)[key] = number
            for key in ("section", "page", "passageDigest"):
                if key in passage:
                    passage[key] = self._values.string(None, "", passage[key], file, (*at, key), key)
            where = f"{span.get('start', 'x')}-{span.get('end', 'x')}"
            if "x" in where or source is None:
                where += "--" + record["id"].replace("/", "--")
            name = f"{source or 'nowhere'}--{where}"
            passage["id"] = f"passage/{name}"
            passage["type"] = "Passage"
            if source is not None:
                passage["hasSource"] = f"text/{source}"
            if span:
                passage["hasSelector"] = {"id": f"selector/{name}", "type": "TextPositionSelector", **span}
            self._problems.source_map.note(passage["id"], file, at)
            self._problems.source_map.note(f"selector/{name}", file, at)
            opened.append(passage)
        return opened or None

    def _date(self, record: Record, key: str, date: str, file: Path, path: KeyPath) -> None:
        years = edtf_years(date)
        if years is None:
            self._problems.fault(
                "bad-date",
                f"`{key}: {date}` is no date",
                "Write an EDTF date: 1936, 1936-08, 1932/1933 for a span, 193X for a decade, 1934~ for about.",
                file,
                path,
            )
            del record[key]
        elif key == "edtf":
            record["earliestYear"], record["latestYear"] = years
