"""What a process keeps from one feed for the next: the schedule, and the bytes of events that stay the same.

The bytes are in order of UID, in 256 pages: an event that comes or goes touches one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from mdnetwork.calendar.select import Choice, FeedItem, FeedSettings, Schedule, ScheduledDay, without_duplicates
from mdnetwork.followups.identity import uid
from mdnetwork.model import FollowUp, Problem
from mdnetwork.ordered import differing
from mdnetwork.people.privacy import PrivacyFilter

Group = tuple[FollowUp, ...]
"""A person's follow-ups, which change together."""
_MANY = 500
"""With this many changed groups everything is built again."""
_KEPT = ("events", "reason")
"""The style and details of feeds whose events depend only on their follow-up and the frame."""


class Pages:
    """Events by UID. A page holds the UIDs with the same first two digits, sorted."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, bytes]] = {}

    def replace(self, events: Mapping[str, bytes]) -> None:
        """Replace the events with these UIDs. Empty bytes remove one."""
        touched: dict[str, dict[str, bytes]] = {}
        for identity, event in events.items():
            touched.setdefault(identity[:2], {})[identity] = event
        for digits, new in touched.items():
            page = self._pages.get(digits, {}) | new
            self._pages[digits] = {key: page[key] for key in sorted(page) if page[key]}

    def events(self) -> list[bytes]:
        """All events, sorted by UID."""
        return list(chain.from_iterable(self._pages[digits].values() for digits in sorted(self._pages)))


class Frame(NamedTuple):
    """Everything except a follow-up that affects its event."""

    settings: FeedSettings
    today: date
    language: str
    privacy: PrivacyFilter


class Press:
    """Keeps the result of each group. A group that is the same object at the same index is not processed again."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        """The frame of all data below; None if nothing is kept."""
        self._groups: tuple[Group, ...] = ()
        self._uids: set[str] = set()
        """The UIDs of the whole feed."""
        self._schedule = Schedule((), FeedSettings(), date.min)
        """The items without a kept event."""
        self._pages = Pages()
        self._passing: list[str] = []
        """The UIDs of events that were only in the last feed."""

    def schedule(self, frame: Frame, groups: tuple[Group, ...]) -> tuple[ScheduledDay, list[Problem]]:
        """The schedule of items without a kept event, and a problem for each duplicate UID."""
        choice = Choice(frame.settings)
        gone, came = differing(self._groups, groups)
        same = frame == self._frame and len(came) < _MANY
        self._frame, self._groups = None, groups  # if anything fails from here on, nothing is kept
        problems: list[Problem] = []
        if not (same and self._update(_items(gone, choice), _items(came, choice))):
            items, problems = without_duplicates(_items(groups, choice))
            self._uids = {each.uid for each in items}
            self._schedule = Schedule(items, frame.settings, frame.today)
            self._pages, self._passing = Pages(), []
        self._frame = None if problems else frame  # duplicate UIDs need a comparison of all items, at every feed
        return self._schedule.days(), problems

    def join(self, scheduled: ScheduledDay, events: dict[str, bytes]) -> list[bytes]:
        """All events by UID. Keeps the newly written events of the schedule for the next feed.

        Does not keep what is scheduled for today, or events that depend on other follow-ups: digests and
        others' promises.
        """
        kept = {each.item.uid for each in scheduled.fixed} & events.keys() if self._keeps else set()
        self._pages.replace(dict.fromkeys(self._passing, b"") | events)
        self._passing = [each for each in events if each not in kept]
        for each in kept:
            del self._schedule.fixed[each]
        return self._pages.events()

    @property
    def _keeps(self) -> bool:
        return self._frame is not None and (self._frame.settings.style, self._frame.settings.details) == _KEPT

    def _update(self, gone: list[FeedItem], came: list[FeedItem]) -> bool:
        """Remove and add items. False if an added one has the UID of another."""
        for each in gone:
            self._schedule.remove(each)
        self._pages.replace({each.uid: b"" for each in gone})
        self._uids -= {each.uid for each in gone}
        before = len(self._uids)
        self._uids.update(each.uid for each in came)
        for each in came:
            self._schedule.add(each)
        return len(self._uids) == before + len(came)


def _items(groups: Iterable[Group], choice: Choice) -> list[FeedItem]:
    return [FeedItem(uid(each), each) for each in chain.from_iterable(groups) if choice.includes(each)]
