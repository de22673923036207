"""Analyses of what claims rest on, and how safely they are known."""

from __future__ import annotations

from historiograph.analysis.catalogue import Analysis, Column, Findings
from historiograph.analysis.corpus import Corpus
from historiograph.queries.catalogue import Parameter

__all__ = ["ANALYSES"]

_SPARSE = "Only evidence that a text names counts; most arguments in a survey name none."


def _school_evidence(corpus: Corpus, school: str | None = None) -> Findings:
    from historiograph.analysis.evidence import used_by

    found = used_by(corpus.inferences, corpus.evidence, corpus.schools_of)
    users: dict[str, set[str]] = {}
    for use in found:
        users.setdefault(use.evidence, set()).add(use.group)
    rows = [
        (use.group, use.evidence, use.steps, use.claims, use.movers, tuple(sorted(users[use.evidence] - {use.group})))
        for use in found
        if school in (None, use.group)
    ]
    naming = sum(bool(set(step.premises) & corpus.evidence) for step in corpus.inferences)
    return Findings(rows, [f"{naming} of {len(corpus.inferences)} inferences name evidence"])


def _independent(corpus: Corpus) -> Findings:
    from historiograph.analysis.evidence import independent

    return Findings(independent(corpus.inferences, corpus.evidence))


def _contested(corpus: Corpus) -> Findings:
    from historiograph.analysis.evidence import contested_evidence

    return Findings(contested_evidence(corpus.inferences, corpus.evidence, corpus.rivals, corpus.attacks))


def _second_hand(corpus: Corpus) -> Findings:
    from historiograph.analysis.evidence import single_reporter

    claims: dict[str, set[str]] = {}
    for stance in corpus.stances:
        claims.setdefault(stance.holder, set()).add(stance.claim)
    rows = [
        (holder, len(claims[holder]), reporter, count, count / len(claims[holder]))
        for holder, reporters in single_reporter(corpus.stances).items()
        for reporter, count in reporters.items()
    ]
    rows.sort(key=lambda row: (-row[3], row[0], row[2]))
    pairs = sum(len(some) for some in claims.values())
    hanging = sum(row[3] for row in rows)
    return Findings(rows, [f"{hanging} of {pairs} ascriptions of a claim to a holder hang on one reporter"])


ANALYSES = (
    Analysis(
        "school-evidence",
        "What each school rests on",
        "Which evidence do the members of a school argue from, for which claims, and who else uses it?",
        "Evidence",
        "Inferences whose mover is placed in the school, or is its common voice, and that name evidence.",
        _SPARSE,
        (Parameter("school", "School", "only this school", "social-historians", optional=True),),
        (
            Column("school", "thing", "the school"),
            Column("evidence", "thing", "what it argues from"),
            Column("steps", "number", "in how many inferences"),
            Column("claims", "things", "for which claims"),
            Column("by", "things", "who of it does so"),
            Column("alsoUsedBy", "things", "other schools that argue from it"),
        ),
        _school_evidence,
    ),
    Analysis(
        "independent-agreement",
        "Agreement from different evidence",
        "Which claims do two people reach from evidence of which they share nothing?",
        "Evidence",
        "Evidence behind each mover's own inferences to the claim, directly or through a chain by anybody; pairs"
        " without overlap.",
        "Different names of evidence may go back to one origin. " + _SPARSE,
        (),
        (
            Column("claim", "thing", "what both conclude"),
            Column("one", "thing", "who argues for it"),
            Column("evidence", "things", "from what"),
            Column("other", "thing", "who else does"),
            Column("otherEvidence", "things", "from what"),
        ),
        _independent,
    ),
    Analysis(
        "contested-evidence",
        "Same evidence, opposed conclusions",
        "Which evidence is behind claims that exclude or attack each other?",
        "Evidence",
        "Evidence behind a claim is what it rests on, directly or through a chain of inferences by anybody.",
        "It is the reading that is in dispute, not necessarily the evidence. " + _SPARSE,
        (),
        (
            Column("evidence", "thing", "what both rest on"),
            Column("claim", "thing", "a claim"),
            Column("other", "thing", "one opposed to it"),
            Column("how", "word", "rivals, or one attacks the other"),
        ),
        _contested,
    ),
    Analysis(
        "second-hand",
        "What hangs on one reporter",
        "How much of what is ascribed to somebody is known through a single reporter who is somebody else?",
        "Evidence",
        "Claims of each holder by the set of those who report them.",
        "A single report may be right; it can only not be checked against another within this graph.",
        (),
        (
            Column("holder", "thing", "to whom claims are ascribed"),
            Column("claims", "number", "how many in all"),
            Column("reporter", "thing", "through whom alone some of them are known"),
            Column("throughThemAlone", "number", "how many of them"),
            Column("share", "share", "of the holder's claims"),
        ),
        _second_hand,
    ),
)
