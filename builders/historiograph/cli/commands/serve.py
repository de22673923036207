"""`historiograph serve`: SPARQL endpoint, questions, pages and things on the web."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from historiograph.cli.options import add_data, load_graph, parser

_EXAMPLE = """  historiograph serve
  historiograph serve --data my-debate/ --port 8080 --timeout 10
  curl 'http://127.0.0.1:8000/ask/who-answers?debate=origins-of-the-terror&format=csv'
  curl --data-urlencode 'query=SELECT ?name { ?who a hg:Historian ; foaf:name ?name }' http://127.0.0.1:8000/sparql
Only this machine can reach it, unless --host says otherwise. It is read-only."""


def run(words: Sequence[str]) -> int:
    """Serve until told to end."""
    command = parser(
        "serve", "Serve a dataset: SPARQL endpoint, editor, questions, pages, an address for each thing.", _EXAMPLE
    )
    add_data(command)
    command.add_argument("--host", default="127.0.0.1", help="name or address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, default=8000, help="default: 8000; 0 for any that is free")
    command.add_argument(
        "--name", action="append", default=[], help="host name that a proxy before it is called by (may be given again)"
    )
    command.add_argument("--cors", action="store_true", help="let scripts of pages elsewhere read the answers")
    command.add_argument("--timeout", type=_seconds, default=30.0, metavar="SECONDS", help="for a query (default: 30)")
    command.add_argument(
        "--limit", type=_count, default=100_000, metavar="N", help="rows an answer may have (default: 100000)"
    )
    command.add_argument(
        "--workers", type=_count, default=2, metavar="N", help="queries answered at the same time (default: 2)"
    )
    command.add_argument(
        "--memory", type=_count, default=1024, metavar="MIB", help="memory each query may use (default: 1024)"
    )
    command.add_argument(
        "--site", type=Path, metavar="FOLDER", help="pages of a build; default: each drawn when first asked for"
    )
    options = command.parse_args(words)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        from historiograph.server.serving import Settings, serve

        settings = Settings(
            host=options.host,
            port=options.port,
            names=tuple(options.name),
            cors=options.cors,
            timeout=options.timeout,
            limit=options.limit,
            workers=options.workers,
            memory=options.memory,
            site=options.site,
        )
        serve(load_graph(options), settings, _say)
    except KeyboardInterrupt:
        pass  # being told to end is no error, even before it serves
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _say(text: str) -> None:
    print(f"historiograph: {text}", file=sys.stderr, flush=True)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 65536:
        return int(text)
    raise ArgumentTypeError(f"'{text}' is no port; a port is a number from 0 to 65535")


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if 0 < value < float("inf"):
        return value
    raise ArgumentTypeError(f"'{text}' is no time; give a number of seconds above 0")


def _count(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"'{text}' is no number from 1 on")
