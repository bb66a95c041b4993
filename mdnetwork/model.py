"""Ground: the nouns. Frozen values that flow down the river, from what a note says to whom to get back to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple, TypeVar

from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.kinds import FollowUpKind

__all__ = [
    "Direction",
    "Evidence",
    "Facts",
    "FieldLine",
    "FollowUp",
    "FollowUpKind",
    "History",
    "Interaction",
    "Meeting",
    "Mention",
    "Note",
    "NoteKind",
    "Owed",
    "Person",
    "PersonTask",
    "Problem",
    "Profile",
    "Ref",
    "Severity",
    "Source",
    "Status",
    "Task",
    "TaskState",
    "Unmatched",
]


_Noun = TypeVar("_Noun")


def quick(noun: type[_Noun]) -> type[_Noun]:
    """The same frozen dataclass with slots, made in a third of the time. It is not to be inherited from.

    A frozen dataclass sets each of its fields by a call, as its class forbids to assign them. Here a new object is of
    a class without that rule for as long as it is being made, and from then on frozen as before.
    """
    plain: Any = noun
    names = [field.name for field in fields(plain)]
    draft = type(noun.__name__, (), {"__slots__": names})
    lines = [
        f"def __init__(self, {', '.join(names)}):",
        "become(self, '__class__', draft)",
        *(f"self.{name} = {name}" for name in names),
        "self.__class__ = noun",
    ]
    made: dict[str, Any] = {"become": object.__setattr__, "draft": draft, "noun": noun}
    exec("\n    ".join(lines), made)  # noqa: S102  names of our own fields: dataclasses does it likewise
    init = made["__init__"]
    init.__defaults__, init.__annotations__ = plain.__init__.__defaults__, plain.__init__.__annotations__
    init.__qualname__, init.__module__ = plain.__init__.__qualname__, noun.__module__
    plain.__init__ = init
    return noun


Severity = Literal["error", "warning"]
Direction = Literal["out", "in", "mutual"]
NoteKind = Literal["person", "me", "meeting", "event", "goal", "daily", "company", "conflict", "other"]
Source = Literal["log", "link", "attendee", "task", "list", "field"]
TaskState = Literal["open", "done", "cancelled"]
Owed = Literal["", "mine", "theirs"]
Status = Literal["", "paused", "archived", "dormant", "closed", "inactive", "deceased", "no-contact"]


@quick
@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a note that was not understood, or needs a person's eye. Lines count from 1; 0 is the whole note."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "error"
    fixable: bool = False
    mend: tuple[str, ...] = ()
    """For a mend of some words of the line: what stands there, and what is to stand there."""


class Ref(NamedTuple):
    """Somebody or something a note names, as written: a link's target, or (`plain`) a name without a link."""

    target: str
    plain: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file. `path` is relative to the vault, with `/`; `date` is the day the note is about."""

    path: str
    kind: NoteKind = "other"
    title: str = ""
    date: dt.date | None = None
    uid: str | None = None
    has_text: bool = False
    """Whether the body says more than headings and who came: a meeting note without text asks for it."""
    time: str = ""
    """When a meeting or an event begins, as "09:30"; "" where it is not said."""


@quick
@dataclass(frozen=True, slots=True)
class FieldLine:
    """Where a field of a note stands: its key in canonical form ("next_contact") and its line."""

    key: str
    number: int


@quick
@dataclass(frozen=True, slots=True)
class Person:
    """A person, as their own note tells it. `id` is the identity: `uid`, else the name as `names.same` folds it."""

    id: str
    name: str
    path: str
    uid: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    org: str | None = None
    role: str | None = None
    sector: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    """(kind, value) pairs as written: ("linkedin", "in/ada")."""
    circle: str | None = None
    cadence: Cadence | None = None
    birthday: PartialDate | None = None
    anniversaries: tuple[tuple[str, PartialDate], ...] = ()
    """(key as written, date) pairs."""
    place: str | None = None
    status: Status = ""
    private: bool = False
    met: dt.date | None = None
    met_at: str | None = None
    introduced_by: Ref | None = None
    next_contact: dt.date | None = None
    next_never: bool = False
    """`next_contact: never`: cadence and dormant stay silent."""
    snooze_until: dt.date | None = None
    expertise: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    network: str | None = None
    language: str | None = None
    tone: str | None = None
    given: str | None = None
    """The first name, where the note says it apart: "Jean Luc"."""
    relations: tuple[tuple[str, Ref, int], ...] = ()
    """Typed relations: (relation, whom, line), such as ("reports_to", Ref("Bob"), 7)."""
    died: dt.date | None = None
    """The day of their death, or the last day it can have been; None where the note tells none."""
    more: tuple[tuple[str, str], ...] = ()
    """(field, text) pairs of the plain text fields of `fields.FIELDS` that have no attribute here."""
    lines: tuple[FieldLine, ...] = ()
    """Where the fields that are cited as evidence stand: met, next_contact, cadence, birthday, org, expertise…"""

    def line_of(self, key: str) -> int:
        """The line on which the field stands, 1 where it is not written."""
        return next((line.number for line in self.lines if line.key == key), 1)


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate interaction as one note tells it, before anybody is resolved.

    `people` are those it is about; empty means the person whose note it is. `links` are all notes linked on the
    line, in order. `tags` are exchange tags in canonical form without `#` (gave, got, asked, promised, kept, waiting,
    intro, thanked, news, feedback). `rejected` is a finished reason when reading alone tells that it is none.
    """

    line: int
    date: dt.date | None
    text: str
    people: tuple[Ref, ...] = ()
    source: Source = "log"
    channel: str | None = None
    direction: Direction = "mutual"
    tags: tuple[str, ...] = ()
    due: dt.date | None = None
    links: tuple[str, ...] = ()
    place: str | None = None
    rejected: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Task:
    """A checkbox line. `people` are those it links. `text` is the task without marks, dates and signs."""

    line: int
    text: str
    state: TaskState = "open"
    people: tuple[Ref, ...] = ()
    due: dt.date | None = None
    """Its due date, else the scheduled, else the start date."""
    done: dt.date | None = None
    waiting_since: dt.date | None = None
    owed: Owed = ""
    """"mine" under "I owe" or with #promised; "theirs" under "They owe me" or with #waiting."""
    tags: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Profile:
    """What the `me` note tells of the user. `cadence` is how often they mean to publish something."""

    name: str
    path: str
    pitch: str = ""
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    org: str | None = None
    role: str | None = None
    cadence: Cadence | None = None
    offers_line: int = 1
    """Where `offers` stands in the note."""


@quick
@dataclass(frozen=True, slots=True)
class Facts:
    """All that one file says by itself."""

    note: Note
    person: Person | None = None
    me: tuple[str, ...] = ()
    """In the `me` note: the names and e-mail addresses that are the user's own."""
    mentions: tuple[Mention, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    """(line, words) of what may be names without a link, in lines of a dated note that tell of contact."""
    words: tuple[tuple[int, str], ...] = ()
    """(line, text) of the body's lines, for full-text search; kept for people's notes only."""
    profile: Profile | None = None
    """In the `me` note: what it tells of the user. The note's log is in `mentions`, and is about nobody."""


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
class PersonTask:
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
    errands: tuple[PersonTask, ...] = ()

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
class Meeting:
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
