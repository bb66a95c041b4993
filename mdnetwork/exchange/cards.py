"""The plain values that files of other programs are read into: people and appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.model import Status
from mdnetwork.vocabulary.keys import RELATIONS

RELATED = (*RELATIONS, "introduced_by")
"""The relations that a card can have."""


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
    """(kind, address) pairs; the kinds are those of `words.keys.URLS`."""
    birthday: PartialDate | None = None
    anniversaries: tuple[tuple[str, PartialDate], ...] = ()
    """(key for front matter, date) pairs."""
    place: str = ""
    met: date | None = None
    met_at: str = ""
    language: str = ""
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
    day: bool = False
    """Whether only an ambiguous date was skipped, and the rest of the card was read."""


Item = Card | Appointment | LoggedInteraction | SkippedRecord
"""What reading a file gives, one after the other."""
