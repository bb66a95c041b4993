"""Store: follow-ups, as rows for one day. Only those are computed whose person or note, subjects or days changed.

The rules record the people they look at (`subject`) and how long their answers hold (`holds_from`, `holds_until`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from mdnetwork.followups.weekly import of_the_week
from mdnetwork.lazy import lazy
from mdnetwork.store import conclusions
from mdnetwork.store.conclusions import Conclusion
from mdnetwork.store.facts import from_column
from mdnetwork.store.follow_ups import Rules, marks
from mdnetwork.store.resolve import NOBODY
from mdnetwork.store.schema import name_of_file

if TYPE_CHECKING:  # most runs conclude few notes, in this process alone
    from mdnetwork.store import second
else:
    second = lazy("mdnetwork.store.second")

BATCH = 200
"""The number of notes to conclude at once: what concerns these people is in memory."""
MANY = 600
"""The number of notes that makes a second process worth its start-up time."""


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
        ordered = sorted(numbers)
        batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
        gone = [(number,) for number in ordered]
        connection.executemany("DELETE FROM follow_up WHERE note = ?", gone)
        connection.executemany("DELETE FROM subject WHERE note = ?", gone)
        connection.executemany("DELETE FROM problem WHERE note = ? AND source = 'day'", gone)
        concluder = conclusions.Concluder(connection, self._rules)
        file = name_of_file(connection) if len(ordered) >= MANY and second.may_share() else None
        found: Iterator[list[Conclusion]] = map(concluder, batches)
        if file is not None:
            given = conclusions.Given(file, self._rules.settings, self._rules.texts.language, self.today)
            found = second.results(batches, concluder, conclusions.elsewhere, given)
        for each in found:
            _write(connection, each)


def _write(connection: sqlite3.Connection, found: list[Conclusion]) -> None:
    connection.executemany(
        "INSERT INTO follow_up VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row for each in found for row in each.follow_ups],
    )
    connection.executemany("INSERT INTO subject VALUES (?, ?, ?)", [row for each in found for row in each.subjects])
    connection.executemany(
        "INSERT INTO problem VALUES (?, 'day', ?)", [(each.note, text) for each in found for text in each.problems]
    )
    connection.executemany(
        "UPDATE person SET holds_from = ?, holds_until = ?, first_contact = ?, last_contact = ?, days = ?,"
        " contacts = ? WHERE note = ?",
        [(*each.holds, *each.contact, each.note) for each in found if each.contact],
    )
    connection.executemany(
        "UPDATE own SET holds_from = ?, holds_until = ? WHERE note = ?",
        [(*each.holds, each.note) for each in found if not each.contact],
    )
