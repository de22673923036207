"""From an author's files to an RDF dataset, with every finding naming file and line.

files        what to read: a dataset folder or RDF files
documents    one file: its text, its YAML, its syntax faults
sections     which key of a file makes which class of record, with which IRI and in which graph
keys         what each key may hold, read off the JSON-LD context
fingerprints the marks by which passages are found in other copies, in files that a command makes
records      the walk that fills in defaults, mints IRIs, opens passages and checks references
dates        EDTF strings to years
source_map   IRI -> file, line, column, looked up only when there is something to say
dataset      all of it together
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from historiograph.loading.dataset import Dataset, load_dataset

__all__ = ["Dataset", "load_dataset"]


def __getattr__(name: str) -> Any:
    """Import the parsers only when something is loaded: a question to a kept store needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'historiograph.loading' has no attribute '{name}'")
    from historiograph.loading import dataset

    return getattr(dataset, name)
