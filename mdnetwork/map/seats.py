"""Mapping: where on the picture everybody stands: rings of seats around the centre, none of which touch.

All is reckoned in cells: a cell is the room that one person needs, wider than it is high since names are. Measured in
cells the rings are circles, and two seats are apart when they are a cell apart in one direction or the other.
"""

from __future__ import annotations

from bisect import bisect_left
from cmath import phase, rect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, floor, sin, sqrt, tau

from mdnetwork.map.chart import Chart, Dot, MapLine

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


ROUNDS = 24
"""After so many rounds little moves."""
MANY = 2000
"""Of more dots a third of the rounds must do: most of the way is made in the first, and nobody finds one dot by eye."""
COLLEAGUES = 0.3
"""How much it weighs to be of one organisation: it draws no line, and puts people side by side."""
_FAINT_MEAN = 1e-9
"""A mean direction shorter than this is none."""

Turns = dict[str, float]
"""Where on the ring, by identity: from 0 to 1, clockwise, from the right."""
_Near = Mapping[str, Sequence[tuple[str, float]]]


def turns(dots: Sequence[Dot], lines: Iterable[MapLine]) -> Turns:
    """The turn of each dot; those of one ring stand evenly. Time linear in dots and lines, for each round."""
    near = _near(dots, lines)
    ring_of = {dot.id: dot.ring for dot in dots}
    rings: dict[int, list[str]] = defaultdict(list)
    for identity in _walk(near):
        rings[ring_of[identity]].append(identity)
    found: Turns = {}
    for people in rings.values():
        found |= _spread(people, 0.0)
    best, least = found, _stretch(found, near)
    for number in range(ROUNDS if len(dots) <= MANY else ROUNDS // 3):
        found = dict(found)
        for ring in sorted(rings, reverse=bool(number % 2)):
            found |= _settled(rings[ring], found, near)
        stretch = _stretch(found, near)
        if stretch < least:
            best, least = found, stretch
    return best


def _near(dots: Sequence[Dot], lines: Iterable[MapLine]) -> _Near:
    near: dict[str, list[tuple[str, float]]] = {dot.id: [] for dot in dots}
    orgs: dict[str, list[str]] = defaultdict(list)
    for dot in dots:
        if dot.org:
            orgs[dot.org.casefold()].append(dot.id)
    for line in lines:
        if line.one in near and line.other in near:
            weight = 1.0 + min(line.told, 9) / 3
            near[line.one].append((line.other, weight))
            near[line.other].append((line.one, weight))
    for people in orgs.values():
        for one, other in pairwise(people):
            near[one].append((other, COLLEAGUES))
            near[other].append((one, COLLEAGUES))
    return near


def _walk(near: _Near) -> Iterable[str]:
    """Everybody, each followed by the people they know: those of one part of the network stand together."""
    seen: set[str] = set()
    for start in near:
        waiting = [start]
        while waiting:
            identity = waiting.pop()
            if identity not in seen:
                seen.add(identity)
                yield identity
                known = sorted(near[identity], key=lambda each: (each[1], each[0]))
                waiting += [other for other, _ in known if other not in seen]


def _spread(people: Sequence[str], offset: float) -> Turns:
    """The people evenly round the ring, in this order, the first at `offset`."""
    return {identity: (offset + place / len(people)) % 1.0 for place, identity in enumerate(people)}


def _settled(people: Sequence[str], found: Turns, near: _Near) -> Turns:
    """A ring in the order of where its people want to stand, turned so that they stand as near to that as they can."""
    wanted = {identity: _mean(near[identity], found, found[identity]) for identity in people}
    ordered = sorted(people, key=lambda identity: (wanted[identity], found[identity], identity))
    gaps = (rect(1.0, tau * (wanted[identity] - place / len(people))) for place, identity in enumerate(ordered))
    total = sum(gaps)
    return _spread(ordered, phase(total) / tau if abs(total) > _FAINT_MEAN else 0.0)


def _mean(known: Sequence[tuple[str, float]], found: Turns, own: float) -> float:
    """The mean direction of the people one knows; one's own where there is none."""
    total = sum((rect(weight, tau * found[other]) for other, weight in known), 0j)
    return phase(total) / tau % 1.0 if abs(total) > _FAINT_MEAN else own


def _stretch(found: Turns, near: _Near) -> float:
    """How far apart people who know each other stand, over all."""
    return sum(
        weight * (1.0 - cos(tau * (found[identity] - found[other])))
        for identity, known in near.items()
        for other, weight in known
    )
