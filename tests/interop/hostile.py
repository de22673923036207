"""A dataset whose texts are made of what breaks writers and readers."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["BASE", "TEXTS", "write_hostile"]

BASE = "https://example.org/hostile/"
TEXTS = (
    '"both" \'kinds\' of """quotes\'\'\' and one at the end"',
    "back\\slash \\n \\u0041 \\ at the end\\",
    "two\nlines\n\n  and an indented one\n",
    "a tab\there",
    " spaces around ",
    "# no comment, @en no language, ^^<x> no type . ; ,",
    "key: value - [list] {map} & *alias !tag | > % @ `",
    "Сталин и «Большой террор», ё",
    "שלום עולם \u200fand\u200e العربية \u2067mixed\u2069",
    "😀 👩\u200d👩\u200d👧 🇺🇳",
    "a ]]> b <![CDATA[ c ]]>",
    "</script><script>alert(1)</script><!-- &amp; &lt; -->",
    "x\u0323\u0302 q\u0307 \u0915\u094d\u0937: marks that combine with no letter into one",
    "{{ template }} {% tag %} ${shell} %s %(name)s",
    "no\u00a0break, line\u2028and paragraph\u2029separators, next\u0085line, soft\u00adhyphen",
    "a zero\u200bwidth space and a \ufeffmark of byte order",
    "漢字 \U00020000 \U0010fffd",
)
"""In Normalization Form C, as the loader leaves texts."""


def write_hostile(folder: Path) -> Path:
    """Write the dataset into a folder, half of it as YAML and half as Turtle, and return the folder."""
    folder.mkdir(parents=True)
    quoted = [json.dumps(text, ensure_ascii=False).replace("\u0085", "\\u0085") for text in TEXTS]
    yaml = ["dataset:", "  id: hostile", f"  base: {BASE}", f"  title: {quoted[0]}", "topics:"]
    turtle = [f"@prefix : <{BASE}topic/> .", "@prefix hg: <https://w3id.org/historiograph/ontology#> ."]
    turtle += ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    for number, text in enumerate(quoted):
        yaml += [f"  - id: yaml-{number}", f"    label: {text}", f"    note: {{ru: {text}, zh-hant-tw: {text}}}"]
        turtle += [f":turtle-{number} a hg:Topic ; skos:prefLabel {text}@en-GB ; skos:note {text}, {text}@zh-Hant-TW ."]
    odd = ("with,comma;(and)-more", "dot.in.the.middle", "%20percent", "кириллица", "-0")
    turtle += [f"<{BASE}topic/{name}> skos:related :turtle-0 ." for name in odd]
    (folder / "dataset.yaml").write_text("\n".join(yaml) + "\n", "utf-8")
    (folder / "more.ttl").write_text("\n".join(turtle) + "\n", "utf-8")
    return folder
