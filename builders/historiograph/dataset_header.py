"""What a dataset says of itself."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DatasetHeader"]


class DatasetHeader(NamedTuple):
    """Name (a slug), base IRI (ends in `/`), title and default language of a dataset."""

    name: str = "dataset"
    base: str = "https://example.org/dataset/"
    title: str = "Untitled dataset"
    language: str = "en"
