"""Help for those who write a dataset: a folder to begin with, a schema for the editor, one way to lay out a file.

schema      the authoring format as JSON Schema, derived from ontology, shapes and context
scaffold    a small complete debate, or what another tool's file begins
formatting  keys in canonical order and spelling, comments kept
"""
