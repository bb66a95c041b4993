"""Ground: the data classes. Frozen values, from the facts of a note to the follow-ups."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Protocol

from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.frozen import NamedTuple, dataclass, short_repr
from mdnetwork.kinds import FollowUpKind
from mdnetwork.verdicts import ATTEMPT, LIGHT

__all__ = [
    "GONE",
    "OWN",
    "Aims",
    "Detail",
    "Direction",
    "Evidence",
    "Facts",
    "FieldLine",
    "FollowUp",
    "FollowUpKind",
    "FollowUpOutline",
    "Group",
    "GroupFields",
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
    "TopicalNote",
    "Unmatched",
]


Severity = Literal["error", "warning"]
Detail = Literal["full", "initials", "busy"]
"""How much a feed shows of people who may be named: everything, their initials, or only that there is something."""
Direction = Literal["out", "in", "mutual"]
NoteKind = Literal["person", "me", "meeting", "event", "goal", "group", "daily", "company", "conflict", "other"]
Source = Literal["log", "link", "attendee", "task", "list", "field"]
TaskState = Literal["open", "done", "cancelled"]
Owed = Literal["", "mine", "theirs"]
Status = Literal["", "paused", "archived", "dormant", "closed", "inactive", "deceased", "no-contact"]
OWN: frozenset[NoteKind] = frozenset({"me", "goal"})
"""Kinds of notes with follow-ups of the user that are about nobody: the steps of a goal."""
GONE: frozenset[Status] = frozenset({"deceased", "no-contact"})
"""Statuses of people who are never suggested and have no follow-ups."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a note that was not understood or needs attention. Lines count from 1; 0 is the whole note."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "error"
    fixable: bool = False
    mend: tuple[str, ...] = ()
    """For a fix of some words of the line: the words, and their replacement."""

    __repr__ = short_repr("code", "path", "line")


class Ref(NamedTuple):
    """A reference in a note, as written: a link's target, or (`plain`) a name without a link."""

    target: str
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file. `path` is relative to the vault, with `/`; `date` is the day the note is about."""

    path: str
    kind: NoteKind = "other"
    title: str = ""
    date: dt.date | None = None
    uid: str | None = None
    has_text: bool = False
    """Whether the body has more than headings and attendees. A meeting note without text needs some."""
    time: str = ""
    """The time a meeting or event starts, as "09:30"; "" if unknown."""

    __repr__ = short_repr("path", "kind", "date")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """The line of a field in a note. `key` is canonical ("next_contact")."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person, from their own note. `id` is the identity: `uid`, else the name folded by `names.same`."""

    id: str
    name: str
    path: str
    uid: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    org: str | None = None
    role: str | None = None
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
    """`next_contact: never`: no cadence and dormant follow-ups."""
    snooze_until: dt.date | None = None
    expertise: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    network: str | None = None
    language: str | None = None
    tone: str | None = None
    given: str | None = None
    """The first name, if the note has it separately: "Jean Luc"."""
    relations: tuple[tuple[str, Ref, int], ...] = ()
    """Typed relations: (relation, person, line), such as ("reports_to", Ref("Bob"), 7)."""
    died: dt.date | None = None
    """The day of their death, or the last possible day; None if the note has none."""
    more: tuple[tuple[str, str], ...] = ()
    """(field, text) pairs of the plain text fields of `fields.FIELDS` that have no attribute here."""
    lines: tuple[FieldLine, ...] = ()
    """The lines of fields that are cited as evidence: met, next_contact, cadence, birthday, org, expertise…"""
    by_folder: bool = False
    """Whether only its folder, and neither a type nor a tag, says that the note is a person's."""

    __repr__ = short_repr("name", "path")

    def line_of(self, key: str) -> int:
        """The line of the field; 1 if the note does not have it."""
        return next((line.number for line in self.lines if line.key == key), 1)


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate interaction in one note, before names are resolved.

    `people` are the people it is about; empty means the owner of the note. `links` are all notes linked on the
    line, in order. `tags` are exchange tags in canonical form without `#` (gave, got, asked, promised, kept,
    waiting, intro, thanked, news, feedback). `rejected` is the word of a verdict (`verdicts.py`) if the parser
    rejects it.
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


