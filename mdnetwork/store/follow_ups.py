"""Store: questions about follow-ups, which are rows for one day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, FollowUpKind, Person
from mdnetwork.store.facts import Damaged, from_column, lines_in_rest, read_rest, stored_day

if TYPE_CHECKING:  # whoever asks for no rows needs nobody
    from mdnetwork.store import people
    from mdnetwork.store.people import Loader
else:
    people = lazy("mdnetwork.store.people")

_ROWS = (
    "SELECT person, name, identity, kind, due, late_after, reason, discriminator, superseded, latest, others, rest"
    " FROM follow_up JOIN person ON person.note = follow_up.person"
)
_OPEN = " WHERE NOT superseded"
_RANK = "due IS NULL, due, importance, min(coalesce(late_after, {today}), {today})"
_ORDER = f" ORDER BY {_RANK.format(today=':today')}, identity, discriminator, seq"
FIRST = (
    "(SELECT seq FROM follow_up AS next WHERE next.person = person.note AND NOT superseded"
    f" ORDER BY {_RANK.format(today='?')}, discriminator, seq LIMIT 1)"
)
"""The `seq` of a person's first open follow-up in a query of `person`. It takes the day twice."""


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
    """A follow-up as it is stored: what orders and names it, and the rest when somebody asks.

    See `calendar.select.Candidate`.
    """

    number: int
    """That of the person."""
    name: str
    identity: str
    kind: FollowUpKind
    due: date | None
    late_after: date | None
    reason: str
    discriminator: str
    superseded: bool
    latest: str | None
    others: str
    rest: str
    loader: Loader

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
        person, loader = self.person, self.loader
        evidence, people, yearly, title, path = read_rest(self.rest, loader.person, loader.ids)
        return FollowUp(
            self.kind,
            person,
            self.due,
            self.reason,
            self.late_after,
            evidence,
            self.discriminator,
            people,
            self.superseded,
            yearly,
            title,
            path,
        )

    def inputs(self, today: date) -> str:
        """A text of everything in it that decides what its event says on this day."""
        text, latest = self.loader.text, min(self.latest or "", today.isoformat())
        others = [text(int(number)) for number in self.others.split()]
        return "\0".join((self.kind, latest, self.reason, self.rest, text(self.number), *others))

    def lines(self) -> list[tuple[str, int]]:
        """Path and number of each line of its evidence."""
        return lines_in_rest(self.rest)


def open_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up that is not superseded, in no order."""
    return _rows(people.Loader(connection, today, many=True), _OPEN)


def due_rows(connection: sqlite3.Connection, today: date, until: date, kinds: Sequence[str] = ()) -> list[FollowUpRow]:
    """The follow-ups that are due until a day, the undated ones last, in order. Those of some kinds, or all."""
    wanted = f"{_OPEN} AND (due IS NULL OR due <= :until)"
    wanted += f" AND kind IN ({','.join([f':kind{at}' for at in range(len(kinds))])})" if kinds else ""
    named = {f"kind{at}": kind for at, kind in enumerate(kinds)}
    return _rows(people.Loader(connection, today, many=True), wanted + _ORDER, until=until.isoformat(), **named)


def all_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up, in order."""
    return _rows(people.Loader(connection, today, many=True), _ORDER)


def rows_of(connection: sqlite3.Connection, today: date, paths: Iterable[str]) -> list[FollowUpRow]:
    """Every follow-up of the people with notes at these paths, in order."""
    numbers = [row[0] for path in paths for row in connection.execute("SELECT id FROM note WHERE path = ?", (path,))]
    return _rows(people.Loader(connection, today), f" WHERE person IN ({','.join(map(str, numbers))})" + _ORDER)


def _rows(loader: Loader, wanted: str, **values: str) -> list[FollowUpRow]:
    """The follow-ups that fit, in this order. Nobody is loaded for them."""
    today = loader.today.isoformat() if loader.today else ""
    try:
        return [
            FollowUpRow(
                number,
                from_column(name),
                from_column(identity),
                kind,
                stored_day(due),
                stored_day(late_after),
                from_column(reason),
                from_column(discriminator),
                bool(superseded),
                latest,
                others,
                rest,
                loader,
            )
            for (
                number,
                name,
                identity,
                kind,
                due,
                late_after,
                reason,
                discriminator,
                superseded,
                latest,
                others,
                rest,
            ) in loader.connection.execute(_ROWS + wanted, {"today": today, **values})
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged from error
