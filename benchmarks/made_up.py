"""One made-up graph in every form that engines read, what was derived included."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from measure import ROOT, python
from synthetic import write_synthetic

__all__ = ["CLI", "Files", "made_up", "workspace"]

CLI = "import sys; from historiograph.cli.main import main; sys.exit(main())"


class Files(NamedTuple):
    """Where the forms of a graph lie."""

    folder: Path
    size: int

    @property
    def authored(self) -> Path:
        """N-Quads without what was derived."""
        return self.folder / f"{self.size}-authored.nq"

    @property
    def store(self) -> Path:
        """What `historiograph load` makes of it."""
        return self.folder / f"{self.size}.store"

    @property
    def quads(self) -> Path:
        """N-Quads of all."""
        return self.folder / f"{self.size}.nq"

    @property
    def triples(self) -> Path:
        """N-Triples of all."""
        return self.folder / f"{self.size}.nt"


@contextmanager
def workspace() -> Iterator[Path]:
    """Yield $BENCH_FOLDER, where files stay for the next run, or a folder that goes away."""
    if kept := os.environ.get("BENCH_FOLDER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            yield Path(temporary)


def made_up(folder: Path, size: int) -> Files:
    """Make the graph, unless it is there."""
    files = Files(folder, size)
    if not files.authored.exists():
        beside = folder / f"{size}-part.nq"
        write_synthetic(beside, size)
        beside.rename(files.authored)
    if files.triples.exists():
        return files
    import pyoxigraph as ox

    subprocess.run(
        python(CLI, "load", "--data", str(files.authored), "-o", str(files.store)),
        env=os.environ | {"PYTHONPATH": str(ROOT / "builders")},
        stderr=subprocess.DEVNULL,
        check=True,
    )
    store = ox.Store.read_only(str(next(files.store.glob("oxigraph-*"))))
    graph = next(name for name in store.named_graphs() if str(name).endswith("/graph/derived>"))
    derived = list(store.quads_for_pattern(None, None, None, graph))
    with files.quads.open("wb") as out, files.authored.open("rb") as authored:
        while block := authored.read(1 << 20):
            out.write(block)
        ox.serialize(derived, out, ox.RdfFormat.N_QUADS)
    beside = folder / f"{size}-part.nt"
    write_synthetic(beside, size)
    with beside.open("ab") as out:
        ox.serialize((quad.triple for quad in derived), out, ox.RdfFormat.N_TRIPLES)
    beside.rename(files.triples)
    return files
