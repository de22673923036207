"""Analyses of how claims fare under the arguments that are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from historiograph.analysis.catalogue import Analysis, Column, Findings
from historiograph.analysis.corpus import Attack, Corpus, Inference, Stance
from historiograph.analysis.grounded import grounded
from historiograph.analysis.standing import STANDINGS, Change, arguments_of, changes, in_dispute, reasons
from historiograph.errors import InputError
from historiograph.queries.catalogue import Parameter

__all__ = ["ANALYSES"]

_METHOD = (
    "Grounded semantics (Dung 1995) over rebuttals, undercuts, underminings and claims that exclude each other, with"
    " support as necessity (Nouioua and Risch 2011): an inference needs its premises, an argued claim an inference."
)
_CAVEAT = (
    "Within this graph only: what stands has the last word among the arguments recorded, which makes it neither true"
    " nor generally held."
)
_DEPTH = 3
_RIVALS = Parameter(
    "rivals", "count|ignore", "whether claims that exclude each other attack each other", "ignore", optional=True
)
_MOVES = Parameter(
    "moves", "all|stated", "whether moves count that the curator infers and no text states", "stated", optional=True
)
_STANDING = Column("standing", "word", "stands, falls or open")
_BECAUSE = Column("because", "word", "unattacked, defended, attacked, no ground, circle, contested")


def _standing(
    corpus: Corpus, debate: str | None = None, standing: str = "all", rivals: str = "count", moves: str = "all"
) -> Findings:
    arguments = arguments_of(corpus, rivals=rivals == "count", inferred=moves == "all")
    labelling = grounded(arguments.framework())
    disputed = in_dispute(arguments, labelling)
    grounds = arguments.grounds()
    rows = []
    for name in disputed:
        verdict = labelling[name]
        word = STANDINGS[verdict.label]
        if standing not in ("all", word) or (debate is not None and debate not in corpus.answers.get(name, ())):
            continue
        steps = grounds.get(name, ())
        left = sum(labelling[step.iri].label == "in" for step in steps)
        rows.append((name, word, verdict.because, verdict.by, len(steps), left))
    order = list(STANDINGS.values())
    rows.sort(key=lambda row: (order.index(row[1]), row[2], row[0]))
    claims = {stance.claim for stance in corpus.stances}
    disputed_claims = len(claims & set(disputed))
    note = (
        f"{disputed_claims} of {len(claims)} claims are in dispute; the others, and what they rest on, nobody attacks"
    )
    return Findings(rows, [note])


def _why(corpus: Corpus, claim: str, depth: int = _DEPTH, rivals: str = "count", moves: str = "all") -> Findings:
    arguments = arguments_of(corpus, rivals=rivals == "count", inferred=moves == "all")
    found = reasons(arguments, grounded(arguments.framework()), claim, depth)
    steps = {step.iri: step for step in arguments.inferences}
    rows = []
    for one in found:
        step = steps.get(one.thing)
        by, stated = (step.mover, step.stated) if step else ("", None)
        rows.append((one.depth, one.link, one.thing, by, stated, STANDINGS[one.label], one.because))
    return Findings(rows)


def _what_if(corpus: Corpus, without: str, role: str = "any") -> Findings:
    arguments = arguments_of(corpus)
    terms = {*arguments.framework().arguments, *(stance.claim for stance in corpus.stances)}
    if without in terms:
        already = grounded(arguments.framework()).get(without)
        fallen = " (it falls as it is)" if already and already.label == "out" else ""
        return _changed(changes(arguments, things=[without]), f"this is taken out of the argument{fallen}")
    stances: tuple[Stance, ...] = corpus.stances
    moves: list[Inference | Attack] = [*corpus.inferences, *corpus.attacks]
    if any(without in (one.reporter, one.holder) for one in stances) or any(
        without in (one.reporter, one.mover) for one in moves
    ):
        reports = any(one.reporter == without != one.holder for one in stances)
        as_reporter = role == "reporter" or (role == "any" and reports)
        gone = {one.iri for one in stances if (one.reporter if as_reporter else one.holder) == without}
        unmade = {one.iri for one in moves if (one.reporter if as_reporter else one.mover) == without}
        said = "reports" if as_reporter else "says, by whomever it is reported,"
        note = f"what this speaker {said} is set aside"
    else:
        gone = unmade = set(corpus.records_only_in(without))
        note = "what only this work states or attests is set aside"
        if not gone:
            raise InputError(
                "nothing to set aside: this is no claim, evidence or speaker, and no record rests on it as a work;"
                " `historiograph ask evidence` lists the evidence"
            )
    left = {one.claim for one in stances if one.iri not in gone}
    voiceless = {one.claim for one in stances if one.iri in gone} - left
    count = f"{len(gone & {one.iri for one in stances})} stances, {len(unmade & {one.iri for one in moves})} moves"
    return _changed(changes(arguments, moves=unmade, voiceless=voiceless), f"{note}: {count}")


def _changed(found: Sequence[Change], note: str) -> Findings:
    rows = [
        (
            one.thing,
            one.effect,
            STANDINGS[one.before],
            STANDINGS.get(one.after, ""),
            one.grounds_before,
            one.grounds_after,
        )
        for one in found
    ]
    effects: dict[str, int] = {}
    for one in found:
        effects[one.effect] = effects.get(one.effect, 0) + 1
    counts = ", ".join(f"{effect} {count}" for effect, count in effects.items()) or "nothing changes"
    return Findings(rows, [f"{note}; {counts}"])


def _unanswered(corpus: Corpus, agent: str | None = None) -> Findings:
    from historiograph.analysis.conflicts import unanswered

    labelling = grounded(arguments_of(corpus).framework())
    found = unanswered(corpus.attacks, corpus.inferences, corpus.standing_stances, corpus.rivals, labelling)
    rows = [
        (attack.kind, attack.attacker, attack.target, attack.mover, attack.reporter, attack.stated, STANDINGS[label])
        for attack, label in found
        if agent in (None, attack.mover)
    ]
    return Findings(rows, [f"{len(found)} of {len(corpus.attacks)} attacks meet no reply"])


def _self_conflicts(corpus: Corpus) -> Findings:
    from historiograph.analysis.conflicts import self_conflicts

    found = self_conflicts(corpus.standing_stances, corpus.rivals, corpus.attacks)
    return Findings([(*one[:4], len(one.reporters) < 2, one.reporters) for one in found])


ANALYSES = (
    Analysis(
        "standing",
        "Which claims have the last word",
        "Which disputed claims stand, fall or stay open under the attacks and grounds that are recorded?",
        "Argument",
        _METHOD,
        _CAVEAT,
        (
            Parameter("debate", "Debate", "only answers to this question", "origins-of-the-terror", optional=True),
            Parameter("standing", "all|stands|falls|open", "only those that fare so", "all", optional=True),
            _RIVALS,
            _MOVES,
        ),
        (
            Column("claim", "thing", "a claim or a body of evidence in dispute"),
            _STANDING,
            _BECAUSE,
            Column("by", "things", "what attacks it, excludes it or no longer grounds it"),
            Column("grounds", "number", "inferences that are recorded for it"),
            Column("groundsLeft", "number", "of these, those that stand"),
        ),
        _standing,
    ),
    Analysis(
        "why",
        "Why a claim stands or falls",
        "Through which chain of reasons does a claim stand, fall or stay open?",
        "Argument",
        _METHOD,
        _CAVEAT,
        (
            Parameter("claim", "Claim", "the claim", "terror-followed-a-master-plan"),
            Parameter("depth", "xsd:integer", "how many steps to go; 3 if not given", "2", optional=True),
            _RIVALS,
            _MOVES,
        ),
        (
            Column("depth", "number", "steps from the claim"),
            Column("link", "word", "attacked by, excluded by, argued by (an inference), rests on (its premises)"),
            Column("reason", "thing", "claim, evidence or inference"),
            Column("movedBy", "thing", "who makes the inference"),
            Column("stated", "flag", "whether the text states the inference"),
            _STANDING,
            _BECAUSE,
        ),
        _why,
    ),
    Analysis(
        "unanswered",
        "Attacks without a reply",
        "Which attacks does nobody answer, and how does what they attack fare?",
        "Argument",
        "An attack is answered by an attack on what attacks or on a step that leads to it, by a stance that denies"
        " it, or by a rival of it that somebody accepts, other than the claim attacked.",
        "Unanswered here may be answered elsewhere: the texts may report one side only.",
        (Parameter("agent", "Agent", "only attacks that this speaker makes", "getty", optional=True),),
        (
            Column("attack", "word", "rebuttal, undercut or undermining"),
            Column("attacker", "thing", "what is brought against it"),
            Column("target", "thing", "what is attacked"),
            Column("movedBy", "thing", "who attacks"),
            Column("accordingTo", "thing", "whose text says so"),
            Column("stated", "flag", "whether the text states the attack"),
            Column("targetStanding", "word", "how the target fares: stands, falls or open"),
        ),
        _unanswered,
    ),
    Analysis(
        "what-if",
        "What if something is set aside",
        "What falls, opens, or loses grounds or its last voice if evidence, a claim, a work or a speaker is set aside?",
        "Argument",
        _METHOD,
        "Setting aside is a question, and no verdict on the thing. " + _CAVEAT,
        (
            Parameter("without", "Thing", "evidence, claim, work, reporter or speaker", "smolensk-party-archive"),
            Parameter(
                "role",
                "any|reporter|speaker",
                "of a person: what they report, or what they say",
                "speaker",
                optional=True,
            ),
        ),
        (
            Column("thing", "thing", "a claim or body of evidence that is affected"),
            Column("effect", "word", "voiceless, falls, opens, rises or weaker"),
            Column("before", "word", "its standing"),
            Column("after", "word", "its standing without"),
            Column("groundsBefore", "number", "inferences for it that stand"),
            Column("groundsAfter", "number", "those that still do"),
        ),
        _what_if,
    ),
    Analysis(
        "self-conflicts",
        "Speakers at odds with themselves",
        "Who is presented as holding two things that do not go together, with no change of mind to explain it?",
        "Argument",
        "Stances that are neither superseded nor withdrawn: one claim accepted and denied, rivals accepted, or an"
        " attack made on what is accepted.",
        "The fault may be the speaker's, a reporter's or the curator's; where two report, look at both passages.",
        (),
        (
            Column("holder", "thing", "who"),
            Column("kind", "word", "accepts and denies, accepts rivals, or argues against own claim"),
            Column("claim", "thing", "what they accept"),
            Column("other", "thing", "what does not go with it"),
            Column("oneReporter", "flag", "whether one text alone presents both"),
            Column("reporters", "things", "who presents either"),
        ),
        _self_conflicts,
    ),
)
