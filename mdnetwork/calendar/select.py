"""The settings of a feed, and what they select: follow-ups by kind, tag and circle, each on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from mdnetwork.dates import add_days, working_day_from
from mdnetwork.followups import days_late, days_overdue, importance
from mdnetwork.frozen import dataclass
from mdnetwork.kinds import KIND, KINDS
from mdnetwork.lazy import lazy
from mdnetwork.model import Detail, FollowUp, FollowUpKind, Person, Problem
from mdnetwork.names import fold
from mdnetwork.ordered import SortedList

if TYPE_CHECKING:
    from mdnetwork.followups import identity
else:  # the settings of a feed are part of every vault's
    identity = lazy("mdnetwork.followups.identity")

Overdue = Literal["roll", "pin"]
Days = Literal["all", "mon-fri"]
Style = Literal["events", "digest"]
Details = Literal["reason", "full"]
YEARLY = frozenset(kind.name for kind in KINDS if kind.yearly)
_UNCOUNTED = YEARLY | {kind.name for kind in KINDS if not kind.can_be_done}


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One calendar feed. Empty `kinds` means all kinds but dormant; empty `tags` and `circles` mean everybody."""

    name: str = "Follow-ups"
    kinds: tuple[FollowUpKind, ...] = ()
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    language: str = "en"
    per_day: int = 5
    overdue: Overdue = "roll"
    days: Days = "all"
    style: Style = "events"
    details: Details = "reason"
    privacy: Detail = "full"
    horizon_back: int = 90
    """Days before today that the feed includes."""
    horizon_ahead: int = 365
    """Days after today that the feed includes."""
    vault_name: str = ""
    todo: bool = False
    """Write VTODOs instead of VEVENTs."""
    alarm: int | None = None
    """The hour of the day (0-23) of a VALARM; None for no alarm."""
    source: str = ""
    """The feed's own URL, if known."""


class FeedItem(NamedTuple):
    """A follow-up in the feed with its UID. It has a date and is not superseded."""

    uid: str
    follow_up: FollowUp

    @property
    def due(self) -> date:
        """The due date."""
        return self.follow_up.due or date.max


def choose(follow_ups: Iterable[FollowUp], settings: FeedSettings) -> tuple[list[FeedItem], list[Problem]]:
    """The follow-ups in the feed, and a problem for each duplicate UID.

    Of several with one UID the earliest stays: Radicale refuses a feed with both, and khal drops one.
    """
    choice = Choice(settings)
    return without_duplicates(FeedItem(identity.uid(each), each) for each in follow_ups if choice.includes(each))


def without_duplicates(items: Iterable[FeedItem]) -> tuple[list[FeedItem], list[Problem]]:
    """Removes duplicate UIDs from selected items, as `choose` does."""
    chosen: dict[str, FeedItem] = {}
    problems: list[Problem] = []
    for new in items:
        old = chosen.setdefault(new.uid, new)
        if old is not new:
            first, second = sorted((old, new), key=_earliest)
            chosen[new.uid] = first
            problems.append(_doubled(first.follow_up, second.follow_up))
    return list(chosen.values()), problems


class Choice:
    """The feed's selection by settings. As in Obsidian, the tag `work/acme` includes the tag `work`."""

    def __init__(self, settings: FeedSettings) -> None:
        self._kinds = frozenset(settings.kinds)
        self._tags = tuple(f"{fold(tag.lstrip('#')).rstrip('/')}/" for tag in settings.tags)
        self._circles = frozenset(fold(circle) for circle in settings.circles)

    def includes(self, found: FollowUp) -> bool:
        """Whether the feed includes this follow-up."""
        if found.superseded or found.due is None or not self._includes_kind(found):
            return False
        people = found.people if KIND[found.kind].about_several and found.people else (found.person,)
        return any(self._includes_person(person) for person in people)

    def _includes_kind(self, found: FollowUp) -> bool:
        return found.kind in self._kinds if self._kinds else KIND[found.kind].in_every_feed

    def _includes_person(self, person: Person) -> bool:
        if self._circles and fold(person.circle or "") not in self._circles:
            return False
        return not self._tags or any(f"{fold(tag.lstrip('#'))}/".startswith(self._tags) for tag in person.tags)


def _earliest(item: FeedItem) -> tuple[object, ...]:
    """The sort key of items with one UID: the earliest first, and the same order whatever comes first."""
    found = item.follow_up
    lines = [(line.path, line.line) for line in found.evidence]
    return item.due, found.person.name, found.person.path, found.reason, found.path, lines


