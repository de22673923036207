"""What the site's search looks through: a small script that hands names and gists to the page.

The page folds what is typed as `historiograph.folding` folds names, so that both find the same. Letters beyond ASCII
are folded by a table that is made here, from that same module, for every letter that the dataset uses and for the
alphabets that people type; all else of the folding is a few rules (see `static/finding.js`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from historiograph.folding import fold_both
from historiograph.views.site.docs import FOLDER, Guide
from historiograph.views.site.facts import Facts
from historiograph.views.site.plan import FOLDERS

__all__ = ["search_index"]

_ALPHABETS = ((0xC0, 0x250), (0x400, 0x460), (0x1E00, 0x1F00), (0x2018, 0x2020))
"""Latin with marks, Cyrillic, quotation marks and hyphens."""


def search_index(facts: Facts, guides: Sequence[Guide] = ()) -> str:
    """Return the script that sets the index.

    It has the pages by folder, each as `[slug, name, other names, gist]`, the last ones left out where empty, and the
    table of letters. A page of the documentation is found by its title, and by its headings as by a gist.
    """
    folders = []
    texts: list[str] = []
    for folder in FOLDERS:
        pages = []
        for iri in sorted((i for kind in folder.kinds for i in facts.by_kind.get(kind, ())), key=facts.order):
            name = facts.name(iri).text
            others = [one.text for one in facts.other_names(iri)]
            gist = facts.gist(iri)
            told = gist.text if gist and gist.text != name else ""
            texts += [name, *others, told]
            entry: list[object] = [facts.page(iri).partition("/")[2].removesuffix(".html"), name]
            if others or told:
                entry.append(others)
            if told:
                entry.append(told)
            pages.append(entry)
        if pages:
            folders.append([folder.name, pages])
    if guides:
        pages = []
        for one in guides:
            slug = one.entry.address.partition("/")[2].removesuffix(".html")
            below = ", ".join(heading.text for heading in one.headings if heading.level == 2)
            pages.append([slug, one.entry.title, [], f"{one.entry.says} {below}".strip()])
        folders.append([FOLDER, pages])
    index = {"folders": folders, "letters": _letters(texts)}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.historiographIndex = {text};\n"


def _letters(texts: Iterable[str]) -> Mapping[str, list[str] | str]:
    """Return letter beyond ASCII -> what it is in Latin; two forms, where its hooks may be left out."""
    used = {char for text in texts for char in text.lower() if not char.isascii()}
    used.update(chr(code) for first, end in _ALPHABETS for code in range(first, end))
    found: dict[str, list[str] | str] = {}
    for char in sorted(used):
        # Between two letters, a sign that stands inside a word shows as what it is: nothing.
        forms = [_inner(form) for form in fold_both(f"q{char}q")]
        found[char] = forms[0] if len(set(forms)) == 1 else forms
    return found


def _inner(folded: str) -> str:
    return folded[1:-1]
