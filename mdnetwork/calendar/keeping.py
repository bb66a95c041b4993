"""Feed: what one feed leaves for the next of a process that goes on: the deal, and the events of what stayed.

The bytes of events in order of UID, in 256 pages: one event that comes or goes touches one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from mdnetwork.calendar.details import FeedPrivacy
from mdnetwork.calendar.select import Choice, FeedItem, Schedule, ScheduledDay, told_once
from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp, Problem
from mdnetwork.ordered import differing


class Pages:
    """Events by UID. A page holds those whose UIDs begin with the same two digits, in order."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, bytes]] = {}

    def put(self, events: Mapping[str, bytes]) -> None:
        """Put these in the place of those with the same UIDs; without any bytes, one only goes."""
        touched: dict[str, dict[str, bytes]] = {}
        for identity, event in events.items():
            touched.setdefault(identity[:2], {})[identity] = event
        for digits, new in touched.items():
            page = self._pages.get(digits, {}) | new
            self._pages[digits] = {uid: page[uid] for uid in sorted(page) if page[uid]}

    def events(self) -> list[bytes]:
        """All of them, in order of UID."""
        return list(chain.from_iterable(self._pages[digits].values() for digits in sorted(self._pages)))


Group = tuple[FollowUp, ...]
"""Follow-ups that come and go together: those of a person."""
_MANY = 500
"""Groups that differ for which all is looked at anew."""


class Frame(NamedTuple):
    """Everything beside a follow-up that decides its event. `private` are the identities of whom nobody may name."""

    settings: FeedSettings
    today: date
    language: str
    discretion: FeedPrivacy
    private: frozenset[str]


class Press:
    """Keeps what came of each group: one that is the same object at the same place is not looked into again."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        """Under which all below was made; None where nothing is kept."""
        self._groups: tuple[Group, ...] = ()
        self._uids: set[str] = set()
        """Of all that the feed takes."""
        self._deck = Schedule((), FeedSettings(), date.min)
        """What the feed takes and has no event that is kept."""
        self._pages = Pages()
        self._passing: list[str] = []
        """The UIDs of events that are of the last feed alone."""

    def deal(self, frame: Frame, groups: tuple[Group, ...]) -> tuple[ScheduledDay, list[Problem]]:
        """The deal of what has no event that is kept, and a problem for each that bears the UID of another."""
        choice = Choice(frame.settings)
        gone, came = differing(self._groups, groups)
        same = frame == self._frame and len(came) < _MANY
        self._frame, self._groups = None, groups  # whatever goes wrong from here on, nothing is kept
        problems: list[Problem] = []
        if not (same and self._mend(_picked(gone, choice), _picked(came, choice))):
            picked, problems = told_once(_picked(groups, choice))
            self._uids = {each.uid for each in picked}
            self._deck = Schedule(picked, frame.settings, frame.today)
            self._pages, self._passing = Pages(), []
        self._frame = None if problems else frame  # two of one UID are settled among all, at every feed
        return self._deck.deal(), problems

    def bind(self, deal: ScheduledDay, events: dict[str, bytes]) -> list[bytes]:
        """All events in order of UID; those of the deal, which were written, are kept from now on.

        Not what was dealt to today, and none where an event hangs on more: a digest, others' promises.
        """
        kept = {each.picked.uid for each in deal.fixed} & events.keys() if self._keeps else set()
        self._pages.put(dict.fromkeys(self._passing, b"") | events)
        self._passing = [each for each in events if each not in kept]
        for each in kept:
            del self._deck.fixed[each]
        return self._pages.events()

    @property
    def _keeps(self) -> bool:
        return self._frame is not None and (self._frame.settings.style, self._frame.settings.details) == _KEPT

    def _mend(self, gone: list[FeedItem], came: list[FeedItem]) -> bool:
        """Let go of what went and take up what came; False where that has the UID of another."""
        for each in gone:
            self._deck.take(each)
        self._pages.put({each.uid: b"" for each in gone})
        self._uids -= {each.uid for each in gone}
        before = len(self._uids)
        self._uids.update(each.uid for each in came)
        for each in came:
            self._deck.put(each)
        return len(self._uids) == before + len(came)


_KEPT = ("events", "reason")
"""Style and details of feeds whose events hang on nothing but their follow-up and the frame."""


def _picked(groups: Iterable[Group], choice: Choice) -> list[FeedItem]:
    return [FeedItem(uid(each), each) for each in chain.from_iterable(groups) if choice.takes(each)]
