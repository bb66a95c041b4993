"""Feed: which follow-ups a feed tells of (kinds, tags, circles), each of them once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.dates import add_days, working_day_from
from mdnetwork.followups import days_late, days_overdue, importance, uid
from mdnetwork.kinds import KIND, KINDS
from mdnetwork.model import FollowUp, Person, Problem
from mdnetwork.names import fold
from mdnetwork.ordered import SortedList


class FeedItem(NamedTuple):
    """A follow-up of the feed with its UID. It has a date, and is not superseded."""

    uid: str
    follow_up: FollowUp

    @property
    def due(self) -> date:
        """The day it is due."""
        return self.follow_up.due or date.max


def choose(follow_ups: Iterable[FollowUp], settings: FeedSettings) -> tuple[list[FeedItem], list[Problem]]:
    """The follow-ups that the feed tells of, and a problem for each that bears the UID of another.

    Of several with one UID the first by date stays: Radicale refuses a feed with both, and khal drops one.
    """
    choice = Choice(settings)
    return told_once(FeedItem(uid(each), each) for each in follow_ups if choice.takes(each))


def told_once(picked: Iterable[FeedItem]) -> tuple[list[FeedItem], list[Problem]]:
    """As `choose`, when it is known what the feed takes."""
    chosen: dict[str, FeedItem] = {}
    problems: list[Problem] = []
    for new in picked:
        old = chosen.setdefault(new.uid, new)
        if old is not new:
            first, second = sorted((old, new), key=lambda each: (each.due, repr(each.follow_up)))
            chosen[new.uid] = first
            problems.append(_doubled(first.follow_up, second.follow_up))
    return list(chosen.values()), problems


class Choice:
    """The settings' choice, its names folded once. As in Obsidian, who has the tag `work/acme` has the tag `work`."""

    def __init__(self, settings: FeedSettings) -> None:
        self._kinds = frozenset(settings.kinds)
        self._tags = tuple(f"{fold(tag.lstrip('#')).rstrip('/')}/" for tag in settings.tags)
        self._circles = frozenset(fold(circle) for circle in settings.circles)

    def takes(self, found: FollowUp) -> bool:
        """Whether the feed tells of this follow-up."""
        if found.superseded or found.due is None or not self._takes_kind(found):
            return False
        people = found.people if KIND[found.kind].about_several and found.people else (found.person,)
        return any(self._takes_person(person) for person in people)

    def _takes_kind(self, found: FollowUp) -> bool:
        return found.kind in self._kinds if self._kinds else KIND[found.kind].in_every_feed

    def _takes_person(self, person: Person) -> bool:
        if self._circles and fold(person.circle or "") not in self._circles:
            return False
        return not self._tags or any(f"{fold(tag.lstrip('#'))}/".startswith(self._tags) for tag in person.tags)


def _doubled(kept: FollowUp, dropped: FollowUp) -> Problem:
    line = dropped.evidence[0].line if dropped.evidence else 0
    other = kept.path or kept.person.path
    message = (
        f"This {dropped.kind} of {dropped.person.name} has the same identity as one in {other}: "
        "the calendar shows one of them. Give one of the notes a uid of its own, or reword one of the lines."
    )
    return Problem(dropped.path or dropped.person.path, line, "FEED-EVENT", message, "warning")


YEARLY = frozenset(kind.name for kind in KINDS if kind.yearly)
_UNCOUNTED = YEARLY | {kind.name for kind in KINDS if not kind.can_be_done}


class ScheduledItem(NamedTuple):
    """A follow-up on a day of the calendar."""

    day: date
    picked: FeedItem


class ScheduledDay(NamedTuple):
    """`dealt` lies today (on a weekend of `mon-fri`: on Monday too), by importance; `waiting` found no room."""

    dealt: tuple[ScheduledItem, ...]
    fixed: tuple[ScheduledItem, ...]
    waiting: int


def deal(picked: Iterable[FeedItem], settings: FeedSettings, today: date) -> ScheduledDay:
    """Lay each follow-up on its day: overdue ones come to today unless pinned, as far as `per_day` leaves room.

    Yearly ones and prepare are not counted. The horizon bounds the days, but not of what comes round every year.
    """
    return Schedule(picked, settings, today).deal()


class Schedule:
    """What is dealt; more may come, and some may go. `fixed` are those that lie on a day of their own, by UID."""

    def __init__(self, picked: Iterable[FeedItem], settings: FeedSettings, today: date) -> None:
        self._settings, self._today = settings, today
        self._first, self._last = add_days(today, -settings.horizon_back), add_days(today, settings.horizon_ahead)
        self._rolling = working_day_from(today) if settings.days == "mon-fri" else today
        self._own = {day: SortedList(self._place) for day in (today, self._rolling)}
        self._overdue = SortedList(self._place)
        self.fixed: dict[str, ScheduledItem] = {}
        for each in picked:
            self.put(each)

    def put(self, picked: FeedItem) -> None:
        """One more."""
        pile = self._pile(picked)
        if pile is not None:
            pile.put(picked)
            return
        day = self._own_day(picked)
        if self._first <= day <= self._last or picked.follow_up.kind in YEARLY:
            self.fixed[picked.uid] = ScheduledItem(day, picked)

    def take(self, picked: FeedItem) -> None:
        """One less."""
        pile = self._pile(picked)
        if pile is not None:
            pile.take(picked)
        else:
            self.fixed.pop(picked.uid, None)

    def deal(self) -> ScheduledDay:
        """What today holds, and all that is fixed."""
        dealt: list[ScheduledItem] = []
        for day, own in self._own.items():
            held = self._held(own.all(), self._overdue.all() if day == self._rolling else [])
            dealt += [ScheduledItem(day, each) for each in held]
        counted = len(self._overdue) + sum(map(len, self._own.values()))
        return ScheduledDay(tuple(dealt), tuple(self.fixed.values()), counted - len(dealt))

    def _held(self, own: list[FeedItem], overdue: list[FeedItem]) -> list[FeedItem]:
        """What a day holds: its own first, overdue ones in the rest of the room, but one of them at least."""
        per_day = self._settings.per_day
        room = min(len(overdue), max(1, per_day - len(own)), per_day)
        return own[: per_day - room] + overdue[:room]

    def _pile(self, picked: FeedItem) -> SortedList[FeedItem] | None:
        """Where it waits for its turn; None where it is fixed."""
        if picked.follow_up.kind in _UNCOUNTED:
            return None
        due = picked.due
        if due in self._own:
            return self._own[due]
        return self._overdue if due < self._today and self._settings.overdue == "roll" else None

    def _own_day(self, picked: FeedItem) -> date:
        """A meeting on Monday is prepared on Friday, and on the weekend still, unless that is kept free."""
        settings = self._settings
        rolls = picked.follow_up.kind == "prepare" and settings.overdue == "roll" and settings.days == "all"
        return max(picked.due, self._today) if rolls else picked.due

    def _place(self, picked: FeedItem) -> tuple[int, int, int, str, str]:
        """By importance, then how late against the band, then how long due, then identity."""
        found, today = picked.follow_up, self._today
        late, overdue = days_late(found, today), days_overdue(found, today)
        return importance(found.kind), -late, -overdue, found.person.id, picked.uid
