"""What lies at the top of a published folder for people and archives: README, licence, CITATION.cff, .zenodo.json."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

from historiograph.edition import Creator, Edition

__all__ = ["citation_cff", "citation_text", "licence_text", "readme", "sitemap", "zenodo_json"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def citation_text(edition: Edition) -> str:
    """Return how to cite the edition, as one line of plain text."""
    title = edition.title + (f", version {edition.version}" if edition.version else "")
    title += "" if title.endswith(("?", "!", ".")) else "."
    parts = [
        "; ".join(one.name for one in edition.authors),
        f"({edition.issued[:4]})." if edition.issued else "",
        title,
    ]
    if edition.creators and edition.publisher:
        parts.append(f"{edition.publisher}.")
    parts.append(f"https://doi.org/{edition.doi}" if edition.doi else edition.iri)
    return " ".join(part for part in parts if part)


def citation_cff(edition: Edition) -> str:
    """Return the edition as a Citation File Format 1.2.0 file, "" where nobody is named who could be cited.

    See https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md .
    """
    import yaml

    if not edition.authors:
        return ""
    said: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it.",
        "type": "dataset",
        "title": edition.title,
        "authors": [_cff_author(one) for one in edition.authors],
    }
    if edition.description:
        said["abstract"] = edition.description
    if edition.version:
        said["version"] = edition.version
    if _DAY.match(edition.issued):
        said["date-released"] = edition.issued
    if edition.licence:
        said["license" if edition.licence.spdx else "license-url"] = edition.licence.spdx or edition.licence.iri
    if edition.doi:
        said["doi"] = edition.doi
    if edition.keywords:
        said["keywords"] = list(edition.keywords)
    said["url"] = edition.iri
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def _cff_author(creator: Creator) -> dict[str, str]:
    if not creator.is_person:
        return {"name": creator.name}
    family, given = creator.parts
    said = {"family-names": family, "given-names": given, "orcid": creator.orcid}
    return {key: text for key, text in said.items() if text}


def zenodo_json(edition: Edition) -> str:
    """Return the metadata of a deposit on Zenodo, "" where title, description and creators are not all there.

    See https://developers.zenodo.org/#representation ; the description is HTML there.
    """
    if not (edition.authors and edition.description):
        return ""
    said: dict[str, object] = {
        "title": edition.title,
        "upload_type": "dataset",
        "access_right": "open",
        "description": f"<p>{escape(edition.description)}</p>",
        "creators": [
            {"name": one.name, **({"orcid": one.orcid.rpartition("/")[2]} if one.orcid else {})}
            for one in edition.authors
        ],
    }
    if _DAY.match(edition.issued):
        said["publication_date"] = edition.issued
    if edition.version:
        said["version"] = edition.version
    if edition.licence and edition.licence.spdx:
        said["license"] = edition.licence.spdx.lower()
    if edition.keywords:
        said["keywords"] = list(edition.keywords)
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def licence_text(edition: Edition) -> str:
    """Return what the header says of the licence, "" where it names none."""
    if edition.licence is None:
        return ""
    name = edition.licence.name or "the licence at the address below"
    spdx = f"SPDX identifier: {edition.licence.spdx}\n" if edition.licence.spdx else ""
    makers = "; ".join(one.name for one in edition.authors)
    return (
        f"{edition.title}{f', by {makers}' if makers else ''}, is licensed under {name}.\n\n"
        f"Text of the licence: {edition.licence.iri}\n{spdx}\n"
        "The texts that this dataset describes are not part of it and remain under their own rights.\n"
    )


def readme(edition: Edition, files: Sequence[tuple[str, str]], version: str) -> str:
    """Return the README of a published folder.

    Args:
        edition: what the dataset says of itself.
        files: address and description of the files to name.
        version: of this program.
    """
    about = [text for text in (edition.description.strip(),) if text]
    facts = [
        (name, text)
        for name, text in (
            ("Version", edition.version),
            ("Issued", edition.issued),
            ("Licence", _licence_line(edition)),
            ("Identifier", edition.iri),
            ("DOI", f"https://doi.org/{edition.doi}" if edition.doi else ""),
        )
        if text
    ]
    rows = "\n".join(f"- `{address}`: {description}" for address, description in files)
    again = (
        f"`sources/` is what the authors wrote. With historiograph {version}:\n\n"
        "    historiograph check --data sources/\n"
        "    historiograph publish --data sources/ -o public/"
    )
    parts = [
        f"# {edition.title}",
        *about,
        "Open `index.html` in any browser; nothing needs to be installed, and no page calls the network.",
        "\n".join(f"- {name}: {text}" for name, text in facts),
        f"## How to cite\n\n> {citation_text(edition)}",
        f"## What is here\n\n{rows}",
        f"## Make it again\n\n{again}",
    ]
    return "\n\n".join(parts) + "\n"


def _licence_line(edition: Edition) -> str:
    licence = edition.licence
    if licence is None:
        return ""
    return f"{licence.name} ({licence.iri})" if licence.name else licence.iri


def sitemap(base_url: str, pages: Sequence[str], issued: str) -> str:
    """Return a sitemap (https://www.sitemaps.org/protocol.html) of pages below an address that ends in `/`."""
    day = f"<lastmod>{issued}</lastmod>" if _DAY.match(issued) else ""
    rows = "".join(f"<url><loc>{escape(base_url + page)}</loc>{day}</url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
