"""Twelve questions to made-up historiography, ours beside the engine called directly and beside other engines.

Another size, or fewer engines: python benchmarks/questions.py TRIPLES [ENGINE ...]. Embedded engines are measured in
CPU, Virtuoso and Jena in time on the clock. maplib is asked if $MAPLIB_PYTHON is a Python that has it. With
$BENCH_FOLDER, files and stores stay there for the next run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import geometric_mean, median

from made_up import Files, made_up, workspace
from measure import ROOT
from twelve import QUESTIONS

AIM = 1.2
LIMIT = 60
"""Seconds that one question may take."""
ROUNDS = 5

Answers = Mapping[str, tuple[str, list[float]]]
"""Question -> number of rows and the seconds of each round, or why there is no answer and nothing."""


def run(size: int = 100_000, engines: Sequence[str] = ()) -> None:
    with workspace() as folder:
        files = made_up(folder, size)
        found: dict[str, Answers] = {}
        for name, ask in ENGINES.items():
            if engines and name not in engines:
                continue
            try:
                found[name] = ask(files)
            except (RuntimeError, OSError, subprocess.SubprocessError) as error:
                print(f"\n{name} was not asked: {str(error).strip().splitlines()[-1]}", flush=True)
        _print(size, found)


def _engine(
    name: str, place: Callable[[Files], Path | str], most: int | None = None, program: str = ""
) -> Callable[[Files], Answers]:
    def ask(files: Files) -> Answers:
        if most is not None and files.size > most:
            raise RuntimeError("the graph is too large for it")
        script = str(ROOT / "benchmarks" / "engines.py")
        command = [program or sys.executable, script, name, str(place(files)), str(ROUNDS), str(LIMIT)]
        return _answers(command, {} if program else {"PYTHONPATH": str(ROOT / "builders")})

    return ask


def _virtuoso(files: Files) -> Answers:
    from virtuoso import virtuoso

    memory = min(4 << 30, max(256 << 20, files.quads.stat().st_size))
    with tempfile.TemporaryDirectory() as data, virtuoso(Path(data) / "v", files.quads, memory) as (address, seconds):
        print(f"\nVirtuoso's bulk loader took {seconds:.0f} s for {files.size:,} triples", flush=True)
        return _engine("http", lambda _: address)(files)


def _jena(files: Files) -> Answers:
    if files.size > 2_000_000:
        raise RuntimeError("the graph is too large for its memory")
    sys.path.insert(0, str(ROOT / "tests"))
    from interop import jena

    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        (folder / "queries").mkdir()
        for name, (_, query) in QUESTIONS.items():
            (folder / "queries" / f"{name}.rq").write_text(query, "utf-8")
        words = [str(files.triples), str(folder / "queries"), str(ROUNDS), str(LIMIT)]
        path = jena.class_path(folder)
        return _answers(["java", "-Xmx6g", "-cp", path, str(ROOT / "benchmarks" / "Jena.java"), *words], {})


def _maplib(files: Files) -> Answers:
    program = os.environ.get("MAPLIB_PYTHON")
    if not program:
        raise RuntimeError("$MAPLIB_PYTHON names no Python with maplib")
    return _engine("maplib", lambda files: files.triples, program=program)(files)


ENGINES: Mapping[str, Callable[[Files], Answers]] = {
    "pyoxigraph, disk": _engine("direct", lambda files: files.store),
    "ours, disk": _engine("ours", lambda files: files.store),
    "pyoxigraph, memory": _engine("direct", lambda files: files.quads),
    "ours, memory": _engine("memory", lambda files: files.quads),
    "rdflib": _engine("rdflib", lambda files: files.triples, most=200_000),
    "Virtuoso": _virtuoso,
    "Jena ARQ": _jena,
    "maplib": _maplib,
}


def _answers(command: Sequence[str], environment: Mapping[str, str]) -> Answers:
    settings = {**os.environ, **environment}
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False, timeout=3000)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or f"status {done.returncode}")
    found: dict[str, tuple[str, list[float]]] = {}
    for line in done.stdout.splitlines():
        name, rows, rest = line.split("\t")
        found[name] = (rest, []) if rows == "-" else (rows, [float(one) for one in rest.split()])
    return found


def _print(size: int, found: Mapping[str, Answers]) -> None:
    print(f"\n### {size:,} triples: milliseconds, median of up to {ROUNDS}\n")
    print(f"| question | rows | {' | '.join(found)} |\n|---|---|{'---|' * len(found)}")
    for name in QUESTIONS:
        rows = next((answers[name][0] for answers in found.values() if name in answers and answers[name][1]), "-")
        cells = (_cell(answers.get(name), rows) for answers in found.values())
        print(f"| {name} | {rows} | {' | '.join(cells)} |")
    for place in ("disk", "memory"):
        mine, theirs = found.get(f"ours, {place}", {}), found.get(f"pyoxigraph, {place}", {})
        both = [name for name in QUESTIONS if name in mine and name in theirs and mine[name][1] and theirs[name][1]]
        if both:
            ratios = [median(mine[name][1]) / median(theirs[name][1]) for name in both]
            mean = geometric_mean(ratios)
            verdict = f"at most {AIM}: {'met' if mean <= AIM else 'MISSED'}"
            print(f"\nours to pyoxigraph, {place}: {mean:.2f} in the mean, {max(ratios):.2f} at most; {verdict}")


def _cell(answer: tuple[str, list[float]] | None, rows: str) -> str:
    if answer is None:
        return "ended early"
    if not answer[1]:
        return answer[0]
    doubt = "" if answer[0] == rows else f" ({answer[0]} rows)"
    return f"{median(answer[1]) * 1000:.3g}{doubt}"


if __name__ == "__main__":
    run(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000, sys.argv[2:])
