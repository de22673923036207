"""What follows from what was authored, for the derived graph.

It comes of the CONSTRUCT rules in `ontology/rules/`, ours and the dataset's own, of what the dataset's own terms are
special cases of, and of folding names and texts, which no rule can do. Each rule reads the authored quads alone, so the
order of rules does not matter and running them twice adds nothing; no rule takes anything away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from historiograph.errors import HistoriographError, InputError, QueryError
from historiograph.loading import Dataset
from historiograph.loading.ontology import NO_ONTOLOGY, Ontology
from historiograph.namespaces import local_name, prefixes
from historiograph.resources import resource
from historiograph.search_keys import search_keys
from historiograph.store import EmbeddedStore
from historiograph.vocabulary import NO_FILES, OwnFiles
from historiograph.vocabulary.queries import answer, read_query, words_of

__all__ = ["derive", "iter_derived", "read_by_own", "read_by_rules", "stored"]


def derive(dataset: Dataset, authored: ox.Store) -> tuple[ox.Quad, ...]:
    """Return the quads that the rules derive, and the keys for search, in the graph `derived` and in a stable order.

    Args:
        dataset: names the graph that the quads lie in.
        authored: a store that holds the authored quads and nothing else.
    """
    graph = dataset.graph("derived")
    found = {quad for rule in _rules() for quad in _answer(rule, authored, graph)}
    found.update(_own(dataset.own.rules, dataset.ontology, authored, graph))
    found.update(search_keys(authored, graph))
    return tuple(sorted(found, key=str))


def stored(dataset: Dataset) -> EmbeddedStore:
    """Return a store in memory with a dataset and what follows from it."""
    store = EmbeddedStore()
    dataset.load_into(store.engine)
    store.add(derive(dataset, store.engine))
    return store


def read_by_rules() -> tuple[frozenset[str], frozenset[str]]:
    """Return the predicates and the classes that the rules name: statements with others are nothing to them."""
    text = "\n".join(rule.read_text("utf-8") for rule in _rules())
    declared = prefixes()
    named = {
        declared[prefix] + name
        for prefix, name in re.findall(r"(?<![\w?<-])([a-z]+):([A-Za-z]+)", text)
        if prefix in declared
    }
    classes = frozenset(iri for iri in named if local_name(iri)[0].isupper())
    return frozenset(named - classes), classes


def read_by_own(own: OwnFiles, ontology: Ontology) -> frozenset[str] | None:
    """Return the predicates that own rules may read; None for all, since nobody knows what they name."""
    return None if own.rules else frozenset(sub for sub, _, is_property in ontology.axioms if is_property)


def iter_derived(
    graph: ox.NamedNode, authored: ox.Store, most: int, own: OwnFiles = NO_FILES, ontology: Ontology = NO_ONTOLOGY
) -> Iterator[ox.Quad]:
    """Yield the quads that the rules derive, in no order, a rule at a time.

    Args:
        graph: the graph that the quads lie in.
        authored: a store that holds what the rules read, and nothing that was derived.
        most: so many quads one rule may derive.
        own: the dataset's own files, whose rules are added.
        ontology: its own terms.

    Raises:
        InputError: if a rule derives more.
    """
    for rule in _rules():
        for count, quad in enumerate(_answer(rule, authored, graph)):
            if count >= most:
                raise InputError(
                    f"the rule {rule.stem} derives more than {most:,} statements: too many speak on one claim, or give"
                    " a number for one measure; load the data without rules (--no-rules)"
                )
            yield quad
    yield from _own(own.rules, ontology, authored, graph)


def _own(rules: Sequence[Path], ontology: Ontology, authored: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield what follows from a dataset's own terms (RDFS: rdfs7 and rdfs9 of these terms alone) and its own rules.

    Raises:
        InputError: if a rule is none, makes blank nodes, or takes too long; with its file.
    """
    for sub, above, is_property in ontology.axioms:
        pattern = "?s <{}> ?o" if is_property else "?s a <{}>"
        there, more = pattern.format(sub), pattern.format(above)
        for triple in (
            answer(f"CONSTRUCT {{ {more} }} WHERE {{ {there} FILTER NOT EXISTS {{ {more} }} }}", authored).triples or ()
        ):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
    words = words_of(ontology.quads)
    for rule in rules:
        text = read_query(rule, "CONSTRUCT", words)
        try:
            triples = answer(text, authored).triples or ()
        except QueryError as error:
            raise InputError(f"{rule}: {error}") from None
        for triple in triples:
            if any(isinstance(term, ox.BlankNode) for term in triple):
                raise InputError(f"{rule}: makes blank nodes, which have no name to keep; give each an IRI")
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _rules() -> list[Path]:
    return sorted(resource("ontology/rules").glob("*.rq"))


def _answer(rule: Path, store: ox.Store, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    try:
        answer = store.query(rule.read_text("utf-8"), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise HistoriographError(f"{rule}: not a SPARQL query: {error.args[0]}") from None
    if not isinstance(answer, ox.QueryTriples):
        raise HistoriographError(f"{rule}: a rule is a CONSTRUCT query")
    for triple in answer:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
