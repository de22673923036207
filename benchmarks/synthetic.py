"""A made-up historiography of any size, as N-Quads or N-Triples: python synthetic.py FILE TRIPLES [--seed N].

It has the vocabulary and the proportions of the curated graph, and the skew of a real literature: a few people and a
few debates have most of the claims, a few claims are taken up by hundreds of later texts, most by none (every choice
among many follows a Zipf-Mandelbrot law). Texts are written one after the other, each in a named graph of its own,
and what all share stands in the graph `authorities`, as in our exports. A text is a row of arguments: claims on one
debate, the stances of those who speak in them, the inferences and attacks that link them, and the passages that attest
all this.

The same size and seed give the same bytes. Nothing is remembered but how many claims each debate has so far, so that
ten million triples take as little memory as ten thousand. The outcome conforms: `historiograph check` finds no
violation in it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["BASE", "synthesize", "write_synthetic"]

BASE = "https://example.org/synthetic/"
HG = "https://w3id.org/historiograph/ontology#"
VOCABULARY = "https://w3id.org/historiograph/vocab/"
PREFIXES = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TRIPLES_A_CLAIM = 31
"""About so many triples come with each claim: its stances, passages and moves. The curated graph has as many."""
SPAN = 2_000
"""Characters of a text that one argument takes."""

FORENAMES = "Ada Anna Bennet Boris Carla Edith Fiodor Goran Ilse Jónas Lucía Marek Nadezhda Oleg Pál Ruža Sheila Yusuf"
SYLLABLES = "ar bel chev dor el fitz gan hol iv jez kov lew mal nov or pop quil ryk shev tuck und vol wett yezh zub žiž"
ENDINGS = "son ova ski enko ić ley man berg eau er ek"
SUBJECTS = """
    the state; the party; the peasantry; the famine; the purge; the plan; the harvest; the factory; the army; the trial;
    the archive; the church; the village; the border; the school; the census; the police; the city; the collective farm;
    the bureaucracy; the young; the workers; the regional secretaries; the leader; the ministry; the press; the camps
"""
VERBS = """
    produced; prevented; preceded; outgrew; resisted; shaped; concealed; hastened; followed from; was driven by;
    reflected; depended on; weakened; served; exaggerated; survived
"""
MANNERS = """
    from below; from above; by accident; by design; for want of grain; in the provinces; in the capital; under pressure;
    without a plan; against all warnings; for a time; to the end; more than was admitted; less than was thought
