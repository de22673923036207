"""The whole explorer as one HTML file: to be mailed, kept, and opened anywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from historiograph.build import conforming, serialise_of
from historiograph.edition import edition_of
from historiograph.errors import InputError
from historiograph.exports.description import to_schema_org
from historiograph.exports.rdf import to_rdf
from historiograph.files import refuse_unwritable, write
from historiograph.findings import Finding
from historiograph.publishing.needs import missing
from historiograph.views.site import write_site
from historiograph.views.site.single import single_page

__all__ = ["publish_single_file"]


def publish_single_file(
    where: str | Path | Sequence[str | Path] | None,
    file: Path,
    say: Callable[[str], None] = lambda step: None,
) -> tuple[tuple[Finding, ...], int]:
    """Check a dataset and write its explorer as one file; return what was found, and how many pages are in it.

    Args:
        where: as for `historiograph.load`.
        file: to be written, with all scripts, styles, pages and maps in it; it asks nothing of any network.
        say: told each step.

    Raises:
        InputError: if the dataset cannot be read, or a folder is named.
        DataError: if it does not conform.
        OutputError: if the file cannot be written.
    """
    if file.is_dir() or file.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{file}: should be a file that ends in .html, such as my-debate.html")
    refuse_unwritable(file)
    dataset, kg, report = conforming(where, say)
    say("drawing the pages")
    with tempfile.TemporaryDirectory(prefix="historiograph-") as folder:
        site = Path(folder)
        write_site(kg, site, serialise_of(kg), landing=to_schema_org(kg, "schemaorg"))
        say("packing them")
        page, pages = single_page(site, to_rdf(kg, "turtle"), f"{kg.header.name}.ttl")
    write(file, page)
    return (*report.findings, *missing(dataset, edition_of(kg), must=False)), pages
