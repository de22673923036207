"""What the graph shows that the texts alone do not: measures of agreement, argument, evidence, time and reporting.

    >>> import historiograph as hg
    >>> kg = hg.load()
    >>> kg.analyse("agreement", between="schools")      # doctest: +SKIP

Each analysis is a pure measure (`positions`, `agreement`, `polarization`, `speakers`, `communities`, `grounded`,
`standing`, `conflicts`, `evidence`, `shifts`, `reporters`) given parts of a graph (`Corpus`), with its question, method
and caveat in the catalogue. All speak of what is recorded in one graph, and none of the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from historiograph.analysis.catalogue import THEMES, Analysis, Column, Findings, Value, analyses, analysis
from historiograph.analysis.corpus import Corpus, Queryable

if TYPE_CHECKING:
    from historiograph.queries import Result

__all__ = ["THEMES", "Analysis", "Column", "Corpus", "Findings", "analyse", "analyses", "analysis"]


def analyse(kg: Queryable, name: str, arguments: Mapping[str, Value | None] | None = None) -> Result:
    """Run an analysis on a knowledge graph; its notes say how it was done and what it does not say.

    Args:
        kg: the graph, wherever it is.
        name: of the analysis, such as "agreement".
        arguments: its parameters; things by slug, label or IRI.

    Raises:
        NotFoundError: for an unknown analysis, parameter or thing, with the nearest ones.
        AmbiguousNameError: if a name may mean several things.
        InputError: if a needed parameter is missing, or a value is none of its type.
    """
    from historiograph.analysis.catalogue import arguments_for
    from historiograph.analysis.tables import table

    asked = analysis(name)
    found = asked.run(Corpus(kg), **arguments_for(asked, arguments or {}, kg.find))
    return table(kg, asked, found)
