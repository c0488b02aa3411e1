"""The growth curve: pages of a site against what a question and a build cost. Needs matplotlib.

    python bench/growth.py .cache/large/rows.json

Draws docs/assets/growth-light.svg and growth-dark.svg from what bench/large.py measured.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

ASSETS = Path(__file__).resolve().parents[1] / "docs/assets"
INKS = {"light": "#1f2328", "dark": "#e6e8ee"}
SERIES = {"Askdocs": ("#4f5bd5", "o"), "Pagefind": ("#b8642d", "s")}

Row = Mapping[str, Any]
PANELS: Mapping[str, Callable[[Row], float]] = {
    "first question, KB": lambda row: row["first"][0] / 1000,
    "requests of a first question": lambda row: row["requests"],
    "cold build, s": lambda row: row["built"]["cost"]["seconds"],
    "memory of a build, MB": lambda row: row["built"]["cost"]["peak_mb"],
}


def main() -> int:
    """Draws the two files."""
    rows = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for scheme, ink in INKS.items():
        draw(rows, ASSETS / f"growth-{scheme}.svg", ink)
    return 0


def draw(rows: list[Row], file: Path, ink: str) -> None:
    """One panel a figure, sites by powers of ten, both engines."""
    colours = ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")
    style = dict.fromkeys(colours, ink) | {"svg.fonttype": "none", "svg.hashsalt": "askdocs"}
    with mpl.rc_context(style):
        figure, panels = plt.subplots(2, 2, figsize=(8, 5.6), layout="constrained")
        for panel, (title, value) in zip(panels.flat, PANELS.items(), strict=True):
            for engine, (colour, marker) in SERIES.items():
                own = sorted((r for r in rows if r["engine"] == engine), key=lambda r: r["pages"])
                panel.semilogx(
                    [row["pages"] for row in own],
                    [value(row) for row in own],
                    color=colour,
                    marker=marker,
                    label=engine,
                )
            panel.set_title(title, fontsize=10)
            panel.set_ylim(bottom=0)
            panel.grid(alpha=0.25)
        panels[1][0].set_xlabel("HTML files")
        panels[1][1].set_xlabel("HTML files")
        panels[0][0].legend(frameon=False, labelcolor=ink)
        figure.savefig(file, transparent=True, metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    sys.exit(main())
