"""Two people's folders become one: nothing is lost, nothing is invented, and every contradiction is told."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
import yaml_rs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import MINI, Outcome
from historiograph.authoring.scaffold import new_dataset
from historiograph.loading import load_dataset
from historiograph.merging.merge import merge
from historiograph.validation import validate
from test_vocabulary import STANDALONE, as_the_page_has_it

DIGEST = "1f54795083d9d55889cb7914ae60c3d31841ab9798f7d0f59fa724f6b7e70edd"
FILES = {file.name: file.read_text("utf-8") for file in MINI.glob("*.yaml")}
DATA = {name: yaml_rs.loads(text, parse_datetime=False) for name, text in FILES.items()}


def triples(folder: Path) -> set[Any]:
    dataset = load_dataset([folder])
    assert dataset.report.conforms, dataset.report.findings
    return {quad.triple for quad in dataset.quads}


WHOLE = triples(MINI)


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a", "b"):
        shutil.copytree(MINI, tmp_path / name)
    return tmp_path / "a", tmp_path / "b"


def mend(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    file.write_text(text, "utf-8")


DOUBTS = ("      - holder: thorne\n        attitude: denies\n", "      - holder: thorne\n        attitude: doubts\n")
NEW_STANCE = (
    "      # A reported view: Pell's",
    "      # Quill, too.\n      - holder: quill\n        attitude: concedes\n"
    "        passage: {section: The dispute, start: 573, end: 685, passageDigest: " + DIGEST + "}\n"
    "      # A reported view: Pell's",
)


def test_a_folder_and_itself_are_that_folder(run: Callable[..., Outcome], sides: tuple[Path, Path]) -> None:
    out = sides[0].parent / "out"
    told = run("merge", *sides, "-o", out)
    assert (told.status, told.out) == (0, "")
    assert told.err == f"beside what A has: nothing changed\nwrote {out}\n"
    for file in MINI.rglob("*"):
        if file.is_file():
            assert (out / file.relative_to(MINI)).read_bytes() == file.read_bytes()


def test_two_attitudes_are_a_conflict_told_at_both_places(
    run: Callable[..., Outcome], sides: tuple[Path, Path]
) -> None:
    a, b = sides
    mend(a / "claims.yaml", DOUBTS)
    told = run("merge", a, b, "-o", a.parent / "out")
    assert told.status == 1
    line = next(number for number, text in enumerate(FILES["claims.yaml"].split("\n"), 1) if "attitude: denies" in text)
    assert told.out.splitlines()[0] == (
        f"{a}/claims.yaml:{line}: violation[merge-conflict] The attitude of Ada Thorne on "
        '"The bridge fell because the mayor had saved on the stone": '
        f"A says doubts ({a}/claims.yaml:{line}), B says denies ({b}/claims.yaml:{line})"
    )
    assert "--prefer A" in told.out
    assert told.err == "1 conflict; nothing is written\n"
    assert not (a.parent / "out").exists()
    (finding,) = json.loads(run("merge", a, b, "--format", "json").out)
    assert (finding["line"], finding["subject"]) == (
        line,
        "https://example.org/mini/stance/bridge-fell-by-thrift--thorne",
    )


@pytest.mark.parametrize(("prefer", "attitude"), [("A", "doubts"), ("B", "denies")])
def test_a_preference_settles_it(sides: tuple[Path, Path], prefer: Any, attitude: str) -> None:
    a, b = sides
    mend(a / "claims.yaml", DOUBTS)
    merged = merge(a, b, prefer=prefer)
    assert [one.severity for one in merged.report.findings] == ["warning"]
    merged.save(a.parent / "out")
    assert triples(a.parent / "out") == triples(a if prefer == "A" else b)
    assert f"attitude: {attitude}" in (a.parent / "out" / "claims.yaml").read_text("utf-8")


def test_with_the_common_edition_one_change_is_no_conflict(sides: tuple[Path, Path]) -> None:
    a, b = sides
    mend(a / "claims.yaml", DOUBTS)
    mend(
        b / "claims.yaml",
        NEW_STANCE,
        (
            "    about: thrift\n    stances:\n      - holder: thorne\n        attitude: entertains",
            "    about: flood\n    stances:\n      - holder: thorne\n        attitude: entertains",
        ),
    )
    merged = merge(a, b, MINI)
    assert merged.report.findings == ()
    merged.save(a.parent / "out")
    text = (a.parent / "out" / "claims.yaml").read_text("utf-8")
    expected = (a / "claims.yaml").read_text("utf-8")
    only_the_parapet = expected.index("only-the-parapet-was-cheap")
    expected = expected[:only_the_parapet] + expected[only_the_parapet:].replace("about: thrift", "about: flood", 1)
    expected = expected.replace(*NEW_STANCE)
    assert text == expected


def test_what_one_took_out_stays_out_only_with_the_common_edition(sides: tuple[Path, Path]) -> None:
    a, b = sides
    text = FILES["claims.yaml"]
    start, end = text.index("weighings:"), text.index("# --- Who belongs where")
    mend(b / "claims.yaml", (text[start:end], ""))
    merge(a, b).save(a.parent / "all")
    assert triples(a.parent / "all") == WHOLE
    merge(a, b, MINI).save(a.parent / "less")
    assert triples(a.parent / "less") == triples(b)
    merge(b, a, MINI).save(a.parent / "less-too")
    assert triples(a.parent / "less-too") == triples(b)


def test_what_one_took_out_and_the_other_changed_or_uses_is_told(sides: tuple[Path, Path]) -> None:
    a, b = sides
    text = FILES["claims.yaml"]
    start, end = text.index("weighings:"), text.index("# --- Who belongs where")
    mend(
        b / "claims.yaml",
        (text[start:end], ""),
        ("[bridge-fell-by-thrift, piers-were-sawn-through]", "bridge-fell-by-thrift"),
    )
    start, end = text.index("  - id: piers-were-sawn-through"), text.index("  - id: book-covers-one-quarry")
    mend(b / "claims.yaml", (text[start:end], ""))
    mend(a / "claims.yaml", ("preferred: parish-register", "preferred: mill-register"))
    mend(a / "claims.yaml", ("    specializes: flood-alone-sufficed", "    specializes: piers-were-sawn-through"))
    found = {one.code: one.message for one in merge(a, b, MINI).report.findings}
    assert found["removed-and-changed"].startswith(
        'B has taken out "register of the water-mill" is preferred to "ballads about the bridge"'
    )
    assert found["removed-and-used"].startswith(
        'B has taken out claim "The piers were sawn through", of which claim "The flood was beyond all reckoning"'
    )
    assert len(found) == 2


def test_one_id_for_two_things_is_told_and_no_preference_hides_it(sides: tuple[Path, Path]) -> None:
    a, b = sides
    (a / "more.yaml").write_text(
        "topics:\n  - id: stone\n    label: masonry\nhistorians:\n  - id: hale\n    name: I. Hale\n"
    )
    (b / "more.yaml").write_text(
        "topics:\n  - id: stone\n    label: a weight\nactors:\n  - id: hale\n    name: I. Hale\n"
    )
    found = merge(a, b, prefer="A").report.findings
    assert [one.code for one in found] == ["same-id", "same-id"]
    assert found[0].message == (
        f'The id \'stone\' means two things: topic "masonry" in A ({a}/more.yaml:2), topic "a weight" in B'
        f" ({b}/more.yaml:2)"
    )
    assert "historian" in found[1].message
    assert "actor" in found[1].message


def test_one_thing_under_two_ids_is_warned_of(sides: tuple[Path, Path]) -> None:
    a, b = sides
    (a / "more.yaml").write_text("historians:\n  - id: zhukov\n    name: Georgii Zhukov\n")
    (b / "more.yaml").write_text("historians:\n  - id: g-zukov\n    name: Georgij Žukov\n")
    (warning,) = merge(a, b).report.findings
    assert (warning.severity, warning.code, warning.line) == ("warning", "likely-duplicate", 2)
    assert '"Georgii Zhukov" of A (id zhukov) and historian "Georgij Žukov" of B (id g-zukov' in warning.message
    assert "the same name" in warning.message


def test_a_record_keeps_its_reporter_and_source_in_a_file_with_others(sides: tuple[Path, Path]) -> None:
    a, b = sides
    mend(
        b / "works.yaml",
        (
            "    divisions:",
            "    divisions: [{label: The fall of it, start: 1, end: 25}]\n  - id: other-text\n    title: O\n"
            "    identifier: other.txt\n    sourceDigest: " + DIGEST + "\n    extent: 9\n    divisions:",
        ),
    )
    (b / "claims.yaml").write_text(
        "reporter: quill\nsource: other-text\nclaims:\n  - id: bridge-fell-by-accident\n"
        "    label: The bridge fell by accident\n    gist: Nobody was to blame for the fall of the bridge, because"
        " nobody could foresee such a flood.\n"
        "    stances: [{holder: pell, attitude: denies, passage: {start: 1, end: 5}}]\n"
        "  - id: bridge-was-old\n    label: The bridge was old\n    gist: It was an old bridge.\n"
        "    stances:\n      - holder: pell\n        attitude: asserts\n"
    )
    merge(a, b).save(a.parent / "out")
    assert triples(a.parent / "out") == triples(a) | triples(b)
    text = (a.parent / "out" / "claims.yaml").read_text("utf-8")
    assert (
        "      - holder: pell\n        reporter: quill\n        attitude: denies\n        source: other-text\n"
        "        passage: {start: 1, end: 5}\n\n  - id: bridge-fell-by-thrift"
    ) in text
    assert yaml_rs.loads((a.parent / "out" / "claims-2.yaml").read_text("utf-8"))["claims"][0]["id"] == "bridge-was-old"


def test_fingerprints_and_the_description_of_the_dataset_are_merged(sides: tuple[Path, Path]) -> None:
    a, b = sides
    (a / "marks.yaml").write_text("source: thorne-chronicle\nfingerprints:\n  115-210: v1-1-a-b\n")
    (b / "marks.yaml").write_text("source: thorne-chronicle\nfingerprints:\n  115-210: v1-1-a-b\n  211-324: v1-2-c-d\n")
    mend(b / "dataset.yaml", ("  license:", "  version: 1.1.0\n  license:"))
    merge(a, b).save(a.parent / "out")
    assert triples(a.parent / "out") == triples(b)
    mend(a / "marks.yaml", ("a-b", "a-c"))
    mend(a / "dataset.yaml", ("title: Was the fall", "title: Why the fall"))
    mend(a / "dataset.yaml", ("https://example.org/mini/\n  title", "https://example.org/maxi/\n  title"))
    told = [one.message for one in merge(a, b).report.findings]
    assert sorted(told) == [
        (
            f"The base of the dataset: A says https://example.org/maxi/ ({a}/dataset.yaml:5), B says"
            f" https://example.org/mini/ ({b}/dataset.yaml:5)"
        ),
        "The fingerprint of thorne-chronicle, characters 115-210, is not the same in A and in B",
        (
            "The title of the dataset: A says Why the fall of the bridge an accident?"
            f" ({a}/dataset.yaml:6), B says Was the fall of the bridge an accident? ({b}/dataset.yaml:6)"
        ),
    ]


def test_other_files_come_along_and_a_text_must_be_the_same(sides: tuple[Path, Path]) -> None:
    a, b = sides
    (b / "NOTES.md").write_text("hers")
    (a / ".vscode").mkdir()
    (a / ".vscode" / "settings.json").write_text("{}")
    (b / ".git").mkdir()
    (b / ".git" / "HEAD").write_text("ref")
    for side in sides:
        (side / "README.md").write_text(side.name)
    merged = merge(a, b)
    assert [(one.severity, one.code) for one in merged.report.findings] == [("info", "file-kept")]
    written = {str(file) for file in merged.save(a.parent / "out")}
    assert written == {*FILES, "texts/chronicle.txt", "NOTES.md", "README.md", ".vscode/settings.json"}
    assert (a.parent / "out" / "README.md").read_text() == "a"
    (b / "texts" / "chronicle.txt").write_text("another")
    assert [one.code for one in merge(a, b).report.findings if one.severity == "violation"] == ["other-copy"]


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(
    run: Callable[..., Outcome], sides: tuple[Path, Path]
) -> None:
    a, b = sides
    for words, reason in (
        ((a, a.parent / "none"), "no such folder"),
        ((a, a / "claims.yaml"), "two dataset folders"),
        ((a, b, "-o", a / "out"), "a folder of its own"),
        ((a, b, "-o", a.parent), "is not empty"),
    ):
        refused = run("merge", *words)
        assert (refused.status, refused.out) == (2, "")
        assert reason in refused.err
    (b / "more.ttl").write_text("")
    assert "is RDF" in run("merge", a, b).err
    (b / "more.ttl").unlink()
    mend(b / "claims.yaml", ("holder: pell", "holder: pel"))
    broken = run("merge", a, b, "-o", a.parent / "out")
    assert (broken.status, "did you mean 'pell'" in broken.err) == (1, True)
    assert sorted(file.name for file in a.parent.iterdir()) == ["a", "b"]


def test_anchors_stand_in_the_way_of_changes_and_that_is_said(
    run: Callable[..., Outcome], sides: tuple[Path, Path]
) -> None:
    a, b = sides
    mend(a / "subjects.yaml", ("label: flood\n", "label: &word flood\n    note: *word\n"))
    mend(b / "subjects.yaml", ("label: thrift in building", "label: thrift in building\n    note: Of the mayor."))
    refused = run("merge", a, b, "-o", a.parent / "out")
    assert refused.status == 2
    assert "anchors and aliases" in refused.err
    assert not (a.parent / "out").exists()


# -- words of the dataset's own ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the dataset of docs/vocabulary.md, with a class that is none of ours beside."""
    folder = as_the_page_has_it(tmp_path_factory.mktemp("page") / "my-debate")
    terms = folder / "ontology" / "harbour.ttl"
    terms.write_text(terms.read_text("utf-8") + STANDALONE.replace("port:page", "port:webPage"), "utf-8")
    (folder / "ships.yaml").write_text(
        "ships:\n  - {id: ida, label: Ida, sails: sandholm, tons: 12.50}\n"
        "brigs:\n  - {id: eva, label: Eva, sister: ida}\n"
    )
    return folder


