"""docs/README.md: the contents in order, from docs/contents.yaml."""

from __future__ import annotations

from historiograph.views.site.docs import contents

HEAD = """\
# Documentation

Every site that `historiograph build` writes has these pages under *Help*: those for readers in any site, all of them in
that of the curated graph. This list is made by `make docs` from [contents.yaml](contents.yaml).
"""


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD]
    for part in contents():
        parts.append(f"## {part.title}\n\n{part.says}\n")
        parts.append("".join(f"- [{one.title}]({one.file}). {one.says}\n" for one in part.entries))
    return "\n".join(parts)
