"""Feed: which follow-ups a feed tells of (kinds, tags, circles), each of them once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import uid
from mdnetwork.model import FollowUp, Person, Problem
from mdnetwork.names import fold

_SHARED = frozenset({"prepare", "introduction"})
"""Kinds that are about several people at once: one of them is enough for a feed of their tag or circle."""


class Picked(NamedTuple):
    """A follow-up of the feed with its UID. It has a date, and is not superseded."""

    uid: str
    follow_up: FollowUp

    @property
    def due(self) -> date:
        """The day it is due."""
        return self.follow_up.due or date.max


def choose(follow_ups: Iterable[FollowUp], settings: FeedSettings) -> tuple[list[Picked], list[Problem]]:
    """The follow-ups that the feed tells of, and a problem for each that bears the UID of another.

    Of several with one UID the first by date stays: Radicale refuses a feed with both, and khal drops one.
    """
    choice = Choice(settings)
    return told_once(Picked(uid(each), each) for each in follow_ups if choice.takes(each))


def told_once(picked: Iterable[Picked]) -> tuple[list[Picked], list[Problem]]:
    """As `choose`, when it is known what the feed takes."""
    chosen: dict[str, Picked] = {}
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
        people = found.people if found.kind in _SHARED and found.people else (found.person,)
        return any(self._takes_person(person) for person in people)

    def _takes_kind(self, found: FollowUp) -> bool:
        return found.kind in self._kinds if self._kinds else found.kind != "dormant"

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