@pytest.fixture
def own(page: Path, tmp_path: Path) -> tuple[Path, Path]:
    for name in ("a", "b"):
        shutil.copytree(page, tmp_path / name)
    return tmp_path / "a", tmp_path / "b"


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_own_words_that_one_side_added_come_along(page: Path, tmp_path: Path) -> None:
    plain = tmp_path / "my-debate"
    new_dataset(plain)
    for base in (None, plain):
        for a, b in ((plain, page), (page, plain)):
            out = tmp_path / f"{base is None}-{a is plain}"
            merged = merge(a, b, base)
            assert merged.report.conforms
            merged.save(out)
            assert triples(out) == triples(page)
            made, hers = files_of(out), files_of(page)
            assert all(made[name] == hers[name] for name in hers if name.startswith(("ontology", "queries", "views")))
    assert validate(load_dataset([out])).conforms


def test_records_of_own_classes_are_put_together(own: tuple[Path, Path], page: Path) -> None:
    a, b = own
    mend(a / "ships.yaml", ("label: Ida,", "label: Ida, motto: Plus ultra,"), ("12.50", "12.5"))
    mend(b / "ships.yaml", ("label: Eva,", "label: Eva, tons: 3,"))
    (b / "registers.yaml").write_text(
        (b / "registers.yaml").read_text("utf-8")
        + "  - id: tolls\n    label: The rolls of the toll\n    keptBy: customs\n    survival: whole\n"
    )
    merge(a, b).save(a.parent / "out")
    assert triples(a.parent / "out") == triples(a) | triples(b)
    assert validate(load_dataset([a.parent / "out"])).conforms
    mend(b / "ships.yaml", ("12.50", "13"))
    mend(a / "registers.yaml", ("survival: broken", "survival: whole"))
    told = [one.message.partition(": A says")[0] for one in merge(a, b).report.findings]
    assert told == [
        'The "survival" of register "The harbour master\'s soundings"',
        'The "tons" of ship "Ida"',
    ]
    assert merge(a, b, page).report.conforms


