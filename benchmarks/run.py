"""Runs the benchmarks, all or those named: python benchmarks/run.py [NAME ...]."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

SUBJECTS = (
    "ask",
    "build",
    "first_explorer",
    "whole_site",
    "yaml_to_triples",
    "load",
    "questions",
    "serve",
    "views",
    "analysis",
    "mistakes",
    "literature_growth",
)


def main(names: Sequence[str]) -> int:
    unknown = sorted(set(names) - set(SUBJECTS))
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    status = 0
    for name in names or SUBJECTS:
        module = import_module(name)
        print(f"\n## {name}\n\n{module.__doc__}", flush=True)
        try:
            module.run()
        except RuntimeError as error:
            print(f"\n{name} could not be measured: {error}", flush=True)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
