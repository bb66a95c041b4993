"""Store: questions about follow-ups, which are rows for one day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from mdnetwork.calendar.select import DayCount, FeedSettings, Selection, feed_days, kinds_of
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, FollowUpKind, Person
from mdnetwork.store.facts import Damaged, from_column, lines_in_rest, read_rest, stored_day

if TYPE_CHECKING:  # whoever asks for no rows needs nobody
    from mdnetwork.store import people
    from mdnetwork.store.people import Loader
else:
    people = lazy("mdnetwork.store.people")

_Answer = TypeVar("_Answer")
_ROWS = (
    "SELECT follow_up.note, coalesce(name, named), coalesce(identity, ''), kind, due, late_after, reason,"
    " discriminator, superseded, latest, others, rest FROM follow_up LEFT JOIN person ON person.note = follow_up.note"
)
_TOGETHER = 500
_MAY_BE_DOUBLED = """
SELECT note FROM follow_up WHERE NOT superseded AND due IS NOT NULL
GROUP BY note, kind, discriminator HAVING count(*) > 1
UNION SELECT note FROM follow_up WHERE note NOT IN (SELECT note FROM person)
"""
"""The notes with follow-ups that may have the UID of another one: of the same note, or about nobody too.

Everybody has an identity of their own."""
_OPEN = " WHERE NOT superseded"
_AMONG = " AND kind IN (SELECT value FROM json_each(:kinds))"
_DAYS = ("due <= :until", "due IS NULL")
"""Two queries, so that the index gives the order of days."""
_RANK = "due, importance, min(coalesce(late_after, {today}), {today})"
_ORDER_OF_DAYS = f" ORDER BY {_RANK.format(today=':today')}, coalesce(identity, ''), discriminator, seq"
_ORDER = _ORDER_OF_DAYS.replace("ORDER BY", "ORDER BY due IS NULL,")
FIRST = (
    "(SELECT seq FROM follow_up AS next WHERE next.note = person.note AND NOT superseded"
    f" ORDER BY due IS NULL, {_RANK.format(today='?')}, discriminator, seq LIMIT 1)"
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
    """That of the person's note, or of the note it belongs to if it is about nobody."""
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
    def person(self) -> Person | None:
        """The person, if it is about somebody."""
        return self.loader.person(self.number) if self.identity else None

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody concerned."""
        return self.load().people

    def load(self) -> FollowUp:
        """The whole follow-up."""
        person, loader = self.person, self.loader
        evidence, people, yearly, title, path, private = read_rest(self.rest, loader.person, loader.ids)
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
            "" if self.identity else self.name,
            private,
        )

    def inputs(self, today: date) -> str:
        """A text of everything in it that decides what its event says on this day."""
        text, latest = self.loader.text, min(self.latest or "", today.isoformat())
        others = [text(int(number)) for number in self.others.split()]
        whose = text(self.number) if self.identity else self.name
        return "\0".join((self.kind, latest, self.reason, self.rest, whose, *others))

    def lines(self) -> list[tuple[str, int]]:
        """Path and number of each line of its evidence."""
        return lines_in_rest(self.rest)


def open_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up that is not superseded, in no order."""
    return _rows(people.Loader(connection, today), _OPEN)


def count_by_day(connection: sqlite3.Connection) -> list[DayCount]:
    """How many follow-ups of each kind are due on each day, without superseded ones."""
    rows = connection.execute(f"SELECT kind, due, count(*) FROM follow_up{_OPEN} GROUP BY kind, due")
    return [DayCount(kind, stored_day(due), number) for kind, due, number in rows]


def most_important(
    connection: sqlite3.Connection, today: date, kinds: Iterable[str], days: Iterable[date], most: int
) -> list[FollowUpRow]:
    """For each day at least the first `most` follow-ups of these kinds, and others of the same people and days.

    They are by importance, days late, days overdue and person. All days before today are one.
    """
    fits = "{0}kind IN (SELECT value FROM json_each(:kinds)) AND {0}due IN (SELECT value FROM json_each(:days))"
    wanted, of_few = (f"{_OPEN} AND {fits.format(sign)}" for sign in ("", "+"))  # few notes: by their own index
    rank = "importance, min(coalesce(late_after, :today), :today), min(due, :today), coalesce(identity, '')"
    of_first = (  # by the index that holds what decides the order: half of the time
        "SELECT follow_up.note FROM follow_up INDEXED BY follow_up_kind"
        " LEFT JOIN person ON person.note = follow_up.note"
        f"{wanted} ORDER BY {rank} LIMIT :most"
    )
    competing: dict[date | None, list[str]] = {}
    for day in sorted(set(days)):
        competing.setdefault(day if day >= today else None, []).append(day.isoformat())
    loader = people.Loader(connection, today)
    found: list[FollowUpRow] = []
    for together in competing.values():
        values = {"kinds": json.dumps(sorted(set(kinds))), "days": json.dumps(together)}
        theirs = f"{of_few} AND follow_up.note IN ({of_first}) ORDER BY {rank}, discriminator"
        found += _rows(loader, theirs, most=most, **values)
    return found