"""
ATTITUDES = {"asserts": 62, "denies": 12, "doubts": 6, "entertains": 6, "concedes": 8, "presupposes": 6}
HEDGES = ["probable", "possible", "apparent", "presumable", "emphatic", "approximate"]
SCHEMES = ["causal", "documentary", "statistical", "example", "authority", "analogy", "eyewitness", "generalization"]
MEMBERSHIPS = ["member", "member", "member", "founder", "precursor", "critic", "explicitly-not"]


def write_synthetic(file: Path, size: int, seed: int = 1) -> int:
    """Write at least `size` triples to a `.nq` or `.nt` file, gzipped with `.gz` behind it; return how many."""
    named = ".nq" in file.suffixes
    written = 0
    with gzip.open(file, "wb", 6) if file.suffix == ".gz" else file.open("wb") as out:
        for block in synthesize(size, seed, named):
            out.write(block.encode())
            written += block.count("\n")
    return written


def synthesize(size: int, seed: int = 1, named: bool = True) -> Iterator[str]:
    """Yield blocks of N-Quads (or N-Triples) lines, at least `size` lines in all."""
    return _Literature(size, random.Random(seed), named).lines()  # noqa: S311 - it shall be foreseeable


class _Literature:
    """The generator's state: how many things of each kind there are, and how many claims each debate has."""

    def __init__(self, size: int, chance: random.Random, named: bool) -> None:
        claims = max(1, size // TRIPLES_A_CLAIM)
        self.size, self.chance, self.named = size, chance, named
        # Heaps' law: the larger a literature, the fewer new names each claim brings.
        self.people = int(4 * claims**0.6) + 3
        self.debates = int(claims**0.6) + 2
        self.topics = int(1.5 * claims**0.6) + 2
        self.measures = int(0.5 * claims**0.7) + 2
        self.evidence = int(0.6 * claims**0.65) + 2
        self.schools = int(claims**0.4) + 2
        self.places = int(claims**0.4) + 2
        self.events = int(claims**0.5) + 2
        self.claims_of = [0] * self.debates

    def lines(self) -> Iterator[str]:
        left = self.size
        for block in self._blocks():
            yield block
            left -= block.count("\n")
            if left <= 0:
                return

    def _blocks(self) -> Iterator[str]:
        yield from self._authorities()
        text = 0
        while True:
            yield from self._text(text)
            text += 1

    # -- what all texts share --------------------------------------------------------------------------------------

    def _authorities(self) -> Iterator[str]:
        def shared(kind: str, slug: str, types: str, *facts: str) -> str:
            return self._record("authorities", _iri(kind, slug), types, *facts)

        yield self._record(
            "authorities",
            f"<{BASE.rstrip('/')}>",
            "void:Dataset dcat:Dataset",
            _fact("void:uriSpace", _text(BASE)),
            _fact("dcterms:identifier", _text("synthetic")),
            _fact("dcterms:title", _text("A made-up historiography")),
            _fact("dcterms:license", "<https://creativecommons.org/publicdomain/zero/1.0/>"),
        )
        for n in range(self.people):
            name = self._name(n)
            if n % 10 == 9:
                yield shared(
                    "agent", f"p{n}", "hg:UnnamedParty", _fact("skos:prefLabel", _text(f"some of {name}", "en"))
                )
            elif n % 10 == 4:
                yield shared("agent", f"p{n}", "hg:Actor", _fact("foaf:name", _text(name)))
            else:
                yield shared("agent", f"p{n}", "hg:Historian", _fact("foaf:name", _text(name)))
        for n in range(self.debates):
            label = f"Is it true (question {n}) that {self._sentence()}?"
            yield shared("debate", f"d{n}", "hg:Debate", _fact("skos:prefLabel", _text(label, "en")))
        for n in range(self.topics):
            broader = [_fact("skos:broader", _iri("topic", f"t{n - n % 12}"))] if n % 12 else []
            label = f"{self._word(SUBJECTS)} {self._word(MANNERS)} {n}"
            yield shared("topic", f"t{n}", "hg:Topic", _fact("skos:prefLabel", _text(label, "en")), *broader)
        for n in range(self.places):
            yield shared("place", f"l{n}", "hg:Place", _fact("skos:prefLabel", _text(self._name(n).split()[1], "en")))
        for n in range(self.events):
            year = 1890 + n % 100
            yield shared(
                "event",
                f"e{n}",
                "hg:Event",
                _fact("skos:prefLabel", _text(f"{self._word(SUBJECTS)} of {year} ({n})", "en")),
                _fact("hg:edtf", _text(f"{year}/{year + 1}")),
                _fact("hg:earliestYear", _number(year, "integer")),
                _fact("hg:latestYear", _number(year + 1, "integer")),
            )
        for n in range(self.measures):
            broader = [_fact("hg:broaderMeasure", _iri("measure", f"m{n - 7}"))] if n % 8 == 7 else []
            yield shared(
                "measure",
                f"m{n}",
                "hg:Measure",
                _fact("skos:prefLabel", _text(f"number of {self._word(SUBJECTS)} {n}", "en")),
                _fact("hg:unit", f"<{VOCABULARY}unit/persons>"),
                _fact("hg:counts", _iri("topic", f"t{self._pick(self.topics)}")),
                _fact("hg:coversPlace", _iri("place", f"l{self._pick(self.places)}")),
                _fact("hg:coversTime", _iri("event", f"e{self._pick(self.events)}")),
                _fact("hg:countingRule", _text(f"Everyone in list {n}.", "en")),
                *broader,
            )
        for n in range(self.evidence):
            label = f"papers of {self._name(n)} on {self._word(SUBJECTS)}"
            yield shared("evidence", f"v{n}", "hg:Evidence", _fact("skos:prefLabel", _text(label, "en")))
        for n in range(self.schools):
            yield shared(
                "school",
                f"s{n}",
                "hg:School",
                _fact("skos:prefLabel", _text(f"school of {self._name(n)}", "en")),
                _fact("skos:definition", _text(f"Those who hold that {self._sentence()}.", "en")),
            )

    # -- one text --------------------------------------------------------------------------------------------------

    def _text(self, number: int) -> Iterator[str]:
        """Yield a text's work and digitised text, then its arguments; its length has a long tail."""
        text, author = f"x{number}", self._author()
        arguments = min(400, int(3 * self.chance.paretovariate(1.1)))
        year = 1930 + number % 90
        title = f"{self._sentence().capitalize()} ({number})"
        passages = _Passages(self, text)
        yield self._record(
            "authorities",
            _iri("work", f"w{number}"),
            "bibo:Book hg:Work",
            _fact("dcterms:title", _text(title)),
            _fact("dcterms:creator", _iri("agent", f"p{author}")),
            _fact("dcterms:issued", _text(str(year))),
        )
        yield self._record(
            "authorities",
            _iri("text", text),
            "hg:SourceText",
            _fact("dcterms:title", _text(title)),
            _fact("dcterms:identifier", _text(f"{text}.txt")),
            _fact("dcterms:extent", _number(arguments * SPAN, "integer")),
            _fact("hg:sourceDigest", _text(_digest(text))),
            _fact("frbr:realizationOf", _iri("work", f"w{number}")),
        )
        for argument in range(arguments):
            if argument % 10 == 0:
                label, start = f"Part {argument // 10 + 1}", argument * SPAN
                passages.section = label
                yield self._record(
                    "authorities",
                    _iri("division", f"{text}--{argument // 10 + 1}"),
                    "hg:Division",
                    _fact("skos:prefLabel", _text(label, "en")),
                    _fact("oa:start", _number(start, "nonNegativeInteger")),
                    _fact("oa:end", _number(min(start + 10 * SPAN, arguments * SPAN), "nonNegativeInteger")),
                    _fact("hg:divisionOf", _iri("text", text)),
                )
            passages.at = argument * SPAN
            yield "".join(self._argument(number, author, argument, passages))

    def _argument(self, text: int, author: int, number: int, passages: _Passages) -> Iterator[str]:
        """Yield the claims of one argument on one debate, the stances on them, and the moves that link them."""
        chance, graph = self.chance, f"x{text}"
        name = f"{text}-{number}"
        debate = self._pick(self.debates)
        first = self.claims_of[debate]
        claims = [f"c{debate}-{first + n}" for n in range(chance.randrange(2, 6))]
        self.claims_of[debate] += len(claims)
        passages.answers.add(_iri("claim", claims[0]))
        for n, claim in enumerate(claims):
            yield self._claim(graph, claim, debate, n)
            for holder in self._holders(author):
                yield from self._stance(graph, claim, holder, author, passages, first + n)
        for n in range(chance.randrange(0, 3)):  # what earlier texts had claimed is taken up again
            if first:
                old = f"c{debate}-{self._pick(first)}"
                yield from self._stance(graph, old, self._pick(self.people), author, passages, f"{name}-{n}")

        def move(kind: str, slug: str, *facts: str) -> Iterator[str]:
            passage, lines = passages.next()
            yield lines
            yield self._record(
                graph,
                _iri("move", f"{slug}{name}"),
                kind,
                *facts,
                _fact("hg:movedBy", _iri("agent", f"p{author}")),
                _fact("hg:accordingTo", _iri("agent", f"p{author}")),
                _fact("hg:explicit", _number("true" if chance.random() < 0.7 else "false", "boolean")),
                _fact("hg:attestedBy", passage),
            )

        claim, other = _iri("claim", claims[0]), _iri("claim", claims[1])
        evidence = _iri("evidence", f"v{self._pick(self.evidence)}")
        if chance.random() < 0.8:
            premises = [_fact("hg:premise", _iri("claim", one)) for one in claims[1:3]]
            scheme = _fact("hg:scheme", f"<{VOCABULARY}argument-scheme/{chance.choice(SCHEMES)}>")
            yield from move("hg:Inference", "i", *premises, _fact("hg:conclusion", claim), scheme)
        if chance.random() < 0.4:
            yield from move("hg:Inference", "j", _fact("hg:premise", evidence), _fact("hg:conclusion", other))
            if chance.random() < 0.15:
                target = _fact("hg:target", _iri("move", f"j{name}"))
                yield from move("hg:Undercut", "u", _fact("hg:attacker", claim), target)
        if first and chance.random() < 0.4:
            rival = _iri("claim", f"c{debate}-{self._pick(first)}")
            yield from move("hg:Rebuttal", "r", _fact("hg:attacker", other), _fact("hg:target", rival))
            if chance.random() < 0.3:
                yield self._line(graph, claim, _fact("hg:incompatibleWith", rival))
                if rival not in passages.answers:
                    passages.answers.add(rival)
                    yield self._line(graph, rival, _fact("hg:answers", _iri("debate", f"d{debate}")))
        if len(claims) > 3:
            narrower = _fact("hg:qualifier", _iri("claim", claims[3]))
            yield from move("hg:Qualification", "q", _fact("hg:qualifiedClaim", claim), narrower)
        if chance.random() < 0.06:
            yield from move("hg:Undermining", "m", _fact("hg:attacker", other), _fact("hg:target", evidence))
        if chance.random() < 0.15:
            passage, lines = passages.next()
            yield lines
            yield self._record(
                graph,
                _iri("membership", name),
                "hg:Membership",
                _fact("hg:member", _iri("agent", f"p{self._pick(self.people)}")),
                _fact("hg:inSchool", _iri("school", f"s{self._pick(self.schools)}")),
                _fact("hg:membershipKind", f"<{VOCABULARY}membership-kind/{chance.choice(MEMBERSHIPS)}>"),
                _fact("hg:accordingTo", _iri("agent", f"p{author}")),
                _fact("hg:attestedBy", passage),
            )

    def _claim(self, graph: str, claim: str, debate: int, position: int) -> str:
        chance = self.chance
        facts = [
            _fact("skos:prefLabel", _text(f"{self._sentence().capitalize()} [{claim}]", "en")),
            _fact("hg:gist", _text(f"{self._sentence().capitalize()}, and {self._sentence()}.", "en")),
            _fact("hg:answers" if position == 0 else "hg:bearsOn", _iri("debate", f"d{debate}")),
            _fact("hg:about", _iri("topic", f"t{self._pick(self.topics)}")),
        ]
        if chance.random() < 0.4:
            facts.append(_fact("hg:about", _iri("event", f"e{self._pick(self.events)}")))
        if chance.random() >= 0.09:
            return self._record(graph, _iri("claim", claim), "hg:Claim", *facts)
        measure = self._pick(self.measures)
        middle = 1_000 * (measure + 1) * chance.randrange(80, 121)
        facts.append(_fact("hg:measure", _iri("measure", f"m{measure}")))
        if chance.random() < 0.5:
            facts += [
                _fact("hg:lowerBound", _number(middle * 9 // 10, "decimal")),
                _fact("hg:upperBound", _number(middle * 11 // 10, "decimal")),
                _fact("hg:boundsKind", f"<{VOCABULARY}bounds-kind/range>"),
            ]
        else:
            facts += [
                _fact("hg:pointValue", _number(middle, "decimal")),
                _fact("hg:boundsKind", f"<{VOCABULARY}bounds-kind/around>"),
            ]
        return self._record(graph, _iri("claim", claim), "hg:Claim hg:Estimate", *facts)

    def _holders(self, author: int) -> list[int]:
        """Return who takes a stance on a new claim: mostly one, the author or somebody reported."""
        chance = self.chance
        found = [author if chance.random() < 0.5 else self._pick(self.people)]
        if chance.random() < 0.15 and (second := self._pick(self.people)) not in found:
            found.append(second)
        return found

    def _stance(
        self, graph: str, claim: str, holder: int, author: int, passages: _Passages, mark: int | str
    ) -> Iterator[str]:
        chance = self.chance
        passage, lines = passages.next()
        yield lines
        attitude = chance.choices(tuple(ATTITUDES), tuple(ATTITUDES.values()))[0]
        facts = [
            _fact("hg:onClaim", _iri("claim", claim)),
            _fact("hg:holder", _iri("agent", f"p{holder}")),
            _fact("hg:reporter", _iri("agent", f"p{author}")),
            _fact("hg:attitude", f"<{VOCABULARY}attitude/{attitude}>"),
            _fact("hg:attestedBy", passage),
        ]
        if chance.random() < 0.15:
            facts.append(_fact("hg:hedge", f"<{VOCABULARY}hedge/{chance.choice(HEDGES)}>"))
        stance = f"{claim}--p{holder}--{graph}-{mark}"
        yield self._record(graph, _iri("stance", stance), "hg:Stance", *facts)
        if attitude == "asserts" and chance.random() < 0.02:  # a change of mind: both stances stay
            passage, lines = passages.next()
            yield lines
            later = [
                *facts[:3],
                _fact("hg:attitude", f"<{VOCABULARY}attitude/doubts>"),
                _fact("hg:attestedBy", passage),
            ]
            later.append(_fact("hg:supersedes", _iri("stance", stance)))
            yield self._record(graph, _iri("stance", f"{stance}--later"), "hg:Stance", *later)

    # -- words and numbers -----------------------------------------------------------------------------------------

    def _pick(self, number: int) -> int:
        """Return one of `number` things, the n-th with a weight of 1 / (n + 10): Zipf-Mandelbrot, without a table."""
        return min(number - 1, int(10 * ((number + 10) / 10) ** self.chance.random()) - 10) if number > 0 else 0

    def _author(self) -> int:
        """Return one of those who write books, which unnamed voices do not."""
        return next(n for n in iter(lambda: self._pick(self.people), -1) if n % 10 != 9)

    def _word(self, words: str) -> str:
        return self.chance.choice(_split(words))

    def _sentence(self) -> str:
        return f"{self._word(SUBJECTS)} {self._word(VERBS)} {self._word(SUBJECTS)} {self._word(MANNERS)}"

    def _name(self, number: int) -> str:
        """Return the name of the n-th person, the same each time."""
        forenames, syllables, endings = FORENAMES.split(), SYLLABLES.split(), ENDINGS.split()
        rest, ending = divmod(number, len(endings))
        surname = endings[ending]
        while True:
            rest, syllable = divmod(rest, len(syllables))
            surname = syllables[syllable] + surname
            if not rest:
                return f"{forenames[number * 7 % len(forenames)]} {surname.capitalize()}"

    # -- N-Quads ---------------------------------------------------------------------------------------------------

    def _record(self, graph: str, subject: str, types: str, *facts: str) -> str:
        return "".join(
            self._line(graph, subject, fact)
            for fact in (*(_fact("rdf:type", _expanded(one)) for one in types.split()), *facts)
        )

    def _line(self, graph: str, subject: str, fact: str) -> str:
        return f"{subject} {fact} <{BASE}graph/{graph}> .\n" if self.named else f"{subject} {fact} .\n"


class _Passages:
    """Hands out the passages of one text, each behind the last; and knows which claims it has made answers."""

    def __init__(self, literature: _Literature, text: str) -> None:
        self._literature = literature
        self._text = text
        self.section = ""
        self.answers: set[str] = set()
        self.at = 0

    def next(self) -> tuple[str, str]:
        """Return the IRI of the next passage, and the lines that describe it."""
        start = self.at + self._literature.chance.randrange(1, 40)
        end = start + self._literature.chance.randrange(20, 60)
        self.at = end
        slug = f"{self._text}--{start}-{end}"
        passage, selector = _iri("passage", slug), _iri("selector", slug)
        record = self._literature._record  # noqa: SLF001 - one generator in two classes
        return passage, record(
            self._text,
            passage,
            "hg:Passage",
            _fact("oa:hasSource", _iri("text", self._text)),
            _fact("oa:hasSelector", selector),
            _fact("hg:section", _text(self.section)),
            _fact("hg:passageDigest", _text(_digest(slug))),
        ) + record(
            self._text,
            selector,
            "oa:TextPositionSelector",
            _fact("oa:start", _number(start, "nonNegativeInteger")),
            _fact("oa:end", _number(end, "nonNegativeInteger")),
        )


def _expanded(name: str, known: dict[str, str] = {}) -> str:  # noqa: B006 - the default is the memory
    if name not in known:
        prefix, _, local = name.partition(":")
        known[name] = f"<{HG if prefix == 'hg' else PREFIXES[prefix]}{local}>"
    return known[name]


def _split(words: str, known: dict[str, list[str]] = {}) -> list[str]:  # noqa: B006
    if words not in known:
        known[words] = [" ".join(word.split()) for word in words.split(";")]
    return known[words]


def _fact(predicate: str, value: str) -> str:
    return f"{_expanded(predicate)} {value}"


def _iri(kind: str, slug: str) -> str:
    return f"<{BASE}{kind}/{slug}>"


def _text(text: str, language: str = "") -> str:
    return f'"{text}"@{language}' if language else f'"{text}"'


def _number(value: int | str, datatype: str) -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("file", type=Path, help="ends in .nq or .nt, or in .nq.gz or .nt.gz")
    options.add_argument("triples", type=lambda text: int(float(text)))
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    if not {".nq", ".nt"} & set(given.file.suffixes):
        sys.exit(f"{given.file}: the name should end in .nq or .nt, or in .nq.gz or .nt.gz")
    print(f"{write_synthetic(given.file, given.triples, given.seed):,} triples")
