"""The forms that answers have on the web, and which of them a client wants (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["GRAPH_FORMS", "HTML", "ROW_FORMS", "TABLE_FORMS", "Form", "negotiate"]


class Form(NamedTuple):
    """A form of answers.

    Attributes:
        name: as `format=` says it.
        media_types: the registered one first, then others under which clients ask for the same.
    """

    name: str
    media_types: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """The value of `Content-Type`, with the charset where a text would be taken for another."""
        text = self.media_types[0].startswith("text/")
        return self.media_types[0] + ("; charset=utf-8" if text else "")


HTML = Form("html", ("text/html", "application/xhtml+xml"))
_MARKDOWN = Form("markdown", ("text/markdown",))
ROW_FORMS = (
    Form("json", ("application/sparql-results+json", "application/json")),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Form("csv", ("text/csv",)),
    Form("tsv", ("text/tab-separated-values",)),
)
"""For SELECT and ASK, the preferred first: SPARQL 1.1 Query Results JSON, XML, CSV and TSV."""
TABLE_FORMS = (*ROW_FORMS, _MARKDOWN, HTML)
"""For ready questions: the same, and two for people."""
GRAPH_FORMS = (
    Form("turtle", ("text/turtle", "application/x-turtle")),
    Form("jsonld", ("application/ld+json", "application/json")),
    Form("ntriples", ("application/n-triples",)),
    Form("rdfxml", ("application/rdf+xml", "application/xml", "text/xml")),
    Form("trig", ("application/trig",)),
    Form("nquads", ("application/n-quads",)),
)
"""For CONSTRUCT, DESCRIBE and descriptions."""


def negotiate(accept: str, offers: Sequence[Form], asked: str | None = None) -> Form | None:
    """Return the form that a client likes best, or None if it takes none of them.

    Args:
        accept: the `Accept` header; "" for none, which takes anything.
        offers: the forms there are, the server's preferred one first.
        asked: a form by name, which overrules the header: a link in a page cannot set headers.
    """
    if asked is not None:
        return next((form for form in offers if form.name == asked), None)
    ranges = _ranges(accept)
    if not ranges:
        return offers[0]
    best: tuple[float, Form | None] = (0.0, None)
    for form in offers:
        registered, *others = form.media_types
        quality = max([_quality(registered, ranges), *(ranges.get(other, 0.0) for other in others)])
        if quality > best[0]:
            best = (quality, form)
    return best[1]


def _ranges(accept: str) -> Mapping[str, float]:
    """Return media range -> quality; parameters other than `q` choose nothing here and are left out."""
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" not in media_range:
            continue
        quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            ranges[media_range] = min(max(float(quality), 0.0), 1.0)
        except ValueError:
            ranges[media_range] = 0.0
    return ranges


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    """Return how much a media type is wanted; the most specific range that covers it decides."""
    kind = media_type.partition("/")[0]
    for media_range in (media_type, f"{kind}/*", "*/*"):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0
