"""A library of references as the beginning of a dataset: works, and the people who wrote or edited them.

CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) as Zotero and pandoc write it, and BibTeX,
whose entries are first put into the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from historiograph.errors import InputError
from historiograph.imports.draft import Draft, Record, Slugs, read_text

__all__ = ["is_csl", "read_bibtex", "read_csl"]

_CLASSES = {
    "article": "bibo:Article",
    "article-journal": "bibo:AcademicArticle",
    "article-newspaper": "bibo:Article",
    "book": "bibo:Book",
    "chapter": "bibo:Chapter",
    "manuscript": "bibo:Manuscript",
    "motion_picture": "bibo:Film",
    "report": "bibo:Report",
    "thesis": "bibo:Thesis",
    "webpage": "bibo:Webpage",
}
_CSL_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "collection": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "chapter",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
}
_PARTS_OF_A_NAME = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
_PLAIN = {"publisher": "publisher", "volume": "volume", "issue": "issue", "page": "pages", "ISBN": "isbn", "DOI": "doi"}
"""Variable of CSL -> key."""
_FIELDS = {
    "publisher": "publisher",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "isbn": "ISBN",
    "doi": "DOI",
}
"""Field of BibTeX -> variable of CSL."""


def is_csl(path: str | Path) -> bool:
    """Return whether a JSON file is a list of items rather than an object."""
    return read_text(path).lstrip().startswith("[")


def read_csl(path: str | Path) -> Draft:
    """Read a CSL-JSON file.

    Raises:
        InputError: if it is no list of items, with the number of the item.
    """
    try:
        items = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{path}{line}: is not JSON") from None
    if not isinstance(items, list):
        raise InputError(f"{path}: is no CSL-JSON, which is a list of items")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise InputError(f"{path}: item {number} is no object")
    return _draft(Path(path).stem, items)


def read_bibtex(path: str | Path) -> Draft:
    """Read a BibTeX file; LaTeX's accents become letters.

    Raises:
        InputError: if an entry cannot be read, with its line.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

    text = read_text(path)
    try:
        library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    except (IndexError, ValueError):  # the parser's own, of an entry without an end
        raise InputError(f"{path}: is not BibTeX; is an entry not closed?") from None
    for block in library.failed_blocks:
        told = " ".join(str(getattr(block, "error", "")).split()) or "this entry cannot be read"
        raise InputError(f"{path}:{(block.start_line or 0) + 1}: {told}; mend the entry, or take it out")
    if not library.entries:
        raise InputError(f"{path}: has no BibTeX entry")
    return _draft(Path(path).stem, [_item(entry) for entry in library.entries])


def _item(entry: Any) -> Record:
    fields = {name.lower(): field.value for name, field in entry.fields_dict.items()}
    item: Record = {"id": entry.key, "type": _CSL_TYPES.get(entry.entry_type.lower(), "document")}
    for role in ("author", "editor"):
        item[role] = [
            {"given": _plain(" ".join(name.first)), "family": _plain(" ".join([*name.von, *name.last, *name.jr]))}
            for name in fields.get(role, ())
            if [word.lower() for word in name.last] != ["others"]
        ]
    item["title"] = _plain(": ".join(str(fields[key]) for key in ("title", "subtitle") if fields.get(key)))
    container = next((fields[key] for key in ("journal", "journaltitle", "booktitle") if fields.get(key)), "")
    item["container-title"] = _plain(str(container))
    item["issued"] = {"raw": str(fields.get("date") or fields.get("year") or "")}
    return item | {name: _plain(str(fields[field])) for field, name in _FIELDS.items() if fields.get(field)}


def _plain(text: str) -> str:
    """Return a field without LaTeX's accents, braces and dashes."""
    from pylatexenc.latex2text import LatexNodes2Text

    return " ".join(LatexNodes2Text().latex_to_text(text).replace("–", "-").split())


def _draft(title: str, items: list[Record]) -> Draft:
    draft = Draft(title)
    people: dict[str, str] = {}
    person_ids, work_ids = Slugs(), Slugs()
    for item in items:
        makers = {
            key: [_person(name, people, person_ids, draft) for name in _names(item.get(role))]
            for key, role in (("creator", "author"), ("editor", "editor"))
        }
        name = _text(item.get("title"))
        date = _date(item.get("issued"))
        family = next((slug for key in makers for slug in makers[key]), "")
        draft.add(
            "works",
            {
                "id": work_ids.take("", " ".join((family, name, date[:4])) or _text(item.get("id"))),
                "type": _CLASSES.get(_text(item.get("type")), ""),
                "title": name or _text(item.get("id")) or "Untitled",
                **makers,
                "issued": date,
                **{key: _text(item.get(variable)) for variable, key in _PLAIN.items()},
                "bibliographicCitation": _citation(item),
            },
        )
    return draft


def _person(name: str, people: dict[str, str], ids: Slugs, draft: Draft) -> str:
    if name not in people:
        people[name] = ids.take("", name.rsplit(maxsplit=1)[-1])
        draft.add("historians", {"id": people[name], "name": name})
    return people[name]


def _names(told: Any) -> Iterator[str]:
    for name in told if isinstance(told, list) else ():
        if isinstance(name, dict):
            parts = [name.get(key) for key in _PARTS_OF_A_NAME]
            if full := _text(name.get("literal")) or " ".join(_text(part) for part in parts if part):
                yield full


def _date(issued: Any) -> str:
    """Return an EDTF date, or nothing where the item has none that is one."""
    if not isinstance(issued, dict):
        return ""
    spans = issued.get("date-parts")
    if isinstance(spans, list) and spans and all(isinstance(span, list) and span for span in spans):
        dates = [[str(part).zfill(2 if index else 4) for index, part in enumerate(span)] for span in spans]
        found = "/".join("-".join(date) for date in dates)
    else:
        found = _text(issued.get("raw") or issued.get("literal"))
    years = re.match(r"(-?\d{4})(-\d\d(-\d\d)?)?(/-?\d{4}(-\d\d(-\d\d)?)?)?\Z", found)
    return found if years else ""


def _citation(item: Record) -> str:
    """Return where a part appeared, which has no record of its own here."""
    container = item.get("container-title")
    where = _text(container[0] if isinstance(container, list) and container else container)
    return f"In: {where}" if where else ""


def _text(value: Any) -> str:
    return " ".join(re.sub(r"</?[a-z]+[^>]*>", "", str(value)).split()) if isinstance(value, str | int) else ""
