"""The workers without the web: stores in memory and on disk, what cannot be opened, and who is sent away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from historiograph.errors import InputError
from historiograph.graph import KnowledgeGraph
from historiograph.server import serving
from historiograph.server.messages import Answer, Job
from historiograph.server.pool import Pool, worker_command
from historiograph.server.refusals import RefusedError
from historiograph.server.serving import worker_source
from historiograph.store import EmbeddedStore

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def sparql(query: str) -> Job:
    return {"do": "sparql", "query": query, "rows": "csv", "graph": "turtle", "origin": "http://localhost"}


def pool_over(source: Path, *, workers: int = 1, queue: int = 100, patience: float = 10) -> Pool:
    command = worker_command(source, timeout=1, memory=512, limit=100, size=1 << 20)
    return Pool(command, workers=workers, timeout=1, queue=queue, patience=patience)


def answers(pool: Pool, *queries: str) -> list[Answer]:
    async def ask() -> list[Answer]:
        await pool.open()
        try:
            return [await pool.answer(sparql(query)) for query in queries]
        finally:
            await pool.close()

    return asyncio.run(ask())


def test_a_store_on_disk_answers_as_one_in_memory(
    mini: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = f"n\r\n{len({quad.triple for quad in (*mini.authored, *mini.derived)})}\r\n".encode()
    (tmp_path / "memory").mkdir()
    in_memory = worker_source(mini, tmp_path / "memory")
    assert in_memory.is_file()
    monkeypatch.setattr(serving, "_IN_MEMORY", 0)
    on_disk = worker_source(mini, tmp_path)
    assert on_disk.is_dir()
    kept = KnowledgeGraph((), EmbeddedStore.open(on_disk))
    (tmp_path / "linked").mkdir()
    linked = worker_source(kept, tmp_path / "linked")
    for source in (in_memory, on_disk, linked):
        (answer,) = answers(pool_over(source), COUNT)
        assert (answer.status, answer.body) == (200, expected)


def test_a_store_on_disk_is_linked_so_that_its_removal_does_no_harm(
    mini: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setattr(serving, "_IN_MEMORY", 0)
    assert isinstance(mini.store, EmbeddedStore)
    mini.store.save(tmp_path / "kept")
    (tmp_path / "served").mkdir()
    source = worker_source(KnowledgeGraph((), EmbeddedStore.open(tmp_path / "kept")), tmp_path / "served")
    shutil.rmtree(tmp_path / "kept")
    assert answers(pool_over(source), "ASK { ?s ?p ?o }")[0].body == b"true"


def test_what_is_no_store_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened by a worker"):
        answers(pool_over(tmp_path / "nothing.nq"))


def test_whoever_waits_too_long_or_behind_too_many_is_sent_away(mini: KnowledgeGraph, tmp_path: Path) -> None:
    pool = pool_over(worker_source(mini, tmp_path), queue=4, patience=0.5)

    async def crowd() -> list[Answer | BaseException]:
        await pool.open()
        try:
            return await asyncio.gather(*(pool.answer(sparql(ENDLESS)) for _ in range(8)), return_exceptions=True)
        finally:
            await pool.close()

    refusals = asyncio.run(crowd())
    assert all(isinstance(one, RefusedError) for one in refusals)
    said = [(one.status, one.headers.get("Retry-After")) for one in refusals if isinstance(one, RefusedError)]
    assert said.count((503, "5")) >= 3  # there is no room for them in the queue
    assert said.count((504, None)) >= 1
    assert len(said) == 8


def test_after_a_second_a_slow_query_makes_room(mini: KnowledgeGraph, tmp_path: Path) -> None:
    command = worker_command(worker_source(mini, tmp_path), timeout=60, memory=512, limit=100, size=1 << 20)
    pool = Pool(command, workers=1, timeout=60, patience=50)

    async def race() -> bool:
        await pool.open()
        try:
            slow = asyncio.create_task(pool.answer(sparql(ENDLESS)))
            await asyncio.sleep(0.1)
            assert (await pool.answer(sparql(COUNT))).status == 200
            was_done = slow.done()
            slow.cancel()
            await asyncio.gather(slow, return_exceptions=True)
            return was_done
        finally:
            await pool.close()

    assert asyncio.run(race()) is False


def test_a_fault_of_ours_ends_no_worker(
    mini: KnowledgeGraph, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pool = pool_over(worker_source(mini, tmp_path))

    async def ask() -> tuple[Answer, Answer]:
        await pool.open()
        try:
            return await pool.answer({"do": "nothing that there is"}), await pool.answer(sparql("ASK {}"))
        finally:
            await pool.close()

    wrong, right = asyncio.run(ask())
    assert (wrong.status, right.status) == (500, 200)
    assert b"KeyError" not in wrong.body
    assert "KeyError" in capfd.readouterr().err
