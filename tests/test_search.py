"""Search: one folding of names and texts, the keys that it makes, and things found however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from historiograph.errors import AmbiguousNameError, NotFoundError
from historiograph.folding import fold, fold_both
from historiograph.graph import KnowledgeGraph, load
from historiograph.loading.sections import SECTIONS
from historiograph.namespaces import FOLDERS

SAME = [
    "Ежов Ezhov Yezhov Ežov ezhov",
    "Зиновьев Zinov'ev Zinoviev Zinovyev Zinov’ev Zinovʹev Zinov'yev",
    "Троцкий Trotskii Trotsky Trotski Trotskiy Trotskij Trotskiĭ Trotzki TROTSKY",
    "Коллонтай Kollontai Kollontay Kollontaj",
    "Ягода Iagoda Yagoda Jagoda I͡agoda",
    "Юрий Iurii Yury Yuri Yuriy Jurij",
    "Берия Beria Beriia Beriya Berija",
    "Куйбышев Kuibyshev Kuybyshev",
    "Жуков Zhukov Žukov",
    "Каганович Kaganovich Kaganovič",
    "Ельцин El'tsin Yeltsin Yel’tsin",
    "Андреев Andreev Andreyev",
    "Хрущёв Khrushchev Khrushchëv Хрущев",
    "Gábor Gabor GÁBOR Ga\u0301bor",
    "съезд s”ezd s''ezd",
    "Maksim Maxim Максим",
    "state-capitalist state_capitalist STATE–CAPITALIST «state»capitalist",
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_name_fold_alike(spellings: str) -> None:
    assert len({fold(one) for one in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Kirov Kurov", "Molotov Malenkov", "Bukharin Bulganin", "Lenin Levin", "1936 1937"])
def test_different_names_stay_different(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


def test_a_hook_may_be_left_out() -> None:
    assert fold_both("Dubček") == ("dubchek", "dubcek")
    assert fold_both("Stalin") == ("stalin",)


@given(st.text(max_size=60))
def test_folding_is_plain_and_final(text: str) -> None:
    folded = fold(text)
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", folded)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_every_name_and_text_has_a_key(mini: KnowledgeGraph) -> None:
    keys = mini.sparql(
        """SELECT ?name ?key {
          ?thing skos:prefLabel|skos:altLabel|foaf:name|dcterms:title|(hg:schoolName/skosxl:literalForm) ?name
          FILTER NOT EXISTS { ?thing a void:Dataset }
          OPTIONAL { ?thing hg:nameKey ?key }
        }"""
    ).plain()
    assert {("Jónas Pell", "ionas pell"), ("the Thrift school", "the thrift school")} <= set(keys)
    assert {fold(name) for name, _ in keys} == {key for _, key in keys}
    texts = mini.sparql("SELECT ?text ?key { ?t hg:gist|skos:definition ?text ; hg:textKey ?key }").plain()
    assert len(texts) > 10
    assert all(fold(text) == key for text, key in texts)


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("pell", "Actor", "agent/pell"),
        ("PELL", "Agent", "agent/pell"),
        ("agent/pell", None, "agent/pell"),
        ("https://example.org/mini/agent/pell", "Agent", "agent/pell"),
        ("Jonas  Pell", "Agent", "agent/pell"),
        ("ионас пелл", "Agent", "agent/pell"),
        ("the antiquary of the ORLE", None, "agent/quill"),
        ("было ли падение моста несчастным случаем", "Debate", "debate/why-the-bridge-fell"),
        ("why the bridge fell", "Debate", "debate/why-the-bridge-fell"),
        ("The thrift school", "School", "school/thrift-school"),
    ],
)
def test_a_thing_is_found_by_slug_name_or_iri(mini: KnowledgeGraph, text: str, kind: str | None, slug: str) -> None:
    assert mini.find(text, kind) == f"https://example.org/mini/{slug}"


def test_an_exact_name_goes_before_one_that_only_folds_alike(tmp_path: Path) -> None:
    (tmp_path / "toy.yaml").write_text(
        "dataset: {id: t, base: https://example.org/t/, title: T}\n"
        "historians:\n- {id: a, name: Ezhov}\n- {id: b, name: Yezhov}\n- {id: c, name: Kirov, altLabel: Ezhof}\n",
        "utf-8",
    )
    kg = load(tmp_path, cached=False)
    assert kg.find("yezhov", "Agent").endswith("/b")
    assert kg.find("Ezhof", "Agent").endswith("/c")
    with pytest.raises(AmbiguousNameError, match="agent/a' or 'agent/b"):
        kg.find("Ежов", "Agent")


def test_things_are_found_without_search_keys_and_under_any_iri(tmp_path: Path) -> None:
    data = (
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . "
        "<https://else.where/x#ann> a <https://w3id.org/historiograph/ontology#Historian> ; foaf:name 'Anna Ézh' ."
    )
    (tmp_path / "one.ttl").write_text(data, "utf-8")
    kg = load(tmp_path / "one.ttl", cached=False)
    kg.store.engine.update("DELETE WHERE { ?s <https://w3id.org/historiograph/ontology#nameKey> ?o }")  # type: ignore[attr-defined]
    for text in ("ann", "anna yezh", "https://else.where/x#ann"):
        assert kg.find(text, "Agent") == "https://else.where/x#ann"


@given(st.text(min_size=1, max_size=40))
@example("://")
@example("a://b c")
@example("https://example.org/mini/agent/pell> . } ; DROP ALL #")
@example("http://[")
@example("'")
@example("\x00")
@example("agent/")
def test_no_text_breaks_the_finding(mini: KnowledgeGraph, text: str) -> None:
    found = None
    try:
        found = mini.find(text)
    except (NotFoundError, AmbiguousNameError) as error:
        told = str(error)
    assert text in told if found is None else found.startswith("https://example.org/mini/")


def test_slugs_are_looked_for_where_the_loader_puts_them() -> None:
    assert set(FOLDERS) == {section.kind for section in SECTIONS.values()}
