"""A reader's own copy of a source text, whatever it comes in: plain text, PDF or EPUB.

reading  the one door: a file becomes a `TextFile`, or says why it cannot
pdf      the text layer of a PDF, page by page
epub     the chapters of an EPUB in the order of reading
markup   the blocks of an XHTML document
layout   paragraphs, sections and pages of a text
"""

from historiograph.texts.layout import Division, Page, TextFile, digest, page_of
from historiograph.texts.printing import printable
from historiograph.texts.reading import MAX_BYTES, read_text, text_files

__all__ = ["MAX_BYTES", "Division", "Page", "TextFile", "digest", "page_of", "printable", "read_text", "text_files"]
