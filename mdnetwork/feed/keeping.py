"""Feed: what one feed leaves for the next of a process that goes on: the events of follow-ups that stayed."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mdnetwork.feed.choosing import Choice, Picked
from mdnetwork.feed.dealing import Placed
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp


@dataclass(slots=True)
class Slot:
    """A follow-up; what the feed takes of it, if it does; whether its event is kept."""

    follow_up: FollowUp
    picked: Picked | None = None
    is_kept: bool = False


class Press:
    """Keeps events by the follow-up itself, the same object: nothing of it need be looked at to find them again.

    `frame` is everything beside follow-ups that decides an event; under another one nothing is kept.
    """

    def __init__(self) -> None:
        self._frame: object = None
        self._slots: dict[int, Slot] = {}
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
            self._frame, self._slots, self._known, self._others = frame, {}, {}, {}
        now = {id(each): each for each in follow_ups}
        for number in self._slots.keys() - now.keys():
            self._drop(number)
        for number in now.keys() - self._slots.keys():
            self._add(number, now[number], choice)
        if self._known.keys().isdisjoint([each.uid for each in self._others.values()]):
            return self._known, list(self._others.values())
        self._frame = None  # two of one UID, to be settled among all: nothing is kept
        return {}, [slot.picked for slot in self._slots.values() if slot.picked]

    def keep(self, settings: FeedSettings, placed: Iterable[Placed], events: Mapping[str, bytes]) -> None:
        """Keep what was written for these. Not where an event hangs on more: a digest, others' promises."""
        if settings.style != "events" or settings.details != "reason":
            return
        for _, picked in placed:
            number = id(picked.follow_up)
            if picked.uid in events:
                self._others.pop(number, None)
                self._slots[number].is_kept = True
                self._known[picked.uid] = events[picked.uid]

    def _add(self, number: int, follow_up: FollowUp, choice: Choice) -> None:
        slot = self._slots[number] = Slot(follow_up)  # it holds the follow-up, so that no other one gets its number
        if choice.takes(follow_up):
            slot.picked = self._others[number] = Picked(uid(follow_up), follow_up)

    def _drop(self, number: int) -> None:
        slot = self._slots.pop(number)
        self._others.pop(number, None)
        if slot.picked and slot.is_kept:
            self._known.pop(slot.picked.uid, None)

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
