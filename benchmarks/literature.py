"""A made-up literature in the authoring format, in the proportions of the curated graph, and always the same.

    python benchmarks/literature.py FOLDER CLAIMS

A file is a book: a hundred claims with their debates, people, parties, topics, evidence and measures, the text that
they stand in, what is held of them, and how they are argued. The proportions are those of `graph_data/stalinism` (970
claims, 976 stances, 402 moves, 61 debates, 904 passages): a hundred claims have six or seven debates, three historians,
five actors, eight parties, eight figures, 29 inferences and 12 other moves. One claim in ten is about a debate of
another book, one stance in five is that of somebody whom several books know, and there are fewer schools the larger it
gets.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

__all__ = ["CLAIMS_A_FILE", "write_literature"]

CLAIMS_A_FILE = 100
_VOCABULARY = """
    state party peasant famine purge plan grain worker army trial archive memoir quota church letter report city village
    border school tax debt rail mine strike union court census clerk ration minister treaty crowd rumour harvest levy
    barracks factory kolkhoz decree province colony frontier market price wage widow orphan sermon pamphlet barricade

    hastened delayed fed starved divided united outlived betrayed disguised explained invented served ruined spared
    followed preceded hardened softened financed emptied provoked answered deceived settled unsettled carried

    early late rural urban northern southern eastern western forgotten official secret local foreign hungry stubborn
    learned unlettered wealthy landless young elderly loyal rebellious

    ba ce dor el fin gar hus il jor kel lan mir nov os pel ral sten tur vel zar
