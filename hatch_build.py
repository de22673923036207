"""Puts ontology, data, questions and documentation into the wheel, where `historiograph.resources` looks for them."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("ontology", "graph_data", "queries", "docs")
SUFFIXES = {".ttl", ".rq", ".jsonld", ".yaml", ".md", ".tsv", ".txt", ".xml", ".svg", ".png"}
NAMES = {".htaccess"}


class ResourcesHook(BuildHookInterface):
    """Adds the resource folders to a standard wheel; an editable install reads them from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        for folder in FOLDERS:
            for file in sorted(Path(self.root, folder).rglob("*")):
                if file.is_file() and (file.suffix in SUFFIXES or file.name in NAMES):
                    inside = file.relative_to(self.root).as_posix()
                    build_data["force_include"][str(file)] = f"historiograph/_resources/{inside}"
