"""historiograph: who argues what about the past.

Historians' claims, stances, arguments and sources as a checked RDF graph that answers questions, draws itself and
travels into every other RDF tool.

    >>> import historiograph as hg
    >>> kg = hg.load()
    >>> print(kg.ask("schools"))        # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from historiograph.version import __version__

if TYPE_CHECKING:
    from historiograph.errors import (
        AmbiguousNameError,
        DataError,
        HistoriographError,
        InputError,
        NotFoundError,
        OutputError,
        QueryError,
    )
    from historiograph.findings import Finding, Report
    from historiograph.graph import KnowledgeGraph, load
    from historiograph.queries import Question, Result, catalogue

__all__ = [
    "AmbiguousNameError",
    "DataError",
    "Finding",
    "HistoriographError",
    "InputError",
    "KnowledgeGraph",
    "NotFoundError",
    "OutputError",
    "QueryError",
    "Question",
    "Report",
    "Result",
    "__version__",
    "catalogue",
    "load",
]

_HOMES = {
    "AmbiguousNameError": "errors",
    "DataError": "errors",
    "Finding": "findings",
    "HistoriographError": "errors",
    "InputError": "errors",
    "KnowledgeGraph": "graph",
    "NotFoundError": "errors",
    "OutputError": "errors",
    "QueryError": "errors",
    "Question": "queries",
    "Report": "findings",
    "Result": "queries",
    "catalogue": "queries",
    "load": "graph",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'historiograph' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"historiograph.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
