"""Store: what follows for some people and notes of the user's own on one day, as rows. It writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from mdnetwork.followups import FollowUpSettings, follow_ups_of, follow_ups_of_note, importance
from mdnetwork.followups.contact_days import contact_days
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.own import OwnNote
from mdnetwork.i18n import texts
from mdnetwork.model import FollowUp, History
from mdnetwork.people.gathering import last_contact_problems
from mdnetwork.store.batches import PeopleInBatches
from mdnetwork.store.facts import column, contact_days_text, problem_text, rest_text
from mdnetwork.store.follow_ups import Rules
from mdnetwork.store.resolve import HISTORY, MINE, NOBODY, WHO
from mdnetwork.store.schema import FileName, open_beside

_ASPECTS = {"who": WHO, "history": WHO | HISTORY, "mine": MINE}


class Conclusion(NamedTuple):
    """What follows for one note, in the columns of the tables."""

    note: int
    follow_ups: list[tuple[object, ...]]
    subjects: list[tuple[int, int, int]]
    problems: list[str]
    holds: tuple[str, str]
    contact: tuple[str | None, str | None, int, str | None] | None
    """The first and the last day of contact, the number of days, and the days; None for a note of the user's own."""


class Concluder:
    """Finds what follows, for one list of notes after another. Only the people of one list are in memory."""

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._connection = connection
        self._people = PeopleInBatches(connection, rules.today)
        self._context = FollowUpContext(self._people, rules.settings, rules.today, rules.texts)
        self._known = _PersonNumbers(connection)

    def __call__(self, notes: list[int]) -> list[Conclusion]:
        """What follows for these notes. Those that are nobody's any more have none."""
        self._context.forget()
        histories = self._people.take(notes)
        return [
            self._of_own_note(note) if note in self._own else self._of_person(note, histories[note])
            for note in notes
            if note in self._own or note in histories
        ]

    @cached_property
    def _own(self) -> dict[int, OwnNote]:
        notes = {each.note.path: OwnNote(each) for each in self._people.own_notes}
        rows = self._connection.execute("SELECT own.note, path FROM own JOIN note ON note.id = own.note")
        return {note: notes[path] for note, path in rows}

    def _of_own_note(self, note: int) -> Conclusion:
        self._context.record()
        found = follow_ups_of_note(self._own[note], self._context)
        clock = self._context.clock
        interval = clock.holds_from.isoformat(), clock.holds_until.isoformat()
        return Conclusion(note, self._rows(note, found), self._subjects(note), [], interval, None)

    def _of_person(self, note: int, history: History) -> Conclusion:
        since, until = self._people.load(lambda loader: loader.holds[note])
        self._context.record()
        theirs = self._context.history(history.person.id)
        found = follow_ups_of(theirs, self._context) if theirs else []
        rows, subjects = self._rows(note, found), self._subjects(note)
        problems = [problem_text(each) for each in last_contact_problems([history])]
        clock = self._context.clock
        interval = max(since, clock.holds_from).isoformat(), min(until, clock.holds_until).isoformat()
        days = contact_days_text(contact_days(theirs)) if theirs else None
        contact = _iso(history.first_contact), _iso(history.last_contact), len(history.days), days
        return Conclusion(note, rows, subjects, problems, interval, contact)

    def _rows(self, note: int, found: list[FollowUp]) -> list[tuple[object, ...]]:
        return [
            (
                note,
                seq,
                each.kind,
                importance(each.kind),
                _iso(each.due),
                _iso(each.late_after),
                column(each.reason),
                each.superseded,
                column(each.discriminator),
                _iso(max((line.date for line in each.evidence if line.date), default=None)),
                " ".join(str(self._known[who.id]) for who in each.people if who.id != each.identity),
                column(each.note),
                rest_text(each, self._known),
                _iso(each.since),
            )
            for seq, each in enumerate(found)
        ]

    def _subjects(self, note: int) -> list[tuple[int, int, int]]:
        """The people that the answers depend on."""
        subjects: dict[int, int] = {}
        for other, aspect in self._context.subjects:
            asked = self._known.at(other) if other else NOBODY
            if asked != note:
                subjects[asked] = subjects.get(asked, 0) | _ASPECTS[aspect]
        return [(note, other, aspect) for other, aspect in subjects.items()]


class Given(NamedTuple):
    """What another process needs to conclude the same: the file, and the rules with their language."""

    file: FileName
    settings: FollowUpSettings
    language: str
    today: date


def elsewhere(given: Given) -> Concluder:
    """A concluder in a second process. It sees the file as it was before this transaction. Raises sqlite3.Error."""
    return Concluder(open_beside(given.file), Rules(given.settings, texts(given.language), given.today))


class _PersonNumbers(Mapping[str, int]):
    """The numbers of people by identity."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._paths: dict[str, int] = {}

    def __getitem__(self, identity: str) -> int:
        if identity not in self._numbers:
            (number,) = self._connection.execute(
                "SELECT note FROM person WHERE identity = ?", (column(identity),)
            ).fetchone()
            self._numbers[identity] = number
        return self._numbers[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, path: str) -> int:
        """The number of the note at `path`."""
        if path not in self._paths:
            (number,) = self._connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchone()
            self._paths[path] = number
        return self._paths[path]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
