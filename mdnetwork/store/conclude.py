"""Store: follow-ups, as rows for one day. Only those are computed whose person or note, subjects or days changed.

The rules record the people they look at (`subject`) and how long their answers hold (`holds_from`, `holds_until`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from mdnetwork.followups import follow_ups_of, follow_ups_of_note, importance
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.own import OwnNote
from mdnetwork.followups.weekly import of_the_week
from mdnetwork.model import FollowUp
from mdnetwork.people import People
from mdnetwork.people.gathering import last_contact_problems
from mdnetwork.store.facts import column, from_column, problem_text, rest_text
from mdnetwork.store.follow_ups import Rules, marks
from mdnetwork.store.people import StoredPeople
from mdnetwork.store.resolve import HISTORY, MINE, NOBODY, WHO

MOST = 4
"""If one person in `MOST` is to be computed, everybody is loaded at once: one by one costs four times as much."""
_ASPECTS = {"who": WHO, "history": WHO | HISTORY, "mine": MINE}


class Concluding:
    """Brings the follow-ups to one day, these settings and this language."""

    def __init__(self, rules: Rules) -> None:
        self.today = rules.today
        self._rules = rules

    def run(self, connection: sqlite3.Connection) -> int:
        """Bring the follow-ups up to date, in the open transaction. Returns the number of people it took."""
        day, mark = marks(connection)
        notes = self._stale(connection)  # those that are nobody's any more too
        if mark != self._rules.mark:
            notes |= {note for (note,) in connection.execute("SELECT note FROM person UNION ALL SELECT note FROM own")}
        elif day != self.today.isoformat():
            notes |= self._expired(connection)
        notes.discard(NOBODY)
        self._conclude(connection, notes)
        self._choose(connection)
        connection.execute("DELETE FROM stale")
        connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [("day", self.today.isoformat()), ("rules", self._rules.mark)]
        )
        return len(notes)

    def _choose(self, connection: sqlite3.Connection) -> None:
        """Show the dormant tie of the week, and no other."""
        rows = connection.execute(
            "SELECT identity, since, follow_up.note, seq, superseded, due FROM follow_up"
            " JOIN person ON person.note = follow_up.note WHERE since IS NOT NULL"
        ).fetchall()
        offers = {from_column(identity): date.fromisoformat(since) for identity, since, *_ in rows}
        chosen = of_the_week(offers, self.today)
        for identity, _, note, seq, superseded, due in rows:
            hidden = due is None or from_column(identity) != chosen
            if hidden != bool(superseded):
                connection.execute(
                    "UPDATE follow_up SET superseded = ? WHERE note = ? AND seq = ?", (hidden, note, seq)
                )

    def _stale(self, connection: sqlite3.Connection) -> set[int]:
        notes = {note for (note,) in connection.execute("SELECT note FROM stale")}
        asking = connection.execute(
            "SELECT subject.note FROM stale JOIN subject ON other = stale.note WHERE stale.aspect & subject.aspect"
        )
        return notes | {note for (note,) in asking}

    def _expired(self, connection: sqlite3.Connection) -> set[int]:
        day = self.today.isoformat()
        expired = "SELECT note FROM {} WHERE :day < holds_from OR :day > holds_until"
        rows = connection.execute(f"{expired.format('person')} UNION ALL {expired.format('own')}", {"day": day})
        return {note for (note,) in rows}

    def _conclude(self, connection: sqlite3.Connection, numbers: set[int]) -> None:
        stored = StoredPeople(lambda ask: ask(connection), self.today, measured=True)
        everybody = len(numbers) * MOST > len(stored)
        people = _at_once(stored) if everybody else stored
        context = FollowUpContext(people, self._rules.settings, self.today, self._rules.texts)
        known = _PersonNumbers(connection)
        own = {each.note.path: OwnNote(each) for each in stored.own_notes}
        for number in sorted(numbers):
            connection.execute("DELETE FROM follow_up WHERE note = ?", (number,))
            connection.execute("DELETE FROM subject WHERE note = ?", (number,))
            connection.execute("DELETE FROM problem WHERE note = ? AND source = 'day'", (number,))
            row = connection.execute(
                "SELECT path, own.note FROM note LEFT JOIN person ON person.note = note.id"
                " LEFT JOIN own ON own.note = note.id WHERE note.id = ? AND (person.note OR own.note)",
                (number,),
            ).fetchone()
            if row is not None and row[1] is None:
                self._conclude_person(connection, number, row[0], context, stored, known)
            elif row is not None:
                context.record()
                _write(connection, number, follow_ups_of_note(own[row[0]], context), context, known)
                clock = context.clock
                interval = clock.holds_from.isoformat(), clock.holds_until.isoformat()
                connection.execute("UPDATE own SET holds_from = ?, holds_until = ? WHERE note = ?", (*interval, number))

    def _conclude_person(  # noqa: PLR0917  what one person needs of the loop
        self,
        connection: sqlite3.Connection,
        number: int,
        path: str,
        context: FollowUpContext,
        stored: StoredPeople,
        known: _PersonNumbers,
    ) -> None:
        history = context.directory.paths[path]
        since, until = stored.load(lambda loader: loader.holds[number])
        context.record()
        theirs = context.history(history.person.id)
        _write(connection, number, follow_ups_of(theirs, context) if theirs else [], context, known)
        connection.executemany(
            "INSERT INTO problem VALUES (?, 'day', ?)",
            [(number, problem_text(each)) for each in last_contact_problems([history])],
        )
        clock = context.clock
        interval = max(since, clock.holds_from).isoformat(), min(until, clock.holds_until).isoformat()
        contact = _iso(history.first_contact), _iso(history.last_contact), len(history.days)
        connection.execute(
            "UPDATE person SET holds_from = ?, holds_until = ?, first_contact = ?, last_contact = ?, days = ?"
            " WHERE note = ?",
            (*interval, *contact, number),
        )


def _write(
    connection: sqlite3.Connection,
    number: int,
    found: list[FollowUp],
    context: FollowUpContext,
    known: _PersonNumbers,
) -> None:
    """Write the follow-ups of a note, and the people that they depend on."""
    connection.executemany(
        "INSERT INTO follow_up VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                seq,
                each.kind,
                importance(each.kind),
                _iso(each.due),
                _iso(each.late_after),
                column(each.reason),
                each.superseded,
                column(each.discriminator),
                _iso(max((line.date for line in each.evidence if line.date), default=None)),
                " ".join(str(known[who.id]) for who in each.people if who.id != each.identity),
                column(each.note),
                rest_text(each, known),
                _iso(each.since),
            )
            for seq, each in enumerate(found)
        ],
    )
    subjects: dict[int, int] = {}
    for other, aspect in context.subjects:
        asked = known.at(other) if other else NOBODY
        if asked != number:
            subjects[asked] = subjects.get(asked, 0) | _ASPECTS[aspect]
    connection.executemany(
        "INSERT INTO subject VALUES (?, ?, ?)", [(number, other, aspect) for other, aspect in subjects.items()]
    )


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


def _at_once(stored: StoredPeople) -> People:
    """Everybody in memory, where questions about each person cost no query."""
    return People(
        stored.histories,
        stored.meetings,
        own_notes=stored.own_notes,
        links=stored.links,
        whole_log=stored.whole_log,
        subjects=stored.subjects,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
