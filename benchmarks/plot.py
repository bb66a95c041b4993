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
    "cold": ("cold index", "tab:red", "-"),
    "due": ("warm mdnet due, first asked", "tab:orange", "-"),
    "due again": ("warm mdnet due, asked again", "tab:pink", "-"),
    "full feed": ("full feed, no memo", "tab:purple", "-"),
    "one changed": ("one note changed, library", "tab:green", "-"),
    "watch": ("one note saved under mdnet watch", "tab:blue", "-"),
    "one changed: refresh": ("of it, refresh", "tab:cyan", ":"),
    "one changed: feed": ("of it, feed", "tab:olive", ":"),
    "poll": ("serve, an answer to one of 50", "tab:brown", "-"),
}
"""The lines of the picture: name, colour and style."""
_PASSED = frozenset({"watch", "poll"})
"""Rows drawn with wall time; all others with processor time."""


def draw(kept: Path, picture: Path) -> None:
    """Draw processor time against notes, both logarithmic. Linear costs have the slope of the grey lines."""
    found = {int(size): rows for size, rows in json.loads(kept.read_text(encoding="utf-8")).items()}
    mpl.rcParams["svg.hashsalt"] = "mdnetwork"
    figure, axes = plt.subplots(figsize=(9, 5))
    for row, (name, colour, style) in LINES.items():
        sizes = [size for size in sorted(found) if row in found[size]]
        taken = [Sample(*found[size][row]) for size in sizes]
        axes.loglog(
            sizes,
            [one.seconds if row in _PASSED else one.cpu for one in taken],
            style,
            color=colour,
            marker=".",
            label=name,
        )
    axes.set(xlabel="notes", ylabel="seconds of processor time (of watch and serve, that passed)")
    axes.grid(which="major", alpha=0.3)
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    figure.tight_layout()
    figure.savefig(picture, format="svg", metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
