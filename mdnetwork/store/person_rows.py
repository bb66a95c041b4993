"""Store: the list of people, as rows for one day: who fits, when they were last met, and what comes next."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUpKind, Person
from mdnetwork.names import fold
from mdnetwork.store.facts import Damaged, column, decoded, from_column, read_contact_days, stored_day
from mdnetwork.store.follow_ups import FIRST

if TYPE_CHECKING:  # whoever resolves a note needs no list
    from mdnetwork.followups.contact_days import ContactDays
    from mdnetwork.store import people
    from mdnetwork.store.people import Loader
else:
    people = lazy("mdnetwork.store.people")

_KEYS = (
    "SELECT person.note, identity, org, circle, tags, place, network, {has_kind}"
    " FROM person JOIN note ON note.id = person.note{upcoming} WHERE {fits} ORDER BY {order}sort, path"
)
_ORDERS = {
    "name": "",
    "last": "last_contact DESC, ",
    "next": "soon IS NULL, soon, waits IS NULL, ",
    "met": "coalesce(json_extract((SELECT person FROM fact WHERE fact.note = person.note), '$.met'), first_contact)"
    " DESC, ",
}
"""How people can be ordered: `last` and `met` begin with the latest, `next` with the most overdue."""
_UPCOMING = (
    " LEFT JOIN (SELECT note AS whose, min(due) AS soon, 1 AS waits FROM follow_up WHERE NOT superseded GROUP BY note)"
    " ON whose = person.note"
)
_ROWS = (
    "SELECT person.note, name, identity, org, circle, tags, place, network, first_contact, last_contact, days,"
    " follow_up.kind, due, late_after, {has_kind}"
    " FROM person JOIN note ON note.id = person.note"
    f" LEFT JOIN follow_up ON follow_up.note = person.note AND seq = {FIRST}"
    " WHERE {fits} ORDER BY sort, path"
)


class Upcoming(NamedTuple):
    """The first open follow-up of a person."""

    kind: FollowUpKind
    due: date | None
    late_after: date | None


class PersonKey(NamedTuple):
    """A person in an order, with what decides whether they are listed. `PersonRow` has what a list shows."""

    number: int
    identity: str
    org: str | None
    circle: str | None
    labels: str | None
    place: str | None
    network: str | None
    has_kind: bool
    """Whether one of their open follow-ups is of the kinds that were asked for."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Their tags."""
        return _tags(self.labels)


class PersonRow(NamedTuple):
    """A person in a list. Whoever asks for more of them loads the person."""

    number: int
    name: str
    identity: str
    org: str | None
    circle: str | None
    labels: str | None
    place: str | None
    network: str | None
    first_contact: date | None
    last_contact: date | None
    interaction_count: int
    upcoming: Upcoming | None
    has_kind: bool
    """Whether one of their open follow-ups is of the kinds that were asked for."""
    loader: Loader

    @property
    def tags(self) -> tuple[str, ...]:
        """Their tags."""
        return _tags(self.labels)

    @property
    def person(self) -> Person:
        """The person."""
        return self.loader.person(self.number)


def person_rows(
    connection: sqlite3.Connection,
    today: date,
    query: str = "",
    kinds: Iterable[str] = (),
    only: Iterable[int] | None = None,
) -> list[PersonRow]:
    """The people whose `search.folded_words` hold every word of the query, by name. `only` are their numbers."""
    asked = _Asked.of(query, kinds)
    among = "" if only is None else " AND person.note IN (SELECT value FROM json_each(?))"
    day, numbers = today.isoformat(), () if only is None else (str([*only]),)
    wanted = _ROWS.format(has_kind=asked.has_kind, fits=asked.fits + among)
    rows = connection.execute(wanted, (*asked.kinds, day, day, *asked.words, *numbers))
    loader = people.Loader(connection, today)
    try:
        found = [_row(row, loader) for row in rows]
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged from error
    loader.expect([each.number for each in found])
    return found


