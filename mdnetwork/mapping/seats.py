"""Mapping: where on the picture everybody stands: rings of seats around the centre, none of which touch.

All is reckoned in cells: a cell is the room that one person needs, wider than it is high since names are. Measured in
cells the rings are circles, and two seats are apart when they are a cell apart in one direction or the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, floor, sin, sqrt, tau

from mdnetwork.mapping.chart import Chart, Dot
from mdnetwork.mapping.turning import turns

ROOMY = 40
"""Up to so many people each has a cell of full size."""
NAMED = 100
"""Up to so many everybody's name is shown, and cells are as large as that takes."""
WIDEST, NARROWEST = 112.0, 34.0
"""A cell's width, in pixels, among few and among many people."""
SHAPE = 1.6
"""A cell's width to its height, and so that of the whole picture: a screen's."""
_SIDES = 1.12
"""Cells that a seat takes along a ring: a chord is shorter than its arc."""
_ROWS_NAMED, _ROWS = 1.42, 1.08
"""Cells from row to row: the diagonal of a cell where names are below all dots, else what keeps dots apart."""
_NAME = 75.0
"""Pixels across that the inner rings of a large map have for each person, so that there is room for names."""
_ALONE = 8
"""So few people sit in one row."""
_FIRST, _FIRST_PIXELS = 1.35, 58.0
"""Cells from the centre to the first row, and at least so many pixels above and below it."""
_TITLE = 13.0
"""Pixels between two rings, for the name of the outer one."""
_FAINT = 1e-9
_FINE = 720
"""Steps in which a ring is measured."""


_SMALLEST = 2.6
"""Pixels of the radius of the smallest dot."""
_LARGEST_NAMED, _LARGEST = 0.17, 0.26
"""Of a cell's height, the radius of the largest dot, with a name in the cell and without."""
_RAISED = 13.0
"""Pixels by which dots stand above the middle of their cell where names are below them."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody stands: the middle of the dot, in pixels from the centre, and its radius; y grows downwards.

    The area of a dot grows with the strength of the tie.
    """

    dot: Dot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Band:
    """The outline of a ring: half its width and height, in pixels; and how many people stand in it."""

    ring: int
    across: float
    down: float
    people: int


@dataclass(frozen=True, slots=True)
class Seating:
    """Everybody's seat and the outlines of the rings, the nearest first; `cell` is its width and height in pixels."""

    seats: tuple[Seat, ...]
    bands: tuple[Band, ...]
    cell: tuple[float, float]
    names_all: bool


def seating(chart: Chart) -> Seating:
    """A seat for everybody on the chart but who is in the centre. The same chart always is seated alike."""
    people = len(chart.dots)
    across = WIDEST if people <= ROOMY else max(NARROWEST, WIDEST * (ROOMY / people) ** 0.4)
    cell = across, across / SHAPE
    rings: dict[int, list[Dot]] = defaultdict(list)
    for dot in chart.dots:
        rings[dot.ring].append(dot)
    step = _ROWS_NAMED if people <= NAMED else _ROWS
    largest = cell[1] * (_LARGEST_NAMED if people <= NAMED else _LARGEST)
    raised = _RAISED if people <= NAMED else 0.0
    margin = max(0.6, 0.5 + _TITLE / cell[1])
    turn = turns(chart.dots, chart.lines)
    seats: list[Seat] = []
    bands: list[Band] = []
    radius = max(_FIRST, _FIRST_PIXELS / cell[1])
    inside = 0
    for ring in sorted(rings):
        inside += len(rings[ring])
        ease = max(1.0, _NAME / across) if inside <= NAMED < people else 1.0
        rows = _rows(len(rings[ring]), radius, step, ease)
        seats += (
            Seat(dot, round(x, 1), round(y - raised, 1), _radius(dot, largest))
            for dot, x, y in _seated(rings[ring], rows, turn, cell)
        )
        edge = rows[-1][0] + margin
        bands.append(Band(ring, edge * cell[0], edge * cell[1], len(rings[ring])))
        radius = edge + margin
    return Seating(tuple(seats), tuple(bands), cell, people <= NAMED)


def _rows(people: int, radius: float, step: float, ease: float) -> list[tuple[float, int]]:
    """The rows of a ring: how far from the centre, and how many sit there, in proportion to the room."""
    radius = max(radius, min(people, _ALONE) * _SIDES * ease / _LENGTH)
    rooms: list[int] = []
    radii: list[float] = []
    while sum(rooms) < people:
        radii.append(radius + len(radii) * step * ease)
        rooms.append(_room(radii[-1], ease))
    upto = [min(people, floor(people * total / sum(rooms) + 0.5)) for total in accumulate(rooms)]
    return [(each, now - before) for each, before, now in zip(radii, (0, *upto), upto, strict=False)]


def _room(radius: float, ease: float) -> int:
    """Seats in a row so far from the centre: its length, counted in the direction that keeps seats apart."""
    return floor(radius * _LENGTH / (_SIDES * ease) + _FAINT)


def _seated(
    people: Sequence[Dot], rows: Sequence[tuple[float, int]], turn: Mapping[str, float], cell: tuple[float, float]
) -> Iterator[tuple[Dot, float, float]]:
    """The people of a ring in its rows: in their order round the ring, dealt to the rows so that each stays full."""
    ordered = sorted(people, key=lambda dot: (turn[dot.id], dot.id))
    dealt: list[list[Dot]] = [[] for _ in rows]
    for place, dot in enumerate(ordered, 1):
        behind = [size * place / len(ordered) - len(row) for (_, size), row in zip(rows, dealt, strict=True)]
        dealt[behind.index(max(behind))].append(dot)
    first = turn[ordered[0].id]
    for (radius, _), row in zip(rows, dealt, strict=True):
        for place, dot in enumerate(row):
            angle = _angle((first + place / len(row)) % 1.0)
            yield dot, radius * cos(angle) * cell[0], radius * sin(angle) * cell[1]


def _radius(dot: Dot, largest: float) -> float:
    """The radius of a dot, in pixels: the square root of the tie's strength, between the smallest and the largest."""
    return round(_SMALLEST + (largest - _SMALLEST) * sqrt(dot.tie.strength), 1)


_MEASURED = tuple(accumulate(max(abs(cos(tau * n / _FINE)), abs(sin(tau * n / _FINE))) for n in range(_FINE)))
_LENGTH = _MEASURED[-1] * tau / _FINE
"""Length of a ring of radius 1 in that direction: 4 times the square root of 2."""


def _angle(turn: float) -> float:
    """The angle at which such a part of a ring's length is behind one."""
    wanted = turn * _MEASURED[-1]
    place = bisect_left(_MEASURED, wanted)
    before = _MEASURED[place - 1] if place else 0.0
    return tau * (place + (wanted - before) / (_MEASURED[place] - before)) / _FINE
