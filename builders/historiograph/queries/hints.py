"""What a query that runs may yet have wrong: words of our namespaces that nobody has, columns that nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from historiograph.errors import QueryError, nearest
from historiograph.namespaces import HG, VOCABULARY, prefixes
from historiograph.store.sparql_text import SparqlText
from historiograph.terms import terms, values

__all__ = ["hints"]


def hints(text: str) -> tuple[str, ...]:
    """Return what may be wrong with a query, in plain sentences, each once; nothing for what is no query."""
    try:
        query = SparqlText(text)
    except QueryError:
        return ()
    return tuple(dict.fromkeys([*_words(query), *_columns(query)]))


def _words(query: SparqlText) -> Iterator[str]:
    """Yield what is wrong with the words of the ontology and its vocabularies."""
    namespaces = {**prefixes(), **_declared(query)}
    after_type = False
    for place in query.significant(range(query.body, len(query.tokens))):
        token = query.tokens[place]
        iri = ""
        if token.kind == "iri":
            iri = token.text[1:-1]
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            iri = namespaces.get(prefix, "") + local
        if iri.startswith(HG):
            yield from _term(token.text, iri.removeprefix(HG), wants_class=after_type)
        elif iri.startswith(VOCABULARY):
            yield from _value(token.text, iri.removeprefix(VOCABULARY))
        after_type = token.text == "a"


def _term(written: str, local: str, *, wants_class: bool) -> Iterator[str]:
    kind = terms().get(local)
    if kind is None:
        some = [name for name, one in terms().items() if one == "Class" or not wants_class]
        yield f"the ontology has no {written}{_meant(written, local, some)}"
    elif wants_class and kind != "Class":
        classes = [name for name, one in terms().items() if one == "Class"]
        yield f"{written} is no class, so nothing is one{_meant(written, local, classes)}"


def _value(written: str, local: str) -> Iterator[str]:
    scheme, _, value = local.partition("/")
    if scheme not in values():
        yield f"there is no vocabulary {scheme}{_meant(written, scheme, list(values()))}"
    elif value and value not in values()[scheme]:
        yield f"the vocabulary {scheme} has no {written}{_meant(written, value, values()[scheme])}"


def _columns(query: SparqlText) -> Iterator[str]:
    """Yield the columns that stand nowhere but in SELECT, and so stay empty."""
    if query.form != "SELECT" or query.top.all:
        return
    named = [token.variable for token in query.tokens if token.variable]
    for name, places in query.top.projected.items():
        if named.count(name) == len(places):
            others = sorted(set(named) - {name})
            close = nearest(name, others, 1)
            meant = f"; did you mean ?{close[0]}?" if close else ""
            yield f"?{name} is selected and stands nowhere else, so its column is empty{meant}"


def _declared(query: SparqlText) -> dict[str, str]:
    """Return the prefixes that the query declares, with their namespaces."""
    words = [query.tokens[place] for place in query.significant(range(query.body))]
    return {
        name.text.partition(":")[0]: iri.text[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.says("PREFIX") and name.kind == "name" and iri.kind == "iri"
    }


def _meant(written: str, wrong: str, known: list[str] | tuple[str, ...]) -> str:
    close = nearest(wrong, known, 1)
    return f"; did you mean {written.replace(wrong, close[0])}?" if close else ""
