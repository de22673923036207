"""`historiograph load` of N-Quads as a whole process, beside `oxigraph load` of the same file.

Another size: python benchmarks/load.py TRIPLES [ROUNDS]. With $BENCH_FOLDER, the file stays there for the next run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from made_up import CLI, Files, workspace
from measure import ROOT, python
from synthetic import write_synthetic

AIM = 1.3


def run(size: int = 1_000_000, rounds: int = 3) -> None:
    oxigraph = Path(sys.executable).with_name("oxigraph")
    if not oxigraph.exists():
        raise RuntimeError("no oxigraph beside this Python; pip install oxigraph")
    with workspace() as folder:
        file = Files(folder, size).authored
        if not file.exists():
            write_synthetic(file, size)
        target = folder / "load.store"
        ours = python(CLI, "load", "--data", str(file), "-o", str(target))
        jobs = {
            "`oxigraph load`": [str(oxigraph), "load", "--location", str(target), "--file", str(file)],
            "`historiograph load --no-rules`": [*ours, "--no-rules"],
            "`historiograph load`, rules and all": ours,
        }
        _compare(size, file, target, jobs, rounds)


def _compare(size: int, file: Path, target: Path, jobs: dict[str, list[str]], rounds: int) -> None:
    taken: dict[str, list[tuple[float, float, int, int]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, command in jobs.items():
            shutil.rmtree(target, ignore_errors=True)
            wall, cpu, peak = _measured(command)
            taken[name].append((wall, cpu, peak, _size(target)))
    shutil.rmtree(target, ignore_errors=True)
    (floor, *_) = taken.values()
    print(f"\n### {size:,} triples ({file.stat().st_size / 1e6:,.0f} MB of N-Quads), medians of {rounds}\n")
    print("| what runs | wall s | CPU s | wall | CPU | peak MB | bytes a triple on disk | aim |")
    print("|---|---|---|---|---|---|---|---|")
    for name, rows in taken.items():
        wall, cpu, peak, disk = (median(column) for column in zip(*rows, strict=True))
        ratios = [median(row[n] for row in rows) / median(row[n] for row in floor) for n in (0, 1)]
        aimed = "no-rules" in name
        verdict = f"at most {AIM} of wall: {'met' if ratios[0] <= AIM else 'MISSED'}" if aimed else ""
        cells = [
            f"{wall:.1f}",
            f"{cpu:.1f}",
            *(f"{one:.2f}" for one in ratios),
            f"{peak / 1e6:,.0f}",
            f"{disk / size:.0f}",
        ]
        print(f"| {name} | {' | '.join(cells)} | {verdict} |", flush=True)


def _measured(command: list[str]) -> tuple[float, float, int]:
    """Return wall and CPU seconds and the peak memory in bytes of a command."""
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "builders")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with status {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    run(int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
