"""Store: how much there is in a vault, counted for one day. Nobody is loaded."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date

from mdnetwork.frozen import NamedTuple
from mdnetwork.store.facts import from_column


class Totals(NamedTuple):
    """The numbers of notes, of notes with a day, of people, of days with contact, and of overdue follow-ups."""

    notes: int
    dated: int
    people: int
    interactions: int
    circles: Counter[str]
    """How many people are in each circle as it is written, in order of their names."""
    overdue: int


def totals(connection: sqlite3.Connection, today: date) -> Totals:
    """What the store has of this day."""
    notes, dated = connection.execute("SELECT count(*), count(json_extract(facts, '$[0][3]')) FROM fact").fetchone()
    people, days = connection.execute("SELECT count(*), coalesce(sum(days), 0) FROM person").fetchone()
    circles = connection.execute(
        "SELECT circle, count(*) FROM person WHERE circle > '' GROUP BY circle ORDER BY min(sort)"
    ).fetchall()
    (overdue,) = connection.execute(
        "SELECT count(*) FROM follow_up WHERE NOT superseded AND due < ?", (today.isoformat(),)
    ).fetchone()
    return Totals(notes, dated, people, days, Counter({from_column(name): n for name, n in circles}), overdue)
