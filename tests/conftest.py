"""Fixtures that most tests share: the curated graph, the small one, and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from historiograph.cli.main import main
from historiograph.graph import KnowledgeGraph, from_dataset, load

ROOT = Path(__file__).resolve().parents[1]
MINI = ROOT / "tests" / "fixtures" / "mini"
TOGETHER = ("tests/serve",)
"""Folders whose files start the same servers."""
LONG = (
    "tests/test_any_store.py",
    "tests/interop/test_gauntlet.py",
    "tests/test_notebooks.py",
    "tests/serve",
    "tests/browser/test_chart_pages.py",
    "tests/browser/test_site_pages.py",
    "tests/test_ontology.py",
    "tests/exchange/test_networks.py",
    "tests/test_packaging.py",
)
"""Files and folders that take longest: they come first, so that no worker has a long one left when the others end."""

# The same examples every time, and no deadline: a busy machine is no fault of the code.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file on one worker, and those of some folders, so that what they share is made once."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            folder = file.rpartition("/")[0]
            return folder if folder in TOGETHER else file

        def _assign_work_unit(self, node: Any) -> None:
            if left := [scope for scope in LONG if scope in self.workqueue]:
                self.workqueue.move_to_end(left[0], last=False)
            super()._assign_work_unit(node)

    return ByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from the user's cache, and let them find their own."""
    before = os.environ.get("HISTORIOGRAPH_CACHE")
    os.environ["HISTORIOGRAPH_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["HISTORIOGRAPH_CACHE"]
    else:
        os.environ["HISTORIOGRAPH_CACHE"] = before


@pytest.fixture(scope="session")
def kg(_own_cache: None) -> KnowledgeGraph:
    """The curated graph."""
    return load(cached=False)


@pytest.fixture(scope="session")
def article(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The curated graph as far as the article by McCauley goes: small enough to work out every answer by hand."""
    dataset = kg.dataset
    of_others = {
        f"{dataset.base}{iri}"
        for iri, (file, _) in dataset.source_map.places.items()
        if "mccauley" not in file.parts and file.parent.name != "stalinism"
    }
    own = tuple(
        quad
        for quad in dataset.quads
        if quad.subject.value not in of_others and getattr(quad.object, "value", "") not in of_others
    )
    return from_dataset(replace(dataset, json_ld=(), read=own), kg.places)


@pytest.fixture(scope="session")
def mini(_own_cache: None) -> KnowledgeGraph:
    """The small dataset that has everything once."""
    return load(MINI, cached=False)


class Outcome(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run the command line in this process: `run("ask", "debates")`."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(*words: str | Path) -> Outcome:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:
            status = int(stop.code or 0)
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    return command
