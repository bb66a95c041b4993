"""Map: collects who is on the map: each person's ring, connections and tie, and a name that fits its room."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, takewhile
from math import fsum, inf
from typing import NamedTuple

from mdnetwork.dates import Cadence
from mdnetwork.followups.contact_days import ContactDays
from mdnetwork.frozen import short_repr
from mdnetwork.insight.edges import Edges, acquaintances
from mdnetwork.insight.groups import memberships
from mdnetwork.insight.ties import Tie, tie, tie_of
from mdnetwork.model import FollowUpKind, FollowUpOutline, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.text import TURNING

_BANNED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp", "Co", "Cn"})
"""Control characters and lone surrogates, which XML and UTF-8 cannot contain, and characters without a font."""
_BANNED = TURNING.union("\u200e\u200f\u061c\ufeff")
"""Characters that change the text direction, and byte order marks."""
_NARROW = frozenset("fijlrt.,;:'’!|()[]-· ")
_WIDE = frozenset("mwMWQO@—…%")
_EMS = {"narrow": 0.4, "wide": 1.0, "capital": 0.76, "other": 0.64}
"""The widest values of common sans-serif fonts, so that no label is wider than estimated."""
STEPS = 2
"""The default maximum of steps from the person at the centre."""
_UNSIZED = 1e6
"""A size larger than any circle's."""
_YEAR = 365.0
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Chart:
    """The data of a map on one day. `circles` are sorted nearest first; people without one are on the outermost ring.

    For a map around a person, `centre` is that person, and a ring holds the people at that many steps. Dots are
    sorted by ring and name. The identities of a line are in alphabetical order.
    """

    today: date
    me: str
    circles: tuple[str, ...]
    dots: tuple[Dot, ...]
    lines: tuple[MapLine, ...]
    centre: Dot | None = None

    __repr__ = short_repr("today", "people")

    @property
    def people(self) -> int:
        """The number of people on the map, without the user."""
        return len(self.dots) + (self.centre is not None)


@dataclass(frozen=True, slots=True)
class Dot:
    """A person on the map. `ring` counts from 0 at the centre; `circle` is an index in the chart's circles.

    `due` is the date of the most urgent due follow-up, `kinds` are the kinds of all due follow-ups. An undated
    follow-up only has a kind.
    """

    id: str
    name: str
    ring: int
    circle: int | None
    org: str
    tie: Tie
    due: date | None = None
    kinds: tuple[FollowUpKind, ...] = ()
    groups: tuple[str, ...] = ()
    """The titles of the groups they are in."""

    __repr__ = short_repr("name", "ring")

    @property
    def is_due(self) -> bool:
        """Whether something is due, which the map shows as a ring around the dot."""
        return bool(self.kinds)


class MapLine(NamedTuple):
    """Two people who know each other according to the notes: the number of lines, and the latest date."""

    one: str
    other: str
    lines: int
    last: date | None


class MapRequest(NamedTuple):
    """What to draw. `only` are identities (None is everybody); `around` is the one at the centre (None is the user)."""

    around: str | None = None
    steps: int = STEPS
    private: bool = False
    only: AbstractSet[str] | None = None


def chart(  # noqa: PLR0917  what is known, as `Answers.chart` has it
    directory: People,
    due: Iterable[FollowUpOutline],
    today: date,
    sizes: Sequence[tuple[str, float]] = (),
    asked: MapRequest | None = None,
    met: Mapping[str, ContactDays] | None = None,
) -> Chart:
    """The chart of a network. `due` are the due follow-ups; `sizes` order the circles, smallest first.

    `met` are the days of contact with everybody on it, by identity; without them they are those of the histories.
    It leaves out people who died or want no contact, and private people unless requested. If the person `around`
    may not be named, the chart is empty.
    """
    asked = asked or MapRequest()
    privacy = PrivacyFilter(directory, "map", private=asked.private)
    people = {person.id: person for person in privacy.nameable}
    known = acquaintances(directory, privacy)
    away = _away(known, asked) if asked.around in people else {}
    if asked.around is not None:
        people = {identity: people[identity] for identity in away}
    kept = {each: people[each] for each in people if asked.only is None or each in asked.only or each == asked.around}
    ties = {who: tie_of(met[who], today) if met is not None else tie(directory.identities[who], today) for who in kept}
    circles = nearest_first(kept.values(), sizes, ties)
    dots = [
        each if privacy.may_show(each.org) else replace(each, org="")
        for each in _dots(kept, circles, _due(due), ties, away)
    ]
    theirs: dict[str, list[str]] = defaultdict(list)
    for group in memberships(directory, privacy, today):
        for member in group.members:
            theirs[member.person.id].append(cleaned(group.note.title))
    dots = [replace(each, groups=tuple(theirs[each.id])) if each.id in theirs else each for each in dots]
    me = directory.profile.name if directory.profile else ""
    return Chart(
        today,
        cleaned(me),
        tuple(circles.values()),
        tuple(each for each in dots if each.id != asked.around),
        tuple(_line(pair, known) for pair in known.pairs if pair[0] in kept and pair[1] in kept),
        next((each for each in dots if each.id == asked.around), None),
    )