def person_keys(
    connection: sqlite3.Connection, query: str = "", kinds: Iterable[str] = (), order: str = "name"
) -> list[PersonKey]:
    """The people of `person_rows` in one of the `_ORDERS`, each with what decides whether they are listed."""
    asked = _Asked.of(query, kinds)
    upcoming = _UPCOMING if order == "next" else ""
    wanted = _KEYS.format(has_kind=asked.has_kind, fits=asked.fits, upcoming=upcoming, order=_ORDERS[order])
    rows = connection.execute(wanted, (*asked.kinds, *asked.words)).fetchall()
    try:
        return [
            PersonKey(
                number,
                from_column(identity),
                _text(org),
                _text(circle),
                labels,
                _text(place),
                _text(network),
                bool(has_kind),
            )
            for number, identity, org, circle, labels, place, network, has_kind in rows
        ]
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged from error


class _Asked(NamedTuple):
    """The conditions of a query, and their values."""

    words: list[str | bytes]
    kinds: list[str | bytes]
    fits: str
    has_kind: str

    @classmethod
    def of(cls, query: str, kinds: Iterable[str]) -> Self:
        """Every word of the query; and whether somebody has a follow-up of these kinds."""
        words = list(map(column, fold(query).split()))
        wanted = [column(fold(kind)) for kind in kinds]
        has_kind = (
            "EXISTS (SELECT 1 FROM follow_up AS any WHERE any.note = person.note AND NOT any.superseded"
            f" AND any.kind IN ({','.join('?' * len(wanted))}))"
        )
        fits = " AND ".join(["instr(words, ?)"] * len(words)) or "1"
        return cls(words, wanted, fits, has_kind if wanted else "0")


def _text(value: str | bytes | None) -> Any:
    return None if value is None else from_column(value)


def _tags(labels: str | None) -> tuple[str, ...]:
    return tuple(decoded(labels)) if labels else ()


def contact_days(connection: sqlite3.Connection) -> Iterator[tuple[str, ContactDays]]:
    """The identity of everybody who is not gone, with their days of contact, in no order. Nobody is loaded."""
    rows = connection.execute("SELECT identity, contacts FROM person WHERE contacts IS NOT NULL")
    return ((from_column(identity), read_contact_days(text)) for identity, text in rows)


def last_contacts(connection: sqlite3.Connection) -> list[tuple[str, date]]:
    """The identity and the last day of contact of everybody who has one, in no order. Nobody is loaded."""
    rows = connection.execute("SELECT identity, last_contact FROM person WHERE last_contact IS NOT NULL")
    try:
        return [(from_column(identity), date.fromisoformat(day)) for identity, day in rows]
    except (ValueError, TypeError) as error:
        raise Damaged from error


class GroupCount(NamedTuple):
    """How many people are in each circle, and how many have each tag."""

    circles: Counter[str]
    tags: Counter[str]


def count_groups(connection: sqlite3.Connection) -> GroupCount:
    """The circles and tags of everybody. Nobody is loaded."""
    circles = connection.execute("SELECT circle, count(*) FROM person WHERE circle > '' GROUP BY circle")
    found = GroupCount(Counter({from_column(name): number for name, number in circles}), Counter())
    for labels, number in connection.execute("SELECT tags, count(*) FROM person GROUP BY tags"):
        for tag in _tags(labels):
            found.tags[tag] += number
    return found


def _row(row: Sequence[Any], loader: Loader) -> PersonRow:
    number, name, identity, org, circle, labels, place, network, first, last, days, kind, due, late, has_kind = row
    return PersonRow(
        number,
        from_column(name),
        from_column(identity),
        _text(org),
        _text(circle),
        labels,
        _text(place),
        _text(network),
        stored_day(first),
        stored_day(last),
        days or 0,
        None if kind is None else Upcoming(kind, stored_day(due), stored_day(late)),
        bool(has_kind),
        loader,
    )
