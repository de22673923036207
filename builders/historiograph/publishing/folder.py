"""The published folder: the site at its root, and beside it dumps, tables, sources and what archives ask for.

index.html ...            the site, under any path or from a memory stick
data/                     the graph in six RDF syntaxes, a workbook, tables, the bibliography
sources/                  what the authors wrote, from which all else is made again
README.md LICENSE.txt CITATION.cff void.ttl ro-crate-metadata.json .zenodo.json manifest-sha256.txt
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from historiograph.build import LAYOUT, conforming, serialise_of, write_graph
from historiograph.edition import Edition, edition_of
from historiograph.errors import DataError, InputError, OutputError
from historiograph.exports import export, files_of
from historiograph.exports.description import landing, to_void
from historiograph.exports.folders import write_files, zipped
from historiograph.exports.rdf import SUFFIXES
from historiograph.files import refuse_unwritable, write
from historiograph.findings import Finding
from historiograph.graph import KnowledgeGraph
from historiograph.loading.files import MADE, RDF_SUFFIXES, dataset_files, is_output, kind_of
from historiograph.places import places_of
from historiograph.publishing.crate import CRATE, crate, digest_of
from historiograph.publishing.needs import missing
from historiograph.publishing.records import citation_cff, licence_text, readme, sitemap, zenodo_json
from historiograph.version import __version__
from historiograph.views import Layouts
from historiograph.views.site import write_site

__all__ = ["Published", "publish"]

_MANIFEST = "manifest-sha256.txt"
_KEPT = (".git", "CNAME")
"""What stays in the folder though we did not put it there: a checkout of a branch of pages, and its own domain."""
_BESIDE = (".rq", ".md", ".bib")
"""Files of a dataset that are published beside those which the loader reads."""
_HERE = "http://here.invalid/"
"""Stands for the folder's own address, wherever that will be, until the addresses are made relative."""
_AUTHORS = "what the authors wrote, from which all else is made"
_DIGESTS = "SHA-256 of every file; check with `sha256sum -c`"
_WORDS = {
    "turtle": "the graph, Turtle: what was authored",
    "ntriples": "the same, N-Triples",
    "rdfxml": "the same, RDF/XML",
    "trig": "the graph with a named graph for each source, and what was derived, TriG",
    "nquads": "the same, N-Quads",
    "jsonld": "the same, JSON-LD 1.1",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: the page to open, numbers of pages and files, the archive if any, and the findings."""

    start: Path
    pages: int
    files: int
    archive: Path | None
    findings: tuple[Finding, ...]


def publish(
    where: str | Path | Sequence[str | Path] | None,
    output: Path,
    *,
    base_url: str = "",
    archive: bool = False,
    texts: bool = False,
    say: Callable[[str], None] = lambda step: None,
) -> Published:
    """Check a dataset and write the folder of an edition.

    Args:
        where: as for `historiograph.load`.
        output: the folder; it must be new, empty, or one that this wrote before, which is then replaced as a whole.
        base_url: where it will be found on the web, if that is known: for a sitemap, and for catalogues.
        archive: write `OUTPUT.zip`, too, to be deposited; the edition must then say all that a citation needs.
        texts: publish the texts that lie in the dataset's folder, too; by default none is, for they may be others'.
        say: told each step.

    Raises:
        InputError: if the dataset cannot be read, or the folder holds something else.
        DataError: if it does not conform, or does not say of itself what a deposit needs.
        OutputError: if the folder cannot be written.
    """
    output = output.absolute()
    refuse_unwritable(output / "index.html")
    _refuse_others(output)
    if base_url and not base_url.startswith(("http://", "https://")):
        raise InputError(f"{base_url}: should be a web address such as https://somebody.github.io/my-debate/")
    base_url = base_url and base_url.rstrip("/") + "/"
    dataset, kg, report = conforming(where, say)
    edition = edition_of(kg)
    unsaid = missing(dataset, edition, must=archive)
    if archive and unsaid:
        raise DataError((*report.findings, *unsaid))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}; choose another folder with -o") from None
    try:
        new = beside / "new"
        say("drawing the pages")
        pages = _write_pages(kg, edition, new, output, base_url)
        say("writing the graph and its tables")
        write_graph(dataset, kg, new / "data")
        _write_data(kg, new)
        _write_sources(places_of(where), new / "sources", (*_BESIDE, ".txt") if texts else _BESIDE)
        say("describing the edition")
        files = _write_records(kg, edition, new, base_url)
        packed = zipped({name: (new / name).read_bytes() for name in files if name != MADE}) if archive else None
        _replace(output, new, beside / "old")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    target = output.with_name(f"{output.name}.zip") if packed is not None else None
    if target is not None and packed is not None:
        write(target, packed)
    return Published(output / "index.html", pages, len(files), target, (*report.findings, *unsaid))


def _refuse_others(output: Path) -> None:
    """Refuse a folder that holds what is not ours: it would be replaced."""
    if output.is_file():
        raise InputError(f"{output.name}: is a file; name a folder, or give --single-file for one page")
    if output.is_dir() and not (output / MADE).exists():
        others = sorted(one.name for one in output.iterdir() if one.name not in _KEPT)
        if others:
            raise InputError(f"{output}: holds {others[0]}, which `publish` did not write; name a new folder with -o")


def _write_pages(kg: KnowledgeGraph, edition: Edition, new: Path, old: Path, base_url: str) -> int:
    """Write the site; its start page leads to the data, and describes it to search engines."""
    dumps = {name: f"data/{edition.name}.{suffix}" for name, suffix in SUFFIXES.items()}
    ways = [
        (dumps["turtle"], "Turtle", "the graph, for every RDF tool; other syntaxes beside it in data/"),
        (f"data/{edition.name}.xlsx", "Workbook", "the same as sheets, for a spreadsheet program"),
        (f"data/{edition.name}.bib", "BibTeX", "the works referred to"),
        ("README.md", "Read me", "how to cite this edition, and what its files are"),
    ]
    told = landing(kg, {name: base_url + address for name, address in dumps.items()}, base_url)
    layouts = Layouts.read(old / "data" / LAYOUT)
    pages = write_site(kg, new, serialise_of(kg), ways, layouts, orjson.dumps(told))
    layouts.write(new / "data" / LAYOUT)
    return pages


def _write_data(kg: KnowledgeGraph, new: Path) -> None:
    """Write tables and bibliography beside the dumps; nothing is packed: hosts do that on the way."""
    name = kg.header.name
    for form, suffix in (("xlsx", "xlsx"), ("bibtex", "bib"), ("csljson", "csl.json")):
        write(new / "data" / f"{name}.{suffix}", export(kg, form))
    write_files(files_of(kg, "csvw"), new / "data" / "tables")


def _write_sources(places: Sequence[Path], target: Path, further: Sequence[str]) -> None:
    """Copy what the dataset is made of; a second place gets a folder of its own."""
    for place in places:
        root = place if place.is_dir() else place.parent
        into = target / place.name if len(places) > 1 and place.is_dir() else target
        for file in (*dataset_files([place]), *(_beside(place, further) if place.is_dir() else ())):
            write(into / file.relative_to(root), file.read_bytes())


def _beside(folder: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    """Yield the files of a dataset's folder that end so, or are its licence."""
    for parent, folders, files in os.walk(folder):
        if parent != str(folder) and is_output(folders, files):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith(".") or not (
                Path(name).suffix in suffixes
                or kind_of(name) in RDF_SUFFIXES
                or name.startswith(("LICENSE", "LICENCE"))
            ):
                continue
            yield Path(parent, name)


def _write_records(kg: KnowledgeGraph, edition: Edition, new: Path, base_url: str) -> list[str]:
    """Write what describes the folder, and return the addresses of all its files."""
    dumps = {name: f"{base_url or _HERE}data/{edition.name}.{suffix}" for name, suffix in SUFFIXES.items()}
    texts = {
        "LICENSE.txt": licence_text(edition),
        "CITATION.cff": citation_cff(edition),
        ".zenodo.json": zenodo_json(edition),
        "void.ttl": to_void(kg, "void", dumps).decode("utf-8").replace(f"<{_HERE}", "<"),
    }
    if base_url:
        pages = sorted(str(page.relative_to(new).as_posix()) for page in new.rglob("*.html"))
        texts["sitemap.xml"] = sitemap(base_url, pages, edition.issued)
    for name, text in texts.items():
        if text:
            write(new / name, text)
    for name in (".nojekyll", MADE):
        write(new / name, "")
    described = _described(edition, new)
    named = {name: words for name, words in described.items() if not words.startswith("page")}
    named[_MANIFEST] = _DIGESTS
    write(new / "README.md", readme(edition, sorted(named.items()), __version__))
    described["README.md"] = "what is here, and how to cite it"
    listed = [name for name in _files(new) if name != MADE]
    write(new / _MANIFEST, "".join(f"{digest_of(new / name)}  {name}\n" for name in listed))
    described[_MANIFEST] = _DIGESTS
    if metadata := crate(edition, new, described):
        write(new / CRATE, metadata)
    return _files(new)


def _described(edition: Edition, new: Path) -> dict[str, str]:
    """Return what each part of the folder is, in words: files by themselves, folders of pages as one."""
    name = edition.name
    known = {
        "index.html": "the explorer: start here; its pages lie beside it, each with its RDF",
        "LICENSE.txt": "the licence",
        "CITATION.cff": "how to cite it, for programs",
        ".zenodo.json": "metadata of a deposit on Zenodo",
        "void.ttl": "what the dataset is, in VoID and DCAT",
        "sitemap.xml": "the pages, for search engines",
        "static/": "styles, scripts and the search index of the pages",
        "sources/": _AUTHORS,
        "data/tables/": "a table a class, as CSV with CSVW metadata",
        f"data/{name}.xlsx": "the graph as sheets, for a spreadsheet program",
        f"data/{name}.bib": "the works referred to, BibTeX",
        f"data/{name}.csl.json": "the works referred to, CSL-JSON",
        f"data/{name}-ontology.ttl": "the words of its own that the dataset declares",
        f"data/{LAYOUT}": "where everything stands in the maps, for the next edition",
        **{f"data/{name}.{SUFFIXES[form]}": words for form, words in _WORDS.items()},
    }
    found = {}
    for place in sorted(new.iterdir()):
        if place.name.startswith(".") and place.name not in known:
            continue
        if place.is_dir() and place.name != "data":
            found[f"{place.name}/"] = known.get(f"{place.name}/", f"pages: {place.name}, with their RDF beside them")
        elif place.is_file():
            found[place.name] = known.get(place.name, f"page: {place.stem}")
    for place in sorted((new / "data").iterdir()):
        address = f"data/{place.name}{'/' if place.is_dir() else ''}"
        found[address] = known[address]
    return found


def _files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _replace(output: Path, new: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, with what is kept of that; should it fail, the old one stays."""
    (new).chmod(0o755)
    if not output.exists():
        new.rename(output)
        return
    output.rename(old)
    try:
        for name in _KEPT:
            if (old / name).exists():
                (old / name).rename(new / name)
        new.rename(output)
    except OSError:
        for name in _KEPT:
            if (new / name).exists():
                (new / name).rename(old / name)
        old.rename(output)
        raise