def _away(known: Edges, asked: MapRequest) -> dict[str, int]:
    """The number of steps from the person at the centre to everybody within reach."""
    away = {asked.around or "": 0}
    front = list(away)
    for step in range(1, asked.steps + 1):
        front = list(dict.fromkeys(other for each in front for other in known.neighbours[each] if other not in away))
        away |= dict.fromkeys(front, step)
    return away


def _due(follow_ups: Iterable[FollowUpOutline]) -> dict[str, list[FollowUpOutline]]:
    found: dict[str, list[FollowUpOutline]] = {}
    for each in follow_ups:
        found.setdefault(each.identity, []).append(each)
    return found


def _dots(
    kept: Mapping[str, Person],
    circles: Mapping[str, str],
    due: Mapping[str, list[FollowUpOutline]],
    ties: Mapping[str, Tie],
    away: Mapping[str, int],
) -> list[Dot]:
    places = {folded: place for place, folded in enumerate(circles)}
    dots = []
    for identity, person in kept.items():
        theirs = due.get(identity, ())
        circle = places.get(fold(person.circle or ""))
        dots.append(
            Dot(
                identity,
                cleaned(person.name) or "?",
                away[identity] - 1 if away else len(circles) if circle is None else circle,
                circle,
                cleaned(person.org or ""),
                ties[identity],
                min((each.due for each in theirs if each.due is not None), default=None),
                tuple(dict.fromkeys(each.kind for each in theirs)),
            )
        )
    return sorted(dots, key=lambda dot: (dot.ring, fold(dot.name), dot.id))


def _line(pair: tuple[str, str], known: Edges) -> MapLine:
    lines = known.pairs[pair]
    return MapLine(*pair, len(lines), max((each.date for each in lines if each.date is not None), default=None))


def nearest_first(
    people: Iterable[Person], sizes: Sequence[tuple[str, float]], ties: Mapping[str, Tie]
) -> dict[str, str]:
    """The circles of these people, nearest first: the folded name and its most frequent spelling.

    Circles in `sizes` (see `nearness`) come first, smallest first; a number in a circle's name is its size ("15").
    The others follow by the mean strength of their ties, strongest first, then by name.
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    strengths: dict[str, list[float]] = defaultdict(list)
    for person in people:
        name = person.circle or ""
        folded = fold(name)
        if folded:
            spelt[folded][cleaned(name)] += 1
            strengths[folded].append(ties[person.id].strength)
    wanted = {fold(name): size for name, size in reversed(sizes)}

    def order(folded: str) -> tuple[float, float, str]:
        number = _NUMBER.search(folded)
        size = wanted.get(folded, float(number.group()) if number else inf)
        return size, -fsum(strengths[folded]) / len(strengths[folded]), folded

    return {
        folded: min(spelt[folded], key=lambda name: (-spelt[folded][name], name)) for folded in sorted(spelt, key=order)
    }


def nearness(sizes: Iterable[tuple[str, int]], cadences: Iterable[tuple[str, Cadence]]) -> list[tuple[str, float]]:
    """The circles of the settings with a rank, nearest first: by size, then those without a size by cadence."""
    return [*sizes, *((name, _UNSIZED + _days(cadence)) for name, cadence in cadences)]


def _days(cadence: Cadence) -> float:
    if cadence.never:
        return _UNSIZED
    return _YEAR * cadence.every if cadence.month else cadence.due.months * _YEAR / 12 + cadence.due.days


def cleaned(text: str) -> str:
    """The text on one line, without control characters and direction characters."""
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char for char in text if char.isspace() or _may_stay(char))
    return " ".join(text.split())


def _may_stay(char: str) -> bool:
    return char not in _BANNED and unicodedata.category(char) not in _BANNED_CATEGORIES


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much as fits into `room` with an ellipsis."""
    if _fitting(text, room, size) == len(text):
        return text
    return f"{text[: _fitting(text, room - width('…', size), size)].rstrip()}…"


def broken(name: str, room: float, size: float) -> tuple[str, ...]:
    """A name in one line, or in two with the second one shortened if necessary."""
    fitting = _fitting(name, room, size)
    if fitting == len(name):
        return (name,)
    first = name.rfind(" ", 0, fitting + 1)
    if first < 1:
        return (shortened(name, room, size),)
    return name[:first], shortened(name[first + 1 :], room, size)


@lru_cache(1024)
def width(text: str, size: float) -> float:
    """The maximum width of the text, in the unit of `size`, its font size."""
    return size * sum(map(_width_of, text))


def _fitting(text: str, room: float, size: float) -> int:
    """The number of first characters that fit. Stops early, so a huge name costs nothing."""
    widths = accumulate(size * _width_of(char) for char in text)
    return sum(1 for _ in takewhile(lambda wide: wide <= room, widths))


@lru_cache(1024)
def _width_of(char: str) -> float:
    if char in _NARROW:
        return _EMS["narrow"]
    if char in _WIDE or unicodedata.east_asian_width(char) in "WF":
        return _EMS["wide"]
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _EMS["capital"] if char.isupper() else _EMS["other"]
