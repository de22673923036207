"""The programs of package.json, which `make test` installs beside it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def _run(*command: str | Path) -> str:
    ran = subprocess.run(list(map(str, command)), cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, f"{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
    return ran.stdout


def graphology(*files: Path) -> dict[str, Any]:
    """Return what graphology reads in GEXF or GraphML files, by path."""
    read: dict[str, Any] = json.loads(_run("node", "read_network.js", *files))
    return read


def argdown(command: str, file: Path, folder: Path, *more: str) -> str:
    """Run Argdown's own program over a file and return what it wrote, by the first file of the wanted kind."""
    _run("node_modules/.bin/argdown", command, file, folder, *more)
    suffix = {"json": "json", "html": "html", "map": more[-1] if more else ""}[command]
    return next(folder.glob(f"*.{suffix}")).read_text("utf-8")
