"""Mapping: at which turn of its ring everybody stands, so that people who know each other stand near each other.

A barycentre heuristic, as for layered drawings (Sugiyama, Tagawa & Toda 1981), on rings: again and again everybody
goes where the people whom they know are on average, and the ring spreads them evenly. The best round is kept.
"""

from __future__ import annotations

from cmath import phase, rect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import cos, tau

from mdnetwork.mapping.chart import Dot, Line

ROUNDS = 24
"""After so many rounds little moves."""
MANY = 2000
"""Of more dots a third of the rounds must do: most of the way is made in the first, and nobody finds one dot by eye."""
COLLEAGUES = 0.3
"""How much it weighs to be of one organisation: it draws no line, and puts people side by side."""
_FAINT = 1e-9
"""A mean direction shorter than this is none."""

Turns = dict[str, float]
"""Where on the ring, by identity: from 0 to 1, clockwise, from the right."""
_Near = Mapping[str, Sequence[tuple[str, float]]]


def turns(dots: Sequence[Dot], lines: Iterable[Line]) -> Turns:
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


def _near(dots: Sequence[Dot], lines: Iterable[Line]) -> _Near:
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
    return _spread(ordered, phase(total) / tau if abs(total) > _FAINT else 0.0)


def _mean(known: Sequence[tuple[str, float]], found: Turns, own: float) -> float:
    """The mean direction of the people one knows; one's own where there is none."""
    total = sum((rect(weight, tau * found[other]) for other, weight in known), 0j)
    return phase(total) / tau % 1.0 if abs(total) > _FAINT else own


def _stretch(found: Turns, near: _Near) -> float:
    """How far apart people who know each other stand, over all."""
    return sum(
        weight * (1.0 - cos(tau * (found[identity] - found[other])))
        for identity, known in near.items()
        for other, weight in known
    )
