"""Mapping: the names of rings, each on its outline, at the top or as near to it as nothing is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, radians, sin
from typing import NamedTuple

from mdnetwork.mapping.chart import Chart
from mdnetwork.mapping.labels import Box, Label, around
from mdnetwork.mapping.plain import shortened, width
from mdnetwork.mapping.seats import Band, Seating
from mdnetwork.messages import Texts

TITLE = 13.0
"""Height of the letters of a ring's name, in pixels."""
LONGEST = 200.0
"""Pixels of the longest name of a circle."""
_TRIED = (0, *(side * angle for angle in range(6, 180, 6) for side in (1, -1)))
"""Angles from the top at which there may be room."""


class Title(NamedTuple):
    """The name of a ring, centred at `x`."""

    text: str
    x: float
    y: float
    box: Box


def ring_name(chart: Chart, ring: int, texts: Texts) -> str:
    """What a ring is called: its circle, or around a person how far away it is."""
    if chart.centre:
        return texts.count("{n} step away", "{n} steps away", ring + 1)
    if ring == len(chart.circles):
        return texts.say("no circle")
    return shortened(chart.circles[ring], LONGEST, TITLE)


def titles(chart: Chart, seated: Seating, written: Iterable[Label], texts: Texts) -> Iterator[Title]:
    """The names of the rings; where there is no room at all, at the top. `written` are names that stand already."""
    taken = [*map(around, seated.seats), *(label.box for label in written)]
    for band in seated.bands:
        name = ring_name(chart, band.ring, texts)
        text = texts.count("{circle}: {n} person", "{circle}: {n} people", band.people, circle=name)
        tried = [_title(text, band, angle) for angle in _TRIED]
        free = (title for title in tried if not any(title.box.meets(box) for box in taken))
        found = next(free, tried[0])
        taken.append(found.box)
        yield found


def _title(text: str, band: Band, angle: float) -> Title:
    x, middle = band.across * sin(radians(angle)), -band.down * cos(radians(angle))
    half, base = width(text, TITLE) / 2, middle + TITLE / 3
    box = Box(x - half, base - TITLE * 0.85, x + half, base + TITLE * 0.25)
    return Title(text, round(x, 1), round(base, 1), box)
