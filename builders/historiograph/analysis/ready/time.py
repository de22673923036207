"""Analyses of how answers shift with time, who changed their mind, and how two reporters differ."""

from __future__ import annotations

from historiograph.analysis.catalogue import Analysis, Column, Findings
from historiograph.analysis.corpus import Corpus
from historiograph.errors import InputError
from historiograph.queries.catalogue import Parameter

__all__ = ["ANALYSES"]

_TURN = 1991
_PAIR = (
    Parameter("one", "Agent", "one reporter; the two who report most if neither is named", "mccauley", optional=True),
    Parameter("other", "Agent", "another", "siegelbaum", optional=True),
)


def _shifts(corpus: Corpus, debate: str | None = None, turn: int = _TURN, date: str = "stated") -> Findings:
    from historiograph.analysis.shifts import shifts

    found = shifts(corpus.stances, corpus.answers, corpus.work_years if date == "works" else {}, turn, debate)
    rows: list[tuple[str, str, list[int], list[int], int]] = []
    for one in found:
        accepted = [len(one.accepted.get(period, ())) for period in ("before", "since", "across", "undated")]
        rejected = [len(one.rejected.get(period, ())) for period in ("before", "since", "across", "undated")]
        rows.append((one.debate, one.answer, accepted, rejected, one.guessed))
    voices = sum(sum(accepted) + sum(rejected) for _, _, accepted, rejected, _ in rows)
    undated = sum(accepted[-1] + rejected[-1] for _, _, accepted, rejected, _ in rows)
    guessed = sum(row[-1] for row in rows)
    rows.sort(key=lambda row: (row[0], -sum(row[2][:-1]) - sum(row[3][:-1]), row[1]))
    known = voices - undated - guessed
    note = (
        f"of {voices} positions on answers, {known} are dated by the work or text that states them,"
        f" {guessed} guessed from the holder's works, {undated} not dated at all"
    )
    return Findings([(debate, answer, *yes, *no, guesses) for debate, answer, yes, no, guesses in rows], [note])


def _changes(corpus: Corpus) -> Findings:
    from historiograph.analysis.conflicts import changes_of_mind

    found = changes_of_mind(corpus.stances, corpus.supersedes)
    return Findings(
        [
            (
                one.holder,
                one.how,
                one.before.claim,
                one.before.attitude,
                one.before.year,
                one.after.claim,
                one.after.attitude,
                one.after.year,
                one.after.reporter,
            )
            for one in found
        ]
    )


def _pair(corpus: Corpus, one: str | None, other: str | None) -> tuple[str, str]:
    from historiograph.analysis.reporters import two_reporters

    if one and other and one != other:
        return one, other
    if one or other:
        raise InputError("name two different reporters, `one` and `other`, or neither")
    both = two_reporters(corpus.stances)
    if len(both) < 2:
        raise InputError("there are no two reporters to compare in this graph")
    return both[0], both[1]


def _reporters(corpus: Corpus, one: str | None = None, other: str | None = None) -> Findings:
    from historiograph.analysis.reporters import presented

    first, second = _pair(corpus, one, other)
    found = presented(corpus.stances, first, second, corpus.rivals, corpus.specializes)
    named = corpus.kg.labels([first, second])
    told = {reporter: len({s.holder for s in corpus.stances if s.reporter == reporter}) for reporter in (first, second)}
    note = (
        f"first is {named.get(first, first)}, who presents {told[first]} holders, second {named.get(second, second)},"
        f" who presents {told[second]}; {len(found)} are presented by both"
    )
    return Findings(found, [note])


def _presented(corpus: Corpus, agent: str, one: str | None = None, other: str | None = None) -> Findings:
    from historiograph.analysis.reporters import sides

    first, second = _pair(corpus, one, other)
    rows = [
        (side.claim, ", ".join(side.one), ", ".join(side.other), side.verdict)
        for side in sides(corpus.stances, first, second)
        if side.holder == agent
    ]
    order = ("differently", "both alike", "first only", "second only")
    rows.sort(key=lambda row: (order.index(row[3]), row[0]))
    named = corpus.kg.labels([first, second])
    return Findings(rows, [f"first is {named.get(first, first)}, second {named.get(second, second)}"])


