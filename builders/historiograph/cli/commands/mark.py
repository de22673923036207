"""`historiograph mark`: a chosen span of a text becomes the passage of a stance or of another record."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from historiograph.cli.options import add_data, parser, terminal_width
from historiograph.errors import InputError

if TYPE_CHECKING:
    from historiograph.authoring.sources import Sources, Written
    from historiograph.marking import Book, Marked

_EXAMPLE = """  historiograph mark --text article.txt --words "It was the sand ... dredge it." --data my-debate/
  historiograph mark --text article.pdf --data my-debate/ --claim sand-closed-the-harbour --holder berg
  historiograph mark --text article.epub --work ahlgren-why-sandholm -o my-debate/article.yaml"""
_OFFSETS = re.compile(r"(\d+)\s*[-–:]\s*(\d+)\Z")


def run(words: Sequence[str]) -> int:
    """Print a passage, or put it into its stance; status 1 if the dataset does not conform with it."""
    command = parser(
        "mark",
        "Turn a span of a text (plain text, PDF with a text layer, EPUB) into a passage: section, paragraph, page,"
        " offsets, digest. Without a span, on a terminal, choose it there. No text is stored.",
        _EXAMPLE,
    )
    command.add_argument("--text", type=Path, required=True, metavar="FILE", help="the copy that passages point into")
    span = command.add_mutually_exclusive_group()
    span.add_argument("--words", metavar="WORDS", help='"all of the words", or "the first ... the last words"')
    span.add_argument("--offsets", metavar="START-END", help="code points from 0, the end exclusive, as in 1200-1380")
    span.add_argument("--work", metavar="ID", help="print the record of a new text, which is that of this work")
    goal = command.add_mutually_exclusive_group()
    goal.add_argument("--claim", metavar="ID", help="put the passage into the stance on this claim, in its file")
    goal.add_argument(
        "--record", metavar="ID", help="put it into this step of argument, membership, name or reference, in its file"
    )
    command.add_argument("--holder", metavar="ID", help="whose stance, where there are several")
    command.add_argument("--stance", metavar="WHICH", help="which stance: its id, or the line that it begins in")
    there = command.add_mutually_exclusive_group()
    there.add_argument("--add", action="store_true", help="put it beside the passages that the stance has")
    there.add_argument("--replace", action="store_true", help="put it in the place of those")
    command.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="with --work: where to write the record")
    add_data(command)
    options = command.parse_args(words)
    _refuse_contradictions(options)
    from historiograph.authoring.sources import Sources
    from historiograph.marking import open_book
    from historiograph.places import places_of
    from historiograph.texts import read_text

    text = read_text(options.text)
    places = places_of(options.data)
    sources = Sources(places)
    book = open_book(text, sources)
    if options.work is not None:
        return _declare(book, options)
    record = _goal(sources, book, places, options)
    if record and not book.known:
        raise InputError(
            f"{text.path}: no source text of this dataset has this file's SHA-256, so a passage could not be checked;"
            f" declare it first: historiograph mark --text {text.path} --work ID-OF-ITS-WORK"
            f" -o {places[0] / (book.source + '.yaml')}"
        )
    marked = _marked(book, options)
    if marked is None:
        return 0
    print(book.shown(marked.start, marked.end), file=sys.stderr)
    if record is None:
        _print(book, marked, asked=bool(options.data))
        return 0
    return _put(marked, record, places, options)


def _refuse_contradictions(options: argparse.Namespace) -> None:
    goal = options.claim or options.record
    if goal and not options.data:
        raise InputError("--claim and --record write into the files of a dataset; name its folder with --data")
    if not options.claim and (options.holder or options.stance):
        raise InputError("--holder and --stance say whose stance on a claim is meant; name the claim with --claim")
    if not goal and (options.add or options.replace):
        raise InputError("--add and --replace say how a passage is put into a record; name it: --claim or --record")
    if options.output and options.work is None:
        raise InputError("-o takes the record of a text, which --work asks for; a passage goes where --claim says")
    if options.work is not None and goal:
        raise InputError("declare the text with --work first, then mark passages in it")
    if not (options.words or options.offsets or options.work) and not sys.stdin.isatty():
        raise InputError(
            'say which span: --words "the first words ... the last words" or --offsets START-END; on a terminal it may'
            " be chosen from the text"
        )


def _declare(book: Book, options: argparse.Namespace) -> int:
    from historiograph.files import write

    if book.known:
        raise InputError(f"{book.text.path}: the dataset declares this text already, as '{book.source}'")
    record = book.declaration(options.work) + "\n"
    if options.output is None:
        sys.stdout.write(record)
        return 0
    if options.output.exists():
        raise InputError(f"{options.output}: is there already; name a new file, or print the record without -o")
    if options.dry_run:
        print(f"{options.output}: would be written:\n{record}", end="")
        return 0
    write(options.output, record)
    print(f"{options.output}: declares the text as '{book.source}'; look over its title and sections", file=sys.stderr)
    return 0


def _marked(book: Book, options: argparse.Namespace) -> Marked | None:
    if options.words is not None:
        return book.find(options.words)
    if options.offsets is not None:
        found = _OFFSETS.match(options.offsets.strip())
        if not found:
            raise InputError(f"--offsets {options.offsets}: write two numbers, START-END, such as 1200-1380")
        return book.at(int(found[1]), int(found[2]))
    from historiograph.cli.choosing import choose_span

    span = choose_span(book, min(terminal_width() or 100, 100))
    return None if span is None else book.at(*span)


def _print(book: Book, marked: Marked, *, asked: bool) -> None:
    """Print what an author pastes; for a text that is new to the dataset, its record first."""
    if asked and not book.known:
        print("# The dataset does not know this text yet; put this into one of its files, once:")
        print(book.declaration())
        print(f"\n# and this into a stance (`source: {book.source}` at the head of its file says which text is meant):")
    print(marked.yaml())


def _goal(sources: Sources, book: Book, places: Sequence[Path], options: argparse.Namespace) -> Written | None:
    """Return the record that a passage goes into."""
    if options.record:
        from historiograph.loading import load_dataset

        record = sources.record(options.record, load_dataset(places).source_map.places)
    elif options.claim:
        record = _stance(sources, book, options)
    else:
        return None
    if record.has_passage and not (options.add or options.replace):
        raise InputError(f"{_called(record)} has a passage; --add puts this one beside it, --replace in its place")
    return record


def _stance(sources: Sources, book: Book, options: argparse.Namespace) -> Written:
    found = sources.stances(options.claim)
    if not found:
        raise InputError(f"nobody takes a stance on '{options.claim}' yet; write one with its `holder` and `attitude`")
    wanted = [
        one
        for one in found
        if (not options.holder or one.holder == options.holder)
        and (not options.stance or options.stance in (one.id, str(_line(one))))
    ]
    if not wanted:
        raise InputError(f"no such stance on '{options.claim}'; there is\n{_listed(found)}")
    of_this_text = [one for one in wanted if one.source == book.source]
    if len(wanted) > 1 and len(of_this_text) == 1:
        return of_this_text[0]
    if len(wanted) > 1:
        if not sys.stdin.isatty():
            raise InputError(
                f"'{options.claim}' has {len(wanted)} stances; say whose, with --holder or --stance:\n{_listed(wanted)}"
            )
        from historiograph.cli.choosing import choose_one

        number = choose_one("whose stance", [_named(one) for one in wanted])
        if number is None:
            raise InputError("no stance was chosen; nothing is written")
        wanted = [wanted[number]]
    return wanted[0]


def _called(record: Written) -> str:
    return f"the stance of {record.holder} {record.name}" if record.holder else record.name


def _listed(stances: Sequence[Written]) -> str:
    return "\n".join(f"  {_named(one)}" for one in stances)


def _named(stance: Written) -> str:
    return f"{stance.holder}{f', --stance {stance.id}' if stance.id else ''}  ({stance.file}:{_line(stance)})"


def _line(stance: Written) -> int:
    from historiograph.loading.source_map import SourceMap

    return SourceMap().position(stance.file, stance.path).line


def _put(marked: Marked, record: Written, places: Sequence[Path], options: argparse.Namespace) -> int:
    from historiograph.authoring.passages import lines_of
    from historiograph.files import write
    from historiograph.marking import checked, placed

    file, content = placed(marked, record, replace=options.replace)
    if options.dry_run:
        import difflib

        before = file.read_bytes().decode("utf-8").splitlines()
        lines = difflib.unified_diff(before, content.splitlines(), str(file), str(file), n=1, lineterm="")
        print("\n".join(lines))
        return 0
    write(file, content)
    print(marked.yaml(record.source))
    print(f"{file}: written into {_called(record)}", file=sys.stderr)
    findings, remade = checked(options.text, marked, places)
    if remade is not None:
        print(f"{remade}: fingerprints brought up to date", file=sys.stderr)
    own = lines_of(content, record.path)
    here = [one for one in findings if one.file == str(file) and one.line in own and one.severity != "info"]
    for one in here:
        print(one, file=sys.stderr)
    left = sum(one.severity == "violation" for one in findings) - sum(one.severity == "violation" for one in here)
    if left:
        print(f"{left} violation{'s' * (left > 1)} elsewhere; historiograph check lists what is left", file=sys.stderr)
    return 1 if any(one.severity == "violation" for one in here) else 0
