"""CPU time of child processes, taken in turns, and the table of their ratios."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["ROOT", "Job", "compare", "cpu_seconds", "python", "reported_seconds"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure.

    Attributes:
        command: its words.
        aim: the ratio to the first job of its table that it should stay under, if there is one.
    """

    command: Sequence[str]
    aim: float | None = None


def python(program: str, *words: str) -> list[str]:
    """Return the command that runs a program text with this Python."""
    return [sys.executable, "-c", program, *words]


def cpu_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a command and return the user and system time that it and its children took.

    Raises:
        RuntimeError: if it fails, with the last line that it wrote.
    """
    process = _start(command, environment, subprocess.DEVNULL)
    assert process.stderr is not None
    complaint = process.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    _raise_failure(process.returncode, complaint)
    return usage.ru_utime + usage.ru_stime


def reported_seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a command and return the number that it prints: the time of its work without its imports."""
    process = _start(command, environment, subprocess.PIPE)
    out, complaint = process.communicate()
    _raise_failure(process.returncode, complaint.decode("utf-8", "replace"))
    return float(out)


def compare(
    title: str,
    jobs: Mapping[str, Job],
    rounds: int,
    environment: Mapping[str, str] | None = None,
    measure: Callable[[Sequence[str], Mapping[str, str]], float] = cpu_seconds,
) -> None:
    """Run the jobs in turns and print a table of their times as multiples of the first one's."""
    settings = dict(environment or {})
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values() if measure is cpu_seconds else ():
        measure(job.command, settings)  # fills the caches of Python and of the system
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(measure(job.command, settings))
    (first, floor), *_ = times.items()
    print(f"\n### {title}\n\n| what runs | CPU | lowest to highest | aim |\n|---|---|---|---|")
    for name, taken in times.items():
        ratio, aim = median(taken) / median(floor), jobs[name].aim
        spread = f"{min(taken) / median(floor):.2f} to {max(taken) / median(floor):.2f}"
        verdict = "" if aim is None else f"at most {aim:g}: {'met' if ratio <= aim else 'MISSED'}"
        print(f"| {name} | {ratio:.2f} | {spread} | {verdict} |")
    print(f"\n1.00 = {first}: {median(floor) * 1000:.0f} ms of CPU; medians of {rounds} rounds.")


def _start(command: Sequence[str], environment: Mapping[str, str], out: int) -> subprocess.Popen[bytes]:
    settings = os.environ | {"PYTHONPATH": str(ROOT / "builders")} | dict(environment)
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling the package each time is not what is measured
    return subprocess.Popen(command, env=settings, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE)


def _raise_failure(status: int, complaint: str) -> None:
    if status:
        last = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        raise RuntimeError(f"status {status}: {last}")
