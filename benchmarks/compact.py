"""A dataset as the JSON-LD that is quickest to read: python compact.py DATASET FOLDER.

One short key a predicate, nothing to look up, nothing to open. Fails if the load has findings or imports PyYAML.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph as ox

from historiograph.loading import Dataset, load_dataset

__all__ = ["compact"]


def compact(dataset: Dataset) -> list[bytes]:
    """Return a document for each named graph."""
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    context: dict[str, Any] = {"@base": dataset.base}
    keys: dict[tuple[object, ...], str] = {}
    for quad in dataset.quads:
        nodes = graphs.setdefault(str(getattr(quad.graph_name, "value", "")), {})
        subject = str(getattr(quad.subject, "value", "")).removeprefix(dataset.base)
        node = nodes.setdefault(subject, {"@id": subject})
        coercion, value = _coerced(quad.object, dataset.base)
        key = keys.setdefault((quad.predicate.value, *coercion.items()), f"key{len(keys)}")
        context[key] = {"@id": quad.predicate.value, **coercion}
        node.setdefault(key, []).append(value)
    return [
        orjson.dumps({"@context": context, "@id": name, "@graph": list(nodes.values())})
        for name, nodes in graphs.items()
    ]


def _coerced(term: object, base: str) -> tuple[dict[str, str], str]:
    """Return what the context says of a value, and the value."""
    if isinstance(term, ox.NamedNode):
        return {"@type": "@id"}, term.value.removeprefix(base)
    assert isinstance(term, ox.Literal)
    return ({"@language": term.language} if term.language else {"@type": term.datatype.value}), term.value


if __name__ == "__main__":
    loaded = load_dataset([sys.argv[1]])
    if loaded.report.findings:
        sys.exit(str(loaded.report.findings[0]))
    if "yaml" in sys.modules:
        sys.exit("a load without findings imported PyYAML")
    for number, document in enumerate(compact(loaded)):
        Path(sys.argv[2], f"{number}.jsonld").write_bytes(document)
