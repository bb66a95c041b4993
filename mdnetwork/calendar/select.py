"""The settings of a feed, and what they select: follow-ups by kind, tag and circle, each on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, Protocol

from mdnetwork.dates import add_days, working_day_from
from mdnetwork.followups import days_late, days_overdue, importance
from mdnetwork.frozen import NamedTuple, dataclass
from mdnetwork.kinds import KIND, KINDS
from mdnetwork.lazy import lazy
from mdnetwork.model import Detail, FollowUp, FollowUpKind, FollowUpOutline, Person, Problem
from mdnetwork.names import fold

if TYPE_CHECKING:
    from mdnetwork.followups import identity
    from mdnetwork.i18n import Texts
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


_UNNAMED = FeedSettings().name


def calendar_name(settings: FeedSettings, texts: Texts) -> str:
    """The calendar's name: the one in the settings, else ours in the language of the texts."""
    return texts.say("Follow-ups") if settings.name == _UNNAMED else settings.name


class Candidate(FollowUpOutline, Protocol):
    """A follow-up that is loaded when an event of it is written: most are not in the feed, or their event is kept."""

    @property
    def person(self) -> Person | None:
        """See FollowUp."""

    @property
    def people(self) -> Sequence[Person]:
        """See FollowUp."""

    def load(self) -> FollowUp:
        """The whole follow-up."""

    def inputs(self, today: date) -> str:
        """A text of everything in it that decides what its event says on this day."""

    def lines(self) -> Iterable[tuple[str, int]]:
        """Path and number of each line of its evidence."""


class FeedItem(NamedTuple):
    """A follow-up in the feed. It has a date and is not superseded."""

    follow_up: Candidate

    @property
    def uid(self) -> str:
        """The UID of its event. It is computed each time: most items have no event."""
        return identity.uid(self.follow_up)

    @property
    def due(self) -> date:
        """The due date."""
        return self.follow_up.due or date.max


def choose(follow_ups: Iterable[Candidate], settings: FeedSettings) -> tuple[list[FeedItem], list[Problem]]:
    """The follow-ups in the feed, and a problem for each duplicate UID.

    Of several with one UID the earliest stays: Radicale refuses a feed with both, and khal drops one.
    """
    selection = Selection(settings)
    chosen: dict[str, FeedItem] = {}
    problems: list[Problem] = []
    for new in [FeedItem(each) for each in follow_ups if selection.includes(each)]:
        key = identity.parts(new.follow_up)
        old = chosen.setdefault(key, new)
        if old is not new:
            first, second = sorted((old, new), key=_earliest)
            chosen[key] = first
            problems.append(_doubled(first.follow_up.load(), second.follow_up.load()))
    return list(chosen.values()), problems


def kinds_of(settings: FeedSettings) -> frozenset[str]:
    """The kinds of follow-ups that decide what a feed says: with full details a description has open promises too."""
    return Selection(settings).kinds | ({"promise"} if settings.details == "full" else set())


class Selection:
    """The feed's selection by settings. As in Obsidian, the tag `work/acme` includes the tag `work`."""

    def __init__(self, settings: FeedSettings) -> None:
        self.kinds: frozenset[str] = frozenset(settings.kinds or [kind.name for kind in KINDS if kind.in_every_feed])
        self._tags = tuple(f"{fold(tag.lstrip('#')).rstrip('/')}/" for tag in settings.tags)
        self._circles = frozenset(fold(circle) for circle in settings.circles)

    @property
    def is_of_everybody(self) -> bool:
        """Whether the kind alone decides."""
        return not self._tags and not self._circles

    def includes_kind(self, kind: FollowUpKind) -> bool:
        """Whether the feed includes follow-ups of this kind."""
        return kind in self.kinds

    def includes(self, found: Candidate) -> bool:
        """Whether the feed includes this follow-up."""
        if found.superseded or found.due is None or found.kind not in self.kinds:
            return False
        if self.is_of_everybody:
            return True
        people = found.people if KIND[found.kind].about_several and found.people else (found.person,)
        return any(person is not None and self._includes_person(person) for person in people)

    def _includes_person(self, person: Person) -> bool:
        if self._circles and fold(person.circle or "") not in self._circles:
            return False
        return not self._tags or any(f"{fold(tag.lstrip('#'))}/".startswith(self._tags) for tag in person.tags)


def _earliest(item: FeedItem) -> tuple[object, ...]:
    """The sort key of items with one UID: the earliest first, and the same order whatever comes first."""
    found = item.follow_up.load()
    lines = [(line.path, line.line) for line in found.evidence]
    return item.due, found.name, found.path, found.reason, lines


def _doubled(kept: FollowUp, dropped: FollowUp) -> Problem:
    line = dropped.evidence[0].line if dropped.evidence else 0
    message = (
        f"This {dropped.kind} of {dropped.name} has the same identity as one in {kept.path}: "
        "the calendar shows one of them. Give one of the notes a uid of its own, or reword one of the lines."
    )
    return Problem(dropped.path, line, "FEED-EVENT", message, "warning")


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


class FeedDay(NamedTuple):
    """Where a follow-up goes: its day, None outside of the horizon, and whether it competes for that day's room."""

    day: date | None
    competes: bool


