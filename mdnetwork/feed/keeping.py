"""Feed: what one feed leaves for the next of a process that goes on: the events of follow-ups that stayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from mdnetwork.feed.choosing import Choice, Picked
from mdnetwork.feed.dealing import Placed
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp


class Event(NamedTuple):
    """The bytes of an event on its day."""

    day: date
    data: bytes


class Press:
    """Kept by the follow-up itself, the same object: nothing of it need be looked at to find its bytes again.

    `frame` is everything beside follow-up and day that decides an event; under another one nothing is kept.
    """

    def __init__(self) -> None:
        self._frame: object = None
        self._picked: dict[int, tuple[FollowUp, Picked | None]] = {}
        self._events: dict[int, Event] = {}
        self._before: dict[int, Event] = {}

    def begin(self, frame: object) -> None:
        """Begin a feed. Events of the feed before last are forgotten."""
        if frame != self._frame:
            self._frame, self._picked, self._events = frame, {}, {}
        self._before, self._events = self._events, {}

    def picked(self, follow_ups: Iterable[FollowUp], choice: Choice) -> Iterator[Picked]:
        """Those that the choice takes, each with its UID."""
        before, self._picked = self._picked, {}
        for follow_up in follow_ups:
            known = before.get(id(follow_up))
            if known is None:
                known = follow_up, Picked(uid(follow_up), follow_up) if choice.takes(follow_up) else None
            self._picked[id(follow_up)] = known  # with the follow-up, so that no other gets its number
            if known[1] is not None:
                yield known[1]

    def may_keep(self, settings: FeedSettings) -> bool:
        """Whether an event hangs on nothing but its follow-up: no digest, nothing said of others' promises."""
        return settings.style == "events" and settings.details == "reason"

    def known(self, placed: Iterable[Placed]) -> tuple[dict[str, bytes], tuple[Placed, ...]]:
        """The events, by UID, that these follow-ups had on these days before; and those that had none."""
        events: dict[str, bytes] = {}
        new: list[Placed] = []
        for each in placed:
            day, picked = each
            number = id(picked.follow_up)
            event = self._before.get(number)
            if event is not None and event.day == day:
                self._events[number] = event
                events[picked.uid] = event.data
            else:
                new.append(each)
        return events, tuple(new)

    def keep(self, placed: Iterable[Placed], events: Mapping[str, bytes]) -> None:
        """Keep what was written for these follow-ups."""
        for day, picked in placed:
            if picked.uid in events:
                self._events[id(picked.follow_up)] = Event(day, events[picked.uid])
