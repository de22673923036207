"""Exports datasets in every RDF format: python -m interop.export FOLDER NAME DATASET [NAME DATASET ...]."""

from __future__ import annotations

import sys
from pathlib import Path

import historiograph
from historiograph.exports import RDF_FORMATS

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for dataset, data in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
        kg = historiograph.load(data, cached=False)
        for name in RDF_FORMATS:
            kg.export(name, folder / f"{dataset}.{name}")
        kg.export("jsonld", folder / f"{dataset}-by-reference.jsonld", context="reference")
