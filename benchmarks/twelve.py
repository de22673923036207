"""Twelve questions that people ask of a large historiography, each the same text for every engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from synthetic import BASE, HG

__all__ = ["QUESTIONS"]

_QUERIES = Path(__file__).resolve().parent.parent / "queries"
_PREFIXES = f"PREFIX hg: <{HG}>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


def _asked(name: str, **bound: str) -> str:
    """Return a question of the catalogue, its parameters bound in the text: engines have no common way to do it."""
    text = re.sub(r"(?m)^#.*\n", "", (_QUERIES / f"{name}.rq").read_text("utf-8"))
    values = " ".join(f"VALUES ?{variable} {{ <{BASE}{thing}> }}" for variable, thing in bound.items())
    return text.replace("WHERE {", f"WHERE {{ {values}", 1)


QUESTIONS: Mapping[str, tuple[str, str]] = {
    "lookup": (
        "everything said of one claim",
        f"SELECT ?p ?o WHERE {{ <{BASE}claim/c0-0> ?p ?o }}",
    ),
    "who-answers": (
        "the largest debate, its answers and who takes which stance",
        _asked("who-answers", debate="debate/d0"),
    ),
    "own-and-ascribed": (
        "what the busiest speaker holds, and is said to hold",
        _asked("own-and-ascribed", agent="agent/p0"),
    ),
    "rival-answers": (
        "answers to the largest debate that exclude each other",
        _asked("rival-answers", debate="debate/d0"),
    ),
    "rests-on": (
        "what rests on one piece of evidence, by any number of steps",
        _PREFIXES + f"SELECT DISTINCT ?claim WHERE {{ <{BASE}evidence/v0> hg:supports+ ?claim }}",
    ),
    "conflicts": (
        "estimates in conflict for one measure, and who accepts each",
        _asked("estimates-in-conflict", measure="measure/m0"),
    ),
    "debates": ("every debate, with numbers of answers and speakers", _asked("debates")),
    "matrix": (
        "debates by attitudes: how many stances",
        _PREFIXES + "SELECT ?debate ?attitude (COUNT(?stance) AS ?n) WHERE {"
        " ?stance hg:onClaim ?claim ; hg:attitude ?attitude . ?claim hg:answers|hg:bearsOn ?debate"
        " } GROUP BY ?debate ?attitude",
    ),
    "schools": (
        "schools by attitudes: what their members hold",
        _PREFIXES + "SELECT ?school ?attitude (COUNT(DISTINCT ?claim) AS ?n) WHERE {"
        " ?membership hg:inSchool ?school ; hg:member ?member ."
        " ?stance hg:holder ?member ; hg:attitude ?attitude ; hg:onClaim ?claim"
        " } GROUP BY ?school ?attitude",
    ),
    "words": (
        "claims whose gist has two words in it",
        _PREFIXES + "SELECT ?claim ?gist WHERE { ?claim hg:gist ?gist"
        ' FILTER(CONTAINS(LCASE(STR(?gist)), "famine") && CONTAINS(LCASE(STR(?gist)), "archive")) }',
    ),
    "busiest": (
        "the twenty who speak on most claims",
        _PREFIXES
        + "SELECT ?holder (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?stance hg:holder ?holder ; hg:onClaim ?claim }"
        " GROUP BY ?holder ORDER BY DESC(?n) ?holder LIMIT 20",
    ),
    "unanswered": (
        "claims that were rebutted and that nobody who holds them defends by a rebuttal",
        _PREFIXES + "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?attacker hg:rebuts ?claim"
        " FILTER NOT EXISTS { ?defence hg:rebuts ?attacker } }",
    ),
}
"""Name -> what it asks, and the SPARQL; the default graph is the union of all."""
