"""What an import would do, as plain values, and who decides about it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mdnetwork.exchange.cards import Appointment, Card, SkippedRecord
from mdnetwork.exchange.filling import Differs, Filled
from mdnetwork.exchange.matching import CardMatch, Rung
from mdnetwork.fields import value_of
from mdnetwork.names import same

Outcome = Literal["new", "updated", "unchanged", "ambiguous"]
Edits = dict[str, tuple[bytes | None, bytes]]
"""Path of a note -> its content (None if it does not exist yet), and its new content."""


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
    wanted = [(field, same(words)) for field, words in conditions]
    return lambda card: all(any(words in same(text) for text in _texts(card, field)) for field, words in wanted)


def _texts(card: Card, field: str) -> Iterator[str]:
    found = value_of(card, field)
    if isinstance(found, tuple):
        yield from (" ".join(each) if isinstance(each, tuple) else str(each) for each in found)
    else:
        yield str(found or "")
