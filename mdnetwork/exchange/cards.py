"""Exchange: what a file of another program says of one person or one appointment, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.dates import PartialDate
from mdnetwork.model import Status
from mdnetwork.words.keys import RELATIONS

RELATED = (*RELATIONS, "introduced_by")
"""What one person can be to another on a card."""


class Photo(NamedTuple):
    """A picture of a person; `suffix` is that of its file: "jpg"."""

    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """A person as a file tells it. `where` is the place in the file: "Connections.csv:5".

    Texts are clean lines, "" where nothing is said. It says nothing of how often to be in touch: no file decides that.
    """

    name: str
    where: str = ""
    uid: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Without `#`, in a form that a note can hold."""
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
    """Free text, perhaps of several lines."""
    photo: Photo | None = None
    came: bool | None = None
    """Of a guest list: whether they were there; None where it does not tell."""


class Guest(NamedTuple):
    """Somebody who is named in an appointment. `declined` is true of who said no.

    `record` is the (source, place) of their card, where a guest list has one.
    """

    name: str
    email: str = ""
    declined: bool = False
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting as a calendar tells it: one occurrence of it. `time` is "09:30", "" for a whole day."""

    uid: str
    day: date
    title: str
    where: str = ""
    time: str = ""
    place: str = ""
    guests: tuple[Guest, ...] = ()
    kind: Literal["meeting", "event"] = "meeting"


@dataclass(frozen=True, slots=True)
class LoggedInteraction:
    """An interaction as another log tells it: its day, words and the names of those it was with."""

    day: date
    text: str
    where: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """Something in a file that is no person's card, or cannot be read, and why it was left out, as a sentence."""

    where: str
    why: str
    day: bool = False
    """Whether it is only a date that reads in two ways, and the rest of the card was taken."""


Item = Card | Appointment | LoggedInteraction | SkippedRecord
"""What reading a file gives, one after the other."""
