"""Feed: what an event is made of, drawn out of follow-ups. Nothing else of them decides its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.calendar.select import FeedItem
from mdnetwork.dates import PartialDate
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Person
from mdnetwork.people import People

UNDATED = date(2000, 1, 1)
"""The revision date (DTSTAMP) of what no dated evidence stands behind."""


class Attendee(NamedTuple):
    """Somebody whom an event may name."""

    name: str
    private: bool


class ExtraLine(NamedTuple):
    """A further line of a description (`details = "full"`): the last log entry about somebody, or a promise to them."""

    kind: Literal["log", "promise"]
    name: str
    day: date | None
    text: str


class EventDetails(NamedTuple):
    """One follow-up as an event needs it. `delicate`: its evidence links somebody private, so its words stay untold."""

    uid: str
    kind: FollowUpKind
    people: tuple[Attendee, ...]
    stamp: date
    reason: str
    delicate: bool
    title: str
    path: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    yearly: PartialDate | None
    more: tuple[ExtraLine, ...]


class PlannedEvent(NamedTuple):
    """One event: its day, the follow-ups it tells of (a digest: several), how many others wait outside the feed."""

    uid: str
    day: date
    matters: tuple[EventDetails, ...]
    digest: bool = False
    is_today: bool = False
    waiting: int = 0


class DetailsBuilder:
    """Draws matters out of follow-ups. `full` adds the last log line and open promises of those concerned."""

    def __init__(self, follow_ups: Iterable[FollowUp], directory: People, today: date, *, full: bool) -> None:
        self._directory = directory
        self._today = today
        self._full = full
        self.private = frozenset(person.id for person in directory.private)
        self._promises = _promises(follow_ups) if full else {}

    def matter(self, picked: FeedItem) -> EventDetails:
        """What an event about this follow-up is made of."""
        uid, found = picked
        people = found.people or (found.person,)
        return EventDetails(
            uid,
            found.kind,
            tuple([Attendee(each.name, each.private) for each in people]),
            max((e.date for e in found.evidence if e.date is not None and e.date <= self._today), default=UNDATED),
            found.reason,
            self._links_private(found.evidence),
            found.title,
            found.path or found.person.path,
            found.person.phones,
            found.person.emails,
            found.yearly,
            tuple(self._more(found, people)) if self._full else (),
        )

    def _links_private(self, evidence: Sequence[Evidence]) -> bool:
        return bool(self.private) and any(not self.private.isdisjoint(each.people) for each in evidence)

    def _more(self, found: FollowUp, people: Sequence[Person]) -> Iterator[ExtraLine]:
        for person in people if found.kind == "prepare" else people[:1]:
            if not person.private:
                yield from self._last_entry(person)
                yield from (
                    ExtraLine("promise", person.name, each.due, each.title)
                    for each in self._promises.get(person.id, ())
                    if each != found and not self._links_private(each.evidence)
                )

    def _last_entry(self, person: Person) -> Iterator[ExtraLine]:
        history = self._directory.identities.get(person.id)
        told = [e for e in history.counted if e.date and e.date <= self._today and e.text] if history else []
        last = max(told, key=lambda e: (e.date or date.min, e.source == "log", e.path, e.line, e.text), default=None)
        if last and not self._links_private((last,)):
            yield ExtraLine("log", person.name, last.date, last.text)


def _promises(follow_ups: Iterable[FollowUp]) -> dict[str, list[FollowUp]]:
    """The open promises of each person, by identity; in an order that does not hang on the input's."""
    promises: dict[str, list[FollowUp]] = {}
    for each in follow_ups:
        if each.kind == "promise" and not each.superseded:
            promises.setdefault(each.person.id, []).append(each)
    for theirs in promises.values():
        theirs.sort(key=lambda each: (each.due or date.max, each.discriminator, each.title))
    return promises
