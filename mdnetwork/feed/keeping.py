"""Feed: what one feed leaves for the next of a process that goes on: the events of follow-ups that stayed."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping

from mdnetwork.feed.choosing import Choice, Picked
from mdnetwork.feed.dealing import Placed
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp


class Press:
    """Keeps events by the follow-up itself, the same object: nothing of it need be looked at to find them again.

    `frame` is everything beside follow-ups that decides an event; under another one nothing is kept.
    """

    def __init__(self) -> None:
        self._frame: object = None
        self._seen: dict[int, FollowUp] = {}
        """By its `id`, the follow-up, which is held so that no other one gets its number."""
        self._uids: dict[int, str] = {}
        """The UIDs of those whose events are kept."""
        self._known: dict[str, bytes] = {}
        """The events that are kept, by UID."""
        self._others: dict[int, Picked] = {}
        """What the feed takes beside them."""
        self._order: list[str] = []

    def begin(
        self, frame: object, follow_ups: Iterable[FollowUp], choice: Choice
    ) -> tuple[Mapping[str, bytes], list[Picked]]:
        """Events by UID that are as they were, and all else that the choice takes: to be dealt, and written."""
        if frame != self._frame:
            self._frame, self._seen, self._uids, self._known, self._others = frame, {}, {}, {}, {}
        before, self._seen = self._seen, {id(each): each for each in follow_ups}
        for number in before.keys() - self._seen.keys():
            self._drop(number)
        for number in self._seen.keys() - before.keys():
            self._add(self._seen[number], choice)
        if self._known.keys().isdisjoint([each.uid for each in self._others.values()]):
            return self._known, list(self._others.values())
        self._frame = None  # two of one UID, to be settled among all: nothing is kept
        return {}, [Picked(uid(each), each) for each in self._seen.values() if choice.takes(each)]

    def keep(self, settings: FeedSettings, placed: Iterable[Placed], events: Mapping[str, bytes]) -> None:
        """Keep what was written for these. Not where an event hangs on more: a digest, others' promises."""
        if settings.style != "events" or settings.details != "reason":
            return
        for _, picked in placed:
            number = id(picked.follow_up)
            if picked.uid in events:
                self._others.pop(number, None)
                self._uids[number] = picked.uid
                self._known[picked.uid] = events[picked.uid]

    def _add(self, follow_up: FollowUp, choice: Choice) -> None:
        if choice.takes(follow_up):
            self._others[id(follow_up)] = Picked(uid(follow_up), follow_up)

    def _drop(self, number: int) -> None:
        self._others.pop(number, None)
        if number in self._uids:
            self._known.pop(self._uids.pop(number), None)

    def in_order(self, events: Mapping[str, bytes]) -> list[bytes]:
        """The events in order of UID, which hardly differs from that of the last feed."""
        order = [uid for uid in self._order if uid in events]
        new = events.keys() - set(order)
        if len(new) > len(order) // 100:
            order = sorted(events)
        else:
            for each in new:
                insort(order, each)
        self._order = order
        return [events[uid] for uid in order]
