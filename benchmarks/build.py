"""The build of the curated graph with all its pages, beside Python that only imports the libraries it uses."""

from __future__ import annotations

import tempfile

from measure import Job, compare, python

ENTRY = "import sys; from historiograph.cli.main import main; sys.exit(main())"
LIBRARIES = "import pyoxigraph, rdflib, pyshacl, networkx, pyvis.network, jinja2, orjson, yaml_rs"


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        compare(
            "`historiograph build`, whole process",
            {
                "importing the libraries": Job(python(LIBRARIES)),
                "`build` of the curated graph": Job(python(ENTRY, "build", "-o", folder)),
                "`check` of the curated graph": Job(python(ENTRY, "check")),
            },
            rounds=3,
            environment={"HISTORIOGRAPH_CACHE": "off"},
        )
