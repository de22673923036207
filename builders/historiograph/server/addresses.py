"""Which IRIs have an address below this server, and back.

What the dataset's base IRI is followed by comes right below the root: `<base>claim/no-master-plan` has the address
`/claim/no-master-plan`. The ontology and the vocabularies have `/ontology` and `/vocab/...`.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from historiograph.namespaces import ONTOLOGY, VOCABULARY

__all__ = ["Addresses"]

_IN_PATH = "/:@!$&'()*+,;=-._~%"


class Addresses:
    """The addresses of a dataset's things.

    Attributes:
        base: the dataset's base IRI; ends in `/`.
    """

    def __init__(self, base: str) -> None:
        self.base = base

    def address(self, iri: str) -> str | None:
        """Return the path (and fragment) under which this server tells about a thing, or None if it is foreign."""
        if iri == ONTOLOGY or iri.startswith(ONTOLOGY + "#"):
            return "/ontology" + iri.removeprefix(ONTOLOGY)
        if iri.startswith(VOCABULARY):
            return "/vocab/" + quote(iri.removeprefix(VOCABULARY), safe=_IN_PATH)
        if iri in (self.base, self.base.rstrip("/")):
            return "/.well-known/void"
        if iri.startswith(self.base):
            return "/" + quote(iri.removeprefix(self.base), safe=_IN_PATH)
        return None

    def iris(self, path: str) -> list[str]:
        """Return the IRIs that a path may stand for: as it came, and with its percent-encoding undone."""
        space, rest = self.base, path.removeprefix("/")
        if rest.startswith("vocab/"):
            space, rest = VOCABULARY, rest.removeprefix("vocab/")
        return [space + form for form in dict.fromkeys((rest, unquote(rest)))]
