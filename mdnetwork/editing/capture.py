"""Editing: what a typed line says of an interaction, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.model import Direction, Person

DoubtKind = Literal["several", "nobody", "no people", "future", "unclear date", "no date", "no contact"]


class Ambiguity(NamedTuple):
    """What is not clear in a line. `written` is the words; `candidates` are paths of people's notes.

    "several" people are called so, "nobody" is (the candidates come near). The others concern days, and a line that
    names nobody; "no contact" is a line that tells of an intention, a thought or a negation. `doubting.sentence` says
    it to the user.
    """

    kind: DoubtKind
    written: str = ""
    candidates: tuple[str, ...] = ()


class Named(NamedTuple):
    """Somebody whom a line names: the person, the words that did, and a link to their note."""

    person: Person
    written: str
    link: str


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One interaction as it was typed. Channel, direction, tags, place and due date are what reading will make of it.

    `text` is the line without its date and people. Where there are `doubts`, it must not be written before they are
    answered: `read_sentence` takes the answers as `chosen`.
    """

    day: date
    people: tuple[Named, ...]
    channel: str | None
    direction: Direction
    place: str | None
    tags: tuple[str, ...]
    due: date | None
    text: str
    doubts: tuple[Ambiguity, ...] = ()
    day_said: str = ""
    """The words that told the day; "" where it is today because nothing else is said."""
    before: str = ""
    """The text before the people, and `after` that behind them, with the signs that join it."""
    joint: str = ""
    """The word before the people: with, con, from, or none ("met Ada")."""
    after: str = ""
    language: str = "en"
    """The language whose words join people: "with" and "and", "con" and "e"."""