class FeedRows(NamedTuple):
    """The follow-ups that decide what a feed says, and how many others compete for today's room and get none."""

    rows: list[FollowUpRow]
    others: int


def feed_rows(connection: sqlite3.Connection, settings: FeedSettings, today: date) -> FeedRows:
    """The follow-ups with a place in the feed, and in a feed of everybody only the most important of those overdue.

    All of a note are read if one may have the UID of another follow-up: they are compared, wherever they are placed.
    """
    kinds = kinds_of(settings)
    if settings.details == "full" or not Selection(settings).is_of_everybody:
        return FeedRows(dated_rows(connection, today, kinds), 0)
    rivals, fixed = feed_days(count_by_day(connection), settings, today)
    doubled = {note for (note,) in connection.execute(_MAY_BE_DOUBLED)}
    rows = dated_rows(connection, today, kinds, doubled) if doubled else []
    most = settings.per_day + len(rows)
    first = most_important(connection, today, *_kinds_and_days(rivals), most)
    rows += [each for each in chain(_placed(connection, today, fixed), first) if each.number not in doubled]
    competing = {(each.kind, each.due) for each in rivals}
    read = sum((each.kind, each.due) in competing for each in rows)
    return FeedRows(rows, sum(each.number for each in rivals) - read)


def _kinds_and_days(counts: Iterable[DayCount]) -> tuple[set[str], set[date]]:
    return {each.kind for each in counts}, {each.due for each in counts if each.due}


def _placed(connection: sqlite3.Connection, today: date, days: Iterable[DayCount]) -> list[FollowUpRow]:
    """The follow-ups of these kinds and days."""
    pairs = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:pairs)"
    wanted = [(each.kind, each.due.isoformat()) for each in days if each.due]
    return _rows(people.Loader(connection, today), f"{_OPEN} AND (kind, due) IN ({pairs})", pairs=json.dumps(wanted))


def dated_rows(
    connection: sqlite3.Connection, today: date, kinds: Iterable[str], notes: Iterable[int] | None = None
) -> list[FollowUpRow]:
    """Those of `open_rows` that are of these kinds, and of these notes or any, and have a due date."""
    among = " AND due IS NOT NULL AND kind IN (SELECT value FROM json_each(:kinds))"
    among += "" if notes is None else " AND follow_up.note IN (SELECT value FROM json_each(:notes))"
    values = {"kinds": json.dumps(sorted(set(kinds))), "notes": json.dumps(sorted(notes or ()))}
    return _rows(people.Loader(connection, today), _OPEN + among, **values)


def due_rows(connection: sqlite3.Connection, today: date, until: date) -> list[FollowUpRow]:
    """The follow-ups that are due until a day, the undated ones last, in order."""
    loader = people.Loader(connection, today)
    return _expected(_due(loader, until), loader)


def each_due(
    connection: sqlite3.Connection,
    today: date,
    until: date,
    kinds: Sequence[str],
    choose: Callable[[Iterator[FollowUpRow]], _Answer],
) -> _Answer:
    """What `choose` makes of those of `due_rows` that are of some kinds, or all, while they are read one by one."""
    loader = people.Loader(connection, today)
    return choose(_in_turn(_due(loader, until, kinds), loader))


class DuePart(NamedTuple):
    """Some of the follow-ups that are due and fit, the number of all that fit, and of all that are due, by kind."""

    rows: list[FollowUpRow]
    total: int
    kinds: dict[FollowUpKind, int]


