"""A ready question as a whole process, its store kept from an earlier run, beside Python that imports the engine."""

from __future__ import annotations

import tempfile

from measure import Job, compare, python

ENTRY = "from historiograph.cli.main import command_line; command_line()"
AIM = 4


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        compare(
            "`historiograph ask`, whole process",
            {
                "`import pyoxigraph`": Job(python("import pyoxigraph")),
                "`ask debates`, in IRIs": Job(python(ENTRY, "ask", "debates", "--iris"), AIM),
                "`ask debates`, in labels": Job(python(ENTRY, "ask", "debates"), AIM),
                "`ask who-answers --debate origins-of-the-terror`": Job(
                    python(ENTRY, "ask", "who-answers", "--debate", "origins-of-the-terror"), AIM
                ),
                "`ask`, the list of questions": Job(python(ENTRY, "ask"), AIM),
            },
            rounds=21,
            environment={"HISTORIOGRAPH_CACHE": folder},
        )