def slot(kind: FollowUpKind, due: date, settings: FeedSettings, today: date) -> FeedDay:
    """Where follow-ups of this kind and due date go. Overdue ones move to today unless pinned.

    Yearly and prepare follow-ups do not compete. The horizon limits the days, except for yearly ones.
    """
    rolling = working_day_from(today) if settings.days == "mon-fri" else today
    if kind not in _UNCOUNTED:
        if due in {today, rolling}:
            return FeedDay(due, True)
        if due < today and settings.overdue == "roll":
            return FeedDay(rolling, True)
    first, last = add_days(today, -settings.horizon_back), add_days(today, settings.horizon_ahead)
    day = _own_day(kind, due, settings, today)
    return FeedDay(day if first <= day <= last or kind in YEARLY else None, False)


def schedule(items: Iterable[FeedItem], settings: FeedSettings, today: date) -> ScheduledDay:
    """Schedule each follow-up at its place, those that compete for a day within the limit of `per_day`."""
    slots: dict[tuple[FollowUpKind, date], FeedDay] = {}
    rivals: dict[date, list[FeedItem]] = {}
    fixed: list[ScheduledItem] = []
    for item in items:
        key = (item.follow_up.kind, item.due)
        if key not in slots:
            slots[key] = slot(*key, settings, today)
        day, competes = slots[key]
        if day is not None and competes:
            rivals.setdefault(day, []).append(item)
        elif day is not None:
            fixed.append(ScheduledItem(day, item))
    competing: list[ScheduledItem] = []
    for day, theirs in sorted(rivals.items()):
        own, overdue = ([each for each in theirs if (each.due == day) is is_own] for is_own in (True, False))
        competing += [ScheduledItem(day, each) for each in _with_room(own, overdue, settings.per_day, today)]
    counted = sum(map(len, rivals.values()))
    return ScheduledDay(tuple(competing), tuple(fixed), counted - len(competing))


class Agenda(NamedTuple):
    """What the calendar has today, and how much else."""

    now: tuple[Candidate, ...]
    """Today's follow-ups: first those with a fixed date, then by importance."""
    today: int
    """How many follow-ups have a place today among those that compete for it."""
    waiting: int
    ahead: int
    """How many fixed dates there are."""


def agenda(follow_ups: Iterable[Candidate], settings: FeedSettings, today: date) -> Agenda:
    """The agenda of these follow-ups."""
    scheduled = schedule(choose(follow_ups, settings)[0], settings, today)
    fixed = [item.follow_up for day, item in scheduled.fixed if item.due == day == today]
    competing = [item.follow_up for _, item in scheduled.today]
    return Agenda((*fixed, *competing), len(competing), scheduled.waiting, len(scheduled.fixed))


class DayCount(NamedTuple):
    """How many follow-ups of a kind are due on a day."""

    kind: FollowUpKind
    due: date | None
    number: int


class FeedDays(NamedTuple):
    """The days and kinds of a feed of everybody: those that compete for today's room, and those with a fixed place."""

    rivals: list[DayCount]
    fixed: list[DayCount]


def feed_days(counts: Iterable[DayCount], settings: FeedSettings, today: date) -> FeedDays:
    """Those of the counts that have a place in the feed."""
    selection = Selection(settings)
    found = FeedDays([], [])
    for each in counts:
        if each.due is not None and selection.includes_kind(each.kind):
            day, competes = slot(each.kind, each.due, settings, today)
            if day is not None:
                (found.rivals if competes else found.fixed).append(each)
    return found


def counted_agenda(
    counts: Iterable[DayCount],
    first: Callable[[Sequence[FollowUpKind], Sequence[date], int], Iterable[Candidate]],
    settings: FeedSettings,
    today: date,
) -> Agenda:
    """The agenda of a feed of everybody. `first` returns, of follow-ups of these kinds and days, the most important.

    Its number is for each of those days, where all days before today are one.
    """
    rivals, fixed = feed_days(counts, settings, today)
    now = [each for each in fixed if each.due == today and slot(each.kind, today, settings, today).day == today]
    loaded = [
        follow_up
        for some, most in ((rivals, settings.per_day), (now, sum(each.number for each in now)))
        for follow_up in first([each.kind for each in some], [each.due for each in some if each.due], most)
    ]
    found = agenda(loaded, settings, today)
    waiting = sum(each.number for each in rivals) - found.today
    return found._replace(waiting=waiting, ahead=sum(each.number for each in fixed))


def _with_room(own: list[FeedItem], overdue: list[FeedItem], per_day: int, today: date) -> list[FeedItem]:
    """The items of a day: its own first, then overdue ones in the rest of the room, at least one."""
    room = min(len(overdue), max(1, per_day - len(own)), per_day)
    return [*_first(own, per_day - room, today), *_first(overdue, room, today)]


def _first(items: list[FeedItem], room: int, today: date) -> list[FeedItem]:
    """The most important items: by kind, days late, days overdue, person and UID."""

    def rank(item: FeedItem) -> tuple[int, int, int, str]:
        found = item.follow_up
        return importance(found.kind), -days_late(found, today), -days_overdue(found, today), found.identity

    placed = sorted([(rank(item), item) for item in items], key=itemgetter(0))
    worst = placed[:room][-1:]  # only those of one person can share a place, and few have an event
    within = [each for each in placed if worst and each[0] <= worst[0][0]]
    return [item for _, item in sorted(within, key=lambda each: (each[0], each[1].uid))][:room]


def _own_day(kind: FollowUpKind, due: date, settings: FeedSettings, today: date) -> date:
    """The due date; or today for an overdue meeting to prepare, if items roll and weekends are not kept free."""
    rolls = kind == "prepare" and settings.overdue == "roll" and settings.days == "all"
    return max(due, today) if rolls else due
