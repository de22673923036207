"""`historiograph push`: the graph into a running store."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from historiograph.cli.options import add_data, load_graph, parser

_EXAMPLE = """  historiograph push http://127.0.0.1:7878/
  HISTORIOGRAPH_USER=dba HISTORIOGRAPH_PASSWORD=... historiograph push http://127.0.0.1:8890/sparql --data my-debate/
Each graph is replaced as a whole, so pushing again is safe; nothing else in the store is touched.
User and password, or HISTORIOGRAPH_TOKEN, come from the environment."""


def run(words: Sequence[str]) -> int:
    """Push, then say what the store has, and what it gives back otherwise than it was sent."""
    command = parser("push", "Load the graph, authored and derived, into a running SPARQL store.", _EXAMPLE)
    command.add_argument(
        "endpoint", metavar="ENDPOINT", help="address of its queries, updates or graphs, or their base"
    )
    add_data(command)
    command.add_argument("--graph-store", metavar="URL", help="its Graph Store, if that is not found")
    command.add_argument("--update", metavar="URL", help="its update service, to be used instead of a Graph Store")
    command.add_argument(
        "--replace", action="store_true", help="drop graphs of this dataset that are there and no longer in it"
    )
    options = command.parse_args(words)
    say = _progress if sys.stderr.isatty() else _silence
    pushed = load_graph(options).push(
        options.endpoint, graph_store=options.graph_store, update=options.update, replace=options.replace, say=say
    )
    for name, count in pushed.graphs.items():
        print(f"{count:>9,}  {name}")
    print(f"{sum(pushed.graphs.values()):>9,}  statements in {len(pushed.graphs)} graphs")
    for name in pushed.dropped:
        print(f"dropped {name}")
    if not pushed.verified:
        print("no address for queries was found, so nothing was counted there", file=sys.stderr)
    elif not pushed.compared:
        print("counted, and not compared one by one: there are too many statements", file=sys.stderr)
    for difference in pushed.differences:
        print(f"the store changed {difference}", file=sys.stderr)
    for name in pushed.left:
        print(f"left from an earlier push: {name}; --replace drops it", file=sys.stderr)
    if pushed.services.query is not None:
        print(f"ask it: historiograph ask debates --data {pushed.services.query}", file=sys.stderr)
    return 0


def _progress(step: str) -> None:
    print(f"  {step}", file=sys.stderr)


def _silence(_step: str) -> None:
    return
