"""What the pages show. The commands make it: a page and a command give the same answer, in the same words.

`mdnetwork.cli` lies above this package, so `mdnet serve` passes what implements `Contents`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from mdnetwork.dates import Span
from mdnetwork.editing.meeting_line import MeetingLine
from mdnetwork.editing.typed_line import ParsedEntry
from mdnetwork.model import FollowUp, FollowUpKind, Person
from mdnetwork.network import Network
from mdnetwork.sections import Section


@dataclass(frozen=True, slots=True)
class TodayContents:
    """The morning: today's meetings, what fits the minutes with what to begin with, and the state of the vault."""

    meetings: Sequence[Section]
    follow_ups: Sequence[tuple[FollowUp, str]]
    due: int
    """How many follow-ups are due altogether."""
    problems: int
    state: str
    comers: frozenset[str]
    """The names of the people who come."""
    found: Sequence[Section]
    """What a vault without settings contains."""


@dataclass(frozen=True, slots=True)
class DueContents:
    """A part of the follow-ups that are due and fit."""

    follow_ups: Sequence[FollowUp]
    total: int
    """How many fit."""
    kinds: Sequence[FollowUpKind]
    """The kinds of all that are due, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ShownContents:
    """What is known of a person, a meeting or another note."""

    sections: Sequence[Section]
    person: Person | None
    """The person, if it is the page of one."""
    why: Sequence[Section] = ()
    """What counted as contact with them, and what did not."""


@dataclass(frozen=True, slots=True)
class PeopleContents:
    """A part of a list of people: a table with its titles in the first row, and how many fit altogether."""

    table: Sequence[Section]
    total: int


@dataclass(frozen=True, slots=True)
class PeopleOffered:
    """What people can be filtered by, the most frequent."""

    circles: Sequence[str]
    tags: Sequence[str]


class UnclearWords(NamedTuple):
    """The sentence of a doubt, the words in question, and who may be meant: (path, name) pairs."""

    sentence: str
    words: str
    people: Sequence[tuple[str, str]]
    is_new: bool
    """Whether nobody has this name, so that a note may be added for them."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """What a typed line was understood to say."""

    said: ParsedEntry | MeetingLine
    summary: str
    unclear: Sequence[UnclearWords]
    left_alone: Sequence[str]
    """The sentences about people who died or want no contact."""


PersonRow = Any
"""A person as `Contents` has them."""
Wanted = Mapping[str, Sequence[str]]
"""Filters by their name: kinds, circles, tags, orgs, places."""


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Which people: words that their notes say of them, and filters."""

    words: str
    wanted: Wanted


class Contents(Protocol):
    """The answers of the commands, as sections."""

    def today(self, network: Network, today: date, minutes: int) -> TodayContents:
        """The morning."""

    def due(self, network: Network, today: date, within: Span | None, wanted: Wanted, part: slice) -> DueContents:
        """A part of what is due, of these kinds, circles and tags."""

    def shown(self, network: Network, today: date, name: str) -> ShownContents:
        """The person, meeting or note of this name. Raises UnknownName and AmbiguousName."""

    def listed(self, network: Network, today: date, asked: PeopleAsked, order: str, part: slice) -> PeopleContents:
        """A part of the people that fit, in this order, which is none of ties."""

    def everybody(self, network: Network, today: date, order: str, ties: str) -> Sequence[PersonRow]:
        """Everybody in this order, with what is open. `ties` is "", "weak", "drifting" or "bridges"."""

    def offered(self, network: Network) -> PeopleOffered:
        """What people can be filtered by."""

    def fitting(self, network: Network, today: date, asked: PeopleAsked) -> AbstractSet[str]:
        """The identities of the people that fit."""

    def people(
        self,
        network: Network,
        today: date,
        everybody: Sequence[PersonRow],
        fitting: AbstractSet[str] | None,
        part: slice,
    ) -> PeopleContents:
        """A part of the people that fit, or of all."""

    def orders(self) -> Sequence[str]:
        """How people can be sorted."""

    def goals(self, network: Network, today: date) -> Sequence[Section]:
        """The goals."""

    def knows(self, network: Network, today: date, topic: str) -> Sequence[Section]:
        """The people for a topic. Raises UnknownName for a note that is not there."""

    def ways(self, network: Network, today: date, name: str) -> Sequence[Section]:
        """The ways to a person or an organisation. Raises UnknownName and AmbiguousName."""

    def review(self, network: Network, today: date, length: Span) -> Sequence[Section]:
        """The review of a period, with suggestions at the end."""

    def written_line(self, network: Network, today: date, line: str, chosen: Mapping[str, str]) -> WrittenLine:
        """What a typed line says. `chosen` decides who is meant by ambiguous words."""

    def completions(self, network: Network, today: date, line: str) -> Sequence[tuple[str, str]]:
        """The names, days and tags that may follow: the completed line, and what completes it."""
