"""How the essays look: figures fit to print, each with its caption, and sentences whose numbers are computed.

Colours are Okabe and Ito's (2008), which people with any common kind of colour vision tell apart.
"""

from __future__ import annotations

import io
from html import escape

import matplotlib.pyplot as plt
from IPython.display import HTML, Markdown, display
from matplotlib.figure import Figure

INK, SOFT, HAIR = "#1f2328", "#5b6169", "#dcd9d2"
BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#CC79A7",
    "#56B4E9",
)

plt.rcParams.update(
    {
        "figure.constrained_layout.use": True,
        "font.family": "DejaVu Sans",  # matplotlib brings it, so that a figure looks the same everywhere
        "font.size": 9,
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "axes.labelcolor": SOFT,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "grid.color": HAIR,
        "grid.linewidth": 0.7,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "ytick.labelcolor": INK,
        "ytick.major.size": 0,
        "svg.hashsalt": "historiograph",  # the same figure, the same bytes
    }
)


def show(figure: Figure, caption: str) -> None:
    """Show a figure as a vector picture with its caption, which is also what a screen reader says of it."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    plt.close(figure)
    drawing = out.getvalue()[out.getvalue().index("<svg") :]
    picture = f'<div role="img" aria-label="{escape(caption)}" style="max-width:44em">{drawing}</div>'
    display(HTML(f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"))


def say(text: str) -> None:
    """Show a paragraph of Markdown, made in a cell so that its numbers come from the graph and cannot go stale."""
    display(Markdown(text))