@dataclass(frozen=True, slots=True)
class Task:
    """A checkbox line. `people` are the people it links. `text` is the task without marks, dates and signs."""

    line: int
    text: str
    state: TaskState = "open"
    people: tuple[Ref, ...] = ()
    due: dt.date | None = None
    """The due date, else the scheduled date, else the start date."""
    done: dt.date | None = None
    waiting_since: dt.date | None = None
    owed: Owed = ""
    """"mine" under "I owe" or with #promised; "theirs" under "They owe me" or with #waiting."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The user's own data, from the `me` note. `cadence` is how often they intend to publish something."""

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
    """The line of `offers` in the note."""
    cadence_line: int = 1
    snooze_until: dt.date | None = None
    """The day until which the next publication waits."""

    __repr__ = short_repr("name", "path")


@dataclass(frozen=True, slots=True)
class Aims:
    """What a goal note says of its goal: what it is about, what for, until when, and its `targets`."""

    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """Organisations and sectors to reach people in."""
    motives: tuple[str, ...] = ()
    line: int = 1
    """The line of the first topic, sector or target; 1 if there is none."""
    deadline: dt.date | None = None
    deadline_line: int = 1
    snooze_until: dt.date | None = None
    is_over: bool = False
    """Whether its status says that it is reached or given up, for now or for good."""
    private: bool = False
    """Whether only the user may see it: its steps are due, and no suggestion names it."""


@dataclass(frozen=True, slots=True)
class TopicalNote:
    """What a goal, or a note that is about topics, is about. `day` is when it was written, if it says so."""

    path: str
    title: str
    is_goal: bool
    topics: tuple[tuple[str, int], ...]
    """The topics, and of a goal its sectors, each with its line."""
    day: dt.date | None = None

    __repr__ = short_repr("title", "path")


