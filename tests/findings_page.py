"""Writes docs/findings.md from the fixtures of the tests: python -m findings_page, with builders and tests on the path.

Each shape and each lint has a fixture that trips it alone; what is right is the shortest record of the same section in
fixtures/mini, which has no finding. What the loader refuses stands in tests/findings/files.yaml, wrong and right.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import yaml

from historiograph.loading.sections import SECTION_OF_NESTED_KEY, SECTIONS
from historiograph.validation.lints import lints

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "findings.md"
MINI = HERE / "fixtures" / "mini"
SHAPES = "https://w3id.org/historiograph/shapes#"

HEAD = """\
# Findings

What `historiograph check` may say, by code, each with a wrong and a right example; `historiograph check --explain CODE`
shows one. A *violation* stops a build, a *warning* fails `check --strict`, an *info* is for careful readers.
Made by `tests/findings_page.py` from the files that test each code; not to be edited.
"""
SELDOM = """\
## With your copy of a text

- `passage-digest`: the characters that a passage points to are not those that were marked. Mark it again.
- `text-differs`: the file is not the copy that passages point into, whose SHA-256 is `sourceDigest`. Use that one.
- `copied-words`: nine words in a row are the text's own. Say it in your words.

## Of whole files

- `no-dataset`: no file has a `dataset:` record, or it lacks `id`, `base` or `title`.
- `empty-file`, `file-too-large`, `unreadable-file`, `wrong-encoding`, `too-many-aliases`: the file cannot be
  taken as YAML.
- `rdf-syntax`, `blank-node`, `long-iri`, `predicate-name`, `control-character`, `infinite-number`, `blank-text`: an RDF
  file is not well-formed, or holds what some tool would damage.
- `ambiguous-reference`: an id that several kinds have; write `kind/id`.
- `stance-needs-id`: a second stance of the same holder, claim and reporter; give one an `id`.
- `no-source`: fingerprints without the `source:` of their file.
- `own-term`, `own-shape`, `own-query`: a dataset's own ontology, shape, lint, rule, question or view is wrong, or has
  the name of one of ours; see [vocabulary.md](vocabulary.md).
- `own-file`: a file lies where own ones are looked for, and has another suffix than those.
- `wrong-class`: a key, or a `type`, of the dataset's own stands in a record of another class.
- `merge-conflict`: two folders that `merge` is to put together say two things where one can stand, of a record, of the
  dataset, or in a file of own words. Agree on one, or take one side's with `--prefer`.
- `same-id`: in two such folders one id means two things; give one of them another.
- `removed-and-changed`: one folder has taken out a record, or a file of own words, that the other has changed.
- `removed-and-used`: one folder has taken out a record, or an own word, that the other speaks of.
- `other-copy`: a source text is not the same file in both folders, and passages point into one copy.
- `likely-duplicate`: two ids, or two files of own words, for what seems to be one thing; keep one.
- `file-kept`: a file that is no data differs in the two folders; that of the first is kept.
- `gists-nearly-repeat`: two gists have four fifths of their words in common; make them one claim, or word the
  difference.
"""


class Case(NamedTuple):
    """One code: what is said, how to mend it, and the examples."""

    code: str
    severity: str
    message: str
    hint: str
    wrong: str
    right: str
    language: str = "yaml"


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD]
    for title, cases in (("Files and records", of_files()), ("Shapes", of_shapes()), ("Lints", of_lints())):
        parts.append(f"## {title}\n")
        parts += [_entry(case) for case in cases]
    return "\n".join([*parts, SELDOM])


def of_files() -> Iterator[Case]:
    """Yield what the loader refuses."""
    for one in yaml.safe_load((HERE / "findings" / "files.yaml").read_text("utf-8")):
        yield Case(one["code"], "violation", "", "", one["wrong"], one["right"])


def of_shapes() -> Iterator[Case]:
    """Yield what the shapes ask."""
    store = ox.Store()
    for file in sorted((HERE.parent / "ontology" / "shapes").glob("*.ttl")):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    for file in sorted((HERE / "shapes" / "invalid").iterdir()):
        told = {
            name: next(
                (
                    str(getattr(quad.object, "value", ""))
                    for quad in store.quads_for_pattern(
                        ox.NamedNode(SHAPES + file.stem), ox.NamedNode(f"http://www.w3.org/ns/shacl#{name}"), None
                    )
                ),
                "",
            )
            for name in ("message", "description", "severity")
        }
        severity = told["severity"].rpartition("#")[2].lower() or "violation"
        yield _case(file, severity, told["message"], told["description"])


def of_lints() -> Iterator[Case]:
    """Yield what the lints ask."""
    known = {lint.code: lint for lint in lints()}
    for file in sorted((HERE / "shapes" / "lints").iterdir()):
        lint = known[file.stem]
        yield _case(file, lint.severity, lint.title, lint.hint)


def _case(file: Path, severity: str, message: str, hint: str) -> Case:
    text = file.read_text("utf-8")
    right = _right(text, file.stem, file.suffix == ".ttl")
    return Case(file.stem, severity, message, hint, text, right, "turtle" if file.suffix == ".ttl" else "yaml")


def _right(wrong: str, code: str, turtle: bool) -> str:
    """Return the shortest good record of the section that the wrong example is about, with the key in question."""
    if turtle:
        kinds = [*re.findall(r"a hg:(\w+)", wrong), code.partition("Shape")[0]]
        names = [name for kind in kinds for name, of in SECTIONS.items() if kind in of.types]
    else:
        names = [name for name in yaml.load(wrong, Loader=yaml.CSafeLoader) if name in SECTIONS]
    named = f"{code}-".split("-")[1]
    key = {"prefLabel": "label", "attestedBy": "passage"}.get(named, named)
    found = [text for name in names for text in _records(name)]
    having = [text for text in found if re.search(rf"\b{key}:", text)] if key else found
    return min(having or found, key=len, default="")


def _records(section: str) -> Iterator[str]:
    """Yield the records of a section, or those that have some of its records inside."""
    inside = {name for name, of in SECTION_OF_NESTED_KEY.items() if of.key == section}
    for file in sorted(MINI.glob("*.yaml")):
        text = file.read_text("utf-8")
        lines = text.split("\n")
        root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
        head = "".join(f"{key.value}: {value.value}\n" for key, value in root.value if isinstance(value.value, str))
        for key, value in root.value:
            for record in value.value if key.value in SECTIONS else ():
                if key.value != section and not inside & {name.value for name, _ in record.value}:
                    continue
                body = "\n".join(lines[record.start_mark.line : max(record.end_mark.line, record.start_mark.line + 1)])
                body = re.sub(r"(\n\s*(#.*)?)+\Z", "", body)
                yield f"{head}{key.value}:\n{textwrap.indent(textwrap.dedent(body), '  ')}\n"


def _entry(case: Case) -> str:
    said = " ".join(filter(None, (case.message, case.hint)))
    right = f"Right:\n\n```yaml\n{case.right.strip()}\n```\n" if case.right else ""
    return (
        f"### {case.code}\n\n*{case.severity}*{'. ' + said if said else ''}\n\n"
        f"Wrong:\n\n```{case.language}\n{case.wrong.strip()}\n```\n\n{right}"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
