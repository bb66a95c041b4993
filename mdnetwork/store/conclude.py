"""Store: follow-ups, as rows for one day. Only those are computed whose person, subjects or days changed.

The rules record whom they look at (`subject`) and how long their answers hold (`holds_from`, `holds_until`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from mdnetwork.followups import follow_ups_of, importance
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.i18n import Texts
from mdnetwork.model import FollowUp, FollowUpKind, Person
from mdnetwork.people import People
from mdnetwork.people.gathering import last_contact_problems
from mdnetwork.store.facts import column, from_column, lines_in_rest, problem_text, read_rest, rest_text, stored_day
from mdnetwork.store.people import Loader, StoredPeople
from mdnetwork.store.resolve import HISTORY, WHO

MANY = 800
"""With this many people to conclude about, everybody is loaded at once."""
_ASPECTS = {"who": WHO, "history": WHO | HISTORY}
_ROWS = (
    "SELECT person, kind, due, late_after, superseded, discriminator, rest FROM follow_up"
    " JOIN person ON person.note = follow_up.person"
)
_ORDER = (
    " ORDER BY due IS NULL, due, importance, min(coalesce(late_after, :today), :today), identity, discriminator, seq"
)


class Concluding:
    """Follow-ups on one day, under these settings, in this language."""

    def __init__(self, settings: FollowUpSettings, texts: Texts, today: date) -> None:
        self.today = today
        self.computed = 0
        """The number of people whose follow-ups were computed."""
        self._settings = settings
        self._texts = texts
        self._mark = repr((settings, texts.language))

    def holds(self, connection: sqlite3.Connection) -> bool:
        """Whether the follow-ups in the store are those of this day, these settings and the notes as they are."""
        if connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
            return False
        return self._marks(connection) == (self.today.isoformat(), self._mark)

    def run(self, connection: sqlite3.Connection) -> None:
        """Bring the follow-ups up to date, in the open transaction."""
        day, mark = self._marks(connection)
        if mark != self._mark:
            people = {note for (note,) in connection.execute("SELECT note FROM person")}
        else:
            people = self._stale(connection)
            if day != self.today.isoformat():
                people |= self._expired(connection)
        self._conclude(connection, people)
        connection.execute("DELETE FROM stale")
        connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [("day", self.today.isoformat()), ("rules", self._mark)]
        )

    def _marks(self, connection: sqlite3.Connection) -> tuple[str, str]:
        marks = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('day', 'rules')").fetchall())
        return marks.get("day", ""), marks.get("rules", "")

    def _stale(self, connection: sqlite3.Connection) -> set[int]:
        people = {note for (note,) in connection.execute("SELECT person FROM stale")}
        asking = connection.execute(
            "SELECT subject.person FROM stale JOIN subject ON other = stale.person WHERE stale.aspect & subject.aspect"
        )
        return people | {person for (person,) in asking}

    def _expired(self, connection: sqlite3.Connection) -> set[int]:
        day = self.today.isoformat()
        rows = connection.execute("SELECT note FROM person WHERE ? < holds_from OR ? > holds_until", (day, day))
        return {note for (note,) in rows}

    def _conclude(self, connection: sqlite3.Connection, numbers: set[int]) -> None:
        stored = StoredPeople(lambda ask: ask(connection), self.today)
        people = _at_once(stored) if len(numbers) >= MANY else stored
        context = FollowUpContext(people, self._settings, self.today, self._texts)
        known = _Known(connection)
        for number in sorted(numbers):
            connection.execute("DELETE FROM follow_up WHERE person = ?", (number,))
            connection.execute("DELETE FROM subject WHERE person = ?", (number,))
            connection.execute("DELETE FROM problem WHERE note = ? AND source = 'day'", (number,))
            row = connection.execute(
                "SELECT path FROM person JOIN note ON note.id = person.note WHERE person.note = ?", (number,)
            ).fetchone()
            if row is not None:
                self._conclude_one(connection, number, row[0], context, stored, known)
                self.computed += 1

    def _conclude_one(  # noqa: PLR0917  what one person needs of the loop
        self,
        connection: sqlite3.Connection,
        number: int,
        path: str,
        context: FollowUpContext,
        stored: StoredPeople,
        known: _Known,
    ) -> None:
        history = context.directory.paths[path]
        since, until = stored.load(lambda loader: loader.holds[number])
        context.record()
        theirs = context.history(history.person.id)
        found = follow_ups_of(theirs, context) if theirs else []
        connection.executemany(
            "INSERT INTO follow_up VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    seq,
                    each.kind,
                    importance(each.kind),
                    _iso(each.due),
                    _iso(each.late_after),
                    each.superseded,
                    column(each.discriminator),
                    _iso(max((line.date for line in each.evidence if line.date), default=None)),
                    " ".join(str(known[who.id]) for who in each.people if who.id != each.identity),
                    rest_text(each, known),
                )
                for seq, each in enumerate(found)
            ],
        )
        subjects: dict[int, int] = {}
        for other, aspect in context.subjects:
            if other != path:
                asked = known.at(other)
                subjects[asked] = subjects.get(asked, 0) | _ASPECTS[aspect]
        connection.executemany(
            "INSERT INTO subject VALUES (?, ?, ?)", [(number, other, aspect) for other, aspect in subjects.items()]
        )
        connection.executemany(
            "INSERT INTO problem VALUES (?, 'day', ?)",
            [(number, problem_text(each)) for each in last_contact_problems([history])],
        )
        clock = context.clock
        interval = max(since, clock.holds_from).isoformat(), min(until, clock.holds_until).isoformat()
        connection.execute("UPDATE person SET holds_from = ?, holds_until = ? WHERE note = ?", (*interval, number))


class _Known(Mapping[str, int]):
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
    return People(stored.histories, stored.meetings, links=stored.links)


class FollowUpRow(NamedTuple):
    """A follow-up as it is stored: what orders it, and the rest when somebody asks. See `calendar.select.Candidate`."""

    number: int
    """That of the person."""
    identity: str
    kind: FollowUpKind
    due: date | None
    late_after: date | None
    discriminator: str
    latest: str | None
    others: str
    rest: str
    loader: Loader

    @property
    def superseded(self) -> bool:
        """Never: those are not among the rows."""
        return False

    @property
    def person(self) -> Person:
        """The person."""
        return self.loader.person(self.number)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned."""
        return self.load().people

    def load(self) -> FollowUp:
        """The whole follow-up."""
        days = _iso(self.due), _iso(self.late_after)
        row = self.number, self.kind, *days, self.superseded, self.discriminator, self.rest
        return read_rest(self.loader.person, self.loader.ids, *row)

    def inputs(self, today: date) -> str:
        """A text of everything in it that decides what its event says on this day."""
        texts, latest = self.loader.texts, min(self.latest or "", today.isoformat())
        others = [texts[int(number)] for number in self.others.split()]
        return "\0".join((self.kind, latest, self.rest, texts[self.number], *others))

    def lines(self) -> list[tuple[str, int]]:
        """Path and number of each line of its evidence."""
        return lines_in_rest(self.rest)


