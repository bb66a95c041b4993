"""Map: the positions of people, on rings of seats around the centre that do not touch.

The unit is a cell: the room for one person, wider than high because names are. Measured in cells the rings are circles,
and two seats do not touch if they are one cell apart in either direction.
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
"""Up to this many people, each has a full-size cell."""
NAMED = 100
"""Up to this many people, all names are shown, and cells are large enough for that."""
WIDEST, NARROWEST = 112.0, 34.0
"""The width of a cell, in pixels, for few and for many people."""
SHAPE = 1.6
"""The ratio of a cell's width to its height, and so of the whole picture: a screen's."""
_SIDES = 1.12
"""The length of a seat along a ring, in cells: a chord is shorter than its arc."""
_ROW_GAP_NAMED, _ROW_GAP = 1.42, 1.08
"""The distance of rows, in cells: the diagonal of a cell with names below all dots, else enough to separate dots."""
_NAME = 75.0
"""Pixels for each person on the inner rings of a large map, so that there is room for names."""
_ALONE = 8
"""Up to this many people sit in one row."""
_FIRST, _FIRST_PIXELS = 1.35, 58.0
"""The distance from the centre to the first row, in cells, and its minimum in pixels above and below."""
_TITLE = 13.0
"""Pixels between two rings, for the name of the outer one."""
_FAINT = 1e-9
_FINE = 720
"""The number of steps for measuring a ring."""
_SMALLEST = 2.6
"""The radius of the smallest dot, in pixels."""
_LARGEST_NAMED, _LARGEST = 0.17, 0.26
"""The radius of the largest dot, relative to the height of a cell, with a name in the cell and without."""
_RAISED = 13.0
"""Pixels that dots are above the middle of their cell if names are below them."""
_MEASURED = tuple(accumulate(max(abs(cos(tau * n / _FINE)), abs(sin(tau * n / _FINE))) for n in range(_FINE)))
_LENGTH = _MEASURED[-1] * tau / _FINE
"""The length of a ring of radius 1 in that direction: 4 times the square root of 2."""
ROUNDS = 24
"""After this many rounds little changes."""
MANY = 2000
"""For more dots a third of the rounds is enough: the first rounds do most, and nobody looks for a single dot."""
COLLEAGUES = 0.3
"""The weight of a common organisation, which draws no line but places people side by side."""
_FAINT_MEAN = 1e-9
"""A mean direction shorter than this is undefined."""
Turns = dict[str, float]
"""Positions on the ring by identity: from 0 to 1, clockwise, from the right."""
_Near = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Seat:
    """The position of a person: the centre of the dot, in pixels from the centre, and its radius. y grows downwards.

    The area of a dot grows with the strength of the tie.
    """

    dot: Dot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Band:
    """The outline of a ring: half its width and height, in pixels, and its number of people."""

    ring: int
    across: float
    down: float
    people: int


@dataclass(frozen=True, slots=True)
class Seating:
    """All seats, and the outlines of the rings, nearest first. `cell` is the width and height of a cell in pixels."""

    seats: tuple[Seat, ...]
    bands: tuple[Band, ...]
    cell: tuple[float, float]
    names_all: bool


def seating(chart: Chart) -> Seating:
    """A seat for everybody on the chart except the person at the centre. The result is deterministic."""
    people = len(chart.dots)
    across = WIDEST if people <= ROOMY else max(NARROWEST, WIDEST * (ROOMY / people) ** 0.4)
    cell = across, across / SHAPE
    rings: dict[int, list[Dot]] = defaultdict(list)
    for dot in chart.dots:
        rings[dot.ring].append(dot)
    step = _ROW_GAP_NAMED if people <= NAMED else _ROW_GAP
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
    """The rows of a ring: the distance from the centre, and the number of people, in proportion to the room."""
    radius = max(radius, min(people, _ALONE) * _SIDES * ease / _LENGTH)
    rooms: list[int] = []
    radii: list[float] = []
    while sum(rooms) < people:
        radii.append(radius + len(radii) * step * ease)
        rooms.append(_room(radii[-1], ease))
    upto = [min(people, floor(people * total / sum(rooms) + 0.5)) for total in accumulate(rooms)]
    return [(each, now - before) for each, before, now in zip(radii, (0, *upto), upto, strict=False)]


def _room(radius: float, ease: float) -> int:
    """The number of seats in a row: its length, measured in the direction that separates seats."""
    return floor(radius * _LENGTH / (_SIDES * ease) + _FAINT)


def _seated(
    people: Sequence[Dot], rows: Sequence[tuple[float, int]], turn: Mapping[str, float], cell: tuple[float, float]
) -> Iterator[tuple[Dot, float, float]]:
    """The people of a ring with their positions: in order around the ring, distributed evenly over the rows."""
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
    """The radius of a dot, in pixels: from smallest to largest with the square root of the tie's strength."""
    return round(_SMALLEST + (largest - _SMALLEST) * sqrt(dot.tie.strength), 1)


def _angle(turn: float) -> float:
    """The angle at this fraction of a ring's length."""
    wanted = turn * _MEASURED[-1]
    place = bisect_left(_MEASURED, wanted)
    before = _MEASURED[place - 1] if place else 0.0
    return tau * (place + (wanted - before) / (_MEASURED[place] - before)) / _FINE


def turns(dots: Sequence[Dot], lines: Iterable[MapLine]) -> Turns:
    """The turn of each dot, evenly spaced on each ring. A round takes linear time in dots and lines."""
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
        for name in filter(None, (dot.org, *dot.groups)):
            orgs[name.casefold()].append(dot.id)
    for line in lines:
        if line.one in near and line.other in near:
            weight = 1.0 + min(line.lines, 9) / 3
            near[line.one].append((line.other, weight))
            near[line.other].append((line.one, weight))
    for people in orgs.values():
        for one, other in pairwise(people):
            near[one].append((other, COLLEAGUES))
            near[other].append((one, COLLEAGUES))
    return near


def _walk(near: _Near) -> Iterable[str]:
    """Everybody, each followed by their acquaintances, so that groups of the network stay together."""
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
    """The people evenly around the ring, in this order, the first one at `offset`."""
    return {identity: (offset + place / len(people)) % 1.0 for place, identity in enumerate(people)}


def _settled(people: Sequence[str], found: Turns, near: _Near) -> Turns:
    """A ring sorted by where its people want to be, and rotated to bring them as close to that as possible."""
    beside = {other for identity in people for other, _ in near[identity]}
    towards = {other: rect(1.0, tau * found[other]) for other in beside}
    wanted = {identity: _mean(near[identity], towards, found[identity]) for identity in people}
    ordered = sorted(people, key=lambda identity: (wanted[identity], found[identity], identity))
    gaps = [rect(1.0, tau * (wanted[identity] - place / len(people))) for place, identity in enumerate(ordered)]
    total = sum(gaps)
    return _spread(ordered, phase(total) / tau if abs(total) > _FAINT_MEAN else 0.0)


def _mean(known: Sequence[tuple[str, float]], towards: Mapping[str, complex], own: float) -> float:
    """The mean direction of a person's acquaintances; their own if undefined."""
    total = sum([weight * towards[other] for other, weight in known], 0j)
    return phase(total) / tau % 1.0 if abs(total) > _FAINT_MEAN else own


def _stretch(found: Turns, near: _Near) -> float:
    """The total distance between people who know each other."""
    return sum(
        [
            weight * (1.0 - cos(tau * (at - found[other])))
            for identity, known in near.items()
            for at in (found[identity],)
            for other, weight in known
        ]
    )
