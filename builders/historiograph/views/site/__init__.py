"""The site: a page for each thing, lists, a start page, search, and the ontology, in one folder that works anywhere."""

from historiograph.views.site.plan import candidates, page_of
from historiograph.views.site.write import Serialise, write_site

__all__ = ["Serialise", "candidates", "page_of", "write_site"]