def open_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up that is not superseded, in no order."""
    loader = Loader(connection, today)
    loader.know_texts()
    rows = connection.execute(
        "SELECT person, kind, due, late_after, discriminator, latest, others, rest FROM follow_up WHERE NOT superseded"
    )
    return [
        FollowUpRow(
            number,
            loader.ids[number],
            kind,
            stored_day(due),
            stored_day(late_after),
            from_column(discriminator),
            latest,
            others,
            rest,
            loader,
        )
        for number, kind, due, late_after, discriminator, latest, others, rest in rows
    ]


def due_rows(connection: sqlite3.Connection, today: date, until: date) -> list[FollowUp]:
    """The follow-ups that are due until a day, the undated ones last, in order."""
    wanted = " WHERE NOT superseded AND (due IS NULL OR due <= :until)"
    values = {"today": today.isoformat(), "until": until.isoformat()}
    return _read(connection, today, connection.execute(_ROWS + wanted + _ORDER, values).fetchall())


def all_rows(connection: sqlite3.Connection, today: date) -> list[FollowUp]:
    """Every follow-up, in order."""
    return _read(connection, today, connection.execute(_ROWS + _ORDER, {"today": today.isoformat()}).fetchall())


def rows_of(connection: sqlite3.Connection, today: date, paths: Iterable[str]) -> list[FollowUp]:
    """Every follow-up of the people with notes at these paths, in order."""
    numbers = [row[0] for path in paths for row in connection.execute("SELECT id FROM note WHERE path = ?", (path,))]
    wanted = f" WHERE person IN ({','.join(map(str, numbers))})"
    values = {"today": today.isoformat()}
    return _read(connection, today, connection.execute(_ROWS + wanted + _ORDER, values).fetchall())


def _read(connection: sqlite3.Connection, today: date, rows: list[tuple[Any, ...]]) -> list[FollowUp]:
    loader = Loader(connection, today)
    loader.know_all()
    return [read_rest(loader.person, loader.ids, *row) for row in rows]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
