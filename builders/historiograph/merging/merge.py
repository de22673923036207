"""Two folders made one: joined, told, and written as a third."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from historiograph.dataset_header import DatasetHeader
from historiograph.editions.changes import Comparison, compare
from historiograph.editions.records import Edition, Record, edition_of, file_records
from historiograph.errors import DataError, InputError
from historiograph.files import new_folder, refuse_used
from historiograph.findings import Finding, Report
from historiograph.loading.rdf import read_rdf
from historiograph.merging.duplicates import likely_duplicates
from historiograph.merging.files import merged_files
from historiograph.merging.joining import Joined, join
from historiograph.merging.sides import Preference, Side, read_side
from historiograph.merging.vocabulary import Vocabulary, join_vocabulary
from historiograph.vocabulary import as_own_files

__all__ = ["Merged", "merge"]


@dataclass(frozen=True)
class Merged:
    """What two folders make together.

    Attributes:
        a, b: the two sides.
        vocabulary: the own files and words of the whole.
        joined: what the whole says.
        report: conflicts as violations; warnings and remarks for careful readers.
    """

    a: Side
    b: Side
    vocabulary: Vocabulary
    joined: Joined
    report: Report

    def added(self) -> Comparison:
        """Return what the whole has otherwise than A."""
        mine, whole = (
            _edition(records, files, self.a.dataset.header)
            for records, files in (
                (self.a.edition.records, self.a.own_files()),
                (self.joined.records, self.vocabulary.files),
            )
        )
        return compare(mine, whole)

    def save(self, folder: str | Path) -> list[Path]:
        """Write the whole as a folder of its own, which appears complete or not at all.

        Returns:
            The files written, relative to the folder.

        Raises:
            DataError: if there are conflicts.
            InputError: if there is something in the folder, or a file is written in a way that cannot be changed.
            OutputError: if it cannot be written; nothing is left behind.
        """
        if not self.report.conforms:
            raise DataError(self.report.findings)
        out = Path(folder)
        for side in (self.a, self.b):
            if out.resolve().is_relative_to(side.folder.resolve()):
                raise InputError(f"{out}: lies in {side.folder}; merge makes a folder of its own")
        refuse_used(out)
        texts = merged_files(self.a, self.b, self.joined, self.vocabulary)
        with new_folder(out) as made:
            made.mkdir()
            for side in (self.b, self.a):
                own = side.own_files()
                for file in side.files():
                    if file not in side.documents and file not in own:
                        _write(made / file, (side.folder / file).read_bytes())
            for name, file in self.vocabulary.files.items():
                _write(made / name, file.read_bytes())
            for file, text in texts.items():
                _write(made / file, text.encode("utf-8"))
            self._verify(made)
        return sorted(file.relative_to(out) for file in out.rglob("*") if file.is_file())

    def _verify(self, made: Path) -> None:
        """Refuse a folder that does not say what it should: a wrong line would be worse than none.

        Raises:
            InputError: naming the file of the first record that came out otherwise.
        """
        try:
            found = read_side(made, "the merged folder").edition.records
        except DataError as error:
            first = error.findings[0]
            raise InputError(f"cannot be merged line by line: {first.message}; write it plainly in both") from None
        wanted = self.joined.records
        for name in sorted(found.keys() | wanted.keys()):
            one, other = found.get(name), wanted.get(name)
            if one is None or other is None or one.values != other.values:
                at = self.a.where(name) if name in self.a.edition.records else self.b.where(name)
                raise InputError(
                    f"{at}: cannot be merged as it is written; lay it out plainly, one key a line, and merge again"
                )


def merge(a: str | Path, b: str | Path, base: str | Path | None = None, prefer: Preference = None) -> Merged:
    """Put two folders of one dataset together.

    Args:
        a: the folder whose files stay as they are as far as can be.
        b: the other one.
        base: the edition that both began with: what only one side changed since is then no conflict, and what one
            side took out is not put back.
        prefer: whose value to take where both have one and only one may stand.

    Raises:
        InputError: if one is no folder, or holds RDF files.
        DataError: if one does not load, with every finding.
    """
    sides = read_side(a, "A"), read_side(b, "B")
    first = None if base is None else read_side(base, "base")
    vocabulary = join_vocabulary(*sides, first, prefer)
    joined = join(*sides, first, prefer, vocabulary)
    report = Report.of([*vocabulary.findings, *joined.findings, *likely_duplicates(*sides), *_other_files(*sides)])
    return Merged(*sides, vocabulary, joined, report)


def _edition(records: Mapping[str, Record], files: Mapping[Path, Path], header: DatasetHeader) -> Edition:
    """Return records and own files as one edition."""
    terms = edition_of(read_rdf(as_own_files(files).terms)[0], header)
    return Edition(header, {**records, **terms.records, **file_records(files)}, "", terms.terms, is_folder=True)


def _other_files(a: Side, b: Side) -> list[Finding]:
    """Return what is to be said of files that are no data and differ."""
    found = []
    texts = {record.one("identifier") for record in a.edition.records.values() if record.kind == "SourceText"}
    told = {*a.documents, *b.documents, *a.own_files(), *b.own_files()}
    for file in sorted({*a.files()} & {*b.files()} - told):
        one, other = a.folder / file, b.folder / file
        if one.read_bytes() == other.read_bytes():
            continue
        if file.name in texts:
            found.append(
                Finding(
                    "other-copy",
                    "violation",
                    f"the text {file.name} is not the same file in A and in B ({other})",
                    "Passages point into one copy: agree on it, and put it into both folders.",
                    str(one),
                )
            )
        else:
            message, hint = f"{file} is not the same in A and in B; A's is kept", "Look at both if it matters."
            found.append(Finding("file-kept", "info", message, hint, str(one)))
    return found


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
