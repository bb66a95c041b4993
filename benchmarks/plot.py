"""A picture of cost against size: `python -m benchmarks.plot KEPT.json PICTURE.svg`, from what `--keep` wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

from benchmarks.measuring import Sample

mpl.use("svg")
from matplotlib import pyplot as plt

LINES = {
    "naive": ("naive frontmatter.load loop", "0.6", "--"),
    "walk": ("walk and stat", "0.75", "--"),
    "cold": ("from nothing to the first due", "tab:red", "-"),
    "due, nothing changed": ("due, nothing changed", "tab:orange", "-"),
    "why, nothing changed": ("why, nothing changed", "tab:pink", "-"),
    "why, a line added": ("why, a line added", "tab:blue", "-"),
    "log, nothing changed": ("log of one line", "tab:gray", "-"),
    "full feed": ("full feed, no memo", "tab:purple", "-"),
    "one changed": ("one note changed, library", "tab:green", "-"),
    "watch": ("one note saved under mdnet watch", "black", "-"),
    "one changed: refresh": ("of it, refresh", "tab:cyan", ":"),
    "one changed: feed": ("of it, feed", "tab:olive", ":"),
    "poll": ("serve, an answer to one of 50", "tab:brown", "-"),
}
"""The lines of the picture: name, colour and style."""
_PASSED = frozenset({"watch", "poll"})
"""Rows drawn with wall time; all others with processor time."""


def draw(kept: Path, picture: Path) -> None:
    """Draw processor time against notes, both logarithmic. Linear costs have the slope of the grey lines."""
    found = json.loads(kept.read_text(encoding="utf-8"))
    mpl.rcParams["svg.hashsalt"] = "mdnetwork"
    figure, pictures = plt.subplots(1, len(found), figsize=(5 * len(found) + 3, 5), sharey=True, squeeze=False)
    for axes, (density, sizes) in zip(pictures[0], found.items(), strict=True):
        for row, (name, colour, style) in LINES.items():
            taken = {int(size): Sample(*rows[row][0]) for size, rows in sizes.items() if row in rows}
            seconds = [one.seconds if row in _PASSED else one.cpu for one in taken.values()]
            axes.loglog(list(taken), seconds, style, color=colour, marker=".", label=name)
        axes.set(xlabel=f"notes, {density}")
        axes.grid(which="major", alpha=0.3)
    pictures[0][0].set(ylabel="seconds of processor time (of watch and serve, that passed)")
    pictures[0][-1].legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    figure.tight_layout()
    figure.savefig(picture, format="svg", metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
