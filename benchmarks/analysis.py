"""Analyses of 3,000 and 10,000 made-up claims: CPU, memory and growth; and beside plain networkx.

Other sizes: python benchmarks/analysis.py 10000 30000 100000. Each size is one process, which reads the graph from its
store on disk once and then runs every analysis on it. With $BENCH_FOLDER, files and stores stay there for the next run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from math import log
from time import process_time

from made_up import made_up, workspace
from measure import ROOT
from synthetic import BASE, TRIPLES_A_CLAIM

SIZES = (3_000, 10_000)
GIVEN = {
    "agreement": {"between": "historians"},
    "speakers": {"between": "speakers"},
    "why": {},
    "what-if": {"without": f"{BASE}evidence/v0"},
    "presented": {"agent": f"{BASE}agent/p0"},
}
"""Parameters, where an analysis needs some; for `why` a claim is taken from the graph."""


def run(sizes: Sequence[int] = SIZES) -> None:
    found = {}
    with workspace() as folder:
        for size in sizes:
            store = made_up(folder, size * TRIPLES_A_CLAIM).store
            command = [sys.executable, __file__, "--child", str(store)]
            settings = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "builders"), str(ROOT / "benchmarks")])}
            done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
            found[size] = json.loads(done.stdout)
    _print(found)


def _print(found: dict[int, dict[str, list[float]]]) -> None:
    sizes = list(found)
    print(f"\n| what runs | {' | '.join(f'{size:,} claims' for size in sizes)} | rows | grows as n to the |")
    print(f"|---|{'---|' * len(sizes)}---|---|")
    for name in found[sizes[-1]]:
        taken = [found[size].get(name, [0.0, 0])[0] for size in sizes]
        unit = " MB" if name == "peak memory" else " s"
        growth = (
            f"{log(taken[-1] / taken[0]) / log(sizes[-1] / sizes[0]):.2f}" if len(sizes) > 1 and taken[0] > 0.05 else ""
        )
        cells = " | ".join(f"{one:.0f}{unit}" if unit == " MB" else f"{one:.2f}{unit}" for one in taken)
        rows = found[sizes[-1]][name][1]
        print(f"| {name} | {cells} | {f'{rows:,}' if rows else ''} | {growth} |")


def _child(store: str) -> None:
    """Measure one size, and print what was measured as JSON: name -> CPU seconds and rows."""
    import resource

    import networkx  # noqa: F401 - what it takes to import is nothing that grows
    import numpy as np

    from historiograph.analysis import Corpus, analyses, work_out
    from historiograph.graph import load

    np.zeros(1)
    corpus = Corpus(load(store))
    taken: dict[str, tuple[float, int]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        start = process_time()
        done = work()
        taken[name] = (process_time() - start, len(done) if isinstance(done, list | tuple | dict) else 0)

    parts = ("stances", "standing_stances", "answers", "rivals", "inferences", "attacks", "schools_of", "historians")
    timed(
        "reading", lambda: [getattr(corpus, part) for part in (*parts, "evidence", "work_years", "accepted")] and None
    )
    GIVEN["why"] = {"claim": next(one.target for one in corpus.attacks if one.kind == "rebuttal")}
    for name, asked in analyses().items():
        timed(name, lambda name=name, asked=asked: list(work_out(corpus, asked, GIVEN.get(name, {})).rows))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _beside_networkx(corpus, timed)
    print(json.dumps({**taken, "peak memory": (memory, 0)}))


def _beside_networkx(corpus: object, timed: Callable[[str, Callable[[], object]], None]) -> None:
    """Find the evidence behind claims as one would with networkx alone, and see that the outcome is the same."""
    import networkx as nx

    from historiograph.analysis.evidence import evidence_behind

    ours: dict[str, object] = {}
    timed(
        "ours: evidence behind claims", lambda: ours.update(behind=evidence_behind(corpus.inferences, corpus.evidence))
    )

    def plain_evidence() -> None:
        graph = nx.DiGraph((step.conclusion, one) for step in corpus.inferences for one in step.premises)
        found = {name: nx.descendants(graph, name) & corpus.evidence for name in graph if name not in corpus.evidence}
        assert {name: some for name, some in found.items() if some} == ours["behind"]

    timed("networkx: evidence behind claims", plain_evidence)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        run([int(float(one)) for one in sys.argv[1:]] or SIZES)
