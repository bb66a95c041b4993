"""Ground: what one note says by itself. The index keeps it, so nothing in it hangs on other notes or on today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.model.quick import quick

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
class Line:
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
    lines: tuple[Line, ...] = ()
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
