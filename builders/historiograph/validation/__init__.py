"""Whether a dataset holds what the shapes and the lints ask of it, as a report with file and line.

The data is validated as written: no inference runs first, because an inferred type would hide a wrong one.

    shapes   SHACL (W3C Recommendation, 2017) through pySHACL, asked about suspects only:
             suspects      the nodes that may break a shape, as SPARQL made from it finds them in the store
             translation   a shape as SPARQL
             literals      what the store does not keep of a literal, noted when it is filled
             needed        the triples that a verdict on the suspects can depend on
             shapes_graph  the shapes, to look things up in
    lints    SPARQL queries that return a row for each thing a careful reader would want to know
    own      what a dataset brings: its shapes, its queries, and how ours make room for its terms
    repeats  gists that nearly repeat each other
    texts    passages against the reader's own copy of a text: digests and bounds
    copying  runs of words that a dataset shares with a text at hand
"""

from historiograph.validation.report import validate

__all__ = ["validate"]
