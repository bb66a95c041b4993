"""What a typed line says about an interaction, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.frozen import dataclass
from mdnetwork.model import Direction, Person

DoubtKind = Literal["several", "nobody", "no people", "future", "unclear date", "no date", "no contact"]


class Ambiguity(NamedTuple):
    """What is unclear in a line. `written` are the words in question; `candidates` are paths of people's notes.

    "several": several people have this name. "nobody": no person has it, and the candidates have similar names. "no
    people": the line names no one. "no contact": the line describes an intention, a thought or a negation. The other
    kinds concern days. `entries.sentence` turns an ambiguity into a message for the user.
    """

    kind: DoubtKind
    written: str = ""
    candidates: tuple[str, ...] = ()


class Named(NamedTuple):
    """A person named in a line, the words that name them, and a link to their note."""

    person: Person
    written: str
    link: str


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One interaction as it was typed. Channel, direction, tags, place and due date are what reading will find in it.

    `text` is the line without its date and people. An entry with `doubts` must not be written until they are answered:
    `read_sentence` takes the answers as `chosen`.
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
    """The words that give the day; "" where the line gives none and it is today."""
    before: str = ""
    """The text before the people. `after` is the text after them, with its punctuation."""
    joint: str = ""
    """The word before the people: with, con, from, or "" ("met Ada")."""
    after: str = ""
    language: str = "en"
    """The language whose words join people: "with" and "and", "con" and "e"."""
