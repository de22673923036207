"""The schema for editors says what the loader, the shapes and the ontology say, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml_rs

from conftest import MINI, ROOT
from historiograph.authoring.rules import words
from historiograph.authoring.schema import schema
from historiograph.loading import load_dataset
from historiograph.loading.header import KEYS
from historiograph.loading.keys import DEFAULTS, keys
from historiograph.loading.sections import FINGERPRINTS, NAMED_BY_CONTENT, SECTION_OF_NESTED_KEY, SECTIONS
from historiograph.namespaces import HG, VOCABULARY

INVALID = sorted((ROOT / "tests" / "shapes" / "invalid").glob("*.yaml"))
WRITTEN = [
    *sorted((ROOT / "graph_data").rglob("*.yaml")),
    *sorted(MINI.glob("*.yaml")),
    *sorted((ROOT / "tests" / "shapes" / "valid").glob("*.yaml")),
    *sorted((ROOT / "tests" / "shapes" / "lints").glob("*.yaml")),
]
BEYOND = {
    # records have to be compared, or another one's class known
    *("AnalogyShape-analogue", "IdentificationShape-identifies", "InferenceShape-premise"),
    *("RebuttalShape-target", "UndercutShape-target", "UnderminingShape-target"),
    *("StanceShape-reporter-authorOfText", "StanceShape-statedIn-byHolder", "StanceShape-supersedes-sameHolder"),
    *("WorkShape-creator", "WorkShape-editor", "PassageShape-fingerprint"),
    *("PersonShape-birthDate", "PersonShape-deathDate"),
    # two keys of a record have to be compared
    *("AttackShape-attacker-notTarget", "EstimateShape-lowerBound-notAbove", "EstimateShape-pointValue-notAbove"),
    *(
        "InferenceShape-premise-notConclusion",
        "QualificationShape-qualifier-notItself",
        "SelectorShape-start-beforeEnd",
    ),
    *("StanceShape-opposes", "WeighingShape-preferred-notDispreferred"),
    # one of several keys is asked for, or one whose absence is only warned of
    *("ClaimShape-about-anything", "EstimateShape-pointValue-orBound", "WorkShape-creator-orEditor"),
    *("MeasureShape-countingRule-given", "MeasureShape-coversPlace-given"),
    # the head of the file may say it; the values of a list have to be compared with each other or with another key
    *("MoveShape-accordingTo", "PassageShape-hasSource", "ReferenceShape-accordingTo", "StanceShape-reporter"),
    *("CommonShape-altLabel", "CommonShape-definition", "MeasureShape-countingRule", "SchoolShape-definition"),
    "SchoolNameShape-literalForm",
    # a question mark at the end, an unnamed voice that is given a name
    *("DebateShape-prefLabel-question", "UnnamedPartyShape-exactMatch"),
    "UnnamedPartyShape-sameAs",
}
"""Mistakes that one file, seen alone by its keys and values, cannot show."""


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return schema()


@pytest.fixture(scope="module")
def validator(made: dict[str, Any]) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(made)


def parsed(file: Path) -> Any:
    return yaml_rs.loads(file.read_text("utf-8"), parse_datetime=False)


def test_it_is_a_schema_and_always_the_same(made: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(made)
    assert schema() == made


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_check_accepts_it_accepts(validator: jsonschema.Draft7Validator, file: Path) -> None:
    assert [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(parsed(file))] == []


def test_what_the_shapes_refuse_it_refuses_unless_it_cannot_know(validator: jsonschema.Draft7Validator) -> None:
    assert {file.stem for file in INVALID if validator.is_valid(parsed(file))} == BEYOND


def test_every_key_is_in_it_and_no_other(made: dict[str, Any]) -> None:
    assert set(made["properties"]) == {*SECTIONS, *DEFAULTS, "dataset", FINGERPRINTS}
    assert set(made["definitions"]["dataset"]["properties"]) == KEYS
    offered = {key for name, one in made["definitions"].items() if name != "dataset" for key in one["properties"]}
    of_the_dataset_alone = {"description", "license", "version"}
    assert offered - {"id", "type", "passage", "source"} == keys().keys() - of_the_dataset_alone | {"license"}


def test_nested_records_stand_where_the_loader_takes_them(made: dict[str, Any]) -> None:
    hosts = {
        key: {name for name in SECTIONS if key in made["definitions"][name]["properties"]}
        for key in SECTION_OF_NESTED_KEY
    }
    assert hosts == {
        "stances": {"claims", "estimates", "analogies"},
        "editions": {"works"},
        "divisions": {"sourceTexts"},
        "identifications": {"historians", "actors", "works", "editions"},
        "schoolName": {"schools"},
    }


def test_every_key_says_what_it_means(made: dict[str, Any]) -> None:
    for name, one in made["definitions"].items():
        for key, told in one["properties"].items():
            assert len(told["description"]) > 10, f"{name}, {key}"


def test_values_are_those_of_the_vocabularies_with_their_definitions(made: dict[str, Any]) -> None:
    stance = made["definitions"]["stances"]["properties"]["attitude"]
    assert {"asserts", "denies", "doubts", "concedes"} < set(stance["enum"])
    told = dict(zip(stance["enum"], stance["markdownEnumDescriptions"], strict=True))
    assert told["denies"] == words().definition(VOCABULARY + "attitude/denies") != ""
    controlled = {key for key, known in keys().items() if known.holds == "value"}
    seen = set()
    for one in made["definitions"].values():
        for key, told in one["properties"].items():
            if key in controlled:
                assert told.get("enum") or told["anyOf"][0]["enum"]
                seen.add(key)
    assert seen == controlled


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_an_id_is_required_where_the_loader_requires_it(made: dict[str, Any], tmp_path: Path, section: str) -> None:
    required = "id" in made["definitions"][section]["required"]
    (tmp_path / "dataset.yaml").write_text("dataset: {id: d, base: 'https://example.org/d/', title: D}\n")
    (tmp_path / "more.yaml").write_text(f"{section}:\n  - note: nothing else\n")
    told = {finding.code for finding in load_dataset([tmp_path]).report.findings}
    assert required == ("no-id" in told) == (section not in NAMED_BY_CONTENT)


def test_definitions_come_from_the_ontology(made: dict[str, Any]) -> None:
    assert made["definitions"]["claims"]["description"] == words().definition(HG + "Claim") != ""
    assert made["definitions"]["claims"]["properties"]["gist"]["description"].startswith(
        words().definition(HG + "gist")
    )
