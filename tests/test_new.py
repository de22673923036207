"""A new dataset is complete, passes `check`, and is built in seconds; what other tools hold can begin one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml_rs

from conftest import MINI, Outcome
from historiograph.authoring.scaffold import SCHEMA_FILE
from historiograph.authoring.schema import schema
from historiograph.cli.watching import changes
from historiograph.loading import load_dataset
from historiograph.validation import validate

BIBTEX = """\
@book{x, author = {G{\\"o}del, Kurt and van der Meer, Anna and others}, title = {The {Fall} of a Bridge},
  year = {1985}, publisher = {Press}, isbn = {978-0-300-03638-8}}
@incollection{y, author = {Anna van der Meer}, editor = {Rui Costa}, title = {On Piers}, booktitle = {Rivers},
  pages = {1--20}, year = {forthcoming}}
"""
CSL = [
    {
        "id": "a",
        "type": "article-journal",
        "title": "On <i>Piers</i>",
        "author": [{"family": "Meer", "given": "Anna", "non-dropping-particle": "van der"}, {"literal": "The Society"}],
        "issued": {"date-parts": [[1985, 3]]},
        "container-title": "Rivers",
        "page": "1-20",
    }
]


def files_of(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_it_is_complete_passes_and_is_named_for_its_folder(run: Callable[..., Outcome], tmp_path: Path) -> None:
    folder = tmp_path / "Fall of Rome"
    made = run("new", folder)
    assert made.status == 0
    assert {"README.md", SCHEMA_FILE, ".vscode/settings.json", "texts/article.txt", "dataset.yaml"} < files_of(folder)
    assert made.out.splitlines() == [str(folder / name) for name in sorted(files_of(folder), key=Path)]
    dataset = load_dataset([folder])
    assert (dataset.header.name, dataset.header.base) == ("fall-of-rome", "https://example.org/fall-of-rome/")
    assert validate(dataset, [folder / "texts"]).findings == ()


def test_the_editor_finds_the_schema(run: Callable[..., Outcome], tmp_path: Path) -> None:
    folder = tmp_path / "debate"
    run("new", folder)
    assert json.loads((folder / SCHEMA_FILE).read_text("utf-8")) == schema()
    (named,) = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert (folder / named).is_file()
    validator = jsonschema.Draft7Validator(schema())
    for file in folder.rglob("*.yaml"):
        line = file.read_text("utf-8").splitlines()[0]
        (address,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", line)
        assert (file.parent / address).resolve() == (folder / SCHEMA_FILE).resolve()
        assert validator.is_valid(yaml_rs.loads(file.read_text("utf-8"), parse_datetime=False))
    assert run("schema").out == (folder / SCHEMA_FILE).read_text("utf-8")


def test_it_is_built_at_once(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert run("new", tmp_path / "d").status == 0
    assert run("build", "--data", tmp_path / "d", "-o", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "site" / "index.html").is_file()


def test_what_was_built_inside_a_dataset_is_no_part_of_it(run: Callable[..., Outcome], tmp_path: Path) -> None:
    """`new` says to build into the folder; what is then taken out of the YAML must not come back from the build."""
    folder = tmp_path / "d"
    assert run("new", folder).status == 0
    assert run("build", "--data", folder, "-o", folder / "build").status == 0
    subjects = folder / "subjects.yaml"
    text = subjects.read_text("utf-8")
    subjects.write_text(text.replace("Why did Sandholm lose its harbour?", "Who lost the harbour?"), "utf-8")
    assert run("check", "--data", folder, "--strict").status == 0
    shown = run("ask", "debates", "--data", folder).out
    assert "Who lost the harbour?" in shown
    assert "Why did Sandholm" not in shown


def test_what_is_there_is_left_alone(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused = run("new", tmp_path)
    assert (refused.status, refused.out) == (2, "")
    assert "is not empty" in refused.err
    assert files_of(tmp_path) == {"mine.txt"}
    assert run("new", tmp_path / "mine.txt").status == 2
    (tmp_path / "empty").mkdir()
    assert run("new", tmp_path / "empty").status == 0


@pytest.mark.parametrize("content", ["@book{x, title = {Open", "", "none of the kind"])
def test_a_library_that_cannot_be_read_leaves_nothing(
    run: Callable[..., Outcome], tmp_path: Path, content: str
) -> None:
    (tmp_path / "a.bib").write_text(content)
    refused = run("new", tmp_path / "d", "--from", tmp_path / "a.bib")
    assert refused.status == 2
    assert "a.bib" in refused.err
    assert files_of(tmp_path) == {"a.bib"}


def test_a_bibtex_library_becomes_works_and_people(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "review.bib").write_text(BIBTEX, "utf-8")
    assert run("new", tmp_path / "d", "--from", tmp_path / "review.bib").status == 0
    assert yaml_rs.loads((tmp_path / "d" / "historians.yaml").read_text("utf-8"))["historians"] == [
        {"id": "godel", "name": "Kurt Gödel"},
        {"id": "meer", "name": "Anna van der Meer"},
        {"id": "costa", "name": "Rui Costa"},
    ]
    book, part = yaml_rs.loads((tmp_path / "d" / "works.yaml").read_text("utf-8"))["works"]
    assert book == {
        "id": "godel-the-fall-of-a-bridge-1985",
        "type": "bibo:Book",
        "title": "The Fall of a Bridge",
        "creator": ["godel", "meer"],
        "issued": "1985",
        "publisher": "Press",
        "isbn": "978-0-300-03638-8",
    }
    assert (part["creator"], part["editor"], part["pages"]) == (["meer"], ["costa"], "1-20")
    assert part["bibliographicCitation"] == "In: Rivers"
    assert "issued" not in part
    assert run("check", "--data", tmp_path / "d").status == 0


def test_a_csl_library_becomes_works_and_people(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "review.json").write_text(json.dumps(CSL), "utf-8")
    assert run("new", tmp_path / "d", "--from", tmp_path / "review.json").status == 0
    (work,) = yaml_rs.loads((tmp_path / "d" / "works.yaml").read_text("utf-8"))["works"]
    assert (work["title"], work["issued"], work["creator"]) == ("On Piers", "1985-03", ["meer", "society"])
    assert run("check", "--data", tmp_path / "d").status == 0


def test_tables_begin_a_dataset_again(run: Callable[..., Outcome], tmp_path: Path) -> None:
    run("export", "xlsx", "--data", MINI, "-o", tmp_path / "mini.xlsx")
    assert run("new", tmp_path / "d", "--from", tmp_path / "mini.xlsx").status == 0
    again = {quad.triple for quad in load_dataset([tmp_path / "d"]).quads}
    assert again == {quad.triple for quad in load_dataset([MINI]).quads}


def test_a_folder_of_csv_files_begins_a_dataset(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "historians.csv").write_text("id;name\nann;Ann\n")
    (tmp_path / "t" / "works.csv").write_text("id,title,creator,issued\nbook,A Book,ann,1985\n")
    assert run("new", tmp_path / "d", "--from", tmp_path / "t").status == 0
    assert run("check", "--data", tmp_path / "d").status == 0
    (tmp_path / "t" / "works.csv").write_text("id,titel\nbook,A Book\n")
    refused = run("new", tmp_path / "e", "--from", tmp_path / "t")
    assert refused.status == 2
    assert "cell B1: there is no key 'titel'; did you mean 'title'?" in refused.err


def test_watching_tells_of_each_save(tmp_path: Path) -> None:
    file = tmp_path / "dataset.yaml"
    file.write_text("dataset: {}\n")
    seen = changes([tmp_path], every=0)
    next(seen)
    file.write_text("dataset: {id: d}\n")
    next(seen)
    (tmp_path / "more.yaml").write_text("topics: []\n")
    next(seen)
