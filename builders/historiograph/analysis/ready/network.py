"""Analyses of who agrees with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from historiograph.analysis.catalogue import Analysis, Column, Findings
from historiograph.analysis.communities import LEAST_COMPARED, Comparison
from historiograph.analysis.corpus import Corpus
from historiograph.analysis.positions import Meeting, debates_of, grouped, meetings, positions
from historiograph.queries.catalogue import Parameter

__all__ = ["ANALYSES", "met_between"]

_BETWEEN = Parameter("between", "historians|schools|speakers", "whom to compare", "schools", optional=True)
_AGENT = Parameter("agent", "Agent", "only pairs with this speaker", "getty", optional=True)
_SIDES = (
    Column("one", "thing", "a speaker or school"),
    Column("other", "thing", "another; for schools also the same, which tells how far it agrees with itself"),
)
_SOME = 3
_RECORDED = "It counts what the texts record, within this graph; whoever is not recorded on a question is not silent."


def met_between(corpus: Corpus, between: str = "historians") -> tuple[list[Meeting], Mapping[str, set[str]]]:
    """Return where historians, schools or all speakers meet, and in which debates each takes a position."""
    held = positions(corpus.standing_stances)
    if between == "historians":
        held = {
            claim: {who: sign for who, sign in some.items() if who in corpus.historians} for claim, some in held.items()
        }
    met, debates = meetings(held, corpus.answers, corpus.rivals), debates_of(held, corpus.answers)
    if between != "schools":
        return met, debates
    of_schools: dict[str, set[str]] = {}
    for who, some in debates.items():
        for school in corpus.schools_of.get(who, ()):
            of_schools.setdefault(school, set()).update(some)
    return grouped(met, corpus.schools_of), of_schools


def _agreement(corpus: Corpus, between: str = "historians", agent: str | None = None) -> Findings:
    from historiograph.analysis.agreement import LEAST_FOR_INTERVAL, agreements

    met, debates = met_between(corpus, between)
    rows = [row for row in agreements(met, debates) if agent in (None, row.one, row.other)]
    sides = len(debates)
    enough = sum(row.low is not None for row in rows)
    meet = f"{len(rows)} of their pairs meet, {enough} of them in {LEAST_FOR_INTERVAL} debates or more"
    notes = [f"{sides} {between} take a position on some answer; {meet}, which an interval needs"]
    return Findings(rows, notes)


def _polarization(corpus: Corpus, between: str = "speakers") -> Findings:
    from historiograph.analysis.polarization import polarization

    met, debates = met_between(corpus, between)
    speakers: dict[str, set[str]] = {}
    for who, some in debates.items():
        for debate in some:
            speakers.setdefault(debate, set()).add(who)
    rows = polarization(met, speakers)
    opposed = sorted((row for row in rows if row.opposed), key=lambda row: row.speakers < _SOME)
    two = sum(row.speakers < _SOME for row in opposed)
    notes = [
        f"{len(opposed)} of {len(rows)} debates in which somebody takes a position have opposed pairs",
        f"{two} of them have two voices only, which makes 1 by definition, and come last",
    ]
    return Findings(
        [
            (
                row.debate,
                row.speakers,
                row.pairs,
                row.opposed,
                row.value,
                _opposed(row.camps, 0),
                _opposed(row.camps, 1),
            )
            for row in opposed
        ],
        notes,
    )


def _opposed(camps: Sequence[tuple[str, ...]], place: int) -> tuple[str, ...]:
    return camps[place] if place < len(camps) else ()


def _speakers(corpus: Corpus, between: str = "historians") -> Findings:
    from historiograph.analysis.speakers import speakers

    held = positions(corpus.standing_stances)
    answering = {claim: some for claim, some in held.items() if corpus.answers.get(claim)}
    if between == "historians":
        answering = {
            claim: {who: sign for who, sign in some.items() if who in corpus.historians}
            for claim, some in answering.items()
        }
    rows = speakers(answering, meetings(answering, corpus.answers, corpus.rivals))
    alone = sum(not row.agrees and not row.disagrees for row in rows)
    bridges = sum(row.bridges > 0 for row in rows)
    return Findings(
        [(*row, _role(row.bridges, row.agrees + row.disagrees)) for row in rows],
        [f"{bridges} bridge an opposition; {alone} of {len(rows)} meet nobody, for want of a shared answer"],
    )


def _role(bridges: int, meets: int) -> str:
    return "bridge" if bridges else "" if meets else "meets nobody"


def _communities(corpus: Corpus, between: str = "speakers") -> Findings:
    from historiograph.analysis.communities import communities, compare_with_schools

    met, _ = met_between(corpus, between)
    groups = communities(met)
    named = {who: some for who, some in corpus.schools_of.items() if who not in corpus.common_voices}
    rows = [(number, who, corpus.schools_of.get(who, ())) for number, some in enumerate(groups, 1) for who in some]
    notes = [
        f"{what}: {_compared(compare_with_schools(groups, schools))}"
        for what, schools in (
            ("all speakers of one school", corpus.schools_of),
            ("without the schools' own voices", named),
        )
    ]
    return Findings(rows, notes)


def _compared(found: Comparison) -> str:
    count = f"{found.compared} in {found.schools} schools and {found.groups} groups"
    if found.rand is None:
        return f"{count}, of which nothing can be said"
    verdict = (
        f"{count}, adjusted Rand index {found.rand:.2f}, chance comes as close with probability {found.chance:.3f}"
    )
    return verdict + ("; too few to tell anything" if found.compared < LEAST_COMPARED else "")


def _central(corpus: Corpus) -> Findings:
    from historiograph.analysis.speakers import argument_centrality

    found = argument_centrality(corpus.inferences)
    return Findings([(name, name in corpus.evidence, uses, rank * 100) for name, uses, rank in found])


def _heard(corpus: Corpus) -> Findings:
    from historiograph.analysis.speakers import heard_through

    found = heard_through(corpus.stances, corpus.historians)
    never = sum(not one.own for one in found)
    return Findings(
        [(one.name, one.stances, one.own, len(one.reporters), tuple(sorted(one.reporters))) for one in found],
        [f"{never} of {len(found)} historians who hold anything here are never heard in their own voice"],
    )


_WHO = Parameter(
    "between", "speakers|historians", "among whom: all who speak, or historians", "historians", optional=True
)
ANALYSES = (
    Analysis(
        "agreement",
        "Agreement and disagreement",
        "How far do historians, or schools, agree on the questions that they share?",
        "Network",
        "G index of agreement (Holley and Guilford 1964) over answers that both accept or deny, and answers that"
        " exclude each other, averaged over debates; 95 % percentile bootstrap over debates (Efron and Tibshirani"
        " 1993), or Clopper and Pearson's interval (1934) where all debates fall out alike.",
        _RECORDED,
        (_BETWEEN, _AGENT),
        (
            *_SIDES,
            Column("sharedDebates", "number", "debates in which both take a position"),
            Column(
                "metIn", "number", "debates in which they meet on one answer, or on answers that exclude each other"
            ),
            Column("agreements", "number", "how often they agree"),
            Column("disagreements", "number", "how often they disagree"),
            Column("index", "share", "from -1, always against each other, to 1, always together"),
            Column("low", "share", "lower end of the interval, where they meet in five debates or more"),
            Column("high", "share", "upper end of the interval"),
        ),
        _agreement,
    ),
    Analysis(
        "polarization",
        "Polarization of debates",
        "Which debates fall into opposed camps, and how evenly?",
        "Network",
        "Esteban and Ray's measure (1994, alpha 1) over camps that agreement joins, 1 for two equal opposed camps.",
        "Every voice counts as one, a school's common voice like a single historian. " + _RECORDED,
        (Parameter("between", "speakers|historians", "who counts: all who speak, or historians", "speakers", True),),
        (
            Column("debate", "thing", "the question"),
            Column("speakers", "number", "who take a position on some answer"),
            Column("pairs", "number", "of them who meet on an answer"),
            Column("opposed", "number", "of these pairs, those who disagree"),
            Column("polarization", "share", "from 0 to 1"),
            Column("largestCamp", "things", "the largest camp"),
            Column("nextCamp", "things", "the next largest"),
        ),
        _polarization,
    ),
    Analysis(
        "speakers",
        "Bridges and lone voices",
        "Who agrees with both sides of an opposition, who stands between others, and who meets nobody?",
        "Network",
        "Opposed pairs that both agree with one speaker; betweenness (Freeman 1977) in the graph of agreement.",
        "Being central is no measure of influence or merit. " + _RECORDED,
        (Parameter("between", "historians|speakers", "among whom", "speakers", True),),
        (
            Column("speaker", "thing", "who"),
            Column("positions", "number", "answers that they accept or deny"),
            Column("agreesWith", "number", "speakers with whom they agree more often than not"),
            Column("disagreesWith", "number", "speakers with whom they disagree more often than not"),
            Column("bridges", "number", "pairs who oppose each other and both agree with this speaker"),
            Column("betweenness", "share", "share of the shortest paths of agreement that lead through them"),
            Column("role", "word", "bridge, or meets nobody"),
        ),
        _speakers,
    ),
    Analysis(
        "communities",
        "Groups by agreement, against the schools",
        "Do the declared schools emerge from what people say?",
        "Network",
        "Louvain method (Blondel et al. 2008) on the graph of agreement; adjusted Rand index (Hubert and Arabie 1985)"
        " with a permutation test.",
        "A text that speaks of a school as one gives its voice and its members the same views, which makes likeness of"
        " itself; and a school is mostly a name that others give, so that want of likeness refutes none. " + _RECORDED,
        (_WHO,),
        (
            Column("group", "number", "number of the group, the largest first"),
            Column("speaker", "thing", "who is in it"),
            Column("schools", "things", "the schools that somebody places them in"),
        ),
        _communities,
    ),
    Analysis(
        "central-grounds",
        "What arguments rest on most",
        "Which claims and bodies of evidence carry most of what is argued?",
        "Network",
        "PageRank (Page et al. 1999) with links from conclusions to premises, in hundredths.",
        "Much may rest on a premise and be none the surer for it. " + _RECORDED,
        (),
        (
            Column("ground", "thing", "claim or evidence"),
            Column("isEvidence", "flag", "whether it is a body of evidence"),
            Column("steps", "number", "inferences that use it as a premise"),
            Column("rank", "share", "its PageRank, in hundredths of the whole"),
        ),
        _central,
    ),
    Analysis(
        "heard-through",
        "Through whom historians are known",
        "Whose views are known only through others?",
        "Network",
        "Stances by holder and reporter.",
        "Whoever is never heard in their own words may be misrepresented; their books are what to read next.",
        (),
        (
            Column("historian", "thing", "whose views they are"),
            Column("stances", "number", "how many are recorded"),
            Column("ownVoice", "number", "of these, in a text of their own"),
            Column("reporters", "number", "how many texts' authors present their views"),
            Column("through", "things", "who these are"),
        ),
        _heard,
    ),
)
