"""A site as one HTML file: its start page with everything else packed into it, shown by `static/single.js`.

The pages are those of the site, letter for letter but for what frames them; each lies in a pack of pages that is
deflated (RFC 1950) and written in Base64, so that no text of the data can be taken for markup or script.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path

from markupsafe import Markup

from historiograph.views.assets import Inlined
from historiograph.views.language import LANGUAGES, messages, say
from historiograph.views.templating import json_block

__all__ = ["single_page"]

_PACK = 400_000
"""So many characters of pages are packed together: few enough to be unpacked at once, many enough to pack well."""
_STYLES = ("palette.css", "site.css", "single.css")
_ENTRY = "single.js"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_KIND = re.compile(r'<body class="([^"]*)"')
_TEXT = re.compile(r'<body class="[^"]*" data-root=')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_STYLE = re.compile(r'<link rel="stylesheet" href="(?:\.\./)*static/([^"]+)">\n?')
_SCRIPT = re.compile(r'<script defer src="(?:\.\./)*static/([^"]+)"></script>\n?')
_ALTERNATE = re.compile(r'<link rel="alternate"[^>]*>\n?')
_MESSAGES = re.compile(r'<script type="application/json" id="messages">.*?</script>', re.DOTALL)
_FOOT = '<footer class="foot">'


def single_page(site: Path, graph: bytes, graph_name: str) -> tuple[str, int]:
    """Return a site as one page, and how many pages are in it.

    Args:
        site: the folder of a written site.
        graph: the whole graph as Turtle, which a reader can save out of the file.
        graph_name: the name under which it is saved.
    """
    addresses = sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))
    assets = {
        file.relative_to(site / "static").as_posix(): file.read_text("utf-8")
        for file in sorted((site / "static").rglob("*"))
        if file.is_file() and file.suffix in (".css", ".js")
    }
    searched = {name: assets.pop(name) for name in list(assets) if name.startswith("search-index")}
    pages = {address: _packed_page((site / address).read_text("utf-8")) for address in addresses}
    shared = {name: text for name, text in assets.items() if name not in ("site.js", "site.css", "messages.js")}
    packs: list[Mapping[str, object]] = [
        *_packs(pages),
        {"assets": shared},
        *({name.removesuffix(".js"): _index_in(script)} for name, script in searched.items()),
        {"graph": graph.decode("utf-8")},
    ]
    contents = {"packs": [list(pack) for pack in packs], "graph": graph_name}
    scripts = [_ENTRY, *(name for name in shared if name.endswith(".js"))]
    start = (site / "index.html").read_text("utf-8")
    return _filled(start, scripts, contents, packs), len(addresses)


def _index_in(script: str) -> object:
    """Return the part of the search index that a script sets."""
    return json.loads(script.partition(" = ")[2].rstrip(";\n"))


def _packed_page(text: str) -> list[str]:
    """Return title, kind and content of a page of text; title and whole of a map, its scripts and styles left out."""
    title = unescape(_found(_TITLE, text))
    if _TEXT.search(text):
        content = text.partition("</header>")[2].rpartition(_FOOT)[0]
        return [title, _found(_KIND, text), content.strip()]
    scripts = "".join(f'<link data-script="{name}">' for name in _SCRIPT.findall(text))
    text = _SCRIPT.sub("", _STYLE.sub(r'<link data-style="\1">', _POLICY.sub("", text)))
    text = _MESSAGES.sub("<link data-messages>", text)
    style = "<style>#copy-link { display: none; }</style></head>"  # a frame has no address of its own to hand on
    return [title, text.replace("</head>", style, 1).replace("</body>", f"{scripts}</body>")]


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _packs(pages: Mapping[str, list[str]]) -> Iterator[dict[str, object]]:
    """Yield the pages in packs of about the same size, texts before maps, in the order of their addresses."""
    pack: dict[str, object] = {}
    size = 0
    for address, page in sorted(pages.items(), key=lambda one: (len(one[1]) == 2, one[0])):
        if pack and size + len(page[-1]) > _PACK:
            yield pack
            pack, size = {}, 0
        pack[address] = page
        size += len(page[-1])
    if pack:
        yield pack


def _filled(
    start: str, scripts: Iterable[str], contents: Mapping[str, object], packs: Iterable[Mapping[str, object]]
) -> str:
    """Return the start page with all that is packed, and nothing that it would fetch."""
    inlined = Inlined()
    policy = Markup('<meta http-equiv="Content-Security-Policy" content="{}">\n').format(inlined.policy(list(scripts)))
    styles = "".join(f"{inlined.style(name)}\n" for name in _STYLES)
    spoken = json_block({language: dict(messages(language)) for language in LANGUAGES})
    text = _SCRIPT.sub("", _STYLE.sub("", _ALTERNATE.sub("", start)))
    text = _POLICY.sub(lambda _: str(policy), text, count=1)
    text = text.replace("</head>", f"{styles}</head>", 1)
    head, _, rest = text.partition("</header>")
    main, _, foot = rest.rpartition(_FOOT)
    note = f'<noscript><p class="of-the-file note">{say("site.needs-script")}</p></noscript>\n'
    note += f'<p class="of-the-file note" id="too-old" hidden>{say("site.too-old")}</p>\n'
    save = f'<p><a id="save-graph" href="#" role="button">{say("site.save-graph")}</a></p>\n'
    parts = [
        f'<script type="application/json" id="messages">{spoken}</script>',
        f'<script type="application/json" id="contents">{json_block(contents)}</script>',
        *(f'<script type="text/plain" id="pack-{n}">{_deflated(pack)}</script>' for n, pack in enumerate(packs)),
        str(inlined.script(_ENTRY)),
    ]
    foot = foot.replace("</footer>", f'{save}</footer>\n<div id="frame" hidden></div>', 1)
    foot = foot.replace("</body>", "\n".join(parts) + "\n</body>")
    return f'{head}</header>\n{note}<div id="page">{main}</div>\n{_FOOT}{foot}'


def _deflated(pack: Mapping[str, object]) -> str:
    data = json.dumps(pack, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")
