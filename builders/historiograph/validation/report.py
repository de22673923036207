"""All checks of a loaded dataset in one report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.findings import Report
from historiograph.loading import Dataset
from historiograph.validation.lints import run_lints
from historiograph.validation.literals import Kinds
from historiograph.validation.own import check_own
from historiograph.validation.repeats import check_repeats
from historiograph.validation.shapes import check_shapes
from historiograph.validation.texts import check_texts

__all__ = ["validate"]


def validate(dataset: Dataset, texts: Sequence[Path | str] = ()) -> Report:
    """Check a dataset against the shapes and the lints, ours and its own.

    Args:
        dataset: as loaded. When the loader found violations, the other checks would only repeat them, so the
            loader's findings alone are returned.
        texts: the reader's own copies of source texts; passages in them are checked against their digests, and the
            dataset's own words against theirs.

    Returns:
        The loader's findings and all others, in order of file and line.

    Raises:
        InputError: if a text cannot be read.
    """
    if not dataset.report.conforms:
        return dataset.report
    authored, kinds = ox.Store(), Kinds()
    authored.bulk_extend(kinds.noting(dataset.each_quad()))
    return Report.of(
        [
            *dataset.report.findings,
            *check_shapes(dataset, authored, kinds),
            *run_lints(dataset, authored),
            *check_own(dataset),
            *check_repeats(dataset, authored),
            *check_texts(dataset, authored, [Path(text) for text in texts]),
        ]
    )
