"""A made-up dataset in the authoring format, of any size and always the same: python generate.py FOLDER MEGABYTES."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from textwrap import fill

__all__ = ["generate"]

SUBJECTS = """
    state party peasant famine purge plan grain worker army trial archive memoir quota church letter report city
    village border school tax debt rail mine strike union court census clerk ration
"""
WORDS = SUBJECTS.split()
ATTITUDES = ("asserts", "asserts", "asserts", "denies", "doubts", "concedes", "entertains")
HEDGES = ("probable", "possible", "apparent")
SCHEMES = ("causal", "analogy", "documentary", "statistical", "example")
PEOPLE, DEBATES, TOPICS, EVENTS, TEXTS, EVIDENCE = 150, 40, 60, 50, 20, 80
CLAIMS_A_FILE = 100
PART = 100_000
"""Characters in each of the nine sections of a text."""


def generate(folder: Path, size: int, seed: int = 1) -> int:
    """Write a dataset of at least `size` bytes into a folder, and return its true size."""
    written = 0
    for name, text in _files(random.Random(seed)):  # noqa: S311 - it shall be foreseeable
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        written += file.write_bytes(text.encode())
        if written >= size:
            break
    return written


def _files(chance: random.Random) -> Iterator[tuple[str, str]]:
    yield "dataset.yaml", "dataset:\n  id: made-up\n  base: https://example.org/made-up/\n  title: A made-up dispute\n"
    people = [f"  - id: person-{n}\n    name: Person {n}\n" for n in range(PEOPLE)]
    debates = [f"  - id: debate-{n}\n    label: Why the {_words(chance, 4)}?\n" for n in range(DEBATES)]
    topics = [f"  - id: topic-{n}\n    label: {_words(chance, 2)} {n}\n" for n in range(TOPICS)]
    events = [
        f"  - id: event-{n}\n    label: {_words(chance, 3)}\n    edtf: {1900 + n}/{1901 + n}\n" for n in range(EVENTS)
    ]
    evidence = [f"  - id: evidence-{n}\n    label: Files of the {_words(chance, 3)}\n" for n in range(EVIDENCE)]
    works = [
        f"  - id: work-{n}\n    type: bibo:Book\n    title: On the {_words(chance, 3)}\n"
        f'    creator: person-{n}\n    issued: "{1950 + n}"\n'
        for n in range(TEXTS)
    ]
    texts = [
        f"  - id: text-{n}\n    title: The {_words(chance, 3)}\n    identifier: text-{n}.txt\n"
        f"    sourceDigest: {_digest(chance)}\n    extent: {9 * PART}\n    realizationOf: work-{n}\n    divisions:\n"
        + "".join(
            f"      - {{label: Part {part}, start: {part * PART}, end: {part * PART + PART}}}\n" for part in range(9)
        )
        for n in range(TEXTS)
    ]
    yield "people.yaml", "historians:\n" + "".join(people)
    yield (
        "subjects.yaml",
        "".join(
            f"{section}:\n{''.join(records)}\n"
            for section, records in (
                ("debates", debates),
                ("topics", topics),
                ("events", events),
                ("evidence", evidence),
            )
        ),
    )
    yield "works.yaml", f"works:\n{''.join(works)}\nsourceTexts:\n{''.join(texts)}"
    for number in count():
        yield f"claims/part-{number:03}.yaml", _claims(chance, number)


def _claims(chance: random.Random, number: int) -> str:
    """Return a file of claims with their stances, and of moves between them."""
    first = number * CLAIMS_A_FILE
    ids = [f"claim-{first + n}" for n in range(CLAIMS_A_FILE)]
    source = number % TEXTS
    lines = [f"# Part {number}.", f"reporter: person-{source}", f"source: text-{source}", "", "claims:"]
    for claim in ids:
        lines += [f"  - id: {claim}", f"    label: The {_words(chance, 5)}", "    gist: >-"]
        lines.append(fill(f"The {_words(chance, 22)}.", 100, initial_indent="      ", subsequent_indent="      "))
        lines.append(f"    {chance.choice(('answers', 'bearsOn'))}: [debate-{chance.randrange(DEBATES)}]")
        lines.append(f"    about: [topic-{chance.randrange(TOPICS)}, event-{chance.randrange(EVENTS)}]")
        lines.append("    stances:")
        for holder in chance.sample(range(PEOPLE), chance.choice((1, 1, 1, 2, 3))):
            lines += [f"      - holder: person-{holder}", f"        attitude: {chance.choice(ATTITUDES)}"]
            if chance.random() < 0.2:
                lines.append(f"        hedge: {chance.choice(HEDGES)}")
            lines.append(f"        passage: {_passage(chance)}")
        lines.append("")
    lines.append("inferences:")
    for n in range(0, CLAIMS_A_FILE - 4, 4):
        lines += [f"  - id: inference-{first + n}", f"    premise: [{ids[n]}, evidence-{chance.randrange(EVIDENCE)}]"]
        lines += [f"    conclusion: {ids[n + 1]}", f"    scheme: {chance.choice(SCHEMES)}"]
        lines += _move(chance)
    lines.append("rebuttals:")
    for n in range(2, CLAIMS_A_FILE, 6):
        lines += [
            f"  - id: rebuttal-{first + n}",
            f"    attacker: {ids[n]}",
            f"    target: {ids[n - 1]}",
            *_move(chance),
        ]
    lines.append("undercuts:")
    for n in range(0, CLAIMS_A_FILE - 4, 12):
        lines += [f"  - id: undercut-{first + n}", f"    attacker: {ids[n + 3]}", f"    target: inference-{first + n}"]
        lines += _move(chance)
    return "\n".join(lines) + "\n"


def _move(chance: random.Random) -> list[str]:
    mover = f"    movedBy: person-{chance.randrange(PEOPLE)}"
    return [mover, f"    explicit: {chance.choice(('true', 'false'))}", f"    passage: {_passage(chance)}", ""]


def _passage(chance: random.Random) -> str:
    part, offset = chance.randrange(9), chance.randrange(PART - 400)
    start = part * PART + offset
    end = start + chance.randrange(40, 400)
    return f"{{section: Part {part}, start: {start}, end: {end}, passageDigest: {_digest(chance)}}}"


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number))


def _digest(chance: random.Random) -> str:
    return hashlib.sha256(chance.randbytes(8)).hexdigest()


if __name__ == "__main__":
    print(f"{generate(Path(sys.argv[1]), int(float(sys.argv[2]) * 1e6)):,} bytes")
