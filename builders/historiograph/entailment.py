"""What follows from what was authored, for the derived graph.

It comes of the CONSTRUCT rules in `ontology/rules/`, and of folding names and texts, which no rule can do. Each rule
reads the authored quads alone, so the order of rules does not matter and running them twice adds nothing.
"""

from __future__ import annotations

import pyoxigraph as ox

from historiograph.errors import HistoriographError
from historiograph.loading import Dataset
from historiograph.resources import resource
from historiograph.search_keys import search_keys

__all__ = ["derive"]


def derive(dataset: Dataset, authored: ox.Store) -> tuple[ox.Quad, ...]:
    """Return the quads that the rules derive, and the keys for search, in the graph `derived` and in a stable order.

    Args:
        dataset: names the graph that the quads lie in.
        authored: a store that holds the authored quads and nothing else.
    """
    graph = dataset.graph("derived")
    found: set[ox.Quad] = set()
    for rule in sorted(resource("ontology/rules").glob("*.rq")):
        try:
            answer = authored.query(rule.read_text("utf-8"), use_default_graph_as_union=True)
        except SyntaxError as error:
            raise HistoriographError(f"{rule}: not a SPARQL query: {error.args[0]}") from None
        if not isinstance(answer, ox.QueryTriples):
            raise HistoriographError(f"{rule}: a rule is a CONSTRUCT query")
        found.update(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in answer)
    found.update(search_keys(authored, graph))
    return tuple(sorted(found, key=str))
