"""From nothing to an explorer: the scaffold begun, built, published; beside Python that only imports the libraries."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from build import ENTRY, LIBRARIES
from measure import ROOT, Job, compare, python

AIM = 10
"""Seconds, on two cores, from the command to a page that can be opened."""
ROUNDS = 3


def run() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        scaffold = folder / "my-debate"
        begin = python(ENTRY, "new", str(scaffold))
        _seconds(begin)
        again = f"import shutil; shutil.rmtree({str(folder / 'begun')!r}, ignore_errors=True); {ENTRY}"
        data = ("--data", str(scaffold))
        commands = {
            "`new`": python(again, "new", str(folder / "begun")),
            "`build` of the scaffold": python(ENTRY, "build", *data, "-o", str(folder / "build")),
            "`publish` of the scaffold": python(ENTRY, "publish", *data, "-o", str(folder / "public")),
            "`publish --single-file` of the scaffold": python(
                ENTRY, "publish", *data, "--single-file", "-o", str(folder / "my-debate.html")
            ),
        }
        jobs = {"importing the libraries": Job(python(LIBRARIES))} | {name: Job(one) for name, one in commands.items()}
        compare("First explorer, whole processes", jobs, ROUNDS, {"HISTORIOGRAPH_CACHE": "off"})
        print("\n| what runs | seconds by the clock | aim |\n|---|---|---|")
        for name, command in commands.items():
            seconds = median(_seconds(command) for _ in range(ROUNDS))
            print(f"| {name} | {seconds:.1f} | under {AIM}: {'met' if seconds < AIM else 'MISSED'} |")
        size = (folder / "my-debate.html").stat().st_size
        print(f"\nThe one file of the scaffold has {size:,} bytes.")


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    settings = os.environ | {"PYTHONPATH": str(ROOT / "builders")}
    subprocess.run(command, check=True, capture_output=True, env=settings)
    return time.perf_counter() - begun
