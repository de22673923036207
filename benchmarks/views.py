"""Network views in a browser, against pyvis as shipped, on the same random network, in the same Chromium without a GPU.

Ready: from opening the file to the first stable picture; for pyvis, when its physics says that it is done, or the
patience of two minutes is over. Frames: drawn in a second while the map is panned without pause for three seconds.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from historiograph.graph import load
from historiograph.views import network_view, render_view
from historiograph.views.networks.measure import box
from historiograph.views.networks.models import Edge, NetworkView, Node
from historiograph.views.networks.render import render
from historiograph.views.networks.routing import route

SIZES = (300, 1_000, 5_000)
PATIENCE = 120
PAN = """
(move) => new Promise((done) => {
  const began = performance.now();
  let frames = 0;
  const step = (now) => {
    frames += 1;
    move(frames);
    if (now - began < 3000) requestAnimationFrame(step);
    else done((frames * 1000) / (now - began));
  };
  requestAnimationFrame(step);
})
"""
DRAG = """
() => {
  const map = document.getElementById("map");
  const box = map.getBoundingClientRect();
  map.setPointerCapture = () => {};
  const send = (type, x) => map.dispatchEvent(
    new PointerEvent(type, { pointerId: 1, pointerType: "touch", clientX: box.left + x, clientY: box.top + 300 }));
  send("pointerdown", 300);
  return (%s)((n) => send("pointermove", 300 + 200 * Math.sin(n / 8)));
}
"""
MOVE = """
() => (%s)((n) => network.moveTo({ position: { x: 200 * Math.sin(n / 8), y: 0 }, animation: false }))
"""


def network(size: int, seed: int = 1) -> NetworkView:
    """Return a laid-out network of claims with twice as many relations as claims."""
    chance = random.Random(seed)  # noqa: S311 - the same network every time, nothing secret
    words = ["party", "state", "terror", "plan", "harvest", "archive", "purge", "worker", "peasant", "school", "famine"]
    nodes = [
        Node(
            f"claim/{n}",
            f"https://example.org/claim/{n}",
            "claim",
            " ".join(chance.sample(words, 5)),
            strong=n % 9 == 0,
        )
        for n in range(size)
    ]
    relations = ("supports", "rebuts", "qualifies", "incompatibleWith")
    edges = []
    for n in range(2 * size):
        one, other = chance.sample(range(size), 2)
        edges.append(Edge(f"relation/{n}", f"claim/{one}", f"claim/{other}", chance.choice(relations), ""))
    across = round((size / 4) ** 0.5)
    placed = {
        node.id: replace(box(node), x=n % across * 420, y=n // across * 110, height=60) for n, node in enumerate(nodes)
    }
    routed = route(edges, placed, {})
    return NetworkView("debate", f"{size:,} claims", "", "", tuple(placed.values()), routed)


def ours(browser: Browser, file: Path, view: NetworkView) -> tuple[float, float]:
    """Return seconds until ready, and frames a second."""
    file.write_text(render(view), "utf-8")
    page = opened(browser, file)
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000
    frames = page.evaluate(DRAG % PAN)
    page.close()
    return ready, frames


def pyvis(browser: Browser, file: Path, view: NetworkView) -> tuple[float, float]:
    """Return the same for pyvis's own page."""
    made = Network(directed=True, cdn_resources="in_line", height="800px")
    for node in view.nodes:
        made.add_node(node.id, label=node.label)
    for edge in view.edges:
        made.add_edge(edge.source, edge.target)
    file.write_text(made.generate_html(notebook=False), "utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    try:
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("window.network?.physics?.ready === true", timeout=PATIENCE * 1000, polling=100)
        ready = page.evaluate("performance.now()") / 1000
        page.evaluate("network.setOptions({ physics: false })")
        frames = page.evaluate(MOVE % PAN)
    except Error:
        return float("inf"), float("nan")
    finally:
        page.close()
    return ready, frames


def opened(browser: Browser, file: Path) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(file.as_uri())
    page.locator("#map[data-ready=yes]").wait_for(timeout=60_000)
    return page


def sizes() -> Sequence[tuple[str, int]]:
    """Return how large the files of real views are."""
    graph = load()
    views = [("overview", None), ("debate", "causes-of-the-famine"), ("debate", "reach-of-the-stalinist-state")]
    return [
        (
            f"{name} {focus or ''}".strip() + f" ({len(network_view(graph, name, focus).nodes)} things)",
            len(page.encode()),
        )
        for name, focus in views
        for page in [render_view(graph, name, focus).html]
    ]


def run() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise RuntimeError("there is no Chromium; name it in the variable CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        file = Path(folder) / "view.html"
        print("| things / relations | ours: ready | frames/s | pyvis as shipped: ready | frames/s | sooner |")
        print("|---|---|---|---|---|---|")
        for size in SIZES:
            view = network(size)
            runs = sorted(ours(browser, file, view) for _ in range(3))
            ready, frames = runs[1]
            theirs, their_frames = pyvis(browser, file, view)
            late = theirs == float("inf")
            print(
                f"| {size:,} / {2 * size:,} | {ready:.2f} s | {frames:.0f} |"
                f" {f'over {PATIENCE} s' if late else f'{theirs:.1f} s'} | {'-' if late else f'{their_frames:.0f}'} |"
                f" {'over ' if late else ''}{(PATIENCE if late else theirs) / ready:.0f}x |",
                flush=True,
            )
        browser.close()
    print("\n| single-file view | kB |\n|---|---|")
    for name, size in sizes():
        print(f"| {name} | {size / 1000:,.0f} |")


if __name__ == "__main__":
    run()
