"""How classes, keys and values are called when changes are told: one table, with the ontology's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from historiograph.editions.records import Edition, Record
from historiograph.loading.ontology import plural
from historiograph.namespaces import VOCABULARY, local_name

__all__ = [
    "FILE_KINDS",
    "GROUPS",
    "KINDS",
    "MOVE_VERBS",
    "PLACED",
    "attitude_words",
    "class_words",
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
    "owl:Ontology": ("ontology", "ontologies"),
    "owl:Class": ("class", "classes"),
    "rdf:Property": ("property", "properties"),
    "skos:ConceptScheme": ("scheme of values", "schemes of values"),
    "skos:Concept": ("value", "values"),
    "ontology/shapes": ("file of shapes", "files of shapes"),
    "ontology/lints": ("lint", "lints"),
    "ontology/rules": ("rule", "rules"),
    "queries": ("question", "questions"),
    "views": ("view", "views"),
}
"""Class -> what one and several of it are called, in the order in which they are counted and told."""

FILE_KINDS = ("ontology/shapes", "ontology/lints", "ontology/rules", "queries", "views")
"""Folders of the dataset's own files that are told as a whole; what its ontology says is told term by term."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "The dataset": ("Dataset",),
    "Debates": ("Debate",),
    "Schools": ("School", "SchoolName", "Membership"),
    "People": ("Historian", "Actor", "UnnamedParty"),
    "Works and texts": ("Work", "Edition", "SourceText", "Division", "Passage", "Reference"),
    "Identifications": ("Identification",),
    "Evidence": ("Evidence",),
    "What claims are about": ("Measure", "Topic", "Place", "Event", "Period"),
    "The dataset's own words": ("owl:Ontology", "owl:Class", "rdf:Property", "skos:ConceptScheme", "skos:Concept"),
    "The dataset's own shapes, rules, questions and views": FILE_KINDS,
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


def class_words(name: str, *editions: Edition) -> tuple[str, str]:
    """Return what one and several of a class are called: one of ours, or one that the first of some editions knows."""
    term = _own(name, editions)
    if name in KINDS or term is None:
        return KINDS.get(name, ("record", "records"))
    one = _label(term)
    return one, _CAMEL.sub(" ", term.one("notation")).lower() or plural(one)


def counted(number: int, kind: str, *editions: Edition) -> str:
    """Return a number of records in words: "3 claims"."""
    one, many = class_words(kind, *editions)
    return f"{number:,} {one if number == 1 else many}"


def key_words(key: str, *editions: Edition) -> str:
    """Return what a key is called in a sentence: `statedIn` is "work in which it is stated", `gist` "gist".

    A key of the dataset's own is called by the label of its property.
    """
    term = _own(key, editions)
    return _KEYS.get(key) or (_label(term) if term else _CAMEL.sub(" ", key).lower())


def value_words(iri: str, edition: Edition) -> str:
    """Return a controlled value in words, ours or an own one; "" if the IRI is none."""
    if not iri.startswith(VOCABULARY):
        term = edition.term(iri)
        return term.label if term and term.own == "skos:Concept" else ""
    name = local_name(iri)
    return "explicitly not a member" if name == "explicitly-not" else name.replace("-", " ")


def _own(name: str, editions: Sequence[Edition]) -> Record | None:
    return next((found for edition in editions if (found := edition.terms.get(name))), None)


def _label(term: Record) -> str:
    """Return the label of a term as it stands within a sentence; other languages may keep their capitals."""
    label = next(iter(term.all("label")), None)
    if label is None:
        return local_name(term.id)
    within = label.language[:2] in ("", "en") and not label.text[1:2].isupper()
    return label.text[:1].lower() + label.text[1:] if within else label.text


def speaks_as_many(label: str) -> bool:
    """Return whether an English name of an unnamed party is a plural: "Some who doubt", "The social historians"."""
    head = _HEAD.split(label, maxsplit=1)[0].casefold()
    return label.casefold().startswith(_PLURALS) or (head.endswith("s") and not head.endswith("ss"))


def attitude_words(attitude: str, many: bool) -> str:
    """Return an attitude as the verb of one holder or of many."""
    return _MANY.get(attitude, attitude.removesuffix("s")) if many else attitude
