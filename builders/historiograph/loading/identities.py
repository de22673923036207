"""The first pass: every record of a dataset gets its IRI, written by the author or minted from what identifies it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from historiograph.loading.documents import Document
from historiograph.loading.keys import DEFAULTS
from historiograph.loading.problems import KeyPath, Problems
from historiograph.loading.sections import FINGERPRINTS, SECTION_OF_NESTED_KEY, SECTIONS, Section

__all__ = ["Identities", "Record", "is_slug", "slugified"]

Record = dict[str, Any]

_SLUGS = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)*\Z")
"""A slug, or several joined by `--`, as in the minted ones."""


class Identities:
    """The slugs in use, by kind of record."""

    def __init__(self, problems: Problems, sections: Mapping[str, Section] = SECTIONS) -> None:
        self.of_kind: dict[str, set[str]] = {section.kind: set() for section in sections.values()}
        self._sections = sections
        self._problems = problems

    def declare(self, document: Document) -> None:
        """Give every record of a document its IRI (relative to the dataset's base)."""
        for name in list(document.data):
            if name in (*DEFAULTS, "dataset", FINGERPRINTS):
                continue
            section = self._sections.get(name)
            if section is None:
                self._problems.unknown(
                    "section", name, [*self._sections, *DEFAULTS, "dataset", FINGERPRINTS], document.path, ()
                )
                del document.data[name]
                continue
            for index, record in self._records(document, (name,), document.data, name):
                self._declare(document, section, record, (name, index), None)

    def _declare(
        self, document: Document, section: Section, record: Record, path: KeyPath, parent: Record | None
    ) -> None:
        slug = record.get("id")
        if slug is None:
            slug = self._mint(document, section, record, path, parent)
        elif not (isinstance(slug, str) and _SLUGS.match(slug)):
            self._problems.fault(
                "bad-id",
                f"the id {slug!r} is not a slug",
                "Use lower-case letters a to z, digits and single hyphens, such as"
                f" `{slugified(str(slug)) or 'no-master-plan'}`.",
                document.path,
                (*path, "id"),
            )
            slug = slugified(str(slug)) or "unnamed"
        known = self.of_kind[section.kind]
        iri = f"{section.kind}/{slug}"
        if slug in known:
            first_file, first_path = self._problems.source_map.places[iri]
            first = self._problems.source_map.position(first_file, first_path)
            self._problems.fault(
                "duplicate-id",
                f"the {section.kind} '{slug}' is already defined in {first.file}:{first.line}",
                "Ids are unique in their kind: give this record another `id`, or merge the two.",
                document.path,
                path,
            )
            iri = f"{section.kind}/{slug}--again-{len(self._problems.source_map.places)}"
        known.add(slug)
        record["id"] = iri
        self._problems.source_map.note(iri, document.path, path)
        for key in SECTION_OF_NESTED_KEY.keys() & record.keys():
            for index, nested in self._records(document, (*path, key), record, key):
                self._declare(document, SECTION_OF_NESTED_KEY[key], nested, (*path, key, index), record)

    def _records(self, document: Document, path: KeyPath, holder: Record, key: str) -> Iterator[tuple[int, Record]]:
        value = holder[key]
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            self._problems.fault(
                "not-a-list",
                f"`{key}` holds no records",
                f"Write a list under it: each record begins with `- ` on a line below `{key}:`.",
                document.path,
                path,
            )
            value = []
        kept = []
        for index, record in enumerate(value):
            if isinstance(record, dict):
                kept.append(record)
                yield index, record
            else:
                self._problems.fault(
                    "not-a-record",
                    f"item {index + 1} of `{key}` is no record",
                    "A record is a mapping such as `- id: some-slug` with further keys below.",
                    document.path,
                    (*path, index),
                )
        holder[key] = kept

    def _mint(self, document: Document, section: Section, record: Record, path: KeyPath, parent: Record | None) -> str:
        """Return the slug of a record without an id, from what identifies it (see docs of the authoring format)."""
        defaults = document.data
        above = "" if parent is None else str(parent["id"]).partition("/")[2]
        reporter = record.get("reporter", defaults.get("reporter"))
        parts: list[Any]
        match _base(section).key:
            case "stances":
                holder = record.get("holder")
                parts = [above or record.get("onClaim"), holder, None if reporter == holder else reporter]
            case "memberships":
                parts = [record.get("member"), record.get("inSchool"), record.get("accordingTo", reporter)]
            case "schoolNames":
                parts = [above or record.get("nameOf"), slugified(_plain_text(record.get("literalForm")))]
            case "references":
                parts = [reporter, record.get("refersTo")]
            case "identifications":
                shown_by = slugified(_plain_text(record.get("shownBy"))).removeprefix("https-").removeprefix("http-")
                parts = [above or str(record.get("identifies")).rpartition("/")[2], shown_by[:60].strip("-")]
            case "divisions":
                parts = [above, slugified(_plain_text(record.get("label")))]
            case _:
                self._problems.fault(
                    "no-id",
                    f"a record of `{path[-2]}` has no `id`",
                    "Give it a short, stable slug, such as `id: no-master-plan`.",
                    document.path,
                    path,
                )
                parts = [f"unnamed-{len(self._problems.source_map.places)}"]
        slugs = [part for part in parts if isinstance(part, str) and _SLUGS.match(part)]
        slug = "--".join(slugs)
        if slug in self.of_kind[section.kind] and _base(section).key == "stances":
            self._problems.fault(
                "stance-needs-id",
                f"a second stance of the same holder, claim and reporter: '{slug}'",
                "Give one of them an `id` of its own; if the view changed, let the later one `supersedes` the earlier.",
                document.path,
                path,
            )
            slug = f"{slug}--{len(self._problems.source_map.places)}"
        return slug or f"unnamed-{len(self._problems.source_map.places)}"


def _base(section: Section) -> Section:
    """Return the section of ours that a section for a special class stands in for, else itself."""
    return next((ours for ours in SECTIONS.values() if ours.types[0] == section.types[0]), section)


def _plain_text(value: Any) -> str:
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return str(value or "")


def is_slug(text: str) -> bool:
    """Return whether a text may be an id as it is."""
    return _SLUGS.match(text) is not None


def slugified(text: str) -> str:
    """Return a slug made from the Latin letters and digits of a text."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
