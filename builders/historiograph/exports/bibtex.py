"""The bibliography as BibTeX, in UTF-8, for LaTeX, Zotero and JabRef."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from historiograph.exports.bibliography import Item, Library

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["to_bibtex"]

_ENTRY_TYPES = {
    "article": "article",
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
    "report": "techreport",
    "thesis": "phdthesis",
}
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\lbrace}",
    "}": r"{\rbrace}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9:._-]+")


def to_bibtex(kg: KnowledgeGraph) -> bytes:
    """Return every edition, and every work that has none, as a BibTeX entry under its slug.

    What the curators note of an item (misprints, doubtful imprints) is its `annote`, which no style prints.
    """
    taken: set[str] = set()
    entries = [_entry(item, taken) for item in Library(kg).items()]
    return "\n".join(entries).encode("utf-8")


def _entry(item: Item, taken: set[str]) -> str:
    kind = _ENTRY_TYPES.get(str(item["type"]), "misc")
    fields = {
        "author": _names(item.get("author", ())),
        "editor": _names(item.get("editor", ())),
        "title": f"{{{escaped(str(item['title']))}}}",
        ("journal" if kind == "article" else "booktitle"): escaped(str(item.get("container-title", ""))),
        "publisher": escaped(str(item.get("publisher", ""))),
        "volume": escaped(str(item.get("volume", ""))),
        "number": escaped(str(item.get("issue", ""))),
        "pages": escaped(str(item.get("page", ""))).replace("–", "--"),
        **_date(item.get("issued", {})),
        "isbn": escaped(str(item.get("ISBN", ""))),
        "doi": escaped(str(item.get("DOI", ""))),
        "annote": escaped(str(item.get("note", ""))),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return f"@{kind}{{{_key(str(item['id']), taken)},\n" + "\n".join(lines) + "\n}\n"


def escaped(text: str) -> str:
    """Return a text with LaTeX's special characters written out, on one line."""
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def _names(people: list[dict[str, str]]) -> str:
    """Return names as BibTeX joins them; an institution, or a name with `and` or a comma in it, is one word to it."""
    written = []
    for person in people:
        if "literal" in person or "," in "".join(person.values()):
            written.append(f"{{{escaped(person.get('literal') or ' '.join((person['given'], person['family'])))}}}")
            continue
        family = " ".join(filter(None, (person.get("non-dropping-particle"), person["family"])))
        written.append(", ".join(escaped(part) for part in (family, person.get("suffix"), person["given"]) if part))
    return " and ".join(written)


def _date(issued: dict[str, object]) -> dict[str, str]:
    if "literal" in issued:
        return {"year": escaped(str(issued["literal"]))}
    parts = issued.get("date-parts", [])
    if not isinstance(parts, list) or not parts:
        return {}
    year = "--".join(str(span[0]) for span in parts)
    month = _MONTHS[parts[0][1] - 1] if len(parts) == 1 and len(parts[0]) > 1 and 1 <= parts[0][1] <= 12 else ""
    return {"year": year, "month": month}


def _key(slug: str, taken: set[str]) -> str:
    stem = _NOT_IN_KEY.sub("-", slug).strip("-") or "work"
    key, number = stem, 2
    while key.casefold() in taken:  # BibTeX does not tell Getty from getty
        key, number = f"{stem}-{number}", number + 1
    taken.add(key.casefold())
    return key
