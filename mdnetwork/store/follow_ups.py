"""Store: questions about follow-ups, which are rows for one day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, FollowUpKind, Person
from mdnetwork.store.facts import from_column, lines_in_rest, read_rest, stored_day

if TYPE_CHECKING:  # whoever asks for no rows needs nobody
    from mdnetwork.store import people
    from mdnetwork.store.people import Loader
else:
    people = lazy("mdnetwork.store.people")

_ROWS = (
    "SELECT follow_up.note, kind, due, late_after, superseded, discriminator, rest FROM follow_up"
    " LEFT JOIN person ON person.note = follow_up.note"
)
_ORDER = (
    " ORDER BY due IS NULL, due, importance, min(coalesce(late_after, :today), :today), coalesce(identity, ''),"
    " discriminator, seq"
)


class Rules(NamedTuple):
    """Everything except the notes that decides which follow-ups there are."""

    settings: FollowUpSettings
    texts: Texts
    today: date

    @property
    def mark(self) -> str:
        """What follow-ups hold for, beside their day."""
        return repr((self.settings, self.texts.language))

    def hold(self, connection: sqlite3.Connection) -> bool:
        """Whether the follow-ups in the store are those of these rules and of the notes as they are."""
        if connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
            return False
        return marks(connection) == (self.today.isoformat(), self.mark)


def marks(connection: sqlite3.Connection) -> tuple[str, str]:
    """The day and the mark of the follow-ups in the store; "" for a new one."""
    found = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('day', 'rules')").fetchall())
    return found.get("day", ""), found.get("rules", "")


class FollowUpRow(NamedTuple):
    """A follow-up as it is stored: what orders it, and the rest when somebody asks. See `calendar.select.Candidate`."""

    number: int
    """That of the person's note, or of the note it belongs to if it is about nobody."""
    identity: str
    kind: FollowUpKind
    due: date | None
    late_after: date | None
    discriminator: str
    latest: str | None
    others: str
    rest: str
    loader: Loader
    superseded: bool = False

    @property
    def person(self) -> Person | None:
        """The person, if it is about somebody."""
        return self.loader.person(self.number) if self.number in self.loader.texts else None

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned."""
        return self.load().people

    def load(self) -> FollowUp:
        """The whole follow-up."""
        days = (day.isoformat() if day else None for day in (self.due, self.late_after))
        due, late_after = days
        return read_rest(
            self.loader.person,
            self.loader.ids,
            self.number,
            self.kind,
            due,
            late_after,
            self.superseded,
            self.discriminator,
            self.rest,
        )

    def inputs(self, today: date) -> str:
        """A text of everything in it that decides what its event says on this day."""
        texts, latest = self.loader.texts, min(self.latest or "", today.isoformat())
        others = [texts[int(number)] for number in self.others.split()]
        return "\0".join((self.kind, latest, self.rest, texts.get(self.number, ""), *others))

    def lines(self) -> list[tuple[str, int]]:
        """Path and number of each line of its evidence."""
        return lines_in_rest(self.rest)


def open_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up that is not superseded, in no order."""
    loader = people.Loader(connection, today)
    loader.know_texts()
    rows = connection.execute(
        "SELECT note, kind, due, late_after, discriminator, latest, others, rest FROM follow_up WHERE NOT superseded"
    )
    return [
        FollowUpRow(
            number,
            loader.ids[number] if number in loader.texts else "",
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
    return _read(_knowing_all(connection, today), connection.execute(_ROWS + wanted + _ORDER, values))


def all_rows(connection: sqlite3.Connection, today: date) -> list[FollowUp]:
    """Every follow-up, in order."""
    return _read(_knowing_all(connection, today), connection.execute(_ROWS + _ORDER, {"today": today.isoformat()}))


def rows_of(connection: sqlite3.Connection, today: date, paths: Iterable[str]) -> list[FollowUp]:
    """Every follow-up of the people and other notes at these paths, in order."""
    numbers = [row[0] for path in paths for row in connection.execute("SELECT id FROM note WHERE path = ?", (path,))]
    wanted = f" WHERE follow_up.note IN ({','.join(map(str, numbers))})"
    values = {"today": today.isoformat()}
    return _read(people.Loader(connection, today), connection.execute(_ROWS + wanted + _ORDER, values))


def _knowing_all(connection: sqlite3.Connection, today: date) -> Loader:
    loader = people.Loader(connection, today)
    loader.know_all()
    return loader


def _read(loader: Loader, rows: Iterable[tuple[Any, ...]]) -> list[FollowUp]:
    return [read_rest(loader.person, loader.ids, *row) for row in rows]
