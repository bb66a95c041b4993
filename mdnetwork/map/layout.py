"""Map: places everything on the picture: rings with their names, dots, lines and people's names.

No name covers another name or a dot that matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import cos, radians, sin
from typing import NamedTuple

from mdnetwork.i18n import Texts
from mdnetwork.map.chart import Chart, MapLine, broken, shortened, width
from mdnetwork.map.seats import Band, Seat, Seating, seating

LETTERS = 12.0
"""The height of letters, in pixels."""
LINE = 13.0
"""The distance between lines."""
LONGEST = 130.0
"""The maximum width of a name, in pixels, if not everybody is named."""
RING = 4.0
"""Pixels from a dot to the outside of the ring that marks it as due."""
MOST = 90
"""The maximum number of names, if not everybody is named."""
_AIR = 2.0
_COVERED, _COVERED_DUE = 1, 4
"""The number of other dots that a name may cover, for somebody not due and for somebody due."""
_NEVER = 100
"""The weight of things that no name may cover."""
_SQUARE = 64.0
TITLE_LETTERS = 13.0
"""The height of the letters of a ring's name, in pixels."""
LONGEST_TITLE = 200.0
"""The maximum width of a circle's name, in pixels."""
_ANGLES = (0, *(side * angle for angle in range(6, 180, 6) for side in (1, -1)))
"""Angles from the top at which to try a name."""
MOST_LINES = 400
"""The maximum number of lines, which would hide what they show. The most frequent ones are drawn."""
MIDDLE = 12.0
"""The radius of the dot at the centre, in pixels."""
LONGEST_MIDDLE = 160.0
"""The maximum width of the name at the centre, in pixels."""
_EDGE = 26.0
"""The margin of the picture, in pixels."""
_BENT = 0.85
"""How far a line between two people keeps from the centre. 1 is straight."""


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


class Label(NamedTuple):
    """A name in one or more lines, centred at `x`. The first baseline is at `y`."""

    seat: Seat
    lines: tuple[str, ...]
    x: float
    y: float
    box: Box


class Title(NamedTuple):
    """The name of a ring, centred at `x`."""

    text: str
    x: float
    y: float
    box: Box


class Curve(NamedTuple):
    """A line between two people, bent towards the centre. `width`, in pixels, grows with the number of note lines."""

    line: MapLine
    begin: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    width: float