"""
_SUBJECTS, _WAYS, _QUALITIES, _SYLLABLES = (part.split() for part in _VOCABULARY.split("\n\n"))
_WORDS = 12_000
"""So many made-up nouns there are; a book has its own hundred of them, for the most part of the commoner ones."""
_ATTITUDES = ("asserts",) * 7 + ("denies", "doubts", "concedes")
_KINDS = ("member", "member", "founder", "fellow-traveller", "critic")
_SCHEMES = ("causal", "analogy", "documentary", "statistical", "example")
_PART = 20_000
"""Characters in each of the eight sections of a text."""
_PARTS = 8
_KNOWN = 40
"""So many historians of other books may be quoted in any."""


def write_literature(folder: Path, claims: int, seed: int = 1) -> int:
    """Write a dataset into a folder, and return its size in bytes.

    Args:
        folder: gets `dataset.yaml`, `schools.yaml` and a file for each hundred claims.
        claims: how many, rounded up to a whole hundred.
        seed: for chance; the files are the same for the same number of claims and seed.
    """
    written = 0
    books = -(-claims // CLAIMS_A_FILE)
    for name, text in _files(books, seed):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        written += file.write_bytes(text.encode())
    return written


def _files(books: int, seed: int) -> Iterator[tuple[str, str]]:
    yield (
        "dataset.yaml",
        "dataset:\n  id: literature\n  base: https://example.org/literature/\n  title: A made-up literature\n",
    )
    schools = _schools(books)
    yield (
        "schools.yaml",
        "schools:\n" + "".join(f"  - id: school-{n}\n    label: The school of {_noun(n)}\n" for n in range(schools)),
    )
    for number in range(books):
        yield f"books/{number:04}.yaml", _Book(number, books, random.Random(f"{seed}-{number}")).text()  # noqa: S311


def _schools(books: int) -> int:
    return 12 + books // 10


def _noun(number: int) -> str:
    return f"{_QUALITIES[number % len(_QUALITIES)]} {_SUBJECTS[number // len(_QUALITIES) % len(_SUBJECTS)]} {number}"


class _Book:
    """One file."""

    def __init__(self, number: int, books: int, chance: random.Random) -> None:
        self._number, self._books, self._chance = number, books, chance
        self._nouns = [_made_up(int(_WORDS * chance.random() ** 2)) for _ in range(100)]
        self._author = f"historian-{number}-0"
        self._text = f"text-{number}"
        self._people = [f"historian-{number}-{n}" for n in range(3)]
        self._actors = [f"actor-{number}-{n}" for n in range(5)]
        self._parties = [f"party-{number}-{n}" for n in range(8)]
        self._topics = [f"topic-{number}-{n}" for n in range(13)]
        self._evidence = [f"evidence-{number}-{n}" for n in range(4)]
        self._measures = [f"measure-{number}-{n}" for n in range(8)]
        self._periods = [f"period-{number}-{n}" for n in range(5)]
        self._debates = [f"debate-{number}-{n}" for n in range(6 + number % 2)]
        self._claims = [f"claim-{number}-{n}" for n in range(CLAIMS_A_FILE - 9)]
        self._figures = [f"figure-{number}-{n}" for n in range(8)]
        self._analogy = f"analogy-{number}"

    def text(self) -> str:
        """Return the file."""
        lines = [f"# Book {self._number}.", f"reporter: {self._author}", f"source: {self._text}", ""]
        lines += [*self._what_there_is(), *self._memberships(), *self._what_is_claimed(), *self._moves()]
        return "\n".join(lines) + "\n"

    def _what_there_is(self) -> Iterator[str]:
        chance, number = self._chance, self._number
        yield "historians:"
        for one in self._people:
            yield f"  - id: {one}\n    name: {_words(chance, _QUALITIES, 1).title()} {one.title()}"
            yield f"    definition: Writes on the {_words(chance, _SUBJECTS, 2)}."
        yield "actors:"
        yield from (
            f"  - id: {one}\n    name: {one.title()} the {_words(chance, _QUALITIES, 1)}" for one in self._actors
        )
        yield "unnamedParties:"
        yield from (f"  - id: {one}\n    label: Those who speak of {self._thing()} {one}" for one in self._parties)
        yield "topics:"
        yield from (f"  - id: {one}\n    label: {self._thing()} {one}" for one in self._topics)
        yield "evidence:"
        for one in self._evidence:
            yield f"  - id: {one}\n    label: Files of {self._thing()} {one}\n    definition: What the office left."
        yield f"places:\n  - id: place-{number}\n    label: The land of {self._thing()} {number}"
        yield "periods:"
        for n, one in enumerate(self._periods):
            yield f"  - id: {one}\n    label: Time of {self._thing()} {one}\n    edtf: {1900 + 7 * n}/{1905 + 7 * n}"
        yield "measures:"
        for one in self._measures:
            yield f"  - id: {one}\n    label: Number of {self._thing()} {one}\n    unit: persons"
            yield f"    counts: {chance.choice(self._topics)}\n    coversTime: {chance.choice(self._periods)}"
            yield f"    coversPlace: place-{number}\n    countingRule: All of them, as the text counts."
        yield "debates:"
        yield from (
            f"  - id: {one}\n    label: What {chance.choice(_WAYS)} {self._thing()} {one}?" for one in self._debates
        )
        yield f"works:\n  - id: work-{number}\n    title: On {self._thing()} {number}"
        yield f'    creator: [{self._author}]\n    type: bibo:Book\n    issued: "{1930 + number % 90}"'
        yield f"sourceTexts:\n  - id: {self._text}\n    title: Digitised text of book {number}"
        yield f"    identifier: {self._text}.txt\n    sourceDigest: {_digest(chance)}\n    extent: {_PARTS * _PART}"
        yield f"    realizationOf: work-{number}\n    divisions:"
        for part in range(_PARTS):
            yield f"      - {{label: Chapter {part + 1}, start: {part * _PART}, end: {part * _PART + _PART}}}"
        yield ""

    def _memberships(self) -> Iterator[str]:
        yield "memberships:"
        for member in (*self._people, *self._parties[:2]):
            yield f"  - member: {member}\n    inSchool: school-{self._chance.randrange(_schools(self._books))}"
            yield f"    membershipKind: {self._chance.choice(_KINDS)}\n    passage: {self._passage()}"
        yield ""

    def _what_is_claimed(self) -> Iterator[str]:
        chance = self._chance
        yield "claims:"
        for claim in self._claims:
            yield from self._claim(claim)
            yield "    stances:"
            yield from self._stance(self._author if chance.random() < 0.6 else self._holder())
            if chance.random() < 0.1:
                yield from self._stance(self._parties[-1])
            yield ""
        yield "estimates:"
        for n, figure in enumerate(self._figures):
            yield from self._claim(figure)
            yield f"    measure: {self._measures[n]}\n    pointValue: {chance.randrange(1, 10**7)}\n    stances:"
            yield from self._stance(self._holder())
            yield ""
        yield "analogies:"
        yield from self._claim(self._analogy)
        yield f"    analogue: [topic/{self._topics[0]}, topic/{self._topics[1]}]\n    stances:"
        yield from self._stance(self._holder())
        yield ""

    def _claim(self, claim: str) -> Iterator[str]:
        chance = self._chance
        yield f"  - id: {claim}\n    label: {self._sentence()}\n    gist: >-"
        gist = f"{self._sentence()}, and {self._thing()} {chance.choice(_WAYS)} {self._thing()}"
        gist += f" of the {chance.choice(_SUBJECTS)}"
        yield fill(f"{gist} {claim}.", 100, initial_indent="      ", subsequent_indent="      ")
        debate = chance.choice(self._debates)
        if chance.random() < 0.1:
            debate = f"debate-{chance.randrange(self._books)}-{chance.randrange(6)}"
        yield f"    {'answers' if chance.random() < 0.7 else 'bearsOn'}: [{debate}]"
        yield f"    about: [{', '.join(sorted(chance.sample(self._topics, 2)))}]"

    def _stance(self, holder: str) -> Iterator[str]:
        yield f"      - holder: {holder}\n        attitude: {self._chance.choice(_ATTITUDES)}"
        yield f"        passage: {self._passage()}"

    def _holder(self) -> str:
        chance = self._chance
        if chance.random() < 0.5:
            return f"historian-{chance.randrange(min(self._books, _KNOWN))}-{chance.randrange(3)}"
        return chance.choice((*self._people, *self._actors, *self._parties[:-1]))

    def _moves(self) -> Iterator[str]:
        """Yield the steps of argument: each claims of the book only, and forward, so that nothing goes round."""
        claims, chance = self._claims, self._chance
        yield "inferences:"
        for n in range(29):
            source = [claims[3 * n], *([chance.choice(self._evidence)] if chance.random() < 0.3 else [])]
            yield f"  - id: inference-{self._number}-{n}\n    premise: [{', '.join(source)}]"
            yield f"    conclusion: {claims[3 * n + 1]}\n    scheme: {chance.choice(_SCHEMES)}"
            yield from self._move()
        for section, parts, many in (
            ("qualifications", ("qualifier", "qualifiedClaim"), 6),
            ("rebuttals", ("attacker", "target"), 5),
            ("weighings", ("preferred", "dispreferred"), 1),
        ):
            yield f"{section}:"
            for n in range(many):
                at = 3 * chance.randrange(28)
                yield f"  - id: {section}-{self._number}-{n}"
                yield f"    {parts[0]}: {claims[at + 2]}\n    {parts[1]}: {claims[at + 1]}"
                yield from self._move()
        attack, target = (("undercuts", f"inference-{self._number}-3"), ("underminings", self._evidence[0]))[
            self._number % 2
        ]
        yield f"{attack}:\n  - id: {attack}-{self._number}\n    attacker: {claims[14]}\n    target: {target}"
        yield from self._move()

    def _move(self) -> Iterator[str]:
        yield f"    movedBy: {self._author if self._chance.random() < 0.7 else self._chance.choice(self._people)}"
        yield f"    explicit: {self._chance.choice(('true', 'true', 'false'))}\n    passage: {self._passage()}\n"

    def _passage(self) -> str:
        part = self._chance.randrange(_PARTS)
        start = part * _PART + self._chance.randrange(_PART - 400)
        digest = _digest(self._chance)
        end = start + self._chance.randrange(40, 400)
        where = f"section: Chapter {part + 1}, paragraph: {start // 800 + 1}, start: {start}, end: {end}"
        return f"{{{where}, passageDigest: {digest}}}"

    def _sentence(self) -> str:
        return f"The {self._thing()} {self._chance.choice(_WAYS)} the {self._thing()}"

    def _thing(self) -> str:
        return (
            f"{self._chance.choice(_QUALITIES)} {self._chance.choice(_SUBJECTS)} of {self._chance.choice(self._nouns)}"
        )


def _made_up(number: int) -> str:
    """Return a word of its own for a number below 8,000 times 20."""
    digits = [number % 20, number // 20 % 20, number // 400 % 20, number // 8000]
    return "".join(_SYLLABLES[digit] for digit in (digits if digits[3] else digits[:3]))


def _words(chance: random.Random, words: Sequence[str], number: int) -> str:
    return " ".join(chance.choices(words, k=number))


def _digest(chance: random.Random) -> str:
    return hashlib.sha256(chance.randbytes(8)).hexdigest()


if __name__ == "__main__":
    print(f"{write_literature(Path(sys.argv[1]), int(float(sys.argv[2]))):,} bytes")
