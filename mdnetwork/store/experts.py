"""Store: who knows about something, by the stems of the words of their expertise. Whoever never asks pays nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Set as AbstractSet
from itertools import chain

from mdnetwork.people.directory import Senses
from mdnetwork.store.facts import read_person
from mdnetwork.store.schema import libraries, writing


def numbers(connection: sqlite3.Connection, stems: AbstractSet[str], senses: Senses) -> list[int]:
    """The numbers of the people who know about something with one of these stems, in order of identity."""
    _catch_up(connection, senses)
    rows = connection.execute(
        "SELECT DISTINCT person.note, identity FROM expert JOIN person ON person.note = expert.person"
        " WHERE stem IN (SELECT value FROM json_each(?)) ORDER BY identity",
        (json.dumps(sorted(stems)),),
    )
    return [number for number, _ in rows]


def _catch_up(connection: sqlite3.Connection, senses: Senses) -> None:
    """Store the stems of those whose notes changed since somebody asked last."""
    mark = libraries()  # the stemmers are one of them
    known = connection.execute("SELECT value FROM meta WHERE key = 'stemmers'").fetchone() == (mark,)
    if known and not connection.execute("SELECT 1 FROM person WHERE NOT stemmed LIMIT 1").fetchone():
        return
    with writing(connection):
        if not known:
            connection.execute("UPDATE person SET stemmed = 0 WHERE note IN (SELECT person FROM expert)")
            connection.execute("DELETE FROM expert")
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('stemmers', ?)", (mark,))
        rows = connection.execute("SELECT note, fact.person FROM person JOIN fact USING (note) WHERE NOT stemmed")
        stems = {note: {*chain(*map(senses, read_person(text).expertise))} for note, text in rows.fetchall()}
        connection.executemany(
            "INSERT OR IGNORE INTO expert VALUES (?, ?)", [(stem, note) for note in stems for stem in stems[note]]
        )
        connection.execute("UPDATE person SET stemmed = 1 WHERE NOT stemmed")
