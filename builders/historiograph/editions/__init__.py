"""Two editions of a dataset side by side: what changed between them, in the words that historians use.

records    what an edition says, record by record, in the words of its authors' files
pairing    which record of one edition is which of the other, though its id be another
changes    what came, what went, what changed
terms      which records are terms that the dataset declares for itself
words      how classes, keys and values are called: ours by one table, a dataset's own by their labels
sentences  a change as a sentence
telling    all changes as text, Markdown or JSON
"""
