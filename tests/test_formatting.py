"""A file is laid out without changing what it says, and only once."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINI, ROOT, Outcome
from historiograph.authoring.formatting import formatted
from historiograph.authoring.layout import order_of_keys
from historiograph.authoring.schema import schema
from historiograph.errors import InputError
from historiograph.loading import load_dataset
from historiograph.loading.header import KEYS
from historiograph.loading.keys import keys
from historiograph.loading.records import PASSAGE_KEYS

CURATED = sorted((ROOT / "graph_data").rglob("*.yaml"))
TEMPLATE = sorted((ROOT / "builders" / "historiograph" / "authoring" / "template").rglob("*.yaml"))


def test_every_key_has_a_place() -> None:
    assert set(order_of_keys("record")) >= keys().keys() | {"id", "type", "passage", "source"}
    assert set(order_of_keys("dataset")) == KEYS
    assert set(order_of_keys("passage")) == PASSAGE_KEYS
    of_schema = {key for one in schema()["definitions"].values() for key in one["properties"]}
    assert of_schema - set(order_of_keys("record")) == {"base", "language", "keywords"}


def test_keys_change_places_with_their_comments() -> None:
    assert (
        formatted(
            """\
# About the file.

source: text   # the text
Reporter: ann
claims:
  # The claim.
  - gist: A gist
      on two lines.
    # What it is called.
    label: A label  # short
    Stances:
    - attitude: Asserts
      passage: {end: 9, start: 3, section: "One, two"}
      holder: ann
    id: a-claim

  - {gist: Other, id: other, label: The other}
"""
        )
        == """\
# About the file.

reporter: ann
source: text   # the text
claims:
  # The claim.
  - id: a-claim
    # What it is called.
    label: A label  # short
    gist: A gist
      on two lines.
    stances:
    - holder: ann
      attitude: asserts
      passage: {section: "One, two", start: 3, end: 9}

  - {id: other, label: The other, gist: Other}
"""
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("claims:\n  - id: a\n    stated_in: b\n", "claims:\n  - id: a\n    statedIn: b\n"),
        ("claims:\r\n  - id: a", "claims:\n  - id: a\n"),
        ("", ""),
        ("# nothing\n", "# nothing\n"),
        # an alias must not come before its anchor
        ("claims:\n  - gist: &g A\n    label: *g\n", "claims:\n  - gist: &g A\n    label: *g\n"),
        # two keys of one meaning are for `check` to tell
        ("claims:\n  - Label: a\n    label: b\n", "claims:\n  - label: b\n    Label: a\n"),
    ],
)
def test_small_things(written: str, meant: str) -> None:
    assert formatted(written) == meant
    assert formatted(meant) == meant


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match=r"claims\.yaml:3: is not valid YAML"):
        formatted("claims:\n  - id: a\n    label: b: c\n", "claims.yaml")


def test_the_data_and_the_template_are_laid_out() -> None:
    out_of_order = [
        file for file in (*CURATED, *TEMPLATE) if formatted(file.read_text("utf-8")) != file.read_text("utf-8")
    ]
    assert [str(file.relative_to(ROOT)) for file in out_of_order] == []


@pytest.mark.parametrize("name", ["mccauley/claims/terror", "siegelbaum/claims/famine"])
def test_a_real_file_turned_about_says_the_same_and_is_laid_out_once(name: str) -> None:
    """Records that are written backwards, each with a remark, come back with every word and every remark."""
    text = (ROOT / "graph_data" / "stalinism" / f"{name}.yaml").read_text("utf-8")
    backwards = re.sub(
        r"(?m)^    (label: .+)\n    (gist: (?!>).+)\n", r"    # Of the next.\n    \2  # short\n    \1\n", text
    )
    assert backwards.count("# Of the next.") >= 5
    once = formatted(backwards)
    assert once != backwards
    assert yaml.load(once, Loader=yaml.CSafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)
    assert formatted(once) == once
    assert sorted(once.split()) == sorted(backwards.split())  # no word and no comment is lost


@settings(max_examples=5)
@given(seed=st.integers(0, 10_000))
def test_a_shuffled_dataset_gives_the_same_triples(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    for file in MINI.glob("*.yaml"):
        data = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        chance = random.Random(seed)  # noqa: S311 - nothing secret
        text = yaml.dump(_shuffled(data, chance), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (folder / file.name).write_text(formatted(text), "utf-8")
        assert formatted(formatted(text)) == formatted(text)
    assert load_dataset([folder]).quads == load_dataset([MINI]).quads


def _shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        pairs = [(key, _shuffled(one, chance)) for key, one in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    return [_shuffled(one, chance) for one in value] if isinstance(value, list) else value


def test_the_command_changes_what_is_out_of_order(run: Callable[..., Outcome], tmp_path: Path) -> None:
    file = tmp_path / "dataset.yaml"
    file.write_text("dataset: {title: T, id: t, base: 'https://example.org/t/'}\n")
    looked = run("fmt", "--check", tmp_path)
    assert (looked.status, looked.out.strip()) == (1, str(file))
    assert run("fmt", tmp_path).status == 0
    assert file.read_text() == "dataset: {id: t, base: 'https://example.org/t/', title: T}\n"
    assert run("fmt", "--check", "--data", tmp_path).out == ""
    assert run("fmt").status == 2