def test_a_file_of_own_words_that_differs_is_a_conflict(
    run: Callable[..., Outcome], own: tuple[Path, Path], page: Path
) -> None:
    a, b = own
    mend(a / "ontology" / "harbour.ttl", ('"kept by"', '"held by"'))
    mend(b / "queries" / "claims-on-registers.rq", ("# why: To see", "# why: You see"))
    merge(a, b, page).save(a.parent / "out")
    made = files_of(a.parent / "out")
    assert made["ontology/harbour.ttl"] == (a / "ontology" / "harbour.ttl").read_bytes()
    assert made["queries/claims-on-registers.rq"] == (b / "queries" / "claims-on-registers.rq").read_bytes()
    told = run("merge", a, b, "-o", a.parent / "not")
    assert (told.status, (a.parent / "not").exists()) == (1, False)
    assert told.out.splitlines()[0] == (
        f"{a}/ontology/harbour.ttl:22: violation[merge-conflict] ontology/harbour.ttl is not the same in A"
        f" ({a}/ontology/harbour.ttl:22) and in B ({b}/ontology/harbour.ttl:22), in what is said of keptBy"
    )
    assert told.err == "2 conflicts; nothing is written\n"
    preferred = merge(a, b, prefer="B")
    assert [one.severity for one in preferred.report.findings] == ["warning", "warning"]
    preferred.save(a.parent / "b-is-right")
    assert files_of(a.parent / "b-is-right") == files_of(b)


