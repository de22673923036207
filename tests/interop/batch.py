"""Many jobs in one run of a program, for starting Java or Node takes longer than reading a file.

Each program reads a file of jobs, one a line: what to do, the files to read, the file to write, parted by tabs. It
prints a line for each job: its number, the seconds of the processor that it took, and what went wrong (nothing, if
nothing did).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["Job", "Outcome", "run_each", "run_together"]


class Job(NamedTuple):
    """What a program shall do with files, and where to write what it makes."""

    action: str
    inputs: tuple[Path, ...]
    output: Path


class Outcome(NamedTuple):
    """How many seconds of a processor a job took, and what went wrong."""

    seconds: float
    complaint: str


def run_together(
    command: Sequence[str], jobs: Iterable[Job], folder: Path, environment: Mapping[str, str] | None = None
) -> dict[Job, Outcome]:
    """Run a program once over all jobs.

    Args:
        command: the program, which gets the file of jobs as its last word.
        jobs: what to do.
        folder: an empty one, for the file of jobs.
        environment: variables to add to those of this process.
    """
    listed = list(jobs)
    todo = folder / "jobs.tsv"
    lines = ("\t".join([job.action, *map(str, job.inputs), str(job.output)]) for job in listed)
    todo.write_text("\n".join(lines) + "\n", "utf-8")
    done = subprocess.run(
        [*command, str(todo)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    lost = f"{command[0]} ended with status {done.returncode}: {done.stderr.strip()[-2000:] or 'without a word'}"
    outcomes = dict.fromkeys(listed, Outcome(0.0, lost))
    for line in done.stdout.splitlines():
        number, seconds, complaint = line.split("\t", 2)
        outcomes[listed[int(number)]] = Outcome(float(seconds), complaint)
    return outcomes


def run_each(commands: Mapping[Job, Sequence[str]]) -> dict[Job, Outcome]:
    """Run a program for each job; what it prints is what the job makes."""
    outcomes = {}
    for job, command in commands.items():
        said = job.output.with_suffix(".stderr")
        with job.output.open("wb") as output, said.open("wb") as errors:
            process = subprocess.Popen(command, stdout=output, stderr=errors)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        complaint = said.read_text("utf-8", "replace").strip()
        if process.returncode and not complaint:
            complaint = f"{command[0]} ended with status {process.returncode}"
        outcomes[job] = Outcome(used.ru_utime + used.ru_stime, complaint)
    return outcomes
