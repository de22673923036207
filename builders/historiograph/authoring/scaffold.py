"""A dataset to begin with: the small debate of `template/`, or what another tool's file holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from historiograph.authoring.schema import schema
from historiograph.files import new_folder, refuse_used
from historiograph.imports import read
from historiograph.loading.identities import slugified
from historiograph.vocabulary import NO_FILES, OwnFiles

__all__ = ["SCHEMA_FILE", "new_dataset", "schema_text"]

SCHEMA_FILE = ".historiograph.schema.json"
"""Where a dataset keeps the schema that its editor reads; hidden, so that no loader takes it for data."""

_TEMPLATE = Path(__file__).with_name("template")
_NAME = "my-debate"
"""What the template calls itself, in its id and its base."""
_NO_MATTER = ("README.md", ".vscode")
"""What a dataset that begins with another tool's file takes from the template."""


def new_dataset(folder: Path, begin_with: Path | None = None) -> list[Path]:
    """Write a new dataset with its schema and the settings of an editor.

    Args:
        folder: where; it must not exist, or be empty.
        begin_with: another tool's file (see `historiograph.imports.read`) in the place of the small debate.

    Returns:
        The files written, relative to the folder.

    Raises:
        InputError: if there is something in the folder, or the file cannot be read.
        OutputError: if it cannot be written; nothing is left behind.
    """
    refuse_used(folder)
    draft = None if begin_with is None else read(begin_with)
    name = slugified(folder.absolute().name) or _NAME
    with new_folder(folder) as made:
        if draft is None:
            shutil.copytree(_TEMPLATE, made, ignore=shutil.ignore_patterns("__pycache__"))
            header = made / "dataset.yaml"
            header.write_text(header.read_text("utf-8").replace(_NAME, name), "utf-8")
        else:
            for part in _NO_MATTER:
                source = _TEMPLATE / part
                (shutil.copytree if source.is_dir() else shutil.copyfile)(source, _made(made) / part)
            draft.header.setdefault("id", name)
            draft.write(made, draft.header.get("base") or f"https://example.org/{name}/")
        (made / SCHEMA_FILE).write_text(schema_text(), "utf-8")
        for file in sorted(made.rglob("*.yaml")):
            _name_schema(file, made)
    return sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())


def schema_text(own: OwnFiles = NO_FILES) -> str:
    """Return the schema as it is written to files, with what a dataset's own files add."""
    return json.dumps(schema(own), ensure_ascii=False, indent=1) + "\n"


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _name_schema(file: Path, root: Path) -> None:
    """Put the line before a file by which a YAML language server, in whatever editor, finds the schema."""
    up = "../" * (len(file.relative_to(root).parts) - 1)
    line = f"# yaml-language-server: $schema={up or './'}{SCHEMA_FILE}\n"
    file.write_text(line + file.read_text("utf-8"), "utf-8")
