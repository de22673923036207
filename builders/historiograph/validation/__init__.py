"""Whether a dataset holds what the shapes and the lints ask of it, as a report with file and line.

The data is validated as written: no inference runs first, because an inferred type would hide a wrong one.

    shapes   SHACL (W3C Recommendation, 2017) through pySHACL
    lints    SPARQL queries that return a row for each thing a careful reader would want to know
    own      what a dataset brings: its shapes, its queries, and how ours make room for its terms
    repeats  gists that nearly repeat each other
    texts    passages against the reader's own copy of a text: digests and bounds
    copying  runs of words that a dataset shares with a text at hand
"""

from historiograph.validation.report import validate

__all__ = ["validate"]
