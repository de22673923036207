"""A hundred single mistakes put into a good dataset: does `check` name file and line, does it say how to mend it?"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "graph_data" / "peloponnesian-war"
EACH = 5
PLACED, MENDED = 95, 80
"""The aims, of a hundred."""

REFERENCES = "holder|onClaim|answers|bearsOn|conclusion|movedBy|member|inSchool|measure|realizationOf|creator"
REQUIRED = "label|gist|attitude|holder|conclusion|membershipKind|name|edtf|title|unit"
VALUES = "attitude|hedge|membershipKind|scheme|unit|boundsKind"


class Mistake(NamedTuple):
    """One mistake: the lines of a file as they are now, the lines that may be blamed, and words of the mend."""

    lines: list[str]
    blamed: range
    mend: str


Maker = Callable[[list[str], int, random.Random], Mistake | None]


def _line(pattern: str, change: Callable[[re.Match[str], random.Random], tuple[str, str] | None]) -> Maker:
    """Return a maker for mistakes within one line: the changed line, and the words of its mend."""
    compiled = re.compile(pattern)

    def make(lines: list[str], row: int, chance: random.Random) -> Mistake | None:
        found = compiled.fullmatch(lines[row])
        changed = change(found, chance) if found else None
        if changed is None or changed[0] == lines[row]:
            return None
        now = changed[0].split("\n")
        return Mistake([*lines[:row], *now, *lines[row + 1 :]], range(row + 1, row + len(now) + 1), changed[1])

    return make


def _swap(word: str, chance: random.Random) -> str:
    """Return a word with two neighbouring, different letters in each other's place, as hurried fingers put them."""
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    if not places or "-" in word[-2:]:
        return word
    place = chance.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _record_start(lines: list[str], row: int) -> int:
    """Return where the record begins that a line belongs to."""
    indent = len(lines[row]) - len(lines[row].lstrip(" -"))
    while row and not (
        lines[row].lstrip().startswith("- ") and len(lines[row]) - len(lines[row].lstrip(" -")) <= indent
    ):
        row -= 1
    return row


def _deleted(lines: list[str], row: int, _chance: random.Random) -> Mistake | None:
    found = re.fullmatch(rf" +({REQUIRED}): \S.*", lines[row])
    if not found or (row + 1 < len(lines) and re.match(r" {6,}[^ -]", lines[row + 1]) and lines[row].endswith("-")):
        return None
    return Mistake([*lines[:row], *lines[row + 1 :]], range(_record_start(lines, row) + 1, row + 1), f"`{found[1]}")


def _duplicate_id(lines: list[str], row: int, chance: random.Random) -> Mistake | None:
    if not re.fullmatch(r"  - id: [a-z0-9-]+", lines[row]):
        return None
    top = max(place for place in range(row) if lines[place][:1].isalpha())
    same = [line for line in lines[top:row] if re.fullmatch(r"  - id: [a-z0-9-]+", line)]
    if not same:
        return None
    return Mistake([*lines[:row], chance.choice(same), *lines[row + 1 :]], range(row + 1, row + 2), "another `id`")