def test_own_words_that_one_took_out_and_the_other_needs_are_told(own: tuple[Path, Path], page: Path) -> None:
    a, b = own
    (a / "views" / "registers.rq").unlink()
    assert not merge(a, b, page).report.findings
    merge(a, b, page).save(a.parent / "out")
    assert not (a.parent / "out" / "views").exists()
    mend(b / "views" / "registers.rq", ("argues for", "argues with"))
    (conflict,) = merge(a, b, page).report.findings
    assert (conflict.code, conflict.severity) == ("removed-and-changed", "violation")
    (a / "views" / "registers.rq").write_bytes((b / "views" / "registers.rq").read_bytes())
    text = (a / "ontology" / "harbour.ttl").read_text("utf-8")
    (a / "ontology" / "harbour.ttl").write_text(text[: text.index("port:Brig a")], "utf-8")
    (a / "ships.yaml").write_text("ships:\n  - {id: ida, label: Ida, sails: sandholm, tons: 12.50}\n")
    mend(b / "ships.yaml", ("sister: ida", "tons: 4"))
    codes = {one.code: one.message for one in merge(a, b, page).report.findings}
    assert codes["removed-and-used"] == (
        f'A has taken out class "Brig", which brig "Eva" ({b}/ships.yaml:4) of B cannot do without'
    )


