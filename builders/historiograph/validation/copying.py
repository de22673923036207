"""Whether a dataset's words are its own: no label, gist or note may share nine words in a row with a source text.

Sources may be in copyright, and a claim in the words of its source is no reading of it. Names, titles and citations
are facts and are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from historiograph.findings import Finding
from historiograph.loading import Dataset
from historiograph.texts import TextFile

__all__ = ["RUN", "check_copying"]

RUN = 9
"""So many words in a row are somebody's wording; fewer may be chance."""
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_BY_US = """
PREFIX hg: <https://w3id.org/historiograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?record ?property ?text WHERE {
  VALUES ?property {
    skos:prefLabel skos:altLabel skos:definition skos:scopeNote skos:note skos:editorialNote hg:gist hg:countingRule
  }
  ?record ?property ?text
} ORDER BY ?record ?property ?text
"""


def check_copying(dataset: Dataset, authored: ox.Store, texts: Iterable[TextFile]) -> Iterator[Finding]:
    """Yield a finding for each of a record's texts that shares a run of words with a source text at hand."""
    runs: dict[tuple[str, ...], str] = {}
    for text in texts:
        for _, run in _runs(text.text):
            runs.setdefault(run, text.path.name)
    if not runs:
        return
    for row in cast(ox.QuerySolutions, authored.query(_WRITTEN_BY_US, use_default_graph_as_union=True)):
        record, prop, words = (str(getattr(term, "value", "")) for term in row)
        shared = next(((place, run) for place, run in _runs(words) if run in runs), None)
        if shared is None:
            continue
        place, run = shared
        key = re.split("[#/]", prop)[-1].replace("prefLabel", "label")
        name = record.removeprefix(dataset.base).replace("/", " ", 1)
        at = dataset.locate(record, (key,))
        yield Finding(
            "copied-words",
            "violation",
            f'{name}: From its word {place + 1} on, "{" ".join(run[:3])} ...", `{key}` has {RUN} words in a row '
            f"from {runs[run]}.",
            "Say it in words of your own.",
            at.file,
            at.line,
            at.column,
            record,
        )


def _runs(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every run of `RUN` words with the number of words before it, case and punctuation aside."""
    words = [word.casefold() for word in _WORD.findall(text)]
    for start in range(len(words) - RUN + 1):
        yield start, tuple(words[start : start + RUN])