@dataclass(frozen=True, slots=True)
class GroupFields:
    """What the note of a group, community or association says of the group, besides its members and its days."""

    part: str = ""
    """The user's part in it."""
    topics: tuple[str, ...] = ()
    last: dt.date | None = None
    next: dt.date | None = None
    """The last and the next time, from a field; the days of notes and lines that link the group come to these."""
    lines: tuple[FieldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one file says, without other files."""

    note: Note
    person: Person | None = None
    me: tuple[str, ...] = ()
    """In the `me` note: the user's own names and e-mail addresses."""
    mentions: tuple[Mention, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    """(line, words) of possible names without a link, in lines about contact in a dated note."""
    words: tuple[tuple[int, str], ...] = ()
    """(line, text) of the body's lines, for full-text search; only for people's notes."""
    profile: Profile | None = None
    """In the `me` note: the user's profile. The note's log is in `mentions`, and is about nobody."""
    aims: Aims | None = None
    """In a goal note: what it says of the goal. Its steps are in `tasks`."""
    subject: TopicalNote | None = None
    """Of a goal, and of a note of nobody that names topics."""
    group: GroupFields | None = None
    """In the note of a group."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention resolved to one person: a line that counts as an interaction, or the reason why it does not."""

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
    """Identities of everybody that the line is about or links, in order."""
    rejected: str | None = None

    __repr__ = short_repr("date", "path", "line", "text")


@dataclass(frozen=True, slots=True)
class Interaction:
    """A day of contact with a person, with all its evidence."""

    date: dt.date
    evidence: tuple[Evidence, ...]

    __repr__ = short_repr("date")


@dataclass(frozen=True, slots=True)
class PersonTask:
    """A task with resolved links, the path and date of its note, and the people it links."""

    task: Task
    path: str
    date: dt.date | None = None
    """The date of the note that contains it."""
    people: tuple[str, ...] = ()
    """Identities of the people it links."""


@dataclass(frozen=True, slots=True)
class History:
    """A person with everything the vault knows about them. Evidence is sorted by date, path and line."""

    person: Person
    counted: tuple[Evidence, ...] = ()
    rejected: tuple[Evidence, ...] = ()
    errands: tuple[PersonTask, ...] = ()

    __repr__ = short_repr("person.name", "last_contact")

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The distinct days of interaction, in order."""
        return tuple(sorted({e.date for e in self.counted if e.date is not None}))

    def held(self, today: dt.date) -> list[dt.date]:
        """The distinct days of interaction up to `today`, in order."""
        return [day for day in self.days if day <= today]

    @property
    def first_contact(self) -> dt.date | None:
        """The day of the earliest counted interaction, or None."""
        return min((e.date for e in self.counted if e.date is not None), default=None)

    @property
    def last_contact(self) -> dt.date | None:
        """The day of the latest counted interaction, or None."""
        return max((e.date for e in self.counted if e.date is not None), default=None)

    @property
    def touches(self) -> tuple[Evidence, ...]:
        """The light touches, such as a comment online, in order. They are no interactions."""
        return tuple([each for each in self.rejected if each.rejected == LIGHT])

    @property
    def attempts(self) -> tuple[Evidence, ...]:
        """The calls and the like that reached nobody, in order. They are no interactions."""
        return tuple([each for each in self.rejected if each.rejected == ATTEMPT])

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """One interaction for each distinct day, in order."""
        return tuple(Interaction(day, tuple(e for e in self.counted if e.date == day)) for day in self.days)


class Unmatched(NamedTuple):
    """An attendee by name, with the number of people the name fits: none, or several."""

    name: str
    fits: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or event note with its attendees, and `others` who are named but have no note."""

    note: Note
    people: tuple[Person, ...] = ()
    line: int = 1
    others: tuple[Unmatched, ...] = ()

    __repr__ = short_repr("note.title", "note.date", "note.path")

    @property
    def when(self) -> tuple[dt.date, str, str]:
        """The sort key: day, time (without one first, as in calendars) and path."""
        return self.note.date or dt.date.max, self.note.time, self.note.path


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its members, and `others` who are named in its list but have no note.

    `places` are the lines that say that somebody is a member, as `people` are ordered. `days` are the lines about
    a day of the group, past and future, by date: in its own log, and wherever a dated note or line links it.
    """

    note: Note
    fields: GroupFields
    people: tuple[Person, ...] = ()
    places: tuple[Evidence, ...] = ()
    others: tuple[Unmatched, ...] = ()
    days: tuple[Evidence, ...] = ()

    __repr__ = short_repr("note.title", "note.path")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Who to get back to, when and why. A follow-up with `due` None is listed but never scheduled.

    One that is about nobody (a step of a goal) has no `person` and no `people`. It belongs to the note at `path`, whose
    title is `note`.

    `discriminator` distinguishes follow-ups of one kind and person. It contains no dates, so that the UID stays
    when the date moves. `people` are all people concerned, `person` first. `late_after` is the last day that is not
    late.
    """

    kind: FollowUpKind
    person: Person | None
    due: dt.date | None
    reason: str
    late_after: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    discriminator: str = ""
    people: tuple[Person, ...] = ()
    superseded: bool = False
    yearly: PartialDate | None = None
    """For birthday and anniversary: the day that recurs."""
    title: str = ""
    """For task and promise: its words. For prepare: the note's title. For anniversary: its key."""
    path: str = ""
    """The note to open: the person's, the meeting's for prepare, the goal's for its steps."""
    note: str = ""
    """The title of the note, if the follow-up is about nobody."""
    private: bool = False
    """Whether its note is private, so that a feed shows only the day. Who is private says so in `person`."""
    since: dt.date | None = None
    """For dormant: the Monday from which there is a reason. Each week has one of them (`followups/weekly.py`)."""

    __repr__ = short_repr("kind", "name", "due", "title")

    @property
    def concerned(self) -> tuple[Person, ...]:
        """Everybody it is about: `people`, at least the person. Empty for a step of a goal."""
        return self.people or ((self.person,) if self.person else ())

    @property
    def log_path(self) -> str:
        """The note with the log where it ends: that of the person, else its own."""
        return self.person.path if self.person else self.path

    @property
    def identity(self) -> str:
        """The identity of the person; "" if it is about nobody. The discriminator then begins with the note's."""
        return self.person.id if self.person else ""

    @property
    def name(self) -> str:
        """The name of the person, or the title of the note."""
        return self.person.name if self.person else self.note


class DueDates(Protocol):
    """When a follow-up is due, and from when on it is late."""

    @property
    def due(self) -> dt.date | None:
        """See FollowUp."""

    @property
    def late_after(self) -> dt.date | None:
        """See FollowUp."""


class FollowUpOutline(DueDates, Protocol):
    """The order, identity and words of a follow-up: what a `FollowUp` and its row in the store have in common."""

    @property
    def kind(self) -> FollowUpKind:
        """See FollowUp."""

    @property
    def identity(self) -> str:
        """See FollowUp."""

    @property
    def name(self) -> str:
        """The name of the person."""

    @property
    def reason(self) -> str:
        """See FollowUp."""

    @property
    def discriminator(self) -> str:
        """See FollowUp."""

    @property
    def superseded(self) -> bool:
        """See FollowUp."""