KINDS: dict[str, Maker] = {
    "required key left out": _deleted,
    "slip in a reference": _line(
        rf"( +(?:- )?(?:{REFERENCES}): )([a-z-]{{5,}})", lambda m, c: (m[1] + _swap(m[2], c), f"'{m[2]}'")
    ),
    "slip in a key": _line(
        r"( +(?:- )?)([A-Za-z]{5,})(: .+)", lambda m, c: (m[1] + _swap(m[2], c) + m[3], f"'{m[2]}'")
    ),
    "slip in a section": _line(r"([a-z]{5,}):", lambda m, c: (_swap(m[1], c) + ":", f"'{m[1]}'")),
    "slip in a value": _line(rf"( +(?:{VALUES}): )([a-z-]{{4,}})", lambda m, c: (m[1] + _swap(m[2], c), m[2])),
    "word for a number": _line(r"(.*\bstart: )(\d+)(,.*)", lambda m, c: (f"{m[1]}about {m[2]}{m[3]}", "whole number")),
    "offsets swapped": _line(
        r"(.*\bstart: )(\d+)(, end: )(\d+)(.*)", lambda m, c: (m[1] + m[4] + m[3] + m[2] + m[5], "`start`")
    ),
    "digest cut short": _line(
        r"(.*passageDigest: )([0-9a-f]{64})(.*)", lambda m, c: (m[1] + m[2][:-3] + m[3], "SHA-256")
    ),
    "quotation mark not closed": _line(r"( +label: )([A-Z][^:\"']+)", lambda m, c: (f'{m[1]}"{m[2]}', "quot")),
    "colon inside a text": _line(
        r"( +(?:label|definition): )([A-Z]\w+) (.+)", lambda m, c: (f"{m[1]}{m[2]}: {m[3]}", "quot")
    ),
    "colon without a space": _line(
        r"( +(?:answers|attitude|holder|label)):( .+)", lambda m, c: (m[1] + ":" + m[2][1:], "space")
    ),
    "tab for spaces": _line(r"    (label|attitude|gist|name)(: .+)", lambda m, c: (f"\t{m[1]}{m[2]}", "spaces")),
    "one space too many": _line(
        r"( +)(answers|attitude|name|title)(: .+)", lambda m, c: (f"{m[1]} {m[2]}{m[3]}", "indent")
    ),
    "key written twice": _line(
        r"( +)(attitude|label|answers|name)(: .+)", lambda m, c: (f"{m[0]}\n{m[0]}", "Keep one")
    ),
    "id used twice": _duplicate_id,
    "id with capitals and spaces": _line(
        r"(  - id: )([a-z]+(?:-[a-z]+)+)", lambda m, c: (m[1] + m[2].replace("-", " ").title(), m[2])
    ),
    "date in words": _line(r"( +(?:edtf|issued): )(\S+)", lambda m, c: (f"{m[1]}about 431 BC", "EDTF")),
    "key of another class": _line(
        r"( +)(attitude|label|edtf)(: .+)", lambda m, c: (f"{m[0]}\n{m[1]}pointValue: 12", "pointValue")
    ),
    "value left out": _line(r"( +(?:label|attitude|answers|name): ).+", lambda m, c: (m[1].rstrip(), "delete the key")),
    "reference to another kind": _line(
        r"( +(?:- )?holder: )([a-z-]+)", lambda m, c: (m[1] + "responsibility-for-the-war", "agent")
    ),
}


def mistakes(seed: int = 1) -> Iterator[tuple[str, Path, Mistake]]:
    """Yield kind, file (relative to the dataset) and mistake: so many of each kind, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    files = {
        file.relative_to(GOOD): file.read_text("utf-8").split("\n")
        for file in sorted(GOOD.rglob("*.yaml"))
        if file.parent.name != "fingerprints" and file.name != "dataset.yaml"
    }
    for kind, maker in KINDS.items():
        places = [(file, row) for file, lines in files.items() for row in range(len(lines))]
        chance.shuffle(places)
        made = 0
        for file, row in places:
            if made < EACH and (mistake := maker(files[file], row, chance)) is not None:
                made += 1
                yield kind, file, mistake


def run() -> None:
    from historiograph.loading import load_dataset
    from historiograph.validation import validate

    placed: dict[str, int] = defaultdict(int)
    mended: dict[str, int] = defaultdict(int)
    count: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "good"
        shutil.copytree(GOOD, copy)
        assert not [one for one in validate(load_dataset([copy])).findings if one.severity == "violation"]
        before = {(one.code, one.subject) for one in validate(load_dataset([copy])).findings}
        for kind, file, mistake in mistakes():
            original = (copy / file).read_text("utf-8")
            (copy / file).write_text("\n".join(mistake.lines), "utf-8")
            found = [
                one
                for one in validate(load_dataset([copy])).findings
                if (one.code, one.subject) not in before or one.severity == "violation"
            ]
            (copy / file).write_text(original, "utf-8")
            here = [one for one in found if one.file == str(copy / file) and one.line in mistake.blamed]
            told = [one for one in here or found if mistake.mend in f"{one.message} {one.hint}"]
            count[kind] += 1
            placed[kind] += bool(here)
            mended[kind] += bool(told)
            if not (here and told) and "-v" in sys.argv:
                print(f"{kind}: {file}:{mistake.blamed.start} {mistake.mend!r}\n  " + "\n  ".join(map(str, found[:3])))
    print("| mistake | put in | file and line named | mend in the hint |\n|---|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {count[kind]} | {placed[kind]} | {mended[kind]} |")
    total = sum(count.values())
    print(f"| all | {total} | {sum(placed.values())} (aim {PLACED}) | {sum(mended.values())} (aim {MENDED}) |")


if __name__ == "__main__":
    run()
