"""What a dataset adds to the words of the project, in its own folder, laid out as ours.

    ontology/*.ttl          classes, properties, values and their schemes
    ontology/shapes/*.ttl   what a well-formed record of them contains (SHACL)
    ontology/lints/*.rq     queries that return a row for what looks wrong
    ontology/rules/*.rq     CONSTRUCT queries that fill the derived graph
    queries/*.rq            questions
    views/*.rq              pictures and tables

files    which of these files there are
queries  the SPARQL among them: the right form, no service of others, in a time that ends

Nothing is read before it is needed, and a dataset without such folders costs three looks at its folder.
"""

from historiograph.vocabulary.files import NO_FILES, OwnFiles, as_own_files, own_files

__all__ = ["NO_FILES", "OwnFiles", "as_own_files", "own_files"]
