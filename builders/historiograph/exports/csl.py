"""The bibliography as CSL-JSON, which Zotero, pandoc and every citation processor read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from historiograph.exports.bibliography import Library

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_csl_json"]


def to_csl_json(kg: KnowledgeGraph) -> bytes:
    """Return every edition, and every work that has none, as CSL-JSON 1.0, ordered by id."""
    return (json.dumps(Library(kg).items(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