class Box(NamedTuple):
    """A rectangle, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def plan(chart: Chart, texts: Texts) -> MapLayout:
    """The positions of everything."""
    seated = seating(chart)
    middle = shortened(chart.centre.name if chart.centre else chart.me or texts.say("you"), LONGEST_MIDDLE, LETTERS)
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


def labels(seated: Seating, taken: Iterable[Box]) -> list[Label]:
    """The names to write: everybody's for few people, else the most important ones that fit.

    Due people are the most important, then near ones, then strong ties. `taken` are boxes to keep free.
    """
    if seated.names_all:
        return [_below(seat, broken(seat.dot.name, seated.cell[0] - 2 * _AIR, LETTERS)) for seat in seated.seats]
    plane = _Plane()
    for box in taken:
        plane.put(box, _NEVER)
    for seat in seated.seats:
        plane.put(around(seat), _NEVER if seat.dot.is_due else 1)
    return list(islice(_fitting(seated.seats, plane), MOST))


def _fitting(seats: Iterable[Seat], plane: _Plane) -> Iterator[Label]:
    """The names that fit, most important first. Each takes up space."""
    for seat in sorted(seats, key=_matters):
        least = (_COVERED_DUE if seat.dot.is_due else _COVERED) + 1
        best: Label | None = None
        for label in _around_dot(seat, (shortened(seat.dot.name, LONGEST, LETTERS),)):
            covered = plane.covered(label.box, least)
            if covered < least:
                best, least = label, covered
        if best is not None:
            plane.put(best.box, _NEVER)
            yield best


def _matters(seat: Seat) -> tuple[bool, int, float, str]:
    return not seat.dot.is_due, seat.dot.ring, -seat.dot.tie.strength, seat.dot.id


def around(seat: Seat) -> Box:
    """The box of a dot, with its ring if it is due."""
    reach = seat.radius + RING
    return Box(seat.x - reach, seat.y - reach, seat.x + reach, seat.y + reach)


def _below(seat: Seat, lines: tuple[str, ...]) -> Label:
    return _placed(seat, lines, seat.x, seat.y + seat.radius + RING + LETTERS)


def _around_dot(seat: Seat, lines: tuple[str, ...]) -> Sequence[Label]:
    """The label below, above, right and left of the dot."""
    reach = seat.radius + RING
    aside = reach + max(width(line, LETTERS) for line in lines) / 2 + _AIR
    level = seat.y + LETTERS / 3
    return (
        _below(seat, lines),
        _placed(seat, lines, seat.x, seat.y - reach - LETTERS / 4),
        _placed(seat, lines, seat.x + aside, level),
        _placed(seat, lines, seat.x - aside, level),
    )


def _placed(seat: Seat, lines: tuple[str, ...], x: float, y: float) -> Label:
    half = max(width(line, LETTERS) for line in lines) / 2
    box = Box(x - half, y - LETTERS * 0.85, x + half, y + LINE * (len(lines) - 1) + LETTERS * 0.25)
    return Label(seat, lines, round(x, 1), round(y, 1), box)


class _Plane:
    """Boxes in a grid of squares, so that few have to be compared."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Box, int]]] = defaultdict(list)

    def put(self, box: Box, weight: int) -> None:
        for square in _squares(box):
            self._squares[square].append((box, weight))

    def covered(self, box: Box, enough: int) -> int:
        """The total weight of everything the box would cover. Counting stops at `enough`."""
        left, top, right, bottom = box
        seen: set[tuple[Box, int]] = set()
        total = 0
        for square in _squares(box):
            for each in self._squares.get(square, ()):
                (west, north, east, south), weight = each
                if left < east and west < right and top < south and north < bottom and each not in seen:
                    seen.add(each)
                    total += weight
                    if total >= enough:
                        return total
        return total


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box.left // _SQUARE), int(box.right // _SQUARE) + 1):
        for down in range(int(box.top // _SQUARE), int(box.bottom // _SQUARE) + 1):
            yield across, down


def titles(chart: Chart, seated: Seating, written: Iterable[Label], texts: Texts) -> Iterator[Title]:
    """The names of the rings, at the top if there is no free space. `written` are the names already placed."""
    taken = [*map(around, seated.seats), *(label.box for label in written)]
    for band in seated.bands:
        name = ring_name(chart, band.ring, texts)
        text = texts.count("{circle}: {n} person", "{circle}: {n} people", band.people, circle=name)
        tried = [_title(text, band, angle) for angle in _ANGLES]
        free = (title for title in tried if not any(title.box.meets(box) for box in taken))
        found = next(free, tried[0])
        taken.append(found.box)
        yield found


def ring_name(chart: Chart, ring: int, texts: Texts) -> str:
    """The name of a ring: its circle, or its number of steps around a person."""
    if chart.centre:
        return texts.count("{n} step away", "{n} steps away", ring + 1)
    if ring == len(chart.circles):
        return texts.say("no circle")
    return shortened(chart.circles[ring], LONGEST_TITLE, TITLE_LETTERS)


def _title(text: str, band: Band, angle: float) -> Title:
    x, middle = band.across * sin(radians(angle)), -band.down * cos(radians(angle))
    half, base = width(text, TITLE_LETTERS) / 2, middle + TITLE_LETTERS / 3
    box = Box(x - half, base - TITLE_LETTERS * 0.85, x + half, base + TITLE_LETTERS * 0.25)
    return Title(text, round(x, 1), round(base, 1), box)


def _curves(chart: Chart, seats: Sequence[Seat]) -> Iterator[Curve]:
    """The lines to draw, most frequent last, so that they are on top."""
    at = {seat.dot.id: (seat.x, seat.y) for seat in seats}
    if chart.centre:
        at[chart.centre.id] = (0.0, 0.0)
    drawn = sorted(chart.lines, key=lambda line: (-line.lines, line.one, line.other))[:MOST_LINES]
    for line in reversed(drawn):
        begin, end = at[line.one], at[line.other]
        bend = tuple(round((one + other) / 2 * _BENT, 1) for one, other in zip(begin, end, strict=True))
        yield Curve(line, begin, (bend[0], bend[1]), end, round(0.6 + min(line.lines, 12) ** 0.5 * 0.6, 2))
