"""Mapping: the whole picture as shapes: bands, lines, ties, dots and names, and the canvas they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mdnetwork.i18n import Texts
from mdnetwork.map.chart import Chart, MapLine
from mdnetwork.map.labels import LETTERS, Box, Label, Title, labels, titles
from mdnetwork.map.plain import shortened, width
from mdnetwork.map.seats import Band, Seat, seating

MOST_LINES = 400
"""More lines than this cover what they should show: of more, those told of oftenest are drawn."""
MIDDLE = 12.0
"""Pixels of the radius of the dot in the centre."""
_LONGEST = 160.0
"""Pixels of the longest name in the centre."""
_EDGE = 26.0
"""Pixels around everything."""
_BENT = 0.85
"""How far a line between two people keeps from the centre: 1 is straight."""


class Curve(NamedTuple):
    """A line between two people, bent towards the centre; `width`, in pixels, grows with how often it is told."""

    line: MapLine
    begin: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True, slots=True)
class MapLayout:
    """The picture. The centre is at 0, 0; `across` and `down` are half the canvas, in pixels."""

    chart: Chart
    across: float
    down: float
    bands: tuple[Band, ...]
    titles: tuple[Title, ...]
    curves: tuple[Curve, ...]
    seats: tuple[Seat, ...]
    labels: tuple[Label, ...]
    names_all: bool
    middle: str


def plan(chart: Chart, texts: Texts) -> MapLayout:
    """Where everything is drawn."""
    seated = seating(chart)
    middle = shortened(chart.centre.name if chart.centre else chart.me or texts.say("you"), _LONGEST, LETTERS)
    if seated.names_all:
        written = labels(seated, ())
        named = tuple(titles(chart, seated, written, texts))
    else:
        named = tuple(titles(chart, seated, (), texts))
        written = labels(seated, [*(title.box for title in named), _middle_box(middle)])
    boxes = [label.box for label in written] + [title.box for title in named]
    across = max([*(band.across for band in seated.bands), *(max(-box.left, box.right) for box in boxes), 120.0])
    down = max([*(band.down for band in seated.bands), *(max(-box.top, box.bottom) for box in boxes), 75.0])
    curves = tuple(_curves(chart, seated.seats))
    return MapLayout(
        chart,
        round(across + _EDGE),
        round(down + _EDGE),
        seated.bands,
        named,
        curves,
        seated.seats,
        tuple(written),
        seated.names_all,
        middle,
    )


def _middle_box(name: str) -> Box:
    half = max(MIDDLE, width(name, LETTERS) / 2)
    return Box(-half, -MIDDLE, half, MIDDLE + LETTERS * 1.5)


def _curves(chart: Chart, seats: Sequence[Seat]) -> Iterator[Curve]:
    """The lines that are drawn, the one told of oftenest last, so that it lies above."""
    at = {seat.dot.id: (seat.x, seat.y) for seat in seats}
    if chart.centre:
        at[chart.centre.id] = (0.0, 0.0)
    drawn = sorted(chart.lines, key=lambda line: (-line.told, line.one, line.other))[:MOST_LINES]
    for line in reversed(drawn):
        begin, end = at[line.one], at[line.other]
        bend = tuple(round((one + other) / 2 * _BENT, 1) for one, other in zip(begin, end, strict=True))
        yield Curve(line, begin, (bend[0], bend[1]), end, round(0.6 + min(line.told, 12) ** 0.5 * 0.6, 2))
