"""What the site's search looks through: a small script that hands names and gists to the page.

The page folds what is typed as `historiograph.folding` folds names, so that both find the same. Letters beyond ASCII
are folded by a table that is made here, from that same module, for every letter that the dataset uses and for the
alphabets that people type; all else of the folding is a few rules (see `static/finding.js`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from historiograph.folding import fold_both
from historiograph.views.site.docs import FOLDER, Guide
from historiograph.views.site.facts import Facts
from historiograph.views.site.plan import FOLDERS

__all__ = ["index_parts", "search_index"]

_ALPHABETS = ((0xC0, 0x250), (0x400, 0x460), (0x1E00, 0x1F00), (0x2018, 0x2020))
"""Latin with marks, Cyrillic, quotation marks and hyphens."""
_PART = 4_000
"""So many pages are in one script at most: a browser makes them ready for searching without a pause that is felt."""


def index_parts(pages: int) -> int:
    """Return in how many scripts the index of so many pages stands."""
    return max(1, -(-pages // _PART))


def search_index(facts: Facts, guides: Sequence[Guide] = ()) -> list[str]:
    """Return the scripts that set the index: one, or for many pages several that are fetched one after another.

    The first has `letters`, the table of letters, and says how many `parts` there are if there are several. Each has
    pages by folder, each as `[slug, name, other names, gist]`, the last ones left out where empty. A page of the
    documentation, at the end of the last, is found by its title, and by its headings as by a gist.
    """
    entries: list[tuple[str, list[object]]] = []
    texts: list[str] = []
    for folder in FOLDERS:
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
            entries.append((folder.name, entry))
    parts = index_parts(len(entries))
    size = -(-len(entries) // parts)
    for one in guides:
        slug = one.entry.address.partition("/")[2].removesuffix(".html")
        below = ", ".join(heading.text for heading in one.headings if heading.level == 2)
        entries.append((FOLDER, [slug, one.entry.title, [], f"{one.entry.says} {below}".strip()]))
    told_of = {"parts": parts} if parts > 1 else {}
    first = {"folders": _by_folder(entries[:size] if parts > 1 else entries), "letters": _letters(texts), **told_of}
    scripts = [_script("historiographIndex", first)]
    for number in range(1, parts):
        some = entries[number * size : (number + 1) * size if number + 1 < parts else None]
        scripts.append(_script("historiographIndexPart", {"folders": _by_folder(some)}))
    return scripts


def _by_folder(entries: Iterable[tuple[str, list[object]]]) -> list[list[object]]:
    return [[name, [entry for _, entry in group]] for name, group in groupby(entries, lambda one: one[0])]


def _script(name: str, index: Mapping[str, object]) -> str:
    return f"globalThis.{name} = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


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