def due_part(
    connection: sqlite3.Connection,
    today: date,
    until: date,
    part: slice,
    *,
    kinds: Sequence[str] = (),
    notes: Iterable[int] | None = None,
) -> DuePart:
    """A part of those of `due_rows` that are of some kinds, or all, and of the people with these numbers, or any."""
    counted = "SELECT kind, count(due), count(*) FROM follow_up{} GROUP BY kind"
    is_due = f"{_OPEN} AND (due IS NULL OR due <= :until)"
    values: dict[str, str] = {"until": until.isoformat(), "kinds": json.dumps([*kinds])}
    among = _AMONG if kinds else ""
    if notes is not None:
        among += " AND follow_up.note IN (SELECT value FROM json_each(:notes))"
        values["notes"] = json.dumps(sorted(notes))
    every = connection.execute(counted.format(is_due), values).fetchall()
    fitting = connection.execute(counted.format(is_due + among), values).fetchall() if among else every
    dated, total = (sum(row[which] for row in fitting) for which in (1, 2))
    loader, found = people.Loader(connection, today), list[FollowUpRow]()
    among = among.replace("kind IN", "+kind IN")  # the index of days gives the order, and has the kinds too
    for days, begin, end in zip(_DAYS, (0, dated), (dated, total), strict=True):
        start, stop = max(begin, part.start), min(end, part.stop)
        if start < stop:
            wanted = f"{_OPEN} AND {days}{among}{_ORDER_OF_DAYS} LIMIT :most OFFSET :start"
            found += _each_row(loader, wanted, start=start - begin, most=stop - start, **values)
    return DuePart(_expected(found, loader), total, {kind: number for kind, _, number in every})


def first_due(
    connection: sqlite3.Connection, today: date, choose: Callable[[Iterator[FollowUpRow]], _Answer]
) -> _Answer:
    """What `choose` makes of the follow-ups that are due, in order. No more are read than it takes."""
    return choose(_due(people.Loader(connection, today), today))


def count_due(connection: sqlite3.Connection, today: date) -> dict[FollowUpKind, int]:
    """The number of follow-ups of each kind that are due, or undated."""
    query = f"SELECT kind, count(*) FROM follow_up{_OPEN} AND (due IS NULL OR due <= ?) GROUP BY kind"
    return dict(connection.execute(query, (today.isoformat(),)).fetchall())


def _due(loader: Loader, until: date, kinds: Sequence[str] = ()) -> Iterator[FollowUpRow]:
    among = _AMONG if kinds else ""
    for days in _DAYS:
        wanted = f"{_OPEN} AND {days}{among}{_ORDER_OF_DAYS}"
        yield from _each_row(loader, wanted, until=until.isoformat(), kinds=json.dumps([*kinds]))


def all_rows(connection: sqlite3.Connection, today: date) -> list[FollowUpRow]:
    """Every follow-up, in order."""
    return _rows(people.Loader(connection, today), _ORDER)


def rows_of(connection: sqlite3.Connection, today: date, paths: Iterable[str]) -> list[FollowUpRow]:
    """Every follow-up of the people and other notes at these paths, in order."""
    numbers = [row[0] for path in paths for row in connection.execute("SELECT id FROM note WHERE path = ?", (path,))]
    return _rows(people.Loader(connection, today), f" WHERE follow_up.note IN ({','.join(map(str, numbers))})" + _ORDER)


def _rows(loader: Loader, wanted: str, **values: str | int) -> list[FollowUpRow]:
    """The follow-ups that fit, in this order. Nobody is loaded for them."""
    return _expected(_each_row(loader, wanted, **values), loader)


def _expected(rows: Iterable[FollowUpRow], loader: Loader) -> list[FollowUpRow]:
    found = list(rows)
    loader.expect([each.number for each in found])
    return found


def _in_turn(rows: Iterator[FollowUpRow], loader: Loader) -> Iterator[FollowUpRow]:
    """The rows as they come. The people of some hundred are read together, if one of them is asked for."""
    while some := list(islice(rows, _TOGETHER)):
        loader.expect([each.number for each in some])
        yield from some


def _each_row(loader: Loader, wanted: str, **values: str | int) -> Iterator[FollowUpRow]:
    today = loader.today.isoformat() if loader.today else ""
    rows = loader.connection.execute(_ROWS + wanted, {"today": today, **values})
    try:
        for number, name, identity, kind, due, late, reason, discriminator, superseded, latest, others, rest in rows:
            yield FollowUpRow(
                number,
                from_column(name),
                from_column(identity),
                kind,
                stored_day(due),
                stored_day(late),
                from_column(reason),
                from_column(discriminator),
                bool(superseded),
                latest,
                others,
                rest,
                loader,
            )
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged from error
