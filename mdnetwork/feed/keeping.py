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
    """A follow-up; what the feed takes of it, if it does; its event, where it lies on a day of its own."""

    follow_up: FollowUp
    picked: Picked | None
    event: bytes | None = None


class Press:
    """Keeps events by the follow-up itself, the same object: nothing of it need be looked at to find them again.

    `frame` is everything beside follow-ups that decides an event; under another one nothing is kept.
    """

    def __init__(self) -> None:
        self._frame: object = None
        self._slots: dict[int, Slot] = {}
        self._order: list[str] = []

    def begin(
        self, frame: object, follow_ups: Iterable[FollowUp], choice: Choice
    ) -> tuple[dict[str, bytes], list[Picked]]:
        """Events by UID that are as they were, and all else that the choice takes: to be dealt, and written."""
        before = self._slots if frame == self._frame else {}
        self._frame, self._slots = frame, {}
        known: dict[str, bytes] = {}
        others: list[Picked] = []
        kept = 0
        for follow_up in follow_ups:
            number = id(follow_up)
            slot = before.get(number) or _slot(follow_up, choice)
            self._slots[number] = slot  # it holds the follow-up, so that no other one gets its number
            picked = slot.picked
            if picked is None:
                continue
            if slot.event is None:
                others.append(picked)
            else:
                known[picked.uid] = slot.event
                kept += 1
        if kept > len(known) or not known.keys().isdisjoint(each.uid for each in others):
            return {}, [slot.picked for slot in self._slots.values() if slot.picked]  # two of one UID: to be settled
        return known, others

    def keep(self, settings: FeedSettings, placed: Iterable[Placed], events: Mapping[str, bytes]) -> None:
        """Keep what was written for these. Not where an event hangs on more: a digest, others' promises."""
        if settings.style != "events" or settings.details != "reason":
            return
        for _, picked in placed:
            self._slots[id(picked.follow_up)].event = events.get(picked.uid)

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


def _slot(follow_up: FollowUp, choice: Choice) -> Slot:
    return Slot(follow_up, Picked(uid(follow_up), follow_up) if choice.takes(follow_up) else None)
