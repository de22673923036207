"""How classes, keys and values are called when changes are told: one table, with the ontology's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from historiograph.namespaces import VOCABULARY, local_name

__all__ = [
    "GROUPS",
    "KINDS",
    "MOVE_VERBS",
    "PLACED",
    "attitude_words",
    "counted",
    "key_words",
    "speaks_as_many",
    "value_words",
]

KINDS: Mapping[str, tuple[str, str]] = {
    "Claim": ("claim", "claims"),
    "Estimate": ("estimate", "estimates"),
    "Analogy": ("analogy", "analogies"),
    "Stance": ("stance", "stances"),
    "Inference": ("inference", "inferences"),
    "Rebuttal": ("rebuttal", "rebuttals"),
    "Undercut": ("undercut", "undercuts"),
    "Undermining": ("undermining", "underminings"),
    "Qualification": ("qualification", "qualifications"),
    "Weighing": ("weighing", "weighings"),
    "Membership": ("membership", "memberships"),
    "Debate": ("debate", "debates"),
    "School": ("school", "schools"),
    "SchoolName": ("name of a school", "names of schools"),
    "Historian": ("historian", "historians"),
    "Actor": ("actor", "actors"),
    "UnnamedParty": ("unnamed party", "unnamed parties"),
    "Work": ("work", "works"),
    "Edition": ("edition of a work", "editions of works"),
    "SourceText": ("source text", "source texts"),
    "Division": ("section of a text", "sections of texts"),
    "Passage": ("passage", "passages"),
    "Reference": ("reference", "references"),
    "Identification": ("identification", "identifications"),
    "Evidence": ("body of evidence", "bodies of evidence"),
    "Measure": ("measure", "measures"),
    "Topic": ("topic", "topics"),
    "Place": ("place", "places"),
    "Event": ("event", "events"),
    "Period": ("period", "periods"),
    "Dataset": ("dataset", "datasets"),
}
"""Class -> what one and several of it are called, in the order in which they are counted and told."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "The dataset": ("Dataset",),
    "Debates": ("Debate",),
    "Schools": ("School", "SchoolName", "Membership"),
    "People": ("Historian", "Actor", "UnnamedParty"),
    "Works and texts": ("Work", "Edition", "SourceText", "Division", "Passage", "Reference"),
    "Identifications": ("Identification",),
    "Evidence": ("Evidence",),
    "What claims are about": ("Measure", "Topic", "Place", "Event", "Period"),
}
"""Heading -> the classes told under it; what argues is told under its debate."""

MOVE_VERBS: Mapping[str, tuple[str, str]] = {
    "Inference": ("supports", "support"),
    "Rebuttal": ("rebuts", "rebut"),
    "Undercut": ("undercuts", "undercut"),
    "Undermining": ("undermines", "undermine"),
    "Qualification": ("qualifies", "qualify"),
    "Weighing": ("is preferred to", "are preferred to"),
}
"""Class of a move -> what one thing, and several together, do to that to which it goes."""

PLACED: Mapping[str, str] = {
    "member": "a member of",
    "founder": "a founder of",
    "precursor": "a precursor of",
    "fellow-traveller": "a fellow-traveller of",
    "critic": "a critic of",
    "explicitly-not": "explicitly not a member of",
    "undecided": "hard to place with regard to",
}
"""Kind of membership -> how somebody stands to the school."""

_MANY = {"denies": "deny"}
_KEYS: Mapping[str, str] = {
    "altLabel": "other name",
    "answers": "debate that it answers",
    "bearsOn": "debate that it bears on",
    "accordingTo": "according to whom",
    "movedBy": "made by",
    "onClaim": "claim",
    "inSchool": "school",
    "membershipKind": "kind",
    "explicit": "said outright",
    "sameAs": "identifier",
    "identifier": "file",
    "passageDigest": "digest of the passage",
    "sourceDigest": "digest of the file",
    "specializes": "claim that it narrows",
    "incompatibleWith": "incompatible claim",
    "statedIn": "work in which it is stated",
    "supersedes": "stance that it supersedes",
    "isbn": "ISBN",
    "doi": "DOI",
    "edtf": "date",
    "extent": "number of characters",
    "exactMatch": "exact match",
    "shownBy": "where it is shown",
    "type": "class",
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEAD = re.compile(r" (?:of|who|whom|on|for|in|after|at|by|such|since|as|with|to|from|whose|which|abroad)\b|,")
_PLURALS = ("those", "some", "many", "others", "most who", "few")


def counted(number: int, kind: str) -> str:
    """Return a number of records in words: "3 claims"."""
    one, many = KINDS.get(kind, ("record", "records"))
    return f"{number:,} {one if number == 1 else many}"


def key_words(key: str) -> str:
    """Return what a key is called in a sentence: `statedIn` is "work in which it is stated", `gist` "gist"."""
    return _KEYS.get(key) or _CAMEL.sub(" ", key).lower()


def value_words(iri: str) -> str:
    """Return a controlled value in words; "" if the IRI is none."""
    if not iri.startswith(VOCABULARY):
        return ""
    name = local_name(iri)
    return "explicitly not a member" if name == "explicitly-not" else name.replace("-", " ")


def speaks_as_many(label: str) -> bool:
    """Return whether an English name of an unnamed party is a plural: "Some who doubt", "The social historians"."""
    head = _HEAD.split(label, maxsplit=1)[0].casefold()
    return label.casefold().startswith(_PLURALS) or (head.endswith("s") and not head.endswith("ss"))


def attitude_words(attitude: str, many: bool) -> str:
    """Return an attitude as the verb of one holder or of many."""
    return _MANY.get(attitude, attitude.removesuffix("s")) if many else attitude
