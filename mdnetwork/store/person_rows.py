"""Store: the list of people, as rows for one day: who fits, when they were last met, and what comes next."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

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

_ROWS = (
    "SELECT person.note, name, identity, org, circle, first_contact, last_contact, days,"
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


class PersonRow(NamedTuple):
    """A person in a list. Whoever asks for more of them loads the person."""

    number: int
    name: str
    identity: str
    org: str | None
    circle: str | None
    first_contact: date | None
    last_contact: date | None
    interaction_count: int
    upcoming: Upcoming | None
    has_kind: bool
    """Whether one of their open follow-ups is of the kinds that were asked for."""
    loader: Loader

    @property
    def person(self) -> Person:
        """The person."""
        return self.loader.person(self.number)


def person_rows(
    connection: sqlite3.Connection, today: date, query: str = "", kinds: Iterable[str] = ()
) -> list[PersonRow]:
    """The people whose `search.folded_words` hold every word of the query, by name."""
    words = list(map(column, fold(query).split()))
    wanted = [column(fold(kind)) for kind in kinds]
    fits = " AND ".join(["instr(words, ?)"] * len(words)) or "1"
    has_kind = "0"
    if wanted:
        has_kind = (
            "EXISTS (SELECT 1 FROM follow_up AS any WHERE any.note = person.note AND NOT any.superseded"
            f" AND any.kind IN ({','.join('?' * len(wanted))}))"
        )
    day = today.isoformat()
    rows = connection.execute(_ROWS.format(has_kind=has_kind, fits=fits), (*wanted, day, day, *words))
    loader = people.Loader(connection, today)
    try:
        found = [_row(row, loader) for row in rows]
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged from error
    loader.expect([each.number for each in found])
    return found


def contact_days(connection: sqlite3.Connection) -> Iterator[tuple[str, ContactDays]]:
    """The identity of everybody who is not gone, with their days of contact, in no order. Nobody is loaded."""
    rows = connection.execute("SELECT identity, contacts FROM person WHERE contacts IS NOT NULL")
    return ((from_column(identity), read_contact_days(text)) for identity, text in rows)


class GroupCount(NamedTuple):
    """How many people are in each circle, and how many have each tag."""

    circles: Counter[str]
    tags: Counter[str]


def count_groups(connection: sqlite3.Connection) -> GroupCount:
    """The circles and tags of everybody. Nobody is loaded."""
    circles = connection.execute("SELECT circle, count(*) FROM person WHERE circle > '' GROUP BY circle")
    found = GroupCount(Counter({from_column(name): number for name, number in circles}), Counter())
    tags = "json_extract(fact.person, '$.tags')"
    for text, number in connection.execute(f"SELECT {tags}, count(*) FROM person JOIN fact USING (note) GROUP BY 1"):
        for tag in decoded(text) if text else ():
            found.tags[tag] += number
    return found


def _row(row: Sequence[Any], loader: Loader) -> PersonRow:
    number, name, identity, org, circle, first, last, days, kind, due, late_after, has_kind = row
    return PersonRow(
        number,
        from_column(name),
        from_column(identity),
        None if org is None else from_column(org),
        None if circle is None else from_column(circle),
        stored_day(first),
        stored_day(last),
        days or 0,
        None if kind is None else Upcoming(kind, stored_day(due), stored_day(late_after)),
        bool(has_kind),
        loader,
    )
