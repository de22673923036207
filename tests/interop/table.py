"""Writes the gauntlet's table into docs/interop.md: make gauntlet."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from interop.gauntlet import CONSUMERS, FORMATS, ROOT, Finding, run

__all__ = ["PAGE", "rows", "shown"]

PAGE = ROOT / "docs" / "interop.md"
_START, _END = "<!-- the gauntlet, by `make gauntlet` -->\n", "<!-- end of the gauntlet -->"
_SUFFIXES = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}


def rows(found: dict[tuple[str, Path], Finding], dataset: str, *, seconds: bool = True) -> list[tuple[str, ...]]:
    """Return a row for each consumer and file: consumer, file, result, and what changes from run to run."""
    listed = []
    for consumer in CONSUMERS:
        version = consumer.version()
        for name in consumer.formats:
            (finding,) = [
                one for (who, file), one in found.items() if who == consumer.name and file.name == f"{dataset}.{name}"
            ]
            result = finding.complaint or f"{len(finding.statements):,} statements"
            row = (consumer.name, f"`.{_SUFFIXES[name]}`", result)
            listed.append((*row, version, f"{finding.seconds:.1f}") if seconds else row)
    return listed


def shown() -> list[tuple[str, ...]]:
    """Return the consumers, files and results of the table as it stands on the page."""
    table = PAGE.read_text("utf-8").partition(_START)[2].partition(_END)[0].strip().splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [(consumer, file, result) for consumer, _, file, result, _ in cells]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = ["curated", str(ROOT / "graph_data" / "stalinism")]
        subprocess.run([sys.executable, "-m", "interop.export", str(folder), *data], check=True)
        (folder / "out").mkdir()
        found = run([folder / f"curated.{one}" for one in FORMATS], folder / "out")
    table = ["| consumer | version | file | result | seconds |", "|---|---|---|---|---|"]
    for consumer, file, result, version, seconds in rows(found, "curated"):
        table.append(f"| {consumer} | {version} | {file} | {result} | {seconds} |")
    before, _, rest = PAGE.read_text("utf-8").partition(_START)
    after = rest.partition(_END)[2]
    PAGE.write_text(before + _START + "\n".join(table) + "\n" + _END + after, "utf-8")
