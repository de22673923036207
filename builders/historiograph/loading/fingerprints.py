"""The section `fingerprints:` of a file: `start-end` of a passage of the file's `source` -> its fingerprint."""

from __future__ import annotations

import re
from typing import Any

from historiograph.loading.documents import Document
from historiograph.loading.problems import KeyPath, Problems
from historiograph.loading.sections import FINGERPRINTS

__all__ = ["fingerprint_nodes"]

_SPAN = re.compile(r"\d+-\d+\Z")
_AGAIN = "Make the file again: historiograph fingerprint --text FILE."


def fingerprint_nodes(document: Document, source: str | None, problems: Problems) -> list[dict[str, Any]]:
    """Return JSON-LD nodes that add a document's fingerprints to their passages.

    Args:
        document: the file.
        source: slug of the text that the file is about.
        problems: takes what is wrong, and the place of each fingerprint whose passage is written nowhere.
    """
    held = document.data[FINGERPRINTS]
    if not isinstance(held, dict):
        problems.wrong_value(
            FINGERPRINTS, "fingerprints by `start-end` of their passage", document.path, (FINGERPRINTS,)
        )
        return []
    if source is None:
        problems.fault(
            "no-source",
            "fingerprints of passages, but the file does not say of which text",
            "Write `source:` with the id of the source text at the head of the file.",
            document.path,
            (FINGERPRINTS,),
        )
        return []
    nodes: list[dict[str, Any]] = []
    for span, mark in held.items():
        path: KeyPath = (FINGERPRINTS, span)
        if not (isinstance(span, str) and _SPAN.match(span)):
            problems.fault("wrong-value", f"'{span}' is no `start-end` of a passage", _AGAIN, document.path, path)
        elif not isinstance(mark, str):
            problems.fault("wrong-value", f"'{mark}' is no fingerprint", _AGAIN, document.path, path)
        else:
            iri = f"passage/{source}--{span}"
            problems.source_map.note(iri, document.path, path)
            nodes.append({"id": iri, "fingerprint": mark})
    return nodes