def test_own_words_in_files_of_different_names(own: tuple[Path, Path]) -> None:
    a, b = own
    (b / "ontology" / "harbour.ttl").rename(b / "ontology" / "port.ttl")
    (twice,) = merge(a, b).report.findings
    assert (twice.code, twice.severity) == ("likely-duplicate", "warning")
    assert "alike" in twice.message
    mend(b / "ontology" / "port.ttl", ('"kept by"', '"held by"'))
    (conflict,) = (one for one in merge(a, b, prefer="A").report.findings if one.severity == "violation")
    assert conflict.message == (
        f"keptBy is declared in A ({a}/ontology/harbour.ttl:19) and in B ({b}/ontology/port.ttl:19), and not the same"
        " is said of it"
    )
    text = (b / "ontology" / "port.ttl").read_text("utf-8")
    (b / "ontology" / "port.ttl").write_text(text.replace("my-debate/ontology", "my-debate/words"), "utf-8")
    (b / "ontology" / "shapes" / "register.ttl").unlink()
    found = [one.message for one in merge(a, b).report.findings if one.line == 9]
    assert [one.partition(":")[0] for one in found] == ["A and B have an ontology of their own each"]


def test_two_files_that_do_not_go_together_are_told(own: tuple[Path, Path]) -> None:
    a, b = own
    for side, name in ((a, "Rolls"), (b, "Rollz")):
        text = (side / "ontology" / "harbour.ttl").read_text("utf-8")
        head = text[: text.index("port:Register a owl:Class")]
        (side / "ontology" / f"{name.lower()}.ttl").write_text(
            f'{head}port:{name} a owl:Class ; rdfs:label "{name}"@en ; skos:notation "rolls" .\n', "utf-8"
        )
    (found,) = merge(a, b).report.findings
    assert (found.code, found.file) == ("own-term", f"{b}/ontology/rollz.ttl")
    assert "`rolls:`, which is taken" in found.message


