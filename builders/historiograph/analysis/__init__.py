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

__all__ = ["THEMES", "Analysis", "Column", "Corpus", "Findings", "analyse", "analyses", "analysis", "work_out"]


def analyse(kg: Queryable | Corpus, name: str, arguments: Mapping[str, Value | None] | None = None) -> Result:
    """Run an analysis on a knowledge graph; its notes say how it was done and what it does not say.

    Args:
        kg: the graph, wherever it is; or what was read of it, so that several analyses read it once.
        name: of the analysis, such as "agreement".
        arguments: its parameters; things by slug, label or IRI.

    Raises:
        NotFoundError: for an unknown analysis, parameter or thing, with the nearest ones.
        AmbiguousNameError: if a name may mean several things.
        InputError: if a needed parameter is missing, or a value is none of its type.
    """
    from historiograph.analysis.tables import table

    asked = analysis(name)
    return table(kg.kg if isinstance(kg, Corpus) else kg, asked, work_out(kg, asked, arguments or {}))


def work_out(kg: Queryable | Corpus, asked: Analysis, arguments: Mapping[str, Value | None]) -> Findings:
    """Return what an analysis finds, as plain rows; raises what `analyse` raises."""
    from historiograph.analysis.catalogue import arguments_for

    corpus = kg if isinstance(kg, Corpus) else Corpus(kg)
    return asked.run(corpus, **arguments_for(asked, arguments, corpus.kg.find))
