"""The graph in other tools' formats, one module a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from historiograph.errors import InputError, NotFoundError
from historiograph.exports.alignments import ALIGNED, to_model
from historiograph.exports.description import to_schema_org, to_void
from historiograph.exports.folders import is_folder_or_zip, write_files, zipped
from historiograph.exports.nanopub import to_nanopublications
from historiograph.exports.rdf import RDF_FORMATS, to_rdf, triples_to
from historiograph.files import write

if TYPE_CHECKING:
    from historiograph.graph import KnowledgeGraph

__all__ = ["FOLDERS", "FORMATS", "RDF_FORMATS", "export", "files_of", "save", "triples_to", "write"]


def _of(module: str, function: str) -> Any:
    """Return a function of a module of this room, which is imported when the function is called."""

    def call(kg: KnowledgeGraph, *_: str) -> Any:
        return getattr(import_module(f"historiograph.exports.{module}"), function)(kg)

    return call


FORMATS: Mapping[str, Callable[..., bytes]] = {
    **dict.fromkeys(RDF_FORMATS, to_rdf),
    **dict.fromkeys(ALIGNED, to_model),
    "nanopub": to_nanopublications,
    "schemaorg": to_schema_org,
    "void": to_void,
    "graphml": _of("graphml", "to_graphml"),
    "gexf": _of("gexf", "to_gexf"),
    "csv": _of("csv_network", "to_csv"),
    "aif": _of("aif", "to_aif"),
    "argdown": _of("argdown", "to_argdown"),
    "bibtex": _of("bibtex", "to_bibtex"),
    "csljson": _of("csl", "to_csl_json"),
    "csvw": lambda kg, _: zipped(files_of(kg, "csvw")),
    "xlsx": _of("xlsx", "to_xlsx"),
}
"""Name of a format -> the function that writes it."""

FOLDERS: Mapping[str, Callable[[KnowledgeGraph], dict[str, bytes]]] = {
    "csv": _of("csv_network", "to_csv_files"),
    "csvw": _of("tables", "to_csvw_files"),
}
"""Name of a format that is several files -> the function that returns them by name."""


def export(kg: KnowledgeGraph, format: str, context: str = "inline") -> bytes:
    """Return the graph in a format; one that is several files as the one file that says most of it, or as a zip.

    Args:
        kg: the graph.
        format: the format's name.
        context: of JSON-LD: "inline", or "reference" for one that readers fetch.

    Raises:
        NotFoundError: for an unknown format, with the nearest ones.
        InputError: for a context that is neither, or another format's.
    """
    if format not in FORMATS:
        raise NotFoundError("export format", format, FORMATS)
    if context == "inline":
        return FORMATS[format](kg, format)
    if format != "jsonld" or context != "reference":
        raise InputError(f"a context is for jsonld, 'inline' or by 'reference'; not '{context}' for {format}")
    return to_rdf(kg, format, context)


def files_of(kg: KnowledgeGraph, format: str) -> dict[str, bytes]:
    """Return the files of a format that is several, by name.

    Raises:
        NotFoundError: for a format that is none of `FOLDERS`, with the nearest ones.
    """
    if format not in FOLDERS:
        raise NotFoundError("format of several files", format, FOLDERS)
    return FOLDERS[format](kg)


def save(kg: KnowledgeGraph, format: str, path: Path, context: str = "inline") -> bytes:
    """Write the graph in a format to a file or, if it is several files, to a folder or zip archive; return the content.

    Raises:
        NotFoundError: for an unknown format, with the nearest ones.
        OutputError: if it cannot be written.
    """
    from historiograph.exports.bulk import LINE_FORMATS, write_lines

    data = b""  # of what is written piece by piece
    if format in FOLDERS and is_folder_or_zip(path):
        write_files(files_of(kg, format), path)
    elif format in LINE_FORMATS and kg.streams:
        write_lines(kg, format, path)
    else:
        data = export(kg, format, context)
        write(path, data)
    return data
