"""The site of made-up graphs of growing size: time for each 100 pages, and bytes; python benchmarks/whole_site.py."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from generate import generate

SIZES = (1.0, 2.0, 8.0)
"""Megabytes of made-up authoring files: the last has more than 10,000 claims."""


def run() -> None:
    from historiograph.exports import triples_to
    from historiograph.graph import load
    from historiograph.views.site import Site

    print("| claims | pages | seconds | seconds for 100 pages | MB of HTML | MB of RDF | KB of search index |")
    print("|---|---|---|---|---|---|---|")
    for size in (None, *SIZES):
        with tempfile.TemporaryDirectory() as folder:
            if size is not None:
                generate(Path(folder), int(size * 1e6))
            kg = load(None if size is None else folder, cached=False)
            kg.derived  # noqa: B018 - made ready, as a build has it
            start = time.process_time()
            sizes: dict[str, int] = {}
            pages = 0
            site = Site(kg, triples_to)
            for address, data in site.files():
                kind = "index" if "search-index" in address else address.rpartition(".")[2]
                sizes[kind] = sizes.get(kind, 0) + len(data if isinstance(data, bytes) else data.encode())
                pages += address.endswith(".html")
            seconds = time.process_time() - start
        claims = sum(len(site.facts.by_kind.get(kind, ())) for kind in ("claim", "estimate", "analogy"))
        rdf = sizes["ttl"] + sizes["jsonld"]
        print(
            f"| {claims:,} | {pages:,} | {seconds:.1f} | {seconds / pages * 100:.2f} | {sizes['html'] / 1e6:.1f} "
            f"| {rdf / 1e6:.1f} | {sizes['index'] / 1e3:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    run()
