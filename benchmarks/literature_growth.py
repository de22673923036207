"""Made-up claims in files of a hundred: reading the YAML alone, load, check, and build; time, memory, growth.

    BENCH_BUILD=10000 python benchmarks/literature_growth.py 5000 10000 20000 50000

Each figure is that of a process of its own (interpreter and imports included). A build is measured up to
$BENCH_BUILD claims (1,000), since it writes five files for each; with $BENCH_FOLDER the data stay there for the next
run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from literature import write_literature
from made_up import CLI, workspace
from measure import ROOT, python

SIZES = (1_000, 2_000)
_READ = """
import gc, sys, pathlib
{imports}
gc.disable()
kept = [{loads}(file.read_text("utf-8")) for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml"))]
"""
_LOAD = "import sys; from historiograph.graph import load; load(sys.argv[1], cached=False)"
JOBS = {
    "reading the YAML alone (yaml-rs)": _READ.format(imports="from yaml_rs import loads", loads="loads"),
    "reading it with PyYAML (libyaml)": _READ.format(
        imports="import yaml; read = lambda text: yaml.load(text, Loader=yaml.CSafeLoader)", loads="read"
    ),
    "load": _LOAD,
    "check": CLI,
    "build": CLI,
}


class Taken(NamedTuple):
    """CPU and wall seconds, and the most memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(sizes: Sequence[int] = SIZES) -> None:
    most = int(os.environ.get("BENCH_BUILD", "1000"))
    found: dict[str, dict[int, Taken]] = {name: {} for name in JOBS}
    with workspace() as folder:
        for size in sizes:
            data, out = folder / f"literature-{size}", folder / "built"
            if not (data / "dataset.yaml").exists():
                write_literature(data, size)
            for name, program in JOBS.items():
                if name == "build" and size > most:
                    continue
                words = {"check": ["check", "--data"], "build": ["build", "-o", str(out), "--data"]}.get(name, [])
                found[name][size] = _measured(python(program, *words, str(data)))
                print(f"  {size:,} claims, {name}: {found[name][size]}", file=sys.stderr, flush=True)
                shutil.rmtree(out, ignore_errors=True)
    _print(found, sizes)


def _measured(command: Sequence[str]) -> Taken:
    """Run a command, and return what it took.

    Raises:
        RuntimeError: if it fails.
    """
    settings = os.environ | {"PYTHONPATH": str(ROOT / "builders"), "HISTORIOGRAPH_CACHE": "off"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"status {process.returncode}: {' '.join(command[2:])[-200:]}")
    return Taken(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / 1024)


def _print(found: dict[str, dict[int, Taken]], sizes: Sequence[int]) -> None:
    reading = next(iter(found.values()))
    print(f"\n| what runs | {' | '.join(f'{size:,} claims' for size in sizes)} | to the first | grows as n to the |")
    print(f"|---|{'---|' * len(sizes)}---|---|")
    for name, taken in found.items():
        cells = [
            f"{one.cpu:.1f} s CPU, {one.wall:.0f} s, {one.memory:.0f} MB" if (one := taken.get(size)) else ""
            for size in sizes
        ]
        known = [size for size in sizes if size in taken]
        if not known:
            continue
        first, last = known[0], known[-1]
        growth = f"{log(taken[last].cpu / taken[first].cpu) / log(last / first):.2f}" if last > first else ""
        ratio = taken[last].cpu / reading[last].cpu
        print(f"| {name} | {' | '.join(cells)} | {ratio:.1f} | {growth} |")


if __name__ == "__main__":
    run([int(float(one)) for one in sys.argv[1:]] or SIZES)
