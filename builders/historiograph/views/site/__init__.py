"""The site: a page for each thing, lists, a start page, search, and the ontology, in one folder that works anywhere.

plan      where the page of a thing lies: for everybody who knows an IRI
contents  which files there are
drawing   how each is made (claims, debates, people, sources, lists ... say what a page tells)
write     all of them into a folder
"""

from historiograph.views.site.drawing import Serialise, Site
from historiograph.views.site.plan import candidates, page_of
from historiograph.views.site.write import write_site

__all__ = ["Serialise", "Site", "candidates", "page_of", "write_site"]
