"""`historiograph coverage`: which sentences of a source text no record points to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from historiograph.cli.options import add_data, load_graph, parser

_EXAMPLE = "  historiograph coverage --text my-copy-of-the-article.txt"


def run(words: Sequence[str]) -> int:
    """Print the share of sentences covered, section by section, and each sentence that is not."""
    command = parser("coverage", "Say which sentences of a source text no record points to, by section.", _EXAMPLE)
    command.add_argument("--text", type=Path, required=True, metavar="FILE", help="your own copy of a source text")
    add_data(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    options = command.parse_args(words)
    from historiograph.coverage import coverage
    from historiograph.texts import read_text

    read_text(options.text)  # a slip in its name is told at once
    sections = coverage(load_graph(options), options.text)
    if options.format == "json":
        rows = [
            {
                "section": section.label,
                "sentences": len(section.sentences),
                "covered": section.covered,
                "uncovered": [{"start": one.start, "end": one.end} for one in section.sentences if not one.covered],
            }
            for section in sections
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    covered = total = 0
    for section in sections:
        covered += section.covered
        total += len(section.sentences)
        print(f"{section.covered:>4} of {len(section.sentences):>4}  {section.label}")
        for one in section.sentences:
            if not one.covered:
                print(f"               {one.start}-{one.end}: {one.text}")
    share = f" ({100 * covered / total:.0f} %)" if total else ""
    print(f"{covered:>4} of {total:>4}  sentences in all{share}")
    return 0
