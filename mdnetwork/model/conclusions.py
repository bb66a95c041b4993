"""Ground: what all notes say together. Computed when asked, never kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.model.facts import Direction, Note, Person, Source, Task
from mdnetwork.model.quick import quick

FollowUpKind = Literal[
    "planned",
    "first",
    "promise",
    "waiting",
    "task",
    "thank",
    "congratulate",
    "introduction",
    "cadence",
    "dormant",
    "birthday",
    "anniversary",
    "prepare",
]


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention resolved to one person: a place in the vault that tells of an interaction, or why it does not count."""

    date: dt.date | None
    path: str
    line: int
    text: str
    channel: str | None = None
    direction: Direction = "mutual"
    source: Source = "log"
    tags: tuple[str, ...] = ()
    due: dt.date | None = None
    in_person: bool = False
    people: tuple[str, ...] = ()
    """Identities of everybody whom the line is about or links, in order."""
    rejected: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Interaction:
    """A day on which one was in contact with a person, with all the evidence for it."""

    date: dt.date
    evidence: tuple[Evidence, ...]


@quick
@dataclass(frozen=True, slots=True)
class Errand:
    """A task resolved: in which note it stands, to whom it belongs, whom it links."""

    task: Task
    path: str
    date: dt.date | None = None
    """The date of the note it stands in."""
    people: tuple[str, ...] = ()
    """Identities of the people it links."""


@quick
@dataclass(frozen=True, slots=True)
class History:
    """A person with everything that the vault knows of them. Evidence is in order of date, path, line."""

    person: Person
    counted: tuple[Evidence, ...] = ()
    rejected: tuple[Evidence, ...] = ()
    errands: tuple[Errand, ...] = ()

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The distinct days of interaction, in order."""
        return tuple(sorted({e.date for e in self.counted if e.date is not None}))

    def held(self, today: dt.date) -> list[dt.date]:
        """The distinct days of interaction up to a day, in order."""
        return [day for day in self.days if day <= today]

    @property
    def first_contact(self) -> dt.date | None:
        """The day of the earliest counted interaction."""
        return min((e.date for e in self.counted if e.date is not None), default=None)

    @property
    def last_contact(self) -> dt.date | None:
        """The day of the latest counted interaction."""
        return max((e.date for e in self.counted if e.date is not None), default=None)

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """One interaction for each distinct day, in order."""
        return tuple(Interaction(day, tuple(e for e in self.counted if e.date == day)) for day in self.days)


class Unmatched(NamedTuple):
    """Somebody who comes, by the name that stands there, and how many people it `fits`: none, or several."""

    name: str
    fits: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting or event note with the people who come, and the `others` who are named and are nobody's note."""

    note: Note
    people: tuple[Person, ...] = ()
    line: int = 1
    others: tuple[Unmatched, ...] = ()

    @property
    def when(self) -> tuple[dt.date, str, str]:
        """What it is sorted by: its day, its hour (without one first, as calendars have it) and its note."""
        return self.note.date or dt.date.max, self.note.time, self.note.path


@quick
@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whom to get back to, when and why. `due` None is listed, never scheduled.

    `discriminator` tells apart follow-ups of one kind and person; it holds no dates, so that the UID stays when the
    date moves. `people` names everybody concerned, `person` first. `late_after` is the last day that is not late.
    """

    kind: FollowUpKind
    person: Person
    due: dt.date | None
    reason: str
    late_after: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    discriminator: str = ""
    people: tuple[Person, ...] = ()
    superseded: bool = False
    yearly: PartialDate | None = None
    """For birthday and anniversary: the day that comes round."""
    title: str = ""
    """For task and promise: its words. For prepare: the note's title. For anniversary: its key."""
    path: str = ""
    """The note to open: the person's, or for prepare the meeting's."""
