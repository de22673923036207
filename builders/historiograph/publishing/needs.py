"""What an edition must say of itself to be cited, reused and archived."""

from __future__ import annotations

from historiograph.edition import Edition
from historiograph.findings import Finding
from historiograph.loading import Dataset

__all__ = ["missing"]

_NEEDS = (
    (
        "creator",
        "the dataset does not say who made it",
        "Write `creator: Family, Given`, or an organisation, or a list of them: this is who is cited.",
    ),
    (
        "license",
        "the dataset has no `license`, so nobody may reuse it",
        "Write `license: https://creativecommons.org/licenses/by/4.0/`, or the address of another licence.",
    ),
    (
        "version",
        "the dataset has no `version`, so a reader cannot say which edition was read",
        "Write `version: 1.0.0`, and raise it with every edition.",
    ),
    (
        "issued",
        "the dataset does not say when this edition is issued",
        'Write `issued: "2026-11-22"`, with the day of this edition.',
    ),
    (
        "description",
        "the dataset has no `description`",
        "Write two or three sentences on what it is about and which texts it was read from.",
    ),
)
"""Key, what is wrong where it is missing, how to mend it: what RO-Crate 1.2, DataCite and CITATION.cff all ask for."""


def missing(dataset: Dataset, edition: Edition, *, must: bool) -> tuple[Finding, ...]:
    """Return a finding for each thing that an edition does not say, at the `dataset:` record.

    Args:
        dataset: as loaded; it knows the line.
        edition: what it says.
        must: whether these are violations, as for a deposit that gets a DOI, or warnings.
    """
    said = {
        "creator": bool(edition.authors),
        "license": edition.licence is not None,
        "version": bool(edition.version),
        "issued": bool(edition.issued),
        "description": bool(edition.description),
    }
    at = dataset.locate(edition.iri)
    return tuple(
        Finding(
            f"no-{key}",
            "violation" if must else "warning",
            message,
            f"{hint} It goes below `dataset:`.",
            at.file,
            at.line,
            at.column,
            edition.iri,
        )
        for key, message, hint in _NEEDS
        if not said[key]
    )
