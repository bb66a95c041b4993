"""The plain values of an exchange: what files are read into, whose it is, and what an import would do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.fields import RELATIONS, value_of
from mdnetwork.model import Status
from mdnetwork.names import same

RELATED = (*RELATIONS, "introduced_by")
"""The relations that a card can have."""
Rung = Literal["uid", "email", "linkedin", "phone", "name and org", "name", ""]
"""The evidence for a match, the strongest first."""
Outcome = Literal["new", "updated", "unchanged", "ambiguous"]
Edits = dict[str, tuple[bytes | None, bytes]]
"""Path of a note -> its content (None if it does not exist yet), and its new content."""


class Photo(NamedTuple):
    """A picture of a person; `suffix` is its file's suffix: "jpg"."""

    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """A person from a file. `where` is the place in the file: "Connections.csv:5".

    Texts are clean lines, "" if there is none. There is no cadence, since no file can decide that.
    """

    name: str
    where: str = ""
    uid: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Without `#`, in a form that a note can contain."""
    org: str = ""
    role: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    """(kind, address) pairs; the kinds are those of `fields.URLS`."""
    birthday: PartialDate | None = None
    anniversaries: tuple[tuple[str, PartialDate], ...] = ()
    """(key for front matter, date) pairs."""
    place: str = ""
    met: date | None = None
    met_at: str = ""
    expertise: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    """(relation, name) pairs; the relations are those of `RELATED`."""
    status: Status = ""
    private: bool = False
    more: tuple[tuple[str, str], ...] = ()
    """(field, text) pairs of the plain text fields of `fields.FIELDS` that have no attribute here."""
    note: str = ""
    """Free text, possibly of several lines."""
    photo: Photo | None = None
    came: bool | None = None
    """In a guest list: whether the person was there; None if it does not say."""


class Guest(NamedTuple):
    """A person in an appointment. `declined` means that they do not come.

    `record` is the (source, place) of their card, if a guest list has one.
    """

    name: str
    email: str = ""
    declined: bool = False
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """One occurrence of a meeting in a calendar. `time` is "09:30", or "" for a whole day."""

    uid: str
    day: date
    title: str
    where: str = ""
    time: str = ""
    place: str = ""
    guests: tuple[Guest, ...] = ()
    kind: Literal["meeting", "event"] = "meeting"
    sequence: int = 0
    stamp: str = ""
    """SEQUENCE and DTSTAMP of the event: "20261101T000000Z". A version with lower ones is older."""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class LoggedInteraction:
    """An interaction from another program's log: its day, text and the names of the people."""

    day: date
    text: str
    where: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A part of a file that is not a person's card, or cannot be read, and the reason as a sentence."""

    where: str
    why: str
    part: Literal["record", "value", "guest", "table"] = "record"
    """What was skipped: a whole record; a value of a record, or its place among the guests of an event; columns or
    sheets of a table."""


Item = Card | Appointment | LoggedInteraction | SkippedRecord
"""What reading a file gives, one after the other."""


class CardMatch(NamedTuple):
    """The person of a card (a path), and the rung that decided; or, if unclear, the candidates and why."""

    path: str = ""
    by: Rung = ""
    candidates: tuple[str, ...] = ()
    why: str = ""


class Filled(NamedTuple):
    """A value that the note does not have: of the field `key`, or one more item of that list."""

    key: str
    value: str


class Differs(NamedTuple):
    """A field in which note and file differ."""

    key: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """The result for one card. `path` is the person's note, for a new person the created one; "" if there is none.

    `by` is the evidence for the match; `candidates` are the notes of possible people, and `why` the reason in a word.
    """

    outcome: Outcome
    name: str
    where: str
    path: str = ""
    by: Rung = ""
    filled: tuple[Filled, ...] = ()
    differs: tuple[Differs, ...] = ()
    news: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""
    refused: tuple[str, ...] = ()
    org: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: an entry per card, what was skipped, and the edits of notes."""

    entries: tuple[ImportedCard, ...] = ()
    left: tuple[SkippedRecord, ...] = ()
    edits: Edits | None = None
    appointments: tuple[Appointment, ...] = ()
    owners: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """For guest lists: (source, place) of a card -> the path of the person's note, "" if there is none."""

    def count(self, outcome: Outcome) -> int:
        """How many cards have this outcome."""
        return sum(entry.outcome == outcome for entry in self.entries)


Chooser = Callable[[Card], bool]
"""Whether a new person gets a note."""
Answerer = Callable[[Card, CardMatch], "str | None"]
"""The person of an unclear card: a path, "" for a new person, None if unknown."""


def nobody(_card: Card) -> bool:
    """Create no notes: people who are not in the vault are only listed."""
    return False


def unanswered(_card: Card, _match: CardMatch) -> None:
    """Leave doubts unanswered."""


def chosen_by(conditions: Iterable[tuple[str, str]]) -> Chooser:
    """A Chooser for cards that meet all conditions (field, words in it): `("org", "museum")`."""
    wanted = [(key, same(words)) for key, words in conditions]
    return lambda card: all(any(words in same(text) for text in _texts(card, key)) for key, words in wanted)


def _texts(card: Card, key: str) -> Iterator[str]:
    found = value_of(card, key)
    if isinstance(found, tuple):
        yield from (" ".join(each) if isinstance(each, tuple) else str(each) for each in found)
    else:
        yield str(found or "")
