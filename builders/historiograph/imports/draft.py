"""A dataset that somebody's file begins: records by section, in the words that authors write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from historiograph.errors import InputError
from historiograph.files import write
from historiograph.loading.identities import slugified

__all__ = ["HEADER_KEYS", "Draft", "Slugs", "read_text"]

Record = dict[str, Any]
HEADER_KEYS = ("id", "base", "title", "description", "publisher", "license", "version", "issued")
"""Keys of a dataset's own record that a file may give."""


@dataclass
class Draft:
    """What a file told, and nothing that it did not: `check` says what is still missing.

    Attributes:
        title: of the dataset to be.
        header: what the file told of the dataset itself, such as its `license`.
        sections: name of a section, such as `claims`, -> its records, as in a dataset's YAML files.
    """

    title: str = "Untitled dataset"
    header: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[Record]] = field(default_factory=dict)

    def add(self, section: str, record: Record) -> Record:
        """Add a record to a section, without its empty values, and return it."""
        kept = {key: value for key, value in record.items() if value not in ("", [], {}, None)}
        self.sections.setdefault(section, []).append(kept)
        return kept

    def ids(self, *sections: str) -> set[str]:
        """Return the ids of the records of some sections."""
        return {record["id"] for section in sections for record in self.sections.get(section, ()) if "id" in record}

    def write(self, folder: str | Path, base: str = "") -> None:
        """Write the dataset as YAML files that `historiograph.load` reads.

        Args:
            folder: where; made if need be.
            base: the IRI below which the dataset's things shall be; ends in `/`.

        Raises:
            OutputError: if it cannot be written.
        """
        import yaml

        name = slugified(self.title) or "dataset"
        header = {"id": name, "base": f"https://example.org/{name}/", "title": self.title, **self.header}
        if base:
            header["base"] = base
        files = {"dataset": {"dataset": header}, **{name: {name: found} for name, found in self.sections.items()}}
        for name, content in files.items():
            text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
            write(Path(folder) / f"{name}.yaml", text)


class Slugs:
    """Ids for things that come with a name only: made of it, and unique."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: object, otherwise: str) -> str:
        """Return a free id: the one that is wanted if it is one, else one made of words."""
        stem = slugified(str(wanted)) if wanted else ""
        if not wanted or "--" in str(wanted):
            stem = "--".join(filter(None, map(slugified, str(wanted).split("--")))) if wanted else ""
        stem = stem or "-".join(slugified(otherwise).split("-")[:8]) or "unnamed"
        slug, number = stem, 2
        while slug in self._taken:
            slug, number = f"{stem}-{number}", number + 1
        self._taken.add(slug)
        return slug


def read_text(path: str | Path) -> str:
    """Return the text of a file.

    Raises:
        InputError: if it cannot be read or is not UTF-8.
    """
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save the file with the encoding UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
