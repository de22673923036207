"""The `dataset:` record: what a dataset is called and the IRI base of all that is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from historiograph.dataset_header import DatasetHeader
from historiograph.errors import nearest
from historiograph.findings import Finding
from historiograph.loading.dates import edtf_years
from historiograph.loading.documents import Document
from historiograph.loading.source_map import SourceMap
from historiograph.namespaces import RDF_TYPE

__all__ = ["KEYS", "NEEDED", "SEVERAL", "read_header"]

_ONE = ("title", "description", "publisher", "license", "version", "issued", "doi")
SEVERAL = {"creator": "dc:creator", "keywords": "dcat:keyword"}
"""Keys that may have a list of texts, with the property that each is in RDF."""
KEYS = frozenset({"id", "base", "language", *_ONE, *SEVERAL})
NEEDED = ("id", "base", "title")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/\Z")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_URI_SPACE = "http://rdfs.org/ns/void#uriSpace"
_DATASET = "http://rdfs.org/ns/void#Dataset"
_IDENTIFIER = "http://purl.org/dc/terms/identifier"
_TITLE = "http://purl.org/dc/terms/title"


def read_header(
    documents: Sequence[Document], read: Sequence[ox.Quad]
) -> tuple[DatasetHeader, dict[str, Any] | None, list[Finding]]:
    """Find the `dataset:` record among the documents, or its description among quads that were read.

    Returns:
        The header, the JSON-LD node that describes the dataset (None when RDF already does), and findings.
    """
    with_header = [document for document in documents if "dataset" in document.data]
    if not documents:
        return _described(read)
    if not with_header:
        return (
            DatasetHeader(),
            None,
            [
                Finding(
                    "no-dataset",
                    "violation",
                    "no file of this folder has a `dataset:` record",
                    "Write a dataset.yaml with `dataset:` and below it `id`, `base` and `title`.",
                    str(documents[0].path.parent),
                )
            ],
        )
    document = with_header[0]
    findings = [
        Finding(
            "second-dataset",
            "violation",
            f"a second `dataset:` record; the first is in {document.path}",
            "Keep one; a dataset has one name and one base.",
            str(second.path),
        )
        for second in with_header[1:]
    ]
    record = document.data["dataset"]
    marks = SourceMap()

    def fault(code: str, key: str, message: str, hint: str) -> None:
        at = marks.position(document.path, ("dataset", key))
        findings.append(Finding(code, "violation", message, hint, at.file, at.line, at.column))

    if not isinstance(record, dict):
        fault("no-dataset", "", "`dataset:` holds no record", "Write `id`, `base` and `title` below it.")
        return DatasetHeader(), None, findings
    for key in sorted(record.keys() - KEYS, key=str):
        close = nearest(str(key), KEYS)
        fault(
            "unknown-key",
            str(key),
            f"there is no key '{key}'" + (f"; did you mean '{close[0]}'?" if close else ""),
            f"A dataset has the keys {', '.join(sorted(KEYS))}.",
        )
    several = {key: _texts(record[key]) for key in SEVERAL if record.get(key) is not None}
    for key, values in several.items():
        if not values or not all(values):
            fault(
                "wrong-value", key, f"`{key}` should be a text, or a list of texts", f"Write `{key}: [One, Another]`."
            )
    text = {key: str(record[key]) for key in sorted(KEYS & record.keys()) if record[key] is not None}
    for key in NEEDED:
        if key not in text:
            fault("no-dataset", "", f"the dataset has no `{key}`", f"Add `{key}:`.")
    if "base" in text and not _BASE.match(text["base"]):
        fault(
            "wrong-value",
            "base",
            "`base` should be a web address that ends in `/`",
            "Write for instance https://w3id.org/my-project/my-debate/ .",
        )
    if "id" in text and not _SLUG.match(text["id"]):
        fault("bad-id", "id", f"the id '{text['id']}' is not a slug", "Use a to z, 0 to 9 and single hyphens.")
    if "issued" in text and edtf_years(text["issued"]) is None:
        fault("bad-date", "issued", f"`issued: {text['issued']}` is no date", "Write a date such as 2026-11-22.")
    if findings:
        return DatasetHeader(), None, findings
    header = DatasetHeader(text["id"], text["base"], text["title"], text.get("language", "en"))
    node: dict[str, Any] = {
        "id": header.base.rstrip("/"),
        "type": ["void:Dataset", "dcat:Dataset"],
        "identifier": header.name,
        "void:uriSpace": {"@value": header.base},
        **{key: text[key] for key in _ONE if key in text},
        **{SEVERAL[key]: [{"@value": one} for one in several[key]] for key in sorted(several)},
    }
    return header, node, []


def _texts(value: Any) -> list[str]:
    """Return the texts of one or a list of them; "" for what is none."""
    return [
        "" if isinstance(one, dict | list) else str(one).strip()
        for one in (value if isinstance(value, list) else [value])
    ]


def _described(read: Sequence[ox.Quad]) -> tuple[DatasetHeader, None, list[Finding]]:
    facts: dict[str, dict[str, str]] = {}
    datasets = set()
    for quad in read:
        if quad.predicate.value in (_URI_SPACE, _IDENTIFIER, _TITLE):
            facts.setdefault(str(quad.subject), {}).setdefault(
                quad.predicate.value, str(getattr(quad.object, "value", ""))
            )
        elif quad.predicate.value == RDF_TYPE and getattr(quad.object, "value", "") == _DATASET:
            datasets.add(str(quad.subject))
    for subject in sorted(datasets):
        known = facts.get(subject, {})
        if _URI_SPACE in known:
            name = known.get(_IDENTIFIER, "dataset")
            return DatasetHeader(name, known[_URI_SPACE], known.get(_TITLE, name)), None, []
    return DatasetHeader(), None, []
