"""Feed: the calm deal. On which day each follow-up lies, how much today holds, and how many wait outside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days, working_day_from
from mdnetwork.feed.choosing import Picked
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import days_late, days_overdue, importance
from mdnetwork.ordered import Ordered

YEARLY = frozenset({"birthday", "anniversary"})
_UNCOUNTED = YEARLY | {"prepare"}


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
    return Deck(picked, settings, today).deal()


class Deck:
    """What is dealt; more may come, and some may go. `fixed` are those that lie on a day of their own, by UID."""

    def __init__(self, picked: Iterable[Picked], settings: FeedSettings, today: date) -> None:
        self._settings, self._today = settings, today
        self._first, self._last = add_days(today, -settings.horizon_back), add_days(today, settings.horizon_ahead)
        self._rolling = working_day_from(today) if settings.days == "mon-fri" else today
        self._own = {day: Ordered(self._place) for day in (today, self._rolling)}
        self._overdue = Ordered(self._place)
        self.fixed: dict[str, Placed] = {}
        for each in picked:
            self.put(each)

    def put(self, picked: Picked) -> None:
        """One more."""
        pile = self._pile(picked)
        if pile is not None:
            pile.put(picked)
            return
        day = self._own_day(picked)
        if self._first <= day <= self._last or picked.follow_up.kind in YEARLY:
            self.fixed[picked.uid] = Placed(day, picked)

    def take(self, picked: Picked) -> None:
        """One less."""
        pile = self._pile(picked)
        if pile is not None:
            pile.take(picked)
        else:
            self.fixed.pop(picked.uid, None)

    def deal(self) -> Deal:
        """What today holds, and all that is fixed."""
        dealt: list[Placed] = []
        for day, own in self._own.items():
            held = self._held(own.all(), self._overdue.all() if day == self._rolling else [])
            dealt += [Placed(day, each) for each in held]
        counted = len(self._overdue) + sum(map(len, self._own.values()))
        return Deal(tuple(dealt), tuple(self.fixed.values()), counted - len(dealt))

    def _held(self, own: list[Picked], overdue: list[Picked]) -> list[Picked]:
        """What a day holds: its own first, overdue ones in the rest of the room, but one of them at least."""
        per_day = self._settings.per_day
        room = min(len(overdue), max(1, per_day - len(own)), per_day)
        return own[: per_day - room] + overdue[:room]

    def _pile(self, picked: Picked) -> Ordered[Picked] | None:
        """Where it waits for its turn; None where it is fixed."""
        if picked.follow_up.kind in _UNCOUNTED:
            return None
        due = picked.due
        if due in self._own:
            return self._own[due]
        return self._overdue if due < self._today and self._settings.overdue == "roll" else None

    def _own_day(self, picked: Picked) -> date:
        """A meeting on Monday is prepared on Friday, and on the weekend still, unless that is kept free."""
        settings = self._settings
        rolls = picked.follow_up.kind == "prepare" and settings.overdue == "roll" and settings.days == "all"
        return max(picked.due, self._today) if rolls else picked.due

    def _place(self, picked: Picked) -> tuple[int, int, int, str, str]:
        """By importance, then how late against the band, then how long due, then identity."""
        found, today = picked.follow_up, self._today
        late, overdue = days_late(found, today), days_overdue(found, today)
        return importance(found.kind), -late, -overdue, found.person.id, picked.uid
