"""Where quads are kept and SPARQL runs.

Whatever answers `Store` can stand under a KnowledgeGraph: the embedded Oxigraph, or an endpoint elsewhere.
"""

from historiograph.store.addresses import is_address
from historiograph.store.embedded import EmbeddedStore
from historiograph.store.header import read_header
from historiograph.store.solutions import Row, Solutions, Store, Term

__all__ = ["EmbeddedStore", "Row", "Solutions", "Store", "Term", "is_address", "read_header"]
