"""Feed: the calm deal. On which day each follow-up lies, how much today holds, and how many wait outside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days, working_day_from
from mdnetwork.feed.choosing import Picked
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import days_late, days_overdue, importance

YEARLY = frozenset({"birthday", "anniversary"})


class Placed(NamedTuple):
    """A follow-up on a day of the calendar."""

    day: date
    picked: Picked


class Deal(NamedTuple):
    """`dealt` lies today (on a weekend of `mon-fri`: on Monday too), by importance; `waiting` found no room."""

    dealt: tuple[Placed, ...]
    fixed: tuple[Placed, ...]
    waiting: int


def deal(picked: Iterable[Picked], settings: FeedSettings, today: date) -> Deal:
    """Lay each follow-up on its day: overdue ones come to today unless pinned, as far as `per_day` leaves room.

    Yearly ones and prepare are not counted. The horizon bounds the days, but not of what comes round every year.
    """
    counted: list[Picked] = []
    fixed: list[Placed] = []
    for each in picked:
        if each.follow_up.kind in YEARLY or each.follow_up.kind == "prepare":
            fixed.append(Placed(_own_day(each, settings, today), each))
        else:
            counted.append(each)
    dealt, others, waiting = _calm(counted, settings, today)
    first, last = add_days(today, -settings.horizon_back), add_days(today, settings.horizon_ahead)
    within = [each for each in (*fixed, *others) if first <= each.day <= last or each.picked.follow_up.kind in YEARLY]
    return Deal(tuple(dealt), tuple(within), waiting)


def _own_day(picked: Picked, settings: FeedSettings, today: date) -> date:
    """A meeting on Monday is prepared on Friday, and on the weekend still, unless that is kept free."""
    rolls = picked.follow_up.kind == "prepare" and settings.overdue == "roll" and settings.days == "all"
    return max(picked.due, today) if rolls else picked.due


def _calm(counted: Iterable[Picked], settings: FeedSettings, today: date) -> tuple[list[Placed], list[Placed], int]:
    """What is dealt, what stays on its own day, and how many wait."""
    rolling = working_day_from(today) if settings.days == "mon-fri" else today
    own: dict[date, list[Picked]] = {today: [], rolling: []}
    overdue: list[Picked] = []
    others: list[Placed] = []
    for each in counted:
        due = each.due
        if due in own:
            own[due].append(each)
        elif due < today and settings.overdue == "roll":
            overdue.append(each)
        else:
            others.append(Placed(due, each))
    dealt: list[Placed] = []
    for day, theirs in own.items():
        held = _held(theirs, overdue if day == rolling else [], settings.per_day, today)
        dealt += [Placed(day, each) for each in held]
    return dealt, others, len(overdue) + sum(map(len, own.values())) - len(dealt)


def _held(own: list[Picked], overdue: list[Picked], per_day: int, today: date) -> list[Picked]:
    """What a day holds: its own first, overdue ones in the rest of the room, but one of them at least."""
    room = min(len(overdue), max(1, per_day - len(own)), per_day)
    return _first(own, today, per_day - room) + _first(overdue, today, room)


def _first(picked: list[Picked], today: date, room: int) -> list[Picked]:
    """As many of the first in order as there is room for. Only kinds that may come into it are put in order."""
    kinds: dict[int, list[Picked]] = {}
    for each in picked:
        kinds.setdefault(importance(each.follow_up.kind), []).append(each)
    first: list[Picked] = []
    for rank in sorted(kinds):
        if len(first) < room:
            first += _in_order(kinds[rank], today)
    return first[:room]


def _in_order(picked: list[Picked], today: date) -> list[Picked]:
    """By importance, then how late against the band, then how long due, then identity."""
    return sorted(
        picked,
        key=lambda each: (
            importance(each.follow_up.kind),
            -days_late(each.follow_up, today),
            -days_overdue(each.follow_up, today),
            each.follow_up.person.id,
            each.uid,
        ),
    )
