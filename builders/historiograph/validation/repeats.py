"""Gists that nearly repeat each other: two claims that may be one, or that want words to tell them apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import cast

import pyoxigraph as ox

from historiograph.findings import Finding
from historiograph.loading import Dataset

__all__ = ["check_repeats", "content_words", "near_repeats"]

LIKENESS = Fraction(4, 5)
"""Share of the words of two gists, taken together, that both have; from here on they nearly repeat each other."""
_WORD = re.compile(r"[^\W_]+")
_EMPTY = """
a an and are as at be been being but by for from had has have he her his in into is it its itself of on or own she so
such than that the their them themselves then there these they this those to was were which who whom whose with
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
"""Words that say nothing of their own. Words that turn a sentence round (not, no, never, nor) are not among them."""
_GISTS = """
PREFIX hg: <https://w3id.org/historiograph/ontology#>
SELECT DISTINCT ?claim ?gist (LANG(?gist) AS ?language) WHERE { ?claim hg:gist ?gist } ORDER BY ?claim ?gist
"""


def check_repeats(dataset: Dataset, authored: ox.Store) -> Iterator[Finding]:
    """Yield a finding for each pair of claims whose gists, in one language, nearly repeat each other."""
    gists: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for row in cast(ox.QuerySolutions, authored.query(_GISTS, use_default_graph_as_union=True)):
        claim, gist, language = (str(getattr(term, "value", "")) for term in row)
        gists[language][claim] = content_words(gist)
    for of_claim in gists.values():
        for one, other, likeness in near_repeats(of_claim):
            at = dataset.locate(other, ("gist",))
            yield Finding(
                "gists-nearly-repeat",
                "info",
                f"{_name(dataset, other)}: The gist has {float(likeness):.0%} of its words in common with that of "
                f"{_name(dataset, one)}.",
                "Make the two one claim if one gist fits both; otherwise word the difference, and link them.",
                at.file,
                at.line,
                at.column,
                other,
            )


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text, in lower case, that say something of their own."""
    return frozenset(_WORD.findall(text.casefold())) - _EMPTY_WORDS


def near_repeats(words_of: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str, Fraction]]:
    """Yield the pairs of keys whose sets of words are alike, and how much (Jaccard's index), in order of the keys.

    Two sets that are so alike share one of their rarest words. Only sets that do are compared (prefix filter, see
    Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning", 2006), which keeps
    a thousand gists far below a million comparisons.
    """
    frequency = Counter(word for words in words_of.values() for word in words)
    having: dict[str, list[str]] = defaultdict(list)
    found: list[tuple[str, str, Fraction]] = []
    for key in sorted(words_of):
        words = words_of[key]
        rarest = sorted(words, key=lambda word: (frequency[word], word))
        telling = rarest[: len(words) - ceil(len(words) * LIKENESS) + 1] if words else []
        for other in sorted({other for word in telling for other in having[word]}):
            shared = len(words & words_of[other])
            likeness = Fraction(shared, len(words) + len(words_of[other]) - shared)
            if likeness >= LIKENESS:
                found.append((other, key, likeness))
        for word in telling:
            having[word].append(key)
    yield from sorted(found)


def _name(dataset: Dataset, iri: str) -> str:
    return iri.removeprefix(dataset.base).replace("/", " ", 1)
