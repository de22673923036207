"""Stores on disk: loaded once, opened without a load, and a clear word on each way in which one may be no good."""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import MINI, ROOT, Outcome
from historiograph import cache
from historiograph.errors import InputError, OutputError
from historiograph.graph import KnowledgeGraph, load
from historiograph.loading import bulk
from historiograph.on_disk import load_to_folder
from historiograph.store.folder import open_store, read_contents, write_store
from historiograph.version import __version__

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import write_synthetic

Run = Callable[..., Outcome]
MARK = "historiograph-store"


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up historiography that has something for every rule."""
    file = tmp_path_factory.mktemp("made-up") / "made-up.nq"
    write_synthetic(file, 8_000)
    return file


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset as a store; not to be changed."""
    folder = tmp_path_factory.mktemp("kept") / "mini.store"
    load_to_folder([MINI], folder)
    return folder


@pytest.fixture
def store(kept: Path, tmp_path: Path) -> Path:
    """The small dataset as a store that may be broken."""
    return Path(shutil.copytree(kept, tmp_path / "mini.store"))


def data_of(store: Path) -> Path:
    (data,) = (one for one in store.iterdir() if one.name.startswith("oxigraph-"))
    return data


# -- what it is for ----------------------------------------------------------------------------------------------------


def test_a_dataset_folder_is_loaded_and_asked(run: Run, tmp_path: Path, mini: KnowledgeGraph) -> None:
    store = tmp_path / "deep" / "mini.store"
    told = run("load", "--data", MINI, "-o", store)
    assert told.status == 0
    assert f"wrote {store}: {mini.store.size()} statements, {len(mini.derived)} of them derived" in told.err
    for words in (["debates"], ["who-answers", "--debate", "why-the-bridge-fell"]):
        assert run("ask", *words, "--data", store).out == run("ask", *words, "--data", MINI).out
    assert load(store).header == mini.header


def test_the_mark_says_what_went_in(kept: Path) -> None:
    lines = (kept / MARK).read_text("utf-8").splitlines()
    assert lines[:2] == [f"{MARK} 1", f"package {__version__}"]
    contents = read_contents(kept)
    assert sorted(name for _, _, name in contents.sources) == sorted(file.name for file in MINI.glob("*.yaml"))
    assert all(size == (MINI / name).stat().st_size for _, size, name in contents.sources)