# -- whatever is missing on either side, and however it is laid out ----------------------------------------------------

LESS = (
    "hedge",
    "altLabel",
    "note",
    "scopeNote",
    "statedIn",
    "opposes",
    "publisher",
    "related",
    "exactMatch",
    "movedBy",
)
LISTS = (
    "memberships",
    "references",
    "weighings",
    "qualifications",
    "underminings",
    "undercuts",
    "rebuttals",
    "analogies",
)


def places() -> list[tuple[Any, ...]]:
    """Return what may be missing: paths of keys, of records, and of values of lists."""
    found: list[tuple[Any, ...]] = []

    def walk(value: Any, path: tuple[Any, ...]) -> None:
        if isinstance(value, dict):
            found.extend((*path, key) for key in value if key in LESS)
            for key, inner in value.items():
                walk(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                whole = path[-1] in ("stances", "divisions", "schoolName") or path[1:] in [(name,) for name in LISTS]
                if path[-1] in ("about", "usedBy", "incompatibleWith") or (
                    whole and (not isinstance(inner, dict) or inner.get("id") != "quill-on-thrift-1840")
                ):
                    found.append((*path, index))
                walk(inner, (*path, index))

    for name, data in DATA.items():
        walk(data, (name,))
    return found


PLACES = places()
STYLES = (None, False, True)


def without(missing: set[int]) -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    for path in sorted((PLACES[number] for number in missing), key=str, reverse=True):
        holder: Any = data
        try:
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = None if isinstance(holder, list) else holder.pop(path[-1]) and None
            if isinstance(holder, dict):
                del holder[path[-1]]
        except (KeyError, IndexError, TypeError):
            continue
    return {name: pruned(content) for name, content in data.items()}


def pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, [])}
    if isinstance(value, list):
        return [pruned(inner) for inner in value if inner is not None]
    return value


def put(folder: Path, data: dict[str, Any], styles: list[bool | None], prefix: str) -> Path:
    folder.mkdir()
    for (name, content), style in zip(sorted(data.items()), styles, strict=True):
        text = yaml.safe_dump(content, default_flow_style=style, allow_unicode=True, sort_keys=False, width=70)
        (folder / (prefix + name)).write_text(FILES[name] if content == DATA[name] and style is None else text, "utf-8")
    return folder


def nested(one: int, other: int) -> bool:
    """Return whether what is missing is part of another thing that is missing."""
    short, long = sorted((PLACES[one], PLACES[other]), key=len)
    return long[: len(short)] == short


INDEXES = st.sets(st.integers(0, len(PLACES) - 1), max_size=12)
LAYOUTS = st.lists(st.sampled_from(STYLES), min_size=len(DATA), max_size=len(DATA))


@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(INDEXES, INDEXES, LAYOUTS, LAYOUTS, st.sampled_from(["", "b-"]))
def test_two_halves_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    mine: set[int],
    hers: set[int],
    ours: list[bool | None],
    theirs: list[bool | None],
    prefix: str,
) -> None:
    root = tmp_path_factory.mktemp("halves")
    hers = {one for one in hers if not any(nested(one, other) for other in mine)}
    a = put(root / "a", without(mine), ours, "")
    b = put(root / "b", without(hers), theirs, prefix)
    merge(a, b).save(root / "ab")
    merge(b, a).save(root / "ba")
    assert triples(root / "ab") == triples(root / "ba") == WHOLE
    base = put(root / "base", DATA, [None] * len(DATA), "")
    merge(a, b, base).save(root / "less")
    assert triples(root / "less") == triples(put(root / "neither", without(mine | hers), [None] * len(DATA), ""))
    assert validate(load_dataset([root / "ab"])).conforms