ANALYSES = (
    Analysis(
        "shifts",
        "How answers shift with time",
        "Who accepted and rejected each answer before and since a turning point, such as the opening of the archives?",
        "Time",
        "Stances by the year of the work that states them, in the holder's own voice of the text itself; with `date"
        " works` also by the span of the holder's dated works, which is a guess.",
        "What is undated is no evidence of either time; a shift in who is recorded is no shift in what was thought.",
        (
            Parameter("debate", "Debate", "only this question", "origins-of-the-terror", optional=True),
            Parameter(
                "turn", "xsd:integer", "first year of the later period; 1991 if not given", "1985", optional=True
            ),
            Parameter("date", "stated|works", "whether to guess from the holder's dated works", "works", optional=True),
        ),
        (
            Column("debate", "thing", "the question"),
            Column("answer", "thing", "an answer to it"),
            Column("acceptedBefore", "number", "speakers who accepted it before the turn"),
            Column("acceptedSince", "number", "since the turn"),
            Column("acceptedAcross", "number", "by somebody with works on both sides"),
            Column("acceptedUndated", "number", "of no known date"),
            Column("rejectedBefore", "number", "speakers who denied it before the turn"),
            Column("rejectedSince", "number", "since the turn"),
            Column("rejectedAcross", "number", "by somebody with works on both sides"),
            Column("rejectedUndated", "number", "of no known date"),
            Column("guessed", "number", "positions dated by the holder's works only"),
        ),
        _shifts,
    ),
    Analysis(
        "changes-of-mind",
        "Who moved, from where to where",
        "Who reversed, softened, reworded or gave up a view, and what do they hold now?",
        "Time",
        "Stances that supersede an earlier one of the same holder, and withdrawals.",
        "A change is recorded only where a text says so; who never revised in print may have.",
        (),
        (
            Column("holder", "thing", "who"),
            Column("how", "word", "reverses, softens, hardens, gives up, rewords or turns to another claim"),
            Column("before", "thing", "the claim before"),
            Column("attitudeBefore", "word", "how it was held; empty where the text does not say"),
            Column("yearBefore", "number", "when, where known"),
            Column("after", "thing", "the claim since"),
            Column("attitudeAfter", "word", "how it is held"),
            Column("yearAfter", "number", "when, where known"),
            Column("reporter", "thing", "whose text says so"),
        ),
        _changes,
    ),
    Analysis(
        "reporters",
        "Two reporters compared",
        "Whom do two authors both present, how much of it is common, and where do they differ?",
        "Reports",
        "Claims ascribed to each holder by either reporter, and the attitudes there.",
        "What one leaves out may be out of the scope of their text. Claims that differ only in wording are two claims.",
        _PAIR,
        (
            Column("holder", "thing", "who is presented by both"),
            Column("firstOnly", "number", "claims that only the first ascribes to them"),
            Column("secondOnly", "number", "claims that only the second does"),
            Column("alike", "number", "claims that both do, with one attitude"),
            Column("differently", "number", "claims that both do, with different attitudes"),
            Column("related", "number", "pairs of claims, one from each, of which one is the narrower"),
            Column("opposed", "number", "pairs of claims accepted in either's words that exclude each other"),
        ),
        _reporters,
    ),
    Analysis(
        "presented",
        "One speaker in two presentations",
        "What does each of two reporters ascribe to a speaker, and what does each leave out?",
        "Reports",
        "Claims ascribed to the holder by either reporter, and the attitudes there.",
        "What one leaves out may be out of the scope of their text. Claims that differ only in wording are two claims.",
        (Parameter("agent", "Agent", "the speaker", "getty"), *_PAIR),
        (
            Column("claim", "thing", "what is ascribed"),
            Column("first", "word", "with which attitude by the first"),
            Column("second", "word", "with which attitude by the second"),
            Column("verdict", "word", "differently, both alike, first only or second only"),
        ),
        _presented,
    ),
)