@pytest.mark.parametrize("suffix", ["nq", "nq.gz", "trig", "ttl"])
def test_a_stream_gives_the_graph_that_a_load_gives(
    suffix: str, made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"x.{suffix}"
    quads = list(ox.parse(path=str(made_up)))
    if suffix == "ttl":
        ox.serialize((quad.triple for quad in quads), str(file), ox.RdfFormat.TURTLE)
    elif suffix == "trig":
        ox.serialize(quads, str(file), ox.RdfFormat.TRIG)
    else:
        content = made_up.read_bytes()
        file.write_bytes(gzip.compress(content) if suffix == "nq.gz" else content)
    small = load(file, cached=False)
    contents = load_to_folder([file], tmp_path / "x.store")
    large = open_store(tmp_path / "x.store")
    assert set(large.quads()) == set(small.store.quads())
    assert (contents.quads, contents.derived) == (small.store.size(), len(small.derived))
    monkeypatch.setattr(bulk, "_LARGE", 1000)
    for cached in (True, False):  # on disk, and in memory
        assert set(load(file, cached=cached).store.quads()) == set(small.store.quads())


def test_a_large_file_is_read_once(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_LARGE", 1000)
    monkeypatch.setenv("HISTORIOGRAPH_CACHE", str(tmp_path / "cache"))
    first = load(made_up)
    assert first.streams
    monkeypatch.setattr(cache, "filled", None)
    second = load(made_up)
    assert second.ask("debates").plain() == first.ask("debates").plain()


def test_what_files_say_is_derived_is_derived_anew_or_kept_on_request(
    run: Run, tmp_path: Path, mini: KnowledgeGraph
) -> None:
    file = tmp_path / "x.nq"
    claimed = "<urn:a> <urn:b> <urn:c> <https://example.org/mini/graph/derived> .\n"
    run("export", "nquads", "--data", MINI, "-o", file)
    file.write_text(file.read_text("utf-8") + claimed, "utf-8")
    ask = "SELECT ?s { GRAPH <https://example.org/mini/graph/derived> { ?s ?p ?o } }"
    anew, as_is = tmp_path / "anew.store", tmp_path / "as-is.store"
    number = len(mini.derived)
    assert f"{number} of them derived by rules" in run("load", "--data", file, "-o", anew).err
    assert "nothing was derived" in run("load", "--data", file, "-o", as_is, "--no-rules").err
    assert len(load(anew).sparql(ask)) == number
    assert len(load(as_is).sparql(ask)) == number + 1


def test_a_store_opens_at_once_and_for_several_at_a_time(kept: Path) -> None:
    first, second = open_store(kept), open_store(kept)
    assert first.size() == second.size() == read_contents(kept).quads


def test_loading_again_replaces_and_leaves_no_rest(store: Path, made_up: Path) -> None:
    before = data_of(store)
    reader = open_store(store)
    number = reader.size()
    load_to_folder([made_up], store)
    assert data_of(store) != before
    assert not before.exists()
    assert sorted(one.name for one in store.iterdir()) == sorted([MARK, data_of(store).name])
    assert open_store(store).size() > number
    assert len(reader.query("SELECT ?s { ?s ?p ?o }").rows) == number  # who has the old one open keeps it


# -- what goes out again -----------------------------------------------------------------------------------------------


def test_a_store_gives_back_what_went_in(store: Path, mini: KnowledgeGraph, tmp_path: Path) -> None:
    kg = load(store)
    assert kg.authored == mini.authored
    assert kg.derived == mini.derived
    kg.export("nquads", tmp_path / "x.nq")
    mini.export("nquads", tmp_path / "y.nq")
    assert set(ox.parse(path=str(tmp_path / "x.nq"))) == set(ox.parse(path=str(tmp_path / "y.nq")))
    assert kg.export("turtle") == mini.export("turtle")
    kg.export("ntriples", tmp_path / "x.nt")
    assert set(ox.parse(path=str(tmp_path / "x.nt"))) == set(ox.parse(mini.export("ntriples"), ox.RdfFormat.N_TRIPLES))


def test_an_export_is_gzipped_by_its_name_the_same_each_time(run: Run, tmp_path: Path, mini: KnowledgeGraph) -> None:
    for name in ("a.trig.gz", "b.trig.gz"):
        assert run("export", "trig", "--data", MINI, "-o", tmp_path / name).status == 0
    packed = (tmp_path / "a.trig.gz").read_bytes()
    assert packed == (tmp_path / "b.trig.gz").read_bytes()
    assert gzip.decompress(packed) == mini.export("trig")
    assert load(tmp_path / "a.trig.gz", cached=False).authored == mini.authored


@pytest.mark.parametrize("from_store", [True, False])
def test_an_export_is_split_by_graph_for_bulk_loaders(
    run: Run, kept: Path, tmp_path: Path, mini: KnowledgeGraph, from_store: bool
) -> None:
    told = run("export", "ntriples", "--data", kept if from_store else MINI, "--split", tmp_path / "graphs")
    assert told.err == f"wrote 3 graphs to {tmp_path / 'graphs'}\n"
    found = set()
    for file in (tmp_path / "graphs").glob("*.nt.gz"):
        graph = ox.NamedNode((file.parent / f"{file.name}.graph").read_text("utf-8").strip())
        triples = ox.parse(gzip.decompress(file.read_bytes()), ox.RdfFormat.N_TRIPLES)
        found |= {ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples}
    assert found == {*mini.authored, *mini.derived}
    assert run("export", "turtle", "--data", MINI, "--split", tmp_path / "x").status == 2


# -- what is no good ---------------------------------------------------------------------------------------------------


def refused(run: Run, place: Path, *parts: str) -> None:
    """Check that every way to a store says the same one thing."""
    for words in (["ask", "debates"], ["sparql", "ASK {}"], ["export", "nquads"]):
        told = run(*words, "--data", place)
        assert (told.status, told.out) == (2, "")
        assert told.err.count("\n") == 1
        assert told.err.startswith(f"historiograph: {place}: ")
        for part in parts:
            assert part in told.err


@pytest.mark.parametrize(
    ("old", "new"), [(f"package {__version__}", "package 0.99.0"), (f"{MARK} 1", f"{MARK} 2"), (MARK, f"{MARK} 1x")]
)
def test_a_store_of_another_version(run: Run, store: Path, old: str, new: str) -> None:
    text = (store / MARK).read_text("utf-8")
    (store / MARK).write_text(text.replace(old, new, 1), "utf-8")
    refused(run, store, "was written by historiograph", f"of this one, {__version__}", "load the data again")


def test_a_store_of_a_patch_of_this_version_is_fine(run: Run, store: Path) -> None:
    text = (store / MARK).read_text("utf-8")
    patch = ".".join([*__version__.split(".")[:2], "999"])
    (store / MARK).write_text(text.replace(f"package {__version__}", f"package {patch}"), "utf-8")
    assert run("ask", "debates", "--data", store).status == 0


@pytest.mark.parametrize("text", ["", "hello\n", f"{MARK} 1\npackage {__version__}\ndata x\nquads many\nderived \n"])
def test_a_mark_that_is_not_as_it_was_written(run: Run, store: Path, text: str) -> None:
    (store / MARK).write_text(text, "utf-8")
    refused(run, store, "damaged", "load the data again")


def damage_manifest(data: Path) -> None:
    (manifest,) = data.glob("MANIFEST-*")
    manifest.write_bytes(manifest.read_bytes()[:-100] + b"\xff" * 100)


def empty_manifest(data: Path) -> None:
    (manifest,) = data.glob("MANIFEST-*")
    os.truncate(manifest, manifest.stat().st_size // 2)


def cut_tables(data: Path) -> None:
    for table in data.glob("*.sst"):
        os.truncate(table, table.stat().st_size // 2)


def lose_tables(data: Path) -> None:
    for table in data.glob("*.sst"):
        table.unlink()


@pytest.mark.parametrize("damage", [damage_manifest, empty_manifest, cut_tables, lose_tables, shutil.rmtree])
def test_a_damaged_store(run: Run, store: Path, damage: Callable[[Path], None]) -> None:
    damage(data_of(store))
    refused(run, store, "damaged", "load the data again")


def test_damage_that_shows_only_when_it_is_read(run: Run, made_up: Path, tmp_path: Path) -> None:
    store = tmp_path / "x.store"
    load_to_folder([made_up], store)
    for table in data_of(store).glob("*.sst"):
        content = bytearray(table.read_bytes())
        content[10 : len(content) // 2] = bytes(len(content) // 2 - 10)
        table.write_bytes(content)
    told = run("sparql", "SELECT * { ?s ?p ?o }", "--data", store)
    assert (told.status, told.out) == (2, "")
    assert "damaged" in told.err
    assert told.err.count("\n") == 1


def test_the_engines_own_store_is_not_taken_for_ours(run: Run, store: Path) -> None:
    refused(run, data_of(store), "a store of Oxigraph itself", "oxigraph dump")


def test_a_store_that_somebody_writes_to(run: Run, store: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import pyoxigraph as o; s = o.Store({str(data_of(store))!r}); print('.'); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        refused(run, store, "another program is writing to this store")
        told = run("load", "--data", MINI, "-o", store)
        assert told.status == 2
        assert "another program is writing to this store" in told.err
    finally:
        writer.communicate(b"\n", timeout=30)
    assert run("ask", "debates", "--data", store).status == 0


# -- loads that fail ---------------------------------------------------------------------------------------------------


@pytest.fixture
def endless(made_up: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A load that waits for the rest of its data, and the folder it writes to."""
    pipe = tmp_path / "pipe.nq"
    os.mkfifo(pipe)
    store = tmp_path / "x.store"
    process = subprocess.Popen(
        [sys.executable, "-m", "historiograph", "load", "--data", str(pipe), "-o", str(store)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "builders")},
        stderr=subprocess.PIPE,
        # Who runs the tests in the background of a shell has SIGINT ignored, and every process below.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - there is one thread
    )
    with pipe.open("wb") as data:
        data.write(made_up.read_bytes())
        data.flush()
        deadline = time.monotonic() + 30
        while not store.exists() or not list(data_of(store).glob("CURRENT")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield process, store
        process.kill()
        process.communicate()


def test_a_load_that_was_killed(
    run: Run, endless: tuple[subprocess.Popen[bytes], Path], made_up: Path, tmp_path: Path
) -> None:
    process, store = endless
    refused(run, store, "broken off", "load the data again")
    told = run("load", "--data", made_up, "-o", store)
    assert told.status == 2
    assert "another program is writing" in told.err
    process.kill()
    process.wait()
    refused(run, store, "broken off", "load the data again")
    assert run("load", "--data", made_up, "-o", store).status == 0
    assert len(list(store.iterdir())) == 2
    assert run("ask", "debates", "--data", store).status == 0


def test_a_load_that_was_interrupted_leaves_nothing(
    endless: tuple[subprocess.Popen[bytes], Path],
) -> None:
    process, store = endless
    process.send_signal(signal.SIGINT)
    with suppress(BrokenPipeError), (store.parent / "pipe.nq").open("wb") as data:
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:  # it looks up between two pieces of data
            data.write(b"\n" * 100_000)
            time.sleep(0.02)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"")
    assert not store.exists()


@pytest.mark.parametrize("before", [False, True])
def test_a_full_disk(made_up: Path, tmp_path: Path, store: Path, before: bool) -> None:
    folder = store if before else tmp_path / "x.store"
    number = open_store(store).size()
    program = (
        "import resource, sys; from historiograph.cli.main import main;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, {resource.RLIM_INFINITY})); sys.exit(main(sys.argv[1:]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, "load", "--data", str(made_up), "-o", str(folder)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "builders")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"historiograph: {folder}: the store cannot be written: ")
    assert told.stderr.count("\n") == 1
    assert made_up.is_file()
    if before:
        assert open_store(store).size() == number
        assert len(list(store.iterdir())) == 2
    else:
        assert not folder.exists()


def test_no_space_is_said_in_plain_words(tmp_path: Path) -> None:
    def fill(_: ox.Store) -> None:
        raise OSError("IO error: No space left on device: While appending to file: /x/1.sst: No space left on device")

    with pytest.raises(OutputError, match="the disk is full; a store takes about as much room as its N-Quads"):
        write_store(tmp_path / "x", fill)  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("place", ["/proc/nowhere/x.store", "/dev/null/x.store"])
def test_a_place_that_cannot_be_written(run: Run, place: str) -> None:
    told = run("load", "--data", MINI, "-o", place)
    assert told.status == 2
    assert told.err.startswith(f"historiograph: {place}: the store cannot be written: ")
    assert told.err.count("\n") == 1


def test_a_folder_of_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    told = run("load", "--data", MINI, "-o", tmp_path)
    assert (told.status, "holds something else" in told.err) == (2, True)
    told = run("load", "--data", MINI, "-o", tmp_path / "letter.txt")
    assert (told.status, "is a file" in told.err) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_faulty_data_leave_no_store(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.nq"
    file.write_text("<urn:s> <urn:p> <urn:o> .\n_:b <urn:p> <urn:o> .\n")
    told = run("load", "--data", file, "-o", tmp_path / "x.store")
    assert told.status == 1
    assert f"{file}:2: violation[blank-node]" in told.err
    assert not (tmp_path / "x.store").exists()
    assert run("load", "--data", file, "-o", store).status == 1
    assert run("ask", "debates", "--data", store).status == 0
    assert run("load", "--data", tmp_path / "nowhere.nq", "-o", tmp_path / "x.store").status == 2
    assert not (tmp_path / "x.store").exists()


def test_a_rule_that_derives_too_much_says_so(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("historiograph.on_disk._most", lambda excerpt: 10)
    with pytest.raises(InputError, match=r"the rule agrees-with derives more than 10 statements: .*--no-rules"):
        load_to_folder([made_up], tmp_path / "x.store")
    assert not (tmp_path / "x.store").exists()


@pytest.mark.parametrize("command", [["check"], ["build", "-o", "x"]])
def test_what_needs_files_says_so_of_a_store(run: Run, kept: Path, command: list[str]) -> None:
    told = run(*command, "--data", kept)
    assert told.status == 2
    assert f"{kept}: a store has no files to read" in told.err


# -- memory ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "status", "part"),
    [
        ("400M", 2, "this needs more than the 400M of memory that HISTORIOGRAPH_MEMORY allows"),
        ("2G", 0, ""),
        ("10M", 2, "give a size of at least 256M"),
        ("much", 2, "HISTORIOGRAPH_MEMORY=much: give a size"),
    ],
)
def test_a_command_keeps_to_its_memory(kept: Path, limit: str, status: int, part: str) -> None:
    greedy = "SELECT * { ?x ?p ?a . ?y ?q ?b . ?z hg:onClaim ?c } ORDER BY ?a ?b ?c"
    words = ["sparql", greedy if limit == "400M" else "ASK {}", "--data", str(kept), "--timeout", "50"]
    told = subprocess.run(
        [sys.executable, "-m", "historiograph", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "builders"), "HISTORIOGRAPH_MEMORY": limit},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == status
    assert part in told.stderr
    assert told.stderr.count("\n") == bool(part)
