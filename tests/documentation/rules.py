"""docs/reference/rules.md: every rule in its own words, from the header of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from historiograph.resources import resource

HEAD = """\
# What is derived

Rules add to what was written what follows from it, in a graph of its own (`graph/derived`), so that it can be told
apart or left out. Each reads what was authored, never what another rule added; their order does not matter. Beside
them, names and texts are folded for search (`hg:nameKey`, `hg:textKey`). A rule is a CONSTRUCT query in
`ontology/rules/`.

Made by `make docs` from the rules; not to be edited.
"""


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD]
    for file in sorted(resource("ontology/rules").glob("*.rq")):
        parts += [f"## {file.stem}\n", *_told(file.read_text("utf-8"))]
    return "\n".join(parts)


def _told(text: str) -> Iterator[str]:
    """Yield the words of a rule, and the rule, folded away where it is long."""
    lines = text.splitlines()
    said = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
    query = "\n".join(line for line in lines if not line.startswith(("#", "PREFIX"))).strip()
    construct = re.search(r"CONSTRUCT\s*\{(.*?)\}", query, re.DOTALL)
    assert construct, text
    yield " ".join(said) + "\n"
    yield f"Adds `{' '.join(construct[1].split())}`.\n"
    yield f"<details><summary>The rule</summary>\n\n```sparql\n{query}\n```\n\n</details>\n"