def _doubled(kept: FollowUp, dropped: FollowUp) -> Problem:
    line = dropped.evidence[0].line if dropped.evidence else 0
    other = kept.path or kept.person.path
    message = (
        f"This {dropped.kind} of {dropped.person.name} has the same identity as one in {other}: "
        "the calendar shows one of them. Give one of the notes a uid of its own, or reword one of the lines."
    )
    return Problem(dropped.path or dropped.person.path, line, "FEED-EVENT", message, "warning")


class ScheduledItem(NamedTuple):
    """A follow-up on a day of the calendar."""

    day: date
    item: FeedItem


class ScheduledDay(NamedTuple):
    """The schedule on one day. Items of `today` (with `mon-fri` on a weekend also on Monday) are sorted by importance.

    `fixed` items are on their own day; `waiting` is the number of items that had no room today.
    """

    today: tuple[ScheduledItem, ...]
    fixed: tuple[ScheduledItem, ...]
    waiting: int


def schedule(items: Iterable[FeedItem], settings: FeedSettings, today: date) -> ScheduledDay:
    """Schedule each follow-up. Overdue ones move to today unless pinned, within the limit of `per_day`.

    Yearly and prepare follow-ups do not count for the limit. The horizon limits the days, except for yearly ones.
    """
    return Schedule(items, settings, today).days()


class Schedule:
    """The schedule, with items added or removed one by one. `fixed` are the items on their own day, by UID."""

    def __init__(self, items: Iterable[FeedItem], settings: FeedSettings, today: date) -> None:
        self._settings, self._today = settings, today
        self._first, self._last = add_days(today, -settings.horizon_back), add_days(today, settings.horizon_ahead)
        self._rolling = working_day_from(today) if settings.days == "mon-fri" else today
        self._own = {day: SortedList(self._place) for day in (today, self._rolling)}
        self._overdue = SortedList(self._place)
        self.fixed: dict[str, ScheduledItem] = {}
        for each in items:
            self.add(each)

    def add(self, item: FeedItem) -> None:
        """Add an item."""
        queue = self._queue(item)
        if queue is not None:
            queue.add(item)
            return
        day = self._own_day(item)
        if self._first <= day <= self._last or item.follow_up.kind in YEARLY:
            self.fixed[item.uid] = ScheduledItem(day, item)

    def remove(self, item: FeedItem) -> None:
        """Remove an item."""
        queue = self._queue(item)
        if queue is not None:
            queue.remove(item)
        else:
            self.fixed.pop(item.uid, None)

    def days(self) -> ScheduledDay:
        """The items of today, and all fixed ones."""
        competing: list[ScheduledItem] = []
        for day, own in self._own.items():
            chosen = self._with_room(own.all(), self._overdue.all() if day == self._rolling else [])
            competing += [ScheduledItem(day, each) for each in chosen]
        counted = len(self._overdue) + sum(map(len, self._own.values()))
        return ScheduledDay(tuple(competing), tuple(self.fixed.values()), counted - len(competing))

    def _with_room(self, own: list[FeedItem], overdue: list[FeedItem]) -> list[FeedItem]:
        """The items of a day: its own first, then overdue ones in the rest of the room, at least one."""
        per_day = self._settings.per_day
        room = min(len(overdue), max(1, per_day - len(own)), per_day)
        return own[: per_day - room] + overdue[:room]

    def _queue(self, item: FeedItem) -> SortedList[FeedItem] | None:
        """The list of items that compete for room; None for an item with a fixed day."""
        if item.follow_up.kind in _UNCOUNTED:
            return None
        due = item.due
        if due in self._own:
            return self._own[due]
        return self._overdue if due < self._today and self._settings.overdue == "roll" else None

    def _own_day(self, item: FeedItem) -> date:
        """The due date; or today for an overdue meeting to prepare, if items roll and weekends are not kept free."""
        settings = self._settings
        rolls = item.follow_up.kind == "prepare" and settings.overdue == "roll" and settings.days == "all"
        return max(item.due, self._today) if rolls else item.due

    def _place(self, item: FeedItem) -> tuple[int, int, int, str, str]:
        """The sort key: importance, days late, days overdue, identity."""
        found, today = item.follow_up, self._today
        late, overdue = days_late(found, today), days_overdue(found, today)
        return importance(found.kind), -late, -overdue, found.person.id, item.uid
